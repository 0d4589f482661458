"""A city's action register: the sheets of the template, read as text with their row numbers."""

import zipfile
from pathlib import Path

import pandas as pd

from circular_metrics.codelists.register import ANSWERS, COLUMNS, SHEETS
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import read_bytes

HEADER_ROWS = 20


def read_register(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Actions and answers, every cell as text, with ``sheet`` and ``row``.

    Returns
    -------
    (actions, answers)
        Under our keys; ``answers`` has ``objective``, ``question`` and ``answer`` and is empty
        where the sheet is not there.

    Raises
    ------
    BadInputError
        If it is not a workbook, has no sheet of actions, or that sheet lacks a column.
    """
    import io

    import openpyxl

    path = Path(path)
    try:
        book = openpyxl.load_workbook(io.BytesIO(read_bytes(path)), data_only=True)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        problem = Problem(file=path.name, found=str(error), expected="an Excel workbook (.xlsx)")
        raise BadInputError([problem]) from error
    sheets = {sheet.title.strip().casefold(): sheet for sheet in book.worksheets}
    mine = next((sheets[name] for name in SHEETS["actions"] if name in sheets), None)
    if mine is None:
        found = "sheets " + ", ".join(repr(sheet.title) for sheet in book.worksheets)
        expected = f"a sheet called {' or '.join(map(repr, SHEETS['actions']))}"
        raise BadInputError([Problem(file=path.name, found=found, expected=expected)])
    headings = {c.key: (c.nl, c.en) for c in COLUMNS}
    needed = [c.key for c in COLUMNS if c.is_needed]
    actions = _table(mine, headings, needed, path.name)
    other = next((sheets[name] for name in SHEETS["questions"] if name in sheets), None)
    if other is None:
        return actions, pd.DataFrame(columns=[*ANSWERS, "sheet", "row"], dtype=str)
    return actions, _table(other, ANSWERS, list(ANSWERS), path.name)


def _table(sheet, headings: dict[str, tuple], needed: list[str], name: str) -> pd.DataFrame:
    """The rows below the first row that holds all needed headings."""
    rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    ours = {word: key for key, words in headings.items() for word in words}
    heads = [[ours.get(cell.casefold()) for cell in row] for row in rows[:HEADER_ROWS]]
    place = next((n for n, keys in enumerate(heads) if set(needed) <= set(keys)), None)
    if place is None:
        best = max(heads, key=lambda keys: sum(key is not None for key in keys), default=[])
        expected = f"columns {', '.join(headings[k][0] for k in needed)}"
        found = f"no {', '.join(headings[k][0] for k in needed if k not in best)}"
        raise BadInputError(
            [Problem(file=name, sheet=sheet.title, row=1, found=found, expected=expected)]
        )
    keys = heads[place]
    body = [
        dict.fromkeys(headings, "")
        | {key: line[i] for i, key in enumerate(keys) if key}
        | {"sheet": sheet.title, "row": place + 2 + n}
        for n, line in enumerate(rows[place + 1 :])
        if any(line[i] for i, key in enumerate(keys) if key)
    ]
    return pd.DataFrame(body, columns=[*headings, "sheet", "row"])


def _text(cell: object) -> str:
    """A cell as text; a whole number without its decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
