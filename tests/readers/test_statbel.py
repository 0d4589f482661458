"""The three forms of Statbel's files, and everything in their place that is not one of them."""

import json
import zipfile

import pandas as pd
import pytest

from circular_metrics import unpacking
from circular_metrics.clean.construction import clean_permits
from circular_metrics.errors import BadInputError, MissingSourceError
from circular_metrics.readers.statbel import read_building_stock, read_permits
from tests.readers.test_statbel_stock import workbook
from tests.readers.test_statbel_stock import zipped as packed


@pytest.fixture
def text(samples):
    return (samples / "statbel" / "permits.txt").read_bytes()


def zipped(path, files, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def refusal(path, read=read_permits):
    with pytest.raises(BadInputError) as refused:
        read(path)
    assert path.name in str(refused.value)
    return str(refused.value)


def test_zip_and_text_hold_the_same(samples, text, tmp_path):
    archive = zipped(tmp_path / "permits.zip", {"BV_opendata.txt": text})
    pd.testing.assert_frame_equal(
        read_permits(archive), read_permits(samples / "statbel" / "permits.txt")
    )


def test_json_holds_the_text_of_one_place_with_nan_for_a_blank(samples):
    facts = read_permits(samples / "statbel" / "permits.json")
    lines = read_permits(samples / "statbel" / "permits.txt")
    lines = lines[lines["REFNIS"] == "99001"].reset_index(drop=True)
    pd.testing.assert_frame_equal(facts.replace("nan", ""), lines)
    assert (facts["MS_TOTAL_SURFACE_RES_NEW"] == "nan").sum() == 4


def test_every_cell_is_text_and_leading_zeros_stay(samples):
    raw = read_permits(samples / "statbel" / "permits.txt")
    assert raw["REFNIS"].iloc[0] == "01000"
    assert raw["CD_REFNIS_PROVINCE"].iloc[0] == ""
    assert all(isinstance(cell, str) for cell in raw.to_numpy().ravel())


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(MissingSourceError, match=r"absent\.zip"):
        read_permits(tmp_path / "absent.zip")


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x00\x00", "é".encode("utf-16"), b"\xff\xfea"])
def test_nothing_and_noise_are_refused(tmp_path, content):
    path = tmp_path / "permits.txt"
    path.write_bytes(content)
    refusal(path)


FORMS = {
    "Windows-1252": lambda t: t.encode("cp1252"),
    "UTF-16": lambda t: t.encode("utf-16"),
    "zip of Windows-1252": lambda t: packed("permits.txt", t.encode("cp1252")),
    "workbook": workbook,
    "zip of a workbook": lambda t: packed("permits.xlsx", workbook(t)),
}


@pytest.mark.parametrize("form", FORMS)
def test_permits_are_the_same_however_they_were_packed(tmp_path, text, form):
    """Names in words have accents; codes keep their zeros where a workbook made them numbers."""
    accented = text.decode().replace("NOGEEN", "LIÈGE")
    path, plain = tmp_path / "permits.any", tmp_path / "permits.txt"
    plain.write_text(accented, "utf-8")
    path.write_bytes(FORMS[form](accented))
    expected = clean_permits(read_permits(plain), "a").table
    pd.testing.assert_frame_equal(clean_permits(read_permits(path), "a").table, expected)


def test_renamed_column_is_named(tmp_path, text):
    path = tmp_path / "permits.txt"
    path.write_bytes(text.replace(b"CD_PERIOD", b"PERIODE"))
    assert "CD_PERIOD" in refusal(path)


@pytest.mark.parametrize("delimiter", [b";", b",", b"\t"])
def test_the_delimiter_of_a_spreadsheet_is_read_the_same(tmp_path, text, delimiter):
    path, plain = tmp_path / "permits.txt", tmp_path / "plain.txt"
    path.write_bytes(text.replace(b"|", delimiter))
    plain.write_bytes(text)
    pd.testing.assert_frame_equal(read_permits(path), read_permits(plain))


def test_a_delimiter_that_is_none_is_refused(tmp_path, text):
    path = tmp_path / "permits.txt"
    path.write_bytes(text.replace(b"|", b"&"))
    assert "REFNIS" in refusal(path)


@pytest.mark.parametrize("cut", [b'|"99002"', b'NOGEEN"|"'])
def test_a_row_that_is_cut_off_is_named(tmp_path, text, cut):
    path = tmp_path / "permits.txt"
    path.write_bytes(text[: text.rindex(cut)])
    assert "row 49" in refusal(path)


def test_a_row_with_a_cell_too_many_is_named(tmp_path, text):
    path = tmp_path / "permits.txt"
    path.write_bytes(text.replace(b'"NOGEEN"', b'"NOG"|"EEN"', 1))
    assert "row 34" in refusal(path)


def test_a_zip_that_is_cut_off_is_refused(tmp_path, text):
    path = zipped(tmp_path / "permits.zip", {"a.txt": text})
    path.write_bytes(path.read_bytes()[:300])
    refusal(path)


def test_a_zip_with_a_changed_byte_is_refused(tmp_path, text):
    path = zipped(tmp_path / "permits.zip", {"a.txt": text}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"NOGEEN", b"NOGEEM", 1))
    refusal(path)


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "..\\a.txt", "C:\\a.txt", "a.exe"])
def test_a_zip_with_another_path_is_refused(tmp_path, text, name):
    path = zipped(tmp_path / "permits.zip", {name: text})
    assert "in the zip" in refusal(path)


def test_two_files_in_a_zip_are_refused(tmp_path, text):
    path = zipped(tmp_path / "permits.zip", {"a.txt": text, "b.txt": text})
    assert "2 files" in refusal(path)


def test_an_empty_zip_and_an_empty_file_in_one_are_refused(tmp_path):
    assert "empty" in refusal(zipped(tmp_path / "blank.zip", {"a.txt": b" "}))
    path = zipped(tmp_path / "none.zip", {})
    refusal(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    path = zipped(tmp_path / "bomb.zip", {"a.txt": b"0" * 5_000_000})
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    assert "5000000 bytes" in refusal(path)


def test_a_zip_that_unpacks_too_large_is_not_unpacked(tmp_path, monkeypatch, text):
    path = zipped(tmp_path / "large.zip", {"a.txt": text})
    monkeypatch.setattr(unpacking, "LARGEST", 1000)
    assert f"{len(text)} bytes" in refusal(path)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "no 'facts'"),
        ({"facts": {}}, "no 'facts'"),
        ({"facts": []}, "no 'facts'"),
        ({"facts": ["a"]}, "a str"),
        ({"facts": [{"CD_YEAR": "2025"}]}, "row 1.*without.*CD_REFNIS"),
    ],
)
def test_json_of_another_shape_is_refused(tmp_path, document, said):
    path = tmp_path / "stock.json"
    path.write_text(json.dumps(document))
    with pytest.raises(BadInputError, match=said):
        read_building_stock(path)


def test_json_with_fewer_facts_than_it_says_is_refused(samples, tmp_path):
    document = json.loads((samples / "statbel" / "building_stock.json").read_text())
    document["facts"].pop()
    path = tmp_path / "stock.json"
    path.write_text(json.dumps(document))
    assert "expected 90 facts" in refusal(path, read_building_stock)


def test_json_that_is_cut_off_is_refused(samples, tmp_path):
    path = tmp_path / "stock.json"
    path.write_bytes((samples / "statbel" / "building_stock.json").read_bytes()[:500])
    refusal(path, read_building_stock)


def test_a_nested_value_is_refused(samples, tmp_path):
    document = json.loads((samples / "statbel" / "building_stock.json").read_text())
    document["facts"][2]["MS_VALUE"] = {"value": 3}
    path = tmp_path / "stock.json"
    path.write_text(json.dumps(document))
    assert "row 3" in refusal(path, read_building_stock)


def test_the_published_permits_are_read_whole(published):
    raw = read_permits(published / "construction" / "TF_BUILDING_PERMITS_20251201.zip")
    assert raw.shape == (238_848, 20)


def test_the_published_stock_is_read_whole(published):
    raw = read_building_stock(published / "statbel" / "gebouwenpark_LEUVEN.json")
    assert len(raw) == 138
    assert (raw["MS_VALUE"] == "nan").sum() == 13
