"""Cleaning the newest repair records, as ratios in one run.

Against reading the same files as text with pandas and pyarrow, against reading and slicing them
with polars, against ten times as many rows, and peak memory against the files' size.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from circular_metrics.clean.repair.several import ORDS
from circular_metrics.report.tidy import settled

REPEATS, FEWER = 25, 5
TIMES = 10
PUBLISHED = Path(os.environ.get("CIRCULAR_METRICS_PUBLISHED", "../shared/data"))


class Taken(NamedTuple):
    """Seconds on the clock, and of all processors, on which other work weighs less."""

    clock: float
    processors: float

    def over(self, other: "Taken") -> str:
        """Both as multiples of another's."""
        return f"{self.clock / other.clock:.1f} ({self.processors / other.processors:.1f})"


def newest() -> list[Path]:
    """The files of the release of July 2025 that are here."""
    found = (PUBLISHED / "ords" / "partners").rglob("OpenRepairData_v0.3_*_202507.csv")
    return sorted(found, key=lambda path: path.stat().st_size)


def clean(files: list[Path]) -> int:
    return sum(len(account.table) for account in settled(ORDS, files))


def read_with_pandas(files: list[Path]) -> None:
    import pandas as pd

    for path in files:
        pd.read_csv(path, engine="pyarrow", dtype=str, keep_default_na=False)


def slice_with_polars(files: list[Path]) -> None:
    import polars as pl

    for path in files:
        table = pl.read_csv(path, infer_schema=False)
        table.group_by(["group_identifier", "product_category", "repair_status"]).len()


def fastest(*works, files: list[Path], repeats: int = REPEATS) -> list[Taken]:
    """The shortest of each work's runs, after one that warms up: on the clock, of the processors.

    The works take turns, so that what the machine does besides meets each of them alike.
    """
    runs: list[list[Taken]] = [[] for _ in works]
    for work in works:
        work(files)
    for _ in range(repeats):
        for work, taken in zip(works, runs, strict=True):
            start, begun = time.perf_counter(), time.process_time()
            work(files)
            taken.append(Taken(time.perf_counter() - start, time.process_time() - begun))
    return [Taken(min(t.clock for t in all_), min(t.processors for t in all_)) for all_ in runs]


def ten_times(files: list[Path], folder: Path) -> list[Path]:
    """Each file with its rows ten times, the ids of each copy its own."""
    made = []
    for path in files:
        header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        prefix = rows[0].partition("_")[0]
        copies = [
            row.replace(f"{prefix}_", f"{prefix}_{copy}000", 1)
            for copy in range(1, TIMES + 1)
            for row in rows
        ]
        made.append(folder / path.name)
        made[-1].write_text("".join([header, *copies]), encoding="utf-8", newline="")
    return made


def processes(files: list[Path], folder: Path) -> float:
    """The command, start to end, as a multiple of a Python that only reads the files as text."""
    reads = (
        "import sys; import pandas as pd\n"
        "for p in sys.argv[1:]: pd.read_csv(p, engine='pyarrow', dtype=str, keep_default_na=False)"
    )
    words = [str(path) for path in files]
    cleans = ["-m", "circular_metrics.cli", "clean", "ords", *words, "--out", str(folder / "out")]
    times = [[], []]
    for _ in range(3):
        for taken, code in zip(times, (["-c", reads, *words], cleans), strict=True):
            start = time.perf_counter()
            subprocess.run([sys.executable, *code], capture_output=True, check=True)
            taken.append(time.perf_counter() - start)
    return min(times[1]) / min(times[0])


def high() -> int:
    """The largest memory that this process has had, in kilobytes (Linux)."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])


def peak(files: list[Path]) -> float:
    """What cleaning adds to a process's largest memory, in bytes per byte of the files.

    The smallest file is cleaned first, so that what the libraries themselves need is not counted.
    """
    code = (
        "import json, sys; from pathlib import Path; from benchmarks.repair import clean, high;"
        "files = [Path(p) for p in json.loads(sys.argv[1])]; clean(files[:1]);"
        "before = high(); clean(files); print(high() - before)"
    )
    words = json.dumps([str(path) for path in files])
    done = subprocess.run(
        [sys.executable, "-c", code, words], capture_output=True, text=True, check=True
    )
    return int(done.stdout) * 1024 / sum(path.stat().st_size for path in files)


def main() -> None:
    files = newest()
    works = (read_with_pandas, clean, slice_with_polars)
    reading, cleaning, polars = fastest(*works, files=files)
    print(f"{clean(files):,} records in {len(files)} files; ratios on the clock (of processors)")
    print(f"cleaning / reading as text with pandas and pyarrow: {cleaning.over(reading)}, aim 3")
    print(f"cleaning / reading and slicing with polars: {cleaning.over(polars)}")
    print(f"peak memory / size of the files: {peak(files):.1f}, aim 8")
    with tempfile.TemporaryDirectory() as folder:
        ratio = processes(files, Path(folder))
        print(f"the command from start to end / a Python that only reads them: {ratio:.1f}")
        many = ten_times(files, Path(folder))
        longer, longer_reading = fastest(clean, read_with_pandas, files=many, repeats=FEWER)
        print(f"ten times the rows / the rows: {longer.over(cleaning)}, aim 10")
        print(f"ten times the rows, cleaning / reading: {longer.over(longer_reading)}, aim 3")
        print(f"peak memory / size, ten times the rows: {peak(many):.1f}, aim 8")


if __name__ == "__main__":
    main()
