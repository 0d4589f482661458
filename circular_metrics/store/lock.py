"""One run at a time on one folder: the system holds the lock, a file beside it says whose it is.

The system lets go of the lock of a process that has ended, however it ended. Processes that are
forked from the holder do not hold it.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from circular_metrics.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

# Two readings of when a process began may differ by a clock tick; clocks are never compared.
TICK = 0.05
AT = 1 << 20  # the byte that Windows locks, behind what is written
held: set[int] = set()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for this process; what a killed one left is taken over.

    Folders above it that were made for the lock and are empty when it ends are taken away again.

    Raises
    ------
    OutputError
        If another run is at work there, here or on another machine.
    """
    place = folder.with_name(f".{folder.name}.lock")
    made = [above for above in folder.parents if not above.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        handle = _take(place, folder)
    except OSError as error:
        raise OutputError(f"{folder.parent}: cannot be written ({error.strerror})") from error
    held.add(handle)
    try:
        yield
    finally:
        held.discard(handle)
        if fcntl is not None:  # elsewhere an open file cannot be removed
            _remove(place)
        os.close(handle)
        if fcntl is None:
            _remove(place)
        with suppress(OSError):  # the first that holds something ends it
            for above in made:
                above.rmdir()


def _take(place: Path, folder: Path) -> int:
    """Open and lock the file, and write whose it is; the open file holds the lock."""
    while True:
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            is_free = _lock(handle)
            owner = _owner(handle)
            if is_free is not True:
                _refuse(owner, place, folder, is_sure=is_free is False)
            elif owner.get("machine", socket.gethostname()) != socket.gethostname():
                _refuse(owner, place, folder, is_sure=True)
            if _is_still_there(handle, place):
                _write_owner(handle)
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its last holder removed it meanwhile: begin again with a new one


def _lock(handle: int) -> bool | None:
    """Whether the system gave the lock; ``None`` if this disk knows no locks."""
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            os.lseek(handle, AT, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    except (OSError, ImportError):
        return None
    return True


def _owner(handle: int) -> dict:
    """Who wrote its name into the file; nobody if it was killed before it had."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        found = json.loads(os.read(handle, 4096))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _write_owner(handle: int) -> None:
    """Write who holds the lock, for the others' message."""
    mine = {
        "process": os.getpid(),
        "begun": psutil.Process().create_time(),
        "machine": socket.gethostname(),
    }
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(mine).encode())


def _is_still_there(handle: int, place: Path) -> bool:
    """Whether the file that was locked is the one that stands there."""
    try:
        return os.path.samestat(os.fstat(handle), place.stat())
    except FileNotFoundError:
        return False


def _refuse(owner: dict, place: Path, folder: Path, is_sure: bool) -> None:
    """Say who is at work; where the disk knows no locks, only if that process still runs."""
    process, machine = owner.get("process", "?"), owner.get("machine", socket.gethostname())
    if machine != socket.gethostname():
        raise OutputError(
            f"{folder}: a run on the machine {machine} (process {process}) is at work here, or was "
            f"killed there. If it is no longer running, delete {place} and try again"
        )
    if is_sure or _is_alive(owner):
        raise OutputError(
            f"{folder}: another run (process {process}) is at work here. "
            "Wait until it has ended, or choose another folder with --out"
        )


def _is_alive(owner: dict) -> bool:
    """Whether the process that wrote its name still runs."""
    try:
        return abs(psutil.Process(owner["process"]).create_time() - owner["begun"]) < TICK
    except (KeyError, TypeError, ValueError, psutil.Error):
        return False


def _remove(place: Path) -> None:
    """Take the file away, unless another run has it open."""
    with suppress(OSError):
        place.unlink(missing_ok=True)


def _let_go() -> None:
    """A forked child holds nothing: the lock ends with the run, not with its children."""
    while held:
        with suppress(OSError):
            os.close(held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
