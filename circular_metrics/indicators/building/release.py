"""Circular building: how much material goes out, and how far it could supply what comes in."""

import pandas as pd

from circular_metrics.codelists.construction_intensity import (
    AREAS_M2,
    CENTRAL_AREA,
    HAZARD,
    HAZARD_HIGH_FACTOR,
    HAZARD_LOW,
    per_m2,
)
from circular_metrics.indicators.building.material import SPAN, modelled
from circular_metrics.indicators.building.new_building import new_residential_floor_area_5_year_mean
from circular_metrics.indicators.building.stock import FROM_STOCK, OLD, origin, wide
from circular_metrics.model import indicator

HALVES = tuple(area[0] for area in AREAS_M2.values())


def _houses_lost(stock: pd.DataFrame, hazard: dict[str, float]) -> pd.Series:
    """Houses from before 1982 that would go in a year."""
    old = wide(stock, OLD)
    return sum(old[form] * percent / 100 for form, percent in hazard.items())


def expected_release(stock: pd.DataFrame) -> pd.DataFrame:
    """Material that demolished old houses would set free a year, in kilotonnes, a range.

    Sum over R1 to R3 of n h a MI / 10^6: n houses from before 1982, h the share that went each
    year between 2018 and 2025 in Flanders, a floor area, MI intensity of masonry houses. The
    range takes the Belgian shares with the smallest area and percentile 25, and 1.6 times the
    Flemish ones with the largest area and percentile 75.

    Parameters
    ----------
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year, modelled, with an interval. Apartment buildings and
        non-residential buildings are not in it.

    References
    ----------
    Statbel, *Kadastrale statistiek van het gebouwenpark*, 2018 and 2025; Fishman et al. (2024).
    """
    high = {form: HAZARD_HIGH_FACTOR * percent for form, percent in HAZARD.items()}
    table = pd.DataFrame(
        {
            "value": _houses_lost(stock, HAZARD) * AREAS_M2[CENTRAL_AREA][0] * per_m2("RS/M", 50),
            "low": _houses_lost(stock, HAZARD_LOW) * min(HALVES) * per_m2("RS/M", 25),
            "high": _houses_lost(stock, high) * max(HALVES) * per_m2("RS/M", 75),
        }
    )
    span = "Belgian to 1.6 times Flemish loss; " + SPAN
    return modelled((table / 1e6).join(origin(stock), validate="one_to_one"), span)


EXPECTED_RELEASE = indicator(
    expected_release,
    "Materiaal dat uit gesloopte oude woningen vrijkomt per jaar",
    "Material set free by demolished old houses, a year",
    unit="kt",
    level="driver",
    better="neither",
    reference="Statbel, gebouwenpark 2018 and 2025; Fishman et al. (2024), RASMI",
    scope="houses from before 1982, modelled",
    **FROM_STOCK,
)


def secondary_coverage(permits: pd.DataFrame, stock: pd.DataFrame) -> pd.DataFrame:
    """Release in per cent of the inflow: how far old houses could supply new ones, a range.

    100 release / inflow, the inflow being the mean of the five years before the count of the
    stock, so that one year of little building does not look like circularity. The intensity
    falls out of ``low`` and ``high`` except for the building form; floor area and loss do not.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year that both tables have, modelled, with an interval. A
        potential: nothing says that the material fits or is used.

    References
    ----------
    As ``expected_release`` and ``material_inflow``.
    """
    floor = new_residential_floor_area_5_year_mean(permits)
    floor = floor[floor["is_complete"]].assign(period=floor["period"] + 1)
    lost = (
        pd.DataFrame(
            {
                "value": _houses_lost(stock, HAZARD) * AREAS_M2[CENTRAL_AREA][0],
                "low": _houses_lost(stock, HAZARD_LOW) * min(HALVES),
                "high": _houses_lost(stock, HAZARD) * HAZARD_HIGH_FACTOR * max(HALVES),
            }
        )
        .join(origin(stock), validate="one_to_one")
        .reset_index()
    )
    both = lost.merge(
        floor[["area", "period", "value", "source", "vintage"]],
        on=["area", "period"],
        suffixes=("", "_new"),
        validate="one_to_one",
    )
    house, flat = per_m2("RS/M", 50), per_m2("RM/C", 50)
    forms = {"value": (house + flat) / 2, "low": max(house, flat), "high": min(house, flat)}
    new = both["value_new"].where(both["value_new"] > 0)
    shares = {key: 100 * both[key] * house / (new * form) for key, form in forms.items()}
    return pd.DataFrame(
        {
            "area": both["area"],
            "period": both["period"],
            **shares,
            "interval": "loss and floor area of the old houses, form of the new ones",
            "status": "modelled",
            "source": both["source"] + ";" + both["source_new"],
            "vintage": both["vintage"] + ";" + both["vintage_new"],
        }
    )


SECONDARY_COVERAGE = indicator(
    secondary_coverage,
    "Vrijkomend materiaal tegenover wat nieuwbouw vraagt",
    "Material set free against what new building takes",
    unit="percent",
    level="driver",
    better="neither",
    tables=("building_permits", "building_stock"),
    reference="As expected_release and material_inflow",
    scope="residential, mean of five years, a modelled potential",
)


INDICATORS = (
    EXPECTED_RELEASE,
    SECONDARY_COVERAGE,
)
