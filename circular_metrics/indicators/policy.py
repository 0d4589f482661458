"""Objective 5, knowledge and policy: what is planned, with what money, and what it is called.

Plans are inputs and words are activities: nothing here is an outcome.
"""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_claims, with_rounding

HALF_CENT = 0.005  # the amounts per inhabitant are published to the cent
PLAN_YEARS = 6
ACTION_PLAN = 2026
TANGIBLE = "land, buildings, roads, other infrastructure, heritage and grants"
ACCOUNTS = "all investments"
BBC = "Agentschap Binnenlands Bestuur, BBC-DR: investments in the multi-year plans"
EXPORT = {
    "nl": "volledige telling van de begrote bedragen; een raming zonder interval",
    "en": "full count of budgeted amounts; an estimate published without interval",
}
WORDS = {
    "nl": "volledige telling van de acties in de plannen; geen interval bekend",
    "en": "full count of the actions in the plans; no interval known",
}
AS_STATED = {
    "nl": "de geciteerde pagina geeft geen interval",
    "en": "the page that states it gives no interval",
}


def scope_of_plan(rows: pd.DataFrame, what: str) -> pd.Series:
    """What a planned amount is: ``plan 2026-2031: …`` or ``last adjusted plan 2020-2025: …``."""
    first = rows["plan_edition"]
    years = first.astype(str) + "-" + (first + PLAN_YEARS - 1).astype(str)
    stage = rows["stage"].map({"plan": "plan ", "adjusted_plan": "last adjusted plan "})
    return stage + years + ": " + what


def waste_investment_per_inhabitant(investments: pd.DataFrame) -> pd.DataFrame:
    """Planned investments in waste and materials (subdomain 030), in euro per inhabitant.

    The sum of the published amounts per inhabitant of its policy fields.

    Parameters
    ----------
    investments : DataFrame
        ``municipal_investments``.

    Returns
    -------
    DataFrame
        A municipality that plans nothing there in a year has no row: most leave waste to an
        intermunicipal company. The interval is the publisher's rounding to the cent.

    References
    ----------
    Agentschap Binnenlands Bestuur, BBC-DR, multi-year plans by policy field.
    """
    mine = investments[investments["field"] == "waste_and_materials"]
    known = mine[mine["eur_per_inhabitant"].notna()].reset_index(drop=True)
    found = pd.DataFrame(
        {
            "area": known["area"],
            "period": known["year"],
            "value": known["eur_per_inhabitant"],
            "scope": scope_of_plan(known, f"waste and materials (030); {TANGIBLE}"),
        }
    )
    return with_rounding(found, HALF_CENT * known["policy_fields"])


def environment_investment_share(investments: pd.DataFrame) -> pd.DataFrame:
    """Share of nature and environment (domain 3) in the planned investments, in %.

    ``100 * nature and environment / all policy domains``, both of the same accounts.

    Parameters
    ----------
    investments : DataFrame
        ``municipal_investments``.

    Returns
    -------
    DataFrame
        Missing where nothing is published for the domain: that is not zero. Sewers and rainwater
        are most of it.

    References
    ----------
    Agentschap Binnenlands Bestuur, BBC-DR, multi-year plans by policy field.
    """
    keys = ["area", "year", "plan_edition", "stage"]
    columns = [*keys, "amount_eur"]
    part = investments.loc[investments["field"] == "nature_and_environment", columns]
    whole = investments.loc[investments["is_total"], columns]
    both = whole.merge(part, on=keys, how="left", validate="one_to_one", suffixes=("_all", ""))
    return pd.DataFrame(
        {
            "area": both["area"],
            "period": both["year"],
            "value": 100 * both["amount_eur"] / both["amount_eur_all"].where(lambda all_: all_ > 0),
            "scope": scope_of_plan(both, f"nature and environment (3); {TANGIBLE}"),
        }
    )


def planned_investment(kinds: pd.DataFrame) -> pd.DataFrame:
    """All planned investments of a municipality in a year, in euro at current prices.

    The published amounts of all accounts of chapter I.1, added up.

    Parameters
    ----------
    kinds : DataFrame
        ``municipal_investment_kinds``.

    Returns
    -------
    DataFrame
        To 2025 as in the last adjusted plan, from 2026 as planned; neither is what was spent.

    References
    ----------
    Agentschap Binnenlands Bestuur, BBC-DR, multi-year plans by account.
    """
    mine = kinds[kinds["is_total"]].reset_index(drop=True)
    return pd.DataFrame(
        {
            "area": mine["area"],
            "period": mine["year"],
            "value": mine["amount_eur"],
            "scope": scope_of_plan(mine, ACCOUNTS),
        }
    )


def _named(actions: pd.DataFrame) -> pd.DataFrame:
    """The rows for the label itself, dated to the first year of the plan."""
    mine = actions[actions["term_group"] == "circular"].reset_index(drop=True)
    return mine.assign(period=ACTION_PLAN)


def _share(actions: pd.DataFrame, level: str) -> pd.DataFrame:
    """Share of the planned amount whose text at ``level`` names circularity."""
    mine = _named(actions)
    euro = mine["amount_eur"]
    counts = mine[f"{level}_actions"].astype(str) + " of " + mine["actions"].astype(str)
    value = 100 * mine[f"{level}_eur"] / euro.where(euro > 0)
    return mine[["area", "period"]].assign(value=value, note=counts + " actions")


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
    return mine[["area", "period"]].assign(value=value, note=note)


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
        key="waste_investment_per_inhabitant",
        code="V05",
        names={
            "nl": "Geraamde investeringen in afval- en materialenbeheer",
            "en": "Planned investments in waste and materials",
        },
        unit="EUR/inhabitant",
        level="input",
        better="neither",
        tables=("municipal_investments",),
        compute=waste_investment_per_inhabitant,
        reference=BBC,
        scope=f"plan: waste and materials (030); {TANGIBLE}",
        decimals=2,
    ),
    Indicator(
        key="environment_investment_share",
        code="V05",
        names={
            "nl": "Aandeel natuur en milieu in de geraamde investeringen",
            "en": "Share of nature and environment in planned investments",
        },
        unit="percent",
        level="input",
        better="neither",
        tables=("municipal_investments",),
        compute=environment_investment_share,
        reference=BBC,
        scope=f"plan: nature and environment (3); {TANGIBLE}",
        no_interval=EXPORT,
    ),
    Indicator(
        key="planned_investment",
        code="V05",
        names={"nl": "Geraamde investeringen", "en": "Planned investments"},
        unit="EUR",
        level="input",
        better="neither",
        tables=("municipal_investment_kinds",),
        compute=planned_investment,
        reference=BBC,
        scope=f"plan: {ACCOUNTS}",
        no_interval=EXPORT,
        decimals=0,
    ),
    Indicator(
        key="plan_actions_naming_circularity",
        code="V05",
        names={
            "nl": "Investeringsacties die circulariteit noemen",
            "en": "Investment actions that name circularity",
        },
        unit="count",
        level="activity",
        better="neither",
        tables=("plan_actions",),
        compute=plan_actions_naming_circularity,
        reference=BBC,
        scope="plan 2026-2031: text of the action",
        no_interval=WORDS,
        decimals=0,
    ),
    Indicator(
        key="plan_amount_naming_circularity_share",
        code="V05",
        names={
            "nl": "Investeringsbedrag in acties die circulariteit noemen",
            "en": "Investment in actions that name circularity",
        },
        unit="percent",
        level="input",
        better="neither",
        tables=("plan_actions",),
        compute=plan_amount_naming_circularity_share,
        reference=BBC,
        scope="plan 2026-2031: text of the action",
        no_interval=WORDS,
        decimals=2,
    ),
    Indicator(
        key="plan_objective_amount_naming_circularity_share",
        code="V05",
        names={
            "nl": "Investeringsbedrag onder een doelstelling die circulariteit noemt",
            "en": "Investment under an objective that names circularity",
        },
        unit="percent",
        level="input",
        better="neither",
        tables=("plan_actions",),
        compute=plan_objective_amount_naming_circularity_share,
        reference=BBC,
        scope="plan 2026-2031: text of the policy objective",
        no_interval=WORDS,
        decimals=2,
    ),
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
