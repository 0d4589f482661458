"""The report of one city against papermill itself and against the same cells as plain Python.

Prints seconds and ratios of one run, of the processors and by the clock: on a busy machine only the
first tell anything. Also the start-up of ``--help`` and the report's peak memory.
"""

import contextlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import nbformat
import psutil

PROJECT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
BIN = Path(sys.executable).parent


class Took(NamedTuple):
    """Seconds of the processors, children included, and by the clock; the least is the best."""

    cpu: float
    clock: float

    def __add__(self, other: "Took") -> "Took":
        return Took(self.cpu + other.cpu, self.clock + other.clock)

    def beside(self, other: "Took") -> str:
        """Both as ratios to another."""
        return f"ratio {self.cpu / other.cpu:5.2f} ({self.clock / other.clock:.2f} by the clock)"

    def __str__(self) -> str:
        return f"{self.cpu:7.2f} CPU s, {self.clock:7.2f} s"


def timed(*command: str | Path) -> Took:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(c) for c in command], check=True, capture_output=True, cwd=PROJECT)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(cpu, clock)


def as_papermill_does(folder: Path) -> Took:
    """papermill's command line over the notebooks one after another, then nbconvert."""
    total = Took(0.0, 0.0)
    for notebook in NOTEBOOKS:
        out = folder / notebook.name
        total += timed(BIN / "papermill", notebook, out, "--no-progress-bar")
        total += timed(BIN / "jupyter", "nbconvert", "--to", "html", out)
    return total


def as_plain_python(folder: Path) -> Took:
    """All cells of all notebooks as one script; the last expression of a cell is shown."""
    lines = [
        "from IPython.core.formatters import DisplayFormatter",
        "show = DisplayFormatter().format",
    ]
    for notebook in NOTEBOOKS:
        for cell in nbformat.read(notebook, as_version=4).cells:
            if cell.cell_type != "code":
                continue
            *before, last = cell.source.split("\n")
            simple = last.isidentifier() or ("=" not in last.split("(")[0] and "import" not in last)
            lines += [*before, f"show({last})" if simple else last]
    script = folder / "cells.py"
    script.write_text("\n".join(lines), encoding="utf-8")
    return timed(sys.executable, script)


def command(out: Path) -> list[str]:
    words = ["report", "leuven", "--language", "en", "--out", out, "--jobs", "2"]
    return [str(word) for word in (BIN / "circular-metrics", *words)]


ALONE = """
from circular_metrics.report.notebooks import Job, notebooks, run_all
from circular_metrics.report.run import Asked, _warm
languages = ("nl", "en")
for language in languages:
    _warm(Asked("leuven", 2025, languages).open(language))
jobs = [
    Job(f"{path.stem} {language}", path, {"language": language}, id)
    for path in notebooks()
    for language in languages
]
run_all(jobs, 2, id)
"""


def whole_and_alone(folder: Path) -> tuple[Took, Took, Took]:
    """Both languages with pages, workbook and PDF; the notebooks alone; nothing changed."""
    out = folder / "whole"
    both = [*command(out), "--language", "nl"]
    whole = timed(*both)
    alone = timed(sys.executable, "-c", ALONE)
    unchanged = min(timed(*both) for _ in range(3))
    shutil.rmtree(out)
    return whole, alone, unchanged


def as_we_do(folder: Path) -> Took:
    out = folder / "reports"
    took = timed(*command(out))
    shutil.rmtree(out)
    return took


def peak_memory(folder: Path) -> float:
    """MiB that the report and its children hold at once, what they share counted once."""
    process = psutil.Popen(command(folder / "reports"), cwd=PROJECT, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        held = 0
        for one in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                held += one.memory_full_info().pss
        peak = max(peak, held)
        time.sleep(0.05)
    return peak / 2**20


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        as_we_do(folder)  # once before, so that every way finds compiled files
        ours = min(as_we_do(folder) for _ in range(2))
        plain = min(as_plain_python(folder) for _ in range(2))
        theirs = as_papermill_does(folder)
        peak = peak_memory(folder)
        whole, alone, unchanged = whole_and_alone(folder)
    start = min(timed(BIN / "circular-metrics", "--help") for _ in range(5))
    print(f"report, one language, {len(NOTEBOOKS)} notebooks, 2 jobs   {ours}")
    print(f"papermill's command line + nbconvert          {theirs}   {theirs.beside(ours)}")
    print(f"the same cells as one plain Python process    {plain}   {ours.beside(plain)}")
    print(f"both languages, pages, workbook, PDF          {whole}")
    print(f"the notebooks alone, both languages           {alone}   {whole.beside(alone)}")
    print(f"the report again, nothing changed             {unchanged}   less start-up")
    print(f"    {unchanged.cpu - start.cpu:.2f} CPU s, {unchanged.beside(whole)}")
    print(f"circular-metrics --help                       {start}")
    print(f"the report and its children at their largest  {peak:6.0f} MiB")


if __name__ == "__main__":
    main()
