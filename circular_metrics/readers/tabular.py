"""A table however it was packed: zipped or not, text in whichever encoding, or a workbook.

Publishers zip their texts, some still write them in Windows' Western code page, and colleagues save
them again as a workbook. What is in the table is its own reader's affair.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import UTF16_MARKS, decode, read_bytes
from circular_metrics.unpacking import (
    ZIP_MAGIC,
    damaged,
    is_workbook,
    open_workbook,
    text_in_zip,
)

__all__ = ["is_workbook", "sheet_of", "text_of", "unpacked"]
ENDINGS = (".txt", ".csv", ".tsv", ".xlsx")
HEADINGS_WITHIN = 20
Head = Callable[[str], str]
Cell = Callable[[object, str], str]


def unpacked(path: Path, endings: Sequence[str] = ENDINGS) -> tuple[str, bytes]:
    """Name and bytes of a file, or of the one file in it if it is a zip and no workbook.

    Raises
    ------
    BadInputError
        If the file is empty, or a zip that is cut off or not safe to unpack.
    """
    path = Path(path)
    content = read_bytes(path)
    if content.startswith(ZIP_MAGIC) and not is_workbook(content):
        return text_in_zip(content, path.name, endings)
    return path.name, content


def text_of(content: bytes, name: str) -> str:
    """Text in UTF-8, in UTF-16 if it is marked so, or else in Windows' Western code page.

    Only the last is a guess, and only letters with an accent depend on it.

    Raises
    ------
    BadInputError
        If it is none of them; says what is wrong with it as UTF-8.
    """
    if content.startswith(UTF16_MARKS):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            found = f"UTF-16 text cut off or damaged at byte {error.start}"
            raise BadInputError([Problem(file=name, found=found, expected="text")]) from error
        return text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return decode(content, name)
    except BadInputError as refusal:
        if not isinstance(refusal.__cause__, UnicodeDecodeError):
            raise
    return decode(content, name, "cp1252")


def sheet_of(
    content: bytes, name: str, columns: Sequence[str], head: Head, cell: Cell
) -> pd.DataFrame:
    """The one visible sheet of a workbook that has the headings, as text.

    Parameters
    ----------
    content : bytes
        The workbook.
    name : str
        Its name, for messages.
    columns : sequence of str
        Headings that must be there, in one row of the first twenty.
    head : callable
        A heading as it is written → as it is meant.
    cell : callable
        A value and its heading → the text that the publisher would have written.

    Raises
    ------
    BadInputError
        If it is damaged or not safe to unpack, has no such sheet or several, no rows, or a formula
        in one.
    """
    book = open_workbook(content, name, read_only=True)
    try:
        fitting = []
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue  # what nobody sees in the workbook is not taken from it
            sheet.reset_dimensions()  # other programs write a wrong one
            rows = sheet.iter_rows(values_only=True)
            found = _headings(rows, columns, head)
            if found is not None:
                fitting.append((sheet.title, rows, found))
        if len(fitting) == 1:
            title, rows, found = fitting[0]
            return _rows(rows, *found, cell, (name, title))
    except (BadInputError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        raise damaged(name, error) from error
    titles = ", ".join(repr(title) for title, *_ in fitting)
    found = f"the sheets {titles} with the headings" if fitting else "no sheet with these headings"
    expected = f"one sheet with {', '.join(columns)}"
    raise BadInputError([Problem(file=name, found=found, expected=expected)])


def _headings(
    rows: Iterator[Sequence[object]], columns: Sequence[str], head: Head
) -> tuple[int, list[str]] | None:
    """The number of the row of headings, and the headings."""
    for number, row in enumerate(rows, start=1):
        heads = ["" if cell is None else head(str(cell)) for cell in row]
        if set(columns) <= set(heads):
            return number, heads
        if number == HEADINGS_WITHIN:
            break
    return None


def _rows(
    rows: Iterator[Sequence[object]],
    number: int,
    heads: list[str],
    cell: Cell,
    place: tuple[str, str],
) -> pd.DataFrame:
    """The rows below the headings as text; a formula is refused, it is never computed."""
    columns = [(i, head) for i, head in enumerate(heads) if head]
    file, sheet = place
    body, places, problems = [], [], []
    for row, cells in enumerate(rows, start=number + 1):
        texts = [cell(cells[i], head) if i < len(cells) else "" for i, head in columns]
        if not any(texts):
            continue
        problems += [
            Problem(
                file=file, sheet=sheet, row=row, column=head, found=repr(text[:60]),
                expected="a value",
            )
            for text, (_, head) in zip(texts, columns, strict=True)
            if text.startswith("=")
        ]  # fmt: skip
        body.append(texts)
        places.append(row - 2)  # as if the headings were the first row: messages add two
    if not body:
        nothing = "headings only"
        problems.append(Problem(file=file, sheet=sheet, found=nothing, expected="rows of data"))
    if problems:
        raise BadInputError(problems)
    table = pd.DataFrame(body, places, columns=[head for _, head in columns], dtype=str)
    table.attrs["sheet"] = sheet  # so that a refusal further on can name it
    return table
