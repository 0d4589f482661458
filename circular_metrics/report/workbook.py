"""The edition as an Excel workbook: an overview, a sheet for each objective, targets, sources.

Every figure is a number in a cell with its unit beside it; ratios stand as live formulas next to
our own value, so that whoever opens the workbook can follow them. Texts that begin like a formula
are kept as text. The file's bytes depend on its content alone.
"""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from circular_metrics.edition import Edition
from circular_metrics.edition.conflicts import register
from circular_metrics.edition.credits import claims_of, origin, sources_of, told_by
from circular_metrics.edition.page import ObjectivePage
from circular_metrics.indicators import INDICATORS
from circular_metrics.report.sheets import (
    decimal_format,
    finish,
    new_sheet,
    settled,
    sheet_name,
    write_table,
)
from circular_metrics.store import write_atomically
from circular_metrics.units import unit
from circular_metrics.wording import say
from circular_metrics.wording.published import told

CHART_POINTS = 3
LINK = "00558C"


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


def _overview(book: Workbook, edition: Edition) -> None:
    """One row per objective: verdict, pyramid, headline figure."""
    language = edition.language
    title = say("Circular {city} {year}", language, city=edition.city.name, year=edition.year)
    notes = [edition.lead(), edition.legend()]
    sheet, top = new_sheet(book, say("Overview", language), title, notes)
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
    write_table(sheet, top, columns, [_headline(page) for page in edition.objectives])
    finish(sheet, top, {})
    for place, page in enumerate(edition.objectives, start=top + 1):
        name = sheet.cell(place, 1)
        name.hyperlink = Hyperlink(name.coordinate, location=f"'{_sheet_of(page)}'!A1")
        name.font = Font(underline="single", color=LINK)
        row = page.latest(page.objective.headline)
        for number in (5, 7, 8) if row is not None else ():
            sheet.cell(place, number).number_format = decimal_format(unit(row["unit"]).decimals)


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
    return [
        *said,
        *numbers,
        row["period"],
        say(row["status"], language),
        told_by(row, page.edition),
    ]


COLUMNS = (
    "indicator", "period", "value", "lower bound", "upper bound", "interval", "unit", "status",
)  # fmt: skip
FURTHER = ("complete", "drawn", "scope", "source", "note")


def _sheet_of(page: ObjectivePage) -> str:
    """The name of an objective's sheet."""
    return sheet_name(f"{page.objective.key.removeprefix('so')} {page.title}")


def _objective(book: Workbook, page: ObjectivePage) -> None:
    """The city's observations for one objective, and charts of the series that are long enough."""
    language = page.edition.language
    note = say(
        "One row per figure for {city}. Value and bounds are in the unit of their row; an empty "
        "cell is a missing figure, not a zero. The last columns hold what is counted and the "
        "source, which the sheet “{sources}” tells in full.",
        language,
        city=page.edition.city.name,
        sources=say("Sources", language),
    )
    sheet, top = new_sheet(book, _sheet_of(page), page.title, [page.evidence_words(), note])
    own = page.own.sort_values(["indicator", "scope", "period", "source"], kind="stable")
    columns = [say(w, language) for w in (*COLUMNS, *FURTHER)]
    write_table(sheet, top, columns, [_observation(row, page) for _, row in own.iterrows()])
    finish(sheet, top, {}, wrapped=len(COLUMNS))
    sheet.print_area = f"A1:H{top + len(own)}"  # what stands behind a figure is for the screen
    for place, (_, row) in enumerate(own.iterrows(), start=top + 1):
        for number in (3, 4, 5):
            sheet.cell(place, number).number_format = decimal_format(unit(row["unit"]).decimals)
    _charts(sheet, own.reset_index(drop=True), top, language)


def _observation(row: pd.Series, page: ObjectivePage) -> list[object]:
    """One observation as a row."""
    language = page.edition.language
    return [
        INDICATORS[row["indicator"]].names[language],
        *(row[name] for name in ("period", "value", "low", "high")),
        say(row["interval"], language) if pd.notna(row["value"]) else None,
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
        chart.y_axis.number_format = decimal_format(unit(group["unit"].iloc[0]).decimals)
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
    sheet, top = new_sheet(book, say("Ratios", language), say("Ratios to follow", language), [note])
    names = ("period", "indicator", "part", "rest", "formula", "value")
    columns = [say(w, language) for w in names]
    rows = list(_shares(edition))
    write_table(sheet, top, columns, rows)
    for row in range(top + 1, top + 1 + len(rows)):
        sheet.cell(row, 5).value = f"=100*C{row}/(C{row}+D{row})"
    finish(sheet, top, {3: "#,##0", 4: "#,##0", 5: "0.00", 6: "0.00"})


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
    title = say("Targets", language)
    note = say("One row per target, in the unit of its row, with the document it is in.", language)
    sheet, top = new_sheet(book, title, title, [note])
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
    write_table(sheet, top, [say(w, language) for w in names], rows)
    finish(sheet, top, {3: "#,##0.0"})


def _conflicts(book: Workbook, edition: Edition) -> None:
    """Where sources disagree: by how much, why, and which is preferred."""
    language = edition.language
    heading = say("Where sources disagree", language)
    note = say(
        "One row per figure on which sources disagree: the range, the one that is preferred and "
        "why. The difference is in per cent of the lowest.",
        language,
    )
    sheet, top = new_sheet(book, say("Conflicts", language), heading, [note])
    names = ("indicator", "place", "period", "values", "lowest", "highest", "unit")
    names += ("difference (%)", "preferred", "why", "for the reason")
    keys = ["name", "place", "period", "values", "low", "high", "unit"]
    keys += ["difference", "preferred_value", "why", "reason"]
    found = register(edition)[keys]
    years = found["period"].map(lambda year: int(year) if year.isdigit() else year)
    rows = found.assign(period=years).to_numpy().tolist()
    write_table(sheet, top, [say(w, language) for w in names], rows)
    finish(sheet, top, {8: "0.0"})


def _sources(book: Workbook, edition: Edition) -> None:
    """Every published file and every claim behind the edition."""
    language = edition.language
    title = say("Sources", language)
    note = say(
        "One row per published file, with its sha256, and then one per page that states a figure. "
        "“Source” is the name under which the other sheets cite it.",
        language,
    )
    sheet, top = new_sheet(book, title, title, [note])
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
        [c.claim, told(c.title, language), say("claim", language), None, c.dated, c.address, None]
        for c in claims_of(edition.observations, edition).itertuples()
    ]
    write_table(sheet, top, columns, rows)
    finish(sheet, top, {})
