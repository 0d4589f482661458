"""A Eurostat TSV that somebody saved again with commas or semicolons between its cells."""

import csv
import io
import re

from circular_metrics.cells.numbers import commas_are_decimal
from circular_metrics.errors import BadInputError, Problem

FIRST_LINE = re.compile(r'^"?[\w",;]*\\(?:TIME_PERIOD|time)\b', re.ASCII)


def with_tabs(text: str, name: str = "") -> bytes:
    """The same cells in the layout of the TSV: the names of a series in one cell, tabs behind it.

    Raises
    ------
    BadInputError
        If the text, of the file ``name``, ends within quotes.

    >>> with_tabs('freq,geo\\\\TIME_PERIOD,2020\\nA,BE,729').decode()
    'freq,geo\\\\TIME_PERIOD\\t2020\\nA,BE\\t729'
    """
    first = text.partition("\n")[0]
    sep = ";" if first.count(";") else ","
    reader = csv.reader(io.StringIO(text), delimiter=sep, strict=True)
    try:
        rows = [row for row in reader if row]
    except csv.Error as error:
        expected = "a whole delimited text file"
        problem = Problem(file=name, row=reader.line_num, found=str(error), expected=expected)
        raise BadInputError([problem]) from error
    last = next(place for place, cell in enumerate(rows[0]) if "\\" in cell)
    if sep == ";" and commas_are_decimal(cell for row in rows[1:] for cell in row[last + 1 :]):
        rows[1:] = [[*row[: last + 1], *_with_points(row[last + 1 :])] for row in rows[1:]]
    lines = ["\t".join([",".join(row[: last + 1]), *row[last + 1 :]]) for row in rows]
    return "\n".join(lines).encode()


def _with_points(cells: list[str]) -> list[str]:
    """Cells with a decimal point where a comma marks the decimals."""
    return [re.sub(r"(?<=\d),(?=\d)", ".", cell) for cell in cells]
