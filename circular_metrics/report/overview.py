"""The pages that compare all municipalities of a region, from the reports that lie there.

The reports' observations are streamed into one file for each indicator; then one indicator at a
time is in memory. The pages can be made again from the same reports at any time.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from circular_metrics.edition import Edition, open_edition
from circular_metrics.edition.municipality import PATTERN, REGIONS, municipalities
from circular_metrics.edition.region import Compared
from circular_metrics.errors import MissingSourceError
from circular_metrics.indicators import INDICATORS
from circular_metrics.report.gather import Kept, gather, look
from circular_metrics.report.incremental import WORK, account, why_again
from circular_metrics.report.pages import TEMPLATES
from circular_metrics.report.place import recover, refuse_to_overwrite, staged, write_hashes
from circular_metrics.report.sharing import FIGURES
from circular_metrics.report.side_by_side import (
    COMPARABLE,
    Around,
    Line,
    write_index,
    write_indicator,
)
from circular_metrics.schemas.observations import OBSERVATIONS
from circular_metrics.sources.boundaries import MUNICIPALITIES
from circular_metrics.store import data_folder, is_present, named
from circular_metrics.store.lock import locked

NUMBERS = {name: [""] for name in ("value", "low", "high")}  # an empty one is missing


@dataclass(frozen=True)
class Many:
    """A region, a year, the languages of the pages, and where everything lies."""

    region: str
    year: int
    languages: tuple[str, ...]
    out: Path
    data: Path | None = None

    @property
    def folder(self) -> Path:
        """Where the pages go."""
        return self.out / self.region / str(self.year)


def overview(
    asked: Many, told: Callable[[int, int, str], None] = lambda done, of, name: None
) -> tuple[Path, str | None]:
    """Write the overview and a page for each indicator; its front page, and why it was made.

    Parameters
    ----------
    asked : Many
        The pages go to ``<out>/<region>/<year>/``.
    told : callable
        Is given how many of how many pages are done, and which was the last.

    Raises
    ------
    MissingSourceError
        If there is no report of any municipality.
    OutputError
        If the place cannot be written, holds files that are not ours, or another run is at work.
    """
    named(asked.region, REGIONS, "region")
    data = data_folder(asked.data).resolve()
    editions = [open_edition(PATTERN, asked.year, each, data=data) for each in asked.languages]
    found = look(municipalities(data), asked.year, asked.out)
    if not any(one.state == "kept" for one in found):
        raise MissingSourceError(
            f"{asked.out}: no report of {asked.year} of any municipality of {asked.region}; "
            f"run circular-metrics report --all {asked.region} --edition {asked.year} first"
        )
    now = _made_from(asked, found, data)
    recover(asked.folder)
    refuse_to_overwrite(asked.folder)
    why = why_again(asked.folder, now)
    if why is not None:
        with locked(asked.folder), staged(asked.folder) as beside:
            _write(asked, editions, found, beside, told)
            states = dict(sorted(Counter(one.state for one in found).items()))
            facts = {"region": asked.region, "edition": asked.year, "reports": states, WORK: now}
            write_hashes(beside, facts)
    return asked.folder / "index.html", why


def _made_from(asked: Many, found: Sequence[Kept], data: Path) -> dict[str, object]:
    """What the pages depend on: the reports' observations, code, libraries, parameters."""
    parameters = {
        "region": asked.region,
        "edition": asked.year,
        "languages": asked.languages,
        "reports": [[one.key, one.area, one.state, one.sha256, one.languages] for one in found],
        "boundaries": is_present(MUNICIPALITIES, data),
    }
    return account(parameters, [], data)


def _write(
    asked: Many,
    editions: Sequence[Edition],
    found: Sequence[Kept],
    beside: Path,
    told: Callable[[int, int, str], None],
) -> None:
    """Everything in the folder but the manifest."""
    (beside / FIGURES).mkdir()
    counts = gather(found, asked.year, asked.out, beside / FIGURES)
    (beside / "style.css").write_bytes((TEMPLATES / "style.css").read_bytes())
    pages = [
        Around(edition, REGIONS[asked.region], asked.languages, tuple(found), asked.out, beside)
        for edition in editions
    ]
    lines: dict[str, list[Line]] = {around.language: [] for around in pages}
    known = [key for key in _in_order(editions[0]) if (beside / FIGURES / f"{key}.csv").exists()]
    told(0, len(known), "")
    for done, key in enumerate(known, start=1):
        rows = _rows(beside / FIGURES / f"{key}.csv")
        for around in pages:
            around.folder.mkdir(exist_ok=True)
            areas = tuple(one.area for one in found)
            compared = Compared(around.edition, INDICATORS[key], rows, areas)
            lines[around.language].append(Line.of(compared))
            if len(compared.here) >= COMPARABLE:
                write_indicator(compared, around)
        told(done, len(known), key)
    for around in pages:
        write_index(lines[around.language], counts, around)


def _in_order(edition: Edition) -> list[str]:
    """Every indicator, those of the strategy's objectives first, in its order."""
    listed = [key for objective in edition.city.objectives for key in objective.indicators]
    return list(dict.fromkeys([*listed, *INDICATORS]))


def _rows(path: Path) -> pd.DataFrame:
    """The figures of one indicator."""
    types = {name: str(column.dtype) for name, column in OBSERVATIONS.columns.items()}
    return pd.read_csv(path, dtype=types, keep_default_na=False, na_values=NUMBERS)
