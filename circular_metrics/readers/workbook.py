"""Excel workbooks that people filled in: opened with care, read cell by cell.

Only cells with something in them are kept, so a million blank rows cost time but no memory.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from circular_metrics.readers import read_bytes
from circular_metrics.unpacking import damaged, open_workbook


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
    path = Path(path)
    content = read_bytes(path)
    book = open_workbook(content, path.name, read_only=True, data_only=computed)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return tuple(_sheet(sheet, archive) for sheet in book.worksheets)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        raise damaged(path.name, error) from error


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
