"""On machines unlike this one: Windows' names and processes, other locales, no fonts, no POSIX."""

import ast
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from functools import partial
from pathlib import Path

import matplotlib
import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager
from nbformat.v4 import new_code_cell, new_notebook

from circular_metrics.charts.spread import in_order
from circular_metrics.city import cities
from circular_metrics.clean import KINDS, TABLES
from circular_metrics.edition.compute import editions
from circular_metrics.edition.municipality import RESERVED, municipalities, slug
from circular_metrics.fetch import own_place
from circular_metrics.indicators import INDICATORS
from circular_metrics.report.notebooks import Job, notebooks, run_all
from circular_metrics.sources import SOURCES

PROJECT = Path(__file__).resolve().parent.parent
MODULES = sorted((PROJECT / "circular_metrics").rglob("*.py"))
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
FIGURES = pd.DataFrame({"value": [1.0], "low": [0.5], "high": [1.5], "status": "observed"}, ["a"])
LONGEST = 260  # characters of a whole path that Windows takes unless it is set up otherwise
ROOM = "x" * 56  # a folder circular_metrics in the documents of someone with a long name


def faults_of(name):
    """Why Windows would not make a file or folder of that name."""
    stem = name.split(".")[0].rstrip(" ").lower()
    found = ["reserved"] if stem in RESERVED else []
    found += ["forbidden"] if FORBIDDEN.search(name) else []
    found += ["end"] if name != name.rstrip(" .") else []
    return found + (["empty"] if not name else [])


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("CON", "reserved"), ("nul.txt", "reserved"), ("Lpt1.csv", "reserved"), ("a.", "end"),
        ("a ", "end"), ("a:b", "forbidden"), ("a?", "forbidden"), ("", "empty"),
    ],
)  # fmt: skip
def test_the_test_knows_what_windows_refuses(name, fault):
    assert fault in faults_of(name)


def names_in_folders(data):
    """Folder → the names that this program makes in it."""
    indicators = [f"{key}{end}" for key in INDICATORS for end in (".html", ".csv", "-map.svg")]
    pages = [f"{path.stem}.html" for path in notebooks()]
    found = {
        "reports": [*municipalities(data.resolve()), *cities(), "flanders"],
        "reports/flanders/2025": ["index.html", "manifest.json", *indicators],
        "reports/leuven/2025": [*pages, "observations.csv", "leuven-2025-nl.xlsx"],
        "data/processed": [f"{key}{end}" for key in TABLES for end in (".csv", ".json")],
        "tidy": sorted({f"{kind.output}.csv" for kind in KINDS.values()}),
        "data/raw": sorted({s.key for s in SOURCES.values()}),
    }
    found["reports"] = list(dict.fromkeys(found["reports"]))  # a city with a file is one of these
    return found


def test_windows_makes_every_name_that_we_make(data):
    for folder, names in names_in_folders(data).items():
        assert not [(name, faults_of(name)) for name in names if faults_of(name)], folder
        folded = [unicodedata.normalize("NFC", name).casefold() for name in names]
        assert len(set(folded)) == len(folded), f"{folder}: two names differ only in case"


def test_the_places_of_fetched_files_are_such_names_too(data):
    places = [own_place(s, data).relative_to((data / "raw").resolve()) for s in SOURCES.values()]
    assert not [(p, faults_of(n)) for p in places for n in p.parts if faults_of(n)]
    folded = [p.as_posix().casefold() for p in places]
    assert len(set(folded)) == len(folded)
    assert max(len(ROOM) + len("data/raw/") + len(p.as_posix()) for p in places) < LONGEST


def test_no_path_of_a_report_is_longer_than_windows_takes(data):
    """While it is written its folder has a longer name: the mark of the run."""
    mark = ".new-0123abcd-4294967295-1795548664"
    city = max(municipalities(data.resolve()), key=len)
    page = max((path.stem for path in notebooks()), key=len)
    for place in (
        f"reports/{city}/.{max(editions())}{mark}/en/notebooks/{page}.ipynb",
        f"reports/{city}/.{max(editions())}{mark}/en/figures/{page}-99.csv",
        f"reports/{city}/.{max(editions())}{mark}/en/{city}-2025-en.xlsx",
        f"reports/flanders/.2025{mark}/en/figures/{max(INDICATORS, key=len)}-order.svg",
    ):
        assert len(ROOM) + len(place) < LONGEST, place


@given(st.text(max_size=40))
def test_any_name_becomes_a_key_that_every_system_takes(name):
    key = slug(name)
    assert key == "" or not faults_of(key)
    assert key == key.lower() and key.isascii() and slug(key) in (key, f"{key}-municipality")


@pytest.mark.parametrize("name", ["Con", "AUX", "nul", "Lpt1"])
def test_a_place_called_like_a_device_gets_another_key(name):
    assert slug(name) == f"{name.lower()}-municipality"


POSIX_ONLY = {
    "os": {
        *("fork", "forkpty", "getuid", "geteuid", "getgid", "uname", "chown", "mkfifo", "nice"),
        *("setsid", "killpg", "getpgid", "sysconf", "statvfs", "sched_getaffinity", "sync"),
    },
    "signal": {"SIGKILL", "SIGHUP", "SIGALRM", "alarm", "setitimer", "pause"},
    "time": {"tzset"},
}
POSIX_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "pty", "posix"}
GUARDED = {"store/lock.py": {"fcntl"}}  # tried, and Windows' own way beside it


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PROJECT)))
def test_no_module_calls_what_only_posix_has(module):
    allowed = GUARDED.get(module.relative_to(PROJECT / "circular_metrics").as_posix(), set())
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found = {a.name for a in node.names} & POSIX_MODULES
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found = {node.attr} & POSIX_ONLY.get(node.value.id, set())
        else:
            continue
        assert found <= allowed, f"{module}:{node.lineno}: {found}"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PROJECT)))
def test_every_text_file_is_opened_with_its_encoding(module):
    """Without it a file is read in whatever the machine's locale says."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, given = node.func.attr, {k.arg for k in node.keywords}
        if name in ("read_text", "write_text"):
            wanted = 1 if name == "read_text" else 2
            assert "encoding" in given or len(node.args) >= wanted, f"{module}:{node.lineno}"
        modes = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if name == "open" and any(
            isinstance(m, str) and re.fullmatch("[rwax]t?", m) for m in modes
        ):
            assert "encoding" in given, f"{module}:{node.lineno}"


ELSEWHERE = """
import importlib.abc, os, subprocess, sys
import nbconvert, pandas, psutil, requests  # their POSIX is their own
import circular_metrics.report  # spares papermill an import of two seconds
import papermill
class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in ("fcntl", "resource", "pwd", "grp", "termios"):
            raise ModuleNotFoundError(name)
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Absent())
for name in ("fork", "forkpty", "register_at_fork", "getuid", "uname", "nice", "killpg"):
    delattr(os, name)
from pathlib import Path
from circular_metrics.report import many, notebooks, overview, place
from circular_metrics.store import lock, writing
import circular_metrics.cli, circular_metrics.fetch
assert notebooks.way_of_starting() == "spawn" and lock.fcntl is None
folder = Path(sys.argv[1])
writing.write_together({folder / "a": b"a", folder / "b": b"b"})
with lock.locked(folder / "2025"), place.staged(folder / "2025") as beside:
    place.write_hashes(beside, {})
"""


def test_files_are_written_and_locked_without_anything_of_posix(tmp_path):
    """Every module is imported, and files and a folder are put in place, without fork and fcntl."""
    run = subprocess.run([sys.executable, "-c", ELSEWHERE, tmp_path], capture_output=True)
    assert run.returncode == 0, run.stderr.decode(errors="replace")[-2000:]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2025", "a", "b"]


def keep_outputs(executed, place):
    place.write_text(repr([c.get("outputs") for c in executed.cells]), encoding="utf-8")


def test_a_process_that_starts_afresh_shows_what_a_forked_one_shows(tmp_path, monkeypatch):
    """As on Windows and macOS: nothing is inherited, the same outputs come out."""
    cells = ["import pandas as pd\npd.DataFrame({'a': [1]})", "print('é')"]
    path = tmp_path / "n.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(cell) for cell in cells]), path)
    for way in ("fork", "spawn") if sys.platform == "linux" else ("spawn",):
        monkeypatch.setattr(
            "circular_metrics.report.notebooks.way_of_starting", lambda way=way: way
        )
        job = Job(way, path, {}, partial(keep_outputs, place=tmp_path / way))
        run_all([job], 1, lambda job: None)
    shown = (tmp_path / "spawn").read_text(encoding="utf-8")
    assert "dataframe" in shown and "é" in shown
    if sys.platform == "linux":
        assert shown == (tmp_path / "fork").read_text(encoding="utf-8")


def cli(*words, cwd, **env):
    command = [sys.executable, "-m", "circular_metrics.cli", *map(str, words)]
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    # What is asked of it here is what an old console on any system gives it.
    return subprocess.run(command, cwd=cwd, env=os.environ | plain | env, capture_output=True)


def test_a_locale_without_accents_changes_no_byte(tmp_path, samples):
    """Folder with a space and accents, a table with accents in it, on a console that knows none."""
    source = next((samples / "ords").glob("*.csv"))
    kept = []
    for name, env in (("plain", {}), ("utf8", {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"})):
        out = tmp_path / f"naïve café {name}"
        out.mkdir()
        shutil.copy(source, out / "répertoire.csv")
        run = cli("clean", "ords", "répertoire.csv", "--out", "tidy été", cwd=out, **env)
        assert run.returncode == 0, run.stderr.decode(errors="replace")
        kept.append({p.name: p.read_bytes() for p in (out / "tidy été").iterdir()})
        listed = cli("list", "indicators", "--markdown", cwd=PROJECT, **env)
        assert listed.returncode == 0
        kept[-1]["list"] = listed.stdout
    assert kept[0] == kept[1] and not kept[0]["list"].isascii()


def test_a_machine_without_fonts_draws_the_same_picture(monkeypatch):
    """matplotlib brings DejaVu Sans; no other font is asked for, so none can be missing."""
    drawn = in_order(FIGURES, {}, "Title", "kg", "en")
    bundled = str(Path(matplotlib.get_data_path()))
    only = [f for f in font_manager.fontManager.ttflist if f.fname.startswith(bundled)]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", only)
    font_manager.fontManager._findfont_cached.cache_clear()
    assert in_order(FIGURES, {}, "Title", "kg", "en").svg == drawn.svg


def test_a_font_that_is_missing_is_no_reason_to_fail(monkeypatch):
    monkeypatch.setattr(
        "circular_metrics.charts.plate.STYLE", {"font.family": "No Such Font", "svg.hashsalt": "x"}
    )
    assert "<svg" in in_order(FIGURES, {}, "Title", "kg", "en").svg
