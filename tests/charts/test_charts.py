"""What is drawn: no line over a gap or a break, claims apart, intervals as they are, same bytes."""

import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from circular_metrics import charts
from circular_metrics.assess.series import declared_breaks
from circular_metrics.charts import comparison, overview, plate
from circular_metrics.charts import series as over_time
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import LEVELS, Target
from tests.assess.test_against import NO_BREAKS, RESTAFVAL, broken, observed

WASTE, LITTER = INDICATORS[RESTAFVAL], INDICATORS["litter"]
NAMES = {"02000": "Flanders", "24062": "Leuven", "44021": "Ghent"}


@pytest.fixture
def drawn(monkeypatch):
    """The figures that were turned into pictures, newest last."""
    figures = []

    def kept(figure, data, alt):
        figures.append(figure)
        return plate.picture(figure, data, alt)

    for module in (over_time, comparison, overview):
        monkeypatch.setattr(module, "picture", kept)
    return figures


def measured(*points, **kwargs):
    return observed(*points, **({"status": "observed"} | kwargs))


def trend(rows, focus=("02000",), breaks=NO_BREAKS, target=None):
    return charts.trend(rows, WASTE, focus, NAMES, breaks, "en", target)


def lines(axes, marker="o", style="-"):
    """The years of every line of that marker and style."""
    found = [ln for ln in axes.lines if ln.get_marker() == marker and ln.get_linestyle() == style]
    return [np.asarray(ln.get_xdata()).tolist() for ln in found if len(ln.get_xdata())]


def test_a_line_stops_at_a_gap_and_at_a_break(drawn):
    years = [2012, 2013, 2015, 2016, 2017, 2018]
    trend(measured(*((y, 100 + y) for y in years)), breaks=broken(2017))
    (axes,) = drawn[-1].axes
    assert lines(axes) == [[2012, 2013], [2015, 2016], [2017, 2018]]
    dashed = [ln.get_xdata()[0] for ln in axes.lines if ln.get_linestyle() == "--"]
    assert dashed == [2016.5]


def test_a_missing_value_is_a_gap_and_not_a_zero(drawn):
    picture = trend(measured((2012, 5), (2013, float("nan")), (2014, 6)))
    (axes,) = drawn[-1].axes
    assert lines(axes) == [[2012], [2014]]
    assert picture.data["period"].tolist() == [2012, 2014]


def test_a_break_outside_the_years_or_of_another_series_is_not_drawn(drawn):
    rows = measured((2012, 5), (2013, 6))
    for breaks in (
        broken(2012),
        broken(2014),
        broken(2013, series="litter"),
        broken(2013, area="BE"),
    ):
        trend(rows, breaks=breaks)
        assert not [ln for ln in drawn[-1].axes[0].lines if ln.get_linestyle() == "--"]


def test_breaks_are_those_of_the_series_for_the_area_or_for_all():
    breaks = pd.concat([broken(2018), broken(2015, area="BE"), broken(2016, area="24062")])
    assert declared_breaks(breaks, [RESTAFVAL], "BE") == [2015, 2018]
    assert declared_breaks(breaks, ["litter"], "BE") == []


def test_a_claim_is_a_diamond_and_an_incomplete_year_a_hollow_circle_without_a_line(drawn):
    rows = pd.concat(
        [
            measured((2012, 5), (2013, 6)),
            measured((2014, 2), is_complete=False),
            observed((2015, 7), status="claimed"),
        ],
        ignore_index=True,
    )
    trend(rows)
    (axes,) = drawn[-1].axes
    assert lines(axes) == [[2012, 2013]]
    assert lines(axes, style="None") == [[2014]]
    assert lines(axes, marker="D", style="None") == [[2015]]


def test_an_interval_is_drawn_as_it_is_and_only_for_the_city_itself(drawn):
    rows = pd.concat(
        [
            measured((2012, 50), low=40.0, high=70.0),
            measured((2012, 30), low=10.0, high=90.0, area="24062"),
            measured((2013, 50)),
        ],
        ignore_index=True,
    )
    trend(rows, focus=("02000", "24062"))
    drawings = drawn[-1].axes[0].collections
    bars = [c.get_segments() for c in drawings if isinstance(c, LineCollection)]
    assert [s.tolist() for segments in bars for s in segments] == [[[2012, 40], [2012, 70]]]


def test_what_is_not_preferred_is_not_drawn_and_areas_are_named(drawn):
    rows = pd.concat(
        [
            measured((2012, 50)),
            measured((2012, 99), preferred=False),
            measured((2012, 7), area="24062"),
        ],
        ignore_index=True,
    )
    before = rows.copy()
    picture = trend(rows, focus=("02000", "24062"))
    assert picture.data[["area", "value"]].to_numpy().tolist() == [["Flanders", 50], ["Leuven", 7]]
    assert "Flanders, 2012 to 2012" in picture.alt and "Leuven" in picture.alt
    pd.testing.assert_frame_equal(rows, before)


def test_a_target_is_a_dotted_line_at_its_value(drawn):
    goal = Target(
        indicator=RESTAFVAL, area="02000", year=2030, value=100.0, unit="kg/inhabitant",
        scope="x", document="d", url="https://example.org",
    )  # fmt: skip
    trend(measured((2012, 150), (2013, 149)), target=goal)
    (axes,) = drawn[-1].axes
    dotted = [ln.get_ydata() for ln in axes.lines if ln.get_linestyle() == ":"]
    assert [y[0] for y in dotted] == [100]
    assert any("2030" in text.get_text() and "100" in text.get_text() for text in axes.texts)


def test_the_axis_begins_at_zero_unless_a_value_is_below_it(drawn):
    trend(measured((2012, 150), (2013, 149)))
    assert drawn[-1].axes[0].get_ylim()[0] == 0
    trend(measured((2012, -150), (2013, 149)))
    assert drawn[-1].axes[0].get_ylim()[0] < -150


def test_nothing_to_draw_says_so():
    picture = trend(measured((2012, 50), area="24062"))
    assert picture.data.empty and "no value for Flanders" in picture.alt


def test_figures_are_rounded_to_six_digits_and_no_further():
    picture = trend(measured((2012, 123456.789), (2013, 0.000123456789)))
    assert picture.data["value"].tolist() == [123457, 0.000123457]


def test_several_indicators_share_one_axis_of_years(drawn):
    rows = pd.concat(
        [measured((2012, 5)), measured((2013, 6), indicator="litter", unit="t")], ignore_index=True
    )
    picture = charts.multiples(rows, [WASTE, LITTER], "02000", NAMES, NO_BREAKS, "nl")
    first, second = drawn[-1].axes
    assert first.get_xlim() == second.get_xlim()
    assert sorted(picture.data["indicator"]) == ["litter", RESTAFVAL]


def index(*rows):
    frame = pd.concat(rows, ignore_index=True)
    return charts.indexed(frame, [WASTE, LITTER], "02000", NAMES, "en")


def test_an_index_is_100_in_the_first_year_that_all_have(drawn):
    """50 and 60 against 200 and 100: 2013 is the first year of both, so 120 and 50 in 2014."""
    picture = index(
        measured((2012, 40), (2013, 50), (2014, 60)),
        measured((2013, 200), (2014, 100), indicator="litter", unit="t"),
    )
    data = picture.data.set_index("period")
    assert data[RESTAFVAL].tolist() == [80, 100, 120]
    assert data["litter"].tolist()[1:] == [100, 50] and np.isnan(data["litter"].iloc[0])
    assert "2013 = 100" in picture.alt


def test_an_index_keeps_its_gaps(drawn):
    index(
        measured((2012, 40), (2013, 50), (2015, 60)),
        measured((2012, 1), (2013, 1), (2015, 1), indicator="litter", unit="t"),
    )
    line = drawn[-1].axes[0].lines[0]
    years, values = np.asarray(line.get_xdata()), np.asarray(line.get_ydata())
    assert years.tolist() == [2012, 2013, 2014, 2015]
    assert np.isnan(values).tolist() == [False, False, True, False]


def test_without_a_common_year_there_is_no_index():
    picture = index(measured((2012, 40)), measured((2013, 200), indicator="litter", unit="t"))
    assert "– = 100" in picture.alt


def test_a_ranking_is_of_the_newest_whole_year_of_the_city(drawn):
    rows = pd.concat(
        [
            measured((2020, 50), (2021, 40), area="24062"),
            measured((2022, 1), area="24062", is_complete=False),
            measured((2021, 30), (2022, 99), area="44021"),
            measured((2021, 60), area="02000"),
            measured((2021, float("nan")), area="x"),
        ],
        ignore_index=True,
    )
    picture = charts.ranking(rows, WASTE, "24062", NAMES, "en")
    assert picture.data[["area", "value"]].to_numpy().tolist() == [
        ["Ghent", 30], ["Leuven", 40], ["Flanders", 60],
    ]  # fmt: skip
    assert picture.alt.endswith("2021")
    labels = [label.get_text() for label in drawn[-1].axes[0].get_yticklabels()]
    assert labels == ["Ghent", "Leuven", "Flanders"]


def test_claims_that_contradict_each_other_are_all_drawn_the_preferred_one_filled(drawn):
    rows = pd.concat(
        [
            observed((2019, 594), indicator="litter", unit="t"),
            observed((2019, 601), (2019, 660), indicator="litter", unit="t", preferred=False),
        ],
        ignore_index=True,
    )
    picture = charts.claims(rows, [LITTER], "02000", NAMES, "en")
    assert picture.data["value"].tolist() == [594, 601, 660]
    values = {
        line.get_markerfacecolor(): np.asarray(line.get_ydata()).tolist()
        for line in drawn[-1].axes[0].lines
        if len(line.get_ydata())
    }
    assert values.pop("white") == [601, 660]
    assert list(values.values()) == [[594]]


def test_a_claim_that_says_the_same_contradicts_nothing_and_a_target_is_drawn(drawn):
    same = observed((2019, 594), indicator="litter", unit="t", preferred=False)
    rows = pd.concat([observed((2019, 594), indicator="litter", unit="t"), same], ignore_index=True)
    goal = {"unit": "t", "scope": "", "document": "", "url": "", "year": 2030, "value": 400}
    targets = [Target(indicator="litter", area=area, **goal) for area in ("02000", "24062")]
    picture = charts.claims(rows, [LITTER], "02000", NAMES, "en", targets)
    axes = drawn[-1].axes[0]
    drawn_hollow = [line for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert not any(len(line.get_ydata()) for line in drawn_hollow)
    assert "contradicted" not in picture.svg
    assert sum("target 2030: 400" in text.get_text() for text in axes.texts) == 1


def test_the_legend_of_claims_hides_neither_target_nor_claim(drawn):
    rows = observed((2019, 594), indicator="litter", unit="t")
    goal = {"unit": "t", "scope": "", "document": "", "url": "", "year": 2030, "value": 800}
    target = Target(indicator="litter", area="02000", **goal)
    charts.claims(rows, [LITTER], "02000", NAMES, "en", [target])
    figure = drawn[-1]
    figure.draw_without_rendering()
    (legend,) = figure.legends
    assert legend.get_texts()
    assert not legend.get_window_extent().overlaps(figure.axes[0].get_window_extent())


def test_stacked_parts_stand_on_each_other(drawn):
    frame = pd.DataFrame({"year": [2020, 2021], "a": [1, 2], "b": [3, 4], "c": [5, 6]})
    charts.stacked(frame, "year", {"a": "A", "b": "B", "c": "C"}, "t", "kt", "en")
    bars = [(bar.get_y(), bar.get_height()) for bar in drawn[-1].axes[0].patches]
    assert bars == [(0, 1), (0, 2), (1, 3), (2, 4), (4, 5), (6, 6)]


def test_levels_count_measured_and_unmeasured_apart(drawn):
    counts = {f"{level}_{kind}": 0 for level in LEVELS for kind in ("measured", "unmeasured")}
    row = counts | {"objective": "so1", "outcome_measured": 2, "outcome_unmeasured": 1,
                    "input_unmeasured": 3}  # fmt: skip
    charts.levels(pd.DataFrame([row]), "t", "en")
    words = [text.get_text() for text in drawn[-1].axes[0].texts]
    assert words == ["0", "0 + 3", "0", "0", "2 + 1", "0"]


def test_coverage_marks_a_year_once_by_its_status(drawn):
    years = pd.DataFrame(
        {
            "series": ["a", "a", "b"],
            "period": [2019, 2020, 2019],
            "status": ["observed", "observed", "claimed"],
            "is_complete": [True, False, True],
        }
    )
    charts.coverage(years, "t", "en")
    marks = [
        (x, y, line.get_markerfacecolor() == "white")
        for line in drawn[-1].axes[0].lines
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]
    assert sorted(marks) == [(2019, 0, False), (2019, 1, False), (2020, 0, True)]


def test_the_same_frame_gives_the_same_bytes_without_a_date_and_sound_svg():
    rows = measured((2012, 150), (2013, 149), low=140.0, high=151.0)
    one, other = trend(rows), trend(rows)
    assert one.svg == other.svg
    assert not re.search(r"<dc:date|\d{4}-\d\d-\d\dT", one.svg)
    root = ElementTree.fromstring(one.svg)
    assert root.tag.endswith("svg")
    assert one.alt.partition(":")[0] in one.svg


def test_the_plain_twin_of_a_picture_holds_its_figures():
    bundle, metadata = trend(measured((2012, 150.5)))._repr_mimebundle_()
    assert "150.5" in bundle["text/plain"] and "150.5" in bundle["text/csv"]
    assert metadata["image/svg+xml"]["alt"] in bundle["text/plain"]


def test_names_at_the_ends_of_lines_never_stand_on_each_other():
    """Five lines that end at one value, and one far above: names 11 points apart, in one order."""
    figure, (axes,) = plate.plate()
    axes.set(xlim=(2000, 2010), ylim=(0, 100))
    for place in range(5):
        over_time._text_at_end(axes, 2010, 50 + 0.1 * place, f"name {place}", "black")
    over_time._text_at_end(axes, 2010, 95, "above", "black")
    over_time._spread(axes)
    scale = 72 / figure.dpi
    heights = [axes.transData.transform(t.xy)[1] * scale + t.get_position()[1] for t in axes.texts]
    ordered = sorted(heights)
    assert min(b - a for a, b in pairwise(ordered)) >= over_time.LEADING - 1e-6
    assert heights == ordered  # nobody has overtaken another
    assert axes.texts[-1].get_position() == over_time.ASIDE  # nothing was in its way


def test_claims_of_a_place_that_has_none_are_drawn_without_a_legend_and_a_warning(recwarn):
    picture = charts.claims(observed((2019, 594)).iloc[:0], [LITTER], "73028", NAMES, "en")
    assert picture.data.empty and not recwarn.list


def test_a_plan_for_years_to_come_is_dashed_and_no_line_leads_to_it(drawn):
    gone = measured(*((y, 5) for y in (2024, 2025)), scope="last adjusted plan 2020-2025: x")
    ahead = measured(*((y, 6) for y in (2026, 2027)), scope="plan 2026-2031: x")
    trend(pd.concat([gone, ahead]).assign(status="planned"))
    (axes,) = drawn[-1].axes
    assert lines(axes) == [[2024, 2025]]
    assert lines(axes, style="--") == [[2026, 2027]]
    assert [text.get_text() for text in axes.texts if "to come" in text.get_text()]


def test_the_words_at_a_target_stand_below_the_title(drawn):
    """A target above every value: room is left over its line."""
    aim = Target(indicator=RESTAFVAL, area="02000", unit="kg/inhabitant", scope="x", year=2030,
                 value=200.0, document="d", url="https://example.org")  # fmt: skip
    charts.claims(observed((2019, 150)), [WASTE], "02000", NAMES, "en", [aim])
    axes = drawn[-1].axes[0]
    assert axes.get_ylim()[1] > 1.08 * 200


def test_the_words_for_a_picture_name_what_it_holds():
    claims = charts.claims(observed((2019, 150), (2021, 140)), [WASTE], "02000", NAMES, "en", [])
    assert WASTE.names["en"] in claims.alt and "2019–2021" in claims.alt
    rows = pd.concat(
        measured((2019, 100), (2020, 150), indicator=i.key, unit=i.unit) for i in (WASTE, LITTER)
    )
    index = charts.indexed(rows, [WASTE, LITTER], "02000", NAMES, "en")
    assert f"{LITTER.names['en']} 150.0 (2020)" in index.alt


def test_an_axis_of_values_that_reach_zero_ends_there_and_no_name_hides_the_first_line(drawn):
    rows = pd.concat(
        [
            measured((2024, 0), (2025, 5), (2026, 3)),
            measured((2024, 1), (2025, 1), area="24062"),
        ]
    )
    trend(rows, focus=("02000", "24062"), breaks=broken(2025))
    (axes,) = drawn[-1].axes
    assert axes.get_ylim()[0] == 0
    first = [line for line in axes.lines if line.get_marker() == "o" and line.get_lw() > 2]
    names = [text for text in axes.texts if text.get_text() == "Leuven"]
    assert first and names
    assert min(line.get_zorder() for line in first) > max(name.get_zorder() for name in names)
