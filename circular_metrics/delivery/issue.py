"""The empty template as an Excel workbook: headings, rows to fill in, lists and instructions."""

import io
import zipfile

from circular_metrics.delivery.declare import COLUMNS, SHEETS, Measure, Template

COPIES = 5  # rows that each measure gets, one for each year
FIRST = 2
INSTRUCTIONS = (
    (
        "Vul op het eerste blad per jaar een rij in: jaar en waarde. Laat leeg wat u niet weet: "
        "leeg is onbekend, 0 is nul.",
        "On the first sheet fill in a row for each year: year and value. Leave blank what you do "
        "not know: blank is unknown, 0 is zero.",
    ),
    (
        "Meer jaren of materialen: kopieer de rij onderaan. Rijen en kolommen mogen in elke "
        "volgorde.",
        "More years or materials: copy the row to the foot. Rows and columns may be in any order.",
    ),
    (
        "Getallen met komma of punt (1.234,5). Datums als 31/12/2025. Geen formules, geen "
        "samengevoegde cellen, geen eenheid achter het getal.",
        "Numbers with a decimal comma (1.234,5). Dates as 31/12/2025. No formulas, no merged "
        "cells, no unit behind the number.",
    ),
    (
        "Inlezen: circular-metrics import BESTAND. Alle fouten worden samen getoond, per blad en "
        "cel.",
        "To read it back: circular-metrics import FILE. All errors are shown together, by sheet "
        "and cell.",
    ),
)


def workbook_of(template: Template) -> bytes:
    """The empty workbook of a template. The same template gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    data, notes, lists = book.active, book.create_sheet(SHEETS[1]), book.create_sheet(SHEETS[2])
    data.title = SHEETS[0]
    _fill_notes(notes, template)
    places = _fill_lists(lists, template)
    _fill_data(data, template, places)
    return undated(book)


def undated(book) -> bytes:
    """A workbook's bytes with every date at its first day: equal content is equal bytes."""
    import re
    from datetime import datetime

    book.properties.creator = "circular_metrics"
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)
    first, out = io.BytesIO(), io.BytesIO()
    book.save(first)
    with (
        zipfile.ZipFile(first) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            body = old.read(name)
            if name == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2000-01-01T00:00:00Z", body)
            new.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _fill_notes(sheet, template: Template) -> None:
    """Instructions in both languages, then what each measure means."""
    from openpyxl.styles import Alignment, Font

    sheet.append([template.titles["nl"], template.titles["en"]])
    for pair in INSTRUCTIONS:
        sheet.append(pair)
    sheet.append([])
    for measure in template.measures:
        sheet.append([f"{measure.names[key]}: {measure.help[key]}" for key in ("nl", "en")])
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 70


def _fill_lists(sheet, template: Template) -> dict[tuple[str, ...], str]:
    """The choices of each list in a column of its own: choices → where they stand."""
    places: dict[tuple[str, ...], str] = {}
    for measure in template.measures:
        choices = tuple(names["nl"] for names in measure.details.values())
        if choices and choices not in places:
            column = len(places) + 1
            for row, (code, names) in enumerate(measure.details.items(), start=1):
                sheet.cell(row, 2 * column - 1, names["nl"])
                sheet.cell(row, 2 * column, f"{names['en']} ({code})")
            letter = sheet.cell(1, 2 * column - 1).column_letter
            places[choices] = f"'{sheet.title}'!${letter}$1:${letter}${len(choices)}"
    return places


def _fill_data(sheet, template: Template, places: dict[tuple[str, ...], str]) -> None:
    """The headings, and for each measure some rows to fill in, with what each cell may hold."""
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.append([column.heading for column in COLUMNS])
    for cell, column in zip(sheet[1], COLUMNS, strict=True):
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        cell.fill = PatternFill("solid", fgColor="DDE6ED" if column.given else "FFF2CC")
        sheet.column_dimensions[cell.column_letter].width = column.width
    row = FIRST
    for measure in template.measures:
        name = f"{measure.names['nl']} / {measure.names['en']}"
        for _ in range(COPIES):
            sheet.append([measure.key, name, measure.unit])
        _guard_cells(sheet, measure, row, row + COPIES - 1, places)
        row += COPIES
    for cells in sheet.iter_rows(min_row=FIRST, max_row=row - 1):
        for cell, column in zip(cells, COLUMNS, strict=True):
            if column.given:
                cell.fill = PatternFill("solid", fgColor="F2F2F2")
            if column.key == "date":
                cell.number_format = "dd/mm/yyyy"
    sheet.freeze_panes = "D2"


def _guard_cells(sheet, measure: Measure, first: int, last: int, places: dict) -> None:
    """What the spreadsheet program itself lets in: years, numbers within bounds, a list."""
    from openpyxl.worksheet.datavalidation import DataValidation

    letters = {c.key: sheet.cell(1, i).column_letter for i, c in enumerate(COLUMNS, start=1)}
    high = 100 if measure.kind == "percent" else measure.high
    bound = {"operator": "greaterThanOrEqual", "formula1": measure.low}
    if high is not None:
        bound = {"operator": "between", "formula1": measure.low, "formula2": high}
    value = "whole" if measure.kind == "whole" else "decimal"
    choices = tuple(names["nl"] for names in measure.details.values())
    rules = {
        "year": DataValidation("whole", operator="between", formula1=1990, formula2=2100),
        "value": DataValidation(value, **bound),
        "date": DataValidation("date", operator="greaterThan", formula1=32874),
    }
    if choices:
        rules["detail"] = DataValidation("list", formula1=places[choices])
    for key, rule in rules.items():
        rule.allow_blank, rule.showErrorMessage = True, True
        rule.promptTitle = f"{measure.names['nl']}"[:32]
        rule.prompt, rule.showInputMessage = (
            f"{measure.help['nl']} / {measure.help['en']}"[:255],
            True,
        )
        rule.add(f"{letters[key]}{first}:{letters[key]}{last}")
        sheet.add_data_validation(rule)
