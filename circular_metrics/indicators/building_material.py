"""Circular building: how much material stands, comes in and goes out, modelled as ranges.

Nothing here is counted. Each value multiplies something counted by published intensities; the
range spans every floor area and percentile that is held to be possible.
"""

import pandas as pd

from circular_metrics.codelists.construction_intensity import (
    AREAS_M2,
    CARBON,
    CENTRAL_AREA,
    EMBODIED,
    EMBODIED_YEARS,
    HAZARD,
    HAZARD_HIGH_FACTOR,
    HAZARD_LOW,
    per_m2,
)
from circular_metrics.indicators.building import new_residential_floor_area_5_year_mean
from circular_metrics.model import Indicator

SPAN = "lowest and highest floor area, percentile 25 and 75 of the intensity"
OLD = (
    "built_before_1900", "built_1900_1918", "built_1919_1945", "built_1946_1961",
    "built_1962_1970", "built_1971_1981",
)  # fmt: skip
HOUSES = tuple(HAZARD)
HALVES = tuple(area[0] for area in AREAS_M2.values())


def _modelled(table: pd.DataFrame, interval: str) -> pd.DataFrame:
    """Rows with ``value``, ``low`` and ``high`` as modelled observations."""
    return table.assign(status="modelled", interval=interval).reset_index()


def _wide(stock: pd.DataFrame, statistics: tuple[str, ...]) -> pd.DataFrame:
    """The sum of some statistics by area and year, a column for each type; missing if one is."""
    rows = stock[stock["statistic"].isin(statistics)]
    groups = rows.groupby(["area", "year", "building_type"])["value"]
    totals = groups.sum().where(groups.count() == len(statistics)).astype(float)
    return totals.unstack("building_type").rename_axis(index=["area", "period"])


def _origin(stock: pd.DataFrame) -> pd.DataFrame:
    """Source and vintage of each area and year."""
    origin = stock.groupby(["area", "year"])[["source", "vintage"]].first()
    return origin.rename_axis(index=["area", "period"])


def material_stock(stock: pd.DataFrame) -> pd.DataFrame:
    """Material in dwellings on 1 January, in kilotonnes: sum of n a MI / 10^6, a range.

    n dwellings of a form (houses R1 to R3, flats R4), a floor area a dwelling, MI material
    intensity in kg/m2. ``value`` takes 127 m2 and the medians; ``low`` and ``high`` the smallest
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
    dwellings = _wide(stock, ("dwellings",))
    houses = dwellings[list(HOUSES)].sum(axis=1, skipna=False)
    flats = dwellings["apartment_building"]

    def kilotonnes(area: tuple[float, float], percentile: int) -> pd.Series:
        house, flat = (per_m2(a, percentile) for a in ("RS/M", "RM/C"))
        return (houses * area[0] * house + flats * area[1] * flat) / 1e6

    table = pd.DataFrame({"value": kilotonnes(AREAS_M2[CENTRAL_AREA], 50)})
    table["low"] = pd.concat([kilotonnes(a, 25) for a in AREAS_M2.values()], axis=1).min(axis=1)
    table["high"] = pd.concat([kilotonnes(a, 75) for a in AREAS_M2.values()], axis=1).max(axis=1)
    return _modelled(table.join(_origin(stock), validate="one_to_one"), SPAN)


MATERIAL_STOCK = Indicator(
    key="material_stock",
    code="",
    names={"nl": "Materiaal in woningen", "en": "Material in dwellings"},
    unit="kt",
    level="driver",
    better="neither",
    tables=("building_stock",),
    compute=material_stock,
    reference="Fishman et al. (2024), RASMI; Statbel, gebouwenpark T8",
    scope="houses and apartment buildings, modelled",
    decimals=0,
)


def material_inflow(permits: pd.DataFrame) -> pd.DataFrame:
    """Material that new dwellings would take a year, in kilotonnes: A MI / 10^6, a range.

    A is the mean new residential floor area permitted in five years, MI the intensity in kg/m2:
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


MATERIAL_INFLOW = Indicator(
    key="material_inflow",
    code="",
    names={
        "nl": "Materiaal voor vergunde nieuwe woningen per jaar",
        "en": "Material for new dwellings permitted, a year",
    },
    unit="kt",
    level="driver",
    better="lower",
    tables=("building_permits",),
    compute=material_inflow,
    reference="Fishman et al. (2024), RASMI; Statbel, bouwvergunningen",
    scope="new residential buildings, mean of five years, modelled",
)


def _houses_lost(stock: pd.DataFrame, hazard: dict[str, float]) -> pd.Series:
    """Houses from before 1982 that would go in a year."""
    old = _wide(stock, OLD)
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
    return _modelled((table / 1e6).join(_origin(stock), validate="one_to_one"), span)


EXPECTED_RELEASE = Indicator(
    key="expected_release",
    code="",
    names={
        "nl": "Materiaal dat uit gesloopte oude woningen vrijkomt per jaar",
        "en": "Material set free by demolished old houses, a year",
    },
    unit="kt",
    level="driver",
    better="neither",
    tables=("building_stock",),
    compute=expected_release,
    reference="Statbel, gebouwenpark 2018 and 2025; Fishman et al. (2024), RASMI",
    scope="houses from before 1982, modelled",
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
        .join(_origin(stock), validate="one_to_one")
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


SECONDARY_COVERAGE = Indicator(
    key="secondary_coverage",
    code="",
    names={
        "nl": "Vrijkomend materiaal tegenover wat nieuwbouw vraagt",
        "en": "Material set free against what new building takes",
    },
    unit="percent",
    level="driver",
    better="neither",
    tables=("building_permits", "building_stock"),
    compute=secondary_coverage,
    reference="As expected_release and material_inflow",
    scope="residential, mean of five years, a modelled potential",
)


def embodied_carbon_new(permits: pd.DataFrame) -> pd.DataFrame:
    """Carbon embodied in new dwellings permitted, in kilotonnes CO2e a year, a range.

    A e 60 / 10^6: A the mean new residential floor area of five years in m2, e the embodied
    carbon in kg CO2e/m2 a year over 60 years: mean, smallest and largest of 105 Belgian buildings.

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
    EU-ECB, *Embodied carbon of European buildings*, 105 Belgian buildings of KU Leuven.
    """
    floor = new_residential_floor_area_5_year_mean(permits)
    low, middle, high = (floor["value"] * e * EMBODIED_YEARS / 1e6 for e in EMBODIED)
    return floor.assign(
        value=middle,
        low=low,
        high=high,
        status="modelled",
        interval="smallest to largest of 105 Belgian buildings",
    )


EMBODIED_CARBON_NEW = Indicator(
    key="embodied_carbon_new",
    code="",
    names={
        "nl": "Ingebedde CO₂e van vergunde nieuwe woningen per jaar",
        "en": "Embodied CO₂e of new dwellings permitted, a year",
    },
    unit="kt",
    level="driver",  # modelled from floor area: it is no measured impact
    better="lower",
    tables=("building_permits",),
    compute=embodied_carbon_new,
    reference="EU-ECB, 105 Belgian buildings; Statbel, bouwvergunningen",
    scope="new residential buildings, mean of five years, modelled, CO2e",
)


def avoided_co2e_t(reused_t: dict[str, float]) -> tuple[float, tuple[str, ...]]:
    """CO2e that reuse avoids: sum of t (new - used again) / 1000, and materials without a factor.

    >>> avoided_co2e_t({"wood": 10.0, "bricks": 3.0})
    (2.3096128, ('bricks',))
    """
    known = {m: t for m, t in reused_t.items() if m in CARBON}
    avoided = sum(t * (CARBON[m][0] - CARBON[m][1]) / 1000 for m, t in known.items())
    return round(avoided, 9), tuple(m for m in reused_t if m not in CARBON)


INDICATORS = (
    MATERIAL_STOCK,
    MATERIAL_INFLOW,
    EXPECTED_RELEASE,
    SECONDARY_COVERAGE,
    EMBODIED_CARBON_NEW,
)
