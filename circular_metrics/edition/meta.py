"""Meta-indicators: how well each objective is measured, and on what its targets rest."""

import re
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.model import MEASURED, Target
from circular_metrics.show import Grid
from circular_metrics.statistics.trend import MINIMUM_POINTS
from circular_metrics.wording import NONE, number, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition
    from circular_metrics.edition.page import ObjectivePage

# What a target's document must be called to count as law or as a plan that a government adopted.
LEGAL = re.compile(r"\b(Directive|Regulation|Decision|Decree)\b|\(Flemish Government", re.I)


def has_legal_source(target: Target) -> bool:
    """Whether a target stands in a law, or in a plan that a government adopted.

    A pact, a city's own intention and a statement on a page do not count.
    """
    return bool(LEGAL.search(target.document))


def evidence_coverage(page: "ObjectivePage") -> tuple[int, int]:
    """How many of an objective's indicators have five or more measured years for the city."""
    rows = page.own
    rows = rows[rows["status"].isin(MEASURED) & rows["value"].notna() & rows["preferred"]]
    points = rows.groupby("indicator")["period"].nunique()
    return int((points >= MINIMUM_POINTS).sum()), len(page.indicators)


def newest_datum(page: "ObjectivePage") -> int | None:
    """The year of the newest measured figure for the city, plans left out."""
    rows = page.own
    rows = rows[rows["status"].isin(MEASURED) & rows["value"].notna()]
    return None if rows.empty else int(rows["period"].max())


def meta_table(edition: "Edition") -> pd.DataFrame:
    """The meta-indicators per objective, as numbers.

    Returns
    -------
    DataFrame
        ``objective``, ``covered`` of ``listed`` indicators with five measured years,
        ``targets`` and how many have a ``legal`` source, ``newest`` year and its ``age``.
    """
    rows = []
    for page in edition.objectives:
        covered, listed = evidence_coverage(page)
        listed_targets = [
            t for t in edition.city.targets if t.indicator in page.objective.indicators
        ]
        newest = newest_datum(page)
        rows.append(
            {
                "objective": page.objective.key,
                "covered": covered,
                "listed": listed,
                "targets": len(listed_targets),
                "legal": sum(map(has_legal_source, listed_targets)),
                "newest": newest,
                "age": None if newest is None else edition.year - newest,
            }
        )
    return pd.DataFrame(rows)


def meta_indicators(edition: "Edition") -> Grid:
    """The meta-indicators in words."""
    language = edition.language
    rows = []
    for page, row in zip(edition.objectives, meta_table(edition).itertuples(), strict=True):
        rows.append(
            {
                say("objective", language): page.title,
                say("five measured years", language): _share(row.covered, row.listed, language),
                say("targets with a legal source", language): _share(
                    row.legal, row.targets, language
                ),
                say("newest measured year", language): NONE
                if pd.isna(row.newest)
                else str(int(row.newest)),
                say("age in years", language): NONE if pd.isna(row.age) else str(int(row.age)),
            }
        )
    caption = say("How well each objective is measured for the city", language)
    return Grid(pd.DataFrame(rows), caption, list(rows[0])[1:])


def _share(part: int, whole: int, language: str) -> str:
    if not whole:
        return NONE
    share = number(100 * part / whole, language)
    return say("{part} of {whole} ({share} %)", language, part=part, whole=whole, share=share)
