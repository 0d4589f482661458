"""The command line: what it prints, how it ends, and that a refusal leaves everything as it was."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

PROJECT = Path(__file__).resolve().parent.parent


def run(*words, **kwargs):
    command = [sys.executable, "-m", "circular_metrics.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", **kwargs)


@pytest.mark.parametrize("verb", ["report", "build", "verify", "clean", "observations", "list"])
def test_help_has_an_example(verb):
    result = run(verb, "--help")
    assert result.returncode == 0
    assert f"circular-metrics {verb}" in result.stdout.replace("\n", " ")
    assert "Example" in result.stdout


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from circular_metrics import cli; import circular_metrics;"
        "print([m for m in ('pandas','papermill','nbconvert','matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_misuse_ends_with_two():
    assert run("report").returncode == 2
    assert run("dance").returncode == 2
    assert run("report", "leuven", "--edition", "soon").returncode == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("report", "leuvn"), "leuven"),
        (("report", "leuven", "--edition", "1999"), "2025"),
        (("report", "leuven", "--language", "fr"), "nl"),
        (("report", "leuven", "--peers", "friends"), "partners"),
        (("observations", "leuven", "--objective", "so9"), "so1"),
        (("observations", "leuven", "--indicator", "renovation_shar"), "renovation_share"),
        (("observations", "leuven", "--format", "xml"), "json"),
        (("list", "things"), "sources"),
        (("build", "permits"), "building_permits"),
        (("clean", "permit", "x.zip", "--out", "x"), "permits"),
        (("observations", "leuven", "--data", "nowhere"), "nowhere"),
    ],
)
def test_a_refusal_ends_with_one_and_names_what_would_do(words, expected, tmp_path):
    result = run(*words, cwd=tmp_path)
    assert result.returncode == 1, result.stderr
    assert expected in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(tmp_path.iterdir()), "something was left behind"


@pytest.mark.parametrize(
    "what", ["sources", "tables", "kinds", "indicators", "cities", "targets", "editions"]
)
def test_lists(what):
    result = run("list", what)
    assert result.returncode == 0
    assert result.stdout.strip()


def test_observations_as_csv_and_json_agree(tmp_path):
    words = ("observations", "leuven", "--objective", "so2", "--indicator", "renovation_share")
    (tmp_path / "o.csv").write_text(run(*words).stdout, encoding="utf-8")
    table = pd.read_csv(tmp_path / "o.csv", dtype={"area": str})
    records = json.loads(run(*words, "--format", "json").stdout)
    assert len(records) == len(table) > 100
    assert [r["value"] for r in records] == pytest.approx(table["value"].tolist(), nan_ok=True)
    leuven = table[(table["area"] == "24062") & (table["period"] == 2024)]
    # 456 renovations and 80 new buildings: Statbel's permits for Leuven, 2024.
    assert leuven["value"].item() == pytest.approx(100 * 456 / 536)


def test_the_command_works_from_any_folder_and_in_any_locale(tmp_path):
    import os

    # Older Pythons cannot follow an editable install into a folder with an accent in this locale.
    here = str(Path(__file__).resolve().parents[1])
    plain = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": here}
    result = run("list", "indicators", cwd=tmp_path, env=plain)
    assert result.returncode == 0
    assert "—" in result.stdout
