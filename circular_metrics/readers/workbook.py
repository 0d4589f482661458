"""Excel workbooks that people filled in: opened with care, read cell by cell.

Only cells with something in them are kept, so a million blank rows cost time but no memory.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import WORKBOOK, read_bytes, refuse_unsafe_workbook

LARGEST = 300 * 2**20


@dataclass(frozen=True)
class Cell:
    """One cell that is not blank: its value, its number format, whether it is a formula."""

    value: object
    format: str
    is_formula: bool


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by (row, column), both from 1, and its merged ranges."""

    title: str
    is_hidden: bool
    cells: dict[tuple[int, int], Cell]
    merged: tuple[str, ...]


def read_workbook(path: Path, computed: bool = False) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, in its order. No formula is computed, no macro run.

    ``computed`` gives, for each formula, the result that the workbook keeps of it, if any.

    Raises
    ------
    BadInputError
        If it is not a whole ``.xlsx``, is protected by a password, or is not safe to unpack.
    """
    from openpyxl import load_workbook

    path = Path(path)
    content = read_bytes(path)
    refuse_unsafe_workbook(content, path.name, LARGEST)
    try:
        book = load_workbook(
            io.BytesIO(content), read_only=True, keep_links=False, data_only=computed
        )
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return tuple(_sheet(sheet, archive) for sheet in book.worksheets)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        found = f"a damaged workbook ({type(error).__name__}: {str(error)[:120]})"
        raise BadInputError([Problem(file=path.name, found=found, expected=WORKBOOK)]) from error


def _sheet(sheet, archive: zipfile.ZipFile) -> Sheet:
    """The cells of one sheet that are not blank."""
    sheet.reset_dimensions()  # other programs write a wrong one
    cells = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and str(cell.value).strip():
                is_formula = cell.data_type == "f"
                place = (cell.row, cell.column)
                cells[place] = Cell(cell.value, str(cell.number_format), is_formula)
    part = sheet._worksheet_path
    tail = archive.read(part)[-(2**20) :]  # merged ranges stand behind the cells
    merged = tuple(m.decode() for m in re.findall(rb'mergeCell[^>]*?ref="([A-Z0-9:]+)"', tail))
    return Sheet(sheet.title, sheet.sheet_state != "visible", cells, merged)
