"""Both languages say everything, and say the same numbers."""

import ast
import re
import string
from pathlib import Path

import nbformat
import pytest

from circular_metrics.edition import all_observations, editions, open_edition
from circular_metrics.edition.provenance import formula
from circular_metrics.errors import UnknownNameError
from circular_metrics.indicators import INDICATORS
from circular_metrics.report.notebooks import notebooks
from circular_metrics.report.pages import paragraphs
from circular_metrics.sources import SOURCES
from circular_metrics.units import UNITS
from circular_metrics.wording import dutch, interval, listed, number, quantity, say, singular
from circular_metrics.wording.published import known, told

PACKAGE = Path(__file__).resolve().parent.parent / "circular_metrics"


def messages() -> set[str]:
    """Every literal message in the code, every paragraph of every notebook."""
    found = set()
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say"
            if called and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    for path in notebooks():
        notebook = nbformat.read(path, as_version=4)
        found.add(notebook.metadata["short"])
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                found |= set(paragraphs(cell.source))
    found |= set(open_edition().observations["interval"])
    return found


def places(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_no_message_lacks_its_dutch():
    assert messages() <= set(dutch())


def test_both_languages_have_the_same_places_for_numbers():
    for english, nl in dutch().items():
        assert places(english) == places(nl), english


def test_headings_stay_headings():
    for english, nl in dutch().items():
        assert english.partition(" ")[0].startswith("#") == nl.partition(" ")[0].startswith("#")


def test_a_message_of_one_thing_says_one():
    """gettext's plurals: nobody reads "1 jaren"."""
    of_many = "{n} comparable values; a trend needs {needed}."
    assert say(of_many, "en", n=1, needed=4) == "One comparable value; a trend needs 4."
    assert say(of_many, "nl", n="1", needed=4) == "Eén vergelijkbare waarde; een trend vraagt er 4."
    assert say(of_many, "nl", n=2, needed=4).startswith("2 vergelijkbare waarden")
    assert all("{n}" in many for many in singular())
    assert all("{n}" not in one and "{n}" not in dutch()[one] for one in singular().values())


FIXED = {
    "95 %": "level of every interval",
    "100": "base of an index",
    "10,000 10.000": "denominator of a rate",
    "0 %": "those that have nothing at all",
    "25 75": "percentiles, as a label of an observation states them",
    "105": "buildings of the study that an interval rests on, a label of an observation",
    "1.6 1,6": "factor of an assumption, a label of an observation",
    "11.6 11,6 11.2 11,2": "two readings of the regional goal, each named by the rate it doubles",
    "1 % 5 % 10 %": "names of the scenarios of reuse",
}
# D1, CO2e, cei_wm020; a year, or two
NAME = re.compile(r"(?=.*[A-Za-z])[\w.]+|(19|20)\d\d([–-](19|20)\d\d)?")
QUOTING = (
    "the later edition",
    "from the page",
    "the newest statement",
    "written closest",
    "said by the responsible",
    "ages end at 11",
    "material footprint of consumer goods",
)


def test_no_figure_is_typed_into_a_message():
    """A digit in a message is a name's or a year's, or tells why one quoted figure was chosen.

    Every other figure is a place that the program fills; a figure typed into a sentence of a
    notebook, of the code or of the catalogue turns this red.
    """
    fixed = {token.upper() for tokens in FIXED for token in tokens.split()} - {"%"}
    typed = {}
    for english, nl in dutch().items():
        if english.startswith(QUOTING):
            continue
        for text in (english, nl):
            words = re.findall(r"[\w.,–]*\d[\w.,–]*", re.sub(r"\{[^}]*\}", "", text))
            bare = [word.strip(".,") for word in words]
            strange = [w for w in bare if not NAME.fullmatch(w) and w.upper() not in fixed]
            if strange:
                typed[text] = strange
    assert not typed


def test_numbers_as_each_language_writes_them():
    assert number(1234.5, "nl", 1) == "1.234,5"
    assert number(1234.5, "en", 1) == "1,234.5"
    assert quantity(43.4, "percent", "nl") == "43,4\u00a0%"
    assert number(-0.04, "nl", 1) == "0,0"
    assert number(float("nan"), "nl") == number(None, "en") == "–"
    assert interval(1.0, 2.5, "percent", "nl") == "1,0 tot 2,5"
    assert interval(float("nan"), 2.5, "percent", "nl") == "–"


def test_the_two_ends_of_an_interval_never_look_alike():
    """1.82 euro to the cent lay between 1.815 and 1.825."""
    assert interval(1.815, 1.825, "EUR/inhabitant", "nl") == "1,815 tot 1,825"
    assert interval(0.0, 0.0, "percent", "en") == "0.0 to 0.0"
    assert interval(9.0, None, "kg/inhabitant", "nl") == "minstens 9,0"


def test_a_reason_why_no_interval_is_known_says_first_that_none_is():
    begins = {"nl": "geen interval bekend: ", "en": "no interval known: "}
    for indicator in INDICATORS.values():
        for tongue, words in (indicator.no_interval or {}).items():
            assert words.startswith(begins[tongue]), indicator.key


def test_dutch_writes_a_thousand_with_a_point():
    said = [*dutch().values(), told("shared cars per 1000 inhabitants", "nl")]
    assert not [nl for nl in said if re.search(r"\bper 1000\b", nl)]
    assert told(formula("renovation_intensity"), "nl").count("1.000") == 2


def test_every_unit_has_words():
    assert all(unit.nl and unit.en and unit.key == key for key, unit in UNITS.items())


def others_texts() -> set[str]:
    """What ships with the data or documents a figure, in English: the texts of ``told``."""
    edition = open_edition()
    found = {t.scope for t in edition.city.targets} | {t.document for t in edition.city.targets}
    found |= {text for s in SOURCES.values() for text in (*s.caveats, s.title, s.coverage)}
    for key, one in INDICATORS.items():
        found |= {formula(key), one.reference, one.scope}
    for year in editions():
        seen = all_observations(year, edition.data)
        found |= set(seen["scope"]) | set(seen["note"].dropna())
    for account in edition.accounts.values():
        found |= {r["meaning"] for r in account["cleaning"] if r["rows"]}
    return found - {""}


def test_every_text_that_ships_has_its_dutch_with_the_same_figures():
    for text in others_texts():
        parts = [known(part) for part in text.split("; ")]
        assert known(text) is not None or None not in parts, text
        assert digits(told(text, "nl")) == digits(text), text


def digits(text: str) -> list[str]:
    """The figures of a text without what a language puts between their digits."""
    return sorted(re.sub(r"\D", "", found) for found in re.findall(r"\d(?:[\d.,]*\d)?", text))


def test_a_text_that_differs_in_figures_alone_is_known():
    assert told("0.05 % of it", "nl") == "0.05 % of it"
    unknown = "construction year unknown for 0.05 % of the buildings"
    assert told(unknown, "nl") == "bouwjaar onbekend voor 0,05 % van de gebouwen"
    assert told(f"flag p: provisional; {unknown}", "nl").startswith("vlag p: voorlopig; bouwjaar")
    assert told(unknown, "en") == unknown


@pytest.mark.parametrize("language", ["fr", "NL", ""])
def test_an_unknown_language_is_refused(language):
    with pytest.raises(UnknownNameError, match="Known: nl, en"):
        say("Sources", language)


def test_an_unknown_message_is_refused_in_dutch():
    with pytest.raises(UnknownNameError, match="no Dutch for"):
        say("never said before", "nl")


def test_what_we_add_to_the_title_of_a_page_is_in_the_language_of_the_report():
    """A title itself stays as its page has it."""
    titles = set(open_edition("leuven", 2025, "nl").titles_of_claims.values())
    assert not [t for t in titles if re.search(r"\b(copy on|report on|chair of|Baseline of)\b", t)]
    assert "Populariteit autodelen neemt toe in Leuven (Leuven Actueel)" in titles


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [(["a"], "a", "a"), ([5, 9], "5 en 9", "5 and 9"), (list("abc"), "a, b en c", "a, b and c")],
)
def test_several_words_are_named_as_a_sentence_does(words, dutch, english):
    assert (listed(words, "nl"), listed(words, "en")) == (dutch, english)
