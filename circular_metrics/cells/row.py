"""One row of a sheet: where it belongs, what it counts, or why it is set aside."""

import re

from circular_metrics.cells.found import MARKED, Context, Found, valued
from circular_metrics.cells.grid import Frame, Grid, is_extra, letters
from circular_metrics.cells.headings import Dialect, Heading, fold
from circular_metrics.cells.numbers import NotANumber, as_number

NOTE = re.compile(
    r"(?:\*|\(?\d{1,2}\)|\[\d|bron\b|source\b|opm|noot|nb\b|n\.b\.|voetnoot|toelichting|let op|"
    r"legende|©|https?:|peildatum|datum|update|laatst)",
    re.IGNORECASE,
)
NAME_AND_CODE = re.compile(r"(?P<code>\d{5})[ :–-]+\D.*|\D.*[ (\[](?P<behind>\d{5})[)\]]?")
PERIOD = re.compile(r"((?:19|20)\d\d)(?:\.0+)?|(?:19|20)\d\d-?(?:Q[1-4]|M\d\d|\d\d)")
ONE_YEAR = "one year for each figure: in a column, the heading, the title or the sheet's name"
ROUND = re.compile(r"^([+-]?\d+)\.0+$")  # whole: in 82.05 the nought counts


def read_row(grid: Grid, row: int, filled: list[int], plan: tuple, found: Found) -> None:
    """The figures of one row, or why it is set aside."""
    frame, headings, context, dialect = plan
    at = {role: grid.at(row, column) for role, column in frame.roles.items()}
    filled_in = [c for c in filled if c in valued(frame)]
    name, code = at.get("name", ""), at.get("code", "")
    if _is_note(grid, row, filled, at, filled_in, context.last, dialect):
        found.count("notes", "footnotes and remarks under or between the figures, left out")
        return
    stray = [c for c in filled if c not in frame.roles.values() and c not in frame.measures]
    _place_stray(grid, row, stray, frame, found, dialect)
    blank = not name and not code and filled[0] not in valued(frame)
    reason = _aside(code, grid.at(row, filled[0]) if blank else name, dialect)
    if reason:
        found.count("set_aside", "rows that are no municipality; kept in quarantine.csv")
        texts = {letters(c): grid.at(row, c) for c in filled}
        cells = "; ".join(f"{column}={text}" for column, text in texts.items())
        found.aside.append(
            {
                "file": grid.file,
                "sheet": grid.sheet or "",
                "row": str(row),
                "cells": cells,
                "reason": reason,
            }
        )
        return
    area = _area(grid, row, at, frame, found, dialect)
    year = _period(grid, row, at, frame, found)
    columns = headings
    if "value" in frame.roles:
        own = dialect.unit(grid.at(frame.bottom, frame.roles["value"]))  # as in "Tonnage"
        columns = {frame.roles["value"]: Heading(at.get("subject", ""), "", own)}
    for column, heading in columns.items():
        _figure(grid, row, column, (area, year, at, heading, context, dialect, frame), found)


def _is_note(
    grid: Grid,
    row: int,
    filled: list[int],
    at: dict[str, str],
    filled_in: list[int],
    last: int,
    dialect: Dialect,
) -> bool:
    """Whether a row is a remark: text without a figure that is no name of a place.

    Text that stands alone is none if the sheet has codes and it has not, and none either below the
    last figure if a blank row parts it from the table or it does not begin with a letter.
    """
    text = at.get("name") or at.get("code") or grid.at(row, filled[0])
    figures = [c for c in filled_in if re.match(r"[+-]?[\d.,]", grid.at(row, c))]
    if figures or place_code(at.get("code", ""), dialect):
        return False
    if len(filled) == 1 and text:
        is_parted = row > last + 1 or not text[0].isalpha()
        if ("code" in at and at.get("name")) or (row > last and is_parted):
            return True
    if {grid.at(row, c) for c in filled} == {text} and len(filled) > 2:
        return True  # one text merged over the whole row
    is_place = bool(at.get("name")) and not NOTE.match(text) and len(text) <= 40
    return not is_place or text.endswith((".", ":"))


def _place_stray(
    grid: Grid, row: int, stray: list[int], frame: Frame, found: Found, dialect: Dialect
) -> None:
    """Cells under no heading: running numbers at the left are let go, others refused."""
    for column in stray:
        if is_extra(grid, frame.top, frame.bottom, column, dialect):
            continue
        if column < min(frame.roles.values()) and re.fullmatch(r"\d+", grid.at(row, column)):
            found.count("running_numbers", "row numbers without a heading, left out")
            continue
        text = grid.at(row, column)
        found.problems.append(
            grid.problem(row, column, f"{text!r} under no heading", "a heading over each column")
        )


def _aside(code: str, name: str, dialect: Dialect) -> str:
    """Why a row is no place of its own, or nothing."""
    text = fold(name or code)
    if re.fullmatch(dialect.totals, text):
        return "a total or mean of other rows: parts are never summed with it"
    if re.fullmatch(dialect.larger, text):
        return "a larger area than a municipality"
    if code.removesuffix(".0") in dialect.nowhere or text in dialect.nowhere:
        return "a code or word for an unknown place"
    return ""


def _area(
    grid: Grid, row: int, at: dict[str, str], frame: Frame, found: Found, dialect: Dialect
) -> str:
    """The place's code of five digits, or its name where the sheet has no codes."""
    code, name = at.get("code", ""), at.get("name", "")
    if "code" not in frame.roles:
        if not name:
            problem = grid.problem(row, frame.roles["name"], "a blank", "a municipality")
            found.problems.append(problem)
        both = NAME_AND_CODE.fullmatch(name)
        return (both["code"] or both["behind"]) if both else name
    known = place_code(code, dialect)
    if not known and not re.fullmatch(dialect.other_codes, code):
        column = frame.roles["code"]
        found.problems.append(
            grid.problem(row, column, repr(code) if code else "a blank", "a code of five digits")
        )
        return ""
    return known or code


def place_code(text: str, dialect: Dialect) -> str:
    """The five digits of a place's code as it is written, or nothing."""
    form = rf"(?:NIS|REFNIS|gem)?[ _-]?({dialect.codes})(?:\.0+)?"
    found = re.fullmatch(form, text.strip(), re.IGNORECASE)
    return found[1].zfill(5) if found else ""


def _period(grid: Grid, row: int, at: dict[str, str], frame: Frame, found: Found) -> str:
    """The period of a row, where the sheet has a column for it."""
    if "year" not in frame.roles:
        return ""
    text = at["year"].strip()
    period = PERIOD.fullmatch(text)
    if period is None:
        shown = repr(text) if text else "a blank"
        found.problems.append(grid.problem(row, frame.roles["year"], shown, "a year"))
        return ""
    return period[1] or text


def _figure(grid: Grid, row: int, column: int, plan: tuple, found: Found) -> None:
    """One figure, with what its row, column and sheet say of it."""
    area, year, at, heading, context, dialect, frame = plan
    own_year = heading.year or year or context.year
    if year and heading.year and year != heading.year:
        found.problems.append(
            grid.problem(row, column, f"{year} and {heading.year}", "one year for a figure")
        )
    says_itself = fold(heading.subject) in dialect.own_units  # inhabitants are of no fraction
    subject = (not says_itself and at.get("subject")) or heading.subject or context.subject
    unit = _unit(grid, (row, column), at, heading, context, dialect, subject, frame, found)
    is_told = "year" in frame.roles and not year  # the row's own year was refused already
    if (not own_year or own_year == "?") and not is_told:
        several = "different years in the sheet's name and title" if own_year else "no year"
        found.problems.append(grid.problem(row, column, several, ONE_YEAR))
    value, flag = _value(grid, row, column, context, dialect, found)
    flag = at.get("flag") or flag or (heading.mark if value else "")
    if "subject" in frame.roles and not at["subject"] and not heading.subject:
        where = frame.roles["subject"]
        found.problems.append(grid.problem(row, where, "a blank", f"a {dialect.measure}"))
    found.figures.append(
        {
            "area": area,
            "period": own_year,
            "subject": subject or dialect.measure,
            "unit": unit,
            "value": value,
            "flag": flag,
            "conf_status": "C" if flag in dialect.withheld else "",
            "name": name if (name := at.get("name", "")) != area else "",
            "level": at.get("level", ""),
            "place": f"{letters(column)}{row}",
            "sheet": grid.sheet or "",
        }
    )


def _unit(grid, cell, at, heading, context, dialect, subject, frame, found) -> str:
    """The unit by its column, the heading, the subject itself, or the sheet's title."""
    row, column = cell
    if at.get("unit"):
        unit = dialect.unit(at["unit"])
        if not unit and dialect.needs_unit:
            expected = f"one of {sorted(dialect.units)}"
            where = frame.roles["unit"]
            found.problems.append(grid.problem(row, where, repr(at["unit"]), expected))
        return unit or at["unit"]
    unit = heading.unit or dialect.own_units.get(fold(subject)) or context.unit
    if not unit and dialect.needs_unit:
        expected = "a unit (kg/inwoner, ton, ...) in a column, the heading or the title"
        found.problems.append(
            grid.problem(frame.bottom, column, f"no unit for {subject!r}", expected)
        )
    return unit


def _value(
    grid: Grid, row: int, column: int, context: Context, dialect: Dialect, found: Found
) -> tuple[str, str]:
    """The number of a cell as text and the mark beside it; ``""`` where there is none."""
    text = grid.at(row, column).strip()
    gap = ROUND.sub(r"\1", text.casefold())
    if gap in dialect.gaps:
        if gap:
            found.count(f"no_value_{gap}", f"{dialect.gaps[gap]}; kept missing")
        return "", gap
    if (row, column) in grid.typed:
        return _in_bounds(grid, row, column, ROUND.sub(r"\1", text), dialect, found), ""
    marked = MARKED.fullmatch(text)
    number, flag = (marked["number"], marked["mark"]) if marked else (text, "")
    try:
        plain = as_number(number, context.mark)
    except NotANumber as wrong:
        expected = f"{wrong}, or a blank"
        found.problems.append(grid.problem(row, column, repr(text), expected))
        return "", ""
    return _in_bounds(grid, row, column, plain, dialect, found), flag


def _in_bounds(
    grid: Grid, row: int, column: int, number: str, dialect: Dialect, found: Found
) -> str:
    """The number, refused below the lowest that can be."""
    if dialect.lowest is not None and float(number) < dialect.lowest:
        expected = f"a number of at least {dialect.lowest:g}"
        found.problems.append(grid.problem(row, column, repr(number), expected))
    return number
