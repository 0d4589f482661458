"""The tables of an objective's page: its newest figures, all of its figures, its verdicts."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import assess
from circular_metrics.edition.credits import origin
from circular_metrics.edition.provenance import formula, key_of, provenance
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Indicator
from circular_metrics.show import Cited, Grid
from circular_metrics.wording import interval, quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition
    from circular_metrics.edition.page import ObjectivePage


def summary(page: "ObjectivePage") -> Grid:
    """Each indicator's newest figure for the city, with its interval, level and source."""
    language = page.edition.language
    return Grid(
        pd.DataFrame([_summary_row(i, page) for i in page.indicators], dtype=object),
        say("The newest figure of each indicator", language),
        numeric=[say("value", language), say("interval", language)],
    )


def _summary_row(indicator: Indicator, page: "ObjectivePage") -> dict[str, str]:
    language = page.edition.language
    row = page.latest(indicator.key)
    words = {
        say("indicator", language): indicator.names[language],
        say("level", language): say(indicator.level, language),
    }
    if row is not None:
        return words | cells(row, indicator, page.edition)
    absent = say("no figure for {city}", language, city=page.edition.city.name)
    if not indicator.tables:
        absent = say("input needed", language)
    return words | {
        say("period", language): "–",
        say("value", language): absent,
        say("interval", language): "–",
        say("status", language): "–",
        say("source", language): "–",
    }


def figures(page: "ObjectivePage") -> Grid:
    """All observations of the city itself, each with its source and vintage.

    Why a figure has no interval opens with it; the table only says that none is known.
    """
    language = page.edition.language
    rows = [
        {say("indicator", language): INDICATORS[row["indicator"]].names[language]}
        | cells(row, None, page.edition)
        for _, row in page.own.iterrows()
    ]
    return Grid(
        pd.DataFrame(rows, dtype=object),
        say("All figures for {city}", language, city=page.edition.city.name),
        [say("value", language), say("interval", language)],
    )


def behind(page: "ObjectivePage", indicator: Indicator) -> Grid:
    """What stands behind the city's newest figure of one indicator; without one, its formula."""
    language = page.edition.language
    row = page.latest(indicator.key)
    if row is None:
        known = [(say("formula", language), formula(indicator.key))]
    else:
        known = provenance(row, page.edition)
    return Grid(
        pd.DataFrame(known, columns=[say("what", language), say("stands behind it", language)]),
        indicator.names[language],
    )


def verdicts(page: "ObjectivePage") -> Grid:
    """Each indicator's trend since its last break, and where it stands against a target."""
    language = page.edition.language
    rows = []
    for indicator in page.indicators:
        found = assess.trend(page.own, indicator, page.edition.breaks)
        rows.append(
            {
                say("indicator", language): indicator.names[language],
                say("trend", language): say(found.verdict.replace("_", " "), language),
                say("because", language): found.words(language),
            }
            | _against_target(indicator, page)
        )
    return Grid(pd.DataFrame(rows), say("Trends and targets", language))


def _against_target(indicator: Indicator, page: "ObjectivePage") -> dict[str, str]:
    language, breaks = page.edition.language, page.edition.breaks
    found = [assess.against_target(page.own, t, breaks) for t in page.targets(indicator.key)]
    verdict = "; ".join(dict.fromkeys(say(f.verdict.replace("_", " "), language) for f in found))
    reason = "; ".join(dict.fromkeys(f.words(language) for f in found))
    return {
        say("against the target", language): verdict or "–",
        say("reason", language): reason or "–",
    }


def cells(row: pd.Series, reasons: Indicator | None, edition: "Edition") -> dict[str, object]:
    """One observation in words; where no interval is known, why not as ``reasons`` says."""
    language = edition.language
    known = interval(row["low"], row["high"], row["unit"], language)
    if known == "–":
        why = reasons.no_interval if reasons else None
        known = (why or {}).get(language) or say("none known", language)
    period = str(row["period"])
    if not row["is_complete"]:
        period += f" ({say('incomplete', language)})"
    status = say(row["status"], language)
    if not row["preferred"]:
        status += f" ({say('contradicted', language)})"
    return {
        say("period", language): period,
        say("value", language): Cited(quantity(row["value"], row["unit"], language), key_of(row)),
        say("interval", language): known,
        say("status", language): status,
        say("source", language): origin(row, edition),
    }
