"""The changes between two editions as grids for a page, and as lines for a changelog."""

from collections.abc import Iterable, Mapping

import pandas as pd

from circular_metrics.assess import verdict_words
from circular_metrics.edition.changes import CHANGES
from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Grid, Text
from circular_metrics.units import UNITS
from circular_metrics.wording import number, quantity, say

HEADINGS = dict(
    zip(
        CHANGES,
        (
            "Indicators that appeared",
            "Indicators that disappeared",
            "Definitions that changed",
            "Values that were revised",
            "Values that only differ by rounding",
            "Values that are new",
            "Values that disappeared",
            "Targets that moved",
            "Verdicts that flipped",
            "Verdicts that could not be given before",
            "Verdicts that cannot be given",
        ),
        strict=True,
    )
)
LISTED = (
    "definition changed",
    "value revised",
    "value disappeared",
    "target moved",
    "verdict flipped",
    "verdict reached",
    "verdict lost",
    "indicator disappeared",
)
COUNTED = ("value rounded otherwise", "value appeared", "value disappeared")
MOST_MORE = 6  # decimals
NUMERIC = ("value revised", "target moved")


def lead(found: pd.DataFrame, before: str, after: str, language: str) -> Text:
    """How much changed, in one sentence."""
    if found.empty:
        return Text(say("Nothing changed from {a} to {b}.", language, a=before, b=after))
    count = found["change"].value_counts()
    return Text(
        say(
            "From {a} to {b}: values revised {revised}, new {new}, gone {gone}; verdicts that "
            "flipped {flipped}, given for the first time {reached}; definitions changed {defined}; "
            "targets moved {targets}.",
            language,
            a=before,
            b=after,
            revised=number(count.get("value revised", 0), language),
            new=number(count.get("value appeared", 0), language),
            gone=number(count.get("value disappeared", 0), language),
            flipped=number(count.get("verdict flipped", 0), language),
            reached=number(count.get("verdict reached", 0), language),
            defined=number(count.get("definition changed", 0), language),
            targets=number(count.get("target moved", 0), language),
        )
    )


def grids(found: pd.DataFrame, names: Mapping[str, str], language: str) -> list[Grid]:
    """One grid for each kind of change that there is; what is merely new is counted, not listed."""
    shown = []
    for change in CHANGES:
        mine = found[found["change"] == change]
        if mine.empty:
            continue
        rows = (
            _counted(mine, language)
            if change in COUNTED
            else [_row(row, names, language) for row in mine.to_dict("records")]
        )
        frame = pd.DataFrame(rows)
        frame = frame.loc[:, (frame != "–").any(axis=0)]
        numeric = [say(w, language) for w in ("before", "after")] if change in NUMERIC else []
        shown.append(Grid(frame, say(HEADINGS[change], language), numeric))
    return shown


def _row(row: dict, names: Mapping[str, str], language: str) -> dict[str, str]:
    """One change in words."""
    is_verdict = row["change"].startswith("verdict")  # then a reason stands in place of a source
    was, now = ("because, before", "because, now") if is_verdict else ("from", "now")
    place = "–" if pd.isna(row["area"]) else names.get(row["area"], row["area"])
    return {
        say("indicator", language): _name(row["indicator"], language),
        say("place", language): place,
        say("period", language): "–" if pd.isna(row["period"]) else str(int(row["period"])),
        say("before", language): _shown(row, "before", language),
        say("after", language): _shown(row, "after", language),
        say("cause", language): say(row["cause"], language),
        say(was, language): _text(row["source_before"]),
        say(now, language): _text(row["source_after"]),
    }


def _shown(row: dict, side: str, language: str) -> str:
    """A value with its unit, a verdict in words, or whatever text stands there."""
    text = _text(row[side])
    if row["change"].startswith("verdict"):
        return verdict_words(text, language)
    if text == "–" or _text(row["unit"]) not in UNITS:
        return text
    return quantity(float(text), row["unit"], language, _decimals(row))


def _decimals(row: dict) -> int:
    """As many as the unit has, or as many more as it takes to see what changed."""
    usual = UNITS[row["unit"]].decimals
    sides = [row["before"], row["after"]]
    if any(_text(side) == "–" for side in sides):
        return usual
    for decimals in range(usual, usual + MOST_MORE):
        if len({number(float(side), "en", decimals) for side in sides}) > 1:
            return decimals
    return usual + MOST_MORE


def _counted(mine: pd.DataFrame, language: str) -> list[dict[str, str]]:
    """How many values of each indicator came or went, and of which years."""
    rows = []
    for key, group in mine.groupby("indicator", sort=False):
        first, last = int(group["period"].min()), int(group["period"].max())
        rows.append(
            {
                say("indicator", language): _name(key, language),
                say("values", language): number(len(group), language),
                say("places", language): number(group["area"].nunique(), language),
                say("period", language): f"{first}–{last}" if first != last else str(first),
                say("cause", language): ", ".join(
                    say(cause, language) for cause in sorted(group["cause"].unique())
                ),
            }
        )
    return rows


def changelog(found: pd.DataFrame, names: Mapping[str, str]) -> Iterable[str]:
    """The figures and verdicts that are not what they were, as lines of Markdown."""
    for row in found[found["change"].isin(LISTED)].to_dict("records"):
        words = _row(row, names, "en")
        where = " ".join(words[key] for key in ("place", "period") if words[key] != "–")
        what = f"{words['indicator']}, {where}" if where else words["indicator"]
        if row["change"].startswith("verdict"):
            what = f"Verdict on {what}"
        source = _text(row["source_after"])
        because = row["cause"] if source == "–" else f"{row['cause']}; {source}"
        yield f"- {what}: {words['before']} → {words['after']} ({because.rstrip('.')})"


def _name(key: str, language: str) -> str:
    return INDICATORS[key].names[language] if key in INDICATORS else key


def _text(value: object) -> str:
    return "–" if pd.isna(value) or value == "" else str(value)
