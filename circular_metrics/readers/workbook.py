"""Excel workbooks that people filled in: opened with care, read cell by cell.

Only cells with something in them are kept, so a million blank rows cost time but no memory.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import ZIP_MAGIC, read_bytes

LARGEST = 300 * 2**20
RATIO, RATIO_ABOVE = 200, 30 * 2**20  # deflate packs blank rows 30 : 1 and emptiness 1,000 : 1
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
EXPECTED = "an Excel workbook (.xlsx)"


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
    _refuse_unsafe(content, path.name)
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
        raise BadInputError([Problem(file=path.name, found=found, expected=EXPECTED)]) from error


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


def _refuse_unsafe(content: bytes, name: str) -> None:
    """Stop at what is no workbook, or would unpack to far more than it is."""
    found = ""
    if content.startswith(OLD_EXCEL):
        found = "an old .xls, or a workbook with a password"
    elif not content.startswith(ZIP_MAGIC):
        found = "a file of another kind"
    else:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found = _unsafe(archive)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as e:
            found = f"a damaged zip ({e})"
    if found:
        raise BadInputError([Problem(file=name, found=found, expected=EXPECTED)])


def _unsafe(archive: zipfile.ZipFile) -> str:
    """Why a zip is not opened as a workbook, or nothing."""
    members = archive.infolist()
    if sum(m.file_size for m in members) > LARGEST:
        return f"{sum(m.file_size for m in members)} bytes when unpacked, more than {LARGEST}"
    for member in members:
        if member.file_size > RATIO_ABOVE and member.file_size > RATIO * member.compress_size:
            return f"{member.file_size} bytes packed into {member.compress_size}"
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if b"<!DOCTYPE" in part.read(4096).upper():
                    return f"a document type in {member.filename}"
    if "xl/workbook.xml" not in archive.namelist():
        return "a zip without a workbook in it"
    return ""
