"""Permits as typed columns give what the text gives, or are read as text."""

import zipfile

import pandas as pd
import pyarrow as pa
import pytest

from circular_metrics.clean.construction import clean_permits_of_years
from circular_metrics.clean.construction_years import clean_permit_years
from circular_metrics.errors import BadInputError, UnknownLabelError
from circular_metrics.readers.statbel import read_permits
from circular_metrics.readers.statbel_columns import read_permit_columns


@pytest.fixture
def text(samples):
    return (samples / "statbel" / "permits.txt").read_bytes().replace(b"\r\n", b"\n")


def both(path):
    return [clean_permits_of_years(read(path), path.name) for read in
            (read_permit_columns, read_permits)]  # fmt: skip


def same(one, other):
    pd.testing.assert_frame_equal(one.table, other.table)
    pd.testing.assert_frame_equal(one.log, other.log)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t,
        lambda t: b"\xef\xbb\xbf" + t,
        lambda t: t.replace(b"\n", b"\r\n"),
        lambda t: t.replace(b'"', b""),
        lambda t: t.replace(b"|46|", b"|nan|", 1),
        lambda t: t.replace(b"|", b";"),
        lambda t: t + t.splitlines(keepends=True)[3],
    ],
    ids=["as is", "mark", "crlf", "not quoted", "nan", "semicolons", "repeated"],
)
def test_typed_columns_and_text_give_the_same_years(change, text, tmp_path):
    path = tmp_path / "permits.txt"
    path.write_bytes(change(text))
    same(*both(path))


def test_a_zip_and_the_published_file_give_the_same_years(text, published, tmp_path):
    path = tmp_path / "permits.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", text)
    assert isinstance(read_permit_columns(path), pa.Table)
    same(*both(path))
    whole = published / "construction" / "TF_BUILDING_PERMITS_20251201.zip"
    columns = read_permit_columns(whole)
    assert isinstance(columns, pa.Table) and columns.num_rows == 238_848
    same(clean_permit_years(columns, "a"), clean_permits_of_years(read_permits(whole), "a"))


@pytest.mark.parametrize(
    ("old", "new", "error", "said"),
    [
        (b"|46|", b"|4x|", BadInputError, "row 2.*'4x'"),
        (b"|46|", b"|0x1F|", BadInputError, "row 2.*'0x1F'"),
        (b"|46|", b"|-1|", BadInputError, "row 2.*'-1'"),
        (b"|46|", b"|" + b"9" * 16 + b"|", BadInputError, "row 2.*whole number"),
        (b'"01000"|"BELGIE"', b'"1000"|"BELGIE"', BadInputError, "row 2.*5 digits"),
        (b"|2022|0|", b"|22|0|", BadInputError, "row 2.*a year"),
        (b"|2022|0|", b"|2022|13|", UnknownLabelError, "'13'"),
        (b"|||||1\n", b"|||||7\n", UnknownLabelError, "'7'"),
    ],
)
def test_what_is_wrong_is_told_as_in_the_text(old, new, error, said, text, tmp_path):
    path = tmp_path / "permits.txt"
    path.write_bytes(text.replace(old, new, 1))
    for read in (read_permit_columns, read_permits):
        with pytest.raises(error, match=said):
            clean_permits_of_years(read(path), path.name)
