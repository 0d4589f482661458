"""Both editions of every page say the same, each in its own language."""

import html
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from circular_metrics.edition import open_edition
from circular_metrics.report.tree import Element, Tree
from circular_metrics.sources import SOURCES

NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
MANY = {
    "nl": re.compile(r"(?<![\d.,–-])\b1[ \u00a0](?:[a-z]+[ \u00a0])?[a-z]{3,}(?:en|s)\b"),
    "en": re.compile(r"(?<![\d.,–-])\b1[ \u00a0](?:[a-z]+[ \u00a0])?[a-z]{3,}s\b"),
}
PLURALS = {
    "nl": ("jaren", "waarden", "cijfers", "indicatoren", "uitkomsten", "bronnen", "acties"),
    "en": ("years", "values", "figures", "indicators", "outcomes", "sources", "actions"),
}


def printed(path: Path) -> str:
    """The words of a page; cells and blocks are kept apart."""
    text = UNSEEN.sub(" ", path.read_text(encoding="utf-8"))
    apart = re.sub(r"<(?:td|th|dd|dt|p|li|h\d|option)\b[^>]*>", " | ", text)
    return html.unescape(re.sub(r"<[^>]+>", "", apart))


def numbers(path: Path) -> Counter:
    """Every number of a page without what a language puts between its digits."""
    return Counter(re.sub(r"\D", "", found) for found in NUMBER.findall(printed(path)))


def names(pages: Path) -> list[str]:
    return sorted(path.name for path in pages.glob("*.html"))


def test_both_languages_have_the_same_pages(pages):
    assert names(pages) == names(pages / "en") and len(names(pages)) > 10


def test_both_languages_print_the_same_numbers(pages):
    """As often, on each page; "1.234,5" and "1,234.5" are one number."""
    differ = {}
    for name in names(pages):
        dutch, english = numbers(pages / name), numbers(pages / "en" / name)
        if dutch != english:
            differ[name] = (dict(dutch - english), dict(english - dutch))
    assert not differ
    assert sum(numbers(pages / "20_circular_building.html").values()) > 500


@pytest.mark.parametrize("language", ["nl", "en"])
def test_one_is_never_followed_by_a_plural(language, pages):
    folder = pages if language == "nl" else pages / "en"
    found = {
        f"{path.name}: {words}"
        for path in folder.glob("*.html")
        for words in MANY[language].findall(printed(path))
        if words.endswith(PLURALS[language])
    }
    assert not found


def test_decimals_and_thousands_are_those_of_the_language(pages):
    """A figure that opens has its own language's separators; its neighbour has the other's."""
    cell = re.compile(r"<summary>([\d.,]+)\u00a0")
    for name in names(pages):
        for path, decimal in ((pages / name, ","), (pages / "en" / name, ".")):
            for figure in cell.findall(path.read_text(encoding="utf-8")):
                whole, _, part = figure.rpartition(decimal)
                assert decimal not in whole, (path, figure)
                other = "." if decimal == "," else ","
                groups = (whole or figure).split(other)
                assert other not in part or not whole, (path, figure)
                assert all(len(group) == 3 for group in groups[1:]), (path, figure)


# Words that an English text can hardly do without and that no Dutch text has.
ENGLISH = re.compile(
    r"\b(the|and|with|from|that|which|for|their|this|than|only|have|has|been|these|each|other|not|"
    r"are|by|its|years?|every|without|between|because|both|some|how|who|when|into|shared|on|"
    r"stated|counted|published|households?|buildings?|permits?|waste|inhabitants?)\b",
    re.IGNORECASE,
)
NAMED = re.compile(r"\S*[_/@]\S*|\S+\.(csv|zip|py)\b|\b\w+(-\w+){2,}|circular-metrics \w+( \w+)?")


def english_in(text: str, names: list[str]) -> bool:
    """Whether English is left in a text once names, titles, keys and commands are out of it."""
    for name in names:
        text = text.replace(name, " ")
    return bool(ENGLISH.search(NAMED.sub(" ", text)))


@pytest.fixture(scope="module")
def proper_names() -> list[str]:
    """Titles of pages, publishers, licences and partners: they keep the language they are in."""
    edition = open_edition("leuven", 2025, "nl")
    known = set(edition.table("claims")["title"]) | {s.publisher for s in SOURCES.values()}
    known |= {s.licence for s in SOURCES.values()}
    known |= {s.title for s in SOURCES.values() if s.key.startswith("ords_")}
    known |= {"Economy-wide material flow accounts: handbook", "Open Repair Data Standard"}
    known |= {"CC BY 4.0", "The Guardian", "sjabloon building"} | set(
        edition.table("repair_counts")["group"].dropna()
    )
    return sorted(known, key=len, reverse=True)


def words_in(path: Path) -> list[str]:
    """Every text of a page or a drawing, also those for someone who cannot see it."""
    tree = Tree()
    tree.feed(path.read_text(encoding="utf-8"))
    return list(texts(tree.open[0]))


def texts(element: Element):
    """Texts and text alternatives below an element that is not in another language."""
    for part in element.content:
        if isinstance(part, str):
            yield from [part] if part.strip() else []
        elif part.tag not in ("script", "style") and part.attributes.get("lang", "nl") == "nl":
            yield from (part.attributes[a] for a in ("alt", "aria-label") if a in part.attributes)
            yield from texts(part)


def test_the_search_for_english_finds_it():
    assert english_in("restfractie as the city published it", [])
    assert english_in("residential permits, new and renovation", [])
    assert not english_in("restafval zoals IVAGO het publiceerde (household_waste)", [])


@pytest.mark.parametrize("kind", ["*.html", "figures/*.svg"])
def test_no_english_is_left_on_dutch_pages_and_drawings(kind, pages, proper_names):
    left = {
        (path.name, text.strip()[:160])
        for path in pages.glob(kind)
        for text in words_in(path)
        if english_in(text, proper_names)
    }
    assert not left, "\n".join(map(str, sorted(left)))


def test_no_english_is_left_in_the_dutch_workbook(pages, proper_names):
    book = openpyxl.load_workbook(next(pages.glob("*-nl.xlsx")), read_only=True)
    cells = {
        str(value)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if isinstance(value, str)
    }
    left = {value[:160] for value in cells if english_in(value, proper_names)}
    assert not left, "\n".join(sorted(left))


def test_each_page_says_which_language_it_is_in(pages):
    for folder, language in ((pages, "nl"), (pages / "en", "en")):
        for path in folder.glob("*.html"):
            assert f'<html lang="{language}">' in path.read_text(encoding="utf-8"), path
