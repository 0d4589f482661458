"""Figures that pages state, and breaks in series: from our typed files to tidy tables."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers import read_delimited
from circular_metrics.schemas.claims import BREAKS, CLAIMS, contested
from circular_metrics.sources import claims as sources

NUMBER, YEAR = r"-?\d+(?:\.\d+)?", r"\d{4}"
TRUTH = {"true": True, "false": False}


def _refuse(raw: pd.DataFrame, name: str, rules: Mapping[str, tuple[str, str]]) -> None:
    """Refuse every cell that does not match its column's pattern."""
    problems = [
        Problem(file=name, row=int(row) + 2, column=column, found=repr(cell), expected=expected)
        for column, (pattern, expected) in rules.items()
        for row, cell in raw.loc[~raw[column].str.fullmatch(pattern), column].items()
    ]
    if problems:
        raise BadInputError(problems)


def _missing_blanks(raw: pd.DataFrame) -> pd.DataFrame:
    """Blank cells as missing ones."""
    return raw.where(raw != "")


def typed_claims(raw: pd.DataFrame, name: str) -> pd.DataFrame:
    """One file of claims with its types.

    Parameters
    ----------
    raw : DataFrame
        The file as text.
    name : str
        Its name, for messages.

    Returns
    -------
    DataFrame
        The columns of ``claims``.

    Raises
    ------
    BadInputError
        For a value, year or truth that is none; all cells at once.
    """
    _refuse(
        raw,
        name,
        {
            "value": (NUMBER, "a number with a decimal point"),
            "period": (f"{YEAR}|", "a year, or nothing"),
            "preferred": ("true|false", "true or false"),
        },
    )
    text = _missing_blanks(raw)
    return text.assign(
        period=pd.to_numeric(text["period"]).astype("Int64"),
        value=raw["value"].astype(float),
        preferred=raw["preferred"].map(TRUTH).astype(bool),
    )


def clean_claims(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """Every figure that was typed from a page; contradicting ones stay beside each other.

    Parameters
    ----------
    raw : mapping of Source to DataFrame
        The typed files as text.

    Returns
    -------
    Cleaned
        ``claims``.

    Raises
    ------
    BadInputError
        For a cell that is not what it must be.
    """
    table = pd.concat(
        [typed_claims(frame, source.filename) for source, frame in raw.items()], ignore_index=True
    )
    log = pd.DataFrame(
        [
            ("typed", len(table), "figures typed from pages, as they are stated there"),
            ("contradicted", int(contested(table).sum()), "figures that stand beside another"),
            ("without a year", int(table["period"].isna().sum()), "page does not state the year"),
        ],
        columns=["rule", "rows", "meaning"],
    )
    return Cleaned(table[list(CLAIMS.columns)], log)


CLAIM_TABLE = Table(
    key="claims",
    title="Figures that pages state, with page, scope and preference",
    licence="facts",
    schema=CLAIMS,
    inputs=dict.fromkeys(sources.CLAIMS, partial(read_delimited, columns=tuple(CLAIMS.columns))),
    clean=clean_claims,
    sort_by=("measure", "area", "period", "claim"),
)


def clean_breaks(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """The years in which a series changes its definition.

    Parameters
    ----------
    raw : mapping of Source to DataFrame
        The typed file as text.

    Returns
    -------
    Cleaned
        ``breaks``; a missing area means all areas.

    Raises
    ------
    BadInputError
        For a year that is none.
    """
    (frame,) = raw.values()
    _refuse(frame, sources.SERIES_BREAKS.filename, {"year": (YEAR, "a year")})
    table = _missing_blanks(frame).assign(year=frame["year"].astype("int64"))
    log = pd.DataFrame(
        [
            ("typed", len(table), "breaks typed from what publishers and pages say"),
            ("all areas", int(table["area"].isna().sum()), "breaks that hold for every area"),
        ],
        columns=["rule", "rows", "meaning"],
    )
    return Cleaned(table[list(BREAKS.columns)], log)


BREAK_TABLE = Table(
    key="breaks",
    title="Years in which a series changes its definition",
    licence="facts",
    schema=BREAKS,
    inputs={
        sources.SERIES_BREAKS: partial(read_delimited, columns=tuple(BREAKS.columns)),
    },
    clean=clean_breaks,
    sort_by=("series", "area", "year"),
)

TABLES = (CLAIM_TABLE, BREAK_TABLE)
KINDS = ()
