"""Run the kept notebooks at their default parameters and keep what they show.

``make notebooks`` calls this after a change that is meant to change figures; the difference in
version control then shows which figures changed.
"""

from functools import partial
from pathlib import Path

import nbformat

from circular_metrics.report.notebooks import Job, notebooks, run_all
from circular_metrics.store import write_atomically


def keep(executed: nbformat.NotebookNode, path: Path, short: str) -> None:
    """Write a notebook with its outputs over itself."""
    executed.metadata["short"] = short
    nbformat.validate(executed)
    write_atomically(path, (nbformat.writes(executed) + "\n").encode())


def main() -> None:
    """Renew every notebook, two at once."""
    jobs = []
    for path in notebooks():
        short = nbformat.read(path, as_version=4).metadata["short"]
        jobs.append(Job(path.name, path, {}, partial(keep, path=path, short=short)))
    run_all(jobs, 2, lambda job: print(job.name))


if __name__ == "__main__":
    main()
