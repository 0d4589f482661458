"""The only room that opens a connection: published files come in, checked, never over an older one.

A file whose bytes are not the declared ones is put aside as a candidate vintage with an account
of how it differs; nothing that is pinned is ever replaced.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pooch

from circular_metrics.errors import FetchError
from circular_metrics.fetch.candidate import difference
from circular_metrics.fetch.download import Limits, Resuming
from circular_metrics.model import Source
from circular_metrics.store import (
    is_present,
    raw_file,
    sha256,
    write_atomically,
    write_together,
)
from circular_metrics.store.writing import MARK, left_by_the_dead, mark

OFFLINE = "CIRCULAR_METRICS_OFFLINE"
CANDIDATES = "candidates"
pooch.get_logger().setLevel("ERROR")  # what is to be said is said by this program


@dataclass(frozen=True)
class Fetched:
    """What became of one source: ``present``, ``fetched`` or ``candidate``, where, and why."""

    source: Source
    state: str
    path: Path | None
    words: str


LIMITS = Limits()


def is_file_address(source: Source) -> bool:
    """Whether the publisher's address leads to the file itself, not to a page that describes it."""
    return source.url.rstrip("/") != source.landing_page.rstrip("/") and not source.carrier


def fetch(
    source: Source,
    data: Path,
    limits: Limits = LIMITS,
    told: Callable[[str, int, int | None], None] = lambda name, done, of: None,
    offline: bool = False,
) -> Fetched:
    """Bring one published file to its place, or a changed one to the candidates.

    Parameters
    ----------
    source : Source
        Its address, its expected sha256.
    data : Path
        The data folder; the file goes to ``raw/<key>/<vintage>/``.
    limits : Limits
        Time, size, tries.
    told : callable
        Is given the source's name, the bytes so far and the expected bytes, if known.
    offline : bool
        Open no connection; ``CIRCULAR_METRICS_OFFLINE=1`` does the same.

    Returns
    -------
    Fetched
        Where the file is and whether it is the declared one.

    Raises
    ------
    ChangedSourceError
        If another file than the declared one lies in its place.
    FetchError
        If it cannot be had; tells a file that does not exist from one that is listed but not
        available now.
    """
    kept = data / "raw" / CANDIDATES / ".unfinished"
    for left in left_by_the_dead(kept, re.compile(MARK)):
        shutil.rmtree(left, ignore_errors=True)
    if is_present(source, data):
        _ = raw_file(source, data)
        return Fetched(source, "present", None, "is here already")
    if offline or os.environ.get(OFFLINE):
        raise FetchError(
            f"{source.name}: not here, and no connection is opened offline. Fetch it without "
            f"--offline, or put it at {own_place(source, data)}"
        )
    if not is_file_address(source):
        raise FetchError(
            f"{source.name}: the publisher gives no address of the file itself. Take it from "
            f"{source.landing_page} and put it at {own_place(source, data)}"
        )
    name = hashlib.sha256(source.url.encode()).hexdigest()[:16]
    own = kept / mark()
    try:
        bring = Resuming(source, limits, told, kept)
        got = Path(pooch.retrieve(source.url, None, fname=name, path=own, downloader=bring))
        return _placed(source, data, got)
    except OSError as error:
        raise FetchError(f"{source.name}: {kept}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(own, ignore_errors=True)


def own_place(source: Source, data: Path) -> Path:
    """Where a fetched file goes; never outside ``data/raw``, whatever a record says."""
    root = (data / "raw").resolve()
    place = (root / source.key / source.vintage / source.filename).resolve()
    if root not in place.parents:
        raise FetchError(f"{source.name}: its place {place} lies outside {root}")
    return place


def _placed(source: Source, data: Path, got: Path) -> Fetched:
    """The file to its own place if it is the declared one, else to the candidates."""
    found = sha256(got)
    place = own_place(source, data)
    if found == source.sha256:
        write_atomically(place, got.read_bytes())
        return Fetched(source, "fetched", place, "is the declared file")
    aside = data / "raw" / CANDIDATES / source.key / found[:12] / source.filename
    words = difference(source, got, data)
    account = aside.with_name("difference.txt")
    write_together({aside: got.read_bytes(), account: f"{words}\n".encode()})
    return Fetched(source, "candidate", aside, words)
