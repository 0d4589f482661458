"""The edition as an Excel workbook: an overview, a sheet for each objective, targets, sources.

Every figure is a number in a cell with its unit beside it; ratios stand as live formulas next to
our own value, so that whoever opens the workbook can follow them. Texts that begin like a formula
are kept as text. The file's bytes depend on its content alone.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from circular_metrics.edition import Edition
from circular_metrics.edition.conflicts import register
from circular_metrics.edition.credits import claims_of, origin, sources_of
from circular_metrics.edition.page import ObjectivePage
from circular_metrics.indicators import INDICATORS
from circular_metrics.store import write_atomically
from circular_metrics.units import unit
from circular_metrics.wording import say
from circular_metrics.wording.published import told

EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = "1980-01-01T00:00:00Z"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = {"default": 16, "text": 44}
CHART_POINTS = 3


def write_workbook(edition: Edition, path: Path) -> Path:
    """Write the workbook of one edition in its language.

    Raises
    ------
    OutputError
        If the place cannot be written.
    """
    book = Workbook()
    book.remove(book.active)
    _overview(book, edition)
    for page in edition.objectives:
        _objective(book, page)
    _ratios(book, edition)
    _targets(book, edition)
    _conflicts(book, edition)
    _sources(book, edition)
    return write_atomically(path, settled(book))


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


def sheet_name(title: str) -> str:
    """A title as the name of a sheet: no sign that Excel refuses, whole words, 31 characters."""
    name = re.sub(r"[\\/*?:\[\]]", " ", title)
    return name if len(name) <= 31 else name[:32].rpartition(" ")[0].rstrip(" ,")


def _sheet(book: Workbook, title: str, heading: str, notes: Sequence[str]) -> tuple[Worksheet, int]:
    """A new sheet with its heading and notes, and the row below them."""
    sheet = book.create_sheet(sheet_name(title))
    put(sheet["A1"], heading)
    sheet["A1"].font = Font(bold=True, size=14)
    for row, note in enumerate(notes, start=2):
        put(sheet.cell(row, 1), note)
    return sheet, len(notes) + 3


def _table(sheet: Worksheet, top: int, columns: Sequence[str], rows: Iterable[Sequence]) -> int:
    """An Excel table with filters; the row below it."""
    for number, name in enumerate(columns, start=1):
        put(sheet.cell(top, number), name)
        sheet.cell(top, number).alignment = Alignment(wrap_text=True, vertical="top")
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


def _finish(sheet: Worksheet, top: int, wide: Iterable[int], formats: dict[int, str]) -> None:
    """Widths, frozen header, number formats."""
    wide = set(wide)
    for number in range(1, sheet.max_column + 1):
        width = WIDTHS["text" if number in wide else "default"]
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    for number, code in formats.items():
        for row in range(top + 1, sheet.max_row + 1):
            sheet.cell(row, number).number_format = code
    sheet.sheet_view.zoomScale = 90


def _overview(book: Workbook, edition: Edition) -> None:
    """One row per objective: verdict, pyramid, headline figure."""
    language = edition.language
    title = say("Circular {city} {year}", language, city=edition.city.name, year=edition.year)
    notes = [edition.lead(), edition.legend()]
    sheet, top = _sheet(book, say("Overview", language), title, notes)
    names = (
        "objective",
        "evidence",
        "results chain",
        "indicator",
        "value",
        "unit",
        "lower bound",
        "upper bound",
    )
    columns = [say(w, language) for w in (*names, "period", "status", "source")]
    _table(sheet, top, columns, [_headline(page) for page in edition.objectives])
    _finish(sheet, top, (1, 3, 4), {5: "#,##0.00", 7: "#,##0.00", 8: "#,##0.00"})


def _headline(page: ObjectivePage) -> list[object]:
    """An objective's row of the overview."""
    language = page.edition.language
    key = page.objective.headline
    row = page.latest(key)
    said = [page.title, page.guard.verdict_words(language), page.guard.pyramid_words(language)]
    said.append(INDICATORS[key].names[language])
    if row is None:
        return [*said, *[None] * 7]
    numbers = [row["value"], unit(row["unit"]).label(language), row["low"], row["high"]]
    return [*said, *numbers, row["period"], say(row["status"], language), origin(row, page.edition)]


COLUMNS = (
    "indicator", "period", "value", "lower bound", "upper bound", "interval", "unit", "status",
)  # fmt: skip
FURTHER = ("complete", "drawn", "scope", "source", "note")


def _objective(book: Workbook, page: ObjectivePage) -> None:
    """The city's observations for one objective, and charts of the series that are long enough."""
    language = page.edition.language
    short = f"{page.objective.key.removeprefix('so')} {page.title}"
    sheet, top = _sheet(book, short, page.title, [page.evidence_words()])
    own = page.own.sort_values(["indicator", "scope", "period", "source"], kind="stable")
    columns = [say(w, language) for w in (*COLUMNS, *FURTHER)]
    _table(sheet, top, columns, [_observation(row, page) for _, row in own.iterrows()])
    _finish(sheet, top, (1, 11, 12, 13), {3: "#,##0.00", 4: "#,##0.00", 5: "#,##0.00"})
    _charts(sheet, own.reset_index(drop=True), top, language)


def _observation(row: pd.Series, page: ObjectivePage) -> list[object]:
    """One observation as a row."""
    language = page.edition.language
    return [
        INDICATORS[row["indicator"]].names[language],
        *(row[name] for name in ("period", "value", "low", "high")),
        say(row["interval"], language),
        unit(row["unit"]).label(language),
        say(row["status"], language),
        *(say("yes" if row[name] else "no", language) for name in ("is_complete", "preferred")),
        told(row["scope"], language),
        origin(row, page.edition),
        told(row["note"], language),
    ]


def _charts(sheet: Worksheet, own: pd.DataFrame, top: int, language: str) -> None:
    """A native line chart for each run of rows that is one drawn, complete series."""
    place = 0
    for (key, _), group in own.groupby(["indicator", "scope"], sort=False):
        is_run = group["preferred"].all() and (group.index[-1] - group.index[0] + 1) == len(group)
        if not is_run or len(group) < CHART_POINTS or group["period"].duplicated().any():
            continue
        first, last = top + 1 + group.index[0], top + 1 + group.index[-1]
        chart = LineChart()
        chart.title = INDICATORS[key].names[language]
        chart.y_axis.title = unit(group["unit"].iloc[0]).label(language)
        chart.y_axis.number_format = "#,##0.0"
        chart.legend = None
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.add_data(Reference(sheet, min_col=3, min_row=first, max_row=last))
        chart.set_categories(Reference(sheet, min_col=2, min_row=first, max_row=last))
        chart.series[0].smooth = False
        chart.height, chart.width = 7.5, 16
        sheet.add_chart(chart, f"O{top + 16 * place}")
        place += 1


def _ratios(book: Workbook, edition: Edition) -> None:
    """Ratios as live formulas beside our own value, for the city's years."""
    language = edition.language
    note = say(
        "The column before the last is computed by this workbook, the last one by us.", language
    )
    sheet, top = _sheet(book, say("Ratios", language), say("Ratios to follow", language), [note])
    names = ("period", "indicator", "part", "rest", "formula", "value")
    columns = [say(w, language) for w in names]
    rows = list(_shares(edition))
    _table(sheet, top, columns, rows)
    for row in range(top + 1, top + 1 + len(rows)):
        sheet.cell(row, 5).value = f"=100*C{row}/(C{row}+D{row})"
    _finish(sheet, top, (2,), {3: "#,##0", 4: "#,##0", 5: "0.00", 6: "0.00"})


def _shares(edition: Edition) -> Iterable[list[object]]:
    """Renovation permits, permits for new buildings, and the share of the former."""
    mine = edition.observations
    mine = mine[(mine["area"] == edition.city.area) & mine["preferred"]]
    keys = ("renovation_permits", "new_residential_buildings", "renovation_share")
    part, rest, share = (mine[mine["indicator"] == k].set_index("period")["value"] for k in keys)
    name = INDICATORS["renovation_share"].names[edition.language]
    for year in share.dropna().index:
        yield [year, name, part.get(year), rest.get(year), None, share[year]]


def _targets(book: Workbook, edition: Edition) -> None:
    """Every target of the city's file with its document."""
    language = edition.language
    sheet, top = _sheet(book, say("Targets", language), say("Targets", language), [])
    names = ("indicator", "place", "target", "unit", "period", "scope", "document", "page")
    rows = [
        [
            INDICATORS[t.indicator].names[language],
            edition.names.get(t.area, t.area),
            t.value,
            unit(t.unit).label(language),
            t.year,
            told(t.scope, language),
            told(t.document, language),
            t.url,
        ]
        for t in edition.city.targets
    ]
    _table(sheet, top, [say(w, language) for w in names], rows)
    _finish(sheet, top, (1, 6, 7, 8), {3: "#,##0.0"})


def _conflicts(book: Workbook, edition: Edition) -> None:
    """Where sources disagree: by how much, why, and which is preferred."""
    language = edition.language
    heading = say("Where sources disagree", language)
    sheet, top = _sheet(book, say("Conflicts", language), heading, [])
    names = ("indicator", "place", "period", "values", "lowest", "highest", "unit")
    names += ("difference (%)", "preferred", "why", "for the reason")
    keys = ["name", "place", "period", "values", "low", "high", "unit"]
    keys += ["difference", "preferred_value", "why", "reason"]
    rows = register(edition)[keys].to_numpy().tolist()
    _table(sheet, top, [say(w, language) for w in names], rows)
    _finish(sheet, top, (1, 4, 10, 11), {8: "0.0"})


def _sources(book: Workbook, edition: Edition) -> None:
    """Every published file and every claim behind the edition."""
    language = edition.language
    title = say("Sources", language)
    sheet, top = _sheet(book, title, title, [])
    names = ("source", "title", "publisher", "licence", "retrieved", "page")
    columns = [*(say(w, language) for w in names), "sha256"]
    rows = [
        [
            s.name,
            told(s.title, language),
            s.publisher,
            told(s.licence, language),
            s.retrieved,
            s.landing_page,
            s.sha256,
        ]
        for s in sources_of(edition.observations)
    ]
    rows += [
        [c.claim, c.title, say("claim", language), None, c.dated, c.address, None]
        for c in claims_of(edition.observations, edition).itertuples()
    ]
    _table(sheet, top, columns, rows)
    _finish(sheet, top, (1, 2, 6, 7), {})
