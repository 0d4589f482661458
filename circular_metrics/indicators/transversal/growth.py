"""What the economy makes, and how much material it takes to make it."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_series, ratio


def gdp_chain_linked(series: pd.DataFrame) -> pd.DataFrame:
    """Gross domestic product in chain-linked volumes, million euro of 2015.

    The driver against which material use and waste are held when decoupling is claimed.

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
    Eurostat nama_10_gdp, B1GQ in CLV15_MEUR; European System of Accounts (ESA 2010).
    """
    return from_series(series, "gdp_chain_linked")


GDP_CHAIN_LINKED = Indicator(
    key="gdp_chain_linked",
    code="",
    names={
        "nl": "Bruto binnenlands product (kettingeuro's 2015)",
        "en": "Gross domestic product (chain-linked volumes of 2015)",
    },
    unit="million euro of 2015",
    level="driver",
    better="neither",
    tables=("eurostat_series",),
    compute=gdp_chain_linked,
    reference="Eurostat nama_10_gdp (ESA 2010)",
    scope="national economy, gross domestic product",
    decimals=0,
)


def resource_productivity(series: pd.DataFrame) -> pd.DataFrame:
    """Economic output per mass of material used, over time in one country.

    ``GDP in chain-linked volumes / DMC``; million euro of 2015 per thousand tonnes, which is
    euro of 2015 per kilogram. For comparing countries, purchasing power would be needed.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area and year that have both, from the newest vintage of each.

    References
    ----------
    Eurostat cei_pc030, *Resource productivity*; nama_10_gdp, env_ac_mfa.
    """
    return ratio(
        from_series(series, "gdp_chain_linked"),
        from_series(series, "domestic_material_consumption"),
    )


RESOURCE_PRODUCTIVITY = Indicator(
    key="resource_productivity",
    code="",
    names={"nl": "Grondstofproductiviteit", "en": "Resource productivity"},
    unit="euro of 2015/kg",
    level="impact",
    better="higher",
    tables=("eurostat_series",),
    compute=resource_productivity,
    reference="Eurostat cei_pc030",
    scope="national economy, GDP per direct material use (DMC)",
    decimals=2,
)


INDICATORS = (RESOURCE_PRODUCTIVITY, GDP_CHAIN_LINKED)
