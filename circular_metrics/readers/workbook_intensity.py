"""Workbooks and lists of material intensities and carbon factors, read as text.

``NA`` and a blank are missing and become ``""``; a nought is a nought and stays ``0``.
"""

from pathlib import Path

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import read_delimited
from circular_metrics.readers.workbook import Sheet, read_workbook

RASMI = ("function", "structure", "R5_32", "p_25", "p_50", "p_75")
CARBON = ("ID", "Scope", "Level 2", "Level 3", "Column Text", "UOM", "GHG/Unit")
DATABASE = ("id", "country", "construction_period_start", "construction_period_end", "copyright")
MISSING = ("NA", "nan", "NaN", "")
OPEN_COPYRIGHT = ("CC BY", "CC-BY", "CC0", "public domain")
HEADINGS_WITHIN = 20


def read_rasmi(path: Path) -> pd.DataFrame:
    """RASMI's ranges: every sheet is a material, under ``material``; percentiles as text.

    Raises
    ------
    BadInputError
        If it is no such workbook.
    """
    path = Path(path)
    frames = [
        _table(sheet, RASMI, path.name).assign(material=sheet.title)
        for sheet in read_workbook(path)
    ]
    return pd.concat(frames, ignore_index=True)


def read_carbon_factors(path: Path) -> pd.DataFrame:
    """The UK Government's conversion factors, flat file; the factor's column is ``factor``.

    Raises
    ------
    BadInputError
        If it is no such workbook.
    """
    path = Path(path)
    sheets = [sheet for sheet in read_workbook(path) if "factors" in sheet.title.casefold()]
    if len(sheets) != 1:
        found, expected = f"{len(sheets)} sheets of factors", "one sheet 'Factors by Category'"
        raise BadInputError([Problem(file=path.name, found=found, expected=expected)])
    table = _table(sheets[0], CARBON, path.name)
    factor = [column for column in table if column.startswith("GHG Conversion Factor")]
    return table.rename(columns=dict.fromkeys(factor, "factor"))


def read_intensity_database(path: Path) -> pd.DataFrame:
    """Heeren and Fishman's database: latin-1, every cell as text, ``NA`` as ``""``."""
    frame = read_delimited(path, DATABASE, ",", "latin-1")
    return frame.mask(frame.isin(MISSING), "")


def may_be_passed_on(database: pd.DataFrame) -> pd.Series:
    """Which rows of the database an open licence covers: only those may leave this machine."""
    said = database["copyright"].str.casefold()
    return pd.Series(
        [any(open_.casefold() in cell for open_ in OPEN_COPYRIGHT) for cell in said],
        index=database.index,
    )


def _table(sheet: Sheet, columns: tuple[str, ...], name: str) -> pd.DataFrame:
    """The rows below the headings of a sheet, as text."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        by_row.setdefault(row, {})[column] = str(cell.value).strip()
    for row in sorted(by_row):
        if row > HEADINGS_WITHIN:
            break
        if set(columns) <= set(by_row[row].values()):
            heads = by_row[row]
            body = [
                {head: cells.get(column, "") for column, head in heads.items()}
                for place, cells in sorted(by_row.items())
                if place > row
            ]
            frame = pd.DataFrame(body, columns=list(heads.values()), dtype=str)
            return frame.mask(frame.isin(MISSING), "")
    problem = Problem(
        file=name, sheet=sheet.title, found="no row with these headings", expected=str(columns)
    )
    raise BadInputError([problem])
