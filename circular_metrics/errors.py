"""The refusals: each is something that the reader of the message can put right."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

Item, Made = TypeVar("Item"), TypeVar("Made")
SHOWN = 100  # problems that a message tells; the rest it counts


class CircularMetricsError(Exception):
    """Anything the program refuses to do, with the reason; the command line exits with 1."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong in one place of a file, and what was expected there."""

    file: str
    found: str
    expected: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Say where, what was found and what was expected, in one line."""
        place = [self.file]
        if self.sheet is not None:
            place.append(f"sheet {self.sheet!r}")
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column!r}")
        return f"{', '.join(place)}: found {self.found}; expected {self.expected}"


class BadInputError(CircularMetricsError):
    """A file that does not hold what it must: every problem found, all at once."""

    def __init__(self, problems: Sequence[Problem]):
        """Keep the problems; the message has a line for each, and of very many counts the rest."""
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        more = len(self.problems) - SHOWN
        if more > 0:
            lines.append(f"{self.problems[0].file}: {more} more such problems")
        super().__init__("\n".join(lines))


def together(refusals: Sequence[CircularMetricsError]) -> CircularMetricsError:
    """Several refusals as one, each line of theirs told once."""
    if len(refusals) == 1:
        return refusals[0]
    if all(isinstance(refusal, BadInputError) for refusal in refusals):
        return BadInputError([problem for refusal in refusals for problem in refusal.problems])
    lines = [line for refusal in refusals for line in str(refusal).splitlines()]
    kinds = {type(refusal) for refusal in refusals}
    kind = kinds.pop() if len(kinds) == 1 else CircularMetricsError
    return kind("\n".join(dict.fromkeys(lines)))


def each(work: Callable[[Item], Made], items: Iterable[Item]) -> list[Made]:
    """What ``work`` makes of each item, in their order, several of them at a time.

    Raises
    ------
    CircularMetricsError
        The refusals of all items, at once.
    """

    def done(item: Item) -> Made | CircularMetricsError:
        try:
            return work(item)
        except CircularMetricsError as refusal:
            return refusal

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(done, items))
    refusals = [result for result in results if isinstance(result, CircularMetricsError)]
    if refusals:
        raise together(refusals)
    return results


class UnknownLabelError(CircularMetricsError):
    """A publisher's label for which the codelist has no code: which ones, and how often."""


class MissingSourceError(CircularMetricsError):
    """A published file that is not where it should be, and how to put it there."""


class FetchError(CircularMetricsError):
    """A published file that could not be had, and whether it does not exist or is away for now."""


class ChangedSourceError(CircularMetricsError):
    """A published file whose bytes are not the ones that were declared."""


class StaleTableError(CircularMetricsError):
    """A processed table that differs from what its sources give, with the rows that differ."""


class UnknownNameError(CircularMetricsError):
    """A city, edition, objective, indicator or table that does not exist; names those that do."""


class BadCityError(CircularMetricsError):
    """A city file that says something the package does not understand."""


class OutputError(CircularMetricsError):
    """A folder that cannot be written, or that holds files which are not ours to replace."""


class ShardError(CircularMetricsError):
    """A part of many that is none, such as 3/2."""


class NotebookError(CircularMetricsError):
    """A notebook that stopped: which cell, and what it said."""
