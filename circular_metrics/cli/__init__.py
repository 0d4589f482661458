"""The command line: reads words, calls the package, says what it did.

Each module of this folder holds some verbs and lists them in ``VERBS``: name, function, examples;
``PANEL`` is the heading under which ``--help`` names them.
Exit status: 0 done, 1 refused with the reason, 2 misused, 130 interrupted.
"""

import errno
import os
import sys
from typing import Annotated

import typer

from circular_metrics.cli import (
    asking,
    comparing,
    counting,
    delivery,
    fetching,
    judging,
    making,
    repair,
    running,
    series,
    tables,
)

INTERRUPTED = 130  # also what typer gives back for a KeyboardInterrupt that it caught itself
CLOSED = (errno.EPIPE, errno.EINVAL)  # whoever read what is printed went away: POSIX, Windows
STATUSES = (
    "Ends with 0 when done, 1 when it refuses (and says why), 2 when it was called wrongly, "
    "130 when interrupted."
)
MODULES = (
    making,
    running,
    comparing,
    asking,
    delivery,
    counting,
    fetching,
    tables,
    judging,
    series,
    repair,
)

app = typer.Typer(
    name="circular-metrics",
    help="From open data to a circular city's annual report, figure by figure.",
    epilog="`circular-metrics VERB --help` has its options and an example.\n\n" + STATUSES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in MODULES:
    for name, verb, foot in module.VERBS:
        app.command(name, epilog=foot, rich_help_panel=module.PANEL)(verb)


def _tell_version(asked: bool) -> None:
    """Print which version this is, and be done."""
    from importlib.metadata import version

    if asked:
        typer.echo(f"circular-metrics {version('circular-metrics')}")
        raise typer.Exit


@app.callback()
def before(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which it is."),
    ] = False,
) -> None:
    """From open data to a circular city's annual report, figure by figure."""


def main() -> None:
    """Run one command; a refusal is a message and exit status 1, never a traceback."""
    from circular_metrics.errors import CircularMetricsError

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(standalone_mode=False)
    except CircularMetricsError as refusal:
        _end(str(refusal), 1)
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except OSError as error:
        if error.errno in CLOSED and error.filename is None:
            _end_unheard()
        place = error.filename or "a file, perhaps one in the folder for temporary files"
        _end(f"{place}: {error.strerror or error}", 1)
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "show"):
            error.show()
            sys.exit(2)
        if os.environ.get("CIRCULAR_METRICS_TRACEBACK"):
            raise
        _end(
            f"a fault of the program, not of yours: {type(error).__name__}: "
            f"{error}\nPlease report it with what it says when CIRCULAR_METRICS_TRACEBACK=1 is set",
            1,
        )
    if status == INTERRUPTED:
        _end("interrupted; what was finished is kept, nothing is half-written", INTERRUPTED)
    sys.exit(status if isinstance(status, int) else 0)


def _end(message: str, status: int) -> None:
    """Say why and stop."""
    typer.echo(f"circular-metrics: {message}", err=True)
    sys.exit(status)


def _end_unheard() -> None:
    """Stop without a word: nobody reads what is printed, as after ``| head``."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)
