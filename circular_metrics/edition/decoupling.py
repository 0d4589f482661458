"""Decoupling in an edition: which national series are put to the test, and their verdicts."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.edition.compute import all_observations
from circular_metrics.statistics.decoupling import Decoupling, decoupling

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

DRIVER = "gdp_chain_linked"
# Pressure → its footprint; a footprint has none beside it.
PRESSURES = {
    "domestic_material_consumption": "raw_material_consumption",
    "raw_material_consumption": None,
    "territorial_greenhouse_gas_emissions": "greenhouse_gas_footprint",
    "greenhouse_gas_footprint": None,
    "municipal_waste": None,
}


def annual(observations: pd.DataFrame, indicator: str, area: str) -> pd.DataFrame:
    """One preferred complete value a year, with its bounds: ``value``, ``low``, ``high``."""
    rows = observations[
        (observations["indicator"] == indicator)
        & (observations["area"] == area)
        & observations["preferred"]
        & observations["is_complete"]
        & observations["value"].notna()
        & (observations["status"] != "claimed")
    ]
    return rows.drop_duplicates("period").set_index("period")[["value", "low", "high"]].sort_index()


def national(edition: "Edition", area: str, pressure: str) -> Decoupling:
    """The verdict on a country's pressure against its GDP, worked out once in a process."""
    return _judged(edition.year, edition.data, area, pressure)


@cache
def _judged(year: int, data: Path, area: str, pressure: str) -> Decoupling:
    everything = all_observations(year, data)
    footprint = PRESSURES.get(pressure)
    mine, driver = (annual(everything, key, area) for key in (pressure, DRIVER))
    other = annual(everything, footprint, area) if footprint else None
    return decoupling(
        mine["value"],
        driver["value"],
        None if other is None or other.empty else other["value"],
        pressure_interval=(mine["low"], mine["high"]),
        driver_interval=(driver["low"], driver["high"]),
        footprint_interval=None if other is None or other.empty else (other["low"], other["high"]),
    )


def countries(edition: "Edition", pressure: str) -> list[str]:
    """The countries, and the Union, that have both the pressure and GDP."""
    everything = all_observations(edition.year, edition.data)
    areas = [set(everything.loc[everything["indicator"] == k, "area"]) for k in (pressure, DRIVER)]
    return sorted(area for area in set.intersection(*areas) if not area[:1].isdigit())
