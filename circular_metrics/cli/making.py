"""Verbs that make a report."""

from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import Data, Year, console, example


def report(
    city: Annotated[str, typer.Argument(help="Key of a city file, such as leuven.")],
    edition: Year = 2025,
    language: Annotated[
        list[str] | None,
        typer.Option(help="nl or en; may be given twice, the first stands at the top. [nl, en]"),
    ] = None,
    peers: Annotated[str, typer.Option(help="A set of peers from the city file.")] = "partners",
    out: Annotated[Path, typer.Option(help="Folder of reports.")] = Path("reports"),
    jobs: Annotated[int, typer.Option(min=0, help="Notebooks run at once; 0 for all cores.")] = 0,
    data: Data = None,
) -> None:
    """Run the notebooks of one city and year and write its pages."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from circular_metrics.report.run import Asked, cpu_count
    from circular_metrics.report.run import report as write_report

    asked = Asked(city, edition, tuple(dict.fromkeys(language or ("nl", "en"))), peers, data)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # No refreshing thread: a process with threads must not be forked.
    with Progress(*columns, console=console(), auto_refresh=False, transient=True) as progress:
        bar = progress.add_task("notebooks", total=None)

        def told(done: int, of: int, name: str) -> None:
            progress.update(bar, completed=done, total=of, description=name or "notebooks")
            progress.refresh()

        front = write_report(asked, out, jobs or cpu_count(), told)
    typer.echo(front)


VERBS = (("report", report, example("report leuven --edition 2025 --language nl --language en")),)
