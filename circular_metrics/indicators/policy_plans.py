"""What plans say of circularity: which actions name it, and what money stands behind them."""

import pandas as pd

from circular_metrics.indicators.policy import BBC
from circular_metrics.model import indicator

ACTION_PLAN = 2026
KEPT = ["area", "period", "status"]
WORDS = {
    "nl": "geen interval bekend: volledige telling van de acties in de plannen",
    "en": "no interval known: full count of the actions in the plans",
}
FROM_PLANS = {
    "code": "V05",
    "tables": ("plan_actions",),
    "reference": BBC,
    "no_interval": WORDS,
}


def _named(actions: pd.DataFrame) -> pd.DataFrame:
    """The rows for the label itself, planned and dated to the first year of the plan."""
    mine = actions[actions["term_group"] == "circular"].reset_index(drop=True)
    return mine.assign(period=ACTION_PLAN, status="planned")


def _share(actions: pd.DataFrame, level: str) -> pd.DataFrame:
    """Share of the planned amount whose text at ``level`` names circularity."""
    mine = _named(actions)
    euro = mine["amount_eur"]
    counts = mine[f"{level}_actions"].astype(str) + " of " + mine["actions"].astype(str)
    value = 100 * mine[f"{level}_eur"] / euro.where(euro > 0)
    return mine[KEPT].assign(value=value, note=counts + " actions")


def plan_actions_naming_circularity(actions: pd.DataFrame) -> pd.DataFrame:
    """Number of investment actions of the plan 2026-2031 whose own text names circularity.

    A count; unit: actions. "Names" means a word of the group ``circular`` in the list of terms.

    Parameters
    ----------
    actions : DataFrame
        ``plan_actions``.

    Returns
    -------
    DataFrame
        One row per municipality; zero means that its actions were read and none names it.

    References
    ----------
    Agentschap Binnenlands Bestuur, BBC-DR, actions of the multi-year plans 2026-2031.
    """
    mine = _named(actions)
    value = mine["action_actions"].astype(float)
    note = "of " + mine["actions"].astype(str) + " actions"
    return mine[KEPT].assign(value=value, note=note)


def plan_amount_naming_circularity_share(actions: pd.DataFrame) -> pd.DataFrame:
    """Share of planned investments 2026-2031 in actions whose own text names circularity, in %.

    ``100 * euro of actions that name it / euro of all actions``.

    Parameters
    ----------
    actions : DataFrame
        ``plan_actions``.

    Returns
    -------
    DataFrame
        One row per municipality.

    References
    ----------
    Agentschap Binnenlands Bestuur, BBC-DR, actions of the multi-year plans 2026-2031.
    """
    return _share(actions, "action")


def plan_objective_amount_naming_circularity_share(actions: pd.DataFrame) -> pd.DataFrame:
    """Share of planned investments 2026-2031 under an objective that names circularity, in %.

    ``100 * euro of actions under such an objective / euro of all actions``. The label is that of
    the objective: an action under it may have nothing to do with circularity.

    Parameters
    ----------
    actions : DataFrame
        ``plan_actions``.

    Returns
    -------
    DataFrame
        One row per municipality.

    References
    ----------
    Agentschap Binnenlands Bestuur, BBC-DR, actions of the multi-year plans 2026-2031.
    """
    return _share(actions, "objective")


INDICATORS = (
    indicator(
        plan_actions_naming_circularity,
        "Investeringsacties die circulariteit noemen",
        "Investment actions that name circularity",
        unit="count",
        level="activity",
        better="neither",
        scope="plan 2026-2031: text of the action",
        decimals=0,
        **FROM_PLANS,
    ),
    indicator(
        plan_amount_naming_circularity_share,
        "Investeringsbedrag in acties die circulariteit noemen",
        "Investment in actions that name circularity",
        unit="percent",
        level="input",
        better="neither",
        scope="plan 2026-2031: text of the action",
        decimals=2,
        **FROM_PLANS,
    ),
    indicator(
        plan_objective_amount_naming_circularity_share,
        "Investeringsbedrag onder een doelstelling die circulariteit noemt",
        "Investment under an objective that names circularity",
        unit="percent",
        level="input",
        better="neither",
        scope="plan 2026-2031: text of the policy objective",
        decimals=2,
        **FROM_PLANS,
    ),
)
