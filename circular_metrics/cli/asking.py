"""Verbs that answer: observations and lists."""

from typing import Annotated

import typer

from circular_metrics.cli.options import Data, Year, example


def observations(
    city: Annotated[str, typer.Argument(help="Key of a city file.")],
    edition: Year = 2025,
    objective: Annotated[str | None, typer.Option(help="so1 … so5; all if not given.")] = None,
    indicator: Annotated[str | None, typer.Option(help="Key of one indicator.")] = None,
    format: Annotated[str, typer.Option(help="csv or json.")] = "csv",
    peers: Annotated[str, typer.Option(help="A set of peers from the city file.")] = "partners",
    data: Data = None,
) -> None:
    """Print the observations of a city, its peers and its surroundings."""
    from circular_metrics import store
    from circular_metrics.edition import open_edition
    from circular_metrics.indicators import INDICATORS

    store.named(format, ("csv", "json"), "format")
    opened = open_edition(city, edition, peers=peers, data=data)
    found = opened.objective(objective).observations if objective else opened.observations
    if indicator:
        store.named(indicator, INDICATORS, "indicator")
        found = found[found["indicator"] == indicator]
    if format == "json":
        text = found.to_json(orient="records", indent=1, force_ascii=False, double_precision=15)
        typer.echo(text)
    else:
        typer.echo(store.csv_bytes(found).decode(), nl=False)


def show_list(
    what: Annotated[
        str, typer.Argument(help="sources, tables, kinds, indicators, cities, targets or editions.")
    ],
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Sources or indicators as a Markdown page.")
    ] = False,
) -> None:
    """List what the package knows."""
    from circular_metrics.report import catalogue

    if markdown:
        typer.echo(catalogue.markdown(what), nl=False)
        return
    for line in catalogue.lines(what):
        typer.echo(line)


VERBS = (
    ("observations", observations, example("observations leuven --objective so3 --format csv")),
    ("list", show_list, example("list indicators")),
)
