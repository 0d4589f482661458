"""Decoupling in an edition: which national series are put to the test, and their verdicts."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import store
from circular_metrics.assess.series import declared_breaks
from circular_metrics.clean import TABLES
from circular_metrics.edition.compute import pinned_rows, pins
from circular_metrics.indicators.consumption.total import total_waste
from circular_metrics.observations import from_series
from circular_metrics.statistics.decoupling import Decoupling, decoupling

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

DRIVER = "gdp_chain_linked"
BREAK_FLAG = "b"
# Pressure → the same counted where the consumption is; a footprint has none beside it.
PRESSURES = {
    "domestic_material_consumption": "raw_material_consumption",
    "raw_material_consumption": None,
    "territorial_greenhouse_gas_emissions": "greenhouse_gas_footprint",
    "greenhouse_gas_footprint": None,
    "total_waste_generated": None,
    "municipal_waste_generated": None,
}
NAMES = {
    "domestic_material_consumption": "domestic material consumption",
    "raw_material_consumption": "material footprint",
    "territorial_greenhouse_gas_emissions": "territorial greenhouse gases",
    "greenhouse_gas_footprint": "greenhouse gas footprint",
    "total_waste_generated": "all waste",
    "municipal_waste_generated": "municipal waste",
}


@cache
def _series(year: int, data: Path) -> pd.DataFrame:
    """The national series of two tables, in one shape, and what is worked out of them."""
    pinned = pins(year)
    tables = [
        pinned_rows(TABLES[key], store.read_table(TABLES[key], data), pinned)
        for key in ("eurostat_series", "territorial_emissions")
    ]
    columns = list(tables[1].columns)
    tables.append(total_waste(tables[0]))
    return pd.concat([table[columns] for table in tables], ignore_index=True)


@cache
def annual(year: int, data: Path, area: str, measure: str) -> pd.DataFrame:
    """The newest vintage's value a year, with the bounds of its rounding; each series once."""
    mine = _everywhere(year, data, measure)
    return mine[mine["area"] == area].set_index("period")[["value", "low", "high"]].sort_index()


@cache
def _everywhere(year: int, data: Path, measure: str) -> pd.DataFrame:
    """The newest vintage's values of one measure, for every area."""
    found = from_series(_series(year, data), measure)
    return found[found["preferred"] & found["value"].notna() & (found["period"] <= year)]


def national(
    edition: "Edition",
    area: str,
    pressure: str,
    first_year: int | None = None,
    window: int | None = None,
) -> Decoupling:
    """The verdict on a country's pressure against its GDP, worked out once in a process.

    From the first year that both have, or from ``first_year``, but not across a declared break or
    one that the publisher flags; in rolling windows of ``window``
    points, or of two thirds of the series.
    """
    series = _series(edition.year, edition.data)
    breaks = breaks_of(series, edition.breaks, area, pressure)
    return _judged(edition.year, edition.data, area, pressure, first_year, window, breaks)


def breaks_of(
    series: pd.DataFrame, declared: pd.DataFrame, area: str, pressure: str
) -> tuple[int, ...]:
    """Years from which a country's pressure, its footprint or its GDP counts something else.

    Those of the table ``breaks`` (``declared``) and those that the publisher flags in ``series``.
    """
    keys = {pressure, PRESSURES.get(pressure), DRIVER}
    known = declared_breaks(declared, keys, area)
    mine = series[(series["area"] == area) & series["measure"].isin(keys)]
    flagged = mine.loc[mine["flag"].fillna("").str.contains(BREAK_FLAG), "year"]
    return tuple(sorted({int(year) for year in [*known, *flagged]}))


@cache
def _judged(
    year: int,
    data: Path,
    area: str,
    pressure: str,
    first_year: int | None,
    window: int | None,
    breaks: tuple[int, ...],
) -> Decoupling:
    footprint = PRESSURES.get(pressure)
    mine, driver = (annual(year, data, area, key).loc[first_year:] for key in (pressure, DRIVER))
    other = annual(year, data, area, footprint) if footprint else None
    if other is not None and other.empty:
        other = None
    return decoupling(
        mine["value"],
        driver["value"],
        None if other is None else other["value"],
        pressure_interval=(mine["low"], mine["high"]),
        driver_interval=(driver["low"], driver["high"]),
        footprint_interval=None if other is None else (other["low"], other["high"]),
        is_footprint=pressure.endswith("_footprint") or pressure == "raw_material_consumption",
        breaks=breaks,
        window=window,
    )


def countries(edition: "Edition", pressure: str) -> list[str]:
    """The countries, and the Union, that have both the pressure and GDP."""
    series = _series(edition.year, edition.data)
    areas = [set(series.loc[series["measure"] == key, "area"]) for key in (pressure, DRIVER)]
    return sorted(set.intersection(*areas))


def judge_all(edition: "Edition") -> None:
    """Judge every country once, so that every page and every forked child finds it judged."""
    for pressure in PRESSURES:
        for area in countries(edition, pressure):
            national(edition, area, pressure)
