"""Pages that nobody types: methods, the programming interface, the pictures, the data."""

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat

import circular_metrics
from circular_metrics import charts
from circular_metrics.charts import plate
from circular_metrics.indicators import INDICATORS
from circular_metrics.report import catalogue
from circular_metrics.show import Picture

PROJECT = Path(__file__).resolve().parent.parent
PICTURE = "image/svg+xml"
HIDDEN = ("circular_metrics.cli.__main__", "circular_metrics.report.renew")  # programs


def make(folder: Path) -> None:
    """Write every made page anew into ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    for page, text in {
        **gallery_pages(folder / "gallery"),
        **method_pages(),
        **api_pages(),
    }.items():
        path = folder / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "data.md").write_text(_data(), encoding="utf-8")


def method_pages() -> dict[str, str]:
    """A page per theme: how each of its indicators is made, from the function's own docstring."""
    themes: dict[str, list] = {}
    for indicator in INDICATORS.values():
        room = indicator.compute.__module__.split(".")[2].partition("_")[0]
        themes.setdefault(room, []).append(indicator)
    pages = {f"method/{theme}.md": _method(theme, found) for theme, found in themes.items()}
    pages["method/index.md"] = _contents("How each figure is made", list(themes))
    return pages


def _method(theme: str, indicators: list) -> str:
    parts = [f"# {theme.replace('_', ' ').capitalize()}\n"]
    for one in indicators:
        facts = {
            "Key": f"`{one.key}`",
            "Dutch": f"*{one.names['nl']}*",
            "Unit": one.unit,
            "Level on the results chain": one.level,
            "Better": one.better,
            "Tables": ", ".join(f"`{table}`" for table in one.tables),
        }
        rows = "".join(f"| {name} | {value} |\n" for name, value in facts.items())
        function = f"{one.compute.__module__}.{one.compute.__qualname__}"
        parts.append(
            f"({one.key})=\n## {one.names['en']}\n\n| | |\n|---|---|\n{rows}\n"
            f"```{{eval-rst}}\n.. autofunction:: {function}\n   :no-index:\n```\n"
        )
    return "\n".join(parts)


def api_pages() -> dict[str, str]:
    """A page per room of the package, with every public function and record in it."""
    rooms: dict[str, list[str]] = {}
    for module in pkgutil.walk_packages(circular_metrics.__path__, "circular_metrics."):
        if module.name not in HIDDEN:
            rooms.setdefault(module.name.split(".")[1], []).append(module.name)
    pages = {f"api/{room}.md": _room(room, names) for room, names in rooms.items()}
    pages["api/index.md"] = _contents("Programming interface", list(rooms))
    return pages


def _room(room: str, modules: list[str]) -> str:
    lines = [f"# {room}\n"]
    for name in sorted(modules):
        lines.append(
            f"## {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n   :members:\n"
            "   :ignore-module-all:\n```\n"
        )
    return "\n".join(lines)


def gallery_pages(folder: Path) -> dict[str, str]:
    """One picture of each kind, as the kept notebooks show it."""
    functions = chart_functions()
    parts = [
        "# Gallery\n",
        "Each kind of picture that the notebooks of Leuven's newest edition draw, once. The words\n"
        "below a picture are its text alternative: a reader who cannot see it is told the same.\n",
    ]
    folder.mkdir(parents=True)
    for name, (notebook, svg, alt) in sorted(kept_pictures().items()):
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        first = inspect.getdoc(functions[name]).partition("\n\n")[0].replace("\n", " ")
        parts.append(
            f"## {name}\n\n{first} Drawn by `{notebook}`.\n\n"
            f"```{{figure}} {name}.svg\n:alt: {_plain(alt)}\n\n{_plain(alt)}\n```\n"
        )
    return {"gallery/index.md": "\n".join(parts)}


def chart_functions() -> dict[str, Callable]:
    """``module.function`` → function, for each public one of ``charts`` that gives a picture."""
    found = {}
    for info in pkgutil.iter_modules(charts.__path__, charts.__name__ + "."):
        module = importlib.import_module(info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            gives = inspect.signature(function).return_annotation
            public = function.__module__ == info.name and not name.startswith("_")
            if public and gives is Picture and function is not plate.picture:
                found[f"{info.name.rpartition('.')[2]}.{name}"] = function
    return found


def kept_pictures() -> dict[str, tuple[str, str, str]]:
    """Kind → notebook, drawing and its words: the first of each kind that a kept notebook shows."""
    drawn: dict[str, tuple[str, str, str]] = {}
    for path in sorted((PROJECT / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                said = output.get("metadata", {}).get(PICTURE, {})
                if said.get("kind"):
                    kept = (path.stem, output.data[PICTURE], said["alt"])
                    drawn.setdefault(said["kind"], kept)
    return drawn


def _data() -> str:
    """The account of sources and licences, as ``list sources --markdown`` prints it."""
    return catalogue.markdown("sources")


def _contents(title: str, pages: list[str]) -> str:
    return f"# {title}\n\n```{{toctree}}\n:maxdepth: 1\n\n" + "\n".join(pages) + "\n```\n"


def _plain(words: str) -> str:
    """One line, and no character that Markdown would read."""
    return " ".join(words.split()).replace("*", "\\*").replace("_", "\\_")
