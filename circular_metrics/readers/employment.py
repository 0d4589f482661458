"""Tables of jobs by municipality and activity (RSZ/ONSS, NBB), as the workbooks that go round.

Three shapes are known, on any visible sheet and below any number of title rows: long (a column
each for municipality, activity and jobs), and crossed either way (a row for each municipality and
a column for each activity, or the other way round). Headings in Dutch, French or English; a sheet
a quarter, or a column that says it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl.utils import get_column_letter, range_boundaries

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers.workbook import Sheet, read_workbook

AREA_NAMES = re.compile(
    r"(code[\s-]*)?(nis|refnis|ins)([\s-]*(code|nr|gemeente|commune))*|"
    r"(gemeente|commune|municipality|plaats|lieu|place)([\s-]*(code|van tewerkstelling))?|"
    r"code (de la )?commune|lieu de travail",
    re.IGNORECASE,
)
ACTIVITY_NAMES = re.compile(
    r"(code[\s-]*)?nace([\s-]*(bel|code|rev\.? ?2(\.1)?|20\d\d|\(20\d\d\)|5))*|"
    r"(economische )?activiteit(en)?([\s-]*code)?|activité( économique)?|"
    r"(economic )?activity|bedrijfstak|sector|secteur( d.activité)?|branche",
    re.IGNORECASE,
)
JOBS_NAMES = re.compile(
    r"((aantal|nombre d[e'’]|number of) ?)?"
    r"(arbeidsplaatsen|jobs?|banen|tewerkstelling|loontrekkenden|werknemers|"
    r"postes( de travail)?|emplois?|salariés|travailleurs|employees|waarde|valeur|value|"
    r"obs_value)( \(.*\))?",
    re.IGNORECASE,
)
PERIOD_NAMES = re.compile(
    r"(kwartaal|trimestre|quarter|periode|période|period|tijd|temps|time|jaar|année|year)",
    re.IGNORECASE,
)
PLACE = re.compile(r"(\d{5})(\s*[-–:]?\s+\D.*)?|\D.*\((\d{5})\)")
CODE = re.compile(r"[A-V]?\s?(\d{2}(?:\.\d{1,3})?|\d{3,5})(?:\s*[-–:]?\s+\D.*)?", re.IGNORECASE)
VERSION = re.compile(r"NACE[^\d]{0,12}(2008|2025)|REV\.?\s?2(\.1)?", re.IGNORECASE)
QUARTER = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?[-/ ]?\s?[QTK]?(?P<q>[1-4])(?!\d)|"
    r"(?P<q2>[1-4])\s?(?:de|ste|e|er|ème|eme|st|nd|rd|th)?\s*(?:kwartaal|trimestre|quarter)\D{0,4}"
    r"(?P<year2>(?:19|20)\d\d)",
    re.IGNORECASE,
)
HEADER_ROWS = 40
FEWEST_CODES = 2
YEAR = re.compile(r"(19|20)\d\d")
COLUMNS = ["area", "nace", "jobs", "version", "period", "sheet", "area_at", "nace_at", "jobs_at"]
WHOLE = "a NACE code as text: as a number it may have lost a nought in front or behind"


@dataclass(frozen=True)
class Rows:
    """A sheet as text, by row and column from 1, with what its cells were."""

    file: str
    title: str
    cells: dict[tuple[int, int], str]
    numbers: frozenset[tuple[int, int]]

    @property
    def last(self) -> tuple[int, int]:
        """The last row and the last column with something in them."""
        return max(r for r, _ in self.cells), max(c for _, c in self.cells)

    def at(self, row: int, column: int) -> str:
        """The text of a cell; empty if there is nothing."""
        return self.cells.get((row, column), "")

    def heads(self) -> Iterator[tuple[int, dict[int, str]]]:
        """The rows in which headings may stand, each with its cells."""
        for row in range(1, min(self.last[0], HEADER_ROWS) + 1):
            yield row, {c: text for (r, c), text in sorted(self.cells.items()) if r == row}


def read_employment(path: Path) -> pd.DataFrame:
    """Jobs by municipality and activity, as text: ``area``, ``nace``, ``jobs``, with their place.

    Returns
    -------
    DataFrame
        Also ``version`` (2008 or 2025, empty where no heading says it), ``period`` (``2023-Q4``,
        empty where neither sheet, heading nor column says it), ``sheet``, and the cells in which
        the three stand, so that a wrong one can be named. Hidden sheets are not read.

    Raises
    ------
    BadInputError
        If it is not a workbook; if no sheet has one of the shapes; for every formula without a
        result, and every code that is a number and may have lost a nought.
    """
    path = Path(path)
    found, problems = [], []
    sheets = [_rows(path, *both) for both in zip(*_twice(path), strict=True)]
    for rows in filter(None, sheets):
        version = _version(rows, path.stem)
        period = _quarter(rows.title) or _title_quarter(rows)
        for cells in _long(rows) or _crossed(rows):
            lost = cells.pop("lost")
            if lost:
                problems.append(lost)
            own = cells.pop("period", "")
            found.append(
                {**cells, "version": version, "period": own or period, "sheet": rows.title}
            )
    if problems:
        raise BadInputError(problems)
    if not found:
        titles = ", ".join(rows.title for rows in sheets if rows) or "without a cell"
        expected = (
            "a sheet with columns for municipality (REFNIS), activity (NACE) and jobs, or with "
            "REFNIS codes on one side and NACE codes on the other, headed as such"
        )
        raise BadInputError([Problem(file=path.name, found=f"sheets {titles}", expected=expected)])
    return pd.DataFrame(found)[COLUMNS]


def _twice(path: Path) -> tuple[tuple[Sheet, ...], tuple[Sheet, ...]]:
    """The workbook with its formulas, and with the results that it keeps of them."""
    return read_workbook(path), read_workbook(path, computed=True)


def _rows(path: Path, formulas: Sheet, results: Sheet) -> Rows | None:
    """A visible sheet as text, merged cells filled; ``None`` if it is hidden or empty."""
    if formulas.is_hidden or not formulas.cells:
        return None
    blind = sorted(p for p, c in formulas.cells.items() if c.is_formula and p not in results.cells)
    if blind:
        raise BadInputError(
            [
                Problem(
                    file=path.name,
                    sheet=formulas.title,
                    row=row,
                    column=get_column_letter(column),
                    found=repr(str(formulas.cells[row, column].value)),
                    expected="a value: the workbook keeps no result of this formula",
                )
                for row, column in blind[:20]
            ]
        )
    cells = {place: _text(cell.value) for place, cell in results.cells.items()}
    numbers = frozenset(p for p, c in results.cells.items() if isinstance(c.value, int | float))
    for area in formulas.merged:
        left, top, right, bottom = range_boundaries(area)
        if left == right:  # one municipality over the rows of its activities
            text = cells.get((top, left))
            cells |= {(row, left): text for row in range(top, bottom + 1)} if text else {}
    return Rows(path.name, formulas.title, cells, numbers) if cells else None


def _text(value: object) -> str:
    """A cell as text; a whole number without its decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _version(rows: Rows, *titles: str) -> str:
    """The edition of NACE that a heading or the file's name tells; empty if none does."""
    heads = [text for _, cells in rows.heads() for text in cells.values()]
    for text in (*heads, rows.title, *titles):
        match = VERSION.search(text.replace("_", " "))
        if match:
            return match.group(1) or ("2025" if match.group(2) else "2008")
    return ""


def _quarter(text: str) -> str:
    """``2023/4``, ``2023T4`` or ``4e trimestre 2023`` as ``2023-Q4``; empty if it is none.

    >>> _quarter("4de kwartaal 2023"), _quarter("NACE-BEL 2008")
    ('2023-Q4', '')
    """
    match = QUARTER.search(text)
    if not match:
        return ""
    return f"{match['year'] or match['year2']}-Q{match['q'] or match['q2']}"


def _title_quarter(rows: Rows) -> str:
    """The quarter that the rows above a table say, if they say one alone."""
    heads = [text for _, cells in rows.heads() for text in cells.values() if len(text) > 4]
    said = {_quarter(text) for text in heads if not re.fullmatch(r"[\d./-]+", text)}
    return next(iter(said - {""})) if len(said - {""}) == 1 else ""


def _long(rows: Rows) -> list[dict]:
    """Cells of a sheet with a column each for municipality, activity and jobs."""
    for top, heads in rows.heads():
        columns = [
            [c for c, text in heads.items() if names.fullmatch(" ".join(text.split()))]
            for names in (AREA_NAMES, ACTIVITY_NAMES, JOBS_NAMES, PERIOD_NAMES)
        ]
        if not all(columns[:3]):
            continue
        below = range(top + 1, rows.last[0] + 1)
        area = _fullest(rows, columns[0], below, PLACE)
        nace = _fullest(rows, columns[1], below, CODE)
        jobs, when = columns[2][0], columns[3][0] if columns[3] else None
        return [
            _cell(rows, (row, area), (row, nace), (row, jobs))
            | ({"period": _period(rows.at(row, when))} if when else {})
            for row in below
            if PLACE.fullmatch(rows.at(row, area)) or rows.at(row, nace) or rows.at(row, jobs)
        ]
    return []


def _period(text: str) -> str:
    """A year or a quarter that a column says; empty if it is neither."""
    return text if YEAR.fullmatch(text) else _quarter(text)


def _fullest(rows: Rows, columns: list[int], below: range, pattern: re.Pattern) -> int:
    """Of several columns with a fitting heading, the one with the most codes."""
    return max(columns, key=lambda c: sum(bool(pattern.fullmatch(rows.at(r, c))) for r in below))


def _crossed(rows: Rows) -> list[dict]:
    """Cells of a sheet with municipalities on one side and activities on the other."""
    for top, heads in rows.heads():
        below = range(top + 1, rows.last[0] + 1)
        above = {c: t for c, t in heads.items() if CODE.fullmatch(t) or PLACE.fullmatch(t)}
        keys = [c for c in range(1, min(above, default=1)) if rows.at(top, c)]
        if len(above) < FEWEST_CODES or not keys or all(map(YEAR.fullmatch, above.values())):
            continue
        names = {"area": AREA_NAMES, "nace": ACTIVITY_NAMES}
        side = {
            role: [c for c in keys if n.fullmatch(rows.at(top, c))] for role, n in names.items()
        }
        if bool(side["area"]) == bool(side["nace"]):
            continue  # nothing says which side is which: five digits may be either
        role, pattern = ("area", PLACE) if side["area"] else ("nace", CODE)
        key = _fullest(rows, side[role], below, pattern)
        return [
            _cell(rows, *_ordered(role, (row, key), (top, c)), (row, c))
            for row in below
            if pattern.fullmatch(rows.at(row, key)) or any(rows.at(row, c) for c in above)
            for c in above
        ]
    return []


def _ordered(role: str, own: tuple[int, int], head: tuple[int, int]) -> tuple:
    """The places of the municipality and of the activity, in that order."""
    return (own, head) if role == "area" else (head, own)


def _cell(rows: Rows, area: tuple, nace: tuple, jobs: tuple) -> dict:
    """One figure with its codes; ``lost`` is the problem of a code that is not whole."""
    code = rows.at(*nace)
    places = {"area": area, "nace": nace, "jobs": jobs}
    return {
        "area": _match(PLACE, rows.at(*area)),
        "nace": _match(CODE, code),
        "jobs": rows.at(*jobs),
        **{f"{name}_at": f"{get_column_letter(c)}{row}" for name, (row, c) in places.items()},
        "lost": Problem(
            file=rows.file,
            sheet=rows.title,
            row=nace[0],
            column=get_column_letter(nace[1]),
            found=code,
            expected=WHOLE,
        )
        if nace in rows.numbers and _may_be_lost(rows, nace, nace[0] == jobs[0])
        else None,
    }


def _may_be_lost(rows: Rows, nace: tuple[int, int], is_column: bool) -> bool:
    """Whether a number may be a code without a nought: 47.9 for 47.90, 1110 beside 47910."""
    code = rows.at(*nace)
    if "." in code or len(code) == 1:
        return not re.fullmatch(r"\d{2}\.\d{2,3}", code)
    line = 1 if is_column else 0
    return len(code) in (3, 4) and any(
        place[line] == nace[line] and re.fullmatch(rf"\d{{{len(code) + 1}}}", text)
        for place, text in rows.cells.items()
    )


def _match(pattern: re.Pattern, text: str) -> str:
    """The code that a cell begins or ends with; the text as it is if there is none."""
    match = pattern.fullmatch(text)
    return next((g for g in match.groups() if g and g[0].isdigit()), text) if match else text
