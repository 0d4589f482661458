"""What is stated of the strategy itself: its action points and those who signed for it."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_claims

AS_STATED = {
    "nl": "geen interval bekend: de geciteerde pagina geeft er geen",
    "en": "no interval known: the page that states it gives none",
}


def strategy_action_points(claims: pd.DataFrame) -> pd.DataFrame:
    """Number of action points in the circular strategy, as stated; unit: action points.

    ``value = the figure stated``; how many are carried out is not published.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``.

    References
    ----------
    The Guardian, 19 March 2025.
    """
    return from_claims(claims, "circular_strategy_action_points")


def partners_signed(claims: pd.DataFrame) -> pd.DataFrame:
    """Number of partners that signed to make the city an urban resource centre, as stated.

    ``value = the figure stated``; unit: partners. To sign is not to act.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per claim, status ``claimed``.

    References
    ----------
    Leuven 2030, 5 November 2024.
    """
    return from_claims(claims, "urc_signatories")


INDICATORS = (
    Indicator(
        key="strategy_action_points",
        code="V01",
        names={
            "nl": "Actiepunten in de circulaire strategie",
            "en": "Action points in the circular strategy",
        },
        unit="count",
        level="activity",
        better="neither",
        tables=("claims",),
        compute=strategy_action_points,
        reference="The Guardian, 19 March 2025",
        scope="action points in the circular strategy",
        no_interval=AS_STATED,
        decimals=0,
    ),
    Indicator(
        key="partners_signed",
        code="V06",
        names={
            "nl": "Partners die de intentieverklaring tekenden",
            "en": "Partners that signed the declaration of intent",
        },
        unit="count",
        level="activity",
        better="neither",
        tables=("claims",),
        compute=partners_signed,
        reference="Leuven 2030, 5 November 2024",
        scope="partners that signed for Leuven as urban resource centre",
        no_interval=AS_STATED,
        decimals=0,
    ),
)
