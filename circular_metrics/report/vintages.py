"""Published files held against each other, or searched for breaks, from the command line."""

from pathlib import Path

import numpy as np
import pandas as pd

from circular_metrics import store
from circular_metrics.assess.proposed import proposed_breaks
from circular_metrics.assess.revisions import revisions
from circular_metrics.clean import KINDS, TABLES
from circular_metrics.errors import BadInputError, Problem, UnknownNameError
from circular_metrics.readers import read_bytes, read_delimited
from circular_metrics.schemas.waste import SERIES
from circular_metrics.unpacking import OLD_EXCEL, is_workbook

OUTPUT = "series"


def read_series(path: Path, kind: str = "") -> pd.DataFrame:
    """A published file of a kind, or the ``series.csv`` that ``clean`` made of one, as that table.

    Without ``kind`` the file is read as what it is: ``series.csv``, or a file of Eurostat. A
    workbook does not tell whose it is.

    Raises
    ------
    UnknownNameError
        If there is no such kind, or it makes another table.
    BadInputError
        If the file is not of that kind.
    """
    path = Path(path)
    if not kind:
        content = read_bytes(path)
        if content.startswith(OLD_EXCEL) or is_workbook(content):
            expected = "--kind ovam or --kind swing, as whose it is"
            raise BadInputError([Problem(file=path.name, found="a workbook", expected=expected)])
        first = content[:200].decode("utf-8-sig", errors="replace").partition("\n")[0]
        if first.strip() == ",".join(SERIES.columns):
            return _tidy(path)
    known = KINDS[store.named(kind or "eurostat", KINDS, "kind of file")]
    if known.output != OUTPUT:
        kinds = ", ".join(key for key, one in KINDS.items() if one.output == OUTPUT)
        raise UnknownNameError(f"a file of kind {kind!r} has no series; those that do: {kinds}")
    return known.clean(known.read(path), path.name).table


def _tidy(path: Path) -> pd.DataFrame:
    """``series.csv`` as it was written."""
    raw = read_delimited(path, list(SERIES.columns))
    table = raw.where(raw != "")
    numbers = {name: pd.to_numeric(table[name], errors="coerce") for name in ("value", "decimals")}
    wrong = {
        "value": ~np.isfinite(numbers["value"]) & table["value"].notna(),
        "decimals": ~numbers["decimals"].isin(range(128)),
    }
    expected = {"value": "a number or nothing", "decimals": "a whole number of decimals"}
    problems = [
        Problem(
            file=path.name,
            row=int(row) + 2,
            column=name,
            found=repr(raw.loc[row, name]),
            expected=expected[name],
        )
        for name, rows in wrong.items()
        for row in table.index[rows]
    ]
    if problems:
        raise BadInputError(problems)
    return table.assign(value=numbers["value"], decimals=numbers["decimals"].astype("int8"))


def compare_vintages(old: Path, new: Path, kind: str = "") -> pd.DataFrame:
    """``revisions`` between two files."""
    tables = []
    problems: list[Problem] = []
    for path in (old, new):
        try:
            tables.append(read_series(path, kind))
        except BadInputError as error:
            problems += error.problems
    if problems:
        raise BadInputError(problems)
    return revisions(*tables, (Path(old).name, Path(new).name))


def breaks_in(
    path: Path, kind: str, least: float, threshold: float, data: Path | None
) -> pd.DataFrame:
    """``proposed_breaks`` of a file, beside the breaks that the data folder declares."""
    declared = store.read_table(TABLES["breaks"], store.data_folder(data))
    return proposed_breaks(read_series(path, kind), declared, least, threshold)
