"""Published file formats, one module each: a file goes in, a frame of text comes out.

Nothing here guesses a type: every cell is text, and a blank stays a blank.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from circular_metrics.errors import BadInputError, MissingSourceError, Problem
from circular_metrics.unpacking import GZIP_MAGIC, ZIP_MAGIC, gunzip

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte-order marks and white space


def read_bytes(path: Path) -> bytes:
    """The file's bytes.

    Raises
    ------
    MissingSourceError
        If there is no such file, or it may not be read.
    BadInputError
        If it is empty, or holds nothing but white space and a byte-order mark.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise MissingSourceError(f"{path}: cannot be read ({error.strerror})") from error
    if is_blank(content):
        raise BadInputError([Problem(file=Path(path).name, found="an empty file", expected="data")])
    return content


def is_blank(content: bytes) -> bool:
    """Whether there is nothing but white space and a byte-order mark."""
    return not content[:99].strip(BLANK) and not content.strip(BLANK)  # no second copy of much


def decode(content: bytes, name: str, encoding: str = "utf-8") -> str:
    """Text of ``content``; a byte-order mark is dropped, carriage returns become newlines.

    Raises
    ------
    BadInputError
        For an archive, UTF-16, NUL bytes, or bytes that are not ``encoding``; names the row.
    """
    expected = f"{encoding.upper()} text"
    found = None
    if content.startswith((ZIP_MAGIC, GZIP_MAGIC)):
        found = "a compressed file"
    elif content.startswith(UTF16_MARKS):
        found = "UTF-16 text"
    elif b"\x00" in content:
        row = content[: content.index(b"\x00")].count(b"\n") + 1
        raise BadInputError([Problem(file=name, row=row, found="a NUL byte", expected=expected)])
    if found:
        raise BadInputError([Problem(file=name, found=found, expected=expected)])
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        byte = f"byte 0x{content[error.start]:02x}"
        raise BadInputError([Problem(file=name, row=row, found=byte, expected=expected)]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_western(content: bytes, name: str) -> str:
    """Text in UTF-8, or in the encoding of Western European Windows where it is none.

    Raises
    ------
    BadInputError
        As ``decode``.
    """
    try:
        return decode(content, name)
    except BadInputError as error:
        if "byte 0x" not in str(error):
            raise
        return decode(content, name, "cp1252")


def read_delimited(
    path: Path, columns: Sequence[str] = (), sep: str = ",", encoding: str = "utf-8"
) -> pd.DataFrame:
    """A delimited text file as text, blanks kept as ``""``.

    Parameters
    ----------
    path : Path
        The file.
    columns : sequence of str
        Columns that must be there, in any order; others are let through.
    sep, encoding : str
        As the publisher writes them.

    Raises
    ------
    BadInputError
        For a wrong encoding or delimiter, a missing column, rows that are too short or too long
        (all of them), a quotation that never ends, or no row at all.
    """
    path = Path(path)
    text = decode(read_bytes(path), path.name, encoding)
    return parse_delimited(text, path.name, columns, sep)


def separator_of(text: str, name: str, signs: str, expected: str) -> str:
    """The one of ``signs`` that stands most often in the first line that is not empty.

    Raises
    ------
    BadInputError
        If none stands in it; says what was ``expected``.
    """
    header = text.lstrip("\n").partition("\n")[0]
    sep = max(signs, key=header.count)
    if sep not in header:
        raise BadInputError([Problem(file=name, row=1, found=repr(header[:80]), expected=expected)])
    return sep


def parse_delimited(text: str, name: str, columns: Sequence[str], sep: str) -> pd.DataFrame:
    """``read_delimited`` for text that is already in memory."""
    first = text.lstrip("\n").partition("\n")[0]
    if len(columns) > 1 and sep not in first:
        found, expected = (
            f"{first[:60]!r}",
            f"columns with {sep!r} between them, such as {columns[0]}",
        )
        raise BadInputError([Problem(file=name, row=1, found=found, expected=expected)])
    rows, places = _rows(text, name, sep)
    header, *rest = rows
    _refuse_twice(header, name)
    missing = [column for column in columns if column not in header]
    if missing:
        found = "columns " + ", ".join(map(repr, header[:30]))
        raise BadInputError([Problem(file=name, row=1, found=found, expected=f"also {missing}")])
    if not rest:
        raise BadInputError([Problem(file=name, found="a header only", expected="rows of data")])
    width = len(header)
    problems = [
        Problem(file=name, row=place, found=f"{len(row)} cells", expected=f"{width} cells")
        for row, place in zip(rest, places[1:], strict=True)
        if len(row) != width
    ]
    if problems:
        raise BadInputError(problems)
    return pd.DataFrame(rest, columns=header, dtype=str)


def _refuse_twice(header: Sequence[str], name: str) -> None:
    """A heading that stands twice leaves open which column is meant; blank ones are no headings."""
    said = [heading.strip() for heading in header]
    twice = {
        heading: said.count(heading) for heading in said if heading and said.count(heading) > 1
    }
    if twice:
        raise BadInputError(
            [
                Problem(file=name, row=1, column=heading, found=f"{n} such columns", expected="one")
                for heading, n in twice.items()
            ]
        )


def _rows(text: str, name: str, sep: str) -> tuple[list[list[str]], list[int]]:
    """The rows that hold anything, and the line on which each ends."""
    reader = csv.reader(io.StringIO(text), delimiter=sep, strict=True)
    rows, places = [], []
    try:
        for row in reader:
            if row:
                rows.append(row)
                places.append(reader.line_num)
    except csv.Error as error:
        problem = Problem(
            file=name, row=reader.line_num, found=str(error), expected="a whole delimited text file"
        )
        raise BadInputError([problem]) from error
    if not rows:
        raise BadInputError([Problem(file=name, found="an empty file", expected="data")])
    return rows, places


@contextmanager
def rows_as_lines(text: str, sep: str) -> Iterator[None]:
    """Refusals from within, which count the rows of a table, name lines of its file instead.

    The two differ behind a blank line, and behind a quotation of several lines.
    """
    try:
        yield
    except BadInputError as error:
        lines = _rows(text, "", sep)[1]
        raise BadInputError(
            [p if p.row is None else replace(p, row=lines[p.row - 1]) for p in error.problems]
        ) from error


def read_json(path: Path) -> Any:
    """A JSON file, gzipped or not.

    Raises
    ------
    BadInputError
        If it is not JSON, or is cut off; names the row where the parser stopped.
    """
    path = Path(path)
    content = gunzip(read_bytes(path), path.name)
    try:
        return json.loads(decode(content, path.name))
    except json.JSONDecodeError as error:
        problem = Problem(file=path.name, row=error.lineno, found=error.msg, expected="whole JSON")
        raise BadInputError([problem]) from error
    except RecursionError as error:
        problem = Problem(file=path.name, found="JSON nested too deep to read", expected="data")
        raise BadInputError([problem]) from error
