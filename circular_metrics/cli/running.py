"""Verbs and progress for one report, for many, and for a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from circular_metrics.cli.options import (
    Data,
    Languages,
    Replace,
    Reports,
    Year,
    console,
    example,
    languages,
    tell,
)

PANEL = "Reports"


@contextmanager
def bar(words: str) -> Iterator:
    """One line of progress on standard error; gives the function that moves it on."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # No refreshing thread: a process with threads must not be forked.
    shown = console()
    with Progress(
        *columns, console=shown, auto_refresh=False, transient=True, disable=not shown.is_terminal
    ) as progress:
        task = progress.add_task(words, total=None)

        def told(done: int, of: int, name: str) -> None:
            progress.update(task, completed=done, total=of, description=name or words)
            progress.refresh()

        yield told


def one(asked, out: Path, jobs: int, is_forced: bool, limits) -> None:
    """One report; says why it was made, or why not."""
    from circular_metrics.report.run import make_report

    with bar("notebooks") as told:
        made = make_report(asked, out, jobs, told, is_forced, limits)
    if made.why is None:
        tell("up to date: parameters, notebooks, tables, code and libraries are as they were")
        tell("skipped all notebooks; --force runs them again")
    else:
        tell(f"made, because {made.why}")
        if made.kept:
            tell(f"taken over unchanged: {', '.join(made.kept)}")
    typer.echo(made.front)


def several(region, asked, out: Path, jobs: int, shard: str, is_forced: bool, limits) -> None:
    """Every municipality of a region; a summary at the end, status 1 if any failed.

    In a log, where no bar can move, each municipality is a line.
    """
    from circular_metrics.report.many import report_all

    is_log = not console().is_terminal
    with bar(region) as moved:

        def told(done: int, of: int, outcome) -> None:
            words = "" if outcome is None else f"{outcome.city}: {outcome.state}"
            moved(done, of, words)
            if is_log and words:
                tell(f"{done}/{of} {words}")

        found = report_all(region, asked, out, jobs, shard, told, is_forced, limits)
    for state in ("made", "skipped", "failed"):
        tell(f"{sum(o.state == state for o in found)} {state}")
    for outcome in found:
        if outcome.state == "failed":
            tell(f"failed: {outcome.city} ({outcome.area}): {outcome.reason}")
    part = "" if shard == "1/1" else f"-{shard.replace('/', '-of-')}"
    typer.echo(out / f"{region}-{asked.edition}{part}.csv")
    if shard == "1/1" and any(outcome.state != "failed" for outcome in found):
        side_by_side(region, asked.edition, asked.languages, out, asked.data)
    if any(outcome.state == "failed" for outcome in found):
        raise typer.Exit(1)


def side_by_side(region: str, year: int, languages: tuple[str, ...], out: Path, data) -> None:
    """The overview of a region's reports; says why it was made, or why not."""
    from circular_metrics.report.overview import Many, overview

    with bar("overview") as told:
        front, why = overview(Many(region, year, languages, out, data), told)
    tell("the overview is up to date" if why is None else f"overview made, because {why}")
    typer.echo(front)


def compare_all(
    region: Annotated[str, typer.Argument(help="Whose municipalities.")] = "flanders",
    edition: Year = 2025,
    language: Languages = None,
    out: Reports = Path("reports"),
    data: Data = None,
) -> None:
    """Compare all municipalities, from the reports that are in the folder; none is run."""
    side_by_side(region, edition, languages(language), out, data)


def cluster(
    engine: Annotated[Literal["slurm"], typer.Argument(help="What the cluster runs.")],
    region: Annotated[
        str, typer.Option("--all", metavar="flanders", help="Whose municipalities.")
    ] = "flanders",
    edition: Year = 2025,
    shards: Annotated[int, typer.Option(min=1, help="Parts, each a job.")] = 15,
    out: Annotated[Path, typer.Option(help="Folder for the files to take along.")] = Path(
        "cluster"
    ),
    reports: Annotated[str, typer.Option(help="Folder of reports on the cluster.")] = "reports",
    account: Annotated[
        str, typer.Option(help="Account that the hours are charged to.", show_default="none")
    ] = "",
    cores: Annotated[int, typer.Option(min=1, help="Cores of a job.")] = 2,
    minutes: Annotated[int, typer.Option(min=1, help="Longest time of a job.")] = 120,
    memory: Annotated[int, typer.Option(min=100, help="MiB of a job.")] = 4000,
    replace: Replace = False,
) -> None:
    """Write the Snakefile and the Slurm profile that make many reports on a cluster."""
    from circular_metrics.report.cluster import Plan, write_plan

    plan = Plan(region, edition, shards, reports, account, cores, minutes, memory)
    for path in write_plan(plan, out, replace=replace):
        typer.echo(path)


VERBS = (
    ("overview", compare_all, example("overview flanders --edition 2025")),
    ("cluster", cluster, example("cluster slurm --all flanders --edition 2025 --shards 15")),
)
