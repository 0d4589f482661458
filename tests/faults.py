"""Cut a writer at each of its steps: a child is killed before its n-th change of the folder.

The child has an audit hook that sees every file opened for writing, every folder made, every
rename and removal that Python makes, so that a new write point is cut without being listed; what
is flushed to the disk is counted too. For n = 1, 2, … until the child ends by itself.
"""

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"}
FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
MOST = 400  # steps; a writer that takes more is not tried to its end


def cut(run: Callable[[], object], n: int) -> bool:
    """Run in a child that is killed before its n-th step; whether it was."""
    child = os.fork()
    if child == 0:
        _run_and_die(run, n)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, f"step {n}: the writer failed by itself"
    return False


def _run_and_die(run: Callable[[], object], n: int) -> None:
    """What the child does; it never comes back."""
    left = n

    def step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, args: tuple) -> None:
        is_opened = event == "open" and isinstance(args[2], int) and args[2] & FOR_WRITING
        if event in CHANGES or (is_opened and args[0] != os.devnull):
            step()

    flush = os.fsync

    def counted(handle: int) -> None:
        step()
        flush(handle)

    os.fsync = counted
    sys.addaudithook(hook)
    status = 1
    try:
        run()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def state(folder: Path) -> dict[str, bytes]:
    """What a user sees in a folder: every file whose path has no hidden part."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not is_hidden(path.relative_to(folder))
    }


def is_hidden(path: Path) -> bool:
    """Whether any part of a path begins with a dot."""
    return any(part.startswith(".") for part in path.parts)


def hold(
    folder: Path,
    run: Callable[[], object],
    settle: Callable[[], object],
) -> int:
    """Cut ``run`` at every step; after each the old or the new state is whole; how many steps.

    Parameters
    ----------
    folder : Path
        In its old state; is brought back to it before each cut.
    run : callable
        Makes the new state from the old, and from whatever a cut left.
    settle : callable
        What any run does first.
    """
    before = folder.with_name(folder.name + " before")
    shutil.copytree(folder, before)
    old = state(folder)
    run()
    new = state(folder)
    assert old != new
    for n in range(1, MOST):
        shutil.rmtree(folder)
        shutil.copytree(before, folder)
        was_killed = cut(run, n)
        for name, content in state(folder).items():
            assert content in (old.get(name), new.get(name)), f"step {n}: {name} is half-written"
        settle()
        assert state(folder) in (old, new), f"step {n}: neither the old nor the new state"
        run()
        assert state(folder) == new, f"step {n}: the next run did not recover"
        left = [p for p in folder.rglob("*") if p.is_file() and is_hidden(p.relative_to(folder))]
        assert not left, f"step {n}: left behind {left}"
        if not was_killed:
            return n - 1
    raise AssertionError(f"more than {MOST} steps")
