"""Sheets of a workbook: tables with filters, widths, formats, print; texts that stay texts."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from math import ceil

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = "1980-01-01T00:00:00Z"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
NARROWEST, WIDEST = 13, 54  # characters; a number fits in the narrowest
QUIET = "595959"
LINE = 15  # points


def settled(book: Workbook) -> bytes:
    """The workbook's bytes without the hour at which they were written."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for item in made.infolist():
            content = made.read(item)
            if item.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP.encode(), content)
            entry = zipfile.ZipInfo(item.filename, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, content)
    return out.getvalue()


def put(cell: Cell, value: object) -> None:
    """A value in a cell: missing stays empty, and a text is never taken for a formula."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return
    cell.value = value.item() if hasattr(value, "item") else value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(FORMULA_SIGNS):
            cell.quotePrefix = True


def decimal_format(decimals: int) -> str:
    """Excel's code for a number with so many decimals; the program shows it in its own language."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def sheet_name(title: str) -> str:
    """A title as the name of a sheet: no sign that Excel refuses, whole words, 31 characters."""
    name = re.sub(r"[\\/*?:\[\]]", " ", title)
    return name if len(name) <= 31 else name[:32].rpartition(" ")[0].rstrip(" ,")


def new_sheet(
    book: Workbook, title: str, heading: str, notes: Sequence[str]
) -> tuple[Worksheet, int]:
    """A new sheet with its heading and notes, and the row below them."""
    sheet = book.create_sheet(sheet_name(title))
    put(sheet["A1"], heading)
    sheet["A1"].font = Font(bold=True, size=14)
    for row, note in enumerate(notes, start=2):
        put(sheet.cell(row, 1), note)
        sheet.cell(row, 1).font = Font(italic=True, color=QUIET)
    return sheet, len(notes) + 3


def write_table(
    sheet: Worksheet, top: int, columns: Sequence[str], rows: Iterable[Sequence]
) -> int:
    """An Excel table with filters; the row below it."""
    for number, name in enumerate(columns, start=1):
        put(sheet.cell(top, number), name)
        sheet.cell(top, number).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(top, number).font = Font(bold=True)
    last = top
    for last, values in enumerate(rows, start=top + 1):
        for number, value in enumerate(values, start=1):
            put(sheet.cell(last, number), value)
    bottom = max(last, top + 1)
    area = f"A{top}:{get_column_letter(len(columns))}{bottom}"
    table = Table(displayName=f"T{len(sheet.parent.sheetnames)}_{top}", ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    sheet.add_table(table)
    return bottom + 2


def _wrap(sheet: Worksheet, row: Sequence[Cell]) -> None:
    """A row with a long text: on several lines, and all its cells from the top."""
    widths = (sheet.column_dimensions[get_column_letter(c.column)].width for c in row)
    lines = max(
        ceil(0.95 * len(c.value) / width) if isinstance(c.value, str) else 1
        for c, width in zip(row, widths, strict=True)
    )
    if lines > 1:
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(cell.value, str))
        sheet.row_dimensions[row[0].row].height = LINE * lines


def finish(sheet: Worksheet, top: int, formats: dict[int, str], wrapped: int | None = None) -> None:
    """Columns as wide as their texts, frozen ends, number formats, print on the width of a page.

    Frozen are the header and the first column.

    What is longer than ``WIDEST`` stands on as many lines as it takes, so nothing is cut off; of
    a long table only in the first ``wrapped`` columns.
    """
    for number, column in enumerate(sheet.iter_cols(min_row=top), start=1):
        heading = str(column[0].value or "").split()
        longest = max((len(c.value) for c in column[1:] if isinstance(c.value, str)), default=0)
        needed = ceil(max([1.1 * longest, *(1.2 * len(word) for word in heading)])) + 2
        width = min(WIDEST, max(NARROWEST, needed))
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows(min_row=top + 1, max_col=wrapped):
        _wrap(sheet, row)
    sheet.freeze_panes = sheet.cell(top + 1, 2)
    for number, code in formats.items():
        for row in range(top + 1, sheet.max_row + 1):
            sheet.cell(row, number).number_format = code
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{top}:{top}"
    sheet.oddFooter.center.text = "&A – &P / &N"
    sheet.sheet_view.zoomScale = 90
