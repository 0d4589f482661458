"""Files that are no data at all: every reader says so, and none ends in a fault of the program."""

import gzip
import io
import zipfile

import pytest

from circular_metrics.clean import KINDS
from circular_metrics.errors import CircularMetricsError
from circular_metrics.readers.annual import read_annual


def _zip(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


SPOILED = {
    "nothing": b"",
    "white space": b" \r\n\t\n",
    "a byte-order mark": b"\xef\xbb\xbf",
    "a UTF-16 mark": b"\xff\xfe",
    "a UTF-16 line": "\n".encode("utf-16"),
    "one word": b"a\n",
    "a header": b"year,value\n",
    "NUL bytes": b"a,b\n\0\0,1\n",
    "noise": bytes((7 * i * i + 3 * i) % 256 for i in range(3000)),
    "a web page": b"<!DOCTYPE html><html><body>Not found</body></html>",
    "UTF-16": "a,b\n1,2\n".encode("utf-16"),
    "old Mac lines": b"a,b\r1,2\r",
    "an open quotation": b'a,b\n"1,2\n3,4\n',
    "a very long cell": b"a,b\n" + b"x" * 200_000 + b",1\n",
    "very many columns": ",".join(["a"] * 3000).encode() + b"\n1\n",
    "tabs only": b"\t\t\t\n\t\t\n",
    "a column twice": b"year,value,year\n2010,1,2\n",
    "half of a JSON object": b'{"a": [1,2',
    "a JSON list": b"[1, 2, 3]",
    "JSON null": b"null",
    "JSON nested too deep": b"[" * 100_000,
    "an object of another kind": b'{"value": 5, "facts": [{}], "dataset": []}',
    "the start of a workbook": b"PK\x03\x04abcdef",
    "an empty zip": b"PK\x05\x06" + bytes(18),
    "a zip of nothing": _zip("a.txt", b""),
    "a zip of something else": _zip("a.txt", b"a|b\n1|2\n"),
    "the start of a gzip": b"\x1f\x8b\x08\x00abc",
    "a gzip of nothing": gzip.compress(b"", mtime=0),
    "the start of Parquet": b"PAR1xxxx",
    "an old workbook": b"\xd0\xcf\x11\xe0" + bytes(600),
}


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("name", SPOILED)
def test_what_is_no_data_is_refused_by_name(key, name, tmp_path):
    path = tmp_path / "handed over.csv"
    path.write_bytes(SPOILED[name])
    with pytest.raises(CircularMetricsError, match=r"handed over\.csv"):
        KINDS[key].clean(KINDS[key].read(path), path.name)


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_no_annual_series_is_refused_by_name(name, tmp_path):
    path = tmp_path / "series.csv"
    path.write_bytes(SPOILED[name])
    with pytest.raises(CircularMetricsError, match=r"series\.csv"):
        read_annual(path)
