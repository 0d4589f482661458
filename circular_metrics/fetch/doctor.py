"""What is present, missing, stale or frozen, and what to do about each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from circular_metrics.fetch import CANDIDATES, is_file_address, own_place
from circular_metrics.model import Source, Table
from circular_metrics.store import places, read_provenance, sha256

# In the order in which they are told: what is to be mended first, what is well last.
STATES = ("unreadable", "changed", "stale", "missing", "candidate", "frozen", "present")


@dataclass(frozen=True)
class Diagnosis:
    """One thing looked at: what, how it is, and what to do."""

    kind: str
    name: str
    state: str
    remedy: str


def examine(sources: Iterable[Source], tables: Mapping[str, Table], data: Path) -> list[Diagnosis]:
    """Look at every source and every processed table; nothing is changed.

    Parameters
    ----------
    sources : iterable of Source
        All that are declared.
    tables : mapping
        Key → table.
    data : Path
        The data folder.

    Returns
    -------
    list of Diagnosis
        What is to be mended first, tables before sources. ``present``: the declared bytes are here.
        ``missing``: not on this machine. ``frozen``: not here and no address gives the file, the
        kept table goes on from its account. ``changed``: other bytes lie in its place. ``stale``:
        a table no longer fits its account or sources. ``candidate``: a newer issue was fetched and
        waits to be declared.
    """
    known = list(sources)
    found = [_source(source, data) for source in known]
    found += [_table(table, data) for table in tables.values()]
    for path in sorted((data / "raw" / CANDIDATES).glob("*/*/difference.txt")):
        name = path.relative_to(data / "raw" / CANDIDATES).parent.as_posix()
        found.append(
            Diagnosis("candidate", name, "candidate", f"read {path}; declare it or delete it")
        )
    return sorted(found, key=lambda one: (STATES.index(one.state), one.kind != "table"))


def _source(source: Source, data: Path) -> Diagnosis:
    """One published file."""
    path = next((place for place in places(source, data) if place.is_file()), None)
    if path is None and is_file_address(source):
        remedy = f"circular-metrics fetch {source.key}"
        return Diagnosis("source", source.name, "missing", remedy)
    if path is None:
        remedy = f"take it from {source.landing_page} and put it at {own_place(source, data)}"
        return Diagnosis("source", source.name, "frozen", remedy)
    try:
        found = sha256(path)
    except OSError as error:
        return Diagnosis("source", source.name, "unreadable", f"{path}: {error.strerror}")
    if found != source.sha256:
        remedy = f"{path} is not the declared file: move it away, then fetch again"
        return Diagnosis("source", source.name, "changed", remedy)
    return Diagnosis("source", source.name, "present", "")


def _table(table: Table, data: Path) -> Diagnosis:
    """One processed table against its account, and its account against what is declared."""
    path = data / "processed" / f"{table.key}.csv"
    build = f"circular-metrics build {table.key}"
    if not path.is_file() or not path.with_suffix(".json").is_file():
        return Diagnosis("table", table.key, "missing", build)
    try:
        account = read_provenance(table.key, data)
        kept, named = account["sha256"], {s["sha256"] for s in account["sources"]}
    except (ValueError, KeyError, TypeError):
        return Diagnosis("table", table.key, "unreadable", build)
    if sha256(path) != kept:
        return Diagnosis("table", table.key, "stale", f"it was edited or half-copied: {build}")
    if named != {source.sha256 for source in table.sources}:
        return Diagnosis("table", table.key, "stale", f"its sources were renewed: {build}")
    return Diagnosis("table", table.key, "present", "")
