"""Every state that `doctor` tells, each made on purpose, and what it says to do about it."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from circular_metrics import clean, sources, store
from circular_metrics.cli import app
from circular_metrics.fetch.doctor import STATES, examine
from tests.test_store import CONTENT, put, source, table


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv(store.PUBLISHED, str(tmp_path / "published"))
    put(tmp_path / "published" / "folder" / "bins.csv")
    (tmp_path / "data" / "processed").mkdir(parents=True)
    store.build([table()], tmp_path / "data")
    return tmp_path / "data"


def found(data, one=None, tables=None):
    """Kind → state and remedy; of one source, one table."""
    one = one or source()
    return {d.kind: (d.state, d.remedy) for d in examine([one], tables or {"bins": table()}, data)}


def own(data):
    return data / "raw" / "bins" / "2024" / "bins.csv"


def test_present_needs_nothing(data):
    assert found(data) == {"source": ("present", ""), "table": ("present", "")}


def test_missing_can_be_fetched(data, monkeypatch):
    monkeypatch.delenv(store.PUBLISHED)
    assert found(data)["source"] == ("missing", "circular-metrics fetch bins")
    (data / "processed" / "bins.csv").unlink()
    assert found(data)["table"] == ("missing", "circular-metrics build bins")


@pytest.mark.parametrize("change", [{"url": "https://example.org"}, {"carrier": "a colleague"}])
def test_frozen_has_no_address_of_the_file_and_its_place_is_told(change, data, monkeypatch):
    monkeypatch.delenv(store.PUBLISHED)
    state, remedy = found(data, replace(source(), **change))["source"]
    assert state == "frozen" and str(own(data)) in remedy and "https://example.org" in remedy


def test_changed_bytes_are_to_be_moved_away(data):
    put(own(data), CONTENT + b"C,1,\n")
    state, remedy = found(data)["source"]
    assert state == "changed" and str(own(data)) in remedy and "fetch again" in remedy


def test_a_table_that_was_edited_and_one_whose_sources_were_renewed_are_stale(data):
    later = table(content=CONTENT.replace(b"2.50", b"3.00"))
    state, remedy = found(data, tables={"bins": later})["table"]
    assert state == "stale" and "sources were renewed" in remedy and "build bins" in remedy
    put(data / "processed" / "bins.csv", b"place,amount,remark\n")
    state, remedy = found(data)["table"]
    assert state == "stale" and "edited" in remedy and "build bins" in remedy


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null"])
def test_an_account_that_says_nothing_is_unreadable(content, data):
    put(data / "processed" / "bins.json", content)
    assert found(data)["table"] == ("unreadable", "circular-metrics build bins")


def test_a_file_that_cannot_be_read_is_unreadable(data, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("circular_metrics.fetch.doctor.sha256", refuse)
    state, remedy = found(data, tables={"x": table("none")})["source"]
    assert state == "unreadable" and "Permission denied" in remedy


def test_a_candidate_waits_to_be_declared(data):
    put(data / "raw" / "candidates" / "bins" / "0123" / "difference.txt", b"one line went")
    state, remedy = found(data)["candidate"]
    assert state == "candidate" and "difference.txt" in remedy and "declare" in remedy


def test_no_state_is_untried():
    """Those above are all that it can tell."""
    assert set(STATES) == {
        *("present", "missing", "frozen", "changed", "stale", "unreadable", "candidate")
    }


def test_what_is_to_be_mended_comes_first_and_what_is_well_last(data, monkeypatch):
    monkeypatch.delenv(store.PUBLISHED)
    put(own(data), CONTENT + b"C,1,\n")
    away, frozen = replace(source(), vintage="2023"), replace(source(), vintage="2022", carrier="x")
    told = examine([frozen, away, source()], {"bins": table(), "none": table("none")}, data)
    assert [(d.kind, d.state) for d in told] == [
        *(("source", "changed"), ("table", "missing"), ("source", "missing")),
        *(("source", "frozen"), ("table", "present")),
    ]


@pytest.fixture
def declared(data, monkeypatch):
    """The command line with one source and one table."""
    monkeypatch.setattr(sources, "SOURCES", {source().name: source()})
    monkeypatch.setattr(clean, "TABLES", {"bins": table()})
    return data


def test_the_command_ends_with_1_only_where_something_is_to_be_mended(declared, monkeypatch):
    run = CliRunner().invoke
    assert run(app, ["doctor", "--data", str(declared)]).exit_code == 0
    monkeypatch.delenv(store.PUBLISHED)
    told = run(app, ["doctor", "--data", str(declared), "--format", "json"])
    assert told.exit_code == 0  # a source may be away: the kept table goes on
    assert json.loads(told.stdout)[0]["state"] == "missing"
    (declared / "processed" / "bins.csv").write_bytes(b"x")
    assert run(app, ["doctor", "--data", str(declared)]).exit_code == 1


def test_licences_are_shown_before_the_first_byte_and_a_no_fetches_nothing(declared, monkeypatch):
    monkeypatch.delenv(store.PUBLISHED)
    monkeypatch.setattr("circular_metrics.fetch.pooch.retrieve", None)  # would raise if called
    told = CliRunner().invoke(app, ["fetch", "--data", str(declared)], input="n\n")
    assert told.exit_code == 1
    assert "licence facts (https://example.org)" in told.stderr
    assert "Fetch these on these terms?" in told.stderr
    assert not (declared / "raw").exists()


def test_licences_are_shown_also_where_they_are_accepted_beforehand(declared, monkeypatch):
    said = []
    monkeypatch.delenv(store.PUBLISHED)
    monkeypatch.setattr("circular_metrics.cli.fetching.tell", lambda words: said.append(words))
    monkeypatch.setattr(
        "circular_metrics.fetch.pooch.retrieve", lambda *_, **__: said.append("asked") or 1 / 0
    )
    CliRunner().invoke(app, ["fetch", "--data", str(declared), "--accept-licences"])
    assert "licence facts" in said[0] and said[1] == "asked"
