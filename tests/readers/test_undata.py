"""UNdata's exports: footnotes are flags, what is wrong is named by its cell, written is read."""

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular_metrics.clean.waste.publishers import UN
from circular_metrics.errors import BadInputError

HEADER = '"Country or Area","Year","Value","Value Footnotes","Unit"'


def tidy(folder, text, name="UNdata_Export_20200616_220804037.csv"):
    path = Path(folder) / name
    path.write_text(text, encoding="utf-8", newline="")
    return UN.clean(UN.read(path), path.name)


def test_footnotes_are_flags_with_their_text_in_the_account(tmp_path):
    foot = '\r\n"fnSeqID","Footnote"\r\n"1","Said to be "whole"; with parts."\r\n"2","Estimate."'
    rows = '"Belgium","2016","4784","1,2","1000 tonnes"\r\n"Aruba","2015","","","1000 tonnes"'
    cleaned = tidy(tmp_path, f"{HEADER}\r\n{rows}\r\n{foot}\r\n")
    table = cleaned.table
    assert table["area"].tolist() == ["Belgium", "Aruba"]
    assert table["value"].tolist()[0] == 4784 and pd.isna(table["value"][1])
    assert table["flag"].tolist()[0] == "1,2" and pd.isna(table["flag"][1])
    assert set(table["unit"]) == {"1000 tonnes"} and set(table["vintage"]) == {"2020-06"}
    said = dict(zip(cleaned.log["rule"], cleaned.log["meaning"], strict=True))
    assert said["flag_1"] == 'flagged 1: Said to be "whole"; with parts.'


def test_a_footnote_whose_text_was_cut_off_is_kept_and_said(tmp_path):
    cleaned = tidy(tmp_path, f'{HEADER}\n"Belgium","2016","4784","7","tonnes"\n')
    assert "does not hold" in cleaned.log.set_index("rule").loc["flag_7", "meaning"]


def test_more_columns_are_dimensions_and_another_mark_divides(tmp_path):
    text = "Country or Area;Year;Sex;Value;Value Footnotes\nBelgium;2015;Both;11237274;\n"
    table = tidy(tmp_path, text, "people.csv").table
    assert table[["dataset", "dimensions", "value"]].to_numpy().tolist() == [
        ["people", "Sex=Both", 11237274.0]
    ]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ("Belgium,201x,12a,,t", [(2, "Year"), (2, "Value")]),
        (",2015,1,,t", [(2, "Country or Area")]),
        ("Belgium,2015,1,,t\nBelgium,2015,2,,t", [(3, "Value")]),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(tmp_path, rows, places):
    with pytest.raises(BadInputError) as refused:
        tidy(tmp_path, HEADER + "\n" + rows + "\n")
    assert [(p.row, p.column) for p in refused.value.problems] == places


@pytest.mark.parametrize("text", ["", "<html></html>", HEADER + "\n", "a,b\n1,2\n"])
def test_other_files_are_refused(tmp_path, text):
    with pytest.raises(BadInputError, match=r"UNdata_Export"):
        tidy(tmp_path, text)


@pytest.mark.parametrize(
    ("export", "rows", "value"),
    [("20200616_220804037", 1587, 1057.0), ("20200617_002805367", 753, 325100.0)],
)
def test_published_files(published, export, rows, value):
    path = published / "un" / f"UNdata_Export_{export}.csv"
    table = UN.clean(UN.read(path), path.name).table
    assert (len(table), table["value"][0]) == (rows, value)
    assert {"Belgium"} <= set(table["area"])


areas = st.sampled_from(["Belgium", "Côte d'Ivoire", "Bolivia, State of", "Korea; Republic"])
values = st.one_of(st.just(""), st.integers(0, 10**9).map(str), st.just("62.2999992370605"))
notes = st.sampled_from(["", "", "1", "2", "1,2"])


@settings(max_examples=40)
@given(
    cells=st.dictionaries(
        st.tuples(areas, st.integers(1990, 2024).map(str)), st.tuples(values, notes), min_size=1
    )
)
def test_written_is_read(cells):
    lines = [f'"{a}","{y}","{v}","{n}","tonnes"' for (a, y), (v, n) in cells.items()]
    foot = ["", '"fnSeqID","Footnote"', '"1","One."', '"2","Two."', ""]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_text("\r\n".join([HEADER, *lines, *foot]), encoding="utf-8-sig", newline="")
        frame = UN.read(path).astype("str")
    found = zip(frame["area"], frame["period"], frame["value"], frame["flag"], strict=True)
    assert {(a, y): (v, n) for a, y, v, n in found} == cells
