"""The page on consumption: what is said, refused and drawn, and the law behind each target."""

import copy

import pandas as pd
import pytest

from circular_metrics import store
from circular_metrics.city import cities, load_city
from circular_metrics.clean import TABLES
from circular_metrics.codelists.waste_targets import CLUSTERS, TARGETS, cluster
from circular_metrics.delivery import TEMPLATES
from circular_metrics.edition import open_edition
from circular_metrics.edition.municipality import find_city
from circular_metrics.edition.paces import judged
from circular_metrics.edition.waste import WasteView
from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Grid, Picture, Text
from circular_metrics.wording.published import told


@pytest.fixture(scope="module")
def page():
    return open_edition("leuven", 2025, "en").objective("so4")


def test_the_fall_in_tonnes_is_said_with_what_is_not_known_per_head(page):
    """36,949 t to 34,100 t is -7.7 %; the population of 2022 stands in no file that is held."""
    words = page.waste.falling.markdown
    assert "-7.7 %" in words and "2 years are known" in words
    assert "363.6 kg in 2019" in words  # 36,949 t over the 101,624 of 1 January 2019
    assert "for 2022 no published file" in words


def test_a_figure_worked_out_per_head_is_an_observation_that_says_how_it_is_known(page):
    row = page.summary.frame.set_index("indicator").loc["Household waste per inhabitant"]
    assert row["value"].startswith("363.6") and row["status"] == "modelled"
    assert (row["period"], row["interval"]) == ("2019", "none known")


def test_a_fall_is_not_told_between_two_ways_of_counting(page):
    """What the city hands over later under words of its own is not held against older pages."""
    handed = page.own[page.own["indicator"] == "household_waste"].iloc[[0]]
    handed = handed.assign(
        period=2024, value=60_000.0, scope="household waste, total: with shops", preferred=True
    )
    other = copy.copy(page)
    other.__dict__["own"] = pd.concat([page.own, handed], ignore_index=True)
    assert "fewer than two years" in WasteView(other).falling.markdown


def test_figures_per_head_that_are_told_go_before_those_worked_out(page):
    """Handed over: 370 kg in 2018 and 340 in 2023, an 8.1 % fall, whatever the population."""
    known = page.own[page.own["preferred"]].drop_duplicates("indicator").set_index("indicator")
    told = [
        ("household_waste", 37_000.0, 34_500.0),
        ("household_waste_per_inhabitant", 370.0, 340.0),
    ]
    rows = [
        {**known.loc[key], "indicator": key, "period": year, "value": value, "status": "delivered"}
        for key, *values in told
        for year, value in zip((2018, 2023), values, strict=True)
    ]
    other = copy.copy(page)
    other.__dict__["own"] = pd.DataFrame(rows)
    words = WasteView(other).falling.markdown
    assert "Per head that is 370.0 kg and 340.0 kg: -8.1 %" in words
    assert "no published file" not in words


def test_a_position_on_the_line_says_whether_its_figure_was_measured(page):
    told = page.waste.law.frame["newest figure against it"]
    assert (
        told[told.str.startswith("Flanders 2023")]
        .item()
        .endswith("behind the line to it (claimed)")
    )
    assert told[told.str.startswith("Belgium 2024: 0.1")].item().endswith("target reached")
    cars = open_edition("leuven", 2025, "en").objective("so3").verdicts.frame
    mine = cars.set_index("indicator").loc["Shared cars per 1,000 inhabitants"]
    assert mine["against the target"] == "target reached (claimed)"


def test_the_three_rules_tell_how_their_figures_are_known(page):
    rules = page.rules.frame.set_index(["area", "indicator"])["status"]
    assert rules["Flanders", "Residual household waste per inhabitant"] == "claimed"
    assert set(rules["Belgium", "Recycling rate of municipal waste"]) == {"observed"}


def test_each_stream_is_told_from_its_first_to_its_newest_year(page):
    """36,949 to 34,100 t, 8,338 to 7,901 t, 460 to 250 t: by hand -7.7, -5.2 and -45.7 per cent."""
    table = page.waste.moves.frame.set_index("stream")
    changes = table["change"].to_dict()
    assert changes["Household waste"] == "-7.7 %"
    assert changes["Bagged household refuse"] in ("-5.2 %", "-5.3 %")  # 8,338 or 8,339 t
    assert changes["Litter"] == "-45.7 %"
    assert table.loc["Household waste", "years known"] == "2"
    assert set(table["status"]) == {"claimed"}


def test_82_kg_of_bagged_refuse_is_refused_against_111_kg_of_residual_waste(page):
    table = page.waste.comparable.frame
    refuse = table[table["value"].str.startswith("82")].iloc[0]
    assert refuse["against the target"] == "not comparable"
    assert "narrower than OVAM restafval" in refuse["reason"]
    assert (table["against the target"] == "not comparable").all()


def test_the_waterfall_ends_where_the_effects_lead(page):
    data = page.waste.drivers().data
    assert data["value"].iloc[:-1].sum() == pytest.approx(data["value"].iloc[-1], abs=0.3)
    times = page.waste.drivers_words.markdown
    assert "0.875" in times  # 3,579 of 4,090 kt


def test_a_published_waterfall_is_drawn_step_by_step():
    """AT-26. Ang's guide: 140 to 160 by activity +50, structure -10, intensity -20: 180 without."""
    from circular_metrics.charts.flows import waterfall

    steps = pd.DataFrame(
        {"step": ["structure", "intensity", "activity"], "value": [-10.0, -20.0, 50.0]}
    )
    steps = steps.assign(low=steps["value"] - 1, high=steps["value"] + 1)
    drawn = waterfall(steps, [("first", 140.0), ("last", 160.0)], "t", "PJ", "en")
    assert drawn.data["value"].tolist() == [140, -10, -20, 50, 160]
    assert all(mark in drawn.svg for mark in ("-10", "-20", "+50", "140", "160"))
    assert 160 - steps["value"].iloc[1] == 180  # what it would be at the old intensity


@pytest.mark.parametrize(
    "key",
    [
        "municipal_waste_per_inhabitant",
        "municipal_recycling_rate",
        "plastic_packaging_recycling_rate",
    ],
)
def test_belgium_is_drawn_beside_the_union(page, key):
    data = page.trend(key, ["BE", "EU27_2020"]).data
    assert len(set(data["area"])) == 2 and data["value"].notna().any()


def test_flows_are_as_much_as_what_is_generated(page):
    data = page.waste.flows().data
    assert data["value"].sum() == pytest.approx(8295, abs=3.5)
    assert data["share"].sum() == pytest.approx(100, abs=0.3)


def test_three_rules_stand_side_by_side_and_say_whether_they_agree(page):
    table = page.rules.frame
    rules = ["Open SDG (Statistics Canada)", "Eurostat", "Theil-Sen with Mann-Kendall"]
    assert set(rules) <= set(table.columns)
    for _, row in table.iterrows():
        agree = row["do they agree?"]
        assert agree != "yes" or len(set(row[rules])) == 1
    city = table[table["area"] == "Leuven"]
    assert (city[rules] == "not comparable").all().all()


def test_a_verdict_needs_five_points_and_none_crosses_a_break(page):
    for objective in page.edition.objectives:
        table = objective.rules.frame
        if table.empty:
            continue
        for _, row in table.iterrows():
            few = "(" in row["years"] and int(row["years"].partition("(")[2][:-1]) < 5
            assert not few or row["Eurostat"] == "not enough data"
    target = next(t for t in page.edition.city.targets if t.indicator == "municipal_recycling_rate")
    assert judged(page, target)[0].baseline[0] == 2020  # the Belgian definition of 2020


@pytest.mark.parametrize("city", ["leuven", "mechelen", "glabbeek"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_can_be_shown(city, language):
    here = open_edition(city, 2025, language).objective("so4")
    waste = here.waste
    shown = (
        waste.falling, waste.comparable, waste.drivers(), waste.drivers_words, waste.flows(),
        waste.flows("EU27_2020"), waste.law, waste.peers("residual_waste_per_inhabitant"),
        waste.structure, waste.gaps, waste.inputs, here.rules,
    )  # fmt: skip
    assert all(isinstance(found, Grid | Picture | Text) for found in shown)


def test_peers_with_values_have_a_rank_and_few_have_no_z():
    page = open_edition("leuven", 2025, "en").objective("so2")
    table = page.waste.peers("renovation_share").frame.set_index("peers")
    nine = table.loc["peers: cluster_15b"]
    assert 1 <= int(nine["rank"]) <= 9
    wide = float(nine["robust z"]) if "fewer" not in nine["robust z"] else None
    assert wide is None or abs(wide) < 20


def test_where_no_place_has_a_figure_each_is_named_and_no_rank_is_given(page):
    table = page.waste.peers("residual_waste_per_inhabitant").frame.set_index("peers")
    city = page.edition.city
    for name, areas in city.peers.items():
        row = table.loc[f"peers: {name}"]
        places = {city.area, *areas}
        assert row["with a value"] == f"0 of {len(places)}"
        names = {page.edition.names[area] for area in places}
        assert set(row["without a value"].split(", ")) == names
        assert row[["year", "rank", "median", "robust z"]].tolist() == ["–"] * 4


def test_a_dutch_page_names_scopes_in_dutch():
    page = open_edition("leuven", 2025, "nl").objective("so4")
    reasons = " ".join(page.waste.comparable.frame["reden"])
    assert "huisvuilzakken" in reasons and "enger dan restafval" in reasons
    assert "refuse" not in reasons
    assert (
        told("OVAM restafval: zonder Heverlee", "nl")
        == "restafval volgens de OVAM: zonder Heverlee"
    )
    assert told("litter (zwerfvuil): in May", "nl") == "zwerfvuil: in May"


def test_ranks_are_of_raw_values_and_say_what_an_adjustment_would_need(page):
    assert "at least 10 places" in page.waste.structure.markdown
    assert "5 and 9" in page.waste.structure.markdown  # the partners with Leuven, the cluster


# ---- targets ----


def test_every_target_has_its_newest_figure_or_says_why_none_is_held_against_it(page):
    """Each row of law ends in a verdict of the assessment, or in what is missing for one."""
    table = page.waste.law.frame.replace("\u00a0", " ", regex=True)
    found = table["newest figure against it"]
    assert (found != "").all() and len(table) == len(TARGETS)
    by = dict(
        zip(zip(table["binds"], table["value"], table["by"], strict=True), found, strict=True)
    )
    own = by["cluster 15b (Leuven and eight other cities)", "111 kg per inhabitant", "2030"]
    assert own.startswith("Leuven") and own.endswith("not comparable")
    others = found[table["binds"].str.startswith(("cluster 15a", "the nine coastal"))]
    assert (others == "of another cluster than Leuven").all()
    state = by["each member state", "60 %", "2030"]
    assert state.startswith("Belgium 2024: 56.2") and state.endswith("on the line to it, or ahead")
    rates = found[table["target for"] == "circular material use rate"]
    assert rates.str.startswith("European Union (27) ").all()
    food = found[table["target for"].str.startswith("food waste")]
    assert food.str.contains("baseline").all()
    assert [bool(t.why) for t in TARGETS] == [not t.indicator or t.year == 2022 for t in TARGETS]


def test_the_clusters_are_the_municipalities_that_the_plan_names(data):
    """VVSG, 2023: 15a, 15b and the coast by name; every one still stands in 2025."""
    names = store.read_table(TABLES["areas"], data).set_index("code")
    named = {
        "15a": {"Gent", "Antwerpen", "Brugge"},
        "15b": {"Aalst", "Genk", "Hasselt", "Kortrijk", "Leuven", "Mechelen", "Roeselare",
                "Sint-Niklaas", "Turnhout"},
        "coast": {"Blankenberge", "Bredene", "De Haan", "De Panne", "Knokke-Heist", "Koksijde",
                  "Middelkerke", "Nieuwpoort", "Oostende"},
    }  # fmt: skip
    for key, (_, codes) in CLUSTERS.items():
        assert {names.loc[code, "name_nl"].partition(" (")[0] for code in codes} == named[key]
        assert names.loc[list(codes), "successor"].isna().all()


@pytest.mark.parametrize(
    ("name", "value"), [("gent", 135), ("oostende", 181), ("hasselt", 111), ("tremelo", 90)]
)
def test_every_municipality_gets_the_target_of_its_cluster(name, value, data):
    city = find_city(name, data)
    own = [t for t in city.targets if t.area == city.area]
    assert [t.value for t in own if t.indicator == "residual_waste_per_inhabitant"] == [value]


def test_every_target_has_law_vintage_and_baseline():
    for target in TARGETS:
        assert target.document and target.vintage and target.baseline
        assert target.url.startswith("https://")
        assert target.value < 0 or target.baseline.startswith(("none", "twice"))
        assert not target.indicator or target.indicator in INDICATORS
    assert sorted(t.value for t in TARGETS if "circular" in t.subject) == [22.4, 23.2, 24]


@pytest.mark.parametrize("key", cities())
def test_a_citys_targets_on_waste_are_those_of_the_law(key):
    known = {(t.indicator, t.year, float(t.value)) for t in TARGETS if t.indicator}
    for target in load_city(key).targets:
        if target.indicator in {indicator for indicator, _, _ in known}:
            assert (target.indicator, target.year, float(target.value)) in known
        if target.indicator == "residual_waste_per_inhabitant" and target.area != "02000":
            assert target.value == cluster(target.area)[1]


def test_what_the_template_asks_reaches_an_indicator():
    taken = {
        i.key: set(INDICATORS[i.key].delivered.__code__.co_consts)
        if i.delivered
        else set(i.compute.__code__.co_consts)
        for i in INDICATORS.values()
        if i.template == "waste"
    }
    measures = {m.key for m in TEMPLATES["waste"].measures}
    assert measures <= set().union(*taken.values())
