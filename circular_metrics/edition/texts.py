"""How far the list of terms can be trusted: precision measured, recall estimated."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.show import Text
from circular_metrics.statistics.proportions import wilson
from circular_metrics.wording import number, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

ACTIONS = "actions"


def precision(labelled: pd.DataFrame) -> pd.DataFrame:
    """Share of the found actions that a reader found right, with its Wilson interval.

    ``precision = right / found``; per group of terms and for both together.

    Returns
    -------
    DataFrame
        Index ``circular``, ``practice``, ``any``; ``right``, ``found``, ``value``, ``low``,
        ``high`` (fractions).
    """
    found = {
        "circular": labelled[labelled["found_circular"]],
        "practice": labelled[labelled["found_practice"]],
        "any": labelled[labelled["found_circular"] | labelled["found_practice"]],
    }
    counts = pd.DataFrame(
        {
            "right": {key: int(rows["names_practice"].sum()) for key, rows in found.items()},
            "found": {key: len(rows) for key, rows in found.items()},
        }
    )
    return counts.join(wilson(counts["right"], counts["found"]))


def recall(labelled: pd.DataFrame, everything: int) -> dict[str, float]:
    """What the list may miss, from the strata of what it did not find.

    ``recall = right / (right + adjacent + share * rest)``: the actions with an adjacent word are
    all read, so that ``adjacent`` is a count; of the ``rest`` a random sample is read, whose
    ``share`` has the bounds of Wilson. ``everything`` is the number of actions in the file.
    """
    hits = labelled["found_circular"] | labelled["found_practice"]
    right = int(labelled.loc[hits, "names_practice"].sum())
    near = labelled[labelled["stratum"] == "adjacent"]
    drawn = labelled[labelled["stratum"] == "rest"]
    aside = int(labelled.loc[labelled["stratum"] == "aside", "names_practice"].sum())
    missed, n = int(drawn["names_practice"].sum()), len(drawn)
    share = wilson(pd.Series([missed]), pd.Series([n])).iloc[0]
    adjacent = int(near["names_practice"].sum())
    rest = everything - int(hits.sum()) - len(near)

    def of(rate: float) -> float:
        # what was seen to be missed is missed, however low the rate
        return right / (right + adjacent + max(rate * rest, missed + aside))

    return {
        "value": of(share["value"]),
        "low": of(share["high"]),
        "high": of(share["low"]),
        "missed": missed,
        "sampled": n,
        "adjacent": adjacent,
        "near": len(near),
        "rest": rest,
    }


def term_check_words(edition: "Edition") -> Text:
    """Precision and recall of the list of terms, in sentences made from the labels."""
    language = edition.language
    labelled = edition.table("labelled_actions")
    actions = edition.table("plan_actions")
    total = int(actions.loc[actions["term_group"] == "circular", ACTIONS].sum())
    p, r = precision(labelled), recall(labelled, total)

    def percent(value: float) -> str:
        return number(100 * value, language, 0)

    return Text(
        say(
            "{n} actions were read and labelled by hand. Of the {found} that the list of terms "
            "finds, {right} are meant: precision {value} % (95 %: {low} to {high}); for the word "
            "circular itself {circular} of {circular_found}. False friends that remain: reuse of "
            "rainwater, a depot with the lending service in it, litter.",
            language,
            n=number(len(labelled), language),
            found=p.loc["any", "found"],
            right=p.loc["any", "right"],
            value=percent(p.loc["any", "value"]),
            low=percent(p.loc["any", "low"]),
            high=percent(p.loc["any", "high"]),
            circular=p.loc["circular", "right"],
            circular_found=p.loc["circular", "found"],
        )
        + " "
        + say(
            "Recall is {value} % (95 %: {low} to {high}). All {near} other actions with a word "
            "near to circularity were read: {adjacent} of them name a practice. Of the {rest} that "
            "are left {sampled} were drawn at random, with {missed} more. The list misses mostly "
            "lending in other words, shared bicycles and prevention of waste. It was not changed "
            "after labelling, so that the figures hold for the list that is used.",
            language,
            value=percent(r["value"]),
            low=percent(r["low"]),
            high=percent(r["high"]),
            near=number(r["near"], language),
            adjacent=r["adjacent"],
            rest=number(r["rest"], language),
            sampled=r["sampled"],
            missed=r["missed"],
        )
    )
