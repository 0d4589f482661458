"""What each thing in the package is: frozen records, and nothing that computes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

LANGUAGES = ("nl", "en")
LEVELS = ("driver", "input", "activity", "output", "outcome", "impact")
BETTER = ("higher", "lower", "neither")
STATUSES = ("observed", "modelled", "claimed", "planned", "delivered")
MEASURED = ("observed", "delivered")  # counted by someone; a model, a statement, a plan are not


@dataclass(frozen=True, kw_only=True)
class Source:
    """One published file, exactly as it was retrieved.

    ``published`` is the file's path below a folder of published files;
    ``key``, ``vintage`` and ``filename`` give its place below ``data/raw``.
    """

    key: str
    vintage: str
    title: str
    publisher: str
    licence: str
    landing_page: str
    url: str
    published: str
    sha256: str
    retrieved: date
    coverage: str
    carrier: str = ""  # who carried it to us, where that was not the publisher
    caveats: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """``key@vintage``, the way a source is cited everywhere."""
        return f"{self.key}@{self.vintage}"

    @property
    def filename(self) -> str:
        """The file's own name."""
        return self.published.rpartition("/")[2]


@dataclass(frozen=True)
class Cleaned:
    """What cleaning one or more files gave: the tidy frame and the account of how.

    ``log`` has one row per rule: ``rule``, ``rows`` (how many rows it touched) and ``meaning``.
    ``quarantine`` holds the raw rows that were set aside, with file, line and reason.
    """

    table: "pd.DataFrame"
    log: "pd.DataFrame"
    quarantine: "pd.DataFrame | None" = None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A published layout that ``circular-metrics clean`` understands, whoever's file it is.

    ``read`` gives the file as text; ``clean`` takes that frame and the file's name.
    ``output`` names the CSV that is written. Where files must be seen together, so that no row of
    two counts twice, ``settle`` takes all their names and frames, and what was made of each.
    """

    key: str
    title: str
    output: str
    read: Callable[[Path], "pd.DataFrame"]
    clean: Callable[["pd.DataFrame", str], Cleaned]
    settle: (
        Callable[[Sequence[tuple[str, "pd.DataFrame"]], Sequence[Cleaned]], list[Cleaned]] | None
    ) = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """One tidy table: its sources and how to read each, the function that makes it, its schema.

    ``clean`` takes ``{source: raw frame}`` in the order of ``inputs``.
    """

    key: str
    title: str
    licence: str
    schema: "pa.DataFrameSchema"
    inputs: Mapping[Source, Callable[[Path], "pd.DataFrame"]]
    clean: Callable[[Mapping[Source, "pd.DataFrame"]], Cleaned]
    sort_by: tuple[str, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The published files that the table is made from."""
        return tuple(self.inputs)


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One measure, how it is computed and how it may be read.

    ``compute`` takes the tables named in ``tables``, in that order, and returns for *every*
    area in them the columns ``area``, ``period`` (a year) and ``value``, and where it knows them
    ``low``, ``high``, ``interval``, ``status``, ``scope``, ``is_complete``, ``source``,
    ``vintage``, ``preferred``, ``note``.

    ``template`` names the template whose delivery by the city has figures for the measure, and
    ``delivered`` takes that delivery. Without tables there are no other figures: ``compute`` then
    takes the delivery itself.
    """

    key: str
    code: str
    names: Mapping[str, str]
    unit: str
    level: str
    better: str
    tables: tuple[str, ...]
    compute: Callable[..., "pd.DataFrame"]
    reference: str
    scope: str
    no_interval: Mapping[str, str] | None = None  # why no interval is known, nl and en
    pair: str | None = None  # the outcome that an activity must be judged with
    template: str = ""
    delivered: Callable[["pd.DataFrame"], "pd.DataFrame"] | None = None
    decimals: int = 1


def indicator(
    compute: Callable[..., "pd.DataFrame"], nl: str, en: str, *, code: str = "", **facts
) -> Indicator:
    """The record of what ``compute`` measures: the function's own name is its key."""
    names = {"nl": nl, "en": en}
    return Indicator(key=compute.__name__, code=code, names=names, compute=compute, **facts)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A value to be reached by a year, with the document that says so."""

    indicator: str
    area: str
    year: int
    value: float
    unit: str
    scope: str
    document: str
    url: str
    baseline_year: int | None = None
    baseline: float | None = None


@dataclass(frozen=True, kw_only=True)
class Objective:
    """One of the strategy's objectives and the indicators that speak for it."""

    key: str
    notebook: str
    titles: Mapping[str, str]
    questions: Mapping[str, str]
    indicators: tuple[str, ...]
    headline: str


@dataclass(frozen=True, kw_only=True)
class City:
    """A city with its strategy: areas, peers, objectives and targets."""

    key: str
    name: str
    area: str
    codes: tuple[str, ...]
    context: tuple[str, ...]
    strategy: Mapping[str, str]
    peers: Mapping[str, tuple[str, ...]]
    objectives: tuple[Objective, ...]
    targets: tuple[Target, ...] = field(default=())
    departments: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
