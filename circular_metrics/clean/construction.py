"""Permits to build and the building stock, from Statbel's codes to tidy tables."""

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa

from circular_metrics.clean.construction_permits import COUNTS, clean_permits
from circular_metrics.clean.construction_rows import added, log_of, once
from circular_metrics.clean.construction_years import clean_permit_years
from circular_metrics.codelists import construction as codes
from circular_metrics.codelists import recode
from circular_metrics.codelists.statbel import as_area, refuse_wrong_codes, whole_numbers
from circular_metrics.model import Cleaned, Kind, Source, Table
from circular_metrics.readers.statbel import read_building_stock, read_permits
from circular_metrics.readers.statbel_columns import as_text, read_permit_columns
from circular_metrics.schemas.construction import BUILDING_PERMITS, BUILDING_STOCK
from circular_metrics.sources import construction as sources

LEVELS = ("CD_REFNIS_LVL", "CD_REFNIS_LEVEL")  # the area's level, where the file has it


def clean_permits_of_years(raw: pd.DataFrame | pa.Table, name: str) -> Cleaned:
    """The rows of a permits file that stand for a year, whether it was read as text or typed."""
    if isinstance(raw, pa.Table):
        years = clean_permit_years(raw, name)
        if years is not None:
            return years
        raw = as_text(raw)
    cleaned = clean_permits(raw, name)
    years = cleaned.table[cleaned.table["period"].isna()]
    return Cleaned(years.reset_index(drop=True), cleaned.log)


def clean_permit_table(raw: Mapping[Source, pd.DataFrame | pa.Table]) -> Cleaned:
    """One row per area and year, from the latest issue that has that area.

    The whole country's file ends earlier than the files of single municipalities. Where two
    issues have an area and year, the later one is taken; the log says how many and how many of
    those were revised.
    """
    cleaned = {s: clean_permits_of_years(frame, s.filename) for s, frame in raw.items()}
    years = pd.concat(
        [
            part.table.drop(columns="period").assign(source=source.key, vintage=source.vintage)
            for source, part in cleaned.items()
        ]
    )
    years = years.sort_values(["area", "year", "vintage"], kind="stable", ignore_index=True)
    keys, measures = ["area", "year"], list(COUNTS.values())
    superseded = years.duplicated(keys, keep="last")
    same = years.duplicated([*keys, "months", *measures], keep="last")
    partial = ~years["is_complete"]
    log = log_of(
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
            sum(int(p.log.set_index("rule")["rows"]["month"]) for p in cleaned.values()),
            "Months are not in this table; they were only added up for years without a total.",
        ),
    )
    return Cleaned(
        years[~superseded][list(BUILDING_PERMITS.columns)].reset_index(drop=True),
        added([part.log for part in cleaned.values()], log),
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
    for level in set(LEVELS) & set(raw.columns):
        recode(raw[level], codes.LEVEL, name)
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
    tidy, repeated = once(tidy, keys, name)
    log = log_of(
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
        pd.concat(parts, ignore_index=True), added([part.log for part in cleaned.values()])
    )


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
        title="Statbel cadastral statistics of the building stock (zip, text, workbook or JSON)",
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
        inputs=dict.fromkeys(sources.PERMITS, read_permits)
        | {sources.PERMITS_BELGIUM: read_permit_columns},
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
