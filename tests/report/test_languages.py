"""Both editions of every page say the same, each in its own language."""

import html
import re
from collections import Counter
from pathlib import Path

import pytest

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
