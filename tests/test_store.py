"""Folders: which file is taken, what is refused, and that nothing is ever half-written."""

import hashlib
import json
from datetime import date

import pandas as pd
import pandera.errors
import pandera.pandas as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics import store
from circular_metrics.errors import (
    ChangedSourceError,
    MissingSourceError,
    OutputError,
    StaleTableError,
    UnknownNameError,
)
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers import read_delimited
from circular_metrics.store.verifying import verify

CONTENT = b"place,amount,remark\nB,2.50,NA\nA,,\n"
SCHEMA = pa.DataFrameSchema(
    {
        "place": pa.Column(str, description="where"),
        "amount": pa.Column(float, nullable=True, description="how much"),
        "remark": pa.Column(str, nullable=True),
    },
    strict=True,
)


def source(key="bins", content=CONTENT):
    return Source(
        key=key,
        vintage="2024",
        title="Bins",
        publisher="Nobody",
        licence="facts",
        landing_page="https://example.org",
        url="https://example.org/bins.csv",
        published=f"folder/{key}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        retrieved=date(2024, 1, 2),
        coverage="two places",
    )


def clean(raw):
    """Text to types, blanks missing, and an account of one rule."""
    frame = pd.concat(raw.values(), ignore_index=True)
    text = frame.where(frame != "")
    table = text.assign(amount=pd.to_numeric(text["amount"]))
    log = pd.DataFrame([("blank", 1, "missing")], columns=store.LOG_COLUMNS)
    return Cleaned(table, log)


def table(key="bins", schema=SCHEMA, content=CONTENT, clean=clean):
    inputs = {source(key, content): read_delimited}
    return Table(
        key=key,
        title="Bins",
        licence="facts",
        schema=schema,
        inputs=inputs,
        clean=clean,
        sort_by=("place",),
    )


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A data folder, and beside it a folder of published files that holds the source."""
    monkeypatch.setenv(store.PUBLISHED, str(tmp_path / "published"))
    put(tmp_path / "published" / "folder" / "bins.csv")
    (tmp_path / "data" / "processed").mkdir(parents=True)
    return tmp_path / "data"


def put(path, content=CONTENT):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_of_the_vintage_goes_before_one_in_git_and_that_before_a_published_one(here):
    (elsewhere,) = here.parent.rglob("bins.csv")
    assert store.raw_file(source(), here) == elsewhere
    in_git = put(here / "raw" / "folder" / "bins.csv")
    assert store.raw_file(source(), here) == in_git
    own = put(here / "raw" / "bins" / "2024" / "bins.csv")
    assert store.raw_file(source(), here) == own


def test_a_source_that_is_nowhere_says_where_to_put_it_and_where_it_is_published(here, monkeypatch):
    monkeypatch.delenv(store.PUBLISHED)
    assert not store.is_present(source(), here)
    with pytest.raises(MissingSourceError) as refused:
        store.raw_file(source(), here)
    said = str(refused.value)
    assert str(here / "raw" / "bins" / "2024" / "bins.csv") in said
    assert source().url in said and store.PUBLISHED in said


def test_a_source_of_which_one_byte_differs_is_refused(here):
    put(here / "raw" / "bins" / "2024" / "bins.csv", CONTENT.replace(b"2.50", b"2.51"))
    with pytest.raises(ChangedSourceError, match=source().sha256):
        store.raw_file(source(), here)


def test_a_table_is_sorted_typed_and_accounted_for(here):
    cleaned, rows = store.make_table(table(), here)
    assert cleaned.table["place"].tolist() == ["A", "B"]
    assert cleaned.table["amount"].isna().tolist() == [True, False]
    assert rows == {"bins@2024": 2}


def test_a_table_that_does_not_fit_its_schema_is_not_built(here):
    narrow = pa.DataFrameSchema(
        {**SCHEMA.columns, "amount": pa.Column(float, pa.Check.lt(1), nullable=True)}
    )
    with pytest.raises(pandera.errors.SchemaErrors):
        store.build([table(schema=narrow)], here)
    assert not list((here / "processed").iterdir())


def test_what_is_built_is_read_again_as_it_was(here):
    """A blank stays missing, and a text that says NA stays a text."""
    store.build([table()], here)
    kept = store.read_table(table(), here)
    fresh = store.make_table(table(), here)[0].table
    pd.testing.assert_frame_equal(kept, fresh, check_dtype=False)
    assert kept.set_index("place").loc["B", "remark"] == "NA"
    assert (here / "processed" / "bins.csv").read_bytes() == b"place,amount,remark\nA,,\nB,2.5,NA\n"


def test_the_account_names_source_rows_hash_columns_and_rules(here):
    store.build([table()], here)
    account = store.read_provenance("bins", here)
    content = (here / "processed" / "bins.csv").read_bytes()
    assert account["sha256"] == hashlib.sha256(content).hexdigest()
    assert account["rows"] == 2 and account["sources"][0]["rows"] == 2
    assert account["sources"][0]["sha256"] == source().sha256
    assert account["columns"] == {"place": "where", "amount": "how much", "remark": ""}
    assert account["cleaning"] == [{"rule": "blank", "rows": 1, "meaning": "missing"}]


def test_all_tables_are_made_before_any_is_written(here):
    def stumble(raw):
        raise ValueError("no")

    put(here / "raw" / "folder" / "other.csv")
    with pytest.raises(ValueError, match="no"):
        store.build([table(), table("other", clean=stumble)], here)
    assert not list((here / "processed").iterdir())


def test_the_same_sources_give_the_same_bytes(here):
    store.build([table()], here)
    first = {p.name: p.read_bytes() for p in (here / "processed").iterdir()}
    store.build([table()], here)
    assert {p.name: p.read_bytes() for p in (here / "processed").iterdir()} == first


def changed(here, old, new):
    path = here / "processed" / "bins.csv"
    path.write_bytes(path.read_bytes().replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"B,2.5,NA", b"B,2.6,NA", "row 3: found 'B,2.6,NA'; expected 'B,2.5,NA'"),
        (b"B,2.5,NA\n", b"", "row 3: found nothing; expected 'B,2.5,NA'"),
        (b"B,2.5,NA\n", b"B,2.5,NA\nC,1,\n", "row 4: found 'C,1,'; expected nothing"),
        (b"\n", b"\r\n", "the same lines; the ends of the lines differ"),
    ],
)
def test_a_kept_table_that_differs_is_told_by_its_first_row(here, old, new, said):
    store.build([table()], here)
    changed(here, old, new)
    with pytest.raises(StaleTableError) as refused:
        verify([table()], here)
    assert said in str(refused.value)


def test_a_table_whose_sources_are_absent_is_held_against_its_own_account(here, monkeypatch):
    store.build([table()], here)
    monkeypatch.delenv(store.PUBLISHED)
    assert verify([table()], here) == ([], [table()])
    changed(here, b"2.5", b"2.6")
    with pytest.raises(StaleTableError, match=r"bins\.csv: sha256"):
        verify([table()], here)


def test_a_table_that_is_as_its_sources_give_it_is_equal(here):
    store.build([table()], here)
    told = []
    equal, absent = verify([table()], here, told.append)
    assert (equal, absent, told) == ([table()], [], [table()])


def test_a_figure_changed_by_hand_is_noticed_when_it_is_read(here):
    store.build([table()], here)
    changed(here, b"2.5", b"2.6")
    with pytest.raises(StaleTableError, match="edited by hand"):
        store.read_table(table(), here)


def test_a_table_that_was_never_built_is_missing(here):
    with pytest.raises(MissingSourceError, match="circular-metrics build"):
        store.read_table(table(), here)
    with pytest.raises(MissingSourceError, match=r"bins\.json"):
        store.read_provenance("bins", here)


def test_the_data_folder_is_the_given_one_then_the_one_that_is_set(here, tmp_path, monkeypatch):
    monkeypatch.setenv("CIRCULAR_METRICS_DATA", str(here))
    assert store.data_folder() == here
    with pytest.raises(MissingSourceError, match="no folder 'processed'"):
        store.data_folder(tmp_path)
    monkeypatch.delenv("CIRCULAR_METRICS_DATA")
    assert store.data_folder() == store.PROJECT / "data"


def test_writing_replaces_a_file_whole_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "new" / "table.csv"
    store.write_atomically(path, b"old")
    assert store.write_atomically(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_where_nothing_can_be_written_the_old_stays(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(OutputError, match="cannot be written"):
        store.write_atomically(tmp_path / "taken" / "table.csv", b"new")
    (tmp_path / "table.csv").mkdir()
    with pytest.raises(OutputError, match=r"table\.csv: cannot be written"):
        store.write_atomically(tmp_path / "table.csv", b"new")
    assert {p.name for p in tmp_path.iterdir()} == {"taken", "table.csv"}


def test_what_cannot_be_moved_into_place_leaves_the_old_whole(tmp_path, monkeypatch):
    def full(beside, path):
        raise OSError(28, "No space left on device")

    path = store.write_atomically(tmp_path / "table.csv", b"old")
    monkeypatch.setattr(store.os, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        store.write_atomically(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_a_name_is_known_or_the_nearest_is_told():
    assert store.named("areas", ["areas", "claims"], "table") == "areas"
    with pytest.raises(UnknownNameError, match=r"no table 'area'\. Did you mean 'areas'\?.*claims"):
        store.named("area", ["claims", "areas"], "table")
    with pytest.raises(UnknownNameError, match=r"no table 'xyz'\. Known: areas$"):
        store.named("xyz", ["areas"], "table")


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_numbers_come_back_from_csv_to_the_last_bit(numbers):
    content = store.csv_bytes(pd.DataFrame({"x": numbers}))
    back = [float(line) for line in content.decode().splitlines()[1:]]
    assert back == numbers and b"\r" not in content


def test_an_account_keeps_letters_as_they_are(here):
    store.build([table()], here)
    text = (here / "processed" / "bins.json").read_text(encoding="utf-8")
    assert json.loads(text)["table"] == "bins" and text.endswith("}\n")
