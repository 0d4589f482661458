"""What a user may hand over by mistake: each time the reason, exit status 1, nothing written."""

import os
import shutil
import subprocess
import sys
import time

import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.errors import ChangedSourceError, MissingSourceError, StaleTableError
from circular_metrics.store.verifying import verify
from tests.test_cli import run

HEADER = (
    "REFNIS|REFNIS_NL|REFNIS_FR|CD_YEAR|CD_PERIOD|MS_BUILDING_RES_NEW|MS_DWELLING_RES_NEW|"
    "MS_APARTMENT_RES_NEW|MS_SINGLE_HOUSE_RES_NEW|MS_TOTAL_SURFACE_RES_NEW|"
    "MS_BUILDING_RES_RENOVATION|MS_BUILDING_NONRES_NEW|MS_VOLUME_NONRES_NEW|"
    "MS_BUILDING_NONRES_RENOVATION|CD_REFNIS_NATION|CD_REFNIS_REGION|CD_REFNIS_PROVINCE|"
    "CD_REFNIS_DISTRICT|CD_REFNIS_MUNICIPALITY|CD_REFNIS_LEVEL\n"
)
ROW = "24062|LEUVEN|LOUVAIN|2001|0|1|2|3|4|5|6|7|8|9|01000|02000|20001|24000|24062|5\n"
FILES = {
    "empty": (b"", "empty"),
    "header only": (HEADER.encode(), "header only"),
    "cut off": ((HEADER + ROW + ROW[:30]).encode(), "row 3"),
    "renamed column": ((HEADER.replace("CD_YEAR", "JAAR") + ROW).encode(), "CD_YEAR"),
    "no known encoding": ((HEADER + ROW).encode().replace(b"LOUVAIN", b"LI\x81GE"), "row 2"),
    "half of a UTF-16 letter": ((HEADER + ROW).encode("utf-16")[:-1], "UTF-16"),
    "wrong delimiter": ((HEADER + ROW).replace("|", "&").encode(), "columns"),
    "text for a number": ((HEADER + ROW.replace("|6|7|", "|many|7|")).encode(), "many"),
    "unknown level": ((HEADER + ROW[:-2] + "9\n").encode(), "9"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_permits_file_is_refused_with_its_place(name, tmp_path):
    content, expected = FILES[name]
    path = tmp_path / "permits.txt"
    path.write_bytes(content)
    result = run("clean", "permits", path, "--out", tmp_path / "out")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "permits.txt" in result.stderr and expected in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_good_one_is_not(encoding, tmp_path):
    path = tmp_path / "permits.txt"
    path.write_text(HEADER + ROW.replace("LOUVAIN", "LIÈGE"), encoding=encoding)
    result = run("clean", "permits", path, "--out", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "building_permits.csv",
        "cleaning_log.csv",
    }


def test_the_problems_of_all_files_come_at_once(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"")
    result = run("clean", "permits", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path)
    assert "a.txt" in result.stderr and "b.txt" in result.stderr


def test_what_is_already_there_is_kept(tmp_path):
    path, out = tmp_path / "permits.txt", tmp_path / "out"
    path.write_text(HEADER + ROW, encoding="utf-8")
    out.mkdir()
    (out / "building_permits.csv").write_text("my own")
    result = run("clean", "permits", path, "--out", out)
    assert result.returncode == 1 and "building_permits.csv" in result.stderr
    assert "cleaned" not in result.stderr, "told as done what was refused"
    assert (out / "building_permits.csv").read_text() == "my own"
    assert not (out / "cleaning_log.csv").exists()
    (out / "quarantine.csv").write_text("of another run")
    result = run("clean", "permits", path, "--out", out, "--replace")
    assert result.returncode == 0 and "cleaned permits.txt: 1 rows" in result.stderr
    assert {p.name for p in out.iterdir()} == {"building_permits.csv", "cleaning_log.csv"}


def test_no_file_is_told_as_cleaned_if_a_later_one_is_refused(tmp_path):
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text(HEADER + ROW, encoding="utf-8")
    bad.write_bytes(b"")
    result = run("clean", "permits", good, bad, "--out", tmp_path / "out")
    assert result.returncode == 1 and "b.txt" in result.stderr
    assert "cleaned" not in result.stderr and not (tmp_path / "out").exists()


def test_a_table_edited_by_hand_is_not_built_over_unasked(kept, published):
    table = kept / "processed" / "breaks.csv"
    whole = table.read_bytes()
    table.write_bytes(whole.replace(b"2020", b"2021", 1))
    edited = table.read_bytes()
    result = run("build", "breaks", "--data", kept)
    assert result.returncode == 1 and "breaks.csv" in result.stderr
    assert "--replace" in result.stderr and table.read_bytes() == edited
    assert run("build", "breaks", "--data", kept, "--replace").returncode == 0
    assert table.read_bytes() == whole


def test_a_missing_file_is_named(tmp_path):
    result = run("clean", "permits", tmp_path / "nowhere.zip", "--out", tmp_path / "out")
    assert result.returncode == 1 and "nowhere.zip" in result.stderr


@pytest.fixture
def kept(data, tmp_path):
    """A copy of the project's data folder that may be spoiled."""
    shutil.copytree(data, tmp_path / "data")
    return tmp_path / "data"


def test_a_table_edited_by_hand_is_noticed(kept, tmp_path):
    table = kept / "processed" / "building_permits.csv"
    table.write_bytes(table.read_bytes().replace(b"24062", b"24063", 1))
    with pytest.raises(StaleTableError, match=r"building_permits\.csv"):
        store.read_table(TABLES["building_permits"], kept)
    result = run("report", "leuven", "--data", kept, "--out", tmp_path / "reports")
    assert result.returncode == 1 and "building_permits.csv" in result.stderr
    assert not (tmp_path / "reports").exists()


def test_verify_names_the_row_that_differs(kept, published):
    table = kept / "processed" / "breaks.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8", newline="\n")
    with pytest.raises(StaleTableError, match=r"breaks\.csv: row 2: found .* expected"):
        verify([TABLES["breaks"]], kept)
    result = run("verify", "breaks", "--data", kept)
    assert result.returncode == 1 and "row 2" in result.stderr


def test_a_changed_published_file_is_refused(kept, tmp_path, monkeypatch):
    monkeypatch.setenv(store.PUBLISHED, str(tmp_path / "published"))
    table = TABLES["building_permits"]
    source = table.sources[0]
    with pytest.raises(MissingSourceError, match=source.filename):
        store.raw_file(source, kept)
    place = tmp_path / "published" / source.published
    place.parent.mkdir(parents=True)
    place.write_bytes(b"half of it")
    with pytest.raises(ChangedSourceError, match="sha256"):
        store.raw_file(source, kept)


def test_a_build_without_its_files_changes_nothing(kept, tmp_path):
    before = {p.name: p.read_bytes() for p in (kept / "processed").iterdir()}
    result = run("build", "--data", kept, env=os.environ | {store.PUBLISHED: str(tmp_path)})
    assert result.returncode == 1 and "is missing. Put it at" in result.stderr
    assert before == {p.name: p.read_bytes() for p in (kept / "processed").iterdir()}


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "reports").write_text("a file, not a folder")
    result = run("report", "leuven", "--out", tmp_path / "reports")
    assert result.returncode == 1 and "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_an_interrupted_run_leaves_the_earlier_report_as_it_was(tmp_path):
    import signal

    folder = tmp_path / "leuven" / "2025"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(
        '{"files": {"index.html": "' + __import__("hashlib").sha256(b"earlier").hexdigest() + '"}}'
    )
    (folder / "index.html").write_bytes(b"earlier")
    command = [sys.executable, "-m", "circular_metrics.cli", "report", "leuven", "--out", tmp_path]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list(folder.parent.glob(".2025.new-*")):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "interrupted" in said and "Traceback" not in said
    assert (folder / "index.html").read_bytes() == b"earlier"
    assert [p.name for p in folder.parent.iterdir()] == ["2025"]
