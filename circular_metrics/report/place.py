"""An edition's folder: written beside, moved into place whole, never over someone's own files."""

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from circular_metrics.errors import OutputError
from circular_metrics.store.writing import MARK, left_by_the_dead, mark

MANIFEST = "manifest.json"
# No room, a quota reached, a file larger than allowed, a disk that may only be read.
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG, errno.EROFS)


def hashes(folder: Path) -> dict[str, str]:
    """Relative path → sha256 for every file below ``folder`` but the manifest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path != folder / MANIFEST
    }


def write_hashes(folder: Path, facts: dict[str, object]) -> None:
    """Write the manifest: some facts, and the hash of every file in the folder."""
    text = json.dumps({**facts, "files": hashes(folder)}, indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def not_ours(folder: Path) -> list[str]:
    """Files below ``folder`` that this program did not write, or that were changed since."""
    if not folder.exists():
        return []
    try:
        written = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        written = {}
    return [name for name, found in hashes(folder).items() if written.get(name) != found]


def refuse_to_overwrite(folder: Path) -> None:
    """Stop before any work if the folder holds what someone else made.

    Raises
    ------
    OutputError
        With the names of those files.
    """
    found = not_ours(folder)
    if found:
        some = ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
        raise OutputError(
            f"{folder} holds files that this program did not write or that were changed since: "
            f"{some}. Move them elsewhere, or choose another folder with --out"
        )


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A new folder beside ``folder`` that takes its place if all goes well.

    If anything is raised the new folder is removed and the one in place stays as it was. What an
    interrupted run left behind is cleared away by the next one.

    Raises
    ------
    OutputError
        If the place cannot be written, or holds files that are not ours.
    """
    recover(folder)
    refuse_to_overwrite(folder)
    beside = folder.with_name(f".{folder.name}.new-{mark()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside.mkdir()
    except OSError as error:
        raise OutputError(f"{folder.parent}: cannot be written ({error.strerror})") from error
    try:
        yield beside
        _take_place(beside, folder)
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise OutputError(
            f"{error.filename or folder}: {error.strerror}; the report that was there is as it was"
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        _put_back(folder)


def recover(folder: Path) -> None:
    """Finish or undo what a killed run had begun at ``folder``; what it left is cleared away.

    A new folder that was whole, with every file as its manifest says, takes its place; any other
    is removed, and the earlier one is in its place again.
    """
    try:
        for new in left_by_the_dead(folder.parent, _named(folder, "new")):
            if (new / MANIFEST).is_file() and not not_ours(new) and not not_ours(folder):
                _take_place(new, folder)
            shutil.rmtree(new, ignore_errors=True)
        _put_back(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error


def _named(folder: Path, kind: str) -> re.Pattern:
    """The names that folders beside this one have."""
    return re.compile(rf"\.{re.escape(folder.name)}\.{kind}-{MARK}")


def _take_place(new: Path, folder: Path) -> None:
    """The new folder to its place, the one that was there away."""
    old = folder.with_name(f".{folder.name}.old-{mark()}")
    try:
        if folder.exists():
            os.replace(folder, old)
        os.replace(new, folder)
    except PermissionError as error:  # Windows moves no folder of which a file is open
        raise OutputError(
            f"{folder}: cannot be replaced ({error.strerror}); close what has one of its files "
            "open, and run again"
        ) from error
    shutil.rmtree(old, ignore_errors=True)


def _put_back(folder: Path) -> None:
    """If a run ended between its two moves, the earlier folder returns to its place."""
    for old in left_by_the_dead(folder.parent, _named(folder, "old")):
        if not folder.exists():
            os.replace(old, folder)
        shutil.rmtree(old, ignore_errors=True)
