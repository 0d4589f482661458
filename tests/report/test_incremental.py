"""A report runs again only for a reason, says the reason, and is held by one run at a time."""

import json
import os
import shutil
import socket

import psutil
import pytest

from circular_metrics.edition.municipality import find_city, municipalities, slug
from circular_metrics.errors import NotebookError, OutputError, ShardError, UnknownNameError
from circular_metrics.report import incremental, many
from circular_metrics.report.notebooks import Job, Limits, run_all
from circular_metrics.report.place import MANIFEST, hashes
from circular_metrics.report.run import Asked, make_report
from circular_metrics.store.lock import locked
from tests.report.test_engine import written

GLABBEEK = Asked("glabbeek", 2025, ("nl",))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("made")
    return out, make_report(GLABBEEK, out)


@pytest.fixture
def copied(made, tmp_path):
    shutil.copytree(made[0], tmp_path / "copy")
    return tmp_path / "copy"


def test_a_municipality_without_a_file_has_only_the_target_that_the_plan_gives_it(made, data):
    assert made[1].why == "there is none yet"
    text = made[1].front.read_text(encoding="utf-8")
    assert "Glabbeek" in text
    city = find_city("glabbeek", data)
    own = [target for target in city.targets if target.area not in ("02000", "BE")]
    assert [(target.area, target.value) for target in own] == [("24137", 90)]
    assert find_city("24137", data).key == "glabbeek"


def test_nothing_changed_nothing_runs(copied, monkeypatch):
    before = hashes(copied)
    monkeypatch.setattr("circular_metrics.report.run.run_all", None)
    assert make_report(GLABBEEK, copied).why is None
    assert hashes(copied) == before


@pytest.mark.parametrize("when", [0, 4_000_000_000])
def test_a_clock_that_is_wrong_is_never_a_reason(when, copied, monkeypatch):
    """Files dated 1970 or 2096: only what is in them counts."""
    for path in copied.rglob("*"):
        os.utime(path, (when, when))
    monkeypatch.setattr("circular_metrics.report.run.run_all", None)
    assert make_report(GLABBEEK, copied).why is None


def change(monkeypatch, part):
    was = incremental.account

    def account(*args):
        return was(*args) | {part: "other"}

    monkeypatch.setattr("circular_metrics.report.run.account", account)


def test_what_is_handed_over_is_a_reason_for_its_city_alone(tmp_path):
    """A register that is imported after a report was made must come into the next one."""

    def now(city):
        return incremental.delivered(tmp_path, city)

    cities = ("leuven", "mechelen", None)
    before = [now(city) for city in cities]
    folder = tmp_path / "delivered"
    (folder / "leuven").mkdir(parents=True)
    (folder / "leuven" / "actions.json").write_text("{}")
    handed = [now(city) for city in cities]
    assert [a == b for a, b in zip(before, handed, strict=True)] == [False, True, False]
    (folder / "leuven" / "actions.json").write_text("{ }")
    assert now("leuven") != handed[0]
    (folder / "municipal_accounts.csv").write_text("")
    assert now("mechelen") != before[1]


@pytest.mark.parametrize("part", ["parameters", "tables", "delivered", "code", "environment"])
def test_each_thing_that_it_is_made_from_is_a_reason(part, made, monkeypatch, data):
    folder = made[0] / "glabbeek" / "2025"
    now = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["work"]
    assert incremental.why_again(folder, now) is None
    assert incremental.why_again(folder, now | {part: "other"}) == incremental.WORDS[part]
    assert incremental.unchanged(folder, now | {part: "other"}) == set()


def test_one_changed_notebook_runs_alone_and_the_bytes_are_those_of_a_whole_run(copied):
    folder = copied / "glabbeek" / "2025"
    before = hashes(folder)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest["work"]["notebook"]["50_knowledge_and_policy"] = "another"
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    ran = []
    again = make_report(GLABBEEK, copied, told=lambda done, of, name: ran.append((of, name)))
    assert again.why == incremental.WORDS["notebook"]
    assert {name for _, name in ran if name} == {"50_knowledge_and_policy (nl)"}
    assert hashes(folder) == before


def test_a_page_that_is_gone_is_made_again(copied):
    (copied / "glabbeek" / "2025" / "index.html").unlink()
    now = json.loads((copied / "glabbeek" / "2025" / MANIFEST).read_text(encoding="utf-8"))["work"]
    assert "missing" in incremental.why_again(copied / "glabbeek" / "2025", now)


def test_two_runs_at_once_are_told_apart(tmp_path):
    refused = pytest.raises(OutputError, match=r"another run \(process")
    with locked(tmp_path / "2025"), refused, locked(tmp_path / "2025"):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("left", ["gone", "reused", "half"])
def test_the_lock_of_a_killed_run_is_taken_over(left, tmp_path):
    """A process number that another process has now, or clocks that differ, keep nobody out."""
    owner = {"process": os.getpid(), "begun": 1.0, "machine": socket.gethostname()}
    if left == "gone":
        owner["process"] = max(psutil.pids()) + 10**6
    text = '{"process": 1' if left == "half" else json.dumps(owner)
    (tmp_path / ".2025.lock").write_text(text, encoding="utf-8")
    with locked(tmp_path / "2025"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_run_on_another_machine_is_respected_and_the_way_out_is_said(tmp_path):
    owner = {"process": 1, "begun": 1.0, "machine": "another-one"}
    (tmp_path / ".2025.lock").write_text(json.dumps(owner), encoding="utf-8")
    with pytest.raises(OutputError, match=r"another-one.*delete"), locked(tmp_path / "2025"):
        pass


def test_a_notebook_that_hangs_is_stopped_and_its_cell_named(tmp_path):
    path = written(tmp_path, "fine = 1", "import time\ntime.sleep(60)")
    with pytest.raises(NotebookError, match=r"n, cell 2: took longer than 1 s"):
        run_all([Job("n", path, {}, id)], 1, lambda job: None, Limits(seconds=1))


def test_a_notebook_that_eats_memory_is_stopped_and_its_cell_named(tmp_path):
    used = psutil.Process().memory_info().rss / 2**20
    path = written(tmp_path, "x = 1", "import time\ny = bytearray(10**9)\ntime.sleep(60)")
    with pytest.raises(NotebookError, match=r"n, cell 2: took more than .* MiB"):
        run_all([Job("n", path, {}, id)], 1, lambda job: None, Limits(mebibytes=used + 400))


def test_the_shards_are_all_of_flanders_and_none_twice(data):
    """285 municipalities since the mergers of 1 January 2025 (Statbel)."""
    every = many.members("flanders", data)
    assert len(every) == 285
    parts = [many.members("flanders", data, f"{i}/7") for i in range(1, 8)]
    assert sum(map(len, parts)) == 285 and {k for p in parts for k in p} == set(every)
    assert every["leuven"] == "24062"


@pytest.mark.parametrize("shard", ["0/3", "4/3", "x", "1", "-1/2", "1/0"])
def test_a_shard_that_is_none_is_refused(shard, data):
    with pytest.raises(ShardError, match="expected i/n"):
        many.members("flanders", data, shard)


def test_a_failure_stops_only_its_own_and_a_second_run_makes_only_that(tmp_path, monkeypatch):
    three = {"aartselaar": "11001", "glabbeek": "24137", "horebeke": "45062"}
    monkeypatch.setattr(many, "members", lambda *_: three)
    real, calls = many.make_report, []

    def sometimes(asked, *args, **kwargs):
        calls.append(asked.city)
        if asked.city == "aartselaar" and calls.count("aartselaar") == 1:
            raise ValueError("too wet")
        return real(asked, *args, **kwargs)

    monkeypatch.setattr(many, "make_report", sometimes)
    first = many.report_all("flanders", GLABBEEK, tmp_path)
    assert {o.city: o.state for o in first}["aartselaar"] == "failed"
    listed = (tmp_path / "flanders-2025.csv").read_text(encoding="utf-8").splitlines()
    assert listed[1] == "aartselaar,11001,failed,ValueError: too wet"
    second = {o.city: o.state for o in many.report_all("flanders", GLABBEEK, tmp_path)}
    assert second["aartselaar"] == "made" and second["glabbeek"] == "skipped"


def test_a_name_that_is_no_municipality_is_refused_with_the_nearest(data):
    with pytest.raises(UnknownNameError, match="glabbeek"):
        find_city("glabeek", data)
    assert slug("Sint-Genesius-Rode") in municipalities(data)
