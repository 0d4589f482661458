"""Whether the kept tables are still what the published files give."""

from collections.abc import Callable, Iterable
from itertools import zip_longest
from pathlib import Path

from circular_metrics.errors import StaleTableError
from circular_metrics.model import Table
from circular_metrics.store import is_present, own_difference, table_files


def verify(
    tables: Iterable[Table], data: Path, told: Callable[[Table], None] = lambda table: None
) -> tuple[list[Table], list[Table]]:
    """Rebuild each table whose sources are here and compare it byte by byte with the kept one.

    Returns
    -------
    (rebuilt, not_rebuilt)
        The tables found equal, and those whose published files are not on this machine (their
        kept CSV was held against the hash in its own provenance).

    Raises
    ------
    StaleTableError
        If any table differs; says which rows.
    """
    equal, absent, differences = [], [], []
    for table in tables:
        if all(is_present(source, data) for source in table.sources):
            differences += _differences(table, data)
            equal.append(table)
        else:
            differences += own_difference(table, data)
            absent.append(table)
        told(table)
    if differences:
        raise StaleTableError("\n".join([*differences, "Run `circular-metrics build` to renew."]))
    return equal, absent


def _differences(table: Table, data: Path) -> list[str]:
    """How the kept files of a table differ from fresh ones, a line per file."""
    lines = []
    for name, fresh in table_files(table, data).items():
        path = data / "processed" / name
        kept = path.read_bytes() if path.is_file() else b""
        if kept != fresh:
            lines.append(f"{path}: {_first_difference(kept, fresh)}")
    return lines


def _first_difference(kept: bytes, fresh: bytes) -> str:
    """The first line in which two files differ, and how many lines do."""
    old, new = kept.decode().splitlines(), fresh.decode().splitlines()
    if old == new:
        return "the same lines; the ends of the lines differ (fetch the file without converting it)"
    old_only, new_only = set(old) - set(new), set(new) - set(old)
    rows = enumerate(zip_longest(old, new), start=1)
    row, (was, now) = next((i, pair) for i, pair in rows if pair[0] != pair[1])
    found, expected = ("nothing" if line is None else repr(line) for line in (was, now))
    return (
        f"row {row}: found {found}; expected {expected} "
        f"({len(old_only)} rows only in the kept file, {len(new_only)} only in the rebuilt one)"
    )
