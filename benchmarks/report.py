"""The report of one city against papermill itself and against the same cells as plain Python.

Prints seconds and ratios of one run. Also the start-up of ``--help`` and the report's peak memory.
"""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil

PROJECT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
BIN = Path(sys.executable).parent


def timed(*command: str | Path) -> float:
    start = time.perf_counter()
    subprocess.run([str(c) for c in command], check=True, capture_output=True, cwd=PROJECT)
    return time.perf_counter() - start


def as_papermill_does(folder: Path) -> float:
    """papermill's command line over the notebooks one after another, then nbconvert."""
    total = 0.0
    for notebook in NOTEBOOKS:
        out = folder / notebook.name
        total += timed(BIN / "papermill", notebook, out, "--no-progress-bar")
        total += timed(BIN / "jupyter", "nbconvert", "--to", "html", out)
    return total


def as_plain_python(folder: Path) -> float:
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
jobs = [
    Job(f"{path.stem} {language}", path, {"language": language}, id)
    for path in notebooks()
    for language in ("nl", "en")
]
run_all(jobs, 2, id)
"""


def whole_and_alone(folder: Path) -> tuple[float, float, float]:
    """Both languages with pages, workbook and PDF; the notebooks alone; nothing changed."""
    out = folder / "whole"
    both = [*command(out), "--language", "nl"]
    whole = timed(*both)
    alone = timed(sys.executable, "-c", ALONE)
    unchanged = min(timed(*both) for _ in range(3))
    shutil.rmtree(out)
    return whole, alone, unchanged


def as_we_do(folder: Path) -> float:
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
        ours = min(as_we_do(folder) for _ in range(3))
        plain = min(as_plain_python(folder) for _ in range(3))
        theirs = as_papermill_does(folder)
        peak = peak_memory(folder)
        whole, alone, unchanged = whole_and_alone(folder)
    start = min(timed(BIN / "circular-metrics", "--help") for _ in range(5))
    print(f"report, one language, {len(NOTEBOOKS)} notebooks, 2 jobs   {ours:6.2f} s")
    print(
        f"papermill's command line + nbconvert          {theirs:6.2f} s   ratio {ours / theirs:.2f}"
    )
    print(
        f"the same cells as one plain Python process    {plain:6.2f} s   ratio {ours / plain:.2f}"
    )
    print(f"both languages, pages, workbook, PDF          {whole:6.2f} s")
    print(
        f"the notebooks alone, both languages           {alone:6.2f} s   ratio {whole / alone:.2f}"
    )
    print(f"the report again, nothing changed             {unchanged:6.2f} s   less start-up")
    print(f"    {unchanged - start:.2f} s, ratio to the whole {unchanged / whole:.3f}")
    print(f"circular-metrics --help                       {start:6.2f} s")
    print(f"the report and its children at their largest  {peak:6.0f} MiB")


if __name__ == "__main__":
    main()
