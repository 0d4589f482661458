"""Every indicator for every area, as one edition's pinned vintages give it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.errors import BadCityError, UnknownNameError
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Indicator, Table
from circular_metrics.observations import NONE_KNOWN, is_planned
from circular_metrics.schemas.observations import OBSERVATIONS
from circular_metrics.sources import SOURCES

MONTH = re.compile(r"\d{4}-\d{2}")
TERMS = "circular_terms.csv"
EDITIONS = Path(__file__).parent.parent / "editions"
DEFAULTS = {
    "low": float("nan"),
    "high": float("nan"),
    "interval": NONE_KNOWN,
    "status": "observed",
    "is_complete": True,
    "preferred": True,
    "note": "",
}


def editions() -> list[int]:
    """The years for which an edition is declared."""
    return sorted(int(path.stem) for path in EDITIONS.glob("*.toml"))


@dataclass(frozen=True)
class Pins:
    """What an edition may use: one vintage of each source of which several are held, and nothing
    that was issued after the day on which the edition was closed."""

    year: int
    closed: date
    vintages: Mapping[str, str]

    def is_issued(self, vintage: str) -> bool:
        """Whether a vintage was out when the edition was closed; one that names no month was."""
        return not MONTH.fullmatch(vintage) or vintage <= self.closed.isoformat()[:7]


def pins(year: int) -> Pins:
    """The vintages that an edition pins, and when it was closed.

    Raises
    ------
    UnknownNameError
        If no edition of that year is declared.
    BadCityError
        If its file pins a vintage that no source has, or lacks a key.
    """
    if year not in editions():
        known = ", ".join(map(str, editions()))
        raise UnknownNameError(
            f"no edition {year}: no vintages are pinned for it. Known: {known}. "
            f"To open one, add editions/{year}.toml"
        )
    found = tomllib.loads((EDITIONS / f"{year}.toml").read_text(encoding="utf-8"))
    missing = {"year", "closed", "vintages"} - set(found)
    if missing or found["year"] != year:
        raise BadCityError(
            f"editions/{year}.toml: expected year = {year}, closed and [vintages]; "
            f"missing: {', '.join(sorted(missing)) or 'nothing'}; year: {found.get('year')}"
        )
    unknown = [f"{key}@{vintage}" for key, vintage in found["vintages"].items()]
    unknown = [name for name in unknown if name not in SOURCES]
    if unknown:
        raise BadCityError(f"editions/{year}.toml: no such source: {', '.join(unknown)}")
    return Pins(year, found["closed"], found["vintages"])


def pinned_rows(table: Table, frame: pd.DataFrame, pinned: Pins) -> pd.DataFrame:
    """The rows of a table that an edition may use.

    Rows that name their source are kept by their own vintage; claims by the day their page is
    dated; any other table is left empty if one of its published files came later. What the
    project declares itself (breaks, terms) is a matter of method and always holds.
    """
    if "dated" in frame:
        known = frame["dated"].isna() | (frame["dated"] <= pinned.closed.isoformat())
        return frame[known].reset_index(drop=True)
    if not {"source", "vintage"} <= set(frame.columns):
        issued = all(pinned.is_issued(s.vintage) for s in table.sources if s.published != TERMS)
        return frame if issued else frame.iloc[:0]
    if table.key == "breaks":
        return frame
    wanted = frame["source"].map(pinned.vintages)
    issued = frame["vintage"].map({v: pinned.is_issued(v) for v in frame["vintage"].unique()})
    kept = (wanted == frame["vintage"]) | (wanted.isna() & issued.astype(bool))
    return frame[kept].reset_index(drop=True)


@cache
def pinned_table(key: str, year: int, data: Path) -> pd.DataFrame:
    """One table as an edition may use it, worked out once in a process."""
    return pinned_rows(TABLES[key], store.read_table(TABLES[key], data), pins(year))


def observe(indicator: Indicator, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All observations of one indicator, in the one shape, not yet held against its rules."""
    return _shaped(indicator, indicator.compute(*(tables[key] for key in indicator.tables)))


def as_observations(indicator: Indicator, found: pd.DataFrame) -> pd.DataFrame:
    """What an indicator computed, in the one shape that leaves the package."""
    return OBSERVATIONS.validate(_shaped(indicator, found), lazy=True)


def _shaped(indicator: Indicator, found: pd.DataFrame) -> pd.DataFrame:
    """What an indicator computed, with what it leaves unsaid."""
    sources = [s for key in indicator.tables for s in TABLES[key].sources]
    constants = DEFAULTS | {
        "indicator": indicator.key,
        "unit": indicator.unit,
        "scope": indicator.scope,
        "source": ";".join(dict.fromkeys(s.key for s in sources)),
        "vintage": ";".join({s.key: s.vintage for s in sources}.values()),
    }
    for column, constant in constants.items():
        if column not in found:
            found = found.assign(**{column: constant})
        elif column in ("interval", "note", "scope", "vintage"):
            found = found.assign(**{column: found[column].where(found[column].notna(), constant)})
    types = {name: str(column.dtype) for name, column in OBSERVATIONS.columns.items()}
    return found[list(types)].astype(types)


@cache
def all_observations(year: int, data: Path) -> pd.DataFrame:
    """Every indicator for every area, as the edition of ``year`` sees it.

    Nothing later than the year itself enters, except what is planned: a scope that begins
    with ``plan`` speaks of years to come.
    """
    pinned = pins(year)
    needed = dict.fromkeys(key for i in INDICATORS.values() for key in i.tables)
    tables = {
        key: pinned_rows(TABLES[key], store.read_table(TABLES[key], data), pinned) for key in needed
    }
    open_data = [observe(i, tables) for i in INDICATORS.values() if i.tables]
    found = OBSERVATIONS.validate(pd.concat(open_data, ignore_index=True), lazy=True)
    known = (found["period"] <= year) | is_planned(found["scope"])
    order = ["indicator", "area", "period", "scope", "source", "vintage", "value"]
    return found[known].sort_values(order, kind="stable", ignore_index=True)
