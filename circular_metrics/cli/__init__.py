"""The command line: reads words, calls the package, says what it did.

Each module of this folder holds some verbs and lists them in ``VERBS``: name, function, example.
Exit status: 0 done, 1 refused with the reason, 2 misused.
"""

import os
import sys

import typer

from circular_metrics.cli import (
    asking,
    comparing,
    delivery,
    fetching,
    making,
    policy,
    repair,
    running,
    tables,
    waste,
)

INTERRUPTED = 130  # what typer makes of a KeyboardInterrupt that it caught itself
MODULES = (
    making,
    running,
    comparing,
    fetching,
    tables,
    asking,
    policy,
    repair,
    waste,
    delivery,
)

app = typer.Typer(
    name="circular-metrics",
    help="From open data to a circular city's annual report, figure by figure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in MODULES:
    for name, verb, foot in module.VERBS:
        app.command(name, epilog=foot)(verb)


def main() -> None:
    """Run one command; a refusal is a message and exit status 1, never a traceback."""
    from circular_metrics.errors import CircularMetricsError

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(standalone_mode=False)
    except CircularMetricsError as refusal:
        _end(f"circular-metrics: {refusal}", 1)
    except (KeyboardInterrupt, typer.Abort):
        _end("circular-metrics: interrupted; nothing was changed", 1)
    except OSError as error:
        place = error.filename or "a file, perhaps one in the folder for temporary files"
        _end(f"circular-metrics: {place}: {error.strerror or error}", 1)
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "show"):
            error.show()
            sys.exit(2)
        if os.environ.get("CIRCULAR_METRICS_TRACEBACK"):
            raise
        _end(
            f"circular-metrics: a fault of the program, not of yours: {type(error).__name__}: "
            f"{error}\nPlease report it with what it says when CIRCULAR_METRICS_TRACEBACK=1 is set",
            1,
        )
    if status == INTERRUPTED:
        _end("circular-metrics: interrupted; nothing was changed", 1)
    sys.exit(status if isinstance(status, int) else 0)


def _end(message: str, status: int) -> None:
    """Say why and stop."""
    typer.echo(message, err=True)
    sys.exit(status)
