"""Circular building: materials by kind under assumptions that a reader may change.

Stock, release and inflow of eight materials: what is counted, times a floor area, an intensity
and a loss that somebody chose. The choices stand here with their bounds.
"""

from dataclasses import dataclass, replace

import pandas as pd

from circular_metrics.codelists.construction_intensity import (
    AREAS_M2,
    CENTRAL_AREA,
    HAZARD,
    HAZARD_HIGH_FACTOR,
    HAZARD_LOW,
    INTENSITY,
    PERCENTILES,
)

HAZARD_BOUNDS = (0.5, 6.0)  # times the observed Flemish loss; 6 is a literature life of 60 years
FLOWS = ("stock", "inflow", "release")


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """What a modelled figure takes for granted.

    ``floor_area`` is whose m2 a dwelling (``AREAS_M2``), ``percentile`` that of the material
    intensity (25, 50 or 75), ``hazard`` times the loss of old houses observed in Flanders.

    Raises
    ------
    ValueError
        If one is not among the choices or lies outside its bounds; names them.
    """

    floor_area: str = CENTRAL_AREA
    percentile: int = 50
    hazard: float = 1.0

    def __post_init__(self):
        """Hold each to its bounds."""
        low, high = HAZARD_BOUNDS
        wrong = []
        if self.floor_area not in AREAS_M2:
            wrong.append(f"floor_area {self.floor_area!r}; one of {', '.join(AREAS_M2)}")
        if self.percentile not in PERCENTILES:
            known = ", ".join(map(str, PERCENTILES))
            wrong.append(f"percentile {self.percentile!r}; one of {known}")
        if isinstance(self.hazard, bool) or not low <= self.hazard <= high:
            wrong.append(f"hazard {self.hazard!r}; from {low:g} to {high:g}")
        if wrong:
            raise ValueError("; ".join(wrong))


def materials(
    houses: float, flats: float, old: dict[str, float], new_m2: float, chosen: Assumptions
) -> pd.DataFrame:
    """Tonnes of each material that stands, comes in and goes out in a year.

    Stock: (houses a_h MI_h + flats a_f MI_f) / 1000. Inflow: new_m2 (MI_h + MI_f) / 2 / 1000.
    Release: sum over forms of old n h a_h MI_h / 1000.

    Parameters
    ----------
    houses, flats : float
        Dwellings in houses and in apartment buildings.
    old : dict
        Houses from before 1982 by form.
    new_m2 : float
        New residential floor area a year.
    chosen : Assumptions
        Floor area, percentile and hazard.

    Returns
    -------
    DataFrame
        ``flow``, ``material`` and ``value`` in tonnes.

    References
    ----------
    Fishman et al. (2024), RASMI, 10.1038/s41597-024-03190-7.
    """
    house_m2, flat_m2 = AREAS_M2[chosen.floor_area]
    place = PERCENTILES[chosen.percentile]
    lost = chosen.hazard * sum(old[form] * percent / 100 for form, percent in HAZARD.items())
    rows = []
    for material, house in INTENSITY["RS/M"].items():
        house_mi, flat_mi = house[place], INTENSITY["RM/C"][material][place]
        standing = (houses * house_m2 * house_mi + flats * flat_m2 * flat_mi) / 1000
        rows += [
            ("stock", material, standing),
            ("inflow", material, new_m2 * (house_mi + flat_mi) / 2 / 1000),
            ("release", material, lost * house_m2 * house_mi / 1000),
        ]
    return pd.DataFrame(rows, columns=["flow", "material", "value"])


def material_ranges(houses, flats, old, new_m2, chosen: Assumptions) -> pd.DataFrame:
    """``materials`` with ``low`` and ``high``: the ends over every floor area and percentile.

    For the inflow, whose floor area is counted, the percentiles and the two building forms.
    """
    counted = (houses, flats, old, new_m2)
    every = [
        materials(*counted, replace(chosen, floor_area=area, percentile=percentile, hazard=hazard))
        for area in AREAS_M2
        for percentile in PERCENTILES
        for hazard in (lowest_hazard(old), chosen.hazard, HAZARD_HIGH_FACTOR)
    ]
    keys = ["flow", "material"]
    groups = pd.concat(every).groupby(keys)["value"]
    ends = groups.agg(low="min", high="max").reset_index()
    for material, house in INTENSITY["RS/M"].items():
        both = (*house, *INTENSITY["RM/C"][material])
        here = (ends["flow"] == "inflow") & (ends["material"] == material)
        ends.loc[here, ["low", "high"]] = [new_m2 * min(both) / 1000, new_m2 * max(both) / 1000]
    return materials(*counted, chosen).merge(ends, on=keys, validate="one_to_one")


def lowest_hazard(old: dict[str, float]) -> float:
    """The Belgian loss as a part of the Flemish, for these houses; never below the bounds."""
    flemish = sum(old[form] * percent for form, percent in HAZARD.items())
    belgian = sum(old[form] * percent for form, percent in HAZARD_LOW.items())
    return max(HAZARD_BOUNDS[0], belgian / flemish) if flemish else 1.0


def one_at_a_time(houses, flats, old, new_m2, chosen: Assumptions) -> pd.DataFrame:
    """The release in tonnes when one assumption moves over its range and the others stay.

    Returns
    -------
    DataFrame
        ``assumption``, ``low``, ``high``, ``low_at``, ``high_at`` and ``value`` (all as chosen),
        the assumption that moves the release most at the top.
    """

    def release(**changed) -> float:
        table = materials(houses, flats, old, new_m2, replace(chosen, **changed))
        return float(table.loc[table["flow"] == "release", "value"].sum())

    by_area = sorted(AREAS_M2, key=lambda area: AREAS_M2[area][0])
    ranges = {
        "floor_area": by_area,
        "percentile": sorted(PERCENTILES),
        "hazard": [lowest_hazard(old), HAZARD_HIGH_FACTOR],
    }
    rows = [
        {
            "assumption": key,
            "low": release(**{key: steps[0]}),
            "high": release(**{key: steps[-1]}),
            "low_at": steps[0],
            "high_at": steps[-1],
            "value": release(),
        }
        for key, steps in ranges.items()
    ]
    table = pd.DataFrame(rows)
    span = table["high"] - table["low"]
    return table.loc[span.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)
