"""The table on the hardest question says what the verdicts say, no more and no less."""

import pytest

from circular_metrics.assess.decoupling import verdict_words
from circular_metrics.edition import open_edition
from circular_metrics.edition.decoupling import NAMES, PRESSURES, national
from circular_metrics.edition.hardest import HINDRANCES, hindrances
from circular_metrics.wording import say


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_pressure_has_its_verdict_and_what_speaks_against_it(language):
    edition = open_edition("leuven", 2025, language)
    rows = edition.hardest.frame.set_index(say("pressure", language))
    for pressure in PRESSURES:
        found = national(edition, "BE", pressure)
        row = rows.loc[say(NAMES[pressure], language)]
        assert row[say("verdict", language)] == verdict_words(found.verdict, language)
        against = row[say("what speaks against absolute decoupling", language)]
        unmet = hindrances(found)
        assert set(against.split("; ")) == ({say(HINDRANCES[k], language) for k in unmet} or {"–"})
        assert (against == "–") == (found.verdict == "absolute")


def test_every_condition_of_absolute_decoupling_has_words():
    """A target's pace is of its being reached, the intensity of relative decoupling."""
    edition = open_edition("leuven", 2025)
    keys = {c.key for p in PRESSURES for c in national(edition, "BE", p).conditions}
    assert keys - {"pace", "intensity"} <= set(HINDRANCES)


def test_the_city_is_said_to_have_no_measured_figures_of_its_own():
    words = open_edition("leuven", 2025).hardest_here.markdown
    assert "of Leuven itself on these pressures: 0." in words


def test_of_a_pressure_that_rises_it_is_not_said_that_its_fall_is_unsure():
    found = national(open_edition("leuven", 2025), "BE", "total_waste_generated")
    assert found.pressure.slope.value > 0
    said = hindrances(found)
    assert "rises" in said and not {"pressure", "walk"} & set(said)
