"""What was found in a sheet, and what holds for the whole of it."""

import re
from dataclasses import dataclass, field

from circular_metrics.cells.grid import Frame
from circular_metrics.errors import Problem

MARKED = re.compile(r"(?P<number>.*\d)\s*(?P<mark>\*+|\([a-z0-9*]{1,2}\)|\[[a-z0-9*]{1,2}\]|[a-z])")


@dataclass
class Found:
    """What one sheet holds: its figures, the rows set aside, the wrongs, and how often what."""

    figures: list[dict[str, str]] = field(default_factory=list)
    aside: list[dict[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def count(self, rule: str, meaning: str, rows: int = 1) -> None:
        """Add to the account."""
        if rows:
            self.counts[rule, meaning] = self.counts.get((rule, meaning), 0) + rows


@dataclass(frozen=True)
class Context:
    """What holds for a whole sheet where its columns do not say: a year, a unit.

    ``last`` is its last row with a figure.
    """

    year: str
    unit: str
    subject: str
    mark: str
    last: int


def valued(frame: Frame) -> set[int]:
    """The columns that hold figures."""
    own = {frame.roles["value"]} if "value" in frame.roles else set()
    return own | set(frame.measures)


def unmarked(text: str) -> str:
    """A number without the mark of a footnote behind it."""
    marked = MARKED.fullmatch(text.strip())
    return marked["number"] if marked else text
