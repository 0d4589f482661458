"""Workbooks and lists of material intensities and carbon factors, read as text.

``NA`` and a blank are missing and become ``""``; a nought is a nought and stays ``0``.
"""

import warnings
from pathlib import Path

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import read_delimited
from circular_metrics.readers.workbook import Sheet, read_workbook

RASMI = ("function", "structure", "R5_32", "p_25", "p_50", "p_75")
CARBON = ("ID", "Scope", "Level 2", "Level 3", "Column Text", "UOM", "GHG/Unit")
DATABASE = ("id", "country", "construction_period_start", "construction_period_end", "copyright")
BUILDINGS = ("id", "country", "concrete", "brick", "copyright", "function", "structure", "R5_32")
MISSING = ("NA", "NULL", "nan", "NaN", "")
OPEN_COPYRIGHT = ("cc by", "cc-by", "cc0", "public domain", "creative commons attribution")
NARROWED = ("-nc", "-nd", " nc", " nd", "noncommercial", "non-commercial", "noderiv", "no deriv")
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


def read_rasmi_buildings(path: Path) -> pd.DataFrame:
    """The buildings behind RASMI's ranges, one a row: kg/m2 by material, archetype, copyright.

    Archetype and region are formulas in the workbook: the results that it keeps of them are read,
    none is computed. Most rows are a publisher's: see ``may_be_passed_on``.

    Raises
    ------
    BadInputError
        If it is no such workbook, or was saved without the results of its formulas.
    """
    path = Path(path)
    with warnings.catch_warnings():  # openpyxl tells that drop-downs are not kept: none is written
        warnings.simplefilter("ignore", UserWarning)
        sheets = read_workbook(path, computed=True)
    named = [sheet for sheet in sheets if sheet.title.casefold() == "buildings"]
    if len(named) != 1:
        found = f"{len(named)} sheets 'buildings' among {[sheet.title for sheet in sheets]}"
        raise BadInputError([Problem(file=path.name, found=found, expected="one")])
    table = _table(named[0], BUILDINGS, path.name)
    table = table[table["id"] != ""].reset_index(drop=True)
    if (table["R5_32"] == "").all():
        found, expected = "no result of its formulas", "a workbook saved by a spreadsheet program"
        problem = Problem(file=path.name, sheet="buildings", column="R5_32", found=found,
                          expected=expected)  # fmt: skip
        raise BadInputError([problem])
    return table


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
    """Which rows of the database an open licence covers: only those may leave this machine.

    A licence that forbids commercial use or changes is not open; where nothing is said, nothing
    is allowed.
    """
    said = database["copyright"].str.casefold()
    is_open = pd.Series(
        [any(words in cell for words in OPEN_COPYRIGHT) for cell in said], index=database.index
    )
    narrowed = pd.Series(
        [any(words in cell for words in NARROWED) for cell in said], index=database.index
    )
    return is_open & ~narrowed


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
