"""Verbs of repair: rates by five definitions, the coding register, releases compared."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from circular_metrics.cli.options import Out, Replace, example, tell
from circular_metrics.cli.shown import FileForm, show

PANEL = "Repair"
Files = Annotated[
    list[Path], typer.Argument(help="Files of the Open Repair Data, or a repair_events.csv.")
]


def repair_rates(
    files: Files,
    by: Annotated[
        Literal["group", "year", "category", "country"] | None,
        typer.Option(help="One row for each.", show_default="one row of all"),
    ] = None,
    form: FileForm = "csv",
    out: Out = None,
    replace: Replace = False,
) -> None:
    """Print how often repairs work, by five definitions with Wilson 95 % intervals."""
    from circular_metrics.indicators.repair_rates import GROUPINGS, counted, success_rates
    from circular_metrics.report.repair_files import cautions, read_events

    events, said = read_events(files, tell)
    counts = counted(events, GROUPINGS[by] if by else ())
    for sentence in [*said, *cautions(events, counts)]:
        tell(f"note: {sentence}")
    show(success_rates(counts), form, out, replace)


def repair_coding(
    files: Files, form: FileForm = "csv", out: Out = None, replace: Replace = False
) -> None:
    """Print what each partner's codes mean, and which are unusable or never filled."""
    from circular_metrics.indicators.repair_coding import coding_register
    from circular_metrics.report.repair_files import read_events

    events, _ = read_events(files, tell, every_release=True)
    show(coding_register(events), form, out, replace)


def repair_releases(
    old: Annotated[Path, typer.Argument(help="The older release of a partner.")],
    new: Annotated[Path, typer.Argument(help="The newer release of the same partner.")],
    form: FileForm = "csv",
    out: Out = None,
    replace: Replace = False,
) -> None:
    """Compare two releases by content: what was added, removed, edited and re-coded."""
    from circular_metrics.report.repair_files import compare_releases

    found, sentences = compare_releases(old, new)
    for sentence in sentences:
        tell(sentence)
    show(found, form, out, replace)


VERBS = (
    (
        "repair-rates",
        repair_rates,
        example("repair-rates OpenRepairData_v0.3_RepairConnects_202507.csv --by group"),
    ),
    ("repair-coding", repair_coding, example("repair-coding OpenRepairData_*.csv")),
    ("repair-releases", repair_releases, example("repair-releases OLD.csv NEW.csv")),
)
