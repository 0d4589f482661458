"""A sheet as a grid of text, and where in it the heading and the data are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from circular_metrics.cells.headings import Dialect, fold
from circular_metrics.errors import BadInputError, Problem

SEARCHED = 60  # rows in which a heading is looked for
ABOVE = 3  # rows over the heading that may belong to it
RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
FIGURE = re.compile(r"[+-]?[\d.,]*\d|[-?x.]$")
PLACES = ("code", "name")


@dataclass(frozen=True)
class Grid:
    """One sheet: its cells by (row, column), both from 1.

    ``typed`` ones were numbers there, ``shown`` ones were shown as percentages.
    """

    file: str
    sheet: str | None
    cells: Mapping[tuple[int, int], str]
    typed: frozenset[tuple[int, int]] = frozenset()
    shown: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def rows(self) -> int:
        """The last row with something in it."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def columns(self) -> list[int]:
        """The columns with something in them."""
        return sorted({column for _, column in self.cells})

    def at(self, row: int, column: int) -> str:
        """The text of a cell, ``""`` where it is blank."""
        return self.cells.get((row, column), "")

    def problem(self, row: int, column: int, found: str, expected: str) -> Problem:
        """A problem in one cell, named as a spreadsheet names it."""
        return Problem(
            file=self.file,
            sheet=self.sheet,
            row=row,
            column=letters(column),
            found=found,
            expected=expected,
        )


@dataclass(frozen=True)
class Frame:
    """Where things are in a grid: rows of the heading, first row of data, columns by role."""

    top: int
    bottom: int
    roles: Mapping[str, int]
    measures: tuple[int, ...]
    titles: tuple[str, ...]

    @property
    def labels(self) -> int:
        """The last column that says of which place and year a row is."""
        return max(self.roles[role] for role in self.roles if role in (*PLACES, "year"))


def letters(column: int) -> str:
    """``AB`` for column 28, as a spreadsheet numbers them."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def merged_ranges(texts: Sequence[str]) -> tuple[tuple[int, int, int, int], ...]:
    """``A1:C2`` as first row, first column, last row, last column."""
    found = (RANGE.fullmatch(text) for text in texts)
    return tuple(
        (int(f[2]), column_number(f[1]), int(f[4]), column_number(f[3])) for f in found if f
    )


def column_number(name: str) -> int:
    """The number of column ``AB``."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def spread(grid: Grid) -> Grid:
    """The grid with the text of each merged range in all its cells.

    Raises
    ------
    BadInputError
        If a number that no row or column is called after stands over several rows.
    """
    cells = dict(grid.cells)
    typed = set(grid.typed)
    for first, left, last, right in grid.merged:
        text = grid.at(first, left)
        for row in range(first, last + 1) if text else ():
            for column in range(left, right + 1):
                cells[row, column] = text
                (typed.add if (first, left) in grid.typed else typed.discard)((row, column))
    return replace(grid, cells=cells, typed=frozenset(typed))


def find_frame(grid: Grid, dialect: Dialect) -> Frame | None:
    """Where the heading is: the first row that names a column of places and has more columns.

    ``None`` where no row does: a sheet of explanation, say.
    """
    for row in range(1, min(grid.rows, SEARCHED) + 1):
        roles = _roles(grid, row, dialect)
        if any(place in roles for place in PLACES) and len(roles) + _others(grid, row, roles) > 1:
            return _frame(grid, row, roles, dialect)
    return _unnamed(grid, dialect) if dialect.may_not_name_places else None


def _unnamed(grid: Grid, dialect: Dialect) -> Frame | None:
    """Where the heading is if it is blank over the places: the last such row above figures."""
    left = min(grid.columns, default=0)
    for row in range(1, min(grid.rows, SEARCHED)):
        others = [column for column in grid.columns if column > left and grid.at(row, column)]
        place = grid.at(row + 1, left)
        figures = [column for column in others if FIGURE.match(grid.at(row + 1, column))]
        if not grid.at(row, left) and figures and place and not FIGURE.match(place):
            return _frame(grid, row, {"name": left}, dialect)
    return None


def _roles(grid: Grid, row: int, dialect: Dialect) -> dict[str, int]:
    """Role → column by the headings of one row; two columns of one role are refused."""
    roles: dict[str, int] = {}
    before = ""
    for column in grid.columns:
        text = grid.at(row, column)
        role = dialect.role(text) if text else ""
        if not role or role == "extra" or (text == before and roles.get(role) == column - 1):
            continue
        before = text
        if role in roles:
            found = f"{text!r}, after {grid.at(row, roles[role])!r} in column "
            problem = grid.problem(row, column, f"{found}{letters(roles[role])}", "one such column")
            raise BadInputError([problem])
        roles[role] = column
    return roles


def _others(grid: Grid, row: int, roles: Mapping[str, int]) -> int:
    """How many more columns a row has a heading for."""
    return sum(1 for c in grid.columns if grid.at(row, c) and c not in roles.values())


def _frame(grid: Grid, row: int, roles: dict[str, int], dialect: Dialect) -> Frame:
    """The heading's rows around ``row``, and which columns hold measures."""
    place = [roles[role] for role in PLACES if role in roles]
    bottom = row
    while bottom < grid.rows and _continues(grid, bottom + 1, row, place, roles):
        bottom += 1
    for below in range(row + 1, bottom + 1):  # a role may be named in the second row of a heading
        for column in grid.columns:
            role = dialect.role(grid.at(below, column))
            is_new = role not in roles and column not in roles.values()
            if role and role != "extra" and is_new and not grid.at(row, column):
                roles[role] = column
    left = min(place)
    top = row
    while top > max(1, row - ABOVE) and _is_above(grid, top - 1, left, roles):
        top -= 1
    titles = tuple(grid.at(r, c) for r in range(1, top) for c in grid.columns if grid.at(r, c))
    measures = tuple(
        column
        for column in grid.columns
        if column not in roles.values()
        and any(grid.at(r, column) for r in range(top, bottom + 1))
        and not is_extra(grid, top, bottom, column, dialect)
    )
    return Frame(top, bottom, roles, measures, tuple(dict.fromkeys(titles)))


def _continues(
    grid: Grid, row: int, head: int, place: Sequence[int], roles: Mapping[str, int]
) -> bool:
    """Whether a row below still heads the columns: it names no place and holds no number."""
    named = any(
        grid.at(row, column) and fold(grid.at(row, column)) != fold(grid.at(head, column))
        for column in place
    )
    if named or not any(grid.at(row, column) for column in grid.columns):
        return False
    cells = [
        (grid.at(row, c), (row, c) in grid.typed) for c in grid.columns if c not in roles.values()
    ]
    return not any(
        text and (re.match(r"[+-]?[\d.,\s]+$", text) and not re.fullmatch(r"(19|20)\d\d", text))
        for text, _ in cells
    )


def _is_above(grid: Grid, row: int, left: int, roles: Mapping[str, int]) -> bool:
    """Whether a row over the heading belongs to it: it says nothing over the column of places."""
    filled = [column for column in grid.columns if grid.at(row, column)]
    over = [column for column in filled if column in roles.values()]
    same = all(grid.at(row, column) == grid.at(row + 1, column) for column in over)
    return (
        bool(filled)
        and (same and (over != filled or len(filled) > 1))
        and (min(filled) > left or bool(over))
    )


def is_extra(grid: Grid, top: int, bottom: int, column: int, dialect: Dialect) -> bool:
    """Whether a column is one that says more about the place, by its heading."""
    return any(dialect.role(grid.at(row, column)) == "extra" for row in range(top, bottom + 1))
