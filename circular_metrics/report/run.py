"""From an edition to a folder of pages: what ``circular-metrics report`` does."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from circular_metrics.edition import Edition, all_observations, open_edition, pins
from circular_metrics.edition.decoupling import judge_all
from circular_metrics.edition.displays import figures_of, links_of
from circular_metrics.edition.provenance import Behind
from circular_metrics.edition.statement import PARTS
from circular_metrics.report import further
from circular_metrics.report.crate import Run, write_crate
from circular_metrics.report.frame import frame_of, links, workbook_name
from circular_metrics.report.incremental import WORK, account, take_over, unchanged, why_again
from circular_metrics.report.notebooks import NO_LIMITS, Job, Limits, notebooks, run_all
from circular_metrics.report.pages import warm, write_front, write_page
from circular_metrics.report.place import recover, refuse_to_overwrite, staged, write_hashes
from circular_metrics.report.print import Printed, in_print, write_prints
from circular_metrics.report.sharing import keep_picture, share_pictures
from circular_metrics.report.workbook import write_workbook
from circular_metrics.store import csv_bytes, read_provenance
from circular_metrics.store.lock import locked
from circular_metrics.wording import say

LIBRARIES = ("pandas", "matplotlib", "papermill", "nbconvert", "scipy", "statsmodels")


@dataclass(frozen=True)
class Asked:
    """What was asked for: one city, one year, in one or more languages."""

    city: str
    edition: int
    languages: tuple[str, ...]
    peers: str = "partners"
    data: Path | None = None

    def folder(self, language: str) -> str:
        """The first language stands at the top, the others in a folder each."""
        return "" if language == self.languages[0] else f"{language}/"

    def open(self, language: str) -> Edition:
        """The edition in one of the languages."""
        return open_edition(self.city, self.edition, language, self.peers, self.data)


@dataclass(frozen=True)
class Made:
    """The front page; why the report was made, or ``None`` if it was up to date; pages kept."""

    front: Path
    why: str | None
    kept: tuple[str, ...] = ()


def report(
    asked: Asked,
    out: Path,
    jobs: int = 2,
    told: Callable[[int, int, str], None] = lambda done, of, name: None,
) -> Path:
    """Make the report of one edition whatever is in place, as ``make_report``; its front page."""
    return make_report(asked, out, jobs, told, is_forced=True).front


def make_report(
    asked: Asked,
    out: Path,
    jobs: int = 2,
    told: Callable[[int, int, str], None] = lambda done, of, name: None,
    is_forced: bool = False,
    limits: Limits = NO_LIMITS,
) -> Made:
    """Run the notebooks of one edition and put its pages in place.

    Parameters
    ----------
    asked : Asked
        City, year, languages, peers.
    out : Path
        The folder of reports; the pages go to ``out/<city>/<edition>/``.
    jobs : int
        Notebooks run at once.
    told : callable
        Is given how many of how many are done, and which was the last.
    is_forced : bool
        Run every notebook, also where what it is made from has not changed.
    limits : Limits
        Time and memory of one notebook.

    Returns
    -------
    Made
        The front page, and why it was made.

    Raises
    ------
    CircularMetricsError
        For anything that cannot be done; an earlier report is then as it was.
    """
    folder = out / asked.city / str(asked.edition)
    recover(folder)
    refuse_to_overwrite(folder)
    editions = [asked.open(language) for language in asked.languages]
    now = account(_parameters(asked, editions[0]), notebooks(), editions[0].data)
    up_to_date = Made(folder / "index.html", None, tuple(now["notebook"]))
    if not (why_again(folder, now) or is_forced):
        return up_to_date
    with locked(folder):
        why = why_again(folder, now)  # another run may have made it since
        if not (why or is_forced):
            return up_to_date
        for edition in editions:
            _warm(edition)
        warm(frame_of(asked, editions[0]))
        kept = set() if is_forced else unchanged(folder, now)
        with staged(folder) as beside:
            _run(asked, editions, beside, jobs, told, (folder, kept), limits)
            write_prints(dict(_finish(asked, edition, beside) for edition in editions), jobs)
            _write_manifest(asked, editions[0], beside, now)
    return Made(folder / "index.html", why or "it was forced", tuple(sorted(kept)))


def _parameters(asked: Asked, edition: Edition) -> dict[str, object]:
    """What a report depends on beside tables, code and libraries."""
    return {
        "city": asked.city,
        "edition": asked.edition,
        "languages": asked.languages,
        "peers": asked.peers,
        "links": [links(language, "") for language in asked.languages],
        "pinned": pins(edition.year).vintages,
    }


def _run(
    asked: Asked,
    editions: list[Edition],
    beside: Path,
    jobs: int,
    told: Callable[[int, int, str], None],
    old: tuple[Path, set[str]],
    limits: Limits,
) -> None:
    """Run what is to be run; pages that are still right are taken over from ``old``."""
    folder, kept = old
    work = []
    for edition in editions:
        here = asked.folder(edition.language)
        for job in _jobs(asked, edition, beside):
            if job.notebook.stem in kept:
                take_over(job.notebook.stem, folder / here, beside / here)
            else:
                work.append(job)
    done = []

    def count(job: Job) -> None:
        done.append(job)
        told(len(done), len(work), job.name)

    told(0, len(work), "")
    run_all(work, jobs, count, limits)


def _warm(edition: Edition) -> None:
    """Compute once what every notebook asks for, before children are forked."""
    for page in edition.objectives:
        _ = page.evidence, page.guard
    _ = edition.names, edition.breaks
    judge_all(edition)


def _jobs(asked: Asked, edition: Edition, beside: Path) -> list[Job]:
    """One job for each notebook in one language."""
    folder = beside / asked.folder(edition.language)
    folder.mkdir(exist_ok=True)
    frame = frame_of(asked, edition)
    opened = Behind(edition)
    about = {page.objective.notebook: page for page in edition.objectives}
    parameters = {
        "city": asked.city,
        "edition": asked.edition,
        "language": edition.language,
        "peers": asked.peers,
        "data": str(asked.data) if asked.data else None,
    }
    return [
        Job(
            name=f"{path.stem} ({edition.language})",
            notebook=path,
            parameters=parameters,
            finish=partial(
                write_page,
                name=path.stem,
                folder=folder,
                frame=frame,
                opened=opened,
                links=partial(links_of, edition=edition, page=about.get(path.stem)),
                figures=partial(figures_of, edition=edition),
            ),
        )
        for path in notebooks()
    ]


def _finish(asked: Asked, edition: Edition, beside: Path) -> tuple[Path, Printed]:
    """The front page, the style sheet and the observations of one language; what to print where."""
    folder = beside / asked.folder(edition.language)
    frame = frame_of(asked, edition)
    frame |= {"page_name": "index", "page_title": say("Overview", edition.language)}
    cards = [page.card() for page in edition.objectives]
    opening = {
        "lead": edition.lead(),
        "legend": edition.legend(),
        "hardest": edition.hardest,
        "hardest_here": edition.hardest_here.markdown,
        "hardest_drawn": keep_picture(edition.hardest_drawn, "index", folder),
    }
    write_front(folder, {"frame": frame, **opening}, cards, Behind(edition))
    share_pictures(folder)
    further.write_further(folder, edition, frame)
    write_workbook(edition, folder / workbook_name(asked, edition.language))
    names = [link["name"] for link in frame["links"]]
    order = in_print([*names, *(page["name"] for page in frame["further"])])
    if not asked.folder(edition.language):
        source = Path(__file__).parent / "templates" / "style.css"
        (beside / "style.css").write_bytes(source.read_bytes())
        kept = edition.stated
        for part in PARTS:
            (beside / f"{part}.csv").write_bytes(csv_bytes(getattr(kept, part)))
    title, day = frame["report_title"], pins(asked.edition).closed
    return folder / frame["print"], Printed(folder, order, edition.language, title, day)


def _write_manifest(
    asked: Asked, edition: Edition, beside: Path, made_from: dict[str, object]
) -> None:
    """What the edition was made from, and the hash of every file in it."""
    from circular_metrics.clean import TABLES

    manifest = {
        "city": asked.city,
        "edition": asked.edition,
        "languages": list(asked.languages),
        "peers": asked.peers,
        "closed": pins(asked.edition).closed.isoformat(),
        "pinned": pins(asked.edition).vintages,
        "package": version("circular-metrics"),
        "libraries": {name: version(name) for name in LIBRARIES},
        "observations": len(all_observations(asked.edition, edition.data)),
        "tables": {
            key: {
                "sha256": account["sha256"],
                "licence": account["licence"],
                "sources": [f"{s['key']}@{s['vintage']} {s['sha256']}" for s in account["sources"]],
            }
            for key in TABLES
            for account in [read_provenance(key, edition.data)]
        },
        WORK: made_from,
    }
    parameters = {key: manifest[key] for key in ("city", "edition", "languages", "peers")}
    write_crate(beside, Run(edition, parameters, manifest["closed"]))
    write_hashes(beside, manifest)


def cpu_count() -> int:
    """How many notebooks to run at once if nobody says."""
    return max(1, min(8, os.cpu_count() or 1))
