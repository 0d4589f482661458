"""Verbs that answer: observations, what stands behind one, and lists."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from circular_metrics.cli.options import (
    CityArgument,
    CityOption,
    Data,
    Language,
    Out,
    Peers,
    Replace,
    Year,
    example,
    tell,
)
from circular_metrics.cli.shown import FileForm, give, show

if TYPE_CHECKING:
    import pandas as pd

    from circular_metrics.edition import Edition
    from circular_metrics.show import Grid

PANEL = "Questions"
WIDEST = 100  # letters of a line that is easily read
Lists = Literal["sources", "tables", "kinds", "indicators", "cities", "targets", "editions"]


def observations(
    city: CityArgument,
    edition: Year = 2025,
    objective: Annotated[
        str | None, typer.Option(help="so1 … so5 for Leuven.", show_default="all")
    ] = None,
    indicator: Annotated[
        str | None, typer.Option(help="Key of one; `list indicators`.", show_default="all")
    ] = None,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Of every area that has any, in place of these.")
    ] = False,
    language: Language = "en",
    form: FileForm = "csv",
    peers: Peers = "partners",
    out: Out = None,
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Print the observations of a city, its peers and the larger areas it lies in."""
    from circular_metrics import store
    from circular_metrics.edition import open_edition
    from circular_metrics.indicators import INDICATORS

    opened = open_edition(city, edition, language, peers, data)
    keys = set(opened.objective(objective).objective.indicators) if objective else set(INDICATORS)
    if indicator:
        keys &= {store.named(indicator, INDICATORS, "indicator")}
    every = opened.everywhere[opened.everywhere["indicator"].isin(keys)]
    mine = opened.observations[opened.observations["indicator"].isin(keys)]
    show(_named(every if everywhere else mine, opened), form, out, replace)
    shown, more = mine["area"].nunique(), every["area"].nunique()
    if not everywhere and more > shown:
        tell(f"{shown} areas; {more - shown} more have such figures: --everywhere prints them too")


def _named(found: "pd.DataFrame", opened: "Edition") -> "pd.DataFrame":
    """Observations with the names of their indicators and areas beside the codes."""
    from circular_metrics.indicators import INDICATORS

    names = {key: one.names[opened.language] for key, one in INDICATORS.items()}
    found = found.copy()
    found.insert(1, "indicator_name", found["indicator"].map(names))
    found.insert(3, "area_name", found["area"].map(opened.names))
    return found


def explain(
    indicator: Annotated[str, typer.Argument(help="Key of one; `list indicators` names them.")],
    city: CityOption = "leuven",
    year: Annotated[
        int | None, typer.Option(help="Of the figure.", show_default="the newest")
    ] = None,
    edition: Year = 2025,
    language: Language = "nl",
    form: Annotated[
        Literal["text", "csv", "json"], typer.Option("--format", help="Form of the answer.")
    ] = "text",
    out: Out = None,
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Say what a figure is made from: formula, interval, table, source, file, caveats."""
    from circular_metrics.edition import open_edition

    opened = open_edition(city, edition, language, data=data)
    found = opened.explain(indicator, year)
    if form == "text":
        give(_paragraphs(found), out, replace)
    else:
        show(found.frame, form, out, replace)
    if len(found.frame) == 1:
        tell(f"{opened.city.name} has no figure of its own for {indicator}: only how one is made")


def _paragraphs(grid: "Grid") -> str:
    """A grid of two columns for a terminal: headings at the left, the words wrapped beside them."""
    import shutil
    import textwrap

    rows = grid.frame.to_numpy().tolist()
    indent = 2 + max(len(heading) for heading, _ in rows)
    width = max(min(WIDEST, shutil.get_terminal_size((WIDEST, 1)).columns), 2 * indent)
    lines = [
        textwrap.fill(
            text,
            width,
            initial_indent=heading.ljust(indent),
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for heading, text in rows
    ]
    return "\n".join([grid.caption, "", *lines, ""])


def show_list(
    what: Annotated[Lists, typer.Argument(help="What is to be listed.")],
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Sources or indicators as a Markdown page.")
    ] = False,
    data: Data = None,
) -> None:
    """List what the package knows."""
    from circular_metrics import store
    from circular_metrics.report import catalogue

    if markdown:
        typer.echo(catalogue.markdown(what), nl=False)
        return
    for line in catalogue.lines(what, store.data_folder(data)):
        typer.echo(line)


VERBS = (
    (
        "observations",
        observations,
        example("observations leuven --objective so3 --out figures.csv"),
    ),
    ("explain", explain, example("explain renovation_share --city leuven --language nl")),
    ("list", show_list, example("list indicators")),
)
