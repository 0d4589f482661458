"""What the page on repair shows of its records: whose they are, what they mean, where they stop."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.charts.plate import noted
from circular_metrics.codelists.repair_coding import codings
from circular_metrics.indicators import repair_groups as groups
from circular_metrics.indicators.repair import newest_counts
from circular_metrics.indicators.repair_coding import coding_register
from circular_metrics.model import Indicator
from circular_metrics.show import Grid, Text
from circular_metrics.wording import number, say

if TYPE_CHECKING:
    from circular_metrics.edition.page import ObjectivePage

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def newest_note(page: "ObjectivePage", indicators: Sequence[Indicator]) -> str:
    """What a picture of repair records says of their end; nothing for any other."""
    if all("repair_counts" in i.tables for i in indicators) and not page.repair.mine.empty:
        return page.repair.until
    return ""


CHANGES = {
    "same": "same",
    "edited": "edited",
    "recoded": "recoded",
    "added": "added",
    "removed": "removed",
    "set_aside": "set aside",
}


class RepairRecords:
    """The records of one city's groups."""

    def __init__(self, page: "ObjectivePage"):
        """Look at the page's edition."""
        self.page = page
        self.edition = page.edition
        self.language = page.edition.language
        self.codes = list(page.edition.city.codes)
        self.city = page.edition.city.name

    def _say(self, message: str, **values: object) -> str:
        return say(message, self.language, **values)

    def _share(self, value: float, decimals: int = 0) -> str:
        return number(100 * value, self.language, decimals) + "\u00a0%"

    def _month(self, text: str) -> str:
        """``2023-02`` in words."""
        name = MONTHS[self.language].split()[int(text[5:7]) - 1]
        return f"{name} {text[:4]}"

    @cached_property
    def counts(self) -> pd.DataFrame:
        """The monthly counts of the pinned releases."""
        return self.edition.table("repair_counts")

    @cached_property
    def mine(self) -> pd.DataFrame:
        """The city's own records."""
        return groups.place_records(self.counts, self.codes)

    def _none(self) -> Text:
        return Text(self._say("No repair record names a group of {city}.", city=self.city))

    # ---- where the data stop ----

    @property
    def dateline(self) -> Text:
        """The first line: how old the newest record is, in a release of when."""
        if self.mine.empty:
            return self._none()
        newest = str(self.mine["month"].max())
        release = str(self.mine.loc[self.mine["month"] == newest, "vintage"].max())
        words = self._say(
            "The newest repair record of {city} is of {month}, in a release of {release}.",
            city=self.city,
            month=self._month(newest),
            release=self._month(release),
        )
        if (int(release[:4]) - int(newest[:4])) * 12 + int(release[5:]) - int(newest[5:]) > 12:
            words += " " + self._say(
                "The source is frozen: what came after is not in the data, which says nothing "
                "about repairs."
            )
        return Text(f"> **{words}**")

    @property
    def until(self) -> str:
        """What stands on every figure: the newest record's month."""
        newest = str(self.mine["month"].max())
        return self._say("records up to {month}", month=self._month(newest))

    def _dated(self, title: str) -> str:
        """A title with the newest record's month, where the city has a record."""
        return noted(title, "" if self.mine.empty else self.until)

    @property
    def releases(self) -> Grid:
        """What each release changed against the one before, by content."""
        table = self.edition.table("release_changes")
        own = table[table["source"].isin(self.mine["source"].unique())]
        shown = own if not own.empty else table
        kinds = {kind: self._say(words) for kind, words in CHANGES.items()}
        rows = [
            {
                self._say("older release"): row["older"],
                self._say("newer release"): row["newer"],
                **{words: number(row[kind], self.language) for kind, words in kinds.items()},
                self._say("newest record"): self._month(row["newest"]),
            }
            for _, row in shown.iterrows()
        ]
        caption = self._say("What each release of the city's platform changed, by content")
        return Grid(pd.DataFrame(rows), caption, list(kinds.values()))

    # ---- what the codes mean ----

    @property
    def register(self) -> Grid:
        """Partners' releases: records, what their codes mean, what cannot be used."""
        newest = newest_counts(self.counts)
        events = newest.rename(
            columns={"vintage": "release", "age_years": "product_age", "month": "event_date"}
        )
        found = coding_register(events)
        rows = [
            {
                self._say("partner"): row.provider,
                self._say("release"): row.release,
                self._say("records"): number(row.records, self.language),
                self._say("age given"): self._share(row.age_given),
                self._say("unknown outcome"): self._share(row.unknown),
                self._say("what the codes mean"): self._sayings(row, "meanings"),
                self._say("cannot be used"): self._sayings(row, "unusable"),
                self._say("never filled"): "; ".join(map(self._say, row.never_filled)) or "–",
            }
            for row in found.itertuples()
        ]
        numeric = [self._say(w) for w in ("records", "age given", "unknown outcome")]
        return Grid(pd.DataFrame(rows), self._say("Coding register"), numeric)

    def _sayings(self, row: object, kind: str) -> str:
        """What the register says of a partner's codes, each in the reader's language."""
        found = {
            key: words
            for coding in codings(row.provider, row.release)
            for key, words in getattr(coding, kind).items()
        }
        shown = [f"{self._say(k.replace('_', ' '))}: {self._say(w)}" for k, w in found.items()]
        return "; ".join(shown) or "–"

    @property
    def groups(self) -> Grid | Text:
        """The city's groups, by provider, with D1 to D5 and their newest record."""
        if self.mine.empty:
            return self._none()
        rates = groups.group_rates(self.counts, self.codes)
        rows = [
            {
                self._say("group"): row["group"],
                self._say("partner"): row["provider"],
                self._say("records"): number(row["n"], self.language),
                **{d.upper(): self._share(row[d]) for d in ("d1", "d2", "d3", "d4", "d5")},
                self._say("newest record"): self._month(row["month"]),
            }
            for _, row in rates.iterrows()
        ]
        numeric = [self._say("records"), "D1", "D2", "D3", "D4", "D5"]
        return Grid(pd.DataFrame(rows), self._say("The groups of {city}", city=self.city), numeric)

    @property
    def union(self) -> Text:
        """How many records the city's groups have together, and which may stand in it twice."""
        if self.mine.empty:
            return self._none()
        candidates = int(groups.possible_duplicates(self.counts, self.codes[0])["candidates"].sum())
        return Text(
            self._say(
                "{city} has {n} records with {providers} partners; {candidates} of them share "
                "month, kind and outcome with a record of another partner.",
                city=self.city,
                n=number(int(self.mine["records"].sum()), self.language),
                providers=self.mine["provider"].nunique(),
                candidates=number(candidates, self.language),
            )
        )
