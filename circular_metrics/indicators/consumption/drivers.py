"""What drives waste: population, affluence, waste per euro and the share that is not recycled."""

import numpy as np
import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import ROUNDING, from_series
from circular_metrics.statistics.decomposition import lmdi_parts
from circular_metrics.statistics.montecarlo import Draws

FACTORS = ("population", "affluence", "intensity", "share")
MEASURES = {
    "people": "average_population",
    "gdp": "gdp_chain_linked",
    "generated": "municipal_waste_generated",
    "recycled": "municipal_waste_recycled",
}
BROKEN = "municipal_waste_per_inhabitant"  # the series whose declared breaks hold here
Z95 = 1.959963984540054
DRAWS = 2_000
SCOPE = "municipal waste that is not recycled: effect since the first year of one definition"


def waste_driver(series: pd.DataFrame, breaks: pd.DataFrame, factor: str) -> pd.DataFrame:
    """What one factor did to the municipal waste that is not recycled, in kt since a first year.

    ``waste not recycled = population * (GDP / population) * (waste / GDP) * (share not
    recycled)``, decomposed by LMDI-I: the four effects add up to the change exactly. The first
    year is the first of the series, and again the year of every declared break: no effect
    crosses one.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.
    breaks : DataFrame
        ``breaks``.
    factor : str
        One of ``FACTORS``.

    Returns
    -------
    DataFrame
        One row per area and year after the first of its run; the interval is that of the
        publisher's rounding, drawn once for each figure however often it stands in the product.

    References
    ----------
    B. W. Ang, *Energy Policy* 33 (2005) 867-871; Eurostat env_wasmun, nama_10_gdp, demo_gind.
    """
    found = [_run(run, factor) for run in runs(series, breaks)]
    columns = ["area", "period", "value", "low", "high", "note", "vintage", "source"]
    table = pd.DataFrame([row for rows in found for row in rows], columns=columns)
    return table.assign(interval=ROUNDING).astype({"period": "int64"})


def runs(series: pd.DataFrame, breaks: pd.DataFrame) -> list[pd.DataFrame]:
    """The years of one area that have all four figures, parted at its declared breaks."""
    tables = []
    for name, measure in MEASURES.items():
        mine = from_series(series, measure)
        mine = mine[mine["preferred"] & mine["value"].notna()].set_index(["area", "period"])
        tables.append(mine[["value", "high", "source", "vintage"]].add_prefix(f"{name}_"))
    whole = pd.concat(tables, axis=1, join="inner").sort_index().reset_index()
    found = []
    for area, rows in whole.groupby("area"):
        is_here = breaks["area"].isna() | (breaks["area"] == area)
        years = breaks.loc[is_here & (breaks["series"] == BROKEN), "year"]
        part = np.searchsorted(sorted(years), rows["period"], side="right")
        found += [run for _, run in rows.groupby(part) if len(run) > 1]
    return found


def factors_of(people, gdp, generated, recycled) -> np.ndarray:
    """Population, GDP a head, waste per GDP, share not recycled: a row each."""
    return np.stack([people, gdp / people, generated / gdp, (generated - recycled) / generated])


def _run(run: pd.DataFrame, factor: str) -> list[tuple]:
    """The effects of one factor in the years after the first of a run."""
    draws, place = Draws(number=DRAWS), FACTORS.index(factor)
    first, rows = run.iloc[0], []
    names = {
        key: ";".join(dict.fromkeys(first[f"{name}_{key}"] for name in MEASURES))
        for key in ("vintage", "source")
    }
    for _, row in run.iloc[1:].iterrows():
        exact = [factors_of(*(year[f"{n}_value"] for n in MEASURES)) for year in (first, row)]
        effect = float(lmdi_parts(exact[0][:, None], exact[1][:, None])[place, 0])
        drawn = [_drawn(draws, year) for year in (first, row)]
        low, high = np.percentile(lmdi_parts(*drawn)[place], (2.5, 97.5))
        note = f"since {first['period']}"
        bounds = min(float(low), effect), max(float(high), effect)
        rows.append((row["area"], row["period"], effect, *bounds, note, *names.values()))
    return rows


def _drawn(draws: Draws, year: pd.Series) -> np.ndarray:
    """The four factors of a year, drawn within the rounding of what they are made of."""
    flows = [
        draws.flow(
            f"{name} {year['area']} {year['period']}",
            year[f"{name}_value"],
            (year[f"{name}_high"] / year[f"{name}_value"]) ** (1 / Z95),
        )
        for name in MEASURES
    ]
    return factors_of(*flows)


def waste_driver_population(series: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """Effect of population on municipal waste that is not recycled, in kt.

    ``L(V_T, V_0) ln(x_T / x_0)`` of LMDI-I since the first year of one definition; one of four
    effects that add up to the change, as ``waste_driver`` writes out.

    Parameters
    ----------
    series, breaks : DataFrame
        ``eurostat_series`` and ``breaks``.

    Returns
    -------
    DataFrame
        One row per area and year after the first of its run.

    References
    ----------
    B. W. Ang, *Energy Policy* 33 (2005) 867-871; Eurostat env_wasmun, nama_10_gdp, demo_gind.
    """
    return waste_driver(series, breaks, "population")


def waste_driver_affluence(series: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """Effect of GDP per inhabitant on municipal waste that is not recycled, in kt.

    ``L(V_T, V_0) ln(x_T / x_0)`` of LMDI-I since the first year of one definition; one of four
    effects that add up to the change, as ``waste_driver`` writes out.

    Parameters
    ----------
    series, breaks : DataFrame
        ``eurostat_series`` and ``breaks``.

    Returns
    -------
    DataFrame
        One row per area and year after the first of its run.

    References
    ----------
    B. W. Ang, *Energy Policy* 33 (2005) 867-871; Eurostat env_wasmun, nama_10_gdp, demo_gind.
    """
    return waste_driver(series, breaks, "affluence")


def waste_driver_intensity(series: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """Effect of waste per euro of GDP on municipal waste that is not recycled, in kt.

    ``L(V_T, V_0) ln(x_T / x_0)`` of LMDI-I since the first year of one definition; one of four
    effects that add up to the change, as ``waste_driver`` writes out.

    Parameters
    ----------
    series, breaks : DataFrame
        ``eurostat_series`` and ``breaks``.

    Returns
    -------
    DataFrame
        One row per area and year after the first of its run.

    References
    ----------
    B. W. Ang, *Energy Policy* 33 (2005) 867-871; Eurostat env_wasmun, nama_10_gdp, demo_gind.
    """
    return waste_driver(series, breaks, "intensity")


def waste_driver_share(series: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """Effect of the share not recycled on municipal waste that is not recycled, in kt.

    ``L(V_T, V_0) ln(x_T / x_0)`` of LMDI-I since the first year of one definition; one of four
    effects that add up to the change, as ``waste_driver`` writes out.

    Parameters
    ----------
    series, breaks : DataFrame
        ``eurostat_series`` and ``breaks``.

    Returns
    -------
    DataFrame
        One row per area and year after the first of its run.

    References
    ----------
    B. W. Ang, *Energy Policy* 33 (2005) 867-871; Eurostat env_wasmun, nama_10_gdp, demo_gind.
    """
    return waste_driver(series, breaks, "share")


def _driver(compute, nl: str, en: str) -> Indicator:
    """A record of this room."""
    return Indicator(
        key=compute.__name__,
        code="C09",
        names={"nl": nl, "en": en},
        unit="kt",
        level="driver",
        better="neither",
        tables=("eurostat_series", "breaks"),
        compute=compute,
        reference="Ang (2005), LMDI-I; Eurostat env_wasmun, nama_10_gdp, demo_gind",
        scope=SCOPE,
        decimals=0,
    )


INDICATORS = (
    _driver(
        waste_driver_population,
        "Drijfveer van niet-gerecycleerd afval: bevolking",
        "Driver of waste not recycled: population",
    ),
    _driver(
        waste_driver_affluence,
        "Drijfveer van niet-gerecycleerd afval: bbp per inwoner",
        "Driver of waste not recycled: GDP per inhabitant",
    ),
    _driver(
        waste_driver_intensity,
        "Drijfveer van niet-gerecycleerd afval: afval per euro bbp",
        "Driver of waste not recycled: waste per euro of GDP",
    ),
    _driver(
        waste_driver_share,
        "Drijfveer van niet-gerecycleerd afval: aandeel dat niet gerecycleerd wordt",
        "Driver of waste not recycled: share that is not recycled",
    ),
)
