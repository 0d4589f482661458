"""Statbel's open data files: a zip with one delimited text, that text, a workbook, or JSON.

Statbel issues a table as a zip that holds one text file with ``|`` between the cells, in UTF-8 or,
some years, in Windows' Western code page; some also as a workbook, in which codes are numbers.
Others re-serialise it per place as ``{"dataset": …, "record_count": …, "facts": [{column: …}]}``.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import parse_delimited, read_json
from circular_metrics.readers.tabular import (
    is_workbook,
    sheet_of,
    text_of,
    unpacked,
)

PERMITS = (
    "REFNIS",
    "CD_YEAR",
    "CD_PERIOD",
    "MS_BUILDING_RES_NEW",
    "MS_DWELLING_RES_NEW",
    "MS_APARTMENT_RES_NEW",
    "MS_SINGLE_HOUSE_RES_NEW",
    "MS_TOTAL_SURFACE_RES_NEW",
    "MS_BUILDING_RES_RENOVATION",
    "MS_BUILDING_NONRES_NEW",
    "MS_VOLUME_NONRES_NEW",
    "MS_BUILDING_NONRES_RENOVATION",
    "CD_REFNIS_REGION",
    "CD_REFNIS_LEVEL",
)
BUILDING_STOCK = ("CD_YEAR", "CD_REFNIS", "CD_STAT_TYPE", "CD_BUILDING_TYPE", "MS_VALUE")
AREA_CODE = re.compile(r"(CD_)?REFNIS(_(?!LVL|LEVEL)\w+)?")
AREA_DIGITS = 5  # a number in a cell has lost the zeros before it


def read_permits(path: Path) -> pd.DataFrame:
    """Building permits, ``TF_BUILDING_PERMITS``, as text."""
    return read_statbel(path, PERMITS)


def read_building_stock(path: Path) -> pd.DataFrame:
    """Cadastral statistics of the building stock, of a year or of a place, as text."""
    return read_statbel(path, BUILDING_STOCK)


def read_statbel(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """One of Statbel's tables in whichever of its forms, recognised by its first bytes.

    Parameters
    ----------
    path : Path
        The file; its name and extension do not matter, nor does the order of its columns.
    columns : sequence of str
        Columns that must be there; others are let through.

    Returns
    -------
    DataFrame
        Every cell as text, blanks as ``""``. JSON's ``NaN`` is the text ``nan``.

    Raises
    ------
    BadInputError
        If the file is not such a table, is cut off, or is not safe to unpack.
    """
    name, content = unpacked(path)
    if is_workbook(content):
        return sheet_of(content, name, columns, _head, _cell)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return facts_of(read_json(path), name, columns)
    return parse_text(text_of(content, name), name, columns)


def _head(text: str) -> str:
    """A heading as Statbel writes it."""
    return text.strip().upper()


def _cell(cell: object, head: str) -> str:
    """A cell as the text of Statbel's: a whole number without a point, a code with its zeros."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    is_code = isinstance(cell, int) and AREA_CODE.fullmatch(head)
    return text.zfill(AREA_DIGITS) if is_code else text


def parse_text(text: str, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """Delimited text as frame: Statbel's ``|``, or what a spreadsheet puts in its place."""
    header, end, rest = text.lstrip("\n").partition("\n")
    separator = max("|;\t,", key=header.count)
    text = header.upper() + end + rest
    frame = parse_delimited(text, name, columns, separator)
    if separator == "|":
        _refuse_uneven(text, name, len(frame.columns))
    return frame


def _refuse_uneven(text: str, name: str, width: int) -> None:
    """Stop at rows with more or fewer cells than the header: no cell of Statbel's holds a ``|``."""
    cells = (line.count("|") + 1 if line.strip() else 0 for line in text.split("\n"))
    problems = [
        Problem(file=name, row=row, found=f"{found} cells", expected=f"{width} cells")
        for row, found in enumerate(cells, start=1)
        if found != width and found > 0
    ]
    if problems:
        raise BadInputError(problems)


def facts_of(document: Any, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """The records under ``facts`` as a frame of text."""
    facts = document.get("facts") if isinstance(document, dict) else None
    if not isinstance(facts, list) or not facts:
        raise BadInputError([Problem(file=name, found="no 'facts'", expected="a list of facts")])
    count = document.get("record_count", len(facts))
    if count != len(facts):
        problem = Problem(file=name, found=f"{len(facts)} facts", expected=f"{count} facts")
        raise BadInputError([problem])
    problems = [
        Problem(file=name, row=row, found=found, expected=f"a record with {list(columns)}")
        for row, fact in enumerate(facts, start=1)
        if (found := _wrong_fact(fact, columns))
    ]
    if problems:
        raise BadInputError(problems)
    frame = pd.DataFrame([{key: _text(cell) for key, cell in fact.items()} for fact in facts])
    return frame.fillna("").astype(str)  # a column that is not asked for may be partly absent


def _wrong_fact(fact: Any, columns: Sequence[str]) -> str:
    """What is wrong with one record, or nothing."""
    if not isinstance(fact, dict):
        return f"a {type(fact).__name__}"
    missing = [column for column in columns if column not in fact]
    if missing:
        return f"a record without {missing}"
    nested = [key for key, cell in fact.items() if isinstance(cell, dict | list)]
    return f"more than one value in {nested}" if nested else ""


def _text(cell: Any) -> str:
    """A JSON value as the text it was written as."""
    return "" if cell is None else str(cell)
