"""Permits by area and year from typed columns: the same rows and account as from text, faster.

The country's file has a quarter of a million rows, nine in ten of them months. Here they stay in
columns: areas and periods as positions in short lists, checks on whole columns at once.
"""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from circular_metrics.clean.construction_permits import COUNTS, permit_log, years_to_date
from circular_metrics.codelists import construction as codes
from circular_metrics.codelists import recode
from circular_metrics.codelists.statbel import BELGIUM, as_area, refuse_wrong_codes
from circular_metrics.model import Cleaned

LARGEST = 10**15  # whole numbers of at most fifteen digits, as in the text
KEYS = ("REFNIS", "CD_YEAR", "CD_PERIOD")
Lists = dict[str, tuple[np.ndarray, pd.Series]]  # column → position in each row, texts there


def clean_permit_years(columns: pa.Table, name: str) -> Cleaned | None:
    """The rows of ``clean_permits`` that stand for a year, from typed columns.

    Parameters
    ----------
    columns : pyarrow.Table
        What ``read_permit_columns`` gives: codes as dictionaries, measures as whole numbers.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned or None
        As ``clean_permits``, without months. ``None`` where a row is there twice or a number is
        out of bounds: the text must then be looked at row by row.

    Raises
    ------
    UnknownLabelError, BadInputError
        As ``clean_permits``.
    """
    lists = {key: _coded(columns[key]) for key in (*KEYS, "CD_REFNIS_REGION", "CD_REFNIS_LEVEL")}
    _refuse_codes(lists, name)
    period = recode(lists["CD_PERIOD"][1].rename("CD_PERIOD"), codes.PERIOD, name).astype("Int64")
    recode(lists["CD_REFNIS_LEVEL"][1].rename("CD_REFNIS_LEVEL"), codes.LEVEL, name)
    measures = {code: columns[code] for code in COUNTS}
    if _repeated(lists) or any(_out_of_bounds(cells) for cells in measures.values()):
        return None
    is_year = np.isin(lists["CD_PERIOD"][0], np.flatnonzero(period.isna().to_numpy()))
    to_date = ~is_year & ~_with_total(lists, is_year)
    years = _frame(columns, lists, is_year)
    months = _frame(columns, lists, to_date)
    added = years_to_date(months)
    table = pd.concat([years, added], ignore_index=True)
    log = permit_log(
        belgium=int((lists["REFNIS"][1] == BELGIUM).to_numpy()[lists["REFNIS"][0]].sum()),
        blanks=sum(cells.null_count for cells in measures.values()),
        repeated=0,
        years=int(is_year.sum()),
        months=int((~is_year).sum()),
        to_date=len(added),
    )
    return Cleaned(table.sort_values(["area", "year"], ignore_index=True), log)


def _coded(column: pa.ChunkedArray) -> tuple[np.ndarray, pd.Series]:
    """A dictionary column as positions, and the texts at those positions."""
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0)
    return whole.indices.to_numpy(zero_copy_only=False), whole.dictionary.to_pandas()


def _refuse_codes(lists: Lists, name: str) -> None:
    """Stop at codes and years that are none, with the rows in which they stand."""
    wrong = pd.DataFrame(index=range(len(lists["REFNIS"][0])))
    areas, years = lists["REFNIS"], lists["CD_YEAR"]
    if areas[1].str.fullmatch(r"\d{5}").all() and years[1].str.fullmatch(r"(19|20)\d\d").all():
        return
    wrong["REFNIS"] = areas[1].to_numpy()[areas[0]]
    wrong["CD_YEAR"] = years[1].to_numpy()[years[0]]
    refuse_wrong_codes(wrong.astype("str"), name, areas="REFNIS", years="CD_YEAR")


def _repeated(lists: Lists) -> bool:
    """Whether an area, year and period stand in more than one row."""
    place = np.zeros(1, np.int64)
    for indices, texts in (lists[key] for key in KEYS):
        place = place * len(texts) + indices
    return bool(np.bincount(place).max() > 1)


def _with_total(lists: Lists, is_year: np.ndarray) -> np.ndarray:
    """Whether a row's area and year have a total of the publisher's."""
    (areas, _), (years, texts) = lists["REFNIS"], lists["CD_YEAR"]
    place = areas.astype(np.int64) * len(texts) + years
    return np.isin(place, place[is_year])


def _out_of_bounds(cells: pa.ChunkedArray) -> bool:
    """Whether a number is below zero or has more digits than are taken."""
    ends = pc.min_max(cells).as_py()
    return ends["min"] is not None and (ends["min"] < 0 or ends["max"] >= LARGEST)


def _frame(columns: pa.Table, lists: Lists, rows: np.ndarray) -> pd.DataFrame:
    """Some rows in our names and types, as ``clean_permits`` has them."""
    part = columns.select(list(COUNTS)).filter(pa.array(rows))

    def said(key: str, texts: pd.Series, kind: str) -> pd.Series:
        return texts.astype(kind).take(lists[key][0][rows]).reset_index(drop=True)

    text = {key: found[1] for key, found in lists.items()}
    region = text["CD_REFNIS_REGION"]
    period = said("CD_PERIOD", text["CD_PERIOD"].map(codes.PERIOD), "Int64")
    return pd.DataFrame(
        {
            "area": said("REFNIS", as_area(text["REFNIS"]), "str"),
            "level": said("CD_REFNIS_LEVEL", text["CD_REFNIS_LEVEL"].map(codes.LEVEL), "str"),
            "region": said("CD_REFNIS_REGION", region.where(region != ""), "str"),
            "year": said("CD_YEAR", text["CD_YEAR"], "int64"),
            "period": period,
            "months": 12 - 11 * period.notna().astype("int64"),
            "is_complete": True,
            **{
                column: part[code].to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
                for code, column in COUNTS.items()
            },
        }
    )
