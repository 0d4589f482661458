"""How much material a country uses, directly and with what its imports took elsewhere."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_series

HANDBOOK = "Eurostat, Economy-wide material flow accounts: handbook (2018 edition)"


def domestic_material_consumption_per_inhabitant(series: pd.DataFrame) -> pd.DataFrame:
    """Material used directly by the economy, per inhabitant.

    ``DMC = domestic extraction + imports - exports``, over the average population of the year;
    in tonnes. Traded goods count at their own weight.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area, year and vintage.

    References
    ----------
    Eurostat env_ac_mfa; *Economy-wide material flow accounts: handbook* (2018).
    """
    return from_series(series, "domestic_material_consumption_per_inhabitant")


DOMESTIC_MATERIAL_CONSUMPTION_PER_INHABITANT = Indicator(
    key="domestic_material_consumption_per_inhabitant",
    code="K02",
    names={
        "nl": "Binnenlands materiaalgebruik per inwoner",
        "en": "Domestic material consumption per inhabitant",
    },
    unit="t/inhabitant",
    level="impact",
    better="lower",
    tables=("eurostat_series",),
    compute=domestic_material_consumption_per_inhabitant,
    reference=f"Eurostat env_ac_mfa; {HANDBOOK}",
    scope="national economy, direct material use (DMC)",
)


def raw_material_consumption_per_inhabitant(series: pd.DataFrame) -> pd.DataFrame:
    """Material footprint per inhabitant: raw material taken anywhere for what is used here.

    ``RMC = domestic extraction + imports - exports``, trade in raw-material equivalents, over
    the average population of the year; in tonnes. A model's result, often imputed (flag i).

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area, year and vintage; status ``modelled``.

    References
    ----------
    Eurostat env_ac_rme; cei_pc020, *Material footprint*.
    """
    return _modelled(series, "raw_material_consumption_per_inhabitant")


RAW_MATERIAL_CONSUMPTION_PER_INHABITANT = Indicator(
    key="raw_material_consumption_per_inhabitant",
    code="K01",
    names={
        "nl": "Materialenvoetafdruk per inwoner",
        "en": "Material footprint per inhabitant",
    },
    unit="t/inhabitant",
    level="impact",
    better="lower",
    tables=("eurostat_series",),
    compute=raw_material_consumption_per_inhabitant,
    reference="Eurostat env_ac_rme, cei_pc020",
    scope="national economy, material footprint (RMC)",
)


def domestic_material_consumption(series: pd.DataFrame) -> pd.DataFrame:
    """Material used directly by the economy, in thousand tonnes.

    ``DMC = domestic extraction + imports - exports``. Absolute, because only a fall in absolute
    terms is absolute decoupling.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area, year and vintage.

    References
    ----------
    Eurostat env_ac_mfa; *Economy-wide material flow accounts: handbook* (2018).
    """
    return from_series(series, "domestic_material_consumption")


DOMESTIC_MATERIAL_CONSUMPTION = Indicator(
    key="domestic_material_consumption",
    code="",
    names={"nl": "Binnenlands materiaalgebruik", "en": "Domestic material consumption"},
    unit="kt",
    level="impact",
    better="lower",
    tables=("eurostat_series",),
    compute=domestic_material_consumption,
    reference=f"Eurostat env_ac_mfa; {HANDBOOK}",
    scope="national economy, direct material use (DMC)",
    decimals=0,
)


def raw_material_consumption(series: pd.DataFrame) -> pd.DataFrame:
    """Material footprint of the country, in thousand tonnes.

    ``RMC = domestic extraction + imports - exports``, trade in raw-material equivalents.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area, year and vintage; status ``modelled``.

    References
    ----------
    Eurostat env_ac_rme; cei_pc020, *Material footprint*.
    """
    return _modelled(series, "raw_material_consumption")


RAW_MATERIAL_CONSUMPTION = Indicator(
    key="raw_material_consumption",
    code="",
    names={"nl": "Materialenvoetafdruk", "en": "Material footprint"},
    unit="kt",
    level="impact",
    better="lower",
    tables=("eurostat_series",),
    compute=raw_material_consumption,
    reference="Eurostat env_ac_rme, cei_pc020",
    scope="national economy, material footprint (RMC)",
    decimals=0,
)


def _modelled(series: pd.DataFrame, measure: str) -> pd.DataFrame:
    """A published series that is itself the result of a model."""
    return from_series(series, measure).assign(status="modelled")


INDICATORS = (
    DOMESTIC_MATERIAL_CONSUMPTION_PER_INHABITANT,
    RAW_MATERIAL_CONSUMPTION_PER_INHABITANT,
    DOMESTIC_MATERIAL_CONSUMPTION,
    RAW_MATERIAL_CONSUMPTION,
)
