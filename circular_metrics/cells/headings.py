"""What a heading of a table says: its role, or the year, the unit and the subject in it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d.,]\d|\d)")
YEARS = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s*(?:-|–|/|tot(?: en met)?|t/m)\s*(?:(?:19|20)?\d\d)(?!\d)"
)
EDGES = " \t:;,.-–|/_*"
HOLLOW_WORDS = (
    *("jaar", "year", "per jaar", "in", "aantal"),
    *("cijfers", "gegevens", "data", "figures"),
)
HOLLOW = re.compile(r"[(\[]\s*(?:in\s*)?[)\]]")
MARK = re.compile(
    r"[(\[]\s*((?:voorlopig|herzien|definitief|geschat)e?(?: cijfers?)?|raming|schatting|[pre])"
    r"\s*[)\]]|(?<=\d)\s*(\*+)$",
    re.IGNORECASE,
)  # what a heading says of how sure its figures are


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How one publisher heads its columns and says that there is no value.

    ``roles`` has the whole headings, folded, of columns that are no measure; ``units`` the ways in
    which a unit is written → ours; ``own_units`` the subjects whose unit goes without saying.
    ``measure`` and ``second`` are the dimensions that the roles ``subject`` and ``level`` become.
    ``codes`` is how a place's own code looks, ``other_codes`` what else may stand for one.
    ``gaps`` are texts that stand for no value → why; ``withheld`` those that hide one.
    """

    roles: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    gaps: Mapping[str, str]
    withheld: tuple[str, ...] = ()
    own_units: Mapping[str, str] = field(default_factory=dict)
    totals: str = r"(?!)"
    larger: str = r"(?!)"
    nowhere: tuple[str, ...] = ()
    codes: str = r"\d{4,5}"
    other_codes: str = r"(?!)"
    needs_unit: bool = True
    measure: str = "measure"
    second: str = "level"
    lowest: float | None = None
    may_not_name_places: bool = False

    def role(self, heading: str) -> str:
        """The role that a whole heading names, or nothing."""
        bare = fold(heading)
        return next((role for role, words in self.roles.items() if bare in words), "")

    def unit(self, text: str) -> str:
        """Our unit for text that is a unit and nothing else, or nothing."""
        bare = re.sub(r"^(?:in|eenheid)\b[ :]*", "", fold(text).strip("()[] ")).strip()
        return next((ours for ours, words in self.units.items() if bare in words), "")


@dataclass(frozen=True)
class Heading:
    """What the words above a column say; each may be nothing."""

    subject: str = ""
    year: str = ""
    unit: str = ""
    mark: str = ""


def fold(text: str) -> str:
    """Text for comparison: no accents or capitals, blanks single, edges bare."""
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    plain = plain.casefold().replace("_", " ").replace("-", " ")
    return " ".join(plain.split()).strip(EDGES)


def years_in(text: str) -> set[str]:
    """The years that a text names one by one; a span of years is none."""
    return set(YEAR.findall(YEARS.sub(" ", text.replace("_", " "))))


def read_heading(text: str, dialect: Dialect) -> Heading:
    """Subject, year, unit and mark of one heading, whatever their order."""
    text = " ".join(str(text).split())
    marked = MARK.search(text)
    mark = (marked[1] or marked[2]).casefold() if marked else ""
    text = " ".join(MARK.sub(" ", text).split())
    if own := dialect.own_units.get(fold(text)):
        return Heading(subject=text, unit=own)
    if whole := dialect.unit(text):
        return Heading(unit=whole)
    unit, text = _take_unit(text, dialect)
    found = years_in(text)
    year = found.pop() if len(found) == 1 else ""
    if year:
        text = YEAR.sub(" ", text)
    subject = HOLLOW.sub(" ", YEARS.sub(" ", text))
    subject = " ".join(subject.split()).strip(EDGES)
    return Heading("" if fold(subject) in HOLLOW_WORDS else subject, year, unit, mark)


def _take_unit(text: str, dialect: Dialect) -> tuple[str, str]:
    """The unit in a heading and the heading without it."""
    spellings = sorted(
        ((word, ours) for ours, words in dialect.units.items() for word in words),
        key=lambda pair: -len(pair[0]),
    )
    for word, ours in spellings:
        loose = r"[\s_]+".join(re.escape(part) for part in word.split()).replace("/", r"\s*/\s*")
        inside = re.compile(rf"[(\[]\s*(?:in\s+)?{loose}\.?\s*[)\]]", re.IGNORECASE)
        at_end = re.compile(rf"(?:^|[\s_,;|:–-])(?:in\s+)?{loose}\.?(?=$|[\s,;|_])", re.IGNORECASE)
        for pattern in (inside, at_end):
            if pattern.search(text):
                return ours, pattern.sub(" ", text, count=1)
    return "", text
