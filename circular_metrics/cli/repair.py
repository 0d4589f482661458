"""Verbs of repair: rates by five definitions, the coding register, releases compared."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import example, tell

Files = Annotated[
    list[Path], typer.Argument(help="Files of the Open Repair Data, or a repair_events.csv.")
]


class By(StrEnum):
    """What rates may be grouped by."""

    group = "group"
    year = "year"
    category = "category"
    country = "country"


class Form(StrEnum):
    """How a table is printed."""

    csv = "csv"
    json = "json"


Format = Annotated[Form, typer.Option("--format", help="csv or json.")]


def repair_rates(
    files: Files,
    by: Annotated[
        By | None, typer.Option("--by", help="One row for each; one row without.")
    ] = None,
    format: Format = Form.csv,
) -> None:
    """Print how often repairs work, by five definitions with Wilson 95 % intervals."""
    from circular_metrics.indicators.repair_rates import GROUPINGS, counted, success_rates
    from circular_metrics.report.repair_files import cautions, read_events

    events, said = read_events(files, tell)
    counts = counted(events, GROUPINGS[by] if by else ())
    rates = success_rates(counts)
    for sentence in [*said, *cautions(events, counts)]:
        tell(f"note: {sentence}")
    _show(rates, format)


def repair_coding(files: Files, format: Format = Form.csv) -> None:
    """Print what each partner's codes mean, and which are unusable or never filled."""
    from circular_metrics.indicators.repair_coding import coding_register
    from circular_metrics.report.repair_files import read_events

    events, _ = read_events(files, tell, every_release=True)
    _show(coding_register(events), format)


def repair_releases(
    old: Annotated[Path, typer.Argument(help="The older release of a partner.")],
    new: Annotated[Path, typer.Argument(help="The newer release of the same partner.")],
    format: Format = Form.csv,
) -> None:
    """Compare two releases by content: what was added, removed, edited and re-coded."""
    from circular_metrics.report.repair_files import compare_releases

    found, sentences = compare_releases(old, new)
    for sentence in sentences:
        tell(sentence)
    _show(found, format)


def _show(table, format: Form) -> None:
    """A table on standard output."""
    from circular_metrics import store

    if format == Form.json:
        typer.echo(
            table.to_json(orient="records", indent=1, force_ascii=False, double_precision=15)
        )
    else:
        typer.echo(store.csv_bytes(table).decode(), nl=False)


VERBS = (
    (
        "repair-rates",
        repair_rates,
        example("repair-rates OpenRepairData_v0.3_RepairConnects_202507.csv --by group"),
    ),
    ("repair-coding", repair_coding, example("repair-coding OpenRepairData_*.csv")),
    ("repair-releases", repair_releases, example("repair-releases OLD.csv NEW.csv")),
)
