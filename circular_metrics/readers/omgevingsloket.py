"""Exports of applications from the Flemish permit desk (Omgevingsloket), read as text.

The desk exports with commas or semicolons, with or without a byte-order mark; all columns keep
their Dutch headings, in any order. Colleagues zip an export or save it again as a workbook.
"""

from pathlib import Path

import pandas as pd

from circular_metrics.codelists.permit_desk import HEADINGS, REQUIRED
from circular_metrics.readers import parse_delimited
from circular_metrics.readers.tabular import is_workbook, sheet_of, text_of, unpacked

SEPARATORS = ";,\t|"


def read_omgevingsloket(path: Path) -> pd.DataFrame:
    """An export as text, whatever stands between its cells and however it was packed.

    Parameters
    ----------
    path : Path
        Text in UTF-8, UTF-16 or Windows-1252, a workbook, or a zip with one of them.

    Returns
    -------
    DataFrame
        Every cell as text, blanks as ``""``; numbers of a workbook with a decimal comma.

    Raises
    ------
    BadInputError
        If it is no such export, is cut off, or is not safe to unpack.
    """
    name, content = unpacked(path)
    if is_workbook(content):
        return sheet_of(content, name, REQUIRED, _head, _cell)
    text = text_of(content, name).lstrip("\n")
    header = text.partition("\n")[0]
    separator = max(SEPARATORS, key=header.count)
    raw = parse_delimited(text, name, (), separator).rename(columns=_head)
    if not set(REQUIRED) <= set(raw.columns):
        return parse_delimited(text, name, REQUIRED, separator)  # says which columns are missing
    return raw.apply(lambda cells: cells.str.strip())


def _head(text: str) -> str:
    """A heading as the desk writes it, whatever its case, its blanks and its ``m2``."""
    return KNOWN.get(_bare(text), text.strip())


def _bare(text: str) -> str:
    """A heading for comparison."""
    plain = text.replace("²", "2").replace("³", "3").replace("^", "").casefold()
    return " ".join(plain.replace("[", " ").replace("]", " ").split())


KNOWN = {_bare(heading): heading for heading in HEADINGS}


def _cell(cell: object, head: str) -> str:
    """A cell as the desk would have written it: a decimal comma, no point before a zero."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return str(cell).strip()
