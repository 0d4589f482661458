"""The notebooks: which there are, how one is run, how many are run at once."""

import multiprocessing
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

# One module of 2 s that jsonschema's optional format checks import and notebooks never need.
sys.modules.setdefault("rfc3987_syntax", None)

import nbformat  # noqa: E402
import papermill  # noqa: E402
from papermill.exceptions import PapermillExecutionError  # noqa: E402

from circular_metrics.errors import NotebookError  # noqa: E402
from circular_metrics.store import PROJECT  # noqa: E402

NOTEBOOKS = PROJECT / "notebooks"
IN_PROCESS = "circular_metrics"


@dataclass(frozen=True)
class Job:
    """One notebook with its parameters, and what is to be done with it once it has run."""

    name: str
    notebook: Path
    parameters: Mapping[str, object]
    finish: Callable[[nbformat.NotebookNode], None]


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


def run_all(jobs: Sequence[Job], workers: int, told: Callable[[Job], None]) -> None:
    """Run every job in a process of its own, ``workers`` at once.

    On Linux a child is forked and finds everything imported and computed; elsewhere each child
    starts afresh. Either way no notebook sees another's state.

    Raises
    ------
    NotebookError
        When all have ended, if any failed; a line for each.
    """
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    waiting, running, failures = list(jobs), {}, []
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                job = waiting.pop(0)
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_child, args=(job, theirs), daemon=True)
                process.start()
                theirs.close()
                running[ours] = (job, process)
            for ready in wait(list(running)):
                job, process = running.pop(ready)
                failures += _outcome(ready, job)
                process.join()
                told(job)
    finally:
        for _, process in running.values():
            process.terminate()
            process.join()
    if failures:
        raise NotebookError("\n".join(failures))


def _child(job: Job, pipe: Connection) -> None:
    """What a child process does: run one notebook, finish it, say how it went."""
    try:
        job.finish(execute(job.notebook, job.parameters))
    except NotebookError as error:
        pipe.send(str(error))
    except KeyboardInterrupt:
        pipe.send(f"{job.name}: interrupted")
    else:
        pipe.send(None)


def _outcome(pipe: Connection, job: Job) -> list[str]:
    """What a child said before it ended; silence means that it was killed or broke off."""
    try:
        said = pipe.recv()
    except EOFError:
        said = f"{job.name}: the process ended without an answer (killed, or out of memory)"
    return [] if said is None else [said]
