"""The tables of an objective's page: its newest figures, all of its figures, its verdicts."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import assess
from circular_metrics.edition.credits import told_by
from circular_metrics.edition.provenance import key_of
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Indicator
from circular_metrics.observations import PLAN
from circular_metrics.show import Cited, Grid, Run
from circular_metrics.units import unit
from circular_metrics.wording import interval, number, quantity, say
from circular_metrics.wording.published import told

if TYPE_CHECKING:
    from circular_metrics.edition import Edition
    from circular_metrics.edition.page import ObjectivePage


def summary(page: "ObjectivePage") -> Grid:
    """Each indicator's newest figure for the city, with its interval, level and source.

    Indicators without one are named below the table, so that a gap stays a gap. Why a figure has
    no interval opens with it; the table only says that none is known.
    """
    language = page.edition.language
    newest = [(indicator, page.latest(indicator.key)) for indicator in page.indicators]
    rows = [
        {
            say("indicator", language): indicator.names[language],
            say("level", language): say(indicator.level, language),
        }
        | cells(row, None, page.edition)
        for indicator, row in newest
        if row is not None
    ]
    return Grid(
        pd.DataFrame(rows, dtype=object),
        say("The newest figure of each indicator", language),
        numeric=[say("value", language)],
        note=_without([indicator for indicator, row in newest if row is None], page),
    )


def _without(indicators: list[Indicator], page: "ObjectivePage") -> str:
    """What has no figure for the city, apart what the city alone can supply."""
    language = page.edition.language
    said = []
    for message, wanted in (
        ("No figure for {city}: {names}.", [i for i in indicators if i.tables]),
        ("Only {city} can supply: {names}.", [i for i in indicators if not i.tables]),
    ):
        if wanted:
            names = "; ".join(i.names[language] for i in wanted)
            said.append(say(message, language, city=page.edition.city.name, names=names))
    return " ".join(said)


FIGURE = re.compile(r"-?\d")  # how an interval begins; a reason why there is none does not
SERIES = ["indicator", "scope", "status", "preferred", "unit"]


def figures(page: "ObjectivePage") -> Grid:
    """All observations of the city itself, a row for each series, each figure with its year.

    Interval, source, vintage and file open with each figure.
    """
    language = page.edition.language
    several = page.own.groupby("indicator")["scope"].nunique()
    rows = []
    for (key, scope, _, _, unit_key), group in page.own.groupby(SERIES, sort=False):
        name = INDICATORS[key].names[language]
        if several[key] > 1:
            name = f"{name}: {told(scope, language)}"
        givers = dict.fromkeys(told_by(row, page.edition) for _, row in group.iterrows())
        rows.append(
            {
                say("indicator", language): name,
                say("unit", language): unit(unit_key).label(language),
                say("figures", language): _run(group, language),
                say("status", language): status_words(group.iloc[0], language),
                say("source", language): "; ".join(givers),
            }
        )
    caption = say("All figures for {city}", language, city=page.edition.city.name)
    return Grid(pd.DataFrame(rows, dtype=object), caption)


def _run(rows: pd.DataFrame, language: str) -> Run:
    """The figures of one series, each behind its year."""
    return Run(
        tuple(
            (
                _period(row, language),
                Cited(number(row["value"], language, unit(row["unit"]).decimals), key_of(row)),
            )
            for _, row in rows.sort_values("period", kind="stable").iterrows()
        )
    )


def verdicts(page: "ObjectivePage") -> Grid:
    """Each indicator's trend since its last break, and where it stands against a target.

    An indicator without a value and without a target is named below the table.
    """
    language = page.edition.language
    rows, without = [], []
    for indicator in page.indicators:
        mine = page.own[page.own["indicator"] == indicator.key]
        if not mine["value"].notna().any() and not page.targets(indicator.key):
            without.append(indicator.names[language])
            continue
        found = assess.trend(page.own, indicator, page.edition.breaks)
        rows.append(
            {
                say("indicator", language): indicator.names[language],
                say("trend", language): found.verdict_words(language),
                say("because", language): found.words(language),
            }
            | _against_target(indicator, page)
        )
    note = "No value, and so no trend: {names}."
    return Grid(
        pd.DataFrame(rows),
        say("Trends and targets", language),
        note=say(note, language, names="; ".join(without)) if without else "",
    )


def _against_target(indicator: Indicator, page: "ObjectivePage") -> dict[str, str]:
    language, breaks = page.edition.language, page.edition.breaks
    found = [assess.against_target(page.own, t, breaks) for t in page.targets(indicator.key)]
    verdict = "; ".join(dict.fromkeys(f.verdict_words(language) for f in found))
    reason = "; ".join(dict.fromkeys(f.words(language) for f in found))
    return {
        say("against the target", language): verdict or "–",
        say("reason", language): reason or "–",
    }


def cells(row: pd.Series, reasons: Indicator | None, edition: "Edition") -> dict[str, object]:
    """One observation in words; where no interval is known, why not as ``reasons`` says.

    The year of a planned amount says that it is one.
    """
    language = edition.language
    period = _period(row, language)
    if row["scope"].startswith(PLAN):
        period += f" ({say('plan', language)})"
    known = interval(row["low"], row["high"], row["unit"], language)
    if known == "–":
        why = reasons.no_interval if reasons else None
        known = (why or {}).get(language) or say("none known", language)
    return {
        say("period", language): period,
        say("value", language): Cited(quantity(row["value"], row["unit"], language), key_of(row)),
        say("interval", language): known,
        say("status", language): status_words(row, language),
        say("source", language): told_by(row, edition),
    }


def details(shown: Mapping[str, object], language: str) -> str:
    """Interval, or why none is known, and status of an observation in ``cells``, on one line."""
    known = str(shown[say("interval", language)])
    if FIGURE.match(known):
        known = say("interval: {interval}", language, interval=known)
    return f"{known}; {shown[say('status', language)]}"


def _period(row: pd.Series, language: str) -> str:
    """The year, and whether it is whole."""
    period = str(row["period"])
    return period if row["is_complete"] else f"{period} ({say('incomplete', language)})"


def status_words(row: pd.Series, language: str) -> str:
    """How the figure is known, and whether another contradicts it."""
    words = say(row["status"], language)
    return words if row["preferred"] else f"{words} ({say('contradicted', language)})"
