"""Statbel's list of area codes, and lists of mergers that name the old and the new codes."""

from pathlib import Path

import pandas as pd

from circular_metrics.readers import read_delimited

REFNIS_COLUMNS = (
    "LVL_REFNIS",
    "CD_REFNIS",
    "CD_SUP_REFNIS",
    "TX_REFNIS_FR",
    "TX_REFNIS_NL",
    "DT_VLDT_START",
    "DT_VLDT_END",
)
MERGER_COLUMNS = ("Fuserende gemeenten", "\tNieuwe gemeenten")


def read_refnis(path: Path) -> pd.DataFrame:
    """Statbel's ``TU_COM_REFNIS.txt``: bars between the cells, a byte-order mark before them.

    Raises
    ------
    BadInputError
        If it is not that list.
    """
    return read_delimited(path, REFNIS_COLUMNS, sep="|")


def read_mergers(path: Path) -> pd.DataFrame:
    """A list of mergers: ``old (12345) + old (12346)`` against ``new (12347)``.

    The second heading of the file begins with a tab; it is kept.

    Raises
    ------
    BadInputError
        If it is not that list.
    """
    return read_delimited(path, MERGER_COLUMNS)
