"""Problem texts → faults, learned from what volunteers sorted; only counts leave this room."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from circular_metrics.clean.repair.counts import read_group_places
from circular_metrics.clean.repair.events import clean_events
from circular_metrics.clean.repair.texts import clean_text
from circular_metrics.codelists.repair import BELGIUM
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers import read_delimited
from circular_metrics.readers.ords import read_ords
from circular_metrics.schemas.repair_faults import FAULT_SCORES, REPAIR_FAULTS
from circular_metrics.sources.repair import (
    GROUP_PLACES,
    REPAIR_CONNECTS_2025_07,
    RESTART_PROJECT_2022_04,
)
from circular_metrics.sources.repair_quests import QUESTS
from circular_metrics.statistics.sorting import cross_validated, scores, sorter, sure_labels

BY_COUNTRY = {
    "nl": ("NLD", "BEL"),
    "de": ("DEU", "AUT", "CHE"),
    "fr": ("FRA",),
    "en": ("GBR", "USA", "CAN", "IRL", "AUS", "NZL"),
}
SPOKEN = {country: language for language, many in BY_COUNTRY.items() for country in many}
NO_FAULT = ("Unknown", "Poor data")
UNSURE, NO_TEXT = "unsure", "no text"
RECORDS = (REPAIR_CONNECTS_2025_07, RESTART_PROJECT_2022_04)
SHORTEST = 3  # letters


def _lessons(frame: pd.DataFrame) -> pd.DataFrame:
    """A quest's texts with their faults and language, by its column or else by the country."""
    language = frame["country"].map(SPOKEN).fillna("other")
    if "language" in frame:
        known = frame["language"].isin(list(BY_COUNTRY))
        language = frame["language"].where(known, "other")
    table = pd.DataFrame(
        {
            "text": frame["problem"].map(clean_text),
            "fault": frame["fault_type"].str.strip(),
            "language": language.astype("str"),
        }
    )
    return table[(table["text"] != "") & (table["fault"] != "")].reset_index(drop=True)


def clean_fault_scores(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """How well the classifier does on texts that it has not seen, by kind of item and language.

    Returns
    -------
    Cleaned
        ``fault_scores``: from five-fold cross-validation; ``language`` is ``all`` for all.
    """
    rows = []
    for category, source in QUESTS.items():
        lessons = _lessons(raw[source])
        found = cross_validated(lessons["text"], lessons["fault"])
        parts = [("all", lessons), *lessons.groupby("language")]
        for language, part in parts:
            result = scores(part["fault"], found.loc[part.index])
            rows.append(
                {"product_category": category, "language": language}
                | {name: round(value, 2) for name, value in result.items()}
            )
    table = pd.DataFrame(rows).astype({"n": "int64"})
    return Cleaned(table, pd.DataFrame(columns=["rule", "rows", "meaning"]))


def clean_repair_faults(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """What was wrong with the items of Belgian groups, as the classifier reads their texts.

    Returns
    -------
    Cleaned
        ``repair_faults``: counts by municipality, kind of item, outcome and fault; ``unsure``
        where the classifier abstains, ``no text`` where there is nothing to read.
    """
    items = pd.concat([_items(raw[source], source, raw[GROUP_PLACES]) for source in RECORDS])
    parts, unread = [], 0
    for category, source in QUESTS.items():
        mine = items[items["product_category"] == category].reset_index(drop=True)
        lessons = _lessons(raw[source])
        model = sorter().fit(lessons["text"].tolist(), lessons["fault"].tolist())
        readable = mine["text"].str.len() >= SHORTEST
        mine["fault"] = pd.Series(NO_TEXT, index=mine.index, dtype="str")
        if readable.any():
            chances = model.predict_proba(mine.loc[readable, "text"].tolist())
            labels = sure_labels(list(model.classes_), chances)
            read = pd.Series(labels, index=mine.index[readable], dtype="str")
            mine.loc[readable, "fault"] = read.replace(
                {"": UNSURE, **dict.fromkeys(NO_FAULT, UNSURE)}
            )
        unread += int((~readable).sum())
        parts.append(mine)
    key = ["area", "product_category", "status", "fault"]
    counts = pd.concat(parts).groupby(key, as_index=False, dropna=False).size()
    counts = counts.rename(columns={"size": "records"})
    log = pd.DataFrame(
        [("T6", unread, "record without a text to read a fault from: counted as such")],
        columns=["rule", "rows", "meaning"],
    )
    return Cleaned(counts[list(REPAIR_FAULTS.columns)], log)


def _items(raw: pd.DataFrame, source: Source, places: pd.DataFrame) -> pd.DataFrame:
    """The placed Belgian items of one release with their texts, for reading only."""
    events = clean_events(raw, source.filename).table
    text = raw.set_index("line")["problem"].reindex(events["line"]).reset_index(drop=True)
    kept = events[["provider", "group", "product_category", "status", "country"]].assign(text=text)
    kept = kept[kept["country"] == BELGIUM].merge(
        places[["provider", "group", "area"]], on=["provider", "group"], how="left", validate="m:1"
    )
    kept = kept[kept["area"].fillna("") != ""]
    return kept.assign(text=kept["text"].map(clean_text))


read_quest = partial(read_delimited, columns=("country", "fault_type", "problem"))
LESSONS = dict.fromkeys(QUESTS.values(), read_quest)

FAULT_SCORES_TABLE = Table(
    key="fault_scores",
    title="How well faults are read from texts that the classifier has not seen",
    licence="CC-BY-SA-4.0",
    schema=FAULT_SCORES,
    inputs=LESSONS,
    clean=clean_fault_scores,
    sort_by=("product_category", "language"),
)
REPAIR_FAULTS_TABLE = Table(
    key="repair_faults",
    title="Faults of items of Belgian groups, as a classifier reads them",
    licence="CC-BY-SA-4.0",
    schema=REPAIR_FAULTS,
    inputs={
        **LESSONS,
        GROUP_PLACES: read_group_places,
        **dict.fromkeys(RECORDS, read_ords),
    },
    clean=clean_repair_faults,
    sort_by=("area", "product_category", "status", "fault"),
)
