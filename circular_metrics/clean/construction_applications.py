"""Applications at the Flemish permit desk: what is asked to be built, altered and demolished."""

import re

import pandas as pd

from circular_metrics.codelists.permit_desk import (
    ACTION,
    HANDLING,
    LABELS,
    NUMBERS,
    QUARTER,
    YEAR,
)
from circular_metrics.errors import BadInputError, Problem, UnknownLabelError
from circular_metrics.model import Cleaned, Kind
from circular_metrics.readers.omgevingsloket import read_omgevingsloket

NUMBER = re.compile(r"(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
STOREY_M = 2.0  # no building is lower: a smaller volume for its area is a slip of the pen


def clean_applications(raw: pd.DataFrame, name: str) -> Cleaned:
    """One row per row of the export, typed, with an implausible demolition drawn in and flagged.

    An area is implausible if its volume would make it lower than 2 m *and* it is larger than
    every area of the same action that is not (of any action, where that action has no other). It
    is set to the largest of those, which ``is_winsorised`` says; what the desk published stays in
    ``demolished_area_published_m2``. Where there is no other to go by, it is only flagged, in
    ``is_implausible``. No row is left out.

    Parameters
    ----------
    raw : DataFrame
        An export as text.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned
        ``year``, ``quarter`` (1 to 4, missing where the export has none), ``action``, four
        labels and eleven numbers where the export has them, ``demolished_area_m2``,
        ``is_implausible`` and ``is_winsorised``. Rows that look alike are different applications
        and are all kept.

    Raises
    ------
    BadInputError
        With every cell that is no year, quarter or Belgian number.
    UnknownLabelError
        For an action that the desk did not name before.
    """
    problems: list[Problem] = []
    _refuse(raw[YEAR], r"(19|20)\d\d", "a year", name, problems)
    if QUARTER in raw:
        _refuse(raw[QUARTER], r"Q[1-4]", "a quarter, Q1 to Q4", name, problems)
    here = {said: key for said, key in NUMBERS.items() if said in raw}
    for said in here:
        _refuse(raw[said], NUMBER, "a number such as 1.234,56, or a blank", name, problems)
    if problems:
        raise BadInputError(problems)
    unknown = sorted(set(raw[HANDLING]) - set(ACTION))
    if unknown:
        raise UnknownLabelError(
            f"{name}, column {HANDLING!r}: found {unknown}; expected one of {list(ACTION)}"
        )
    tidy = pd.DataFrame({"year": raw[YEAR].astype("int64")})
    quarter = raw[QUARTER].str[1:] if QUARTER in raw else pd.Series(pd.NA, index=raw.index)
    tidy["quarter"] = quarter.astype("Int64")
    tidy["action"] = raw[HANDLING].map(ACTION).astype("string")
    for said, key in LABELS.items():
        if said in raw:
            tidy[key] = raw[said].where(~raw[said].isin(["-", ""])).astype("string")
    for said, key in here.items():
        tidy[key] = _numbers(raw[said])
    blanks = int(raw[list(here)].eq("").to_numpy().sum())
    return _winsorised(tidy, blanks)


def _winsorised(tidy: pd.DataFrame, blanks: int) -> Cleaned:
    """The table with implausible areas drawn in, and the account."""
    area = tidy["demolished_area_published_m2"]
    low = tidy["demolished_volume_m3"] < STOREY_M * area
    action = tidy["action"].fillna("none")
    plausible = area.where(~low & (area > 0))
    largest = plausible.groupby(action).transform("max").fillna(plausible.max())
    is_implausible = low & ~(area <= largest)
    is_winsorised = is_implausible & largest.notna()
    tidy["demolished_area_m2"] = area.where(~is_winsorised, largest)
    tidy["is_implausible"] = is_implausible
    tidy["is_winsorised"] = is_winsorised
    rules = [
        ("blank is missing", blanks, "Cells that are blank are missing, not zero."),
        (
            "implausible demolition",
            int(is_implausible.sum()),
            "Lower than 2 m and larger than every other: set to the largest plausible area, where "
            "there is one; the published one is kept beside it.",
        ),
    ]
    return Cleaned(tidy, pd.DataFrame(rules, columns=["rule", "rows", "meaning"]))


def _refuse(cells: pd.Series, pattern, expected: str, name: str, problems: list) -> None:
    """Add a problem for each of the first cells that do not have the pattern."""
    is_good = cells.map(lambda cell: bool(re.fullmatch(pattern, cell)))
    if expected.endswith("a blank"):
        is_good |= cells == ""
    problems += [
        Problem(
            file=name, row=int(row) + 2, column=str(cells.name), found=repr(cell), expected=expected
        )
        for row, cell in cells[~is_good].items()
    ]


def _numbers(cells: pd.Series) -> pd.Series:
    """Belgian numbers; a blank is missing."""
    text = cells.where(cells != "")
    return text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False).astype(float)


KINDS = (
    Kind(
        key="omgevingsloket",
        title="Applications at the Flemish permit desk, with demolition (text or workbook)",
        output="permit_applications",
        read=read_omgevingsloket,
        clean=clean_applications,
    ),
)

TABLES = ()
