"""A publisher's server that misbehaves in every way it can, on this machine only."""

import time
from dataclasses import replace

import pytest

from circular_metrics.errors import ChangedSourceError, FetchError
from circular_metrics.fetch import fetch
from tests.fetch.conftest import BODY, QUICK


def kept(folder):
    return [p.name for p in folder.rglob("*") if p.is_file() and not p.name.endswith(".part")]


@pytest.mark.parametrize(
    "name", ["good", "cut", "cut-without-ranges", "wrong-part", "busy", "once-broken"]
)
def test_a_server_that_fails_once_gives_the_whole_file(name, source, tmp_path):
    found = fetch(source(name), tmp_path, QUICK)
    assert found.state == "fetched"
    assert found.path == tmp_path.resolve() / "raw" / "series" / "1" / "series.csv"
    assert found.path.read_bytes() == BODY
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["series.csv"]


def test_what_came_is_not_asked_for_again(source, server, tmp_path):
    fetch(source("cut"), tmp_path, QUICK)
    assert server.asked == [("cut", None), ("cut", "bytes=5000-")]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing", "does not exist .HTTP 404.. Look at https://example.org/about"),
        ("forbidden", "refused .HTTP 403.. Look at https://example.org/about"),
        ("broken", "not available now after 3 tries .HTTP 500.. Try again later$"),
        ("slow", "not available now"),
        ("wrong-length", "not available now"),
        ("circle", "circle"),
        ("page", "web page; expected the file series.csv"),
        ("bomb", "packed"),
        ("elsewhere", "sends on to what is no web address. Look at https://example.org/about"),
        ("forever-cut", "not available now after 3 tries .*; what came so far is kept"),
        ("always-busy", "not available now after 3 tries .HTTP 429"),
        ("tomorrow", r"HTTP 503, the publisher asks to come back in \d+ s"),
        ("gone", "does not exist"),
        ("page-as-csv", "web page; expected the file series.csv"),
        ("page-after-remarks", "web page; expected the file series.csv"),
        ("empty", "not available now after 3 tries .an empty file"),
    ],
)
def test_a_server_that_goes_on_failing_is_named_and_nothing_is_placed(
    name, words, source, tmp_path
):
    with pytest.raises(FetchError, match=words):
        fetch(source(name), tmp_path, QUICK)
    assert not kept(tmp_path)


def test_a_server_that_asks_to_wait_is_waited_for(source, tmp_path):
    begun = time.monotonic()
    assert fetch(source("later"), tmp_path, QUICK).state == "fetched"
    assert time.monotonic() - begun >= 1


def test_each_try_waits_twice_as_long(source, tmp_path, monkeypatch):
    waited = []
    monkeypatch.setattr("circular_metrics.fetch.download.time.sleep", waited.append)
    with pytest.raises(FetchError):
        fetch(source("broken"), tmp_path, replace(QUICK, tries=5, wait_seconds=1.0))
    assert waited == [1.0, 2.0, 4.0, 8.0]


def test_a_server_that_trickles_is_left_at_the_total_time(source, tmp_path):
    begun = time.monotonic()
    with pytest.raises(FetchError, match="took longer than 0.3 s; what came so far is kept"):
        fetch(source("trickle"), tmp_path, replace(QUICK, total_seconds=0.3, tries=1))
    assert time.monotonic() - begun < 4


def test_what_was_cut_is_resumed_by_the_next_run(source, server, tmp_path):
    """The first run gives up; the second goes on from the kept bytes."""
    with pytest.raises(FetchError, match="kept"):
        fetch(source("cut"), tmp_path, replace(QUICK, tries=1))
    assert [p.stat().st_size for p in tmp_path.rglob("*.part")] == [5000]
    assert fetch(source("cut"), tmp_path, QUICK).path.read_bytes() == BODY
    assert server.asked[-1] == ("cut", "bytes=5000-")


def test_an_endless_file_is_refused_at_the_limit(source, tmp_path):
    with pytest.raises(FetchError, match="at most 1000000 .--max-bytes"):
        fetch(source("endless"), tmp_path, replace(QUICK, bytes=10**6))
    assert not list(tmp_path.rglob("*.part"))  # no later run goes on with it


def test_another_file_in_its_place_is_not_taken_for_it(source, server, tmp_path):
    place = tmp_path / "raw" / "series" / "1" / "series.csv"
    place.parent.mkdir(parents=True)
    place.write_bytes(BODY[:500])
    with pytest.raises(ChangedSourceError, match="expected"):
        fetch(source("good"), tmp_path, QUICK)
    assert place.read_bytes() == BODY[:500] and not server.asked


def test_a_changed_file_is_a_candidate_beside_the_pinned_one(source, tmp_path):
    pinned = tmp_path / "raw" / "series" / "0" / "series.csv"
    pinned.parent.mkdir(parents=True)
    pinned.write_bytes(BODY)
    found = fetch(source("changed"), tmp_path, QUICK)
    assert found.state == "candidate" and "1 lines went, 1 came" in found.words
    assert "\n--- pinned\n+++ found\n-1000,84\n+1000,984\n" in found.words
    assert pinned.read_bytes() == BODY
    assert not (tmp_path / "raw" / "series" / "1").exists()
    assert found.path.with_name("difference.txt").read_text(encoding="utf-8").startswith("series@1")


def test_offline_asks_nobody(source, server, tmp_path, monkeypatch):
    with pytest.raises(FetchError, match="offline"):
        fetch(source("good"), tmp_path, QUICK, offline=True)
    monkeypatch.setenv("CIRCULAR_METRICS_OFFLINE", "1")
    with pytest.raises(FetchError, match="offline"):
        fetch(source("good"), tmp_path, QUICK)
    assert not server.asked


def test_a_second_fetch_asks_nobody(source, server, tmp_path):
    fetch(source("good"), tmp_path, QUICK)
    assert fetch(source("good"), tmp_path, QUICK).state == "present"
    assert len(server.asked) == 1


def test_a_proxy_is_used(source, server, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
    asked = replace(source("good"), url="http://publisher.invalid/good")
    with pytest.raises(FetchError):
        # This server, as a proxy, is asked for the whole address, which it does not know.
        fetch(asked, tmp_path, QUICK)
    assert all("publisher.invalid" in name for name, _ in server.asked) and server.asked


def test_a_place_outside_the_folder_is_refused(source, tmp_path):
    with pytest.raises(FetchError, match="outside"):
        fetch(replace(source("good"), vintage="../../.."), tmp_path, QUICK)
    assert not kept(tmp_path)
