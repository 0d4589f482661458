"""How much of the material that a country uses comes from its waste."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_series


def circular_use_rate(
    recovered: float, imported_waste: float, exported_waste: float, dmc: float
) -> float | None:
    """Circular material use rate in per cent, from the masses that it is made of.

    ``CMU = 100 * U / (DMC + U)`` with ``U = recovered - imported_waste + exported_waste``: waste
    brought in to be recovered here is another country's effort, waste sent out is ours.

    Parameters
    ----------
    recovered : float
        Waste recovered in domestic plants (R2 to R11, no energy recovery, no backfilling).
    imported_waste, exported_waste : float
        Waste traded to be recovered.
    dmc : float
        Domestic material consumption, all four in one unit of mass.

    Returns
    -------
    float or None
        ``None`` where DMC and U together are not above zero.

    References
    ----------
    Eurostat, *Circular material use rate: calculation method* (2018), KS-FT-18-009.

    >>> circular_use_rate(recovered=100, imported_waste=20, exported_waste=10, dmc=810)
    10.0
    """
    secondary = recovered - imported_waste + exported_waste
    total = dmc + secondary
    return 100 * secondary / total if total > 0 else None


def circular_material_use_rate(series: pd.DataFrame) -> pd.DataFrame:
    """Share of all material used that comes from recovered waste, as Eurostat publishes it.

    ``CMU = 100 * U / (DMC + U)``; U is waste recovered in the country, less imports and plus
    exports of waste for recovery. In per cent.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area, year and vintage; the newest vintage is preferred.

    References
    ----------
    Eurostat cei_srm030 and env_ac_cur; *Circular material use rate* (2018), KS-FT-18-009.
    """
    return from_series(series, "circular_material_use_rate")


CIRCULAR_MATERIAL_USE_RATE = Indicator(
    key="circular_material_use_rate",
    code="K04",
    names={"nl": "Cyclisch materiaalgebruik", "en": "Circular material use rate"},
    unit="percent",
    level="impact",
    better="higher",
    tables=("eurostat_series",),
    compute=circular_material_use_rate,
    reference="Eurostat cei_srm030, env_ac_cur (KS-FT-18-009)",
    scope="national economy, Eurostat's circular material use",
)


INDICATORS = (CIRCULAR_MATERIAL_USE_RATE,)
