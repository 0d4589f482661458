"""Food that households throw away, as pages state it."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_claims, from_delivery

TEMPLATE = "waste"
NO_INTERVAL = {
    "nl": "geen interval bekend: cijfer zoals een pagina het vermeldt",
    "en": "no interval known: a figure as a page states it",
}


def food_loss_per_inhabitant(claims: pd.DataFrame) -> pd.DataFrame:
    """Food that households throw away, per inhabitant.

    ``edible and inedible food thrown away by households / inhabitants``, in kilograms, as the
    page delimits it.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``; each keeps the scope that its page gives it.

    References
    ----------
    Vlaams Ketenplatform Voedselverlies, monitoring of food losses; Directive (EU) 2025/1892.
    """
    return from_claims(claims, "food_loss_kg_per_inhabitant")


def food_loss_per_inhabitant_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """What the city itself hands over."""
    return from_delivery(delivery, "food_loss_kg_per_inhabitant", "food loss of households")


FOOD_LOSS_PER_INHABITANT = Indicator(
    key="food_loss_per_inhabitant",
    code="C05",
    names={
        "nl": "Voedselverlies van huishoudens per inwoner",
        "en": "Household food loss per inhabitant",
    },
    unit="kg/inhabitant",
    level="outcome",
    better="lower",
    tables=("claims",),
    compute=food_loss_per_inhabitant,
    reference="Vlaams Ketenplatform Voedselverlies; Directive (EU) 2025/1892",
    scope="food loss of households",
    no_interval=NO_INTERVAL,
    template=TEMPLATE,
    delivered=food_loss_per_inhabitant_delivered,
)


INDICATORS = (FOOD_LOSS_PER_INHABITANT,)
