"""A table of five million cells in Eurostat's TSV layout, read and tidied: ratios in one run.

Time against reading the same file as text with polars and with pyarrow, by the clock and of the
processors, and peak memory against the file's size; each in processes of its own, in turns, so that
none warms up or swells another.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

CELLS = 5_000_000
YEARS = range(1995, 2025)
ROUNDS, REPEATS = 3, 5
WAYS = ("tidy", "polars", "pyarrow")


def make(path: Path, cells: int = CELLS) -> None:
    """Series by operation, waste, unit and country; one cell in six has a flag or no value."""
    draw = np.random.default_rng(20261124)
    series = cells // len(YEARS)
    countries = [f"{a}{b}" for a in "ABCDEFGH" for b in "KLMNO"]
    with path.open("w", encoding="utf-8", newline="") as file:
        years = "\t".join(f"{year} " for year in YEARS)
        file.write(f"freq,wst_oper,waste,unit,geo\\TIME_PERIOD\t{years}\r\n")
        for start in range(0, series, 10_000):
            size = min(10_000, series - start), len(YEARS)
            numbers = draw.lognormal(6, 3, size).round(2)
            flags = draw.choice(["", "", "", "", "", "e", "p", "b", ":", ":"], size)
            for place in range(size[0]):
                n = start + place
                key = f"A,OP{n // 8000:03},W{n // 80 % 100:02},U{n // 40 % 2},{countries[n % 40]}"
                row = "\t".join(
                    ": " if flag == ":" else f"{number} {flag}"
                    for number, flag in zip(numbers[place].tolist(), flags[place], strict=True)
                )
                file.write(f"{key}\t{row}\r\n")


def work(way: str, path: Path) -> int:
    """Read a file in one way; how many rows came out."""
    if way == "tidy":
        from circular_metrics.clean.waste.long import clean_series
        from circular_metrics.readers.eurostat import read_eurostat

        return len(clean_series(read_eurostat(path, parsed=True), path.name).table)
    if way == "polars":
        import polars as pl

        return pl.read_csv(path, separator="\t", infer_schema=False).height
    from pyarrow import csv, string

    names = [str(number) for number in range(len(YEARS) + 1)]
    table = csv.read_csv(
        path,
        read_options=csv.ReadOptions(column_names=names, skip_rows=1),
        parse_options=csv.ParseOptions(delimiter="\t"),
        convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, string())),
    )
    return table.num_rows


def high() -> int:
    """The largest memory that this process has had, in bytes (Linux)."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024


def child(way: str, path: Path, small: Path) -> None:
    """Warm up on a small file; then times and memory of the large one, printed."""
    work(way, small)
    before, clock, busy = high(), [], []
    for turn in range(REPEATS):
        start, spent = time.perf_counter(), time.process_time()
        work(way, path)
        clock.append(time.perf_counter() - start)
        busy.append(time.process_time() - spent)
        if turn == 0:
            added = high() - before
    print(min(clock), min(busy), added)


def run(way: str, path: Path, small: Path) -> list[float]:
    """What ``child`` prints."""
    command = [sys.executable, __file__, way, str(path), str(small)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / "large.tsv", Path(folder) / "small.tsv"
        make(path)
        make(small, 30_000)
        size = path.stat().st_size
        rounds = [[run(way, path, small) for way in WAYS] for _ in range(ROUNDS)]
    best = dict(zip(WAYS, np.min(rounds, axis=0), strict=True))
    print(f"{CELLS:,} cells, {size / 2**20:.0f} MiB; best of {ROUNDS} x {REPEATS}")
    for way, (clock, busy, _) in best.items():
        print(f"{way}: {clock:.3f} s by the clock, {busy:.3f} s of the processors")
    for way in WAYS[1:]:
        clock, busy, _ = best["tidy"] / best[way]
        print(f"tidying / {way}: {clock:.2f} by the clock, {busy:.2f} of the processors (aim 2.5)")
    print(f"peak memory / size of the file: {best['tidy'][2] / size:.1f} (aim 6)")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        child(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
