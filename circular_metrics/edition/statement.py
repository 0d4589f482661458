"""What an edition states, as four tables that can be kept, read again and compared.

``observations`` are the figures, ``definitions`` what each indicator is, ``targets`` what is to be
reached, ``verdicts`` what was concluded. A report keeps them as CSV beside its pages.
"""

import hashlib
import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import assess
from circular_metrics.errors import MissingSourceError
from circular_metrics.indicators import INDICATORS

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

PARTS = ("observations", "definitions", "targets", "verdicts")
TARGET = ("indicator", "area", "year", "value", "unit", "scope", "document", "url")


@dataclass(frozen=True)
class Statement:
    """One edition's figures, definitions, targets and verdicts, and what to call it."""

    name: str
    observations: pd.DataFrame
    definitions: pd.DataFrame
    targets: pd.DataFrame
    verdicts: pd.DataFrame


def statement(edition: "Edition") -> Statement:
    """What an edition states of its city and of the areas it is compared with."""
    return Statement(
        name=str(edition.year),
        observations=edition.observations,
        definitions=_definitions(),
        targets=pd.DataFrame(
            [[getattr(t, key) for key in TARGET] for t in edition.city.targets],
            columns=list(TARGET),
        ),
        verdicts=_verdicts(edition),
    )


def _definitions() -> pd.DataFrame:
    """Every indicator: unit, level, scope, tables, and a hash of the words that define it."""
    rows = [
        {
            "indicator": i.key,
            "name_nl": i.names["nl"],
            "name_en": i.names["en"],
            "unit": i.unit,
            "level": i.level,
            "better": i.better,
            "scope": i.scope,
            "tables": ";".join(i.tables),
            "reference": i.reference,
            "definition": hashlib.sha256(inspect.getdoc(i.compute).encode()).hexdigest()[:16],
        }
        for i in INDICATORS.values()
    ]
    return pd.DataFrame(rows)


def _verdicts(edition: "Edition") -> pd.DataFrame:
    """Trend and target verdicts of each listed indicator for the city itself."""
    own = edition.observations[edition.observations["area"].isin(edition.city.codes)]
    rows = []
    for key in dict.fromkeys(k for o in edition.city.objectives for k in o.indicators):
        found = [assess.trend(own, INDICATORS[key], edition.breaks)]
        found += [
            assess.against_target(own, target, edition.breaks)
            for target in edition.city.targets
            if target.indicator == key and target.area in edition.city.codes
        ]
        rows += [
            {
                "indicator": key,
                "area": edition.city.area,
                "rule": f.rule,
                "until": f.reference_period,
                "verdict": f.verdict,
                "because": f.words("en"),
                "because_nl": f.words("nl"),
            }
            for f in found
        ]
    columns = ["indicator", "area", "rule", "until", "verdict", "because", "because_nl"]
    return pd.DataFrame(rows, columns=columns).astype({"until": "Int64"})


def kept_statement(folder: Path) -> Statement:
    """The statement that stands in a report's folder.

    Raises
    ------
    MissingSourceError
        If one of its four tables is not there; names it.
    """
    types = {"area": str, "period": "int64", "until": "Int64", "is_complete": bool}
    found = {}
    for part in PARTS:
        path = folder / f"{part}.csv"
        try:
            header = pd.read_csv(path, nrows=0).columns
            wanted = {name: kind for name, kind in types.items() if name in header}
            found[part] = pd.read_csv(path, dtype=wanted, keep_default_na=False, na_values=[""])
        except (OSError, ValueError) as error:
            raise MissingSourceError(
                f"{path}: cannot be read ({error}); is {folder} a report?"
            ) from error
    return Statement(name=folder.name, **found)
