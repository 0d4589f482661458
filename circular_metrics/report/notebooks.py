"""The notebooks: which there are, how one is run, how many are run at once."""

import gc
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

import nbformat
import papermill
import psutil
from papermill.exceptions import PapermillExecutionError

from circular_metrics.charts import once
from circular_metrics.errors import CircularMetricsError, NotebookError
from circular_metrics.report import engine
from circular_metrics.store import PROJECT

NOTEBOOKS = PROJECT / "notebooks"
IN_PROCESS = "circular_metrics"


@dataclass(frozen=True)
class Job:
    """One notebook with its parameters, and what is to be done with it once it has run."""

    name: str
    notebook: Path
    parameters: Mapping[str, object]
    finish: Callable[[nbformat.NotebookNode], None]


@dataclass(frozen=True)
class Limits:
    """The most time and memory that one notebook may take; ``None`` for no limit."""

    seconds: float | None = None
    mebibytes: float | None = None


NO_LIMITS = Limits()
GLANCE = 0.2  # seconds between two looks at time and memory


@dataclass
class Running:
    """A child at work: its job, its process, when it began, the cell it is at."""

    job: Job
    process: multiprocessing.Process
    begun: float
    cell: int = 0

    def broken(self, limits: Limits) -> str | None:
        """Which limit it has passed, and in which cell."""
        place = f"{self.job.name}, cell {self.cell}"
        if limits.seconds is not None and time.monotonic() - self.begun > limits.seconds:
            return f"{place}: took longer than {limits.seconds:g} s; stopped (--timeout)"
        if limits.mebibytes is not None:
            with suppress(psutil.Error):
                used = psutil.Process(self.process.pid).memory_info().rss / 2**20
                if used > limits.mebibytes:
                    return (
                        f"{place}: took more than {limits.mebibytes:g} MiB of memory; "
                        "stopped (--memory)"
                    )
        return None


def notebooks(folder: Path = NOTEBOOKS) -> list[Path]:
    """The notebooks of a report, in reading order."""
    return sorted(path for path in folder.glob("[0-9][0-9]_*.ipynb"))


def execute(
    notebook: Path, parameters: Mapping[str, object], engine: str | None = IN_PROCESS
) -> nbformat.NotebookNode:
    """The notebook, run with these parameters; nothing in it tells when or where.

    Parameters
    ----------
    notebook : Path
        Is read, never written.
    parameters : mapping
        For its cell tagged ``parameters``.
    engine : str, optional
        Of papermill; ``None`` for a Jupyter kernel of its own.

    Raises
    ------
    NotebookError
        If a cell raises; names notebook, cell and error.
    """
    content = nbformat.read(notebook, as_version=4)
    try:
        executed = papermill.execute_notebook(
            content,
            None,
            dict(parameters),
            engine_name=engine,
            progress_bar=False,
            kernel_name="python3",
            language="python",
        )
    except PapermillExecutionError as error:
        raise NotebookError(
            f"{notebook.name}, cell {error.exec_count}: {error.ename}: {error.evalue}"
        ) from error
    return settled(executed)


def settled(executed: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without times, machine, and random ids."""
    for index, cell in enumerate(executed.cells):
        injected = "injected-parameters" in cell.metadata.get("tags", [])
        cell.id = "injected-parameters" if injected else f"cell-{index}"
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.NotebookNode({"tags": tags} if tags else {})
    kept = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    executed.metadata = nbformat.from_dict(kept)
    return executed


def run_all(
    jobs: Sequence[Job], workers: int, told: Callable[[Job], None], limits: Limits = NO_LIMITS
) -> None:
    """Run every job in a process of its own, ``workers`` at once.

    On Linux a child is forked and finds everything imported and computed; elsewhere each child
    starts afresh. Either way no notebook sees another's state.

    Raises
    ------
    NotebookError
        When all have ended, if any failed; a line for each.
    """
    waiting, running, failures = list(jobs), {}, []
    glance = None if limits == NO_LIMITS else GLANCE
    if way_of_starting() == "fork":
        engine.warm()
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                pipe, child = _start(waiting.pop(0))
                running[pipe] = child
            for ready in wait(list(running), glance):
                said = _heard(ready, running[ready])
                if said is not None:
                    child = running.pop(ready)
                    failures += said
                    child.process.join()
                    told(child.job)
            failures += _stop_beyond(limits, running, told)
    finally:
        for child in running.values():
            child.process.terminate()
            child.process.join()
    if failures:
        raise NotebookError("\n".join(failures))


def way_of_starting() -> str:
    """``fork`` where that is sound, on Linux; elsewhere children start afresh."""
    return "fork" if sys.platform == "linux" and hasattr(os, "fork") else "spawn"


def _start(job: Job) -> tuple[Connection, Running]:
    """Begin one job."""
    context = multiprocessing.get_context(way_of_starting())
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(job, theirs), daemon=True)
    process.start()
    theirs.close()
    return ours, Running(job, process, time.monotonic())


def _stop_beyond(limits: Limits, running: dict, told: Callable[[Job], None]) -> list[str]:
    """Stop the children that passed a limit; a line for each."""
    failures = []
    for pipe, child in list(running.items()):
        said = child.broken(limits)
        if said is not None:
            child.process.kill()
            child.process.join()
            del running[pipe]
            failures.append(said)
            told(child.job)
    return failures


def _child(job: Job, pipe: Connection) -> None:
    """What a child process does: run one notebook, finish it, say how it went.

    A child whose run was killed ends at its next cell and writes nothing.
    """

    def told(cell: int) -> None:
        _end_with_the_run()
        pipe.send(cell)

    gc.freeze()  # what the parent has stays: looking through it would copy its memory
    engine.at_cell = told
    once.begin()
    try:
        executed = execute(job.notebook, job.parameters)
        _end_with_the_run()
        job.finish(executed)
    except CircularMetricsError as error:
        pipe.send(str(error))
    except OSError as error:
        pipe.send(f"{job.name}: {error.filename or 'on writing'}: {error.strerror or error}")
    except KeyboardInterrupt:
        pipe.send(f"{job.name}: interrupted")
    else:
        pipe.send(once.told())
        pipe.send(None)


def _end_with_the_run() -> None:
    """In a child: end at once if the run that began it is no more."""
    if not multiprocessing.parent_process().is_alive():
        os._exit(1)


def _heard(pipe: Connection, child: Running) -> list[str] | None:
    """What a child said: ``None`` while it is at work, else its failures, once it has ended.

    At work it tells the cell that it is at and, at the end, the pictures that others may need.

    Silence means that it was killed or broke off.
    """
    try:
        said = pipe.recv()
    except EOFError:
        return [
            f"{child.job.name}: the process ended without an answer (killed, or out of memory) "
            f"in cell {child.cell}"
        ]
    if isinstance(said, int):
        child.cell = said
        return None
    if isinstance(said, dict):
        once.learn(said)
        return None
    return [] if said is None else [said]
