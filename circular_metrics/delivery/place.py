"""Where on a filled-in workbook the data stand: the sheet, the row of the headings, the columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from circular_metrics.errors import Problem
from circular_metrics.readers.workbook import Cell, Sheet

HEADINGS_WITHIN = 30  # rows in which the headings must stand


def folded(text: object) -> str:
    """A heading or a code without case and without surplus blanks."""
    return " ".join(str(text).split()).casefold()


@dataclass(frozen=True)
class Place:
    """The sheet of a file, the row of its headings, and column key → column.

    ``repeated`` are the keys that more than one column is headed with.
    """

    file: str
    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    repeated: tuple[str, ...] = ()

    def problem(self, **more) -> Problem:
        """Something wrong on this sheet."""
        return Problem(file=self.file, sheet=self.sheet.title, **more)

    def rows(self) -> Iterator[tuple[int, dict[str, Cell | None]]]:
        """Each row below the headings with something in it, and its cells by column key."""
        for row in sorted({row for row, _ in self.sheet.cells if row > self.row}):
            yield (
                row,
                {k: self.sheet.cells.get((row, column)) for k, column in self.columns.items()},
            )

    def cell_name(self, key: str, row: int) -> str:
        """A cell as the spreadsheet names it, with its column's key."""
        from openpyxl.utils import get_column_letter

        column = self.columns.get(key)
        return key if column is None else f"{get_column_letter(column)}{row} ({key})"


def find_place(
    sheet: Sheet, words: Mapping[str, str], wanted: Sequence[str], file: str
) -> Place | None:
    """The first row of a sheet that has all the wanted headings, in whatever order.

    Parameters
    ----------
    sheet : Sheet
        As ``read_workbook`` gives it.
    words : mapping
        What a heading may say, folded → the key of its column.
    wanted : sequence of str
        The keys without which it is not the sheet.
    file : str
        The file's name, for messages.
    """
    for row in sorted({row for row, _ in sheet.cells if row <= HEADINGS_WITHIN}):
        columns = headings_of(sheet, words, row)
        if all(key in columns for key in wanted):
            said = [
                words.get(folded(cell.value)) for (r, _), cell in sheet.cells.items() if r == row
            ]
            repeated = tuple(key for key in columns if said.count(key) > 1)
            return Place(file, sheet, row, columns, repeated)
    return None


def headings_of(sheet: Sheet, words: Mapping[str, str], row: int) -> dict[str, int]:
    """The known headings of one row, column key → column; the first of each."""
    columns: dict[str, int] = {}
    for column, cell in sorted((c, cell) for (r, c), cell in sheet.cells.items() if r == row):
        key = words.get(folded(cell.value))
        if key:
            columns.setdefault(key, column)
    return columns
