"""How long permits and the stock of materials take, against pyarrow and against twice as many."""

import io
import os
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pyarrow.csv

from circular_metrics.clean.construction import clean_permits_of_years
from circular_metrics.codelists.construction_intensity import AREAS_M2, INTENSITY
from circular_metrics.readers.statbel_columns import read_permit_columns
from circular_metrics.statistics.stocks_draws import drawn_ranges
from circular_metrics.store import PUBLISHED

TURNS, MUNICIPALITIES, DRAWS = 5, 565, 1000
FILE = "construction/TF_BUILDING_PERMITS_20251201.zip"


def best(*works) -> np.ndarray:
    """Seconds by the clock and of the processors of each work, in turns, the best of each."""
    times = np.empty((TURNS, len(works), 2))
    for turn in times:
        for place, work in enumerate(works):
            start, spent = time.perf_counter(), time.process_time()
            work()
            turn[place] = time.perf_counter() - start, time.process_time() - spent
    return times.min(axis=0)


def pyarrow_reads(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        content = archive.read(archive.namelist()[0])
    options = pyarrow.csv.ParseOptions(delimiter="|")
    pyarrow.csv.read_csv(io.BytesIO(content), parse_options=options)


def stock_model(municipalities: int) -> None:
    counts = np.random.default_rng(1).integers(0, 30_000, (municipalities, 2)).astype(float)
    sizes = [[min(a[f] for a in AREAS_M2.values()), AREAS_M2["MODERATE"][f],
              max(a[f] for a in AREAS_M2.values())] for f in (0, 1)]  # fmt: skip
    materials = list(INTENSITY["RS/M"])
    intensities = [[INTENSITY[form][m] for form in ("RS/M", "RM/C")] for m in materials]
    drawn_ranges(counts, np.array(sizes), np.array(intensities), draws=DRAWS)


def main() -> None:
    if PUBLISHED in os.environ:
        path = Path(os.environ[PUBLISHED]) / FILE
        floor, ours = best(
            lambda: pyarrow_reads(path),
            lambda: clean_permits_of_years(read_permit_columns(path), path.name),
        )
        for what, a, b in zip(("by the clock", "of the processors"), floor, ours, strict=True):
            print(f"permits, {what}: pyarrow reads {a:.2f} s, tidy {b:.2f} s, {b / a:.2f} times")
    one, two = best(lambda: stock_model(MUNICIPALITIES), lambda: stock_model(2 * MUNICIPALITIES))
    tracemalloc.start()
    stock_model(MUNICIPALITIES)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    print(f"stock of {MUNICIPALITIES} x 8 x {DRAWS}: {one[0]:.2f} s, {peak:.0f} MiB")
    print(f"twice as many, of the processors: {two[1] / one[1]:.2f} times")


if __name__ == "__main__":
    sys.exit(main())
