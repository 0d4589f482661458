"""An edition's folder: written beside, moved into place whole, never over someone's own files."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from circular_metrics.errors import OutputError

MANIFEST = "manifest.json"


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
    refuse_to_overwrite(folder)
    beside = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    old = folder.with_name(f".{folder.name}.old-{os.getpid()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _tidy_up(folder)
        beside.mkdir()
    except OSError as error:
        raise OutputError(f"{folder.parent}: cannot be written ({error.strerror})") from error
    try:
        yield beside
        if folder.exists():
            os.replace(folder, old)
        os.replace(beside, folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        _put_back(folder, old)


def _tidy_up(folder: Path) -> None:
    """Clear what runs that are no longer alive left beside ``folder``."""
    for kind in ("old", "new"):
        for left in sorted(folder.parent.glob(f".{folder.name}.{kind}-*")):
            owner = left.name.rpartition("-")[2]
            if owner.isdigit() and int(owner) != os.getpid() and psutil.pid_exists(int(owner)):
                continue
            if kind == "old":
                _put_back(folder, left)
            shutil.rmtree(left, ignore_errors=True)


def _put_back(folder: Path, old: Path) -> None:
    """If a run ended between its two moves, the earlier edition returns to its place."""
    if old.exists() and not folder.exists():
        os.replace(old, folder)
