"""Every Eurostat layout gives the same cells: by hand-made samples, and on the published files."""

import gzip
import json

import pytest

from circular_metrics.cells import COLUMNS, unpack
from circular_metrics.errors import BadInputError
from circular_metrics.readers.eurostat import read_eurostat

CELLS = {
    ("BE", "2021"): ("401", "", False),
    ("BE", "2023"): ("399.5", "ep", False),
    ("LU", "2021"): ("", "", True),
    ("LU", "2022"): ("12", "", False),
    ("LU", "2023"): ("", "b", False),
}


def cells(frame):
    """(area, period) → (value, flags without c, withheld)."""
    return {
        (row.area, row.period): (
            row.value,
            row.flag.replace("c", ""),
            row.conf_status == "C" or "c" in row.flag,
        )
        for row in frame.astype("str").itertuples()
    }


@pytest.mark.parametrize(
    "file",
    [
        "estat_new_layout.tsv",
        "old_layout.tsv",
        "codes.csv",
        "semicolons.csv",
        "version_2.csv",
        "version_2_names.csv",
        "sparse.json",
    ],
)
def test_every_layout_gives_the_same_cells(samples, file):
    frame = read_eurostat(samples / "eurostat" / file)
    found = cells(frame)
    found.pop(("BE", "2022"), None)  # TSV prints the empty cell, the others leave it out

    assert tuple(frame.columns) == COLUMNS
    assert found == CELLS
    assert set(frame["dimensions"]) == {"wst_oper=GEN"}
    assert set(frame["unit"]) == {"KG_HAB"}


def test_tsv_keeps_the_cell_that_is_printed_without_a_value(samples):
    found = cells(read_eurostat(samples / "eurostat" / "old_layout.tsv"))
    assert found["BE", "2022"] == ("", "", False)


def test_labels_stay_as_published_with_separators_escaped(samples):
    frame = read_eurostat(samples / "eurostat" / "labels.csv")
    assert set(frame["area"]) == {"Belgium", "Luxembourg"}
    packed = frame["dimensions"].unique().tolist()
    assert [unpack(text) for text in packed] == [{"wst_oper": "Waste; generated, of all kinds"}]


def test_foreign_trade_with_a_separator_behind_each_row_is_not_shifted(samples):
    frame = read_eurostat(samples / "eurostat" / "foreign_trade.csv")
    assert frame["area"].tolist() == ["Belgium", "Belgium"]
    assert frame["period"].tolist() == ["2021", "2022"]
    assert frame["value"].tolist() == ["8.28", "9.1"]


def test_name_and_compression_do_not_matter(samples, tmp_path):
    for number, file in enumerate(("estat_new_layout.tsv", "codes.csv", "sparse.json")):
        source = samples / "eurostat" / file
        packed = tmp_path / f"{number}.download"
        packed.write_bytes(gzip.compress(source.read_bytes()))
        assert read_eurostat(packed).equals(read_eurostat(source))


def test_line_ends_do_not_matter(samples, tmp_path):
    source = samples / "eurostat" / "estat_new_layout.tsv"
    copy = tmp_path / "lf.tsv"
    copy.write_bytes(source.read_bytes().replace(b"\r\n", b"\n"))
    assert read_eurostat(copy).equals(read_eurostat(source))


TSV = "freq,geo\\TIME_PERIOD\t2021 \t2022 \nA,BE\t1 \t2 e\nA,LU\t3 \t: \n"
SDMX = "DATAFLOW,LAST UPDATE,geo,TIME_PERIOD,OBS_VALUE\nX:Y(1.0),30/09/24 23:00:00,BE,2021,1.5\n"


def jsonstat(**changes):
    whole = {
        "version": "2.0",
        "class": "dataset",
        "id": ["geo", "time"],
        "size": [1, 2],
        "value": [1, 2],
        "dimension": {
            "geo": {"category": {"index": ["BE"]}},
            "time": {"category": {"index": {"2021": 0, "2022": 1}}},
        },
    }
    return json.dumps(whole | changes)


BAD = {
    "short row": (TSV.replace("\t: ", ""), ["row 3", "2 cells", "3 cells"]),
    "two bad cells": (
        TSV.replace("\t1 ", "\tone ").replace("\t2 e", "\t2,5"),
        ["row 2, column '2021': found 'one'", "row 2, column '2022': found '2,5'"],
    ),
    "one that is no number, one that is no cell": (
        TSV.replace("\t1 ", "\t1-2 ").replace("\t3 ", "\t5: "),
        ["row 2, column '2021': found '1-2'", "row 3, column '2021': found '5:'"],
    ),
    "number with two points": (
        TSV.replace("\t1 ", "\t1.2.3 "),
        ["row 2, column '2021'", "'1.2.3'"],
    ),
    "series twice": (TSV.replace("LU", "BE"), ["row 3", "'A,BE' a second time"]),
    "code missing": (TSV.replace("A,LU", "LU"), ["row 3", "1 codes in 'LU'", "2 codes"]),
    "period renamed": (TSV.replace("2021 ", "value "), ["row 1", "'value'", "a time period"]),
    "time renamed": (TSV.replace("TIME_PERIOD", "year"), ["row 1", "TIME_PERIOD"]),
    "header only": (TSV.partition("\n")[0] + "\n", ["a header only"]),
    "value renamed": (SDMX.replace("OBS_VALUE", "value"), ["row 1", "also 'OBS_VALUE'"]),
    "decimal comma": (SDMX.replace("1.5", '"1,5"'), ["row 2, column 'OBS_VALUE'", "'1,5'"]),
    "cell twice": (SDMX + SDMX.partition("\n")[2], ["row 3", "each cell once"]),
    "no period": (SDMX.replace("2021", "last"), ["row 2, column 'TIME_PERIOD'", "'last'"]),
    "deletion": (
        "STRUCTURE,STRUCTURE_ID,ACTION,geo,TIME_PERIOD,OBS_VALUE\nd,X:Y(1.0),D,BE,2021,1\n",
        ["row 2, column 'ACTION': found 'D'"],
    ),
    "filled behind the last column": (
        SDMX.rstrip("\n") + ",7\n",
        ["row 2", "'7' behind the last column"],
    ),
    "cut off JSON": (jsonstat()[:-20], ["row 1", "whole JSON"]),
    "error answer": (
        '{"error": [{"status": 413, "label": "EXTRACTION_TOO_BIG"}]}',
        ["EXTRACTION_TOO_BIG", "a dataset"],
    ),
    "another class": (jsonstat(**{"class": "collection"}), ["'collection'", "'dataset'"]),
    "size too small": (jsonstat(size=[1, 1], value=[1]), ["'time'", "2 codes", "expected 1 codes"]),
    "size that is text": (jsonstat(size=["one", 2]), ["size"]),
    "too few values": (jsonstat(value=[1]), ["'value'", "1 cells", "2 cells"]),
    "position outside": (jsonstat(value={"7": 1}), ["position '7'"]),
    "text for a number": (jsonstat(value=["1", 2]), ["'1' at position 0", "a number"]),
    "infinite": (jsonstat(value=[float("inf"), 2]), ["'Infinity' at position 0"]),
    "no dimension": (jsonstat(dimension=None), ["dimension"]),
    "something else": ("name;amount\nx;1\n", ["row 1", "TSV", "SDMX-CSV", "JSON-stat"]),
    "empty": ("", ["an empty file"]),
}


@pytest.mark.parametrize("case", BAD)
def test_refuses_and_says_where(tmp_path, case):
    text, said = BAD[case]
    file = tmp_path / "input.dat"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as refusal:
        read_eurostat(file)
    assert [part for part in said if part not in str(refusal.value)] == []
    assert "input.dat" in str(refusal.value)


def test_series_may_come_in_any_order_but_only_once(tmp_path):
    """Each repetition is told, next to its like or far from it."""
    file = tmp_path / "input.dat"
    rows = ["A,LU\t1 \n", "A,AT\t2 \n", "A,BE\t3 \n"]
    head = "freq,geo\\TIME_PERIOD\t2021 \n"
    file.write_text(head + "".join(rows), encoding="utf-8")
    assert read_eurostat(file)["area"].tolist() == ["LU", "AT", "BE"]
    file.write_text(head + "".join([*rows, rows[2], rows[0]]), encoding="utf-8")
    with pytest.raises(BadInputError) as refusal:
        read_eurostat(file)
    assert [(p.row, p.found) for p in refusal.value.problems] == [
        (5, "'A,BE' a second time"),
        (6, "'A,LU' a second time"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TSV.encode("utf-16"), "UTF-16"),
        (TSV.replace("A,LU", "A,L\0U").encode(), "NUL"),
        (TSV.replace("A,LU", "A,Türkiye").encode("latin-1"), "row 3"),
        (SDMX.replace("BE", "Türkiye").encode("latin-1"), "row 2"),
        (gzip.compress(TSV.encode(), mtime=0)[:-12], "a whole gzip file"),
    ],
)
def test_refuses_wrong_encodings_and_broken_archives(tmp_path, content, said):
    file = tmp_path / "input.dat"
    file.write_bytes(content)
    with pytest.raises(BadInputError, match=said):
        read_eurostat(file)


@pytest.mark.parametrize(
    ("file", "rows", "area", "period", "value", "flag"),
    [
        ("estat_cei_srm030.tsv", 28 * 20, "BE", "2023", "19.7", "e"),
        ("vintage_2020-06/t2020_rt120.tsv", 39 * 24, "BE", "1995", "19.1", ""),
        ("vintage_2026_jsonstat/cmur_env_ac_cur.json.gz", 378, "BE", "2022", "17.8", ""),
        ("vintage_2025_sdmxcsv/estat_cei_env_waspacr.csv.gz", 598, "Austria", "2000", "26.2", ""),
    ],
)
def test_published_file(published, file, rows, area, period, value, flag):
    """Row counts: series times periods of the TSV; what the carriers' manifests count."""
    frame = read_eurostat(published / "eurostat" / file)
    assert len(frame) == rows
    cell = frame[(frame["area"] == area) & (frame["period"] == period)]
    assert cell[["value", "flag"]].astype("str").values.tolist() == [[value, flag]]


@pytest.mark.parametrize(
    "category",
    [
        5,
        {},
        {"index": 5},
        {"index": {"BE": {}, "LU": 1}},
        {"index": {"BE": "first", "LU": 1}},
        {"index": [{}, "LU"]},
        {"index": ["BE"]},
        {"label": ["BE", 5]},
    ],
)
def test_a_dimension_written_otherwise_is_refused_by_its_name(category, samples, tmp_path):
    dataset = json.loads((samples / "eurostat" / "sparse.json").read_text(encoding="utf-8"))
    dataset["dimension"]["geo"]["category"] = category
    path = tmp_path / "spoiled.json"
    path.write_text(json.dumps(dataset), encoding="utf-8")
    with pytest.raises(BadInputError, match=r"spoiled\.json.*geo.*2 codes"):
        read_eurostat(path)
