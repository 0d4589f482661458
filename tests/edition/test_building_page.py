"""What the page on building shows is made from its figures, in both languages."""

import pytest

from circular_metrics.edition import open_edition


@pytest.fixture(scope="module", params=["en", "nl"])
def building(request):
    return open_edition("leuven", 2025, request.param, "partners", None).objective("so2").building


def test_the_share_is_never_said_without_its_two_counts(building):
    """Statbel: renovations and new buildings 452 and 173 in 2019, 456 and 80, 409 and 138 in 2025.

    The rise to 85.1 % is a fall of new building: ln(173 / 80) = 0.7713 of 0.7713 + ln(456 / 452) =
    0.7801, which is 99 %.
    """
    rise, fall = building.permits_words.markdown.replace(",", ".").splitlines()
    assert all(
        said in rise for said in ("2019", "2024", "72.3", "85.1", "452", "456", "173", "80", "99 %")
    )
    assert all(said in fall for said in ("2025", "74.8", "409", "138"))


def test_reuse_is_far_smaller_than_what_comes_free(building):
    rows = building.sizes()
    assert (rows["low"] <= rows["high"]).all()
    assert rows["high"].iloc[0] < rows["low"].iloc[1]
    assert "log" in building.materiality.alt


def test_reuse_is_told_under_each_flemish_total_apart(building):
    """Leuven's share of the inhabitants of 2020, times 4,496,003 and 15,000,000 t; 470 t in 2025.

    102,275 of 6,629,143 inhabitants (Statbel) are 1.54 %, so 69 and 231 kt: 0.7 % and 0.2 %.
    """
    words = building.materiality_words.markdown.replace(",", ".")
    assert words.index("0.7 %") < words.index("4.496.003") < words.index("0.2 %")
    assert words.index("0.2 %") < words.index("15.000.000")
    table = building.materiality_totals.frame
    totals, counted, share = (table.iloc[:, n] for n in (0, 2, 4))
    assert totals.str[0].tolist() == ["4", "5", "7", "1"] and counted.is_unique
    assert share.str.replace(",", ".").iloc[[0, -1]].tolist() == ["0.7 %", "0.2 %"]


def test_a_longer_life_loses_fewer_houses(building):
    courses = building.courses.pivot(index="year", columns="scenario", values="value")
    assert (courses["a quarter longer life"] < courses["as usual"]).all()
    assert (courses["half the new building"].iloc[1:] < courses["as usual"].iloc[1:]).all()
    assert courses.index[-1] == 2050


def test_the_stock_by_period_is_the_published_stock(building):
    counts = building.stock.data.iloc[:, 1:].to_numpy().sum()
    assert 0.97 * 34_377 < counts <= 34_377  # the rest is of unknown year


def test_what_the_city_did_not_deliver_is_asked_for(building):
    states = building.inputs.frame.iloc[:, 2]
    assert len(states) == 12 and states.nunique() == 1


def test_the_city_beside_its_region_is_counted_by_hand(building):
    """Statbel, Leuven 2021 to 2025: R 534, 516, 580, 456, 409; N 166, 118, 108, 80, 138."""
    beside = building.page.beside
    known = beside.figures.dropna()
    share = {2024: 100 * 2595 / (2595 + 642), 2025: 100 * 2495 / (2495 + 610)}[beside.year]
    assert known["24062"] == pytest.approx(share)
    below = int((known < known["24062"]).sum())
    assert str(below) in beside.words.markdown and str(len(known)) in beside.words.markdown
    drawn = beside.order.data.set_index("area")["value"]
    assert drawn["Leuven"] == pytest.approx(share, abs=5e-4)
    assert drawn.iloc[:3].tolist() == pytest.approx(
        known.astype(float).quantile([0.25, 0.5, 0.75]).tolist(), abs=5e-4
    )


def test_more_renovation_saves_houses_and_builds_fewer(building):
    """A third fewer go: the loss of the first year is two thirds of that as usual."""
    courses = building.courses.pivot(index="year", columns="scenario", values="value")
    less = courses["more renovation: a third fewer houses go"] / courses["as usual"]
    assert less.iloc[0] == pytest.approx(2 / 3, rel=0.01)
    assert len(courses.columns) == 4


def test_reuse_of_one_five_and_ten_per_cent_are_in_proportion(building):
    kt = building.reused().pivot(index="year", columns="scenario", values="value")
    assert (kt["reuse of 5 %"] / kt["reuse of 1 %"]).tolist() == pytest.approx([5] * len(kt))
    assert (kt["reuse of 10 %"] / kt["reuse of 1 %"]).tolist() == pytest.approx([10] * len(kt))
    rows = building.reused()
    assert ((rows["low"] < rows["value"]) & (rows["value"] < rows["high"])).all()
    assert "470" in building.reuse_words.markdown


def test_the_modelled_figures_of_the_page_follow_the_chosen_assumptions(building):
    page = building.page
    usual, more = page.modelled(), page.modelled("permits 2024", 75, 1.6)
    assert usual.ranges["value"].lt(more.ranges["value"]).sum() == len(usual.ranges)
    assert len(usual.tornado.data) == 3
    assert len(usual.by_material.data) == 24
    assert len(usual.assumptions.frame) == 3
    with pytest.raises(ValueError, match="percentile 10"):
        page.modelled(percentile=10)


def test_what_would_change_the_answer_is_said_in_figures(building):
    """R = 409 and N = 138 in 2025: a share of 74.77 % is 75.77 % with R = 431.6 or N = 130.8."""
    said = building.page.modelled().would_change.markdown
    assert len(said.splitlines()) == 4
    assert "23" in said and "7" in said


def test_a_loss_that_needs_a_second_count_says_which_file_to_drop_in(building):
    """One count is held for the city, so the indicator has no value, and the page says why."""
    stock = building.edition.table("building_stock")
    assert stock.loc[stock["area"] == "24062", "year"].nunique() == 1
    assert building.page.latest("old_houses_lost") is None
    first = building.gaps.frame.iloc[0]
    assert "1982" in first.iloc[0] and "building_stock_open_data" in first.iloc[1]
    assert "clean building-stock" in first.iloc[2]
