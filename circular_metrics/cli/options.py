"""What the verbs share: the options they have in common and where their progress goes."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[Path | None, typer.Option("--data", help="Data folder; the project's own if not.")]
Year = Annotated[int, typer.Option("--edition", help="Reporting year.")]


def example(command: str) -> str:
    """An example for the foot of a command's help."""
    return f"Example: [bold]circular-metrics {command}[/bold]"


def tell(message: str) -> None:
    """Progress goes to standard error, so that standard output can be piped."""
    typer.echo(message, err=True)


def console():
    """Where a progress bar is drawn."""
    from rich.console import Console

    return Console(stderr=True)
