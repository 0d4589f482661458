"""The only room that knows folders: where raw files lie, where tidy tables are kept."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from circular_metrics.errors import (
    ChangedSourceError,
    MissingSourceError,
    OutputError,
    StaleTableError,
    UnknownNameError,
)
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.store.writing import (
    refuse_others,
    settle,
    write_atomically,
    write_new,
    write_together,
)

__all__ = ["refuse_others", "settle", "write_atomically", "write_new", "write_together"]

PROJECT = Path(__file__).resolve().parent.parent.parent
PUBLISHED = "CIRCULAR_METRICS_PUBLISHED"
LOG_COLUMNS = ("rule", "rows", "meaning")


def data_folder(data: Path | str | None = None) -> Path:
    """The data folder: as given, else ``CIRCULAR_METRICS_DATA``, else the project's own.

    Raises
    ------
    MissingSourceError
        If there is no ``processed`` folder in it.
    """
    folder = Path(data or os.environ.get("CIRCULAR_METRICS_DATA") or PROJECT / "data")
    if not (folder / "processed").is_dir():
        raise MissingSourceError(
            f"{folder}: there is no folder 'processed' in it; "
            "give the project's data folder, or set CIRCULAR_METRICS_DATA"
        )
    with suppress(OSError):  # where it may only be read, nobody left anything
        settle(folder / "processed")
    return folder


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def places(source: Source, data: Path) -> tuple[Path, ...]:
    """Where a source may lie, in the order in which the places are tried."""
    own = data / "raw" / source.key / source.vintage / source.filename
    in_git = data / "raw" / source.published
    published = os.environ.get(PUBLISHED)
    elsewhere = (Path(published) / source.published,) if published else ()
    return (own, in_git, *elsewhere)


def is_present(source: Source, data: Path) -> bool:
    """Whether the published file is on this machine."""
    return any(place.is_file() for place in places(source, data))


def raw_file(source: Source, data: Path) -> Path:
    """The published file of ``source``, its bytes checked.

    Raises
    ------
    MissingSourceError
        If it is in none of the places; says which those are and where the publisher has it.
    ChangedSourceError
        If its sha256 is not the declared one.
    """
    tried = places(source, data)
    path = next((place for place in tried if place.is_file()), None)
    if path is None:
        raise MissingSourceError(
            f"{source.name}: {source.filename} is missing. Put it at {tried[0]} "
            f"(from {source.url}), or set {PUBLISHED} to a folder that holds {source.published}"
        )
    found = sha256(path)
    if found != source.sha256:
        raise ChangedSourceError(
            f"{path}: sha256 {found}; expected {source.sha256} for {source.name}. "
            "The file was changed, cut off or re-issued: take the declared one, "
            "or declare the new one as a vintage of its own"
        )
    return path


def make_table(table: Table, data: Path) -> tuple[Cleaned, dict[str, int]]:
    """Read a table's sources and clean them; also the number of rows read from each."""
    raw = {source: read(raw_file(source, data)) for source, read in table.inputs.items()}
    cleaned = table.clean(raw)
    tidy = cleaned.table.sort_values(list(table.sort_by), kind="stable", ignore_index=True)
    tidy = table.schema.validate(tidy, lazy=True)
    return Cleaned(tidy, cleaned.log, cleaned.quarantine), {s.name: len(f) for s, f in raw.items()}


def name_of(path: Path) -> str:
    """A file's name as text, also where the locale does not know its letters."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as CSV: UTF-8, line feeds, numbers in the fewest digits that give them back."""
    return frame.to_csv(index=False, lineterminator="\n").encode()


def provenance(table: Table, cleaned: Cleaned, rows_read: dict[str, int]) -> dict[str, Any]:
    """What a processed table was made from, for the JSON file that stands beside it."""
    return {
        "table": table.key,
        "title": table.title,
        "licence": table.licence,
        "rows": len(cleaned.table),
        "sha256": hashlib.sha256(csv_bytes(cleaned.table)).hexdigest(),
        "sources": [
            {
                "key": source.key,
                "vintage": source.vintage,
                "title": source.title,
                "publisher": source.publisher,
                "licence": source.licence,
                "landing_page": source.landing_page,
                "file": source.published,
                "sha256": source.sha256,
                "retrieved": source.retrieved.isoformat(),
                "rows": rows_read[source.name],
            }
            for source in table.sources
        ],
        "columns": {
            name: column.description or "" for name, column in table.schema.columns.items()
        },
        "cleaning": [
            {"rule": str(row.rule), "rows": int(row.rows), "meaning": str(row.meaning)}
            for row in cleaned.log.itertuples()
        ],
    }


def table_files(table: Table, data: Path) -> dict[str, bytes]:
    """The files of a processed table, made afresh: name → bytes."""
    cleaned, rows_read = make_table(table, data)
    account = json.dumps(provenance(table, cleaned, rows_read), indent=1, ensure_ascii=False)
    return {
        f"{table.key}.csv": csv_bytes(cleaned.table),
        f"{table.key}.json": (account + "\n").encode(),
    }


def build(
    tables: Iterable[Table],
    data: Path,
    told: Callable[[Table], None] = lambda table: None,
    beside: Callable[[dict[str, bytes]], dict[str, bytes]] = lambda files: {},
) -> list[Path]:
    """Make the processed tables from their sources; all are written, or none.

    ``beside`` is given their files, name → bytes, and gives those that describe them: they are
    put in place in one step with the tables.
    """
    files: dict[str, bytes] = {}
    for table in tables:
        files |= table_files(table, data)
        told(table)
    files |= beside(files)
    return write_together({data / "processed" / name: files[name] for name in sorted(files)})


def refuse_edited(tables: Iterable[Table], data: Path) -> None:
    """Refuse if a kept table is not what its account says: making it anew would lose the edit.

    Raises
    ------
    OutputError
        With the files of all such tables.
    """
    kept = [t for t in tables if all(p.is_file() for p in _files(t, data))]
    edited = ", ".join(line for table in kept for line in own_difference(table, data))
    if edited:
        raise OutputError(
            f"edited by hand or half-copied: {edited}. Keep a copy if it is yours, then add "
            "--replace to write over it"
        )


def _files(table: Table, data: Path) -> tuple[Path, Path]:
    """Where a processed table and its account are kept."""
    return tuple(data / "processed" / f"{table.key}{end}" for end in (".csv", ".json"))


def read_provenance(key: str, data: Path) -> dict[str, Any]:
    """The account that stands beside a processed table."""
    path = data / "processed" / f"{key}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MissingSourceError(f"{path}: cannot be read ({error.strerror})") from error


def own_difference(table: Table, data: Path) -> list[str]:
    """Whether the kept CSV is still the one that its provenance describes."""
    path = data / "processed" / f"{table.key}.csv"
    if not path.is_file():
        return [f"{path}: missing"]
    expected = read_provenance(table.key, data)["sha256"]
    found = sha256(path)
    return [] if found == expected else [f"{path}: sha256 {found}; expected {expected}"]


def read_table(table: Table, data: Path) -> pd.DataFrame:
    """A processed table, typed by its schema; an empty cell is missing.

    Raises
    ------
    MissingSourceError
        If it is not there.
    StaleTableError
        If its bytes are not those its provenance describes, so that a changed figure is noticed.
    """
    path = data / "processed" / f"{table.key}.csv"
    if not path.is_file():
        raise MissingSourceError(f"{path}: missing; run `circular-metrics build`")
    problem = own_difference(table, data)
    if problem:
        raise StaleTableError(
            f"{problem[0]}. The table was edited by hand or half-copied: run `circular-metrics "
            f"build {table.key} --replace`, or take it from version control again"
        )
    return _typed(table, path, read_provenance(table.key, data)["sha256"])


_parsed: dict[tuple[Path, str], pd.DataFrame] = {}


def _typed(table: Table, path: Path, held: str) -> pd.DataFrame:
    """The frame of a file with that hash, parsed once in a process; nobody changes it in place."""
    if (path, held) not in _parsed:
        types = {name: str(column.dtype) for name, column in table.schema.columns.items()}
        frame = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=[""])
        _parsed[path, held] = frame
    return _parsed[path, held]


NEAR, FEW = 3, 12  # names that a refusal proposes; of more than a few it does not tell all
LISTED = {
    "city": "cities",
    "indicator": "indicators",
    "kind of file": "kinds",
    "source": "sources",
    "table": "tables",
}


def named(name: str, known: Iterable[str], what: str) -> str:
    """``name`` if it is known.

    Raises
    ------
    UnknownNameError
        With the nearest names, and all known ones or the command that lists them.
    """
    import difflib

    known = sorted(set(known))
    if name in known:
        return name
    near = difflib.get_close_matches(name.lower(), known, n=NEAR)
    hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    rest = f"Known: {', '.join(known)}"
    if what in LISTED and len(known) > FEW:
        rest = f"`circular-metrics list {LISTED[what]}` names all {len(known)}"
    raise UnknownNameError(f"no {what} {name!r}.{hint} {rest}")
