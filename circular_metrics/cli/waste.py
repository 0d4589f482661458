"""Verbs on published series: what was revised between vintages, and where one breaks."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import Data, example, tell


class Form(StrEnum):
    """What is printed: columns for reading, or a file's text."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Format = Annotated[Form, typer.Option("--format", help="table, csv or json.")]
OfKind = Annotated[
    str, typer.Option(help="eurostat, oecd, statbel, swing or ovam; told by the file if not given.")
]
Out = Annotated[Path | None, typer.Option(help="A file to write instead of printing.")]


def revisions(
    old: Annotated[Path, typer.Argument(help="A published file, or series.csv made of it.")],
    new: Annotated[Path, typer.Argument(help="The same table as published later.")],
    kind: OfKind = "",
    form: Format = Form.TABLE,
    out: Out = None,
) -> None:
    """Say which cells of a table changed, appeared, vanished or got another flag."""
    from circular_metrics.report.vintages import compare_vintages

    found = compare_vintages(old, new, kind)
    counts = found["change"].value_counts().to_dict()
    words = ", ".join(f"{n} {change}" for change, n in sorted(counts.items())) or "nothing changed"
    _print(found, form, out)
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
    form: Format = Form.TABLE,
    out: Out = None,
    data: Data = None,
) -> None:
    """Propose breaks: lasting steps that a series' own changes do not explain."""
    from circular_metrics.report.vintages import breaks_in

    found = breaks_in(file, kind, least, threshold, data)
    counts = found["status"].value_counts().to_dict()
    words = ", ".join(f"{n} {status}" for status, n in sorted(counts.items())) or "no step found"
    _print(found, form, out)
    tell(words)


def _print(table, form: Form, out: Path | None) -> None:
    """A table in the asked form, on the screen or in a file that is not there yet."""
    from circular_metrics import store
    from circular_metrics.errors import OutputError

    if form is Form.JSON:
        text = table.to_json(orient="records", indent=1, force_ascii=False) + "\n"
    elif form is Form.CSV or out is not None:
        text = store.csv_bytes(table).decode("utf-8")
    else:
        text = (table.to_string(index=False) if len(table) else "none") + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    if out.exists() and out.read_bytes() != text.encode("utf-8"):
        raise OutputError(f"already there, with other content: {out}. Choose another --out")
    typer.echo(store.write_atomically(out, text.encode("utf-8")))


VERBS = (
    (
        "revisions",
        revisions,
        example("revisions old.tsv new.tsv --format csv"),
    ),
    ("breaks", breaks, example("breaks env_wasmun.tsv")),
)
