"""One notebook: papermill's command line, the report's way, its cells in a plain forked process.

Counts CPU seconds of the child processes, which a busy machine changes little, and prints ratios.
What the parent works out once for all notebooks of a report is told apart.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

from circular_metrics.report.notebooks import execute, notebooks
from circular_metrics.report.run import Asked, _warm

BIN = Path(sys.executable).parent
REPEATS = 3


def children() -> float:
    """CPU seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def of_child(work: Callable[[], object]) -> float:
    """CPU seconds of one forked child."""
    begun = children()
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    os.waitpid(child, 0)
    return children() - begun


def cells_of(path: Path) -> None:
    """The notebook's cells as plain Python; what each shows is formatted, not kept."""
    from IPython.core.formatters import DisplayFormatter

    show, names = DisplayFormatter().format, {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            *before, last = cell.source.split("\n")
            exec("\n".join(before), names)
            try:
                show(eval(last, names))
            except SyntaxError:
                exec(last, names)


def of_papermill(path: Path, folder: Path) -> float:
    """CPU seconds of papermill's command line."""
    begun = children()
    command = [BIN / "papermill", path, folder / path.name, "--no-progress-bar"]
    subprocess.run(command, check=True, capture_output=True)
    return children() - begun


def main() -> None:
    begun = time.process_time()
    for edition in (Asked("leuven", 2025, ("en",)).open("en"),):
        _warm(edition)
    print(f"once for all notebooks, in the parent   {time.process_time() - begun:6.2f} CPU s")
    print("notebook                         papermill    ours   plain   papermill/ours  ours/plain")
    every = []
    with tempfile.TemporaryDirectory() as name:
        for path in notebooks():
            theirs = of_papermill(path, Path(name))
            ours = min(of_child(lambda path=path: execute(path, {})) for _ in range(REPEATS))
            plain = min(of_child(lambda path=path: cells_of(path)) for _ in range(REPEATS))
            every.append((theirs, ours, plain))
            ratios = f"{theirs / ours:14.1f} {ours / plain:11.2f}"
            print(f"{path.stem:32} {theirs:9.2f} {ours:7.2f} {plain:7.2f} {ratios}")
    theirs, ours, plain = (sum(column) for column in zip(*every, strict=True))
    print(f"{'all':32} {theirs:9.2f} {ours:7.2f} {plain:7.2f} {theirs / ours:14.1f}", end="")
    print(f" {ours / plain:11.2f}")


if __name__ == "__main__":
    main()
