"""One run at a time on one folder: who is at work is written beside it."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from circular_metrics.errors import OutputError

# Two readings of when a process began may differ by a clock tick; clocks are never compared.
TICK = 0.05


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for this process; what a killed one left is taken over.

    Raises
    ------
    OutputError
        If another run is at work there, here or on another machine.
    """
    place = folder.with_name(f".{folder.name}.lock")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _take(place, folder)
    except OSError as error:
        raise OutputError(f"{folder.parent}: cannot be written ({error.strerror})") from error
    try:
        yield
    finally:
        with suppress(OSError):
            place.unlink(missing_ok=True)


def _take(place: Path, folder: Path) -> None:
    """Make the lock, or refuse; a lock without a living owner is removed first."""
    mine = json.dumps(
        {
            "process": os.getpid(),
            "begun": psutil.Process().create_time(),
            "machine": socket.gethostname(),
        }
    )
    for _ in range(3):
        try:
            with place.open("x", encoding="utf-8") as file:
                file.write(mine)
            return
        except FileExistsError:
            if _is_held(place, folder):
                continue
            place.unlink(missing_ok=True)
    raise OutputError(f"{folder}: another run began at the same moment; try again")


def _is_held(place: Path, folder: Path) -> bool:
    """Whether the owner has gone meanwhile; refuses if it is at work."""
    try:
        owner = json.loads(place.read_text(encoding="utf-8"))
        process, begun, machine = owner["process"], owner["begun"], owner["machine"]
    except FileNotFoundError:
        return True
    except (ValueError, KeyError, TypeError):
        return False  # the owner was killed while it wrote its name
    if machine != socket.gethostname():
        raise OutputError(
            f"{folder}: a run on the machine {machine} (process {process}) is at work here, or was "
            f"killed there. If it is no longer running, delete {place} and try again"
        )
    with suppress(psutil.Error):
        if abs(psutil.Process(process).create_time() - begun) < TICK:
            raise OutputError(
                f"{folder}: another run (process {process}) is at work here. "
                "Wait until it has ended, or choose another folder with --out"
            )
    return False
