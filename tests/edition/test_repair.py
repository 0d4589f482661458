"""The page on repair: its first line, its displays in both languages, a city without records."""

import ast
import re
from pathlib import Path

import pytest

from circular_metrics.codelists.repair import CATEGORIES, NO_CATEGORY_ID
from circular_metrics.codelists.repair_coding import CODINGS
from circular_metrics.edition import open_edition
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.statistics.sorting import CONFIDENT
from circular_metrics.wording import dutch

PACKAGE = Path(__file__).parents[2] / "circular_metrics"
WORDS = ("dateline", "union", "groups", "releases", "swap", "register", "power",
         "age_words", "ages", "fault_words", "fault_scores", "sharing", "inputs")  # fmt: skip
DRAWN = ("impact", "definitions", "league", "categories", "trend", "tornado", "faults")


def page(city="leuven", language="en"):
    return open_edition(city, 2025, language).objective("so3").repair


def test_the_first_line_says_where_the_data_stop():
    line = page().dateline.markdown
    assert "February 2023" in line and "July 2025" in line and "frozen" in line
    assert "februari 2023" in page(language="nl").dateline.markdown


def test_gent_and_roeselare_swap_in_words():
    words = page().swap.markdown
    first, second = words.split(";")
    assert first.index("Roeselare") < first.index("Ghent" if "Ghent" in first else "Gent")
    assert second.index("Ghent" if "Ghent" in second else "Gent") < second.index("Roeselare")


@pytest.mark.parametrize("city", ["leuven", "mechelen"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_can_be_shown(city, language):
    shown = page(city, language)
    for name in WORDS:
        assert isinstance(getattr(shown, name), Text | Grid), name
    for name in DRAWN:
        found = getattr(shown, name)()
        assert isinstance(found, Picture | Text), name
        if isinstance(found, Picture):
            assert not found.data.empty and found.alt, name


def test_reuse_and_sharing_are_shown_as_claims_of_the_city_and_of_larger_areas():
    shown = page().sharing
    assert "claims" in shown.caption
    assert {"Leuven", "Flanders"} <= set(shown.frame["place"])
    assert shown.frame["source"].ne("").all()


def test_impact_is_never_one_number():
    words = page().impact().markdown
    assert words.startswith("Modelled") and " to " in words and "central" in words


def test_what_a_notebook_chooses_as_displacement_is_what_is_counted():
    """Emissions avoided are proportional to the displacement rate, all else equal."""
    whole, half = (page().tornado([rate] * 3).data for rate in (1.0, 0.5))
    assert half["central"].to_numpy() == pytest.approx(0.5 * whole["central"].to_numpy())
    assert "from 10 % to 30 %" in page().impact([0.1, 0.2, 0.3]).markdown.replace("\xa0", " ")
    with pytest.raises(ValueError, match="displacement rates must rise within 0 and 1"):
        page().impact([0.5, 0.2, 1.3])


def test_both_definitions_are_drawn_wherever_one_is():
    for name in ("league", "categories", "trend"):
        shown = [getattr(page(), name)(definition) for definition in ("d1", "d2")]
        assert [" D1 " in shown[0].alt, " D2 " in shown[1].alt] == [True, True]
        # what is repairable is no try by D2
        assert shown[1].data["n"].sum() < shown[0].data["n"].sum()


def test_the_sets_of_factors_are_named():
    words = page().impact().markdown
    assert all(name in words for name in ("Restart Project", "Sharepair", "CBS", "anstiftung"))
    assert "VITO." in words


def test_a_fault_is_read_or_the_reason_why_not_is_counted():
    words = page().fault_words.markdown.replace(",", "").replace("\xa0", " ")
    n, read, unsure, confidence, silent = map(int, re.findall(r"\d+", words))
    assert n == read + unsure + silent and read > 0 and unsure > 0
    assert confidence == 100 * CONFIDENT and f"{confidence} %" in words
    assert f"{confidence}\xa0%" in page().fault_scores.caption


def test_the_newest_month_stands_on_every_figure_of_the_city():
    for name in ("definitions", "trend", "tornado", "faults"):
        assert "February 2023" in getattr(page(), name)().alt, name


def test_every_sentence_of_the_page_and_of_the_register_has_its_dutch():
    found = set()
    for module in (PACKAGE / "edition").glob("repair*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "_say"
            if called and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    for coding in CODINGS:
        found |= {*coding.meanings.values(), *coding.unusable.values()}
        keys = (*coding.meanings, *coding.unusable)
        found |= {key.replace("_", " ") for key in keys}
    assert len(found) > 60
    assert found <= set(dutch())


def test_the_newest_month_stands_on_the_general_pictures_of_records_too():
    whole = open_edition("leuven", 2025, "nl").objective("so3")
    rates = ["repair_success_rate", "repair_success_rate_resolved"]
    for picture in (
        whole.trend("repairs_attempted"),
        whole.multiples(rates),
        whole.ranking(rates[0]),
        whole.repair.league(),
        whole.repair.categories(),
    ):
        assert "tot en met februari 2023" in picture.alt
    claimed = whole.trend("shared_cars_per_1000_inhabitants")
    assert "februari 2023" not in claimed.alt  # it is no count of records


def test_every_fault_and_kind_of_item_has_its_dutch():
    edition = open_edition("leuven", 2025, "nl")
    table = edition.table("repair_faults")
    named = set(table["fault"]) - {"unsure", "no text"} | {*CATEGORIES, NO_CATEGORY_ID}
    assert named <= set(dutch())
    shown = edition.objective("so3").repair.faults().data["fault"]
    assert "Stofzuiger: Voeding/batterij" in set(shown)
