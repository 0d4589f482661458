"""The command line: reads words, calls the package, says what it did.

Exit status: 0 done, 1 refused with the reason, 2 misused.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

HELP = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    name="circular-metrics",
    help="From open data to a circular city's annual report, figure by figure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings=HELP,
)

Data = Annotated[Path | None, typer.Option("--data", help="Data folder; the project's own if not.")]
Year = Annotated[int, typer.Option("--edition", help="Reporting year.")]


def example(command: str) -> str:
    """An example for the foot of a command's help."""
    return f"Example: [bold]circular-metrics {command}[/bold]"


@app.command(epilog=example("report leuven --edition 2025 --language nl --language en"))
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
    with Progress(*columns, console=_console(), auto_refresh=False, transient=True) as progress:
        bar = progress.add_task("notebooks", total=None)

        def told(done: int, of: int, name: str) -> None:
            progress.update(bar, completed=done, total=of, description=name or "notebooks")
            progress.refresh()

        front = write_report(asked, out, jobs or cpu_count(), told)
    typer.echo(front)


@app.command(epilog=example("build"))
def build(
    table: Annotated[list[str] | None, typer.Argument(help="Tables; all if none is named.")] = None,
    data: Data = None,
) -> None:
    """Make the processed tables from the published files."""
    from circular_metrics import store

    folder = store.data_folder(data)
    written = store.build(_tables(table), folder, lambda done: _tell(f"made {done.key}"))
    typer.echo(f"{len(written)} files written to {folder / 'processed'}")


@app.command(epilog=example("verify"))
def verify(
    table: Annotated[list[str] | None, typer.Argument(help="Tables; all if none is named.")] = None,
    data: Data = None,
) -> None:
    """Rebuild the processed tables and compare them, byte by byte, with the kept ones."""
    from circular_metrics import store

    folder = store.data_folder(data)
    rebuilt, absent = store.verify(
        _tables(table), folder, lambda done: _tell(f"compared {done.key}")
    )
    typer.echo(f"{len(rebuilt)} tables rebuilt from their published files: byte-identical")
    if absent:
        names = ", ".join(t.key for t in absent)
        typer.echo(
            f"{len(absent)} tables held only against their own hash, since their published files "
            f"are not here: {names}. To rebuild them, set {store.PUBLISHED} to the folder "
            "that holds the files (data/raw/README.md)"
        )


@app.command(epilog=example("clean permits TF_BUILDING_PERMITS.zip --out tidy"))
def clean(
    kind: Annotated[str, typer.Argument(help="What the files are; `list kinds` names them.")],
    files: Annotated[list[Path], typer.Argument(help="One or more published files.")],
    out: Annotated[Path, typer.Option(help="Folder for the tidy CSV and the cleaning log.")],
) -> None:
    """Turn published files of a known kind into a tidy CSV with a cleaning log."""
    from circular_metrics.report.tidy import clean_files

    for path in clean_files(kind, files, out, _tell):
        typer.echo(path)


@app.command(epilog=example("observations leuven --objective so3 --format csv"))
def observations(
    city: Annotated[str, typer.Argument(help="Key of a city file.")],
    edition: Year = 2025,
    objective: Annotated[str | None, typer.Option(help="so1 … so5; all if not given.")] = None,
    indicator: Annotated[str | None, typer.Option(help="Key of one indicator.")] = None,
    format: Annotated[str, typer.Option(help="csv or json.")] = "csv",
    peers: Annotated[str, typer.Option(help="A set of peers from the city file.")] = "partners",
    data: Data = None,
) -> None:
    """Print the observations of a city, its peers and its surroundings."""
    from circular_metrics import store
    from circular_metrics.edition import open_edition
    from circular_metrics.indicators import INDICATORS

    store.named(format, ("csv", "json"), "format")
    opened = open_edition(city, edition, peers=peers, data=data)
    found = opened.objective(objective).observations if objective else opened.observations
    if indicator:
        store.named(indicator, INDICATORS, "indicator")
        found = found[found["indicator"] == indicator]
    if format == "json":
        text = found.to_json(orient="records", indent=1, force_ascii=False, double_precision=15)
        typer.echo(text)
    else:
        typer.echo(store.csv_bytes(found).decode(), nl=False)


@app.command("list", epilog=example("list indicators"))
def show_list(
    what: Annotated[
        str, typer.Argument(help="sources, tables, kinds, indicators, cities, targets or editions.")
    ],
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Sources or indicators as a Markdown page.")
    ] = False,
) -> None:
    """List what the package knows."""
    from circular_metrics.report import catalogue

    if markdown:
        typer.echo(catalogue.markdown(what), nl=False)
        return
    for line in catalogue.lines(what):
        typer.echo(line)


def _tables(names: list[str] | None) -> list:
    """The tables of those names, or all."""
    from circular_metrics import store
    from circular_metrics.clean import TABLES

    return [TABLES[store.named(name, TABLES, "table")] for name in names or TABLES]


def _tell(message: str) -> None:
    """Progress goes to standard error, so that standard output can be piped."""
    typer.echo(message, err=True)


def _console():
    """Where the progress bar is drawn."""
    from rich.console import Console

    return Console(stderr=True)


def main() -> None:
    """Run one command; a refusal is a message and exit status 1, never a traceback."""
    from circular_metrics.errors import CircularMetricsError

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(standalone_mode=False)
    except CircularMetricsError as refusal:
        _end(f"circular-metrics: {refusal}", 1)
    except (KeyboardInterrupt, typer.Abort):
        _end("circular-metrics: interrupted; nothing was changed", 1)
    except typer.Exit as leave:
        sys.exit(leave.exit_code)
    except OSError as error:
        _end(f"circular-metrics: {error.filename or ''}: {error.strerror or error}", 1)
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "show"):
            error.show()
            sys.exit(2)
        raise


def _end(message: str, status: int) -> None:
    """Say why and stop."""
    typer.echo(message, err=True)
    sys.exit(status)


if __name__ == "__main__":
    main()
