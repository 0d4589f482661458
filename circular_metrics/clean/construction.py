"""Permits to build and the building stock, from Statbel's codes to tidy tables."""

from collections.abc import Iterable, Mapping

import pandas as pd

from circular_metrics.codelists import construction as codes
from circular_metrics.codelists import recode
from circular_metrics.codelists.statbel import (
    MOST_SHOWN,
    NO_VALUE,
    as_area,
    refuse_wrong_codes,
    whole_numbers,
)
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.model import Cleaned, Kind, Source, Table
from circular_metrics.readers.statbel import read_building_stock, read_permits
from circular_metrics.schemas.construction import BUILDING_PERMITS, BUILDING_STOCK
from circular_metrics.sources import construction as sources

COUNTS = {
    "MS_BUILDING_RES_NEW": "residential_new_buildings",
    "MS_DWELLING_RES_NEW": "residential_new_dwellings",
    "MS_APARTMENT_RES_NEW": "residential_new_apartments",
    "MS_SINGLE_HOUSE_RES_NEW": "residential_new_houses",
    "MS_TOTAL_SURFACE_RES_NEW": "residential_new_floor_area_m2",
    "MS_BUILDING_RES_RENOVATION": "residential_renovations",
    "MS_BUILDING_NONRES_NEW": "nonresidential_new_buildings",
    "MS_VOLUME_NONRES_NEW": "nonresidential_new_volume_m3",
    "MS_BUILDING_NONRES_RENOVATION": "nonresidential_renovations",
}
# Statbel leaves a size blank in a month without any new building: there is nothing to measure.
SIZES = {
    "residential_new_floor_area_m2": "residential_new_buildings",
    "nonresidential_new_volume_m3": "nonresidential_new_buildings",
}


def clean_permits(raw: pd.DataFrame, name: str) -> Cleaned:
    """Building permits by area and year, and beside them, kept apart, by month.

    Parameters
    ----------
    raw : DataFrame
        A Statbel permits file as text.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned
        ``area``, ``level``, ``region``, ``year``, ``period`` (the month; missing on a row that
        stands for the year), ``months`` that the row covers, ``is_complete`` and nine measures.
        A year without Statbel's own total gets one row that adds up the months there are, and is
        not complete unless there are twelve; a measure of it is missing where that of a month is.
        Adding rows with a period to rows without one counts everything twice.

    Raises
    ------
    UnknownLabelError
        For a level or a period that Statbel did not use before.
    BadInputError
        For a code, a year or a number that is not one, or two unlike rows for one period.
    """
    refuse_wrong_codes(raw, name, areas="REFNIS", years="CD_YEAR")
    area = as_area(raw["REFNIS"])
    region = raw["CD_REFNIS_REGION"].where(raw["CD_REFNIS_REGION"] != "")
    period = recode(raw["CD_PERIOD"], codes.PERIOD, name).astype("Int64")
    tidy = pd.DataFrame(
        {
            "area": area,
            "level": recode(raw["CD_REFNIS_LEVEL"], codes.LEVEL, name).astype(str),
            "region": region.astype("str"),
            "year": raw["CD_YEAR"].astype("int64"),
            "period": period,
            "months": (12 - 11 * period.notna().astype("int64")),
            "is_complete": True,
            **{column: whole_numbers(raw[code], name) for code, column in COUNTS.items()},
        }
    )
    tidy, repeated = _once(tidy, ["area", "year", "period"], name)
    to_date = _years_to_date(tidy)
    blanks = int(raw[list(COUNTS)].isin(NO_VALUE).to_numpy().sum())
    log = _log(
        ("Belgium is BE", (raw["REFNIS"] == "01000").sum(), "REFNIS 01000 became BE."),
        ("blank is missing", blanks, "Cells that are blank or say nan are missing, not zero."),
        ("repeated row", repeated, "A row that says the same twice is kept once."),
        ("year total", tidy["period"].isna().sum(), "Period 0 is the year, not a month."),
        ("month", tidy["period"].notna().sum(), "Months stay apart from the year's own total."),
        ("year to date", len(to_date), "A year without a total: its months are added up."),
    )
    table = pd.concat([tidy, to_date], ignore_index=True)
    return Cleaned(table.sort_values(["area", "year", "period"], ignore_index=True), log)


def _years_to_date(tidy: pd.DataFrame) -> pd.DataFrame:
    """For each area and year that has months but no total: the sum of those months."""
    keys = ["area", "year"]
    totals = pd.MultiIndex.from_frame(tidy.loc[tidy["period"].isna(), keys])
    without = ~pd.MultiIndex.from_frame(tidy[keys]).isin(totals)
    months = tidy[without].copy()
    measures = list(COUNTS.values())
    unknown = months[measures].isna()
    for size, count in SIZES.items():
        unknown[size] &= (months[count] != 0).fillna(True)
    groups = months.groupby(keys, as_index=False)
    years = groups.agg(
        {"level": "first", "region": "first", "months": "sum"} | dict.fromkeys(measures, _total)
    )
    gaps = unknown.groupby([months["area"], months["year"]]).any().reset_index()
    years[measures] = years[measures].mask(gaps[measures])
    years["period"] = pd.array([pd.NA] * len(years), dtype="Int64")
    years["is_complete"] = years["months"] == 12
    return years[list(tidy.columns)].astype(tidy.dtypes.to_dict())


def _total(values: pd.Series) -> object:
    """Sum of what is known; missing if nothing is."""
    return values.sum(min_count=1)


def yearly(cleaned: Cleaned, source: Source) -> pd.DataFrame:
    """The rows that stand for a year, with the source they are from."""
    years = cleaned.table[cleaned.table["period"].isna()]
    return years.drop(columns="period").assign(source=source.key, vintage=source.vintage)


def clean_permit_table(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """One row per area and year, from the latest issue that has that area.

    The whole country's file ends earlier than the files of single municipalities. Where two
    issues have an area and year, the later one is taken; the log says how many and how many of
    those were revised.
    """
    cleaned = {source: clean_permits(frame, source.filename) for source, frame in raw.items()}
    years = pd.concat([yearly(part, source) for source, part in cleaned.items()])
    years = years.sort_values(["area", "year", "vintage"], kind="stable", ignore_index=True)
    keys, measures = ["area", "year"], list(COUNTS.values())
    superseded = years.duplicated(keys, keep="last")
    same = years.duplicated([*keys, "months", *measures], keep="last")
    partial = ~years["is_complete"]
    log = _log(
        (
            "later issue, same figures",
            (superseded & same).sum(),
            "Area and year in two issues with equal figures: the later issue is cited.",
        ),
        (
            "later issue, more months",
            (superseded & ~same & partial).sum(),
            "A year to date gave way to a later issue that has more of the year.",
        ),
        (
            "later issue, revised",
            (superseded & ~same & ~partial).sum(),
            "A whole year that the later issue gives otherwise: the later one is taken.",
        ),
        (
            "month left out",
            sum(int(part.table["period"].notna().sum()) for part in cleaned.values()),
            "Months are not in this table; they were only added up for years without a total.",
        ),
    )
    return Cleaned(
        years[~superseded][list(BUILDING_PERMITS.columns)].reset_index(drop=True),
        _added([part.log for part in cleaned.values()], log),
    )


def clean_building_stock(raw: pd.DataFrame, name: str) -> Cleaned:
    """Buildings and dwellings by area, type and construction period on 1 January.

    Parameters
    ----------
    raw : DataFrame
        A Statbel building stock file as text.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned
        ``area``, ``year``, ``statistic``, ``is_subtotal``, ``building_type`` and ``value``.

    Raises
    ------
    UnknownLabelError
        For a statistic, a type of building or a level that has no name here.
    BadInputError
        For a code, a year or a number that is not one, or two unlike rows for one cell.
    """
    refuse_wrong_codes(raw, name, areas="CD_REFNIS", years="CD_YEAR")
    recode(raw["CD_REFNIS_LVL"], codes.LEVEL, name)
    statistic = recode(raw["CD_STAT_TYPE"], codes.STATISTIC, name).astype(str)
    tidy = pd.DataFrame(
        {
            "area": as_area(raw["CD_REFNIS"]),
            "year": raw["CD_YEAR"].astype("int64"),
            "statistic": statistic,
            "is_subtotal": statistic.isin(codes.SUBTOTALS),
            "building_type": recode(raw["CD_BUILDING_TYPE"], codes.BUILDING_TYPE, name).astype(str),
            "value": whole_numbers(raw["MS_VALUE"], name),
        }
    )
    keys = ["area", "year", "statistic", "building_type"]
    tidy, repeated = _once(tidy, keys, name)
    log = _log(
        ("Belgium is BE", (raw["CD_REFNIS"] == "01000").sum(), "REFNIS 01000 became BE."),
        (
            "blank is missing",
            tidy["value"].isna().sum(),
            "Cells that are blank or say nan are missing, not zero.",
        ),
        ("repeated row", repeated, "A row that says the same twice is kept once."),
        (
            "subtotal marked",
            tidy["is_subtotal"].sum(),
            "T3.7 (after 1981) repeats T3.7.1 to T3.7.4: leave it out of any sum of periods.",
        ),
        (
            "year unknown",
            (tidy["statistic"] == "built_year_unknown").sum(),
            "T3.9 counts buildings without a year: they belong to the total but to no period.",
        ),
    )
    return Cleaned(tidy.sort_values(keys, ignore_index=True), log)


def clean_stock_table(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """The building stock of several areas, one source each, under one another."""
    cleaned = {s: clean_building_stock(frame, s.filename) for s, frame in raw.items()}
    parts = [p.table.assign(source=s.key, vintage=s.vintage) for s, p in cleaned.items()]
    return Cleaned(
        pd.concat(parts, ignore_index=True), _added([part.log for part in cleaned.values()])
    )


def _once(tidy: pd.DataFrame, keys: list[str], name: str) -> tuple[pd.DataFrame, int]:
    """The rows without exact repetitions, and how many those were; unlike ones are refused."""
    kept = tidy.drop_duplicates()
    unlike = kept.duplicated(keys, keep=False)
    if unlike.any():
        problems = [
            Problem(
                file=name,
                row=int(row) + 2,
                found=f"a second, other row for {kept.loc[row, keys].to_dict()}",
                expected="one",
            )
            for row in kept.index[kept.duplicated(keys)][:MOST_SHOWN]
        ]
        raise BadInputError(problems)
    return kept, len(tidy) - len(kept)


def _log(*rules: tuple[str, object, str]) -> pd.DataFrame:
    """The account of the cleaning, a rule a row."""
    log = pd.DataFrame(rules, columns=["rule", "rows", "meaning"])
    return log.astype({"rows": "int64"})


def _added(logs: Iterable[pd.DataFrame], *more: pd.DataFrame) -> pd.DataFrame:
    """The same rules of several files added up, in order of appearance; then further rules."""
    together = pd.concat(logs).groupby(["rule", "meaning"], sort=False, as_index=False)["rows"]
    return pd.concat([together.sum(), *more], ignore_index=True)[["rule", "rows", "meaning"]]


KINDS = (
    Kind(
        key="permits",
        title="Statbel building permits (zip, text or JSON)",
        output="building_permits",
        read=read_permits,
        clean=clean_permits,
    ),
    Kind(
        key="building-stock",
        title="Statbel cadastral statistics of the building stock (zip, text or JSON)",
        output="building_stock",
        read=read_building_stock,
        clean=clean_building_stock,
    ),
)

TABLES = (
    Table(
        key="building_permits",
        title="Building permits by area and year",
        licence="CC-BY-4.0",
        schema=BUILDING_PERMITS,
        inputs=dict.fromkeys(sources.PERMITS, read_permits),
        clean=clean_permit_table,
        sort_by=("area", "year"),
    ),
    Table(
        key="building_stock",
        title="Buildings and dwellings by type and construction period, 1 January",
        licence="CC-BY-4.0",
        schema=BUILDING_STOCK,
        inputs=dict.fromkeys(sources.BUILDING_STOCK, read_building_stock),
        clean=clean_stock_table,
        sort_by=("area", "year", "statistic", "building_type"),
    ),
)
