"""The figures of a sheet, one by one, each with its place, year, subject and unit."""

import re
from collections.abc import Mapping, Sequence

from circular_metrics.cells.found import Context, Found, unmarked, valued
from circular_metrics.cells.grid import (
    FIGURE,
    Frame,
    Grid,
    column_number,
    find_frame,
    letters,
    spread,
)
from circular_metrics.cells.headings import Dialect, Heading, fold, read_heading, years_in
from circular_metrics.cells.numbers import decimal_mark
from circular_metrics.cells.row import read_row

ISSUED = re.compile(
    r"\b(?:bron(?:nen)?|sources?|rapport|report|verslag|publicatie|gepubliceerd|published|uitgave|"
    r"edit(?:ie|ion)|versie|version|opgehaald|geraadpleegd|retrieved|bijgewerkt|updated?|export|"
    r"geexporteerd|download(?:ed)?|gedownload|aangemaakt|gegenereerd|created|datum|stand)\b"
)  # a line that says when the table was made or from what, and not of which year it is
MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october|jan|feb|mrt|mar|apr|jun|jul|aug|sept?|"
    "okt|oct|nov|dec"
)
DATE = re.compile(
    rf"\b(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.]|(?:\d{{1,2}} )?(?:{MONTHS})\.? )(?:19|20)\d\d\b"
)


def read_sheet(raw: Grid, dialect: Dialect) -> Found | None:
    """Every figure of a sheet, or ``None`` if it has no table of places."""
    grid = spread(raw)
    frame = find_frame(grid, dialect)
    if frame is None:
        return None
    found = Found()
    _refuse_tall_numbers(raw, frame, found)
    headings = _headings(grid, frame, dialect, found)
    context = _context(grid, frame, dialect, headings)
    for row in range(frame.bottom + 1, grid.rows + 1):
        filled = [column for column in grid.columns if grid.at(row, column)]
        if filled and not _repeats_heading(grid, row, frame, dialect):
            read_row(grid, row, filled, (frame, headings, context, dialect), found)
    if dialect.needs_unit:
        _refuse_shares(grid, found)
    if not found.figures and not found.problems:
        where = frame.bottom + 1
        problem = grid.problem(where, frame.labels, "no row of figures", "figures by place")
        found.problems.append(problem)
    return found


def _refuse_shares(grid: Grid, found: Found) -> None:
    """Percentages none of which is above 1 may be shares: 0.71 may stand for 71 %."""
    columns: dict[int, dict[int, float]] = {}
    for figure in found.figures:
        name = figure["place"].rstrip("0123456789")
        row, column = int(figure["place"][len(name) :]), column_number(name)
        if figure["unit"] == "percent" and figure["value"] and (row, column) not in grid.shown:
            columns.setdefault(column, {})[row] = float(figure["value"])
    for column, values in columns.items():
        if max(values.values()) <= 1 and any(0 < value < 1 for value in values.values()):
            row = min(values)
            words = f"{grid.at(row, column)!r}, and nothing above 1 in the column"
            expected = "per cent, such as 71, or cells with the format of a percentage"
            found.problems.append(grid.problem(row, column, words, expected))


def _refuse_tall_numbers(raw: Grid, frame: Frame, found: Found) -> None:
    """A number merged over several cells of data could be of any of them."""
    for first, left, last, right in raw.merged:
        inside = first > frame.bottom and set(frame.measures) & set(range(left, right + 1))
        if inside and raw.at(first, left) and (last > first or right > left):
            span = f"{raw.at(first, left)!r} merged over {letters(left)}{first}:{letters(right)}"
            problem = raw.problem(first, left, f"{span}{last}", "one cell for each figure")
            found.problems.append(problem)


def _headings(grid: Grid, frame: Frame, dialect: Dialect, found: Found) -> dict[int, Heading]:
    """What the words above each column of measures say, taken together."""
    headings = {}
    for column in frame.measures:
        levels = []
        for row in range(frame.top, frame.bottom + 1):
            text = grid.at(row, column) or _to_the_left(grid, row, column, frame, found)
            if text and text not in levels:
                levels.append(text)
        read = [read_heading(text, dialect) for text in levels]
        years = sorted({h.year for h in read if h.year})
        units = list(dict.fromkeys(h.unit for h in read if h.unit))
        subjects = list(dict.fromkeys(h.subject for h in read if h.subject))
        for kind, several in (("year", years), ("unit", units)):
            if len(several) > 1:
                expected = f"one {kind} for a column"
                found.problems.append(
                    grid.problem(frame.bottom, column, f"{several} over it", expected)
                )
        headings[column] = Heading(
            " - ".join(subjects),
            years[0] if years else "",
            units[0] if units else "",
            next((h.mark for h in read if h.mark), ""),
        )
    return headings


def _to_the_left(grid: Grid, row: int, column: int, frame: Frame, found: Found) -> str:
    """What an upper or lower heading says of the columns behind its own, up to the next one."""
    deeper = any(grid.at(r, column) for r in range(row + 1, frame.bottom + 1))
    if not deeper:
        return ""
    left = [c for c in frame.measures if c < column and grid.at(row, c)]
    if not left:
        return ""
    meaning = "columns under a heading that stands only over the first of them"
    found.count("heading_spread", meaning)
    return grid.at(row, left[-1])


def _context(
    grid: Grid, frame: Frame, dialect: Dialect, headings: Mapping[int, Heading]
) -> Context:
    """Year, unit and subject that a sheet's name or title gives, and its decimal mark.

    A year that no column is of, where columns name theirs, is when the table was issued.
    """
    titles = [*frame.titles, *([grid.sheet] if grid.sheet else [])]
    named = [y for text in ([grid.sheet or ""], frame.titles) if (y := _only_year(text))]
    year = named[0] if len(set(named)) == 1 else ""
    if len(set(named)) > 1:
        year = "?"  # refused where a figure needs it
    of_columns = {heading.year for heading in headings.values()} - {""}
    year = "" if of_columns and year not in of_columns else year
    units = {u for text in titles if (u := read_heading(text, dialect).unit)}
    told = (read_heading(t, dialect).subject for t in titles if not _tells_of_issue(t))
    subject = next((text for text in told if text), "")
    body = [
        unmarked(text)
        for (row, column), text in grid.cells.items()
        if row > frame.bottom and column in valued(frame) and (row, column) not in grid.typed
    ]
    figures = [at for at, text in grid.cells.items() if FIGURE.match(text)]
    rows = [row for row, column in figures if column in valued(frame)]
    unit = units.pop() if len(units) == 1 else ""
    return Context(year, unit, subject, decimal_mark(body), max(rows, default=0))


def _only_year(texts: Sequence[str]) -> str:
    """The one year that these texts name, or nothing; the date of issue is none."""
    told = [DATE.sub(" ", text.casefold()) for text in texts if not _tells_of_issue(text)]
    years = {year for text in told for year in years_in(text)}
    return years.pop() if len(years) == 1 else ""


def _tells_of_issue(text: str) -> bool:
    """Whether a line says when the table was made, or from what."""
    return bool(ISSUED.search(fold(text)))


def _repeats_heading(grid: Grid, row: int, frame: Frame, dialect: Dialect) -> bool:
    """Whether a row is the heading again, as on the next printed page."""
    return any(
        dialect.role(grid.at(row, column)) == role
        for role, column in frame.roles.items()
        if role in ("code", "name") and grid.at(row, column)
    )
