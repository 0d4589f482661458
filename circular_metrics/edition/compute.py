"""Every indicator for every area, as one edition's pinned vintages give it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.errors import BadCityError, UnknownNameError
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Indicator
from circular_metrics.observations import NONE_KNOWN
from circular_metrics.schemas.observations import OBSERVATIONS
from circular_metrics.sources import SOURCES

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


def pins(year: int) -> dict[str, str]:
    """The vintages that an edition pins: source key → vintage.

    Raises
    ------
    UnknownNameError
        If no edition of that year is declared.
    BadCityError
        If its file pins a vintage that no source has.
    """
    if year not in editions():
        known = ", ".join(map(str, editions()))
        raise UnknownNameError(
            f"no edition {year}: no vintages are pinned for it. Known: {known}. "
            f"To open one, add editions/{year}.toml"
        )
    pinned = tomllib.loads((EDITIONS / f"{year}.toml").read_text(encoding="utf-8"))["vintages"]
    unknown = [f"{key}@{vintage}" for key, vintage in pinned.items()]
    unknown = [name for name in unknown if name not in SOURCES]
    if unknown:
        raise BadCityError(f"editions/{year}.toml: no such source: {', '.join(unknown)}")
    return pinned


def pinned_rows(table: pd.DataFrame, pinned: Mapping[str, str]) -> pd.DataFrame:
    """The rows of the pinned vintages; a table of one source is left as it is."""
    if not {"source", "vintage"} <= set(table.columns):
        return table
    wanted = table["source"].map(pinned)
    return table[wanted.isna() | (wanted == table["vintage"])].reset_index(drop=True)


def observe(indicator: Indicator, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All observations of one indicator, in the one shape that leaves the package."""
    found = indicator.compute(*(tables[key] for key in indicator.tables))
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
    return OBSERVATIONS.validate(found[list(types)].astype(types), lazy=True)


@cache
def all_observations(year: int, data: Path) -> pd.DataFrame:
    """Every indicator for every area, as the edition of ``year`` sees it.

    Nothing later than the year itself enters, except what is planned: a scope that begins
    with ``plan`` speaks of years to come.
    """
    pinned = pins(year)
    needed = dict.fromkeys(key for i in INDICATORS.values() for key in i.tables)
    tables = {key: pinned_rows(store.read_table(TABLES[key], data), pinned) for key in needed}
    found = pd.concat([observe(i, tables) for i in INDICATORS.values()], ignore_index=True)
    known = (found["period"] <= year) | found["scope"].str.startswith("plan")
    order = ["indicator", "area", "period", "scope", "source", "vintage", "value"]
    return found[known].sort_values(order, kind="stable", ignore_index=True)
