"""What can be asked of a city: frozen records, and nothing that computes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from circular_metrics.delivery.place import folded

KINDS = ("number", "whole", "percent")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One thing that the city is asked for, a row of the template for each year.

    ``kind`` says what ``value`` may be: any number, a whole one, or a percentage (0 to 100).
    ``details`` are the choices by which a value may be split, code → names; empty if it may not.
    """

    key: str
    names: Mapping[str, str]
    help: Mapping[str, str]
    unit: str
    kind: str = "number"
    low: float = 0.0
    high: float | None = None
    details: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Template:
    """The measures that one objective asks for."""

    key: str
    titles: Mapping[str, str]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the sheet of data: its key, its heading in both languages, who fills it in."""

    key: str
    nl: str
    en: str
    width: int
    given: bool = False  # printed by us; changing it changes nothing
    required: bool = False

    @property
    def heading(self) -> str:
        """The heading as it stands in the workbook."""
        return f"{self.nl} / {self.en}"

    @property
    def known_as(self) -> set[str]:
        """What a heading may say to be recognised, folded."""
        return {self.key, self.nl, self.en, folded(self.heading)} | {self.heading.casefold()}


SHEETS = ("Gegevens - Data", "Uitleg - Instructions", "Lijsten - Lists")
COLUMNS = (
    Column(key="measure", nl="code", en="code", width=30, given=True, required=True),
    Column(key="name", nl="wat", en="what", width=62, given=True),
    Column(key="unit", nl="eenheid", en="unit", width=12, given=True),
    Column(key="detail", nl="uitsplitsing", en="split", width=20),
    Column(key="year", nl="jaar", en="year", width=11, required=True),
    Column(key="value", nl="waarde", en="value", width=15, required=True),
    Column(key="date", nl="peildatum", en="reference date", width=22),
    Column(key="scope", nl="afbakening", en="scope", width=34),
    Column(key="note", nl="opmerking", en="note", width=34),
)
