"""Decoupling against a plain loop of draws; the register's count against DuckDB's own scan.

Prints seconds and ratios of one run. ``policy.py 20000000`` sets the rows of generated activities.
"""

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

from circular_metrics.statistics.decoupling import decoupling
from circular_metrics.statistics.trend import mann_kendall

PROJECT = Path(__file__).resolve().parent.parent
COUNTRIES, PRESSURES, DRAWS, YEARS = 30, 4, 10_000, range(2010, 2024)
PLAIN = 200  # draws of the plain loop; its time is scaled up to DRAWS
ROWS, ROUNDS = 20_000_000, 3


def pair(seed: int) -> tuple[pd.Series, pd.Series]:
    """A made-up pressure and driver with some noise."""
    random = np.random.default_rng(seed)
    t = np.arange(len(YEARS))
    pressure = 100 * np.exp(-0.01 * t + 0.02 * random.standard_normal(len(t)))
    driver = 100 * np.exp(0.015 * t + 0.01 * random.standard_normal(len(t)))
    return pd.Series(pressure, YEARS), pd.Series(driver, YEARS)


def ours(seed: int) -> float:
    """One verdict with all its windows and draws."""
    pressure, driver = pair(seed)
    found = decoupling(
        pressure,
        driver,
        pressure_interval=(pressure * 0.97, pressure * 1.03),
        driver_interval=(driver * 0.99, driver * 1.01),
        draws=DRAWS,
    )
    return found.share_of_draws


def plain(seed: int, draws: int) -> float:
    """The same draws one after another, with one Mann-Kendall test each, in numpy."""
    pressure, driver = (series.to_numpy() for series in pair(seed))
    random, held = np.random.default_rng(1), 0
    for _ in range(draws):
        p = pressure * np.exp(random.standard_normal(len(pressure)) * np.log(1.03) / 1.96)
        d = driver * np.exp(random.standard_normal(len(driver)) * np.log(1.01) / 1.96)
        fall, rise = mann_kendall(p), mann_kendall(d)
        held += fall.score < 0 and fall.p < 0.05 and rise.score > 0 and d[-1] > d[0]
    return held / draws


def clock(run) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def decouplings() -> None:
    seeds = range(COUNTRIES * PRESSURES)
    one = clock(lambda: [ours(seed) for seed in seeds])
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(ours, range(2)))  # let the workers import first
        two = clock(lambda: list(pool.map(ours, seeds, chunksize=10)))
    loop = clock(lambda: plain(0, PLAIN)) * DRAWS / PLAIN * len(seeds)
    print(f"{len(seeds)} verdicts of {DRAWS} draws: one core {one:.1f} s, two cores {two:.1f} s")
    print(f"plain numpy loop, scaled up from {PLAIN} draws: {loop:.0f} s; ratio {loop / one:.0f}")


GENERATE = """
COPY (SELECT '2.' || lpad((i % 900)::text, 3, '0') || '.'
             || lpad((i // 900 % 1000)::text, 3, '0') || '.' || lpad((i % 1000)::text, 3, '0')
             AS "EntityNumber",
             '001' AS "ActivityGroup",
             CASE WHEN i % 2 = 0 THEN '2008' ELSE '2025' END AS "NaceVersion",
             lpad((i * 7919 % 99999)::text, 5, '0') AS "NaceCode",
             CASE WHEN i % 3 = 0 THEN 'SECO' ELSE 'MAIN' END AS "Classification"
      FROM range({n}) t(i)) TO '{path}' (HEADER, FORCE_QUOTE *)
"""
ADDRESSES = """
COPY (SELECT DISTINCT EntityNumber AS "EntityNumber", 'BAET' AS "TypeOfAddress",
             '3000' AS "Zipcode", 'Leuven' AS "MunicipalityNL"
      FROM read_csv('{path}', all_varchar = true) LIMIT 2000000)
TO '{out}' (HEADER, FORCE_QUOTE *)
"""
SCAN = """
import duckdb, sys, time
database = duckdb.connect()
database.execute("SET threads = 2"); database.execute("SET memory_limit = '600MB'")
database.execute("SET preserve_insertion_order = false")
database.execute("SET enable_progress_bar = false")
scan = f"read_csv('{sys.argv[1]}/activity.csv', header = true, all_varchar = true)"
start, busy = time.perf_counter(), time.process_time()
database.execute(f"SELECT {sys.argv[2]} FROM {scan}").fetchall()
print(time.perf_counter() - start, time.process_time() - busy)
"""
COLUMNS = "count(EntityNumber), max(NaceVersion), max(NaceCode), max(Classification)"
COUNT = """
import sys, time
from pathlib import Path
import pandas as pd
from circular_metrics.readers.kbo import count_establishments
activities = pd.read_csv(sys.argv[2], dtype=str)
start, busy = time.perf_counter(), time.process_time()
count_establishments(Path(sys.argv[1]), activities)
took, worked = time.perf_counter() - start, time.process_time() - busy
# the status of the process itself: a child's ru_maxrss begins with what its parent had
status = Path("/proc/self/status").read_text()
print(took, worked, int(status.partition("VmHWM:")[2].split()[0]) / 1024)
"""


def register(rows: int) -> None:
    import duckdb

    def run(code: str, *words: object) -> list[float]:
        command = [sys.executable, "-c", code, *map(str, words)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return [float(word) for word in done.stdout.split()]

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "activity.csv"
        duckdb.sql(GENERATE.format(n=rows, path=path))
        duckdb.sql(ADDRESSES.format(path=path, out=folder / "address.csv"))
        (folder / "establishment.csv").write_text('"EstablishmentNumber","EnterpriseNumber"\n')
        wanted = PROJECT / "data" / "processed" / "circular_activities.csv"
        run(SCAN, folder, "count(*)")  # the file comes into the cache
        rounds = [
            run(SCAN, folder, "count(*)") + run(SCAN, folder, COLUMNS) + run(COUNT, folder, wanted)
            for _ in range(ROUNDS)
        ]
    # in turns, and the best of each: what else runs on the machine only ever adds
    best = np.min(rounds, axis=0)
    print(f"{rows} activities, {path.name}, best of {ROUNDS}:")
    for what, lines, columns, ours in zip(("wall", "CPU"), *best[:6].reshape(3, 2), strict=True):
        print(f"{what}: DuckDB counts the rows in {lines:.1f} s, reads the four columns in")
        print(
            f"{columns:.1f} s; our count with addresses {ours:.1f} s, so {ours / lines:.2f} times"
        )
        print(f"the first and {ours / columns:.2f} times the second")
    print(f"peak memory {max(row[6] for row in rounds):.0f} MiB")


if __name__ == "__main__":
    decouplings()
    register(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
