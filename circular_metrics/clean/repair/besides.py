"""What is published beside the records: counts of unpowered items, and the list of categories."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.columns import Column
from circular_metrics.clean.repair.rules import Finding, cleaning_log
from circular_metrics.codelists.repair import (
    CATEGORY_IDS,
    CATEGORY_NAMES,
    STATUS_CODES,
    STATUSES,
    UNPOWERED_CATEGORIES,
    plain,
)
from circular_metrics.errors import UnknownLabelError
from circular_metrics.model import Cleaned
from circular_metrics.schemas.repair import REPAIR_EVENTS

LINE, SPILL = "line", "spill_"
UNPOWERED_NAMES = {plain(name): name for name in UNPOWERED_CATEGORIES}


def without(reasons: Mapping[int, str], rows: int) -> np.ndarray:
    """Which of so many rows have no reason to be set aside."""
    mask = np.ones(rows, dtype=bool)
    mask[list(reasons)] = False
    return mask


def set_aside(raw: pd.DataFrame, name: str, reasons: Mapping[int, str]) -> pd.DataFrame:
    """The rows that have a reason, with file, line and reason before their own cells."""
    if not reasons:
        cells = [column for column in raw.columns if column != LINE]
        names = ["file", LINE, "reason", *cells]
        return pd.DataFrame(np.empty((0, len(names)), dtype=object), columns=names)
    rows = raw.iloc[sorted(reasons)]
    quarantine = rows.drop(columns=LINE)
    quarantine.insert(0, "file", name)
    quarantine.insert(1, LINE, rows[LINE])
    quarantine.insert(2, "reason", [reasons[row] for row in sorted(reasons)])
    return quarantine.reset_index(drop=True)


def empty_events(index: pd.Index) -> pd.DataFrame:
    """``repair_events`` with nothing in any cell."""
    types = {
        name: "str" if column.dtype is None else str(column.dtype)
        for name, column in REPAIR_EVENTS.columns.items()
    }
    return pd.DataFrame(
        {
            name: pd.Series(0 if kind == "int64" else None, index=index, dtype=kind)
            for name, kind in types.items()
        }
    )


def clean_unpowered(raw: pd.DataFrame, name: str, release: str) -> Cleaned:
    """The table of unpowered items: each row stands for as many records as it says.

    Parameters
    ----------
    raw : DataFrame
        ``data_provider``, ``product_category``, ``repair_status``, ``total``, as text.
    name, release : str
        The file's, for the account.

    Returns
    -------
    Cleaned
        ``repair_events`` with one row for each row of the table, its ``records`` the total and
        its flag ``counts_unpowered``; rows whose total is not a whole number are set aside.

    Raises
    ------
    UnknownLabelError
        If a status or a category is none of the standard's.
    """
    whole = raw["total"].fillna("").str.strip().str.fullmatch(r"\d+").to_numpy(dtype=bool)
    text = raw[["data_provider", "product_category", "repair_status"]]
    short = text.isna().any(axis=1).to_numpy()
    more = raw[[c for c in raw if c.startswith(SPILL)]].fillna("").ne("").any(axis=1).to_numpy()
    reasons = dict.fromkeys(np.flatnonzero(~whole).tolist(), "its total is not a whole number")
    reasons |= dict.fromkeys(np.flatnonzero(short).tolist(), "it has too few cells")
    reasons |= dict.fromkeys(np.flatnonzero(more).tolist(), "it has too many cells")
    keep = without(reasons, len(raw))
    kept = raw[keep].reset_index(drop=True)
    category, status = Column.of(kept["product_category"]), Column.of(kept["repair_status"])
    _refuse(category, UNPOWERED_NAMES, UNPOWERED_CATEGORIES, name)
    _refuse(status, STATUS_CODES, STATUSES, name)
    table = empty_events(kept.index).assign(
        provider=kept["data_provider"].str.strip(),
        release=pd.Series(release, index=kept.index, dtype="str"),
        product_category=category.texts([UNPOWERED_NAMES[plain(c)] for c in category.labels]),
        status=status.texts([STATUS_CODES[plain(c)] for c in status.labels]),
        records=kept["total"].astype("int64"),
        flags=pd.Series("counts_unpowered", index=kept.index, dtype="str"),
        line=kept[LINE].astype("int64"),
    )
    found = [Finding("K2", np.ones(len(kept), dtype=bool)), Finding("S1", ~keep)]
    return Cleaned(table, cleaning_log(found), set_aside(raw, name, reasons))


def _refuse(column: Column, codes: dict, known, where: str) -> None:
    """Refuse labels without a code."""
    counted = zip(column.labels, column.counts, strict=True)
    unknown = [f"{label!r} ({rows} rows)" for label, rows in counted if plain(label) not in codes]
    if unknown:
        raise UnknownLabelError(
            f"{where}: found {', '.join(unknown)}; expected one of {', '.join(map(repr, known))}"
        )


def clean_category_list(raw: pd.DataFrame, name: str) -> Cleaned:
    """The standard's list of categories: compared with ours, and set aside, as it has no record.

    Raises
    ------
    UnknownLabelError
        If it names a category, or a number for one, that is not ours.
    """
    whole = raw[["product_category", "product_category_id"]].dropna()
    pairs = zip(whole["product_category"], whole["product_category_id"].str.strip(), strict=True)
    strange = [
        f"{number!r} {label!r}"
        for label, number in pairs
        if str(CATEGORY_IDS.get(CATEGORY_NAMES.get(plain(label)))) != number
    ]
    if strange:
        raise UnknownLabelError(
            f"{name}: found {', '.join(strange)}; expected the forty categories of version 0.3"
        )
    reasons = dict.fromkeys(range(len(raw)), "a row of the list of categories, not a record")
    log = cleaning_log([Finding("K1", np.ones(len(raw), dtype=bool))])
    return Cleaned(empty_events(raw.index[:0]), log, set_aside(raw, name, reasons))
