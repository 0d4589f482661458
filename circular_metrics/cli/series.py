"""Verbs on published series: what was revised between vintages, and where one breaks."""

from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import Data, Out, Replace, example, tell
from circular_metrics.cli.shown import AnyForm, show

PANEL = "Series"
OfKind = Annotated[
    str,
    typer.Option(
        help="eurostat, oecd, un, statbel, swing or ovam.",
        show_default="eurostat, or series.csv by its heading",
    ),
]


def revisions(
    old: Annotated[Path, typer.Argument(help="A published file, or series.csv made of it.")],
    new: Annotated[Path, typer.Argument(help="The same table as published later.")],
    kind: OfKind = "",
    form: AnyForm = "table",
    out: Out = None,
    replace: Replace = False,
) -> None:
    """Say which cells of a table changed, appeared, vanished or got another flag."""
    from circular_metrics.report.vintages import compare_vintages

    found = compare_vintages(old, new, kind)
    counts = found["change"].value_counts().to_dict()
    words = ", ".join(f"{n} {change}" for change, n in sorted(counts.items())) or "nothing changed"
    show(found, form, out, replace)
    tell(f"{len(found)} cells differ: {words}" if len(found) else words)


def breaks(
    file: Annotated[Path, typer.Argument(help="A published file, or series.csv made of it.")],
    kind: OfKind = "",
    least: Annotated[
        float, typer.Option(min=0.01, help="Smallest step, as a natural logarithm.")
    ] = 0.15,
    threshold: Annotated[
        float, typer.Option(min=1.0, help="Smallest step in robust standard deviations.")
    ] = 5.0,
    form: AnyForm = "table",
    out: Out = None,
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Propose breaks: lasting steps that a series' own changes do not explain."""
    from circular_metrics.report.vintages import breaks_in

    found = breaks_in(file, kind, least, threshold, data)
    counts = found["status"].value_counts().to_dict()
    words = ", ".join(f"{n} {status}" for status, n in sorted(counts.items())) or "no step found"
    show(found, form, out, replace)
    if short := found.attrs["unjudged"]:
        words += f"; {short} series too short to be judged"
    tell(words)


VERBS = (
    ("revisions", revisions, example("revisions old.tsv new.tsv --out revised.csv")),
    ("breaks", breaks, example("breaks env_wasmun.tsv")),
)
