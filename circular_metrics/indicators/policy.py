"""Objective 5, knowledge and policy: what is planned to be invested.

Plans are inputs: nothing here is an outcome.
"""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import ADJUSTED_PLAN, PLAN, with_rounding

HALF_CENT = 0.005  # the amounts per inhabitant are published to the cent
PLAN_YEARS = 6
TANGIBLE = "land, buildings, roads, other infrastructure, heritage and grants"
ACCOUNTS = "all investments"
BBC = "Agentschap Binnenlands Bestuur, BBC-DR: investments in the multi-year plans"
EXPORT = {
    "nl": "geen interval bekend: een raming, gepubliceerd zonder foutmarge",
    "en": "no interval known: an estimate, published without a margin of error",
}


def scope_of_plan(rows: pd.DataFrame, what: str) -> pd.Series:
    """What a planned amount is: ``plan 2026-2031: …`` or ``last adjusted plan 2020-2025: …``."""
    first = rows["plan_edition"]
    years = first.astype(str) + "-" + (first + PLAN_YEARS - 1).astype(str)
    stage = rows["stage"].map({"plan": PLAN, "adjusted_plan": ADJUSTED_PLAN})
    return stage + years + ": " + what


def waste_investment_per_inhabitant(investments: pd.DataFrame) -> pd.DataFrame:
    """Planned investments in waste and materials (subdomain 030), in euro per inhabitant.

    The sum of the published amounts per inhabitant of its policy fields: inhabitants of the year
    itself, on 1 January as Statbel counts them, and of years to come as the publisher expects.

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
            "status": "planned",
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
            "status": "planned",
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
            "status": "planned",
            "scope": scope_of_plan(mine, ACCOUNTS),
        }
    )


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
)
