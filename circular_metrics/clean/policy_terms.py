"""Which actions of the plans name circularity, at which level of the plan, and with what money."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from circular_metrics.clean.policy import account, clean_actions
from circular_metrics.codelists import policy as codes
from circular_metrics.codelists.terms import named_in
from circular_metrics.model import Cleaned, Kind, Source, Table
from circular_metrics.readers import bbc, read_delimited
from circular_metrics.schemas import policy as schemas
from circular_metrics.sources import policy as sources

LEVELS = {"objective": "bd", "action_plan": "ap", "action": "ac"}
TERM_COLUMNS = ("group", "term", "pattern", "false_friends", "meaning")


def count_named(actions: pd.DataFrame, raw: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Per municipality and group of terms: actions and amounts, by the level that names it."""
    parts = []
    for group in codes.TERM_GROUPS:
        mine = terms[terms["group"] == group]
        counts = actions[["area", "amount_eur"]].assign(actions=1)
        for level, prefix in LEVELS.items():
            texts = raw[f"{prefix}_short"] + " \n " + raw[f"{prefix}_long"]
            named = named_in(texts, mine)
            counts[f"{level}_actions"] = named.astype("int64")
            counts[f"{level}_eur"] = actions["amount_eur"].where(named, 0.0)
        parts.append(counts.groupby("area", as_index=False).sum().assign(term_group=group))
    found = pd.concat(parts, ignore_index=True)
    money = [column for column in found if column.endswith("_eur")]
    return found.round(dict.fromkeys(money, 2))[list(schemas.PLAN_ACTIONS.columns)]


def clean_plan_actions(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """The table ``plan_actions``, from the actions and the list of terms."""
    (source, actions), (_, terms) = raw.items()
    cleaned = clean_actions(actions, source.filename)
    table = count_named(cleaned.table, actions, terms)
    more = account(
        (
            "terms",
            int(terms["group"].isin(codes.TERM_GROUPS).sum()),
            "Declared terms, each with its false friends.",
        ),
        ("texts left out", len(actions), "Texts were read for the count and are not kept."),
    )
    return Cleaned(table, pd.concat([cleaned.log, more], ignore_index=True))


read_terms = partial(read_delimited, columns=TERM_COLUMNS)

KINDS: tuple[Kind, ...] = ()
TABLES = (
    Table(
        key="plan_actions",
        title="Investment actions of the plans 2026-2031 that name circularity, by municipality",
        licence="Flemish free-reuse licence",
        schema=schemas.PLAN_ACTIONS,
        inputs={
            sources.PLAN_ACTIONS: bbc.read_plan_actions,
            sources.CIRCULAR_TERMS: read_terms,
        },
        clean=clean_plan_actions,
        sort_by=("area", "term_group"),
    ),
)
