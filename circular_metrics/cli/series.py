"""Verbs on published series: what was revised between vintages, and where one breaks."""

import math
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
    str,
    typer.Option(help="eurostat, oecd, un, statbel, swing or ovam; told by the file if not given."),
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


def assess(
    series: Annotated[Path, typer.Option(help="Annual series: year,value[,low,high].")],
    target: Annotated[
        str,
        typer.Option(metavar="YEAR:VALUE", help="What it is to be; growth itself if not given."),
    ] = "",
    baseline: Annotated[int | None, typer.Option(help="First year looked at.")] = None,
    better: Annotated[
        str, typer.Option(help="higher or lower; told by baseline and target if not given.")
    ] = "",
    draws: Annotated[int, typer.Option(min=1, max=1_000_000, help="Monte Carlo draws.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws.")] = 59020,
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
    language: Annotated[str, typer.Option(help="Of the sentences: nl or en.")] = "en",
) -> None:
    """Hold a series against its target by three rules side by side, and say whether they agree."""
    import json

    from circular_metrics import store
    from circular_metrics.assess import progress as words
    from circular_metrics.model import LANGUAGES
    from circular_metrics.readers.annual import read_annual
    from circular_metrics.statistics.pace import Goal
    from circular_metrics.statistics.progress import progress

    store.named(format, ("text", "json"), "format")
    store.named(language, LANGUAGES, "language")
    if better:
        store.named(better, ("higher", "lower"), "direction")
    aim = _aim(target) if target else None
    known = read_annual(series)
    known = known[known["value"].notna()]
    known = known if baseline is None else known.loc[baseline:]
    _refuse_without_baseline(known, series, baseline)
    way = better or _way(known["value"].iloc[0], aim)
    found = progress(
        known.index.tolist(),
        known["value"].tolist(),
        way,
        None if aim is None else Goal(year=aim[0], value=aim[1], better=way),
        (known["low"].tolist(), known["high"].tolist()),
        draws,
        seed,
    )
    if format == "json":
        typer.echo(json.dumps(words.as_object(found, language), indent=1, ensure_ascii=False))
        return
    typer.echo("\n".join(words.sentences(found, language)))


def _aim(target: str) -> tuple[int, float]:
    """``YEAR:VALUE`` as numbers."""
    year, _, value = target.partition(":")
    try:
        aim = int(year), float(value.replace(",", "."))
    except ValueError:
        aim = None
    if aim is None or not math.isfinite(aim[1]):
        raise typer.BadParameter(
            f"{target!r} is not YEAR:VALUE, as in 2030:100", param_hint="--target"
        )
    return aim


def _way(first: float, aim: tuple[int, float] | None) -> str:
    """Which way is better, where baseline and target tell it."""
    if aim is None or aim[1] == first:
        raise typer.BadParameter("say whether higher or lower is better", param_hint="--better")
    way = "higher" if aim[1] > first else "lower"
    tell(f"{way} is taken as better, since the target lies that way; --better says it for sure")
    return way


def _refuse_without_baseline(known, series: Path, baseline: int | None) -> None:
    """A baseline that has no value is no baseline."""
    from circular_metrics.errors import BadInputError, Problem

    if not len(known) or (baseline is not None and known.index[0] != baseline):
        what = "no value" if baseline is None else f"no value for the baseline year {baseline}"
        raise BadInputError(
            [Problem(file=series.name, found=what, expected="a year with a value to begin from")]
        )


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
    (
        "assess",
        assess,
        example("assess --series waste.csv --target 2030:111 --better lower --format json"),
    ),
)
