"""The pages on which municipalities stand side by side: one for each indicator, one over all."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nbconvert.filters import markdown2html

from circular_metrics.edition import Edition
from circular_metrics.edition.credits import caveats, credits_of
from circular_metrics.edition.municipality import short
from circular_metrics.edition.provenance import formula
from circular_metrics.edition.region import Compared
from circular_metrics.report.frame import other_languages, words_around
from circular_metrics.report.gather import Kept
from circular_metrics.report.pages import templates, without_blank_lines
from circular_metrics.report.sharing import FIGURES, keep_picture
from circular_metrics.show import Picture, Text
from circular_metrics.wording import NONE, say
from circular_metrics.wording.published import told

COMPARABLE = 2  # municipalities with a figure in the year, at least
NAMED = 12  # municipalities without a report that are named
STATES = {
    "kept": "report",
    "none": "no report of this edition",
    "damaged": "its report is damaged or was changed",
}


@dataclass(frozen=True)
class Cell:
    """What a cell says, where it leads, and by what number it is sorted."""

    text: str
    href: str = ""
    sort: float | None = None


@dataclass(frozen=True)
class Column:
    """A heading; whether numbers stand below it; how the table is sorted by it at first."""

    title: str
    is_number: bool = False
    sorted: str = ""


@dataclass(frozen=True)
class Around:
    """What the pages of one language have in common."""

    edition: Edition
    region: str
    languages: tuple[str, ...]
    reports: tuple[Kept, ...]
    out: Path
    beside: Path

    @property
    def language(self) -> str:
        """Of these pages."""
        return self.edition.language

    @property
    def below(self) -> str:
        """Their folder below the region's; the first language stands at the top."""
        return "" if self.language == self.languages[0] else f"{self.language}/"

    @property
    def folder(self) -> Path:
        """Where they are written."""
        return self.beside / self.below

    @property
    def up(self) -> str:
        """From them to the region's folder."""
        return "../" if self.below else ""

    def name(self, area: str) -> str:
        """An area's name."""
        return short(self.edition.names.get(area, area))

    def municipality(self, one: Kept, indicator: str = "") -> Cell:
        """A municipality's name, leading to its page with that indicator, if it has a report."""
        if one.state != "kept":
            return Cell(self.name(one.area))
        below = one.folder(self.language)
        folder = f"{one.key}/{self.edition.year}/{below}"
        of = next((o for o in self.edition.city.objectives if indicator in o.indicators), None)
        page = f"{of.notebook}.html" if of else "index.html"
        page = page if (self.out / folder / page).is_file() else "index.html"
        return Cell(self.name(one.area), quote(f"{self.up}../../{folder}{page}"))

    def frame(self, name: str, title: str) -> dict[str, object]:
        """What stands around one page."""
        language, year = self.language, self.edition.year
        folders = {one: "" if one == self.languages[0] else f"{one}/" for one in self.languages}
        return {
            "language": language,
            "report_title": say(
                "All municipalities of {region}, {year}",
                language, region=self.name(self.region), year=year,
            ),
            "up": self.up,
            "others": other_languages(language, self.languages, folders),
            "words": words_around(language),
            "links": [
                {"name": "index", "file": "index.html", "title": say("Overview", language)}
            ],
            "page_name": name,
            "page_title": title,
        }  # fmt: skip

    def write(self, name: str, title: str, content: Mapping[str, object]) -> None:
        """One page."""
        nothing = {"sentences": [], "pictures": [], "tables": [], "parts": [], "downloads": []}
        template = templates().get_template("many.html.j2")
        page = template.render(frame=self.frame(name, title), **nothing | content)
        path = self.folder / f"{name}.html"
        path.write_text(without_blank_lines(page), encoding="utf-8", newline="\n")


def write_indicator(compared: Compared, around: Around) -> None:
    """The page of one indicator: words, map, order, every municipality, how it is made."""
    key, language = compared.indicator.key, around.language
    drawn = {"map": compared.map, "order": compared.order}
    pictures = [
        keep_picture(one, f"{key}-{kind}", around.folder)
        for kind, one in drawn.items()
        if isinstance(one, Picture)
    ]
    rows = sorted(around.reports, key=lambda one: _from_above(compared, one.area))
    shown = compared.here.reset_index()
    credits = credits_of(shown, around.edition)
    parts = [
        {
            "heading": say("formula", language).capitalize(),
            "html": f"<p>{html.escape(formula(key))}</p>",
        },
        {"heading": credits.caption, "html": credits.html()},
        {
            "heading": say("What these figures do not say", language),
            "html": markdown2html(caveats(shown, around.edition).markdown),
        },
    ]
    table = {
        "caption": say("Every municipality", language),
        "note": f"{compared.title} ({compared.unit})",
        "columns": [
            Column(say("municipality", language)),
            Column(say("place", language), is_number=True),
            Column(say("value", language), is_number=True, sorted="descending"),
            Column(say("interval", language)),
            Column(say("status", language)),
            Column(say("source", language)),
        ],
        "rows": [_row(compared, one, around) for one in rows],
    }
    all_years = say("Every year of this indicator", language)
    content = {
        "sentences": [
            compared.words.markdown,
            f"{say('scope', language)}: {told(compared.scopes, language)}",
            *(one.markdown for one in drawn.values() if isinstance(one, Text)),
        ],
        "pictures": pictures,
        "tables": [table],
        "parts": parts,
        "downloads": [(f"{around.up}{FIGURES}/{key}.csv", all_years)],
    }
    around.write(key, compared.title, content)


def _from_above(compared: Compared, area: str) -> tuple[bool, float, str]:
    """The highest value first, those without one last."""
    value = compared.value_of(area)
    return (value is None, -(value or 0.0), area)


def _row(compared: Compared, one: Kept, around: Around) -> list[Cell]:
    """One municipality's row."""
    words = compared.cells(one.area)
    if one.state != "kept":
        words["source"] = say(STATES[one.state], around.language)
    value = compared.value_of(one.area)
    first = None if value is None else int(compared.here.loc[one.area, "first"])
    return [
        around.municipality(one, compared.indicator.key),
        Cell(words["place"], sort=first),
        Cell(words["value"], sort=value),
        *(Cell(words[key]) for key in ("interval", "status", "source")),
    ]


@dataclass(frozen=True)
class Line:
    """What the overview says of one indicator."""

    key: str
    name: str
    level: str
    unit: str
    year: int
    count: int
    quarters: tuple[tuple[float, str], ...]

    @classmethod
    def of(cls, compared: Compared) -> "Line":
        """From all its municipalities; the figures themselves are let go."""
        found = compared.indicator
        quarters = tuple((v, compared.written(v)) for v in compared.quarters.values())
        name = found.names[compared.language]
        level = say(found.level, compared.language)
        count = len(compared.here)
        return cls(found.key, name, level, compared.unit, compared.year, count, quarters)

    def cells(self) -> list[Cell]:
        """Its row."""
        is_page = self.count >= COMPARABLE
        return [
            Cell(self.name, f"{self.key}.html" if is_page else ""),
            Cell(self.level),
            Cell(str(self.year), sort=self.year),
            Cell(str(self.count), sort=self.count),
            *(Cell(words, sort=value) if is_page else Cell(NONE) for value, words in self.quarters),
            Cell(self.unit),
        ]


def write_index(lines: Sequence[Line], counts: Mapping[str, int], around: Around) -> None:
    """The page over all: which municipalities have a report, and each indicator's range."""
    language = around.language
    indicators = {
        "caption": say("Each indicator", language),
        "note": say(
            "The lowest value, the quartiles and the highest, each of one year; a link where "
            "{n} or more municipalities have a figure", language, n=COMPARABLE,
        ),
        "columns": [
            Column(say("indicator", language)),
            Column(say("level", language)),
            Column(say("year", language), is_number=True),
            Column(say("municipalities", language), is_number=True),
            Column(say("lowest", language), is_number=True),
            Column(say("lower quartile", language), is_number=True),
            Column(say("median", language), is_number=True),
            Column(say("upper quartile", language), is_number=True),
            Column(say("highest", language), is_number=True),
            Column(say("unit", language)),
        ],
        "rows": [line.cells() for line in lines],
    }  # fmt: skip
    places = {
        "caption": say("Every municipality", language),
        "note": say("Its report, and how many indicators have a figure", language),
        "columns": [
            Column(say("municipality", language)),
            Column(say("indicators", language), is_number=True),
            Column(say("report", language)),
        ],
        "rows": [
            [
                around.municipality(one),
                Cell(str(counts.get(one.area, NONE)), sort=counts.get(one.area)),
                Cell(say(STATES[one.state], language)),
            ]
            for one in sorted(around.reports, key=lambda one: around.name(one.area))
        ],
    }
    title = str(around.frame("index", "")["report_title"])
    content = {"sentences": _opening(around), "tables": [indicators, places]}
    around.write("index", title, content)


def _opening(around: Around) -> list[str]:
    """How many have a report, and who has none."""
    language = around.language
    without = sorted(around.name(one.area) for one in around.reports if one.state != "kept")
    n = len(around.reports) - len(without)
    sentences = [
        say("{n} of {all} municipalities have a report of {year}.", language, n=n,
            all=len(around.reports), year=around.edition.year)
    ]  # fmt: skip
    if without:
        some = ", ".join(without[:NAMED])
        rest = len(without) - NAMED
        words = "Without: {names}." if rest <= 0 else "Without: {names}, and {rest} more."
        sentences.append(say(words, language, names=some, rest=rest))
        sentences.append(say("A municipality without a figure is a gap, not a zero.", language))
    return sentences
