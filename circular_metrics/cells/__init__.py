"""What the layouts share: the long frame they all become, and what a cell may hold."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from circular_metrics.errors import BadInputError, Problem

COLUMNS = (
    "dataset",
    "updated",
    "freq",
    "dimensions",
    "unit",
    "area",
    "period",
    "value",
    "flag",
    "conf_status",
    "attributes",
)
AREA = ("geo", "reporter")  # `reporter` is what foreign trade calls it
OWN_COLUMNS = ("freq", "unit", *AREA)
NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
PERIOD = re.compile(r"\d{4}(?:-?(?:[QSTHA]\d|[MW]?\d{2})(?:-\d{2})?)?")
ACTIONS = ("", "I", "A", "M", "R")  # SDMX-CSV 2.x: information, append, merge, replace; not D


def refuse(problems: Sequence[Problem]) -> None:
    """Raise ``BadInputError`` if there are problems."""
    if problems:
        raise BadInputError(problems)


def long_frame(columns: Mapping[str, object], length: int) -> pd.DataFrame:
    """A frame with every one of ``COLUMNS`` and what else is given.

    A text given for a column holds in all its rows.
    """
    filled = {}
    for name in dict.fromkeys([*COLUMNS, *columns]):
        given = columns.get(name, "")
        if isinstance(given, str):
            given = pd.Categorical.from_codes(np.zeros(length, "int8"), [given], validate=False)
        filled[name] = given
    return pd.DataFrame(filled, copy=False)


def pack(columns: Mapping[str, pd.Categorical], length: int) -> pd.Categorical:
    """Several columns as one text per row, ``name=code;name=code``, in alphabetical order.

    The order does not depend on the layout, so that the same series has the same text in each.
    ``%``, ``;`` and ``=`` inside a code or label are percent-encoded.
    """
    codes = np.zeros(length, dtype="int64")
    texts = np.array([""], dtype=object)
    for name in sorted(columns):
        column = columns[name]
        combined = codes * max(len(column.categories), 1) + column.codes
        codes, seen = pd.factorize(combined)
        before, label = np.divmod(seen, max(len(column.categories), 1))
        parts = np.array([f"{name}={_escape(text)}" for text in column.categories], dtype=object)
        texts = np.array(
            [f"{texts[b]};{parts[i]}".lstrip(";") for b, i in zip(before, label, strict=True)],
            dtype=object,
        )
    return pd.Categorical.from_codes(codes, texts)


def unpack(dimensions: str) -> dict[str, str]:
    """``pack`` undone for one row."""
    pairs = (part.partition("=") for part in dimensions.split(";") if part)
    return {name: _unescape(code) for name, _, code in pairs}


def _escape(text: str) -> str:
    """A code or label that holds none of the two separators."""
    return text.replace("%", "%25").replace(";", "%3B").replace("=", "%3D")


def _unescape(text: str) -> str:
    """``_escape`` undone."""
    return text.replace("%3D", "=").replace("%3B", ";").replace("%25", "%")


def split_dimensions(
    dimensions: Mapping[str, pd.Categorical], length: int
) -> dict[str, pd.Categorical]:
    """The dimensions as the columns of the long frame: four of their own, the others packed."""
    area = next((dimensions[name] for name in AREA if name in dimensions), None)
    others = {name: codes for name, codes in dimensions.items() if name not in OWN_COLUMNS}
    columns = {"dimensions": pack(others, length)}
    if area is not None:
        columns["area"] = area
    return columns | {name: dimensions[name] for name in ("freq", "unit") if name in dimensions}


def check_periods(periods: Sequence[str], name: str, row: int | None = None) -> None:
    """Refuse what is not a year, half-year, quarter, month, week or day."""
    refuse(
        [
            Problem(file=name, row=row, column=period, found=repr(period), expected="a time period")
            for period in periods
            if not PERIOD.fullmatch(period)
        ]
    )
