"""Any published file of a known kind → a tidy CSV and an account of what was done to it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from circular_metrics import store
from circular_metrics.clean import KINDS
from circular_metrics.errors import BadInputError, CircularMetricsError, each, together
from circular_metrics.model import Cleaned, Kind


def clean_files(
    kind: str,
    files: Sequence[Path],
    out: Path,
    told: Callable[[str], None] = lambda words: None,
    replace: bool = False,
) -> list[Path]:
    """Read and clean files of one kind; write the table, the log and what was set aside.

    Parameters
    ----------
    kind : str
        Key of a kind.
    files : sequence of Path
        Published files, in the order in which their rows are to stand.
    out : Path
        Folder for ``<table>.csv``, ``cleaning_log.csv`` and, where rows were set aside,
        ``quarantine.csv``.
    told : function
        Takes a line about each file, once all is written.
    replace : bool
        Write over what ``out`` holds of those names.

    Returns
    -------
    list of Path
        What was written. Nothing is written if any file is refused.

    Raises
    ------
    UnknownNameError
        If there is no such kind.
    CircularMetricsError
        What is wrong with any of the files, all of them at once.
    OutputError
        If ``out`` holds another file of one of those names and ``replace`` was not asked.
    """
    known = KINDS[store.named(kind, KINDS, "kind of file")]
    cleaned = _all(known, files)
    targets = {
        f"{known.output}.csv": pd.concat([c.table for c in cleaned], ignore_index=True),
        "cleaning_log.csv": _log([c.log for c in cleaned]),
    }
    aside = [c.quarantine for c in cleaned if c.quarantine is not None and len(c.quarantine)]
    if aside:
        targets["quarantine.csv"] = pd.concat(aside, ignore_index=True)
    contents = {out / name: store.csv_bytes(frame) for name, frame in targets.items()}
    written = store.write_new(contents, replace, stale=[out / "quarantine.csv"])
    for path, account in zip(files, cleaned, strict=True):
        told(f"cleaned {store.name_of(path)}: {rows_of(account)}")
    return written


def rows_of(account: Cleaned) -> str:
    """How many rows a file gave, and how many of it were set aside."""
    aside = 0 if account.quarantine is None else len(account.quarantine)
    return f"{len(account.table)} rows, {aside} set aside"


def _all(kind: Kind, files: Sequence[Path]) -> list[Cleaned]:
    """Every file cleaned, or the problems of all of them."""
    if kind.settle is not None:
        return settled(kind, files)
    cleaned, refusals = [], []
    for path in files:
        try:
            cleaned.append(_cleaned(kind, path))
        except CircularMetricsError as refusal:
            refusals.append(refusal)
    if refusals:
        raise together(refusals)
    return cleaned


def _cleaned(kind: Kind, path: Path) -> Cleaned:
    """One file cleaned; what is refused in a workbook is named with its sheet."""
    raw = kind.read(path)
    try:
        return kind.clean(raw, store.name_of(path))
    except BadInputError as error:
        sheet = getattr(raw, "attrs", {}).get("sheet")
        raise BadInputError([replace(p, sheet=p.sheet or sheet) for p in error.problems]) from error


def settled(kind: Kind, files: Sequence[Path]) -> list[Cleaned]:
    """Files read and cleaned several at a time, then settled in sight of each other.

    Raises
    ------
    CircularMetricsError
        What is wrong with any of the files, all of them at once.
    """

    def done(path: Path) -> tuple[tuple[str, pd.DataFrame], Cleaned]:
        name, raw = store.name_of(path), kind.read(path)
        return (name, raw), kind.clean(raw, name)

    accounts = each(done, files)
    return kind.settle([file for file, _ in accounts], [account for _, account in accounts])


def _log(logs: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One line per rule over all files, in the order of the rules."""
    together = pd.concat(logs, ignore_index=True)
    return together.groupby(["rule", "meaning"], sort=False, as_index=False)["rows"].sum()[
        list(store.LOG_COLUMNS)
    ]
