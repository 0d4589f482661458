"""The verb that holds two editions against each other."""

from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import Data, example


def compare(
    before: Annotated[str, typer.Argument(help="An edition's year, or a report's folder.")],
    after: Annotated[str, typer.Argument(help="Another one, the later.")],
    city: Annotated[str, typer.Option(help="Key of a city file.")] = "leuven",
    language: Annotated[str, typer.Option(help="nl or en, of the page.")] = "nl",
    out: Annotated[Path, typer.Option(help="Folder of reports.")] = Path("reports"),
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print lines for a changelog; write nothing.")
    ] = False,
    data: Data = None,
) -> None:
    """Say which values, definitions, targets and verdicts changed between two editions, and why."""
    from circular_metrics import store
    from circular_metrics.edition.changes import changes
    from circular_metrics.edition.changes_shown import changelog
    from circular_metrics.model import LANGUAGES
    from circular_metrics.report import compare as comparing

    store.named(language, LANGUAGES, "language")
    if markdown:
        found = changes(*(comparing.side(word, city, data) for word in (before, after)))
        for line in changelog(found, comparing.area_names(city, "en", data)):
            typer.echo(line)
        return
    page, found = comparing.compare(before, after, city, out, language, data)
    typer.echo(page)
    typer.echo(page.with_name("changes.csv"))
    typer.echo(f"{len(found)} changes", err=True)


VERBS = (("compare", compare, example("compare 2024 2025 --city leuven")),)
