"""Actions of the plans that were read and labelled by hand, beside what the terms find in them."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from circular_metrics.clean.policy import clean_actions
from circular_metrics.clean.policy_terms import read_terms
from circular_metrics.codelists import policy as codes
from circular_metrics.codelists import recode
from circular_metrics.codelists.terms import named_in
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers import bbc, read_delimited
from circular_metrics.schemas import policy as schemas
from circular_metrics.sources import policy as sources

read_labels = partial(read_delimited, columns=("row", "stratum", "names_practice", "what"))


def clean_labelled_actions(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """The labels given by hand beside what the terms find, without any text.

    Raises
    ------
    BadInputError
        If a label names a row that the export does not have, or one row twice; or if a stratum
        that was read whole (found, adjacent) lacks an action or has one that is not of it.
    """
    (source, actions), (_, terms), (labels_source, labels) = raw.items()
    places = labels["row"].astype("int64")
    wrong = places.duplicated() | ~places.between(1, len(actions))
    if wrong.any():
        problems = [
            Problem(
                file=labels_source.filename,
                row=int(i) + 2,
                column="row",
                found=str(places[i]),
                expected=f"a row of {source.filename}, once",
            )
            for i in places.index[wrong]
        ]
        raise BadInputError(problems)
    chosen = actions.iloc[places - 1]
    texts = (chosen["ac_short"] + " \n " + chosen["ac_long"]).reset_index(drop=True)
    found = {
        f"found_{group}": named_in(texts, terms[terms["group"] == group])
        for group in codes.TERM_GROUPS
    }
    name = labels_source.filename
    answers = recode(labels["names_practice"], codes.ANSWERS, name).reset_index(drop=True)
    stratum = labels["stratum"].reset_index(drop=True)
    _check_whole_strata(actions, terms, pd.Series(stratum.array, index=places), name)
    table = pd.DataFrame(
        {
            "row": places.reset_index(drop=True),
            "area": clean_actions(actions, source.filename).table["area"].iloc[places - 1].array,
            "stratum": stratum,
            "names_practice": (answers == "yes").astype(bool),
            **found,
        }
    )
    rule = ("labels read", len(labels), "Actions read by hand: ids and labels, no texts.")
    log = pd.DataFrame([rule], columns=["rule", "rows", "meaning"]).astype({"rows": "int64"})
    return Cleaned(table, log)


def _check_whole_strata(
    actions: pd.DataFrame, terms: pd.DataFrame, stratum: pd.Series, name: str
) -> None:
    """The strata that are read whole hold exactly the actions that the words put in them."""
    texts = actions["ac_short"] + " \n " + actions["ac_long"]
    texts = texts.set_axis(range(1, len(texts) + 1))
    found = named_in(texts, terms[terms["group"].isin(codes.TERM_GROUPS)])
    near = named_in(texts, terms[terms["group"] == codes.ADJACENT]) & ~found
    problems = []
    for key, rows in (("found", found), ("adjacent", near)):
        labelled = set(stratum.index[stratum == key])
        for row in sorted(labelled ^ set(rows.index[rows])):
            what = "not labelled" if row not in labelled else f"labelled {key}"
            problems.append(
                Problem(
                    file=name,
                    found=f"action {row} {what}",
                    expected=f"stratum {key}: every action that its words find and no other",
                )
            )
    if problems:
        raise BadInputError(problems)


KINDS = ()
TABLES = (
    Table(
        key="labelled_actions",
        title="Investment actions labelled by hand, beside what the list of terms finds",
        licence="Flemish free-reuse licence",
        schema=schemas.LABELLED_ACTIONS,
        inputs={
            sources.PLAN_ACTIONS: bbc.read_plan_actions,
            sources.CIRCULAR_TERMS: read_terms,
            sources.LABELLED_ACTIONS: read_labels,
        },
        clean=clean_labelled_actions,
        sort_by=("row",),
    ),
)
