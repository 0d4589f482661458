"""Circular building: how much material stands and comes in, modelled as ranges.

Nothing here is counted. Each value multiplies something counted by published intensities; the
range spans every floor area and percentile that is held to be possible.
"""

import pandas as pd

from circular_metrics.codelists.construction_intensity import AREAS_M2, CENTRAL_AREA, per_m2
from circular_metrics.indicators.building.new_building import new_residential_floor_area_5_year_mean
from circular_metrics.indicators.building.stock import FROM_STOCK, HOUSES, origin, wide
from circular_metrics.model import indicator

SPAN = "lowest and highest floor area, percentile 25 and 75 of the intensity"


def modelled(table: pd.DataFrame, interval: str) -> pd.DataFrame:
    """Rows with ``value``, ``low`` and ``high`` as modelled observations."""
    return table.assign(status="modelled", interval=interval).reset_index()


def material_stock(stock: pd.DataFrame) -> pd.DataFrame:
    """Material in dwellings on 1 January, in kilotonnes: sum of n a MI / 10^6, a range.

    n dwellings of a form (houses R1 to R3, flats R4), a floor area a dwelling, MI material
    intensity in kg/m². ``value`` takes 127 m² and the medians; ``low`` and ``high`` the smallest
    and the largest over all floor areas, with percentiles 25 and 75. Sums of percentiles are
    indicative.

    Parameters
    ----------
    stock : DataFrame
        ``building_stock``.

    Returns
    -------
    DataFrame
        One row per area and year, modelled, with an interval.

    References
    ----------
    Heeren and Fishman (2019), 10.1038/s41597-019-0021-x; Fishman et al. (2024), RASMI,
    10.1038/s41597-024-03190-7.
    """
    dwellings = wide(stock, ("dwellings",))
    houses = dwellings[list(HOUSES)].sum(axis=1, skipna=False)
    flats = dwellings["apartment_building"]

    def kilotonnes(area: tuple[float, float], percentile: int) -> pd.Series:
        house, flat = (per_m2(a, percentile) for a in ("RS/M", "RM/C"))
        return (houses * area[0] * house + flats * area[1] * flat) / 1e6

    table = pd.DataFrame({"value": kilotonnes(AREAS_M2[CENTRAL_AREA], 50)})
    table["low"] = pd.concat([kilotonnes(a, 25) for a in AREAS_M2.values()], axis=1).min(axis=1)
    table["high"] = pd.concat([kilotonnes(a, 75) for a in AREAS_M2.values()], axis=1).max(axis=1)
    return modelled(table.join(origin(stock), validate="one_to_one"), SPAN)


MATERIAL_STOCK = indicator(
    material_stock,
    "Materiaal in woningen",
    "Material in dwellings",
    unit="kt",
    level="driver",
    better="neither",
    reference="Fishman et al. (2024), RASMI; Statbel, gebouwenpark T8",
    scope="houses and apartment buildings, modelled",
    decimals=0,
    **FROM_STOCK,
)


def material_inflow(permits: pd.DataFrame) -> pd.DataFrame:
    """Material that new dwellings would take a year, in kilotonnes: A MI / 10^6, a range.

    A is the mean new residential floor area permitted in five years, MI the intensity in kg/m²:
    ``value`` is the mean of the two building forms' medians, the range spans both forms and
    percentiles 25 to 75. Permitted is not built; building follows one or two years later.

    Parameters
    ----------
    permits : DataFrame
        ``building_permits``.

    Returns
    -------
    DataFrame
        One row per area and year, modelled, with an interval.

    References
    ----------
    Fishman et al. (2024), RASMI, 10.1038/s41597-024-03190-7; Statbel, *Bouwvergunningen*.
    """
    floor = new_residential_floor_area_5_year_mean(permits)
    forms = ("RS/M", "RM/C")
    middle = sum(per_m2(form, 50) for form in forms) / 2
    return floor.assign(
        low=floor["value"] * min(per_m2(form, 25) for form in forms) / 1e6,
        high=floor["value"] * max(per_m2(form, 75) for form in forms) / 1e6,
        value=floor["value"] * middle / 1e6,
        status="modelled",
        interval="both building forms, percentile 25 to 75 of the intensity",
    )


MATERIAL_INFLOW = indicator(
    material_inflow,
    "Materiaal voor vergunde nieuwe woningen per jaar",
    "Material for new dwellings permitted, a year",
    unit="kt",
    level="driver",
    better="lower",
    tables=("building_permits",),
    reference="Fishman et al. (2024), RASMI; Statbel, bouwvergunningen",
    scope="new residential buildings, mean of five years, modelled",
)


INDICATORS = (
    MATERIAL_STOCK,
    MATERIAL_INFLOW,
)
