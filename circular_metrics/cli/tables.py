"""Verbs that make, prove and tidy tables."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import Data, Replace, example, tell

PANEL = "Published files and tables"
Tables = Annotated[
    list[str] | None, typer.Argument(help="Keys; `list tables`.", show_default="all")
]


def build(
    table: Tables = None,
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Make the processed tables from the published files."""
    from circular_metrics import store
    from circular_metrics.report.datapackage import described

    folder = store.data_folder(data)
    asked = _tables(table)
    if not replace:
        store.refuse_edited(asked, folder)
    written = store.build(
        asked, folder, lambda done: tell(f"worked out {done.key}"), partial(described, folder)
    )
    typer.echo(f"{len(written)} files written to {folder / 'processed'}")


def verify(
    table: Tables = None,
    data: Data = None,
) -> None:
    """Rebuild the processed tables and compare them, byte by byte, with the kept ones."""
    from circular_metrics import store
    from circular_metrics.store import verifying

    folder = store.data_folder(data)
    rebuilt, absent = verifying.verify(
        _tables(table), folder, lambda done: tell(f"compared {done.key}")
    )
    typer.echo(f"{len(rebuilt)} tables rebuilt from their published files: byte-identical")
    if absent:
        names = ", ".join(t.key for t in absent)
        typer.echo(
            f"{len(absent)} tables held only against their own hash, since their published files "
            f"are not here: {names}. To rebuild them, set {store.PUBLISHED} to the folder "
            "that holds the files (data/raw/README.md)"
        )


def clean(
    kind: Annotated[str, typer.Argument(help="What the files are; `list kinds` names them.")],
    files: Annotated[list[Path], typer.Argument(help="One or more published files.")],
    out: Annotated[Path, typer.Option(help="Folder for the tidy CSV and the cleaning log.")],
    replace: Replace = False,
) -> None:
    """Turn published files of a known kind into a tidy CSV with a cleaning log."""
    from circular_metrics.report.tidy import clean_files

    for path in clean_files(kind, files, out, tell, replace):
        typer.echo(path)


def _tables(names: list[str] | None) -> list:
    """The tables of those names, or all."""
    from circular_metrics import store
    from circular_metrics.clean import TABLES

    return [TABLES[store.named(name, TABLES, "table")] for name in names or TABLES]


VERBS = (
    ("build", build, example("build")),
    ("verify", verify, example("verify")),
    ("clean", clean, example("clean permits TF_BUILDING_PERMITS.zip --out tidy")),
)
