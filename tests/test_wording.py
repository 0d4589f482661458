"""Both languages say everything, and say the same numbers."""

import ast
import string
from pathlib import Path

import nbformat
import pytest

from circular_metrics.edition import open_edition
from circular_metrics.errors import UnknownNameError
from circular_metrics.report.notebooks import notebooks
from circular_metrics.report.pages import paragraphs
from circular_metrics.units import UNITS
from circular_metrics.wording import dutch, interval, number, quantity, say

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


def test_numbers_as_each_language_writes_them():
    assert number(1234.5, "nl", 1) == "1.234,5"
    assert number(1234.5, "en", 1) == "1,234.5"
    assert quantity(43.4, "percent", "nl") == "43,4\u00a0%"
    assert number(-0.04, "nl", 1) == "0,0"
    assert number(float("nan"), "nl") == number(None, "en") == "–"
    assert interval(1.0, 2.5, "percent", "nl") == "1,0 tot 2,5"
    assert interval(1.0, float("nan"), "percent", "nl") == "–"


def test_every_unit_has_words():
    assert all(unit.nl and unit.en and unit.key == key for key, unit in UNITS.items())


@pytest.mark.parametrize("language", ["fr", "NL", ""])
def test_an_unknown_language_is_refused(language):
    with pytest.raises(UnknownNameError, match="Known: nl, en"):
        say("Sources", language)


def test_an_unknown_message_is_refused_in_dutch():
    with pytest.raises(UnknownNameError, match="no Dutch for"):
        say("never said before", "nl")
