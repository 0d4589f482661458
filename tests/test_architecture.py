"""The house is one-way: a module imports only from rooms below its own."""

import ast
from pathlib import Path

import nbformat
import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "circular_metrics"
LAYERS = (
    "errors",
    "model",
    "units",
    "show",
    "codelists",
    "schemas",
    "cells",
    "unpacking",
    "readers",
    "sources",
    "statistics",
    "store",
    "fetch",
    "observations",
    "clean",
    "indicators",
    "city",
    "delivery",
    "wording",
    "assess",
    "guard",
    "charts",
    "edition",
    "report",
    "cli",
)
SIDE_BY_SIDE = ("readers", "clean", "indicators")
# How a table is packed and how a workbook is opened, whoever's it is.
FOR_ALL = {"circular_metrics.readers.tabular", "circular_metrics.readers.workbook"}
MODULES = sorted(PACKAGE.rglob("*.py"))
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))


def part_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> list[str]:
    """Every module of the package that ``module`` imports, dotted."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            if node.module == "circular_metrics":
                found += [f"circular_metrics.{alias.name}" for alias in node.names]
            elif node.module and node.module.startswith("circular_metrics."):
                found.append(node.module)
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            assert not any(n.startswith("circular_metrics") for n in names), module
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_imports_only_from_lower_layers(module):
    part = part_of(module)
    if part == "__init__":
        return
    assert part in LAYERS, f"{part}: a new room needs its place in the plan"
    allowed = set(LAYERS[: LAYERS.index(part) + 1])
    upward = {name.split(".")[1] for name in imports(module)} - allowed
    assert not upward, f"{module.name} reaches up to {upward}"


@pytest.mark.parametrize("room", SIDE_BY_SIDE)
def test_themes_do_not_import_each_other(room):
    for module in (PACKAGE / room).rglob("*.py"):
        if module.name == "__init__.py" and module.parent == PACKAGE / room:
            continue
        own = module.relative_to(PACKAGE / room).parts[0].removesuffix(".py")
        for name in imports(module):
            parts = name.split(".")
            if parts[1] == room and len(parts) > 2 and name not in FOR_ALL:
                assert parts[2].startswith(own.split("_")[0]), f"{module} imports {name}"


@pytest.mark.parametrize("room", ["clean", "indicators"])
def test_cleaning_and_indicators_see_no_disk_network_clock_or_city(room):
    forbidden = {"open", "read_csv", "read_text", "read_bytes", "urlopen", "now", "today"}
    for module in (PACKAGE / room).rglob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                assert name not in forbidden, f"{module}:{node.lineno} calls {name}"


def test_nothing_is_filled_or_changed_in_place():
    for module in MODULES:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", "")
            keywords = {k.arg: k.value for k in node.keywords}
            where = f"{module}:{node.lineno}"
            # to a schema the word says only that it need not copy what it looks at
            assert "inplace" not in keywords or ast.unparse(node.func) == "SERIES.validate", where
            if name == "merge":
                assert "validate" in keywords, f"{where}: merge without validate="
            if name == "fillna" and node.args and isinstance(node.args[0], ast.Constant):
                assert node.args[0].value != 0 or "count" in ast.unparse(node), where


def test_no_room_for_odds_and_ends():
    names = {module.stem for module in MODULES}
    assert not names & {"utils", "helpers", "common", "base", "misc"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_argues_and_the_package_computes(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code[0].metadata.get("tags") == ["parameters"]
    assert code[1].source == "import circular_metrics as cm"
    words = ("def ", "class ", "groupby", "merge(", "try:", "import ", "filterwarnings", "open(")
    for cell in code[:1] + code[2:]:
        assert cell.source.count("\n") < 10
        assert not any(word in cell.source for word in words), cell.source
    assert not any(
        c.isdigit() for cell in notebook.cells if cell.cell_type == "markdown" for c in cell.source
    ), "a figure typed into prose"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_kept_with_its_outputs(path):
    """Without outputs nbval would have nothing to compare and pass whatever happens."""
    notebook = nbformat.read(path, as_version=4)
    shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    pictures = [o for c in shown for o in c.outputs if "image/svg+xml" in o.get("data", {})]
    assert len(shown) >= 6
    assert len(pictures) >= 3
    for output in pictures:
        assert output.data["text/csv"].count("\n") > 1, "a picture that draws nothing"
    assert not any(o.output_type in ("error", "stream") for c in shown for o in c.outputs)
