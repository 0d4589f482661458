"""Lists of activities: Statbel's NACE-BEL as a workbook, read as text."""

from pathlib import Path

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import read_bytes
from circular_metrics.unpacking import open_workbook

COLUMNS = ("LEVEL", "CODE", "NATIONAL_TITLE_BE_NL", "NATIONAL_TITLE_BE_EN")


def read_nace_list(path: Path) -> pd.DataFrame:
    """Every code of the classification with its level and titles, as text.

    Raises
    ------
    BadInputError
        If it is not a workbook, or its first sheet lacks a column or a row.
    """
    path = Path(path)
    book = open_workbook(read_bytes(path), path.name, read_only=True)
    sheet = book.worksheets[0]
    rows = [
        ["" if c is None else str(c).strip() for c in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    header, *rest = rows or [[]]
    missing = [column for column in COLUMNS if column not in header]
    if missing or not rest:
        found = f"a sheet without {missing}" if missing else "no rows"
        problem = Problem(file=path.name, sheet=sheet.title, row=1, found=found, expected="NACE")
        raise BadInputError([problem])
    return pd.DataFrame(rest, columns=header, dtype=str)
