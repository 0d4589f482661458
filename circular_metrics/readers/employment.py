"""Tables of jobs by municipality and activity (RSZ/ONSS, NBB), as the workbooks that go round.

Two shapes are known, on any sheet and below any number of title rows: long (a column each for
municipality, activity and jobs) and crossed (a row for each municipality, a column for each
activity). Headings in Dutch, French or English.
"""

import re
from pathlib import Path

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import read_bytes
from circular_metrics.unpacking import open_workbook

AREA = re.compile(r"(nis|refnis|ins|gemeente|commune|municipality)[\s-]*(code)?", re.I)
ACTIVITY = re.compile(r"(nace|activiteit|activité|activity)[\s-]*(bel)?[\s-]*(code|20\d\d)?", re.I)
JOBS = re.compile(
    r"(aantal )?(arbeidsplaatsen|jobs?|banen|tewerkstelling|postes( de travail)?|emplois?|waarde|"
    r"value|obs_value)",
    re.I,
)
REFNIS = re.compile(r"\d{5}")
CODE = re.compile(r"[A-U]?\s?\d{2}(\.\d{1,3})?|\d{4,5}")
VERSION = re.compile(r"NACE[^\d]{0,12}(2008|2025)|REV\.?\s?2(\.1)?", re.I)
HEADER_ROWS = 40
FEWEST_CODES = 2


def read_employment(path: Path) -> pd.DataFrame:
    """Jobs by municipality and activity, as text: ``area``, ``nace``, ``jobs``, with their place.

    Returns
    -------
    DataFrame
        Also ``version`` (2008 or 2025, empty where no heading says it), ``sheet``, ``row`` and
        ``column``, so that a cell that is wrong can be named.

    Raises
    ------
    BadInputError
        If it is not a workbook, or no sheet has one of the two shapes.
    """
    path = Path(path)
    book = _book(path)
    found = []
    for sheet in book.worksheets:
        rows = [
            ["" if c is None else str(c).strip() for c in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        version = _version(rows, path.stem, sheet.title)
        for cells in (_long(rows) or _crossed(rows)) or []:
            found.append({**cells, "version": version, "sheet": sheet.title})
    if not found:
        sheets = ", ".join(sheet.title for sheet in book.worksheets)
        expected = (
            "a sheet with columns for municipality (REFNIS), activity (NACE) and jobs, or with a "
            "row for each REFNIS code and a column for each NACE code"
        )
        raise BadInputError([Problem(file=path.name, found=f"sheets {sheets}", expected=expected)])
    columns = ["area", "nace", "jobs", "version", "sheet", "row", "column"]
    return pd.DataFrame(found)[columns]


def _book(path: Path):
    """The workbook, formulas as their last values."""
    return open_workbook(read_bytes(path), path.name, data_only=True)


def _version(rows: list[list[str]], *titles: str) -> str:
    """The edition of NACE that a heading or the file's name tells; empty if none does."""
    heads = [cell for row in rows[:HEADER_ROWS] for cell in row]
    for text in (*heads, *titles):
        match = VERSION.search(text.replace("_", " "))
        if match:
            return match.group(1) or ("2025" if match.group(2) else "2008")
    return ""


def _long(rows: list[list[str]]) -> list[dict]:
    """Cells of a sheet with a column each for municipality, activity and jobs."""
    for place, row in enumerate(rows[:HEADER_ROWS]):
        columns = [
            next((i for i, cell in enumerate(row) if pattern.fullmatch(cell)), None)
            for pattern in (AREA, ACTIVITY, JOBS)
        ]
        if None in columns:
            continue
        area, nace, jobs = columns
        return [
            {"area": line[area], "nace": line[nace], "jobs": line[jobs]}
            | {"row": place + 2 + i, "column": row[jobs]}
            for i, line in enumerate(rows[place + 1 :])
            if any(line)
        ]
    return []


def _crossed(rows: list[list[str]]) -> list[dict]:
    """Cells of a sheet with a row for each municipality and a column for each activity."""
    for place, row in enumerate(rows[:HEADER_ROWS]):
        codes = {i: cell for i, cell in enumerate(row) if CODE.fullmatch(cell)}
        below = rows[place + 1 :]
        if len(codes) < FEWEST_CODES or not below:
            continue
        keys = [i for i in range(min(codes)) if any(REFNIS.fullmatch(r[i]) for r in below)]
        if not keys:
            continue
        return [
            {"area": line[keys[0]], "nace": code, "jobs": line[i]}
            | {"row": place + 2 + n, "column": code}
            for n, line in enumerate(below)
            if REFNIS.fullmatch(line[keys[0]])
            for i, code in codes.items()
        ]
    return []
