"""Selections of Provincies in Cijfers in their layouts; every code for missing stays a gap."""

import json

import pandas as pd
import pytest

from circular_metrics.cells import unpack
from circular_metrics.clean.waste.publishers import SWING_KIND
from circular_metrics.errors import BadInputError


def tidy(path):
    return SWING_KIND.clean(SWING_KIND.read(path), path.name)


def selection(tmp_path, rows, names=("Gemeente", "Jaar", "Restafval (kg/inwoner)")):
    headers = [{"name": name, "type": "Numeric"} for name in names]
    path = tmp_path / "selectie.json"
    path.write_text(json.dumps({"headers": headers, "rows": rows}), encoding="utf-8")
    return path


def test_a_selection_as_json(tmp_path):
    rows = [["Leuven", "2022", 95.25], ["Gent", "2022", "120,5"], ["Aalst", "2022", "x"]]
    table = tidy(selection(tmp_path, [*rows, ["Genk", "2022", None]])).table
    assert table["area"].tolist() == ["Leuven", "Gent", "Aalst", "Genk"]
    assert table["value"].tolist()[:2] == [95.25, 120.5]
    assert table["value"].isna().tolist() == [False, False, True, True]
    assert table["confidential"].tolist() == [False, False, True, False]
    assert set(table["unit"]) == {"kg/inhabitant"} and set(table["period"]) == {"2022"}
    assert unpack(table["dimensions"][0]) == {"variable": "Restafval"}


@pytest.mark.parametrize(
    ("code", "is_withheld"),
    [("-99996", False), (-99997, True), (-99998.0, False), (-99999, False), ("?", False)],
)
def test_each_code_for_missing_is_a_gap_and_kept_as_a_flag(tmp_path, code, is_withheld):
    cleaned = tidy(selection(tmp_path, [["Leuven", 2022, 1], ["Gent", 2022, code]]))
    row = cleaned.table.iloc[1]
    assert pd.isna(row["value"])
    assert row["flag"] == str(code).removesuffix(".0")
    assert row["confidential"] == is_withheld
    assert f"no_value_{row['flag']}" in set(cleaned.log["rule"])


def test_unknown_places_are_set_aside(tmp_path):
    rows = [["24062", "2022", 5], ["99991", "2022", 3], [99999, "2022", 1]]
    cleaned = tidy(selection(tmp_path, rows, ("geoitem", "period", "v_restafval")))
    assert cleaned.table["area"].tolist() == ["24062"]
    assert len(cleaned.quarantine) == 2


def test_the_layout_for_upload_as_workbook_and_as_text(published):
    book = tidy(published / "flanders" / "example_Upload_PinC_level_provincie.xlsx").table
    text = tidy(published / "flanders" / "example_Upload_PinC_level_provincie.txt").table
    same = ["area", "period", "dimensions", "value", "flag"]
    pd.testing.assert_frame_equal(book[same].astype(str), text[same].astype(str))
    found = book[(book["area"] == "04000") & (book["period"] == "2011")]
    kinds = [unpack(text) for text in found["dimensions"]]
    place = [kind["variable"] for kind in kinds].index("v2801_vh_bedr_tot")
    assert kinds[place]["level"] == "provincie"
    assert found["value"].tolist()[place] == 5178


def test_a_row_of_another_length_is_refused_by_its_number(tmp_path):
    with pytest.raises(BadInputError) as error:
        tidy(selection(tmp_path, [["Leuven", "2022", 1], ["Gent", "2022"]]))
    assert [p.row for p in error.value.problems] == [3]


@pytest.mark.parametrize("name", ["gemeente.xlsx", "gemeente2024_gemeente.xlsx"])
def test_a_list_of_places_without_figures_is_refused(published, name):
    with pytest.raises(BadInputError, match=name):
        tidy(published / "flanders" / name)


def test_places_under_no_heading_are_found_by_the_figures_beside_them(tmp_path):
    rows = [["Leuven", 95.25, "x"], ["Gent", -99999, 101]]
    found = tidy(selection(tmp_path, rows, ("", "2021", "2022"))).table
    text = tmp_path / "restafval.csv"
    text.write_text('"Restafval"\n"";2021;2022\nLeuven;95,25;x\nGent;-99999;101\n')
    same = ["area", "period", "value", "flag"]
    pd.testing.assert_frame_equal(found[same].astype(str), tidy(text).table[same].astype(str))
    assert found["area"].tolist() == ["Leuven", "Leuven", "Gent", "Gent"]
    assert unpack(tidy(text).table["dimensions"][0]) == {"variable": "Restafval"}


def test_a_short_row_is_told_together_with_a_wrong_cell(tmp_path):
    with pytest.raises(BadInputError) as error:
        tidy(selection(tmp_path, [["Leuven", "2022", "veel"], ["Gent", "2022"]]))
    assert [p.row for p in error.value.problems] == [3, 2]
