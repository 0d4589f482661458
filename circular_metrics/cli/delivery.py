"""Verbs for what the city itself hands over."""

from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import (
    CityArgument,
    CityOption,
    Data,
    Language,
    Replace,
    city_of,
    example,
    tell,
)

PANEL = "What you hand over"


def template(
    name: Annotated[str, typer.Argument(help="building, repair, waste or actions.")],
    out: Annotated[
        Path | None, typer.Option(help="Workbook to write.", show_default="<name>-template.xlsx")
    ] = None,
    city: CityOption = "leuven",
    language: Language = "nl",
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Write the empty Excel template of an objective, or the city's register of actions.

    City and language make a difference to the register only: the others hold both languages.
    """
    from circular_metrics import store
    from circular_metrics.delivery import TEMPLATES
    from circular_metrics.delivery.issue import workbook_of
    from circular_metrics.delivery.register import REGISTER

    if store.named(name, (*TEMPLATES, REGISTER), "template") == REGISTER:
        content = _register(city, language, data)
    else:
        content = workbook_of(TEMPLATES[name])
    place = out or Path(f"{name}-template.xlsx")
    place = place / f"{name}-template.xlsx" if place.is_dir() else place
    typer.echo(store.write_new({place: content}, replace)[0])


def _register(city: str, language: str, data: Path | None) -> bytes:
    """The empty action register of a city."""
    from circular_metrics.edition.register_template import template as empty

    return empty(city_of(city, data), language)


def import_(
    file: Annotated[Path, typer.Argument(help="The filled-in template.")],
    city: CityOption = "leuven",
    name: Annotated[
        str | None,
        typer.Option(
            "--template",
            help="Which template; waste_by_municipality is OVAM's table.",
            show_default="recognised",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder to keep it in.", show_default="delivered/<city> of the data"),
    ] = None,
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Check a filled-in template, register or OVAM's table; keep it as the city's delivery."""
    from circular_metrics import store
    from circular_metrics.delivery.keep import delivery_folder, import_file

    found, where = city_of(city, data), store.data_folder(data)
    folder = out or delivery_folder(found, where)
    tell(f"reading {file.name}")
    for path in import_file(file, found, folder, template=name, replace=replace, data=where):
        typer.echo(path)
    tell(f"kept for the reports of {found.name}" if out is None else f"kept; no report reads {out}")


def accounts(
    file: Annotated[Path, typer.Argument(help="Export of BBC-DR: jaarrekening, by policy field.")],
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Check annual accounts of municipalities and keep them beside their plans."""
    from circular_metrics import store
    from circular_metrics.delivery.accounts import keep_accounts, read_accounts

    folder = store.data_folder(data)
    for path in keep_accounts(file, folder, replace):
        typer.echo(path)
    kept = read_accounts(folder)
    tell(f"{kept['area'].nunique()} municipalities, {kept['year'].nunique()} years")


def actions_template(
    city: CityArgument,
    out: Annotated[Path, typer.Option(help="Workbook to write.")],
    language: Language = "nl",
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Write the empty action register of a city as an Excel workbook."""
    from circular_metrics import store

    content = _register(city, language, data)
    _refuse_again(out, replace)
    typer.echo(store.write_new({out: content}, replace)[0])


def actions_import(
    city: CityArgument,
    workbook: Annotated[Path, typer.Argument(help="The filled-in action register.")],
    replace: Replace = False,
    data: Data = None,
) -> None:
    """Check a filled-in action register and keep it for the city's reports."""
    from circular_metrics import store
    from circular_metrics.delivery.keep import import_file, read_register, register_file
    from circular_metrics.delivery.register import REGISTER

    folder, found = store.data_folder(data), city_of(city, data)
    kept = register_file(found, folder)
    _refuse_again(kept, replace)
    import_file(workbook, found, kept.parent, template=REGISTER, replace=replace)
    actions, answers = read_register(found, folder)
    tell(f"{len(actions)} actions, {int((answers['answer'] != '').sum())} answers")
    typer.echo(kept)


def _refuse_again(place: Path, replace: bool) -> None:
    """These two are asked for once: even the same file is not written again unasked."""
    from circular_metrics.errors import OutputError

    if place.exists() and not replace:
        raise OutputError(f"{place}: is there already; add --replace to write over it")


VERBS = (
    ("template", template, example("template building", "template actions --city leuven")),
    (
        "import",
        import_,
        example(
            "import building-template.xlsx --city leuven",
            "import ovam-2024.xlsx --template waste_by_municipality",
        ),
    ),
    ("accounts", accounts, example("accounts jaarrekening.csv")),
    ("actions-template", actions_template, example("actions-template leuven --out actions.xlsx")),
    ("actions-import", actions_import, example("actions-import leuven actions.xlsx")),
)
