"""How Statbel writes an area, a year, a number and nothing, whatever the table is about."""

import pandas as pd

from circular_metrics.errors import BadInputError, Problem

BELGIUM = "01000"
NO_VALUE = ("", "nan", "NaN")


def as_area(refnis: pd.Series) -> pd.Series:
    """REFNIS codes of five digits; Belgium as the other tables name it."""
    return refnis.where(refnis != BELGIUM, "BE")


def refuse_wrong_codes(raw: pd.DataFrame, name: str, *, areas: str, years: str) -> None:
    """Stop at area codes that are not five digits and years that are not years.

    Raises
    ------
    BadInputError
        With the rows; a code of four digits has usually lost its zero in a spreadsheet.
    """
    problems = [
        *_unlike(raw[areas], r"\d{5}", name, "a REFNIS code of 5 digits"),
        *_unlike(raw[years], r"(19|20)\d\d", name, "a year"),
    ]
    if problems:
        raise BadInputError(problems)


def whole_numbers(cells: pd.Series, name: str, first_row: int = 2) -> pd.Series:
    """Whole numbers of at least 0; missing where the cell is blank or says ``nan``.

    ``first_row`` is the number of the first row of data: 2 behind a header, 1 where there is none.

    Raises
    ------
    BadInputError
        With the rows whose cell is anything else.
    """
    known = ~cells.isin(NO_VALUE)
    expected = "a whole number of at least 0, or a blank"
    problems = _unlike(cells[known], r"\d{1,15}", name, expected, first_row)
    if problems:
        raise BadInputError(problems)
    return cells.where(known).astype("Int64")


def _unlike(
    cells: pd.Series, pattern: str, name: str, expected: str, first_row: int = 2
) -> list[Problem]:
    """A problem for each of the first cells that do not have the pattern."""
    texts = cells.drop_duplicates()  # few differ: matching each once is ten times as fast
    wrong = cells[cells.isin(texts[~texts.str.fullmatch(pattern)])]
    return [
        Problem(
            file=name,
            row=int(row) + first_row,
            column=str(cells.name),
            found=repr(cell),
            expected=expected,
        )
        for row, cell in wrong.items()
    ]
