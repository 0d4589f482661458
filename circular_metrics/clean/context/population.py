"""Inhabitants per municipality: from three layouts to one tidy table."""

import re
from collections.abc import Mapping

import pandas as pd

from circular_metrics.clean.context.log import account
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.model import Cleaned, Kind, Source, Table
from circular_metrics.readers.population import layout_of, read_population
from circular_metrics.schemas.context import POPULATION
from circular_metrics.sources import context as sources

GROUPED_DIGITS = r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d+"


def municipal_population(raw: pd.DataFrame, name: str, year: int | None = None) -> Cleaned:
    """Inhabitants per municipality and year, each municipality once.

    Parameters
    ----------
    raw : DataFrame
        A file of one of the known layouts, as text.
    name : str
        The file's name; it must tell the year where neither the file nor ``year`` does.
    year : int, optional
        1 January of which year the counts are.

    Returns
    -------
    Cleaned
        ``area``, ``year``, ``population``. Parts (by sex, age, ...) are added up; repetitions
        of a municipality (one row per post code) are counted once.

    Raises
    ------
    BadInputError
        For a count or code that is none, an unknown year, or two different counts for one
        municipality and year; all rows at once.
    """
    layout = layout_of(raw.columns, name)
    written = raw[layout.population].str.strip()
    digits = written.str.replace(r"[ ,.\u00a0\u202f]", "", regex=True)
    years = _years(raw, layout.year, name, year)
    problems = _cell_problems(raw, name, layout.code, r"\d{5}", "five digits") + _cell_problems(
        raw.assign(**{layout.population: written}),
        name,
        layout.population,
        GROUPED_DIGITS,
        "a count",
    )
    if problems:
        raise BadInputError(problems)
    rows = pd.DataFrame(
        {
            "area": raw[layout.code],
            "year": years.astype("int64"),
            "population": digits.astype("int64"),
        }
    )
    if layout.is_sum:
        table = rows.groupby(["area", "year"], as_index=False)["population"].sum()
        how = ("parts added up", len(rows), "rows by sex, age and the like, added up")
    else:
        table = rows.drop_duplicates()
        _refuse_contradictions(table, name)
        how = ("counted once", len(rows) - len(table), "repetitions of a municipality left out")
    marked = int((written != digits).sum())
    log = account(("thousands separator", marked, "separator taken out of the count"), how)
    return Cleaned(table, log)


def _years(raw: pd.DataFrame, column: str | None, name: str, year: int | None) -> pd.Series:
    """The year of each row: its own column, the given one, or the one in the file's name."""
    if column:
        problems = _cell_problems(raw, name, column, r"\d{4}", "a year")
        if problems:
            raise BadInputError(problems)
        return raw[column]
    in_name = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", name)
    if year is None and len(in_name) != 1:
        raise BadInputError(
            [Problem(file=name, found="no year", expected="a year in the file's name")]
        )
    return pd.Series(year if year is not None else in_name[0], index=raw.index)


def _cell_problems(
    raw: pd.DataFrame, name: str, column: str, pattern: str, expected: str
) -> list[Problem]:
    """The cells of a column that are not what they must be."""
    bad = raw.loc[~raw[column].str.fullmatch(pattern), column]
    return [
        Problem(file=name, row=int(row) + 2, column=column, found=repr(cell), expected=expected)
        for row, cell in bad.items()
    ]


def _refuse_contradictions(table: pd.DataFrame, name: str) -> None:
    """Refuse two different counts for one municipality and year."""
    twice = table[table.duplicated(["area", "year"], keep=False)]
    if not twice.empty:
        raise BadInputError(
            [
                Problem(
                    file=name,
                    row=int(row.Index) + 2,
                    found=f"{row.population} inhabitants for {row.area} in {row.year}",
                    expected="one count per municipality and year",
                )
                for row in twice.itertuples()
            ]
        )


def clean_population(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """Inhabitants of every municipality on 1 January; years without a file stay absent.

    Parameters
    ----------
    raw : mapping of Source to DataFrame
        Files of inhabitants as text; the vintage of those without a year column is the year.

    Returns
    -------
    Cleaned
        ``population``.

    Raises
    ------
    BadInputError
        If a file does not hold what it must.
    """
    tables, logs = [], []
    for source, frame in raw.items():
        year = int(source.vintage) if source.vintage.isdigit() else None
        cleaned = municipal_population(frame, source.filename, year)
        tables.append(cleaned.table.assign(source=source.key, vintage=source.vintage))
        logs.append(cleaned.log)
    log = pd.concat(logs).groupby(["rule", "meaning"], sort=False, as_index=False)["rows"].sum()
    return Cleaned(pd.concat(tables, ignore_index=True), log[["rule", "rows", "meaning"]])


POPULATION_TABLE = Table(
    key="population",
    title="Inhabitants per municipality on 1 January, 2009-2015 and 2018-2020",
    licence="CC-BY-4.0",
    schema=POPULATION,
    inputs=dict.fromkeys(sources.POPULATION, read_population),
    clean=clean_population,
    sort_by=("area", "year"),
)


def clean_population_file(raw: pd.DataFrame, name: str) -> Cleaned:
    """``population`` of one file alone; its name stands for source and vintage."""
    cleaned = municipal_population(raw, name)
    table = cleaned.table.assign(source=name, vintage="as given")
    table = table.sort_values(["area", "year"], ignore_index=True)
    return Cleaned(POPULATION.validate(table, lazy=True), cleaned.log)


POPULATION_KIND = Kind(
    key="population",
    title="Inhabitants per municipality (Statbel TF_SOC_POP_STRUCT, or one row each)",
    output="population",
    read=read_population,
    clean=clean_population_file,
)
