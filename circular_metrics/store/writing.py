"""Files are written whole or not at all, also several that belong together, also if power fails.

A file is written beside its place, flushed to the disk, and moved there in one step. Of several
that belong together a note first says which moves are due; whoever comes next after a kill finds
the note and makes the rest of them. What a killed run left half-written is cleared away.
"""

import json
import os
import re
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from circular_metrics.errors import OutputError

MARK = r"(?P<machine>[0-9a-f]{8})-(?P<process>\d+)-(?P<begun>\d+)"
LEFT = re.compile(rf"\.[0-9a-f]{{8}}\.part-{MARK}")
NOTE = re.compile(rf"\.moves-{MARK}")
TICK = 2  # seconds by which two readings of when a process began may differ


def write_atomically(path: Path, content: bytes) -> Path:
    """Write a file beside its place and move it there, so that it is never half-written.

    Raises
    ------
    OutputError
        If the folder cannot be written; what stood there stays as it was.
    """
    return write_together({path: content})[0]


def write_together(files: Mapping[Path, bytes]) -> list[Path]:
    """Write several files of one folder and what lies below it, all or none.

    Parameters
    ----------
    files : mapping
        Path → content.

    Returns
    -------
    list of Path
        The files, in their order.

    Raises
    ------
    OutputError
        If one cannot be written; those that stood there stay as they were.
    """
    moves = _written(files)
    for note in [_noted(moves)] if len(moves) > 1 else []:
        try:
            _finish(note)
        except OSError as error:
            raise OutputError(
                f"{error.filename2 or error.filename}: cannot be written ({error.strerror}); "
                "the next run moves the rest into place"
            ) from error
        return list(files)
    for beside, path in moves.items():
        try:
            os.replace(beside, path)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
        finally:
            _clear(moves)
    return list(files)


def refuse_others(files: Mapping[Path, bytes], stale: Iterable[Path] = ()) -> None:
    """Refuse if a file of other content stands where one of these is to go.

    Parameters
    ----------
    files : mapping
        Path → content.
    stale : iterable of Path
        What an earlier run may have left beside them; one that is there and not among ``files``
        would not belong to them.

    Raises
    ------
    OutputError
        With all of those files, and what would write over them.
    """
    for folder in dict.fromkeys(path.parent for path in files):
        with suppress(OSError):  # where it may only be read, writing will say so
            settle(folder)
    others = [p for p, body in files.items() if p.exists() and not _holds(p, body)]
    others += [path for path in stale if path.exists() and path not in files]
    if others:
        names = ", ".join(map(str, others))
        raise OutputError(
            f"already there, with other content: {names}. Choose another place, or add --replace "
            "to write over what is there"
        )


def write_new(
    files: Mapping[Path, bytes], replace: bool = False, stale: Iterable[Path] = ()
) -> list[Path]:
    """``write_together``, over other content and what is ``stale`` only if ``replace`` was asked.

    Raises
    ------
    OutputError
        As ``refuse_others`` and ``write_together``.
    """
    stale = [path for path in stale if path not in files]
    if not replace:
        refuse_others(files, stale)
    written = write_together(files)
    _clear(stale)
    return written


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file has exactly that content; a folder has none."""
    return path.is_file() and path.read_bytes() == content


def _written(files: Mapping[Path, bytes]) -> dict[Path, Path]:
    """Every file's content beside its place: there → place; of a failure nothing stays."""
    moves: dict[Path, Path] = {}
    at = next(iter(files), Path())
    try:
        for folder in dict.fromkeys(path.parent for path in files):
            folder.mkdir(parents=True, exist_ok=True)
            settle(folder)
        for at, content in files.items():
            beside = _beside(at)
            moves[beside] = at
            _write(beside, content)
    except OSError as error:
        _clear(moves)
        raise OutputError(f"{at}: cannot be written ({error.strerror})") from error
    return moves


def _clear(paths: Iterable[Path]) -> None:
    """Remove what was written beside, or would not belong any more."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Finish what killed runs had begun to move into ``folder``; clear what they left unfinished.

    Nothing is done for a run that is still alive, here or on another machine.

    Raises
    ------
    OSError
        If the folder cannot be written.
    OutputError
        If a note names a place outside the folder.
    """
    for note in left_by_the_dead(folder, NOTE):
        _finish(note)
    for path in left_by_the_dead(folder, LEFT):
        path.unlink(missing_ok=True)


def mark() -> str:
    """This process in a file's name: machine, number, and when it began."""
    return f"{_machine()}-{os.getpid()}-{_begun(os.getpid())}"


def left_by_the_dead(folder: Path, pattern: re.Pattern) -> list[Path]:
    """What lies in ``folder`` under a name that fits and carries the mark of a run that ended.

    One's own counts as ended: nothing of ours is under way when this is asked.
    """
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = ((folder / name, pattern.fullmatch(name)) for name in names)
    return [path for path, parts in found if parts and not _is_alive(parts)]


def _is_alive(parts: re.Match) -> bool:
    """Whether the marked process runs; that of another machine is held to."""
    import psutil

    if parts["machine"] != _machine():
        return True
    process = int(parts["process"])
    if process == os.getpid():
        return False
    try:
        return abs(_begun(process) - int(parts["begun"])) <= TICK
    except psutil.Error:
        return False


def _begun(process: int) -> int:
    """When a process began, in seconds; never compared with a clock."""
    import psutil

    return int(psutil.Process(process).create_time())


def _machine() -> str:
    """This machine, short."""
    import socket

    return f"{zlib.crc32(socket.gethostname().encode()):08x}"


def _beside(path: Path) -> Path:
    """Where a file is written first: in the same folder, under a short hidden name."""
    return path.with_name(f".{zlib.crc32(path.name.encode()):08x}.part-{mark()}")


def _write(path: Path, content: bytes) -> None:
    """Write and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _noted(moves: Mapping[Path, Path]) -> Path:
    """Note which moves are due; from here on all will be made."""
    root = Path(os.path.commonpath([path.parent for path in moves.values()]))
    note, unfinished = root / f".moves-{mark()}", _beside(root / "moves")
    names = {
        beside.relative_to(root).as_posix(): path.relative_to(root).as_posix()
        for beside, path in moves.items()
    }
    try:
        _write(unfinished, json.dumps(names).encode())
        os.replace(unfinished, note)
    except OSError as error:
        _clear({unfinished: note} | dict(moves))
        raise OutputError(f"{root}: cannot be written ({error.strerror})") from error
    _sync(root)
    return note


def _finish(note: Path) -> None:
    """Make the moves that a note says are due, then remove it; a move already made is passed."""
    root = note.parent
    for beside, path in json.loads(note.read_text(encoding="utf-8")).items():
        with suppress(FileNotFoundError):
            os.replace(_within(root, beside), _within(root, path))
    _sync(root)
    note.unlink(missing_ok=True)


def _within(root: Path, name: str) -> Path:
    """A place below ``root``, whatever a note says."""
    place = (root / name).absolute()
    if ".." in Path(name).parts or root.absolute() not in place.parents:
        raise OutputError(f"{root}: a note of moves names {name!r}, which lies outside; delete it")
    return place


def _sync(folder: Path) -> None:
    """Wait until the disk has the folder's names, where a system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
