"""Verbs that make a report."""

from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import (
    OF_CITY,
    Data,
    Languages,
    Peers,
    Reports,
    Year,
    city_of,
    example,
    languages,
)

PANEL = "Reports"


def report(
    city: Annotated[
        str | None, typer.Argument(metavar="[CITY]", help=f"The city: {OF_CITY}")
    ] = None,
    edition: Year = 2025,
    language: Languages = None,
    peers: Peers = "partners",
    out: Reports = Path("reports"),
    jobs: Annotated[int, typer.Option(min=0, help="Notebooks run at once; 0 for all cores.")] = 0,
    data: Data = None,
    region: Annotated[
        str | None,
        typer.Option("--all", metavar="flanders", help="Every municipality instead of one."),
    ] = None,
    shard: Annotated[str, typer.Option(help="With --all: the i-th of n parts, as i/n.")] = "1/1",
    force: Annotated[bool, typer.Option("--force", help="Run also what is up to date.")] = False,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds a notebook; 0: any.")] = 600,
    memory: Annotated[float, typer.Option(min=0, help="MiB a notebook; 0: any.")] = 0,
) -> None:
    """Run the notebooks of one city and year, or of every municipality, and write the pages."""
    from circular_metrics.cli.running import one, several
    from circular_metrics.report.notebooks import Limits
    from circular_metrics.report.run import Asked, cpu_count

    if (city is None) == (region is None):
        raise typer.BadParameter("give one city, or --all flanders")
    key = city_of(city, data).key if city else ""
    asked = Asked(key, edition, languages(language), peers, data)
    limits = Limits(timeout or None, memory or None)
    if region is None:
        one(asked, out, jobs or cpu_count(), force, limits)
    else:
        several(region, asked, out, jobs or cpu_count(), shard, force, limits)


VERBS = (
    (
        "report",
        report,
        example(
            "report leuven --edition 2025 --language nl --language en",
            "report --all flanders --edition 2025 --jobs 2",
        ),
    ),
)
