"""OECD.Stat CSV: powers of ten, codes beside labels, other headings, files nobody promised."""

import csv
import io
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular_metrics.cells import unpack
from circular_metrics.clean.waste.publishers import OECD
from circular_metrics.errors import BadInputError

HEAD = [
    *("COU", "Country", "VAR", "Variable", "YEA", "Year", "Unit Code", "Unit", "PowerCode Code"),
    *("PowerCode", "Value", "Flag Codes", "Flags"),
]
ROW = ["BEL", "Belgium", "MUNICIPAL", "Municipal waste", "2018", "2018", "TONNE", "Tonnes", "3"]


def written(rows, sep=",", encoding="utf-8-sig"):
    file = io.StringIO()
    csv.writer(file, delimiter=sep, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode(encoding)


def tidy(content, tmp_path, name="MUNW_17062020003103960.csv"):
    path = Path(tmp_path) / name
    path.write_bytes(content)
    return OECD.clean(OECD.read(path), name)


def test_a_published_file_has_every_cell_in_the_unit_itself(published):
    path = published / "oecd" / "MUNW_17062020003103960.csv"
    table = OECD.clean(OECD.read(path), path.name).table
    raw = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert len(table) == len(raw) == 20_779
    scaled = pd.to_numeric(raw["Value"]) * 10.0 ** raw["PowerCode Code"].astype(int)
    pd.testing.assert_series_equal(table["value"], scaled, check_names=False, rtol=1e-12)
    assert table["area"].tolist() == raw["COU"].tolist()
    assert table["flag"].astype("object").fillna("").tolist() == raw["Flag Codes"].tolist()
    assert set(table["vintage"]) == {"2020-06"} and table["updated"].isna().all()
    belgium = table[(table["area"] == "BEL") & (table["period"] == "2018")]
    named = {unpack(d)["VAR"]: v for d, v in zip(belgium.dimensions, belgium.value, strict=True)}
    assert named["MUNICIPAL"] > 4e6  # tonnes, not thousands of them


@pytest.mark.parametrize("name", ["WSECTOR_17062020010507254", "FOOD_WASTE_17062020004933853"])
def test_tables_with_other_headings(published, name):
    path = published / "oecd" / f"{name}.csv"
    table = OECD.clean(OECD.read(path), path.name).table
    assert not table.duplicated(["area", "period", "unit", "dimensions"]).any()
    assert table["area"].str.len().eq(3).all() and table["period"].str.len().eq(4).all()
    assert "Country" not in table["dimensions"][0] and "Year" not in table["dimensions"][0]


@pytest.mark.parametrize("sep", [",", ";", "\t"])
@pytest.mark.parametrize("order", [1, -1])
def test_any_separator_and_order_of_columns(tmp_path, sep, order):
    rows = [HEAD, [*ROW, "Thousands", "4714.5", "E; B", "Estimated value; Break"]]
    table = tidy(written([row[::order] for row in rows], sep), tmp_path).table
    row = table.iloc[0]
    assert (row["area"], row["period"], row["unit"]) == ("BEL", "2018", "TONNE")
    assert (row["value"], row["flag"]) == (4_714_500.0, "E; B")
    assert unpack(row["dimensions"]) == {"VAR": "MUNICIPAL"}


def test_labels_alone_are_dimensions_and_a_word_is_a_power(tmp_path):
    head = ["Country", "Variable", "Year", "Unit", "PowerCode", "Value"]
    rows = [head, ["België", "Municipal waste", "2018", "Tonnes", "Thousands", "1.5"]]
    row = tidy(written(rows, encoding="cp1252"), tmp_path, "x.csv").table.iloc[0]
    assert (row["area"], row["value"], row["unit"]) == ("België", 1500.0, "Tonnes")
    assert unpack(row["dimensions"]) == {"Variable": "Municipal waste"}


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("Value", "veel", "a number"),
        ("PowerCode Code", "duizend", "a power of ten"),
        ("YEA", "vorig jaar", "a time period"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path, column, cell, words):
    row = [*ROW, "Thousands", "1", "", ""]
    row[HEAD.index(column)] = cell
    with pytest.raises(BadInputError, match=words) as error:
        tidy(written([HEAD, row]), tmp_path)
    assert cell in str(error.value)


def test_two_values_for_one_cell_are_refused_and_a_repetition_counts_once(tmp_path):
    row = [*ROW, "Thousands", "1", "", ""]
    cleaned = tidy(written([HEAD, row, row]), tmp_path)
    assert len(cleaned.table) == 1 and "repeated" in set(cleaned.log["rule"])
    other = [*ROW, "Thousands", "2", "", ""]
    with pytest.raises(BadInputError, match="row 3"):
        tidy(written([HEAD, row, other]), tmp_path)


@settings(max_examples=40, deadline=None)
@given(
    cells=st.dictionaries(
        st.tuples(
            st.sampled_from(["BEL", "NLD", "FRA"]), st.sampled_from(["GEN", "RCY"]),
            st.integers(1990, 2030).map(str),
        ),
        st.tuples(
            st.one_of(st.just(""), st.integers(-(10**9), 10**9).map(str),
                      st.decimals(-1000, 1000, places=3).map(str)),
            st.integers(0, 6), st.sampled_from(["", "E", "B", "E; B"]),
        ),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_a_table_written_and_read_back_has_the_same_cells(cells):
    head = ["LOCATION", "VAR", "TIME", "PowerCode Code", "Value", "Flag Codes"]
    rows = [[a, v, t, p, number, f] for (a, v, t), (number, p, f) in cells.items()]
    with tempfile.TemporaryDirectory() as folder:
        table = tidy(written([head, *rows]), folder, "X.csv").table
    found = {
        (r.area, unpack(r.dimensions)["VAR"], r.period): (r.value, r.flag)
        for r in table.astype({"flag": "object"}).fillna({"flag": ""}).itertuples()
    }
    assert found.keys() == cells.keys()
    for key, (number, power, flag) in cells.items():
        value, found_flag = found[key]
        assert found_flag == flag
        assert pd.isna(value) if number == "" else value == pytest.approx(float(number) * 10**power)


EXPLORER = {
    "names in columns of their own": (
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,FREQ,Frequency,"
        "MEASURE,Measure,UNIT_MEASURE,Unit of measure,TIME_PERIOD,Time period,OBS_VALUE,"
        "Observation value,OBS_STATUS,Observation status,UNIT_MULT,Unit multiplier,DECIMALS,Places",
        "DATAFLOW,OECD.ENV.EPI:DF_MUNW(1.0),Municipal waste,I,BEL,Belgium,A,Annual,GEN,Generated,"
        "T,Tonnes,2020,,8.4,,B,Break,3,Thousands,1,One",
    ),
    "names behind the codes": (
        "DATAFLOW: Dataflow,REF_AREA: Reference area,FREQ: Frequency,MEASURE: Measure,"
        "UNIT_MEASURE: Unit,TIME_PERIOD: Time period,OBS_VALUE,OBS_STATUS: Status,UNIT_MULT: Power",
        '"OECD.ENV.EPI:DF_MUNW(1.0): Municipal waste",BEL: Belgium,A: Annual,GEN: Generated,'
        "T: Tonnes,2020,8.4,B: Break,3: Thousands",
    ),
    "codes only": (
        "DATAFLOW;REF_AREA;FREQ;MEASURE;UNIT_MEASURE;TIME_PERIOD;OBS_VALUE;OBS_STATUS;UNIT_MULT",
        "OECD.ENV.EPI:DF_MUNW(1.0);BEL;A;GEN;T;2020;8,4;B;3",
    ),
}


@pytest.mark.parametrize("form", EXPLORER)
def test_each_form_of_the_data_explorer_gives_the_same_cell(tmp_path, form):
    path = tmp_path / "export.csv"
    path.write_text("\r\n".join([*EXPLORER[form], ""]), encoding="utf-8-sig")
    table = OECD.clean(OECD.read(path), path.name).table
    columns = ["dataset", "freq", "dimensions", "unit", "area", "period", "value", "flag"]
    assert table[columns].astype("object").to_numpy().tolist() == [
        ["df_munw", "A", "MEASURE=GEN", "T", "BEL", "2020", 8400.0, "B"]
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Estimated value", "E"),
        ("estimated value; Break", "E; B"),
        ("Missing value; data cannot exist", "M"),
        ("", ""),
    ],
)
def test_flags_in_words_alone_are_the_codes_of_the_publisher(tmp_path, words, code):
    head = ["COU", "VAR", "YEA", "Unit", "Value", "Flags"]
    rows = [head, ["BEL", "MUNICIPAL", "2018", "Tonnes", "5", words]]
    flag = tidy(written(rows), tmp_path).table["flag"].astype("object").fillna("")
    assert flag.tolist() == [code]


def test_everything_wrong_is_told_at_once_by_the_lines_of_the_file(tmp_path):
    text = "COU,VAR,YEA,Value\n\nBEL,GEN,2018,ten\nBEL,GEN,18,5\n\nBEL,GEN,2019,1-2\n"
    with pytest.raises(BadInputError) as error:
        tidy(text.encode(), tmp_path)
    told = [(p.row, p.column) for p in error.value.problems]
    assert told == [(3, "Value"), (4, "YEA"), (6, "Value")]
