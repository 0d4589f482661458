"""No code from data: held over every module, and over what a hostile label becomes."""

import ast
import re
from pathlib import Path

import pandas as pd
import pytest
import yaml

from circular_metrics.show import Grid

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
