"""The building stock as Statbel issues it each year: a zip or text, a workbook, or JSON per place.

The yearly zip holds one text with ``|`` between the cells, in UTF-8 or, some years, in Windows'
Western code page; the same table is issued as a workbook, in which codes are numbers.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import (
    ZIP_MAGIC,
    decode,
    read_bytes,
    read_json,
    refuse_unsafe_workbook,
)
from circular_metrics.readers.statbel import MOST_SHOWN, facts_of, parse_text, text_in_zip

BUILDING_STOCK = ("CD_YEAR", "CD_REFNIS", "CD_STAT_TYPE", "CD_BUILDING_TYPE", "MS_VALUE")
CODES = {"CD_REFNIS": 5, "CD_REFNIS_LVL": 1}  # digits that a number in a cell stands for
ENDINGS = (".txt", ".csv", ".xlsx")
HEADINGS_WITHIN = 20


def read_building_stock(path: Path) -> pd.DataFrame:
    """Cadastral statistics of the building stock, in whichever form, as text.

    Parameters
    ----------
    path : Path
        Text, workbook, a zip with one of either, or JSON; recognised by its content. Columns may
        be in any order and case; names in words and the area's level may be left out.

    Returns
    -------
    DataFrame
        Every cell as text, blanks as ``""``.

    Raises
    ------
    BadInputError
        If it is no such table, is cut off, or is not safe to unpack.
    """
    path = Path(path)
    content, name = read_bytes(path), path.name
    if content.startswith(ZIP_MAGIC) and not _is_workbook(content):
        name, content = text_in_zip(content, name, ENDINGS)
    if content.startswith(ZIP_MAGIC):
        return _of_workbook(content, name)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return facts_of(read_json(path), name, BUILDING_STOCK)
    return parse_text(_decoded(content, name), name, BUILDING_STOCK)


def _decoded(content: bytes, name: str) -> str:
    """UTF-8, or else Windows-1252: only names in words have letters that differ."""
    try:
        return decode(content, name)
    except BadInputError:
        if b"\x00" in content or content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b")):
            raise
        return decode(content, name, "cp1252")


def _is_workbook(content: bytes) -> bool:
    """Whether a zip is a workbook, and not a zip with a file in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _of_workbook(content: bytes, name: str) -> pd.DataFrame:
    """The one sheet that has the headings."""
    from openpyxl import load_workbook

    refuse_unsafe_workbook(content, name)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # other programs write a wrong one
            rows = sheet.iter_rows(values_only=True)
            found = _headings(rows)
            if found is not None:
                return _rows(rows, *found, f"{name}, sheet {sheet.title!r}")
    except (BadInputError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        found = f"a damaged workbook ({type(error).__name__}: {str(error)[:120]})"
        problem = Problem(file=name, found=found, expected="a whole workbook")
        raise BadInputError([problem]) from error
    problem = Problem(
        file=name, found="no sheet with these headings", expected=", ".join(BUILDING_STOCK)
    )
    raise BadInputError([problem])


def _headings(rows: Iterator[Sequence[object]]) -> tuple[int, list[str]] | None:
    """The number of the row of headings, and the headings."""
    for number, row in enumerate(rows, start=1):
        heads = ["" if cell is None else str(cell).strip().upper() for cell in row]
        if set(BUILDING_STOCK) <= set(heads):
            return number, heads
        if number == HEADINGS_WITHIN:
            break
    return None


def _rows(
    rows: Iterator[Sequence[object]], number: int, heads: list[str], place: str
) -> pd.DataFrame:
    """The rows below the headings as text; a formula is refused, it is never computed."""
    columns = [(i, head) for i, head in enumerate(heads) if head]
    body, problems = [], []
    for row, cells in enumerate(rows, start=number + 1):
        texts = [_text(cells[i] if i < len(cells) else None, head) for i, head in columns]
        if not any(texts):
            continue
        problems += [
            Problem(file=place, row=row, column=head, found=repr(text[:60]), expected="a value")
            for text, (_, head) in zip(texts, columns, strict=True)
            if text.startswith("=")
        ]
        body.append(texts)
    if not body:
        problems.append(Problem(file=place, found="headings only", expected="rows of data"))
    if problems:
        raise BadInputError(problems[:MOST_SHOWN])
    return pd.DataFrame(body, columns=[head for _, head in columns], dtype=str)


def _text(cell: object, head: str) -> str:
    """A cell as the text of Statbel's: a whole number without a point, a code with its zeros."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    return text.zfill(CODES.get(head, 0)) if isinstance(cell, int) else text
