"""The command line: what it prints, how it ends, and that a refusal leaves everything as it was."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest
import typer

from circular_metrics.cli import app
from circular_metrics.edition import open_edition

PROJECT = Path(__file__).resolve().parent.parent


def run(*words, **kwargs):
    command = [sys.executable, "-m", "circular_metrics.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", **kwargs)


COMMANDS = typer.main.get_command(app).commands
BROKEN_OFF = """
import errno, sys
from circular_metrics import cli
class Gone:
    def __call__(self, **_):
        print("a line", flush=True)
        raise OSError(errno.EINVAL, "Invalid argument")
cli.app = Gone()
cli.main()
"""


@pytest.mark.parametrize("verb", COMMANDS)
def test_help_has_an_example_for_each_verb_that_could_be_typed(verb):
    command = COMMANDS[verb]
    examples = re.findall(r"Example: \[bold\](.+?)\[/bold\]", command.epilog)
    assert examples and command.help
    for example in examples:
        program, name, *words = example.split()
        assert (program, name) == ("circular-metrics", verb)
        command.make_context(verb, words)  # a usage error if it could not be typed
    for option in command.params:
        assert option.help, f"{verb}: {option.name} says nothing"
        assert "[" not in option.help.replace("[,low,high]", ""), "would be taken for markup"


@pytest.mark.parametrize("page", ["README.md", "docs/running.md", "data/raw/README.md"])
def test_what_a_page_says_to_type_can_be_typed(page):
    text = (PROJECT / page).read_text(encoding="utf-8")
    found = re.findall(r"`circular-metrics ([a-z][a-z-]*)([^`]*)`", text)
    assert found
    for verb, words in found:
        COMMANDS[verb].make_context(verb, shlex.split(words.replace("<yours>", "yours")))


def test_the_notebook_that_the_readme_runs_takes_what_it_gives_it():
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    ((notebook, out, words),) = re.findall(r"papermill (notebooks/\S+) (\S+) (-p [^`]+)`", text)
    given = dict(pair.split() for pair in words.removeprefix("-p ").split(" -p "))
    cells = json.loads((PROJECT / notebook).read_text(encoding="utf-8"))["cells"]
    (first,) = [c for c in cells if "parameters" in c["metadata"].get("tags", [])]
    assert set(given) <= set(re.findall(r"^(\w+) =", "".join(first["source"]), re.MULTILINE))
    assert {"city", "edition"} <= set(given) and Path(out).suffix == ".ipynb"
    open_edition(given.pop("city"), int(given.pop("edition")), **given)


@pytest.mark.parametrize("verb", ["report", "list"])
def test_help_is_printed(verb):
    result = run(verb, "--help")
    assert result.returncode == 0
    assert f"Example: circular-metrics {verb}" in result.stdout


def test_what_is_taken_if_nobody_says_is_printed():
    shown = " ".join(run("report", "--help").stdout.replace("│", " ").split())
    assert "nl and en" in shown and "default: reports" in shown
    shown = " ".join(run("template", "--help").stdout.replace("│", " ").split())
    assert "<name>-template.xlsx" in shown


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_that_writes_a_file_or_a_delivery_asks_before_it_replaces(verb):
    """A report's folder is replaced whole, and refused if anything in it is not the program's."""
    options = {option.name for option in COMMANDS[verb].params}
    reports = {"report", "overview", "compare"}
    keeps = {"accounts", "actions_import", "build"}
    if ("out" in options and verb not in reports) or verb.replace("-", "_") in keeps:
        assert "replace" in options


def test_the_version_and_the_statuses_are_told():
    result = run("--version")
    assert (result.returncode, result.stdout) == (
        0,
        f"circular-metrics {version('circular-metrics')}\n",
    )
    shown = run("--help").stdout
    assert all(word in shown for word in ("0 when done", "1 when it refuses", "2 when", "130"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_an_interruption_is_one_line_and_status_130(tmp_path):
    import signal

    fifo = tmp_path / "series.csv"
    os.mkfifo(fifo)  # nobody writes into it, so that the command waits
    command = [sys.executable, "-m", "circular_metrics.cli", "assess", "--series", fifo]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    time.sleep(5)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said[0] == "" and len(said[1].splitlines()) == 1 and "interrupted" in said[1]


@pytest.mark.parametrize("words", [("observations", "leuven"), ("--help",)])
def test_a_reader_that_goes_away_is_no_fault(words):
    command = [sys.executable, "-m", "circular_metrics.cli", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1


def test_nor_is_one_on_windows_where_the_pipe_is_an_invalid_argument():
    done = subprocess.run([sys.executable, "-c", BROKEN_OFF], capture_output=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (1, b"a line", b"")


def test_a_question_that_nobody_answers_says_what_to_add(tmp_path, data):
    shutil.copytree(data / "processed", tmp_path / "processed")
    words = ("fetch", "ords_repair_cafe_wales", "--data", tmp_path)
    result = run(
        *words, stdin=subprocess.DEVNULL, env=os.environ | {"CIRCULAR_METRICS_PUBLISHED": ""}
    )
    assert result.returncode == 1 and "--accept-licences" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["processed"]


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
    for words in (
        ("report", "leuven", "--language", "fr"),
        ("observations", "leuven", "--format", "xml"),
        ("list", "things"),
    ):
        result = run(*words)
        assert result.returncode == 2 and "is not one of" in result.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("report", "leuvn"), "'leuven'"),
        (("explain", "renovation_share", "--city", "zzz"), "circular-metrics list cities"),
        (("template", "actions", "--city", "leuvn"), "'leuven'"),
        (("firms", "x", "--out", "f", "--city", "leuvn"), "'leuven'"),
        (("report", "leuven", "--edition", "1999"), "2025"),
        (("report", "leuven", "--peers", "friends"), "partners"),
        (("observations", "leuven", "--objective", "so9"), "so1"),
        (("observations", "leuven", "--indicator", "renovation_shar"), "renovation_share"),
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
    # Older Pythons cannot follow an editable install into a folder with an accent in this locale.
    here = str(Path(__file__).resolve().parents[1])
    plain = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": here}
    result = run("list", "indicators", cwd=tmp_path, env=plain)
    assert result.returncode == 0
    assert "—" in result.stdout
