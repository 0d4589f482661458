"""Two editions side by side: a page of what changed and the same as CSV."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from circular_metrics.city import load_city
from circular_metrics.edition import editions, open_edition
from circular_metrics.edition.changes import changes
from circular_metrics.edition.changes_shown import grids, lead
from circular_metrics.edition.statement import Statement, kept_statement, statement
from circular_metrics.errors import UnknownNameError
from circular_metrics.report.pages import write_sections
from circular_metrics.report.place import staged, write_hashes
from circular_metrics.store import csv_bytes
from circular_metrics.wording import say


def side(word: str, city: str, data: Path | None) -> Statement:
    """An edition by its year, or a report by its folder.

    Raises
    ------
    UnknownNameError
        If it is neither.
    MissingSourceError
        If the folder is not that of a report.
    """
    if word.isdecimal() and int(word) in editions():
        return statement(open_edition(city, int(word), data=data))
    if Path(word).is_dir():
        return kept_statement(Path(word))
    raise UnknownNameError(
        f"{word!r} is neither an edition ({', '.join(map(str, editions()))}) nor a report's folder"
    )


def compare(
    before: str, after: str, city: str, out: Path, language: str = "nl", data: Path | None = None
) -> tuple[Path, pd.DataFrame]:
    """Write the page and the CSV of what changed; the page's path and the changes.

    Raises
    ------
    UnknownNameError, MissingSourceError
        As ``side``.
    OutputError
        If the folder cannot be written or holds somebody's own files.
    """
    load_city(city)
    sides = [side(word, city, data) for word in (before, after)]
    found = changes(*sides)
    names = area_names(city, language, data)
    folder = out / city / f"{sides[0].name}-{sides[1].name}"
    title = say("What changed: {a} and {b}", language, a=sides[0].name, b=sides[1].name)
    with staged(folder) as beside:
        write_sections(
            beside / "index.html",
            language,
            title,
            [lead(found, sides[0].name, sides[1].name, language), *grids(found, names, language)],
            downloads=[("changes.csv", say("All changes", language))],
        )
        (beside / "changes.csv").write_bytes(csv_bytes(found))
        write_hashes(beside, {"before": sides[0].name, "after": sides[1].name, "city": city})
    return folder / "index.html", found


def area_names(city: str, language: str, data: Path | None) -> Mapping[str, str]:
    """Area code → name."""
    return open_edition(city, editions()[-1], language, data=data).names
