"""Where one figure comes from, for whoever opens it on a page."""

import hashlib
import inspect
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import store
from circular_metrics.edition.credits import files_of, origin
from circular_metrics.indicators import INDICATORS
from circular_metrics.wording import interval, quantity, say
from circular_metrics.wording.published import told

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

DELIVERY = "delivery_of_the_city_"  # and then the file in which it is kept
KEY = ("indicator", "area", "period", "scope", "source", "vintage", "value")


def key_of(row: Mapping[str, object]) -> str:
    """A short name of one observation that is the same in every run and language."""
    text = "|".join(repr(float(row[k])) if k == "value" else str(row[k]) for k in KEY)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Behind(Mapping):
    """What stands behind each figure of an edition, by its key; worded when it is asked for."""

    def __init__(self, edition: "Edition"):
        """Only the keys are computed here."""
        self.edition = edition
        columns = (edition.observations[name] for name in KEY)
        rows = (dict(zip(KEY, values, strict=True)) for values in zip(*columns, strict=True))
        self.places = {key_of(row): place for place, row in enumerate(rows)}

    def __getitem__(self, key: str) -> list[tuple[str, str]]:
        """Heading and text, in the order in which one asks; see ``provenance``."""
        return provenance(self.edition.observations.iloc[self.places[key]], self.edition)

    def __contains__(self, key: object) -> bool:
        """Whether there is such a figure; nothing is worded for the answer."""
        return key in self.places

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order of the observations."""
        return iter(self.places)

    def __len__(self) -> int:
        """How many figures."""
        return len(self.places)


def provenance(row: pd.Series, edition: "Edition") -> list[tuple[str, str]]:
    """What stands behind one figure: heading and text, in the order in which one asks.

    Indicator, formula (as the package documents it), value with interval, status,
    scope, processed table and row, source and vintage, published file with its sha256, caveats.
    """
    language = edition.language
    indicator = INDICATORS[row["indicator"]]
    known = interval(row["low"], row["high"], row["unit"], language)
    if known == "–":
        known = (indicator.no_interval or {}).get(language) or say("none known", language)
    else:
        known += f" ({say(row['interval'], language)})"
    name = edition.names.get(row["area"], row["area"])
    rows = [
        (say("indicator", language), f"{indicator.names[language]} ({indicator.key})"),
        (say("formula", language), told(formula(indicator.key), language)),
        (
            say("value", language),
            f"{quantity(row['value'], row['unit'], language)} ({row['period']})",
        ),
        (say("interval", language), known),
        (say("status", language), say(row["status"], language)),
        (say("scope", language), told(row["scope"], language)),
        (
            say("table and row", language),
            _tables(row, edition) + f": {name} ({row['area']}), {row['period']}",
        ),
        (say("source", language), origin(row, edition)),
    ]
    if row["note"]:
        rows.append((say("note", language), told(row["note"], language)))
    if row["status"] == "claimed":
        rows += _claim(row, edition)
    for source in files_of(row["source"], row["vintage"]):
        rows.append((say("file", language), f"{source.published}, sha256 {source.sha256}"))
        rows += [(say("caveat", language), told(caveat, language)) for caveat in source.caveats]
    return rows


def _tables(row: pd.Series, edition: "Edition") -> str:
    """The files that a figure was computed from."""
    indicator = INDICATORS[row["indicator"]]
    if row["status"] == "delivered":
        return f"data/delivered/{edition.city.key}/{row['source'].removeprefix(DELIVERY)}.csv"
    return ", ".join(f"data/processed/{t}.csv" for t in indicator.tables)


def formula(key: str) -> str:
    """The first two paragraphs of the words that define an indicator, on one line."""
    document = inspect.getdoc(INDICATORS[key].compute).partition("\n\nParameters\n")[0]
    return " ".join(document.replace("``", "").split())


def _claim(row: pd.Series, edition: "Edition") -> list[tuple[str, str]]:
    """The page that states a claimed figure."""
    claims = edition.table("claims").set_index("claim")
    found = [key for key in row["source"].split(";") if key in claims.index]
    rows = [
        (
            say("page", edition.language),
            f"{edition.titles_of_claims[key]}, {claims.loc[key, 'address']}",
        )
        for key in found
    ]
    kept = store.read_provenance("claims", edition.data)["sha256"]
    return [*rows, (say("file", edition.language), f"data/processed/claims.csv, sha256 {kept}")]
