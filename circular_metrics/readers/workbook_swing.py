"""Provincies in Cijfers and stad in cijfers (Swing): JSON of a selection, workbooks, text."""

from pathlib import Path
from typing import Any

import pandas as pd

from circular_metrics.cells.grid import Grid
from circular_metrics.cells.headings import Dialect
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import read_bytes, read_json
from circular_metrics.readers.workbook_ovam import OVAM
from circular_metrics.readers.workbook_places import frame_of, read_tables

SWING = Dialect(
    measure="variable",
    roles={
        "code": (
            *(
                "geoitem",
                "geoitem code",
                "geo item",
                "geoitemcode",
                "geocode",
                "gebiedscode",
                "code",
            ),
            *("nis", "niscode", "nis code", "gemeentecode", "externalcode", "external code"),
        ),
        "name": (
            *(
                "gemeente",
                "gemeenten",
                "naam",
                "name",
                "gebied",
                "gebieden",
                "gebiedsnaam",
                "regio",
            ),
            *(
                "geoitem naam",
                "geoitem name",
                "provincie",
                "provincies",
                "wijk",
                "wijken",
                "sector",
            ),
            *(
                "statistische sector",
                "gewest",
                "arrondissement",
                "referentieregio",
                "district",
                "geo",
            ),
            *("gemeente naam", "short name", "buurt", "buurten", "deelgemeente"),
        ),
        "year": (
            *(
                "period",
                "periode",
                "perioden",
                "periods",
                "jaar",
                "jaartal",
                "year",
                "tijd",
                "datum",
            ),
        ),
        "level": ("geolevel", "geo level", "gebiedsniveau", "niveau"),
        "subject": ("var", "variable", "variabele", "onderwerp", "indicator", "variablecode"),
        "unit": ("eenheid", "unit"),
        "value": ("waarde", "value", "numericvalue", "waarden"),
        "extra": ("sequence nr", "volgnummer", "nr", "bron", "source", "id"),
    },
    units=OVAM.units,
    own_units=OVAM.own_units,
    gaps={
        "": "a blank",
        "-": "no value in the source",
        "?": "unknown in the source",
        "x": "withheld: few cases",
        ".": "no value in the source",
        "null": "no value in the source",
        "-99996": "empty in the source",
        "-99997": "withheld: hidden in the source",
        "-99998": "not computed by the publisher",
        "-99999": "the source does not cover the place",
    },
    withheld=("x", "-99997"),
    totals=r"totaa?l(?:en)?|gemiddelde",
    nowhere=("99991", "99992", "99993", "99999"),
    other_codes=r"[0-9A-Za-z][\w.-]*",
    needs_unit=False,
    may_not_name_places=True,
)
HEADERS = "{'headers': [{'name': …}, …], 'rows': [[…], …]}"


def read_swing(path: Path) -> pd.DataFrame:
    """A selection as JSON, or a workbook or text with a row per place, as one long frame of text.

    The codes for missing (-99996 to -99999, ``x``, ``?``, ``-``) become blanks and stand in
    ``flag``; rows of unknown places (99991 to 99993, 99999) are set aside.

    Raises
    ------
    BadInputError
        If the file is none of these, or a cell cannot be placed; all cells at once.
    """
    path = Path(path)
    start = read_bytes(path).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start not in (b"{", b"["):
        return read_tables(path, SWING)
    headers, rows, problems = _selection(read_json(path), path.name)
    cells, typed = {}, set()
    for row, texts in enumerate([headers, *rows], start=1):
        for column, cell in enumerate(texts, start=1):
            if cell is not None and str(cell).strip():
                cells[row, column] = _shown(cell)
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                typed.add((row, column))
    grid = Grid(path.name, None, cells, frozenset(typed))
    return frame_of([grid], path.name, SWING, problems)


def _selection(document: Any, name: str) -> tuple[list[str], list[list[Any]], list[Problem]]:
    """Headings and rows of a selection, or of a list of records (``value``).

    And what is wrong with rows of another length, which are blank.
    """
    if isinstance(document, dict) and isinstance(document.get("value"), list):
        document = document["value"]
    if isinstance(document, list) and document and all(isinstance(r, dict) for r in document):
        headers = list(dict.fromkeys(key for record in document for key in record))
        return headers, [[record.get(key) for key in headers] for record in document], []
    headers = document.get("headers") if isinstance(document, dict) else None
    rows = document.get("rows") if isinstance(document, dict) else None
    if not isinstance(headers, list) or not isinstance(rows, list) or not headers:
        raise BadInputError([Problem(file=name, found="other JSON", expected=HEADERS)])
    names = [str(h.get("name", "")) if isinstance(h, dict) else str(h) for h in headers]
    lengths = [len(cells) if isinstance(cells, list) else 0 for cells in rows]
    problems = [
        Problem(file=name, row=row, found=f"{length} cells", expected=f"{len(names)} cells")
        for row, length in enumerate(lengths, start=2)
        if length != len(names)
    ]
    whole = [c if n == len(names) else [] for c, n in zip(rows, lengths, strict=True)]
    return names, whole, problems


def _shown(cell: Any) -> str:
    """A JSON value as text; a whole number has no decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
