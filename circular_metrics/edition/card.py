"""An objective on the front page: verdict, evidence, one figure, its course, what was found."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.edition.meta import newest_datum
from circular_metrics.indicators import INDICATORS
from circular_metrics.wording import quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

WIDTH, HEIGHT, EDGE = 220, 44, 4
GRAVEST = {"high": 0, "medium": 1, "low": 2}
SHOWN = 2


def card(page: "ObjectivePage", cells: dict[str, object], known: str) -> dict[str, object]:
    """What the front page says; ``cells`` is the headline indicator's newest figure in words.

    ``known`` is its interval and status in one line.
    """
    language = page.edition.language
    indicator = INDICATORS[page.objective.headline]
    found = page.guard
    newest = newest_datum(page)
    value = cells.get(say("value", language), say("no figure", language))
    return {
        "file": f"{page.objective.notebook}.html",
        "place": say("objective {n}", language, n=page.objective.key.removeprefix("so")),
        "title": page.title,
        "question": page.objective.questions[language],
        "state": found.verdict.replace(" ", "_"),
        "verdict": found.verdict_words(language),
        "state_words": page.evidence_words(),
        "value": value,
        "observation": getattr(value, "key", ""),
        "measure": indicator.names[language],
        "details": f"{cells[say('period', language)]}; {known}" if cells else "–",
        "course": sparkline(page),
        "pyramid": [
            {
                "level": say(level, language),
                "measured": found.pyramid.get(level, 0),
                "unmeasured": found.unmeasured.get(level, 0),
            }
            for level in found.pyramid
        ],
        "ground": _ground(found.context, language),
        "newest": say("newest measured figure: {year}", language, year=newest or "–"),
        "findings": _findings(page),
    }


def _ground(context: int, language: str) -> str:
    """What is measured of the setting, which is no step of the pyramid."""
    if not context:
        return ""
    words = say("{n} measured: the setting, no evidence", language, n=context)
    return f"{say('driver', language)}: {words}"


def _findings(page: "ObjectivePage") -> dict[str, object]:
    """The gravest findings, and how many more there are."""
    language = page.edition.language
    order = sorted(page.guard.findings, key=lambda f: GRAVEST.get(f.severity, 3))
    return {
        "listed": [f"{f.rule} · {f.words(language)}" for f in order[:SHOWN]],
        "more": say("and {n} more", language, n=len(order) - SHOWN) if len(order) > SHOWN else "",
    }


def sparkline(page: "ObjectivePage") -> dict[str, object] | None:
    """The headline's course for the city: an SVG line, the band of its intervals, and words.

    Only complete, preferred values of the newest scope; nothing below three of them. Claims, and
    years with a gap between them, are dots without a line: nobody knows what lies between.
    """
    key = page.objective.headline
    rows = page.own[(page.own["indicator"] == key) & page.own["preferred"]]
    rows = rows[rows["is_complete"] & rows["value"].notna()].sort_values("period")
    if rows.empty:
        return None
    rows = rows[rows["scope"] == rows["scope"].iloc[-1]]
    if len(rows) < 3:
        return None
    is_course = (rows["status"] != "claimed").all() and rows["period"].diff().max() == 1
    words = _words(rows.iloc[[0, -1]] if is_course else rows, page.edition.language)
    return _shapes(rows, is_course) | {"words": (" → " if is_course else "; ").join(words)}


def _shapes(rows: pd.DataFrame, is_course: bool) -> dict[str, object]:
    """The line, its ends, the band where intervals are known, and zero: a small change is small."""
    first, last = rows["period"].min(), rows["period"].max()
    known = rows[rows["low"].notna() & rows["high"].notna()]
    top = max(rows["value"].max(), known["high"].max() if len(known) else 0, 0)
    bottom = min(rows["value"].min(), 0)
    scale = (top - bottom) or 1

    def places(periods: pd.Series, values: pd.Series) -> list[tuple[str, str]]:
        across = EDGE + (periods - first) / (last - first) * (WIDTH - 2 * EDGE)
        up = HEIGHT - EDGE - (values - bottom) / scale * (HEIGHT - 2 * EDGE)
        return [(f"{x:.1f}", f"{y:.1f}") for x, y in zip(across, up, strict=True)]

    line = places(rows["period"], rows["value"])
    below, above = (places(known["period"], known[side]) for side in ("low", "high"))
    return {
        "points": _joined(line) if is_course else "",
        "ends": [line[0], line[-1]] if is_course else line,
        "band": _joined([*above, *reversed(below)]) if len(known) > 1 else "",
        "zero": places(rows["period"].iloc[:1], pd.Series([0.0]))[0][1],
    }


def _joined(places: list[tuple[str, str]]) -> str:
    """Points as SVG writes them."""
    return " ".join(f"{x},{y}" for x, y in places)


def _words(rows: pd.DataFrame, language: str) -> list[str]:
    """Years and values for someone who cannot see them."""
    return [f"{row.period}: {quantity(row.value, row.unit, language)}" for row in rows.itertuples()]
