"""Inhabitants per municipality, in the three layouts in which Statbel's counts come to us."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import decode, parse_delimited, read_bytes


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where a layout has the code, the count and the year; and whether its rows add up."""

    sep: str
    code: str
    population: str
    year: str | None = None  # None: the year is not in the file
    is_sum: bool = False  # rows are parts (sex, age, ...) of a municipality

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that must be there."""
        return (self.code, self.population) + ((self.year,) if self.year else ())


LAYOUTS = (
    Layout(sep=",", code="NIS_code", population="inhabitants"),
    Layout(sep=",", code="nis_code", population="population_1_jan", year="year"),
    Layout(
        sep="|", code="CD_MUNTY_REFNIS", population="MS_POPULATION", year="CD_YEAR", is_sum=True
    ),
    Layout(sep="|", code="CD_REFNIS", population="MS_POPULATION", year="CD_YEAR", is_sum=True),
    Layout(sep="|", code="CD_MUNTY_REFNIS", population="MS_POPULATION", is_sum=True),
    Layout(sep="|", code="CD_REFNIS", population="MS_POPULATION", is_sum=True),
)


def layout_of(columns: Iterable[str], name: str) -> Layout:
    """The layout that has these columns.

    Raises
    ------
    BadInputError
        If none has; names what was found and what each layout needs.
    """
    found = list(columns)
    for layout in LAYOUTS:
        if set(layout.columns) <= set(found):
            return layout
    expected = " or ".join(str(list(layout.columns)) for layout in LAYOUTS[:4])
    header = ", ".join(map(repr, found[:30]))
    raise BadInputError(
        [Problem(file=name, row=1, found=f"columns {header}", expected=f"columns {expected}")]
    )


def read_population(path: Path) -> pd.DataFrame:
    """A file of inhabitants per municipality as text, whichever of the layouts it has.

    Raises
    ------
    BadInputError
        If it has none of them, or is not whole.
    """
    path = Path(path)
    text = decode(read_bytes(path), path.name)
    header = text.partition("\n")[0]
    sep = "|" if "|" in header else ","
    layout = layout_of([cell.strip().strip('"') for cell in header.split(sep)], path.name)
    return parse_delimited(text, path.name, layout.columns, sep)
