"""Permits to build by area and period, from Statbel's codes to tidy rows."""

import pandas as pd

from circular_metrics.clean.construction_rows import log_of, once
from circular_metrics.codelists import construction as codes
from circular_metrics.codelists import recode
from circular_metrics.codelists.statbel import (
    NO_VALUE,
    as_area,
    refuse_wrong_codes,
    whole_numbers,
)
from circular_metrics.model import Cleaned

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
    tidy, repeated = once(tidy, ["area", "year", "period"], name)
    to_date = years_to_date(tidy)
    blanks = int(raw[list(COUNTS)].isin(NO_VALUE).to_numpy().sum())
    log = permit_log(
        belgium=int((raw["REFNIS"] == "01000").sum()),
        blanks=blanks,
        repeated=repeated,
        years=int(tidy["period"].isna().sum()),
        months=int(tidy["period"].notna().sum()),
        to_date=len(to_date),
    )
    table = pd.concat([tidy, to_date], ignore_index=True)
    return Cleaned(table.sort_values(["area", "year", "period"], ignore_index=True), log)


def permit_log(
    *, belgium: int, blanks: int, repeated: int, years: int, months: int, to_date: int
) -> pd.DataFrame:
    """The account of cleaning permits."""
    return log_of(
        ("Belgium is BE", belgium, "REFNIS 01000 became BE."),
        ("blank is missing", blanks, "Cells that are blank or say nan are missing, not zero."),
        ("repeated row", repeated, "A row that says the same twice is kept once."),
        ("year total", years, "Period 0 is the year, not a month."),
        ("month", months, "Months stay apart from the year's own total."),
        ("year to date", to_date, "A year without a total: its months are added up."),
    )


def years_to_date(tidy: pd.DataFrame) -> pd.DataFrame:
    """For each area and year that has months but no total: the sum of those months."""
    keys = ["area", "year"]
    totals = pd.MultiIndex.from_frame(tidy.loc[tidy["period"].isna(), keys])
    without = ~pd.MultiIndex.from_frame(tidy[keys]).isin(totals)
    months = tidy[without].copy()
    measures = list(COUNTS.values())
    unknown = months[measures].isna()
    for size, count in SIZES.items():
        unknown[size] &= (months[count] != 0).fillna(True)
    groups = months.groupby(keys)
    years = groups.agg({"level": "first", "region": "first", "months": "sum"})
    years = years.join(groups[measures].sum(min_count=1), validate="one_to_one").reset_index()
    gaps = unknown.groupby([months["area"], months["year"]]).any().reset_index()
    years[measures] = years[measures].mask(gaps[measures])
    years["period"] = pd.array([pd.NA] * len(years), dtype="Int64")
    years["is_complete"] = years["months"] == 12
    return years[list(tidy.columns)].astype(tidy.dtypes.to_dict())
