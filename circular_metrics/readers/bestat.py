"""Views saved from Statbel's be.STAT: ``{"facts": [{heading: value, …}, …]}``, read as text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import read_json

PLACES = ("Gewest", "Provincie", "Arrondissement", "Gemeente")
ESTABLISHMENTS = (*PLACES, "Kwartaal", "Aantal vestigingseenheden")


def read_establishments(path: Path) -> pd.DataFrame:
    """Local units by municipality and quarter."""
    return read_facts(path, ESTABLISHMENTS)


def read_facts(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """The facts of a view, one a row.

    Parameters
    ----------
    path : Path
        The file.
    columns : sequence of str
        Headings that every fact must have; others are left out.

    Returns
    -------
    DataFrame
        Every cell as text; ``null`` is ``""``, and a whole number has no decimal point.

    Raises
    ------
    BadInputError
        If the file is no such view, is cut off, or a fact lacks a heading.
    """
    path = Path(path)
    document = read_json(path)
    facts = document.get("facts") if isinstance(document, dict) else None
    if not isinstance(facts, list) or not facts:
        problem = Problem(file=path.name, found="no 'facts'", expected="a list of facts")
        raise BadInputError([problem])
    problems = [
        Problem(file=path.name, row=row, found=repr(fact)[:200], expected=f"{list(columns)}")
        for row, fact in enumerate(facts, start=1)
        if not isinstance(fact, dict) or any(column not in fact for column in columns)
    ]
    if problems:
        raise BadInputError(problems)
    rows = [[_text(fact[column]) for column in columns] for fact in facts]
    return pd.DataFrame(rows, columns=list(columns), dtype=str)


def _text(cell: Any) -> str:
    """A JSON value as text."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
