"""What many reports observed, streamed out of their folders: one report in memory at a time."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from circular_metrics import store
from circular_metrics.edition.statement import PARTS
from circular_metrics.indicators import INDICATORS
from circular_metrics.report.place import MANIFEST
from circular_metrics.schemas.observations import OBSERVATIONS

OBSERVED = f"{PARTS[0]}.csv"
COLUMNS = tuple(OBSERVATIONS.columns)


@dataclass(frozen=True)
class Kept:
    """One municipality's report as it lies there.

    ``state`` is ``kept``, ``none`` (no report of this edition) or ``damaged``; ``sha256`` is that
    of its observations.
    """

    key: str
    area: str
    state: str
    sha256: str = ""
    languages: tuple[str, ...] = ()

    def folder(self, language: str) -> str:
        """Where its pages in a language stand below its own folder; else those at the top."""
        is_below = language in self.languages[1:]
        return f"{language}/" if is_below else ""


def look(members: Mapping[str, str], edition: int, out: Path) -> list[Kept]:
    """What lies there of each municipality's report of one year.

    Parameters
    ----------
    members : mapping
        Key → code of the municipalities.
    edition : int
        The year of the reports.
    out : Path
        The folder of reports.
    """
    return [_look(key, area, edition, out / key / str(edition)) for key, area in members.items()]


def gather(found: Sequence[Kept], edition: int, out: Path, into: Path) -> dict[str, int]:
    """Sort what each report observed of its own municipality into a file for each indicator.

    Parameters
    ----------
    found : sequence of Kept
        What ``look`` gave; only reports that are ``kept`` are read.
    edition, out :
        As for ``look``.
    into : Path
        Takes ``<indicator>.csv``, in the order of the municipalities: the complete, preferred
        observations that have a value. What is absent is not written, and not zero.

    Returns
    -------
    dict
        Area → number of indicators with a figure.
    """
    counts = {}
    for one in found:
        if one.state != "kept":
            continue
        by_indicator: dict[str, list[list[str]]] = {}
        with (out / one.key / str(edition) / OBSERVED).open(encoding="utf-8", newline="") as file:
            for row in _own(file, one.area):
                by_indicator.setdefault(row["indicator"], []).append([row[c] for c in COLUMNS])
        for indicator, lines in by_indicator.items():
            _append(into / f"{indicator}.csv", lines)
        counts[one.area] = len(by_indicator)
    return counts


def _look(key: str, area: str, edition: int, folder: Path) -> Kept:
    """One report: whether it is there and whole."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        expected, languages = manifest["files"][OBSERVED], tuple(manifest["languages"])
        sha256 = store.sha256(folder / OBSERVED)
        header = (folder / OBSERVED).read_text(encoding="utf-8").partition("\n")[0].split(",")
    except FileNotFoundError:
        return Kept(key, area, "none")
    except (OSError, ValueError, KeyError, TypeError):
        return Kept(key, area, "damaged")
    is_whole = sha256 == expected and set(COLUMNS) <= set(header)
    if not is_whole or manifest.get("edition") != edition:
        return Kept(key, area, "damaged")
    return Kept(key, area, "kept", sha256, languages)


def _own(lines: Iterable[str], area: str) -> Iterator[dict[str, str]]:
    """The complete, preferred observations of one area that have a value."""
    for row in csv.DictReader(lines):
        is_meant = row["preferred"] == "True" and row["is_complete"] == "True"
        # An indicator's key becomes a file's name: only those that this program knows.
        if row["area"] == area and row["value"] and is_meant and row["indicator"] in INDICATORS:
            yield row


def _append(path: Path, lines: list[list[str]]) -> None:
    """Lines behind those that are there; the header first."""
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        if is_new:
            rows.writerow(COLUMNS)
        rows.writerows(lines)
