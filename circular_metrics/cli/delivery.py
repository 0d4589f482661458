"""Verbs for what the city itself hands over."""

from pathlib import Path
from typing import Annotated

import typer

from circular_metrics.cli.options import Data, example, tell


def template(
    name: Annotated[str, typer.Argument(help="Which one, such as building or actions.")],
    out: Annotated[
        Path | None, typer.Option(help="Workbook to write. [<name>-template.xlsx]")
    ] = None,
    city: Annotated[str, typer.Option(help="Whose departments and partners actions offers.")] = (
        "leuven"
    ),
    language: Annotated[str, typer.Option(help="Of actions: nl or en.")] = "nl",
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file.")] = False,
) -> None:
    """Write the empty Excel template of an objective, in Dutch and English."""
    from circular_metrics import store
    from circular_metrics.delivery import TEMPLATES
    from circular_metrics.delivery.issue import workbook_of
    from circular_metrics.delivery.register import REGISTER

    if store.named(name, (*TEMPLATES, REGISTER), "template") == REGISTER:
        content = register_workbook(city, language)
    else:
        content = workbook_of(TEMPLATES[name])
    place = out or Path(f"{name}-template.xlsx")
    write_workbook(place / f"{name}-template.xlsx" if place.is_dir() else place, content, replace)


def register_workbook(city: str, language: str) -> bytes:
    """The empty action register of a city."""
    from circular_metrics import store
    from circular_metrics.city import load_city
    from circular_metrics.edition.register_template import template as empty
    from circular_metrics.model import LANGUAGES

    return empty(load_city(city), store.named(language, LANGUAGES, "language"))


def write_workbook(place: Path, content: bytes, replace: bool) -> None:
    """Write a template unless another file stands there."""
    from circular_metrics import store
    from circular_metrics.errors import OutputError

    if place.exists() and not replace and place.read_bytes() != content:
        raise OutputError(f"{place}: is there already; add --replace to write over it")
    typer.echo(store.write_atomically(place, content))


def import_(
    file: Annotated[Path, typer.Argument(help="The filled-in template.")],
    city: Annotated[str, typer.Option(help="Key of the city that delivers it.")] = "leuven",
    name: Annotated[
        str | None,
        typer.Option(
            "--template",
            help="Which template; recognised if not given. waste_by_municipality: OVAM's table.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to keep it in. [delivered/<city> of the data]")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of the last.")] = False,
    data: Data = None,
) -> None:
    """Check a filled-in template, register or OVAM's table; keep it as the city's delivery."""
    from circular_metrics import store
    from circular_metrics.city import load_city
    from circular_metrics.delivery.keep import delivery_folder, import_file

    found = load_city(city)
    folder = out or delivery_folder(found, store.data_folder(data))
    tell(f"reading {file.name}")
    where = store.data_folder(data)
    for path in import_file(file, found, folder, template=name, replace=replace, data=where):
        typer.echo(path)


VERBS = (
    ("template", template, example("template building")),
    (
        "import",
        import_,
        example("import building-template.xlsx")
        + example("import ovam-2024.xlsx --template waste_by_municipality"),
    ),
)
