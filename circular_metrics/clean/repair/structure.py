"""Rows that are not what they seem: shifted cells, spilled texts, ids given twice."""

from collections.abc import Collection

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from circular_metrics.clean.repair.arrow import POOL, arrow_of, starts_of
from circular_metrics.clean.repair.besides import LINE, SPILL, set_aside, without
from circular_metrics.clean.repair.columns import Column
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists.repair import CATEGORY_NAMES, STATUS_CODES, plain

MISSING = "\x00"  # no cell is a NUL, no codelist has one
OPTIONAL = (
    "brand",
    "year_of_manufacture",
    "problem",
    "country",
    "partner_product_category",
    "product_category_id",
    "product_age",
    "repair_barrier_if_end_of_life",
)
ELSEWHERE = ("repair_barrier_if_end_of_life", "group_identifier", "event_date")
OUTCOMES = {label: code for label, code in STATUS_CODES.items() if code != "unknown"}
WRONG = "its cells are in the wrong columns"
DATE = r"\d{4}-\d{2}(?:-\d{2})?"


def arranged(
    raw: pd.DataFrame, name: str
) -> tuple[pd.DataFrame, pd.DataFrame, list[Finding], np.ndarray]:
    """One layout for all versions, and the rows set aside.

    Parameters
    ----------
    raw : DataFrame
        As `read_ords` gives it.
    name : str
        The file's name.

    Returns
    -------
    (frame, quarantine, findings, shifted)
        ``frame`` has version 0.3's columns; ``quarantine`` the raw rows with ``file``, ``line``
        and ``reason``; ``shifted`` says which rows of ``frame`` had cells put back.
    """
    frame = raw.rename(columns={"date": "event_date"}) if "date" in raw else raw.copy(deep=False)
    reasons = _too_short(frame)
    shifted = _put_back(frame, reasons)
    spilled = _rejoin(frame, reasons)
    ragged = Finding("S1", shifted | spilled | ~without(reasons, len(frame)))
    absent = {column: "" for column in OPTIONAL if column not in frame}
    if _spill(frame) or absent:
        frame = frame.drop(columns=_spill(frame)).assign(**absent)
    repeated = Finding("I1", _given_before(frame, reasons))
    keep = without(reasons, len(frame))
    placeless = Finding("S2", keep & ("country" not in raw))
    kept = frame if keep.all() else frame[keep].reset_index(drop=True)
    return kept, set_aside(raw, name, reasons), [ragged, placeless, repeated], shifted[keep]


def _spill(frame: pd.DataFrame) -> list[str]:
    """The columns beyond the last one that has a name."""
    return [column for column in frame.columns if column.startswith(SPILL)]


def _cells(frame: pd.DataFrame) -> list[str]:
    """All columns of the file, in its order."""
    return [column for column in frame.columns if column != LINE]


def _labels(cells: pd.Series) -> Column:
    """Cells as labels, a missing one as a label that no codelist has."""
    return Column.of(cells.fillna(MISSING) if cells.hasnans else cells)


def _known(column: Column, codelist: Collection[str]) -> np.ndarray:
    """Whether each label is one that the codelist has, in any spelling."""
    return column.rows([plain(label) in codelist for label in column.labels])


def _too_short(frame: pd.DataFrame) -> dict[int, str]:
    """A reason for every row that ends before the last column."""
    named = [column for column in _cells(frame) if not column.startswith(SPILL)]
    gaps = [frame[c].isna().to_numpy() for c in named if arrow_of(frame[c]).null_count]
    missing = np.sum(gaps, axis=0) if gaps else np.zeros(0)
    expected = len(named)
    return {
        row: f"it has {expected - missing[row]} cells; expected {expected}"
        for row in np.flatnonzero(missing).tolist()
    }


def _put_back(frame: pd.DataFrame, reasons: dict[int, str]) -> np.ndarray:
    """Move cells one column left where an unquoted comma had moved them right; say which rows.

    The comma stood in the brand or the model, or, where the category has moved too, in the
    partner's own category. Rows that stay unreadable get a reason.
    """
    statuses = _labels(frame["repair_status"])
    strange = ~_known(statuses, STATUS_CODES)
    if (blank := _known(statuses, ("",))).any():
        strange |= blank & _outcome_elsewhere(frame)
    strange &= without(reasons, len(frame))
    cells = _cells(frame)
    rows = np.zeros(len(frame), dtype=bool)
    if not strange.any():
        return rows
    right = frame[cells[min(cells.index("repair_status") + 1, len(cells) - 1)]].fillna("")
    shifted = strange & _known(_labels(right), STATUS_CODES) & (right != "").to_numpy()
    rows = shifted.copy()
    category_moved = rows & ~_known(_labels(frame["product_category"]), CATEGORY_NAMES)
    for start, mask in (
        ("product_category", category_moved),
        ("year_of_manufacture", rows & ~category_moved),
    ):
        if start not in cells or cells.index(start) > cells.index("repair_status"):
            rows &= ~mask  # another order of columns: nothing says where the comma stood
            continue
        moved = cells[cells.index(start) :]
        values = frame.loc[mask, moved].shift(-1, axis="columns").fillna("")
        frame.loc[mask, moved] = values.to_numpy()
    readable = _dated(frame["event_date"])
    lost = np.flatnonzero((strange & ~readable) | (shifted & ~rows)).tolist()
    reasons |= dict.fromkeys(lost, WRONG)
    return rows & readable


def _outcome_elsewhere(frame: pd.DataFrame) -> np.ndarray:
    """Which rows have an outcome where a barrier, group or date belongs."""
    places = [_labels(frame[name]) for name in ELSEWHERE if name in frame]
    return np.logical_or.reduce([_known(place, OUTCOMES) for place in places])


def _dated(cells: pd.Series) -> np.ndarray:
    """Which cells hold a date."""
    return cells.fillna("").str.fullmatch(DATE).to_numpy(dtype=bool)


def _rejoin(frame: pd.DataFrame, reasons: dict[int, str]) -> np.ndarray:
    """Put cells that spilled over the last column back into it, commas between; say where."""
    spill = _spill(frame)
    if not spill:
        return np.zeros(len(frame), dtype=bool)
    rows = frame[spill].fillna("").ne("").any(axis=1).to_numpy(dtype=bool)
    rows = rows & without(reasons, len(frame))
    if rows.any() and "problem" in frame:  # a comma stood in the group, so that the date has moved
        moved = rows & ~_dated(frame["event_date"]) & _dated(frame["problem"])
        reasons |= dict.fromkeys(np.flatnonzero(moved).tolist(), WRONG)
        rows = rows & ~moved
    if rows.any() and _cells(frame)[-len(spill) - 1] != "problem":
        reasons |= dict.fromkeys(
            np.flatnonzero(rows).tolist(), "it has more cells than there are columns"
        )
    elif rows.any():
        parts = frame.loc[rows, ["problem", *spill]].fillna("").to_numpy()
        frame.loc[rows, "problem"] = [",".join(cells).rstrip(",") for cells in parts]
    return rows


def _given_before(frame: pd.DataFrame, reasons: dict[int, str]) -> np.ndarray:
    """Which rows repeat an id; writes the reason for those that are set aside.

    Of rows that agree in every cell the first is kept. Rows that give one id to different
    records are all set aside: nothing says which of them is the right one.
    """
    key = ["data_provider", "id"]
    ids = arrow_of(frame["id"])
    twice = (np.diff(starts_of(ids)) > 0) & without(reasons, len(frame))
    kept = ids if twice.all() else ids.filter(pa.array(twice))
    if len(compute.unique(kept, memory_pool=POOL)) == len(kept):
        return np.zeros(len(frame), dtype=bool)
    twice &= frame.duplicated(key, keep=False).to_numpy()
    mine = frame[twice]
    cells = [column for column in frame.columns if column != LINE]
    first = mine.groupby(key, sort=False)[LINE].transform("min")
    copies = mine.duplicated(cells)
    unlike = mine[~copies].duplicated(key, keep=False).reindex(mine.index, fill_value=False)
    contradicted = mine.set_index(key).index.isin(mine[unlike].set_index(key).index)
    text = np.where(
        contradicted,
        "its id also belongs to a different record (first on line " + first.astype(str) + ")",
        "it repeats line " + first.astype(str) + " in every cell",
    )
    aside = copies.to_numpy() | contradicted
    at = np.flatnonzero(twice)[aside]
    reasons |= dict(zip(at.tolist(), text[aside].tolist(), strict=True))
    touched = np.zeros(len(frame), dtype=bool)
    touched[at] = True
    return touched
