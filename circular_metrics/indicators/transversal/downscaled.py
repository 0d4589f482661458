"""The material footprint brought down to a municipality: a model with a wide range, no measure."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_series
from circular_metrics.statistics.uncertainty import geometric_deviation, pedigree_variance

# Reliability: a model's result; complete; of the same year; of a larger area in which the
# municipality lies, with other households and firms; averaged over every use of material.
SCORES = (3, 1, 1, 3, 3)
FACTORS = "ciroth"  # the wider of the two published sets
PEDIGREE = "pedigree matrix, 95 %"


def material_footprint_downscaled(series: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """Material footprint that falls to a municipality by its share of the population, in kt.

    ``RMC of the country * inhabitants / average population of the country``. Everybody is given
    the country's average: the figure can say nothing about what this municipality does
    differently, and moves with the country alone.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.
    population : DataFrame
        ``population``: inhabitants of municipalities on 1 January.

    Returns
    -------
    DataFrame
        One row per municipality and year that has both; status ``modelled``. The interval is
        the value over and times the squared geometric deviation of its pedigree scores.

    References
    ----------
    Eurostat env_ac_rme; pedigree matrix: A. Ciroth et al., doi 10.1007/s11367-013-0670-5.
    """
    country = [
        from_series(series[series["area"] == "BE"], measure)
        for measure in ("raw_material_consumption", "average_population")
    ]
    footprint, people = (table[table["preferred"]].set_index("period") for table in country)
    each = (footprint["value"] / people["value"]).dropna()
    here = population[population["year"].isin(each.index)]
    value = here["population"] * here["year"].map(each)
    wide = geometric_deviation(pedigree_variance(SCORES, FACTORS)) ** 2
    return pd.DataFrame(
        {
            "area": here["area"],
            "period": here["year"],
            "value": value,
            "low": value / wide,
            "high": value * wide,
            "interval": PEDIGREE,
            "status": "modelled",
            "source": here["source"].astype(str)
            + ";"
            + here["year"].map(footprint["source"]).astype(str),
            "vintage": here["vintage"].astype(str)
            + ";"
            + here["year"].map(footprint["vintage"]).astype(str),
        }
    ).reset_index(drop=True)


INDICATORS = (
    Indicator(
        key="material_footprint_downscaled",
        code="K01",
        names={
            "nl": "Materialenvoetafdruk, naar inwonertal toegerekend (model)",
            "en": "Material footprint, assigned by population (model)",
        },
        unit="kt",
        level="impact",
        better="lower",
        tables=("eurostat_series", "population"),
        compute=material_footprint_downscaled,
        reference="Eurostat env_ac_rme; Ciroth et al. (2013), pedigree matrix",
        scope="material footprint (RMC) of the country, assigned by population: a model",
        decimals=0,
    ),
)
