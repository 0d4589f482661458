"""Whose figures they are: sources, licences, caveats, for whatever observations are shown."""

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.model import Source
from circular_metrics.show import Grid, Text
from circular_metrics.sources import SOURCES
from circular_metrics.wording import say
from circular_metrics.wording.published import told

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

OURS = "circular_metrics"  # lists typed here are nobody's figures


def sources_of(observations: pd.DataFrame) -> list[Source]:
    """The published files behind some observations, in the order of their names."""
    pairs = set(zip(observations["source"], observations["vintage"], strict=True))
    return sorted({s for pair in pairs for s in files_of(*pair)}, key=lambda s: s.name)


@cache
def files_of(source: str, vintage: str) -> tuple[Source, ...]:
    """The published files that the two columns of one observation name, in that order."""
    pairs = zip(source.split(";"), vintage.split(";"), strict=False)
    names = sorted({f"{key}@{issue}" for key, issue in pairs} & SOURCES.keys())
    return tuple(SOURCES[name] for name in names)


def claims_of(observations: pd.DataFrame, edition: "Edition") -> pd.DataFrame:
    """The claims behind some observations, as rows of the table ``claims``."""
    claims = edition.table("claims")
    return claims[claims["claim"].isin(observations["source"].unique())].sort_values("claim")


def origin(row: pd.Series, edition: "Edition") -> str:
    """Source and vintage of one observation, the way they are cited: ``key@vintage``."""
    if row["status"] == "claimed":
        return f"{row['source']} ({row['vintage']})"
    keys, vintages = row["source"].split(";"), row["vintage"].split(";")
    return ", ".join(f"{k}@{v}" for k, v in zip(keys, vintages, strict=False))


def told_by(row: pd.Series, edition: "Edition") -> str:
    """Who gives one observation, for reading: publishers, or the title of a page.

    Key and vintage of each source open with the figure; see ``origin``.
    """
    keys, vintages = row["source"].split(";"), row["vintage"].split(";")
    titles = edition.titles_of_claims
    files = [f"{k}@{v}" for k, v in zip(keys, vintages, strict=False)]
    publishers = [SOURCES[name].publisher for name in files if name in SOURCES]
    others = [one for one in publishers if one != OURS]
    said = [titles[key] for key in keys if key in titles] + (others or publishers)
    return "; ".join(dict.fromkeys(said)) or origin(row, edition)


def caveats(observations: pd.DataFrame, edition: "Edition") -> Text:
    """Every caveat of every source used, and the breaks that are declared for its series.

    Files that share all their caveats are one item, under all their titles.
    """
    language = edition.language
    of: dict[tuple[str, ...], list[Source]] = {}
    for source in sources_of(observations):
        if source.caveats:
            of.setdefault(source.caveats, []).append(source)
    lines = []
    for said, sources in of.items():
        titles = "; ".join(dict.fromkeys(told(s.title, language) for s in sources))
        names = ", ".join(s.name for s in sources)
        lines.append(f"- **{titles}** ({names}): {' '.join(told(c, language) for c in said)}")
    breaks = edition.breaks[edition.breaks["series"].isin(observations["indicator"].unique())]
    here = breaks["area"].isna() | breaks["area"].isin(edition.areas)
    for row in breaks[here].drop_duplicates(["year", f"reason_{language}"]).itertuples():
        lines.append(f"- **{row.year}**: {getattr(row, f'reason_{language}')}")
    if (observations["status"] == "claimed").any():
        lines.append(
            "- " + say("A claim is what a page states; nobody here has checked it.", language)
        )
    return Text("\n".join(lines))


def credits_of(observations: pd.DataFrame, edition: "Edition") -> Grid:
    """Publisher, licence, vintage and retrieval of each source; title and address of each claim."""
    language = edition.language
    words = [
        say(w, language) for w in ("publisher", "title", "vintage", "licence", "retrieved", "page")
    ]
    rows = [
        (
            s.publisher,
            told(s.title, language),
            s.vintage,
            told(s.licence, language),
            s.retrieved.isoformat(),
            s.landing_page,
        )
        for s in sources_of(observations)
    ]
    rows += [
        (
            say("claim", language),
            edition.titles_of_claims[c.claim],
            c.dated if pd.notna(c.dated) else "–",
            "–",
            "–",
            c.address,
        )
        for c in claims_of(observations, edition)
        .drop_duplicates(["title", "dated", "address"])
        .itertuples()
    ]
    return Grid(pd.DataFrame(rows, columns=words), say("Sources", language))
