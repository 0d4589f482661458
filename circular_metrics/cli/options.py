"""What the verbs share: options they have in common, how they begin, where progress goes."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

if TYPE_CHECKING:
    from circular_metrics.model import City

OF_CITY = "key, name or NIS code; `list cities` names them."
CityArgument = Annotated[str, typer.Argument(metavar="CITY", help=f"The city: {OF_CITY}")]
CityOption = Annotated[str, typer.Option("--city", help=f"The city: {OF_CITY}")]
Data = Annotated[
    Path | None,
    typer.Option("--data", help="Data folder.", show_default="the project's own"),
]
Spoken = Literal["nl", "en"]
Language = Annotated[Spoken, typer.Option("--language", help="Of titles, names and sentences.")]
Languages = Annotated[
    list[StrEnum("Spoken", get_args(Spoken))] | None,  # typer takes no list of a Literal
    typer.Option(
        "--language",
        help="May be given twice; the first stands at the top.",
        show_default="nl and en",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="A file to write.", show_default="print it")
]
Peers = Annotated[str, typer.Option("--peers", help="A set of peers from the city file.")]
Replace = Annotated[
    bool, typer.Option("--replace", help="Write over what is there with other content.")
]
Reports = Annotated[Path, typer.Option("--out", help="Folder of reports.")]
Year = Annotated[int, typer.Option("--edition", help="Reporting year; `list editions` names them.")]


def example(*commands: str) -> str:
    """Examples for the foot of a command's help, a line each."""
    return "\n\n".join(f"Example: [bold]circular-metrics {command}[/bold]" for command in commands)


def languages(asked: list[str] | None) -> tuple[str, ...]:
    """The languages asked for, each once, in their order; all if none was."""
    return tuple(dict.fromkeys(map(str, asked or get_args(Spoken))))


def city_of(word: str, data: Path | None) -> "City":
    """The city that a word on the command line names."""
    from circular_metrics import store
    from circular_metrics.edition.municipality import find_city

    return find_city(word, store.data_folder(data))


def tell(message: str) -> None:
    """Progress goes to standard error, so that standard output can be piped."""
    typer.echo(message, err=True)


def console():
    """Where a progress bar is drawn."""
    from rich.console import Console

    return Console(stderr=True)
