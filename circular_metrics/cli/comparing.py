"""The verb that holds two editions against each other."""

from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import (
    CityOption,
    Data,
    Language,
    Reports,
    city_of,
    example,
    tell,
)

PANEL = "Reports"


def compare(
    before: Annotated[str, typer.Argument(help="An edition's year, or a report's folder.")],
    after: Annotated[str, typer.Argument(help="Another one, the later.")],
    city: CityOption = "leuven",
    language: Language = "nl",
    out: Reports = Path("reports"),
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print lines for a changelog; write nothing.")
    ] = False,
    changelog: Annotated[
        Path | None,
        typer.Option(help="A changelog: write those lines between its marks; nothing else."),
    ] = None,
    data: Data = None,
) -> None:
    """Say which values, definitions, targets and verdicts changed between two editions, and why."""
    from circular_metrics.edition.changes import changes
    from circular_metrics.edition.changes_shown import changelog as as_lines
    from circular_metrics.report import compare as comparing

    key = city_of(city, data).key
    if markdown or changelog:
        found = changes(*(comparing.side(word, key, data) for word in (before, after)))
        lines = list(as_lines(found, comparing.area_names(key, "en", data)))
        if markdown:
            typer.echo("\n".join(lines))
        if changelog:
            comparing.renew_changelog(changelog, lines, key, before, after)
            tell(str(changelog))
        return
    page, found = comparing.compare(before, after, key, out, language, data)
    typer.echo(page)
    typer.echo(page.with_name("changes.csv"))
    tell(f"{len(found)} changes")


VERBS = (("compare", compare, example("compare 2024 2025 --city leuven")),)
