"""The reader of Open Repair Data: all layouts, no row lost, and refusals that say what is wrong."""

import csv
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.errors import BadInputError, MissingSourceError
from circular_metrics.readers.ords import REQUIRED, read_ords, version_of

HEADER = ",".join(REQUIRED["0.3"])
ROW = "o_1,Ours,Kettle,Aba,2010,Fixed,Town,2021-01-05,text,BEL,Huis,,14,11"


@pytest.fixture
def written(tmp_path):
    """Write a file and give its path."""

    def write(content, name="OpenRepairData_v0.3_Ours_202507.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("name", "rows", "version"),
    [
        ("OpenRepairData_v0.1_OurPartner_201909.csv", 5, "0.1"),
        ("OpenRepairData_v0.2.1_OurPartner_202009.csv", 4, "0.2.1"),
        ("OpenRepairData_v0.3_OurPartner_202307.csv", 9, "0.3"),
        ("OpenRepairData_v0.3_OurPartner_202307.json", 1, "0.3"),
    ],
)
def test_reads_each_version(samples, name, rows, version):
    frame = read_ords(samples / "ords" / name)
    assert len(frame) == rows
    assert version_of(list(frame.columns)) == version
    assert all(frame[column].dtype == "str" for column in frame.columns.drop("line"))


def test_each_row_keeps_the_line_on_which_it_begins(samples):
    frame = read_ords(samples / "ords" / "OpenRepairData_v0.3_OurPartner_202307.csv")
    assert list(frame["line"]) == [2, 3, 4, 5, 6, 7, 8, 10, 11]


def test_blank_lines_are_no_rows_and_do_not_shift_the_numbers(written):
    frame = read_ords(written(f"{HEADER}\n\n{ROW}\n\n\n{ROW}\n"))
    assert list(frame["line"]) == [3, 6]


def test_codes_stay_text_and_a_brand_called_na_stays_one(written):
    row = ROW.replace("Town", "0074").replace("Aba", "NA")
    frame = read_ords(written(f"{HEADER}\n{row}\n"))
    assert frame.loc[0, ["group_identifier", "brand"]].tolist() == ["0074", "NA"]


def test_a_byte_order_mark_and_carriage_returns_do_no_harm(written):
    frame = read_ords(written(f"\ufeff{HEADER}\r\n{ROW}\r\n"))
    assert frame.loc[0, "id"] == "o_1"


def test_a_very_long_cell_is_read_whole(written):
    frame = read_ords(written(f"{HEADER}\n{ROW.replace('text', 'x' * 200_000)}\n{ROW},a,b\n"))
    assert frame["problem"].str.len().tolist() == [200_000, 4]


def test_json_and_csv_of_one_release_hold_the_same_cells(published):
    folder = published / "ords" / "partners" / "RepairConnects" / "202303"
    frames = [
        read_ords(folder / f"OpenRepairData_v0.3_RepairConnects_202303.{suffix}").drop(
            columns="line"
        )
        for suffix in ("csv", "json")
    ]
    assert frames[0].equals(frames[1])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "an empty file"),
        (b" \n\n", "an empty file"),
        (f"{HEADER}\n".encode(), "a header only"),
        (f"{HEADER}\n{ROW}\n".replace(",", ";").encode(), "commas between"),
        (f"{HEADER}\n{ROW}\n".replace(",", "\t").encode(), "commas between"),
        (f"{HEADER}\n{ROW}\n".encode("utf-16"), "UTF-16"),
        (f"{HEADER}\n{ROW}\0\n".encode(), "row 2: found a NUL byte"),
        (f"{HEADER}\n{ROW}\n".replace("text", "caf\xe9").encode("latin-1"), "byte 0xe9"),
        (f"{HEADER}\n{ROW}\n{ROW[:30]}".encode(), "row 3: found 6 cells and the end of the file"),
        (f'{HEADER}\n{ROW}\n{ROW[:20]}"cut'.encode(), "row 3"),
        (f'{HEADER}\n{ROW}\n"{ROW[:20]}'.encode(), "row 3"),
        (f"{HEADER},id\n{ROW},o_1\n".encode(), "column 'id': found it twice"),
        (f"{HEADER}\n{ROW}\n".replace("repair_status", "status").encode(), "'repair_status'"),
        (b"a,b\n1,2\n", "column 'id'"),
        (b"{}", "a list of records"),
        (b"[]", "an empty list"),
        (b'[{"id": "a"', "whole JSON"),
        (b'[{"id": "a"}]', "column 'data_provider'"),
    ],
)
def test_refuses_with_the_reason(written, content, message):
    with pytest.raises(BadInputError, match="202507.csv") as refusal:
        read_ords(written(content))
    assert message in str(refusal.value)


def test_a_renamed_optional_column_of_the_first_version_is_missed(samples, written):
    text = (samples / "ords" / "OpenRepairData_v0.1_OurPartner_201909.csv").read_text()
    path = written(text.replace("brand,", "brand,land,", 1))
    with pytest.raises(BadInputError, match="column 'country'"):
        read_ords(path)


def test_refuses_an_archive(written):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.csv", "id")
    with pytest.raises(BadInputError, match="compressed"):
        read_ords(written(archive.getvalue()))


def test_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(MissingSourceError, match="absent.csv"):
        read_ords(tmp_path / "absent.csv")


@pytest.mark.parametrize("value", [True, ["a"], {"a": 1}])
def test_refuses_json_whose_cells_are_not_text(written, value):
    record = dict.fromkeys(REQUIRED["0.3"], "") | {"problem": value}
    with pytest.raises(BadInputError, match="column 'problem'"):
        read_ords(written(json.dumps([record]), "a.json"))


def test_refuses_json_whose_records_differ(written):
    record = dict.fromkeys(REQUIRED["0.3"], "")
    other = {name: "" for name in record if name != "id"}
    with pytest.raises(BadInputError, match="row 2"):
        read_ords(written(json.dumps([record, other]), "a.json"))


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8
)


@given(
    rows=st.lists(st.lists(cells, min_size=14, max_size=16), min_size=1, max_size=6),
    style=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_every_row_is_read_with_its_cells_whatever_stands_in_them(tmp_path_factory, rows, style):
    path = tmp_path_factory.mktemp("any") / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=style, lineterminator="\n")
        writer.writerows([REQUIRED["0.3"], *rows])
    frame = read_ords(path).drop(columns="line").fillna("")
    width = len(frame.columns)
    assert frame.to_numpy().tolist() == [row + [""] * (width - len(row)) for row in rows]


def test_whole_numbers_in_json_have_no_decimals_and_no_number_is_a_blank(written):
    record = dict.fromkeys(REQUIRED["0.3"], "a") | {"year_of_manufacture": 2010.0}
    second = record | {"id": "b", "year_of_manufacture": float("nan"), "product_age": 2.5}
    path = written(
        json.dumps([record | {"product_age": 11}, second]).encode(), "a_v0.3_Ours_202507.json"
    )
    frame = read_ords(path)
    assert frame["year_of_manufacture"].tolist() == ["2010", ""]
    assert frame["product_age"].tolist() == ["11", "2.5"]
