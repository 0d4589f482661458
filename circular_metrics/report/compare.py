"""Two editions side by side: a page of what changed and the same as CSV."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from circular_metrics.city import load_city
from circular_metrics.edition import editions, open_edition
from circular_metrics.edition.changes import changes
from circular_metrics.edition.changes_shown import grids, lead
from circular_metrics.edition.statement import Statement, kept_statement
from circular_metrics.errors import OutputError, UnknownNameError
from circular_metrics.report.pages import write_sections
from circular_metrics.report.place import staged, write_hashes
from circular_metrics.store import csv_bytes, write_atomically
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
        return open_edition(city, int(word), data=data).stated
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
    found, shown = changes(*sides), changes(*sides, language)
    names = area_names(city, language, data)
    folder = out / city / f"{sides[0].name}-{sides[1].name}"
    title = say("What changed: {a} and {b}", language, a=sides[0].name, b=sides[1].name)
    with staged(folder) as beside:
        write_sections(
            beside / "index.html",
            language,
            title,
            [lead(found, sides[0].name, sides[1].name, language), *grids(shown, names, language)],
            downloads=[("changes.csv", say("All changes", language))],
        )
        (beside / "changes.csv").write_bytes(csv_bytes(found))
        write_hashes(beside, {"before": sides[0].name, "after": sides[1].name, "city": city})
    return folder / "index.html", found


def renew_changelog(path: Path, lines: Iterable[str], city: str, before: str, after: str) -> None:
    """Write what changed between two editions into a changelog, between its two marks.

    Parameters
    ----------
    path : Path
        A text that has ``<!-- compare CITY BEFORE AFTER -->`` and ``<!-- end of compare -->`` on
        lines of their own; what stands between them is replaced, the rest is left as it is.
    lines : iterable of str
        As ``changelog`` makes them.

    Raises
    ------
    OutputError
        If the file cannot be read or lacks one of the marks.
    """
    begin, end = f"<!-- compare {city} {before} {after} -->", "<!-- end of compare -->"
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path}: cannot be read ({error})") from error
    head, mark, rest = text.partition(begin)
    _, last, tail = rest.partition(end)
    if not (mark and last):
        raise OutputError(
            f"{path}: found no {end if mark else begin!r}; put both marks in it first"
        )
    section = "\n".join(lines) or "Nothing changed."
    write_atomically(path, f"{head}{mark}\n\n{section}\n\n{last}{tail}".encode())


def area_names(city: str, language: str, data: Path | None) -> Mapping[str, str]:
    """Area code → name."""
    return open_edition(city, editions()[-1], language, data=data).names
