"""On machines unlike this one: Windows' names, no POSIX, other locales, no fonts."""

import ast
import re
import unicodedata
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager

from circular_metrics.charts.spread import in_order
from circular_metrics.city import cities
from circular_metrics.clean import KINDS, TABLES
from circular_metrics.edition.compute import editions
from circular_metrics.edition.municipality import RESERVED, municipalities, slug
from circular_metrics.fetch import own_place
from circular_metrics.indicators import INDICATORS
from circular_metrics.report.notebooks import notebooks
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
