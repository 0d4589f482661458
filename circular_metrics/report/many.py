"""Many reports: every municipality of a region, each on its own, resumed where it was cut."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from circular_metrics.edition import forget
from circular_metrics.edition.municipality import REGIONS, municipalities
from circular_metrics.errors import CircularMetricsError, OutputError, ShardError
from circular_metrics.report.notebooks import NO_LIMITS, Limits
from circular_metrics.report.run import Asked, make_report
from circular_metrics.store import data_folder, named, write_atomically

COLUMNS = ("city", "area", "state", "reason")


@dataclass(frozen=True)
class Outcome:
    """What became of one municipality: ``made``, ``skipped`` or ``failed``, and why."""

    city: str
    area: str
    state: str
    reason: str


def members(region: str, data: Path, shard: str = "1/1") -> dict[str, str]:
    """Key → code of the municipalities of a region, or of one shard of them.

    Parameters
    ----------
    region : str
        ``flanders``.
    data : Path
        The data folder.
    shard : str
        ``i/n``: each n-th, beginning with the i-th; the shards together are all, none twice.

    Raises
    ------
    UnknownNameError
        If there is no such region.
    ShardError
        If the shard is none.
    """
    named(region, REGIONS, "region")
    first, _, of = shard.partition("/")
    if not (first.isdigit() and of.isdigit() and 1 <= int(first) <= int(of)):
        raise ShardError(f"--shard is {shard!r}; expected i/n with i from 1 to n, such as 2/8")
    every = list(municipalities(data).items())
    return dict(every[int(first) - 1 :: int(of)])


def report_all(
    region: str,
    asked: Asked,
    out: Path,
    jobs: int = 2,
    shard: str = "1/1",
    told: Callable[[int, int, Outcome | None], None] = lambda done, of, outcome: None,
    is_forced: bool = False,
    limits: Limits = NO_LIMITS,
) -> list[Outcome]:
    """Make the report of every municipality of a region; a failure stops only its own.

    Each report is put in place whole, so that a run that was cut goes on with the next: those in
    place are skipped by the hash of what they were made from.

    Parameters
    ----------
    region : str
        ``flanders``.
    asked : Asked
        Edition and languages; its city is replaced by each municipality.
    out : Path
        The folder of reports.
    jobs : int
        Notebooks run at once.
    shard : str
        ``i/n``, as in ``members``.
    told : callable
        Is given how many of how many are done, and how the last ended.
    is_forced : bool
        Make again what is up to date.
    limits : Limits
        Time and memory of one notebook.

    Returns
    -------
    list of Outcome
        One for each municipality; also written to ``out/<region>-<edition>[-i-of-n].csv``.

    Raises
    ------
    UnknownNameError, ShardError
        As ``members``.
    OutputError
        If another file stands where the summary is to go; nothing is made then.
    """
    cities = members(region, data_folder(asked.data), shard)
    part = "" if shard == "1/1" else f"-{shard.replace('/', '-of-')}"
    summary = out / f"{region}-{asked.edition}{part}.csv"
    if summary.exists() and not _is_summary(summary):
        raise OutputError(f"{summary} is no summary of ours: move it, or choose another --out")
    found: list[Outcome] = []
    told(0, len(cities), None)
    for key, code in cities.items():
        found.append(_one(replace(asked, city=key), code, out, jobs, is_forced, limits))
        forget()
        told(len(found), len(cities), found[-1])
    write_atomically(summary, _summary(found))
    return found


def _one(asked: Asked, code: str, out: Path, jobs: int, is_forced: bool, limits: Limits) -> Outcome:
    """One municipality, whatever happens."""
    try:
        made = make_report(asked, out, jobs, is_forced=is_forced, limits=limits)
    except (CircularMetricsError, OSError) as error:
        return Outcome(asked.city, code, "failed", str(error))
    except Exception as error:
        # A fault of the program in one municipality must not keep the others from their reports.
        return Outcome(asked.city, code, "failed", f"{type(error).__name__}: {error}")
    return Outcome(asked.city, code, "made" if made.why else "skipped", made.why or "up to date")


def _is_summary(path: Path) -> bool:
    """Whether a file begins as ours do; what stands in one of ours is made anew by each run."""
    return path.is_file() and path.read_bytes().startswith(",".join(COLUMNS).encode())


def _summary(outcomes: Sequence[Outcome]) -> bytes:
    """The outcomes as CSV; the failed first."""
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(vars(o) for o in sorted(outcomes, key=lambda o: (o.state != "failed", o.area)))
    return text.getvalue().encode()
