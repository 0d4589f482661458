"""No code from data: held over every module, and over what a hostile label becomes."""

import ast
import gzip
import io
import re
import zipfile
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from circular_metrics import unpacking
from circular_metrics.errors import BadInputError
from circular_metrics.report.pages import templates, write_page, write_sections
from circular_metrics.show import Grid, Picture

PROJECT = Path(__file__).resolve().parent.parent
MODULES = sorted((PROJECT / "circular_metrics").rglob("*.py"))
CALLS = {"eval", "exec", "compile", "read_pickle", "to_pickle", "unsafe_load", "full_load"}
IMPORTS = {"pickle", "dill", "shelve", "marshal", "joblib", "cloudpickle"}


def faults(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names if a.name.split(".")[0] in IMPORTS]
        elif isinstance(node, ast.ImportFrom):
            found += [node.module] if (node.module or "").split(".")[0] in IMPORTS else []
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            plain = isinstance(node.func, ast.Name) and called in CALLS
            method = called.rpartition(".")[2] in CALLS - {"eval", "compile"}
            found += [called] if plain or method or called == "yaml.load" else []
            for keyword in node.keywords:
                is_true = isinstance(keyword.value, ast.Constant) and keyword.value.value is True
                if keyword.arg in ("shell", "allow_pickle", "keep_vba") and is_true:
                    found.append(f"{called}({keyword.arg}=True)")
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PROJECT)))
def test_no_module_runs_what_data_says(module):
    assert not faults(module.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source",
    ["import pickle", "eval(x)", "yaml.load(f)", "pd.read_pickle(p)", "run(x, shell=True)"],
)
def test_the_test_would_notice(source):
    assert faults(source)


OPENERS = {"load_workbook", "ZipFile", "GzipFile", "decompress", "read_excel", "TarFile"}


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PROJECT)))
def test_packed_files_are_opened_in_one_place(module):
    """What we write ourselves is packed elsewhere; nothing that comes in is opened elsewhere."""
    ours = {"unpacking.py", "report/sheets.py", "report/packing.py", "delivery/issue.py"}
    within = {"readers/workbook.py"}  # reads a part of what was opened and held to the limits
    if module.relative_to(PROJECT / "circular_metrics").as_posix() in ours | within:
        return
    tree = ast.parse(module.read_text(encoding="utf-8"))
    calls = (ast.unparse(n.func).rpartition(".")[2] for n in ast.walk(tree) if type(n) is ast.Call)
    assert not OPENERS & set(calls)


def bomb(kind, size):
    """Emptiness packed small: gzip, a zip with a text, a workbook."""
    if kind == "gzip":
        return gzip.compress(bytes(size))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt" if kind == "zip" else "xl/workbook.xml", bytes(size))
    return out.getvalue()


OPENED = {
    "gzip": lambda content: unpacking.gunzip(content, "download"),
    "zip": lambda content: unpacking.text_in_zip(content, "download", (".txt",)),
    "workbook": lambda content: unpacking.open_workbook(content, "download"),
}


@pytest.mark.parametrize("kind", OPENED)
def test_what_unpacks_to_far_more_than_it_is_is_refused(kind, monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST", 10**6)
    content = bomb(kind, 40_000_000)
    assert len(content) < 60_000
    with pytest.raises(BadInputError, match=r"download.*(more than|packed into)"):
        OPENED[kind](content)


@pytest.mark.parametrize("kind", OPENED)
@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + bytes(99), b"\x1f\x8b\x08"])
def test_what_is_cut_off_is_refused(kind, content):
    if (kind == "gzip") == content.startswith(b"PK"):
        return
    with pytest.raises(BadInputError, match="download"):
        OPENED[kind](content)


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "C:/a.txt", "..\\a.txt", "x/../../a.txt"])
def test_a_name_in_a_zip_never_becomes_a_path(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"a|b")
    with pytest.raises(BadInputError, match="the path"):
        unpacking.text_in_zip(out.getvalue(), "download", (".txt",))
    assert not list(tmp_path.iterdir())


def with_macro(book):
    """A workbook with the part that holds macros, as Excel keeps it in an .xlsm."""
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen()")
    return out.getvalue()


def test_no_macro_is_kept(tmp_path):
    content = with_macro(openpyxl.Workbook())
    assert b"vbaProject" in content
    book = unpacking.open_workbook(content, "macro.xlsm")
    assert book.vba_archive is None
    book.save(tmp_path / "again.xlsx")
    with zipfile.ZipFile(tmp_path / "again.xlsx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]


def test_a_formula_of_the_data_is_not_computed(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "f.xlsx")
    opened = unpacking.open_workbook((tmp_path / "f.xlsx").read_bytes(), "f", data_only=True)
    assert opened.active["A1"].value is None


def test_a_workbook_with_entities_is_not_parsed():
    """Entities that stand for entities grow without bound: a document type is refused."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>')
    with pytest.raises(BadInputError, match="a document type"):
        unpacking.open_workbook(out.getvalue(), "entities.xlsx")


HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def is_harmless(text):
    return "<script>alert" not in text and "<img src=x" not in text and "&lt;script&gt;" in text


def test_html_of_data_is_escaped_in_pages(tmp_path):
    sections = [Grid(pd.DataFrame({HOSTILE: [HOSTILE]}), HOSTILE)]
    write_sections(tmp_path / "index.html", "en", HOSTILE, sections)
    assert is_harmless((tmp_path / "index.html").read_text(encoding="utf-8"))


def test_html_of_data_is_escaped_in_notebooks_and_their_pages(tmp_path):
    """A hostile title of a column, a cell, a caption, a picture and what a cell prints."""
    picture = Picture("<svg/>", pd.DataFrame({HOSTILE: [HOSTILE]}), HOSTILE)
    grid = Grid(pd.DataFrame({HOSTILE: [HOSTILE]}), HOSTILE)
    shown = [new_output("stream", text=HOSTILE)]
    for one in (picture, grid):
        bundle = one._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        shown.append(new_output("execute_result", data=data, metadata=metadata))
    cells = [new_markdown_cell("# Sources"), new_code_cell("x", outputs=shown)]
    frame = {"language": "en", "report_title": HOSTILE, "up": "", "others": [], "links": []}
    frame |= {"words": {"data": "Data"}, "further": []}
    write_page(new_notebook(cells=cells), "page", tmp_path, frame)
    assert is_harmless((tmp_path / "page.html").read_text(encoding="utf-8"))
    kept = nbformat.read(tmp_path / "notebooks" / "page.ipynb", as_version=4)
    for output in kept.cells[1].outputs:
        text = output.get("data", {}).get("text/html", "&lt;script&gt;")
        assert is_harmless(text)


def test_html_of_data_is_escaped_where_municipalities_are_compared():
    template = templates().get_template("many.html.j2")
    cell = {"text": HOSTILE, "href": 'x" onclick="alert(1)', "sort": None}
    column = {"title": HOSTILE, "is_number": False, "sorted": ""}
    table = {"caption": HOSTILE, "note": HOSTILE, "columns": [column], "rows": [[cell]]}
    frame = {"words": {}, "page_title": HOSTILE, "report_title": HOSTILE, "links": []}
    page = template.render(frame=frame, sentences=[HOSTILE], tables=[table], downloads=[])
    assert is_harmless(page) and 'onclick="alert' not in page


def test_the_promises_each_have_their_test():
    """SECURITY.md names the test that holds each promise; the test is there."""
    text = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")
    promised = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len(promised) >= text.count("- **")
    for path, name in promised:
        assert f"def {name}(" in (PROJECT / path).read_text(encoding="utf-8"), name


def test_a_label_that_looks_like_html_is_shown_as_text():
    grid = Grid(pd.DataFrame({"<b>a": ["<script>alert(1)</script>"]}), "<i>caption")
    assert not {"<script", "<b>a", "<i>"} & set(re.findall(r"<[a-z]+>?a?", grid.html()))
    assert "&lt;script&gt;" in grid.html()


def test_the_machines_of_others_run_the_commands_of_the_readme():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in readme.splitlines() if ".venv\\Scripts\\python -m p" in line]
    github = yaml.safe_load((PROJECT / ".github/workflows/tests.yml").read_text("utf-8"))["jobs"]
    gitlab = yaml.safe_load((PROJECT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert github["posix"]["steps"][-1]["run"] == gitlab["tests"]["script"][0] == "make test"
    assert github["windows"]["steps"][-1]["run"].splitlines() == lines
    assert gitlab["windows"]["script"] == lines and len(lines) == 2
