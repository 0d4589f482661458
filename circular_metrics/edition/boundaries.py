"""The outlines of today's municipalities, from the user's own copy of the boundaries."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from circular_metrics import store
from circular_metrics.readers.boundaries import Outlines, read_outlines
from circular_metrics.sources.boundaries import MUNICIPALITIES

if TYPE_CHECKING:
    from circular_metrics.edition import Edition


def outlines_of(edition: "Edition") -> Outlines:
    """Code of a municipality of today → its rings; empty where the boundaries are not here.

    Municipalities that have merged since are drawn together under their successor.
    """
    if not store.is_present(MUNICIPALITIES, edition.data):
        return {}
    areas = edition.table("areas")
    ended = areas[areas["successor"].notna()]
    today = dict(zip(ended["code"], ended["successor"], strict=True))
    found: Outlines = {}
    for code, rings in _read(store.raw_file(MUNICIPALITIES, edition.data)).items():
        found.setdefault(today.get(code, code), []).extend(rings)
    return found


@cache
def _read(path: Path) -> Outlines:
    """A file is read once in a process."""
    return read_outlines(path)
