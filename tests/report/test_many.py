"""Many reports, killed at any moment: nothing half-written, nothing made twice, the same bytes."""

import os
import random
import signal
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from typer.testing import CliRunner

from circular_metrics.cli import app
from circular_metrics.errors import OutputError
from circular_metrics.report import many, run
from circular_metrics.report.notebooks import Job
from circular_metrics.report.place import MANIFEST, hashes
from circular_metrics.report.run import Asked
from circular_metrics.store.lock import locked

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="runs are forked and killed")
PLACES = {"aartselaar": "11001", "glabbeek": "24137", "horebeke": "45062"}
ASKED = Asked("", 2025, ("nl", "en"))


@pytest.fixture
def light(tmp_path, monkeypatch):
    """Three municipalities with two small notebooks each; all else is as in a real run."""
    log = tmp_path / "ran"
    for name in ("first", "second"):
        cells = [new_markdown_cell("# Sources"), new_code_cell(f"print('{name}', 6 * 7)")]
        nbformat.write(new_notebook(cells=cells), tmp_path / f"{name}.ipynb")

    def jobs(asked, edition, beside):
        folder = beside / asked.folder(edition.language)
        folder.mkdir(exist_ok=True)
        place = tmp_path / "out" / asked.city
        return [
            Job(name, tmp_path / f"{name}.ipynb", {}, partial(ended, folder, name, place.name))
            for name in ("first", "second")
        ]

    def ended(folder, name, city, executed):
        (folder / f"{name}.html").write_text(executed.cells[-1].outputs[0].text, encoding="utf-8")
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{city} {folder.name == 'en'} {name}\n")

    monkeypatch.setattr(many, "members", lambda *_: PLACES)
    monkeypatch.setattr(run, "_jobs", jobs)
    for heavy in ("_warm", "_finish", "write_prints", "write_crate"):
        monkeypatch.setattr(run, heavy, lambda *_: ("", ""))
    return log


def run_and_kill(out, after):
    """All reports in a child, which is killed after some seconds; whether it was."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            many.report_all("flanders", ASKED, out, jobs=2)
            status = 0
        finally:
            os._exit(status)
    until = time.monotonic() + after
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def test_killed_at_any_moment_it_goes_on_and_makes_nothing_twice(light, tmp_path):
    begun = time.monotonic()
    many.report_all("flanders", ASKED, tmp_path / "whole")
    lasts = time.monotonic() - begun
    expected = hashes(tmp_path / "whole")
    for trial in range(3):
        out, chance = tmp_path / f"out {trial}", random.Random(trial)
        for _ in range(20):
            done = [p.parent.parent.name for p in out.glob(f"*/2025/{MANIFEST}")]
            light.write_text("", encoding="utf-8")
            was_killed = run_and_kill(out, chance.uniform(0, 1.5 * lasts))
            for folder in out.glob("*/2025"):
                assert hashes(folder) == hashes(tmp_path / "whole" / folder.parent.name / "2025")
            ran = light.read_text(encoding="utf-8").split("\n")
            assert not [line for line in ran if line.split(" ")[0] in done], "made twice"
            if not was_killed:
                break
        many.report_all("flanders", ASKED, out)
        found = hashes(out)
        assert set(found) == set(expected)
        assert all(found[n] == expected[n] for n in expected if n != "flanders-2025.csv")
        assert not list(out.rglob(".*")), "left behind"


def test_shards_together_are_the_same_bytes_as_one_run(light, tmp_path, monkeypatch):
    """As on a cluster: three jobs, each with its part, in one folder."""
    many.report_all("flanders", ASKED, tmp_path / "one")
    for i, (key, code) in enumerate(PLACES.items(), start=1):
        monkeypatch.setattr(many, "members", lambda *_, key=key, code=code: {key: code})
        assert [
            o.state for o in many.report_all("flanders", ASKED, tmp_path / "parts", 1, f"{i}/3")
        ]
    one, parts = hashes(tmp_path / "one"), hashes(tmp_path / "parts")
    assert {n: h for n, h in one.items() if "/" in n} == {
        n: h for n, h in parts.items() if "/" in n
    }
    assert {n for n in parts if "/" not in n} == {f"flanders-2025-{i}-of-3.csv" for i in (1, 2, 3)}


def test_a_log_has_a_line_for_each_and_what_failed_at_its_end(light, tmp_path, monkeypatch):
    real = many.make_report

    def sometimes(asked, *args, **kwargs):
        if asked.city == "glabbeek":
            raise OutputError("no room")
        return real(asked, *args, **kwargs)

    monkeypatch.setattr(many, "make_report", sometimes)
    words = ["report", "--all", "flanders", "--shard", "1/2", "--out", str(tmp_path / "out")]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 1
    assert told.stderr.splitlines() == [
        *("1/3 aartselaar: made", "2/3 glabbeek: failed", "3/3 horebeke: made"),
        *("2 made", "0 skipped", "1 failed", "failed: glabbeek (24137): no room"),
    ]


@pytest.fixture
def idle(light, monkeypatch):
    """Whoever begins to work out a report fails."""
    monkeypatch.setattr(run, "_warm", lambda _: pytest.fail("worked first"))


def test_a_run_that_cannot_begin_says_so_before_it_works(idle, tmp_path):
    refused = pytest.raises(OutputError, match="another run")
    with locked(tmp_path / "glabbeek" / "2025"), refused:
        run.make_report(replace(ASKED, city="glabbeek"), tmp_path)


def test_what_another_run_made_meanwhile_is_not_made_again(light, tmp_path, monkeypatch, request):
    asked = replace(ASKED, city="glabbeek")
    run.make_report(asked, tmp_path)
    made = tmp_path / "glabbeek" / "2025"
    away = made.rename(tmp_path / "away")
    request.getfixturevalue("idle")

    @contextmanager
    def others_first(folder):
        away.rename(folder)
        yield

    monkeypatch.setattr(run, "locked", others_first)
    assert run.make_report(asked, tmp_path).why is None
    assert hashes(made)


def test_a_file_that_is_no_summary_is_not_written_over(tmp_path):
    mine = tmp_path / "flanders-2025.csv"
    mine.write_text("city,what I think of it\n", encoding="utf-8")
    with pytest.raises(OutputError, match=r"flanders-2025\.csv is no summary"):
        many.report_all("flanders", ASKED, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]
    assert mine.read_text(encoding="utf-8") == "city,what I think of it\n"
