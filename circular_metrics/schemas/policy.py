"""Tidy tables of what municipalities plan: investments by field and by kind, and their words."""

import pandera.pandas as pa

from circular_metrics.codelists.policy import ASSETS, FIELDS, STAGES, STRATA, TERM_GROUPS
from circular_metrics.codelists.waste import KEPT_AREAS

AREA = pa.Column(str, pa.Check.str_matches(r"^\d{5}$"), description="REFNIS code of 1 January 2025")
YEAR = pa.Column("int64", pa.Check.in_range(2014, 2031), description="book year")
EDITION = pa.Column(
    "int64", pa.Check.isin(list(STAGES)), description="first year of the plan: 2014, 2020 or 2026"
)
STAGE = pa.Column(
    str,
    pa.Check.isin(["plan", "adjusted_plan", "realised"]),
    description="plan: as first adopted; adjusted_plan: its last adjustment, in which closed years "
    "usually repeat the accounts and the last ones do not; realised: from accounts (none yet)",
)
EUR = pa.Column(float, nullable=True, description="euro, current prices")
EUR_PER_INHABITANT = pa.Column(
    float, pa.Check.ge(0), nullable=True, description="as published, euro per inhabitant"
)

MUNICIPAL_INVESTMENTS = pa.DataFrameSchema(
    {
        "area": AREA,
        "year": YEAR,
        "plan_edition": EDITION,
        "stage": STAGE,
        "field": pa.Column(
            str,
            pa.Check.isin(FIELDS),
            description="waste_and_materials (030) is part of nature_and_environment (domain 3), "
            "which is part of total (all domains): never add them",
        ),
        "is_total": pa.Column(bool, description="whether the other fields are parts of this row"),
        "policy_fields": pa.Column(
            "int64", pa.Check.ge(1), description="published policy fields that were added up"
        ),
        "amount_eur": EUR,
        "eur_per_inhabitant": EUR_PER_INHABITANT,
    },
    unique=["area", "year", "plan_edition", "field"],
    strict=True,
    name="municipal_investments",
)

INVESTMENT_KINDS = pa.DataFrameSchema(
    {
        "area": AREA,
        "year": YEAR,
        "plan_edition": EDITION,
        "stage": STAGE,
        "asset": pa.Column(
            str,
            pa.Check.isin([*ASSETS.values(), "total"]),
            description="financial, tangible, intangible, grants; total is their sum",
        ),
        "is_total": pa.Column(bool, description="whether the other assets are parts of this row"),
        "amount_eur": EUR,
    },
    unique=["area", "year", "plan_edition", "asset"],
    strict=True,
    name="municipal_investment_kinds",
)

_COUNT = {"checks": pa.Check.ge(0), "dtype": "int64"}

PLAN_ACTIONS = pa.DataFrameSchema(
    {
        "area": AREA,
        "term_group": pa.Column(
            str,
            pa.Check.isin(TERM_GROUPS),
            description="circular: the label itself; practice: reuse, repair, sharing, recovery",
        ),
        "actions": pa.Column(**_COUNT, description="all investment actions, whatever they name"),
        "amount_eur": pa.Column(float, description="their planned amounts 2026-2031, euro"),
        "objective_actions": pa.Column(
            **_COUNT, description="actions under an objective whose text has a term of the group"
        ),
        "objective_eur": pa.Column(float, description="their amounts, euro"),
        "action_plan_actions": pa.Column(
            **_COUNT, description="actions under an action plan whose text has a term of the group"
        ),
        "action_plan_eur": pa.Column(float, description="their amounts, euro"),
        "action_actions": pa.Column(
            **_COUNT, description="actions whose own text has a term of the group"
        ),
        "action_eur": pa.Column(float, description="their amounts, euro"),
    },
    unique=["area", "term_group"],
    strict=True,
    name="plan_actions",
)

LABELLED_ACTIONS = pa.DataFrameSchema(
    {
        "row": pa.Column("int64", pa.Check.ge(1), description="row of the action in the export"),
        "area": AREA,
        "stratum": pa.Column(
            str,
            pa.Check.isin(STRATA),
            description="found: by the terms; adjacent: all others with an adjacent word; rest: "
            "drawn at random from what is left; aside: read, but not drawn",
        ),
        "names_practice": pa.Column(
            bool, description="whether a reader says that the action names a circular practice"
        ),
        "found_circular": pa.Column(bool, description="whether a term of the group circular is in"),
        "found_practice": pa.Column(bool, description="whether a term of the group practice is in"),
    },
    unique=["row"],
    strict=True,
    name="labelled_actions",
)

TERRITORIAL_EMISSIONS = pa.DataFrameSchema(
    {
        "measure": pa.Column(str, description="what is measured"),
        "area": pa.Column(str, pa.Check.isin(KEPT_AREAS), description="Eurostat's code"),
        "year": pa.Column("int64", pa.Check.in_range(1990, 2100), description="calendar year"),
        "value": pa.Column(float, nullable=True, description="in `unit`; missing stays missing"),
        "unit": pa.Column(str, description="unit of `value`"),
        "half_step": pa.Column(
            float, pa.Check.gt(0), description="half of the last printed digit, in `unit`"
        ),
        "flag": pa.Column(str, nullable=True, description="publisher's flags, a letter each"),
        "source": pa.Column(str, description="key of the source"),
        "vintage": pa.Column(str, description="year and month of the publisher's update"),
    },
    unique=["area", "year", "vintage"],
    strict=True,
    name="territorial_emissions",
)
