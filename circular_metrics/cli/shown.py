"""What a verb gives: printed, or written to a file that is not there yet."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    import pandas as pd

FileForm = Annotated[Literal["csv", "json"], typer.Option("--format", help="Form of the table.")]
AnyForm = Annotated[
    Literal["table", "csv", "json"],
    typer.Option("--format", help="Form of the table; in a file `table` is csv."),
]
TextForm = Annotated[Literal["text", "json"], typer.Option("--format", help="Form of the answer.")]


def show(table: "pd.DataFrame", form: str, out: Path | None = None, replace: bool = False) -> None:
    """A table in the asked form."""
    from circular_metrics import store

    if form == "json":
        records = table.to_json(orient="records", indent=1, force_ascii=False, double_precision=15)
        text = records.replace("\\/", "/") + "\n"  # pandas escapes what JSON need not
    elif form == "csv" or out is not None:
        text = store.csv_bytes(table).decode()
    else:
        text = f"{table.to_string(index=False) if len(table) else 'none'}\n"
    give(text, out, replace)


def give(text: str, out: Path | None, replace: bool) -> None:
    """A text on standard output, or in the file ``out``, whose path is then printed."""
    from circular_metrics import store

    if out is None:
        typer.echo(text, nl=False)
    else:
        typer.echo(store.write_new({out: text.encode()}, replace)[0])
