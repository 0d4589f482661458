"""An executed notebook as a page without code, and the front page over them all."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import MappingProxyType

import nbformat
from jinja2 import Environment, FileSystemLoader
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html
from nbformat.v4 import new_markdown_cell, new_notebook
from traitlets.config import Config

from circular_metrics.report.behind import FIGURE, origin_html, with_provenance
from circular_metrics.report.layout import laid_out
from circular_metrics.show import Cited, Grid, Text
from circular_metrics.wording import say

TEMPLATES = Path(__file__).parent / "templates"
PICTURE = "image/svg+xml"


@cache
def exporter() -> HTMLExporter:
    """nbconvert's HTML exporter with the report's own template and nothing from elsewhere."""
    return HTMLExporter(
        config=Config({"TemplateExporter": {"extra_template_basedirs": [str(TEMPLATES)]}}),
        template_name="page",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


def warm(frame: Mapping[str, object]) -> None:
    """Make a page for nobody, so that children that are forked find everything compiled."""
    notebook = new_notebook(cells=[new_markdown_cell("# &amp;")])
    page = {"page_name": "", "page_title": "", **frame}
    exporter().from_notebook_node(notebook, resources={"page": page})


@cache
def templates() -> Environment:
    """Jinja's environment for the front page."""
    return Environment(
        loader=FileSystemLoader([TEMPLATES, TEMPLATES / "page"]),
        autoescape=True,  # by name it would leave out .j2
        trim_blocks=True,
    )


def translated(markdown: str, language: str) -> str:
    """A text cell in the language of the report, paragraph by paragraph."""
    return "\n\n".join(say(part, language) for part in paragraphs(markdown))


def paragraphs(markdown: str) -> list[str]:
    """The paragraphs of a text cell, each on one line: these are the messages to translate."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", markdown) if part.strip()]


def write_page(
    notebook: nbformat.NotebookNode,
    name: str,
    folder: Path,
    frame: Mapping[str, object],
    opened: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({}),
    links: Callable[[str], Sequence[tuple[str, str]]] = lambda source: (),
    figures: Callable[[str, str], Sequence[tuple[str, Cited, str]]] = lambda source, said: (),
) -> None:
    """Write one page with its pictures, their data and the notebook itself.

    Parameters
    ----------
    notebook : NotebookNode
        As it was run.
    name : str
        Of the page's file, without ending.
    folder : Path
        The folder of one language.
    frame : mapping
        What stands around the page: language, title of the report, links.
    opened : mapping
        What stands behind each observation, by its key.
    links : callable
        Where to look up what a code cell's display is made from.
    figures : callable
        The figures behind a code cell's sentence.
    """
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    (folder / "figures").mkdir(exist_ok=True)
    _take_pictures_out(notebook, name, folder)
    kept = nbformat.writes(_light(notebook), indent=None, separators=(",", ":"))
    (folder / "notebooks" / f"{name}.ipynb").write_text(kept + "\n", "utf-8", newline="\n")
    language = str(frame["language"])
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = translated(cell.source, language)
        for output in cell.get("outputs", [])[-1:]:
            if FIGURE.search(output.get("data", {}).get("text/plain", "")):
                said = output.data.get("text/markdown", "")
                each = figures(cell.source, said) if said else ()
                output.metadata["origin"] = origin_html(links(cell.source), language, each)
    page = {"page_name": name, "page_title": heading(notebook), **frame}
    body, _ = exporter().from_notebook_node(notebook, resources={"page": page})
    body = laid_out(with_provenance(body, opened, language), language)
    (folder / f"{name}.html").write_text(without_blank_lines(body), encoding="utf-8", newline="\n")


def heading(notebook: nbformat.NotebookNode) -> str:
    """The first heading of a notebook that is already in the report's language."""
    return notebook.cells[0].source.splitlines()[0].lstrip("# ")


def _take_pictures_out(notebook: nbformat.NotebookNode, name: str, folder: Path) -> None:
    """Write each picture and its data to files; the output keeps their names and the words."""
    count = 0
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if PICTURE in data:
                count += 1
                stem = f"figures/{name}-{count}"
                (folder / f"{stem}.svg").write_text(data[PICTURE], "utf-8", newline="\n")
                (folder / f"{stem}.csv").write_text(data.get("text/csv", ""), "utf-8", newline="\n")
                output.metadata["picture"] = {
                    "file": f"{stem}.svg",
                    "data": f"{stem}.csv",
                    "alt": output.metadata.get(PICTURE, {}).get("alt", ""),
                }


def _light(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with its pictures and their data as the files beside it, not a second time."""
    light = deepcopy(notebook)
    for cell in light.cells:
        for output in cell.get("outputs", []):
            found = output.get("metadata", {}).pop("picture", None)
            if found:
                alt = html.escape(found["alt"], quote=True)
                del output.data[PICTURE]
                output.data.pop("text/csv", None)
                output.metadata.pop(PICTURE, None)
                output.data["text/html"] = f'<img src="../{found["file"]}" alt="{alt}">'
            if len(output.get("data", {})) > 1:
                output.data.pop("text/plain", None)  # the twin, for tests of the kept notebooks
    return light


def write_sections(
    path: Path,
    language: str,
    title: str,
    shown: Sequence[Text | Grid],
    frame: Mapping[str, object] | None = None,
    downloads: Sequence[tuple[str, str]] = (),
) -> None:
    """Write a page of sentences and grids that no notebook stands behind.

    Parameters
    ----------
    path : Path
        Of the page. Without ``frame`` the style sheet is written beside it.
    frame : mapping, optional
        What stands around the page; by itself it stands alone.
    downloads : sequence of (file, title)
        Offered below the title.
    """
    alone = {
        "language": language,
        "report_title": title,
        "up": "",
        "others": [],
        "links": [],
        "page_name": "index",
        "words": {"skip": say("Skip to the content", language), "pages": "", "made": ""},
    }
    parts = [
        {"heading": one.caption, "html": one.html()}
        if isinstance(one, Grid)
        else {"heading": "", "html": markdown2html(one.markdown)}
        for one in shown
    ]
    around = {**alone, **(frame or {}), "page_title": title}
    template = templates().get_template("sections.html.j2")
    page = template.render(frame=around, parts=parts, downloads=downloads)
    page = laid_out(page, language)
    path.write_text(without_blank_lines(page), encoding="utf-8", newline="\n")
    if frame is None:
        style = TEMPLATES / "style.css"
        (path.parent / "style.css").write_bytes(style.read_bytes())


def write_front(
    folder: Path,
    words: Mapping[str, object],
    cards: Sequence[object],
    opened: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({}),
) -> None:
    """Write the front page of one language; each card's figure opens to what is behind it."""
    page = templates().get_template("front.html.j2").render(cards=cards, **words)
    page = with_provenance(page, opened, str(words["frame"]["language"]))
    (folder / "index.html").write_text(without_blank_lines(page), encoding="utf-8", newline="\n")


def without_blank_lines(page: str) -> str:
    """Templates leave blank lines; a page needs none."""
    return re.sub(r"\n\s*\n+", "\n", page).strip() + "\n"
