"""The report's pages that no notebook stands behind: methods, data, conflicts, what changed."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from circular_metrics.clean import TABLES
from circular_metrics.edition import Edition, editions
from circular_metrics.edition.changes import changes
from circular_metrics.edition.changes_shown import grids, lead
from circular_metrics.edition.conflicts import conflict_register
from circular_metrics.edition.credits import caveats, credits_of, sources_of
from circular_metrics.edition.provenance import formula
from circular_metrics.indicators import INDICATORS
from circular_metrics.report.pages import write_sections
from circular_metrics.show import Grid, Text
from circular_metrics.store import csv_bytes
from circular_metrics.units import unit
from circular_metrics.wording import say
from circular_metrics.wording.published import told

TITLES = {
    "methods": "How each figure is made",
    "data": "Data and licences",
    "conflicts": "Sources that contradict each other",
    "changes": "What changed since the edition before",
}


def links(edition: Edition) -> list[dict[str, str]]:
    """The further pages for the foot of every page."""
    return [
        {"name": name, "file": f"{name}.html", "title": say(title, edition.language)}
        for name, title in TITLES.items()
        if name != "changes" or earlier(edition) is not None
    ]


def earlier(edition: Edition) -> int | None:
    """The edition before this one, if there is one."""
    return max((year for year in editions() if year < edition.year), default=None)


def write_further(folder: Path, edition: Edition, frame: Mapping[str, object]) -> None:
    """Write them all into one language's folder."""
    shown: dict[str, list[Text | Grid]] = {
        "methods": [methods(edition)],
        "data": data_page(edition),
        "conflicts": [conflict_register(edition)],
    }
    downloads: dict[str, list[tuple[str, str]]] = {}
    before = earlier(edition)
    if before is not None:
        both = edition.of_year(before).stated, edition.stated
        found = changes(*both)
        top = folder / str(frame["up"])
        (top / "changes.csv").write_bytes(csv_bytes(found))
        sentence = lead(found, str(before), str(edition.year), edition.language)
        told_in = changes(*both, edition.language)
        shown["changes"] = [sentence, *grids(told_in, edition.names, edition.language)]
        downloads["changes"] = [(f"{frame['up']}changes.csv", say("All changes", edition.language))]
    for name, parts in shown.items():
        title = say(TITLES[name], edition.language)
        around = {**frame, "page_name": name}
        path = folder / f"{name}.html"
        write_sections(path, edition.language, title, parts, around, downloads.get(name, ()))


def methods(edition: Edition) -> Grid:
    """Each indicator that the city lists: level, unit, formula, reference."""
    language = edition.language
    listed = dict.fromkeys(key for o in edition.city.objectives for key in o.indicators)
    rows = [
        {
            say("indicator", language): i.names[language],
            say("level", language): say(i.level, language),
            say("unit", language): unit(i.unit).label(language),
            say("formula", language): told(formula(i.key), language),
            say("source", language): told(i.reference, language),
        }
        for i in (INDICATORS[key] for key in listed)
    ]
    caption = say("Formulas, as the package documents them", language)
    return Grid(pd.DataFrame(rows), caption, ids=list(listed))


def data_page(edition: Edition) -> list[Text | Grid]:
    """Every source with licence, coverage and hash; the tables made from them; every caveat."""
    language = edition.language
    made = {source.name: source for table in TABLES.values() for source in table.sources}
    made |= {source.name: source for source in sources_of(edition.observations)}
    known = [made[name] for name in sorted(made)]
    rows = [
        {
            say("source", language): source.name,
            say("title", language): told(source.title, language),
            say("covers", language): told(source.coverage, language),
            say("licence", language): told(source.licence, language),
            "sha256": source.sha256,
        }
        for source in known
    ]
    return [
        credits_of(edition.observations, edition),
        Grid(
            pd.DataFrame(rows),
            say("The published files", language),
            ids=[source.name for source in known],
        ),
        edition.rows,
        caveats(edition.observations, edition),
    ]
