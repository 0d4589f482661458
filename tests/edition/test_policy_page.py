"""Plans, conflicts and meta-indicators: hand arithmetic, and Leuven's plan by computation."""

import math
import re

import pandas as pd
import pytest

from circular_metrics import charts
from circular_metrics.assess import trend
from circular_metrics.assess.decoupling import reasons
from circular_metrics.clean.policy_labels import clean_labelled_actions, read_labels
from circular_metrics.codelists.conflicts import CONTESTED
from circular_metrics.edition import open_edition
from circular_metrics.edition.budgets import implied_inhabitants, mean_per_year
from circular_metrics.edition.card import sparkline
from circular_metrics.edition.conflicts import contested_claims, disagreeing, register
from circular_metrics.edition.decoupling import (
    DRIVER,
    NAMES,
    PRESSURES,
    annual,
    breaks_of,
    countries,
    national,
)
from circular_metrics.edition.meta import has_legal_source, meta_table
from circular_metrics.edition.policy import PolicyView
from circular_metrics.edition.provenance import Behind, key_of
from circular_metrics.edition.tables import status_words
from circular_metrics.edition.texts import precision, recall
from circular_metrics.errors import BadInputError
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import Target
from circular_metrics.observations import is_planned
from circular_metrics.show import Text
from circular_metrics.sources import policy as sources


@pytest.fixture(scope="module")
def page():
    return open_edition("leuven", 2025).objective("so5")


def test_leuven_names_circularity_in_an_objective_and_in_no_action(page):
    """Known from reading its plan: 74 actions, EUR 426 M, named in an objective's text only."""
    words = page.policy.label_words.markdown
    assert "74 investment actions for 426.4 million euro" in words
    assert "by the action itself in 0 " in words
    assert "not spent" in words
    depth = page.policy.label_depth().data.set_index("area").loc["Leuven"]
    assert depth["objective"] > 0 == depth["action_plan"] == depth["action"]


def test_the_city_and_its_peers_are_marked_among_all_municipalities(page):
    drawn = page.policy.label_distribution("objective")
    assert len(drawn.data) == 245
    for name in ("Leuven", "Mechelen", "Turnhout"):
        assert name in drawn.svg


def labels(*rows):
    columns = ["stratum", "names_practice", "found_circular", "found_practice"]
    return pd.DataFrame(rows, columns=columns)


def test_precision_and_recall_by_hand():
    """9 of 10 found are right; 2 of all 20 near ones and 1 of 40 drawn from 80 are missed.

    So 9 of 9 + 2 + 2 are found; not one more than 9 of 9 + 2 + 1 can be, for three were seen.
    """
    found = [("found", True, False, True)] * 8 + [("found", True, True, False)]
    found += [("found", False, False, True)]
    near = [("adjacent", True, False, False)] * 2 + [("adjacent", False, False, False)] * 18
    rest = [("rest", True, False, False)] + [("rest", False, False, False)] * 39
    table = labels(*found, *near, *rest, ("aside", False, False, False))
    share = precision(table)
    assert share.loc["any", ["right", "found"]].tolist() == [9, 10]
    assert share.loc["any", "value"] == pytest.approx(0.9)
    assert share.loc["circular", "value"] == pytest.approx(1.0)
    assert share.loc["practice", "value"] == pytest.approx(8 / 9)
    assert share.loc["any", "low"] < 0.9 < share.loc["any", "high"] < 1
    found_share = recall(table, everything=110)
    assert found_share["value"] == pytest.approx(9 / (9 + 2 + 80 / 40))
    assert found_share["low"] < found_share["value"] < found_share["high"] == pytest.approx(9 / 12)


def test_the_interval_of_recall_is_narrow_enough_to_be_of_use(page):
    """Read: all that is found, all that has a near word, and a random sample of the others."""
    table = page.edition.table("labelled_actions")
    share = recall(table, everything=11_095)
    assert share["rest"] == 11_095 - 126 - share["near"]
    assert share["sampled"] >= 600
    assert share["high"] - share["low"] < 0.3 and share["low"] > 0.4
    assert f"{share['sampled']}" in page.policy.terms_checked.markdown


def test_a_thousand_actions_are_labelled_without_a_text(page):
    table = page.edition.table("labelled_actions")
    assert len(table) >= 1000 and table["row"].is_unique
    assert set(table.columns) == {
        "row",
        "area",
        "stratum",
        "names_practice",
        "found_circular",
        "found_practice",
    }
    hits = table["found_circular"] | table["found_practice"]
    assert (hits == (table["stratum"] == "found")).all()


def test_a_label_for_a_row_that_is_not_there_is_refused(tmp_path):
    path = tmp_path / "labelled_actions.csv"
    path.write_text("row,stratum,names_practice,what\n1,found,yes,\n1,found,yes,\n9,rest,no,\n")
    actions = pd.DataFrame({"ac_short": ["a"], "ac_long": ["b"]})
    raw = {
        sources.PLAN_ACTIONS: actions,
        sources.CIRCULAR_TERMS: pd.DataFrame(),
        sources.LABELLED_ACTIONS: read_labels(path),
    }
    with pytest.raises(BadInputError) as refusal:
        clean_labelled_actions(raw)
    assert len(refusal.value.problems) == 2  # both at once
    assert "row 3" in str(refusal.value) and "row 4" in str(refusal.value)


def test_a_stratum_that_is_read_whole_may_not_lack_an_action(tmp_path):
    path = tmp_path / "labelled_actions.csv"
    path.write_text("row,stratum,names_practice,what\n1,found,yes,\n3,adjacent,no,\n")
    actions = pd.DataFrame({"ac_short": ["kringloop", "ruil", "weg"], "ac_long": ["", "", ""]})
    terms = pd.DataFrame({"group": ["practice", "adjacent"], "pattern": ["kringloop", "ruil"]})
    raw = {
        sources.PLAN_ACTIONS: actions,
        sources.CIRCULAR_TERMS: terms.assign(false_friends=""),
        sources.LABELLED_ACTIONS: read_labels(path),
    }
    with pytest.raises(BadInputError) as refusal:
        clean_labelled_actions(raw)
    assert "action 2 not labelled" in str(refusal.value)
    assert "action 3 labelled adjacent" in str(refusal.value)


def test_a_year_without_a_figure_is_not_a_year_of_nothing():
    table = pd.DataFrame(
        {
            "area": "a",
            "plan_edition": 2026,
            "stage": "plan",
            "field": "total",
            "year": [2026, 2027, 2028],
            "eur_per_inhabitant": [2.0, 4.0, None],
        }
    )
    found = mean_per_year(table, "total")
    assert found[["value", "years"]].to_numpy().tolist() == [[3.0, 2]]


def observed(**columns):
    table = {
        "indicator": "materialenbank_recovered",
        "area": "24062",
        "period": 2021,
        "unit": "t",
        "scope": "s",
        "status": "claimed",
        "vintage": "v",
        "source": ["a", "b"],
        "preferred": [True, False],
        "value": [40.0, 20.0],
    }
    return pd.DataFrame(table | columns)


def test_a_conflict_says_by_how_much_and_of_what_kind():
    row = disagreeing(observed()).iloc[0]
    assert (row["low"], row["high"], row["preferred"]) == (20, 40, 40)
    assert row["difference_percent"] == pytest.approx(100)
    assert row["kind"] == "claims"
    assert disagreeing(observed(scope=["s", "t"]))["kind"].item() == "scope"
    revised = observed(status="observed", vintage=["2024", "2025"])
    assert disagreeing(revised)["kind"].item() == "vintage"
    assert disagreeing(observed(status="observed"))["kind"].item() == "sources"
    assert disagreeing(observed(value=40.0)).empty
    assert disagreeing(observed(value=[40.0, 40.2])).empty  # whole tonnes are claimed, no tenths
    both = disagreeing(observed(preferred=True, scope=["s", "t"])).iloc[0]
    assert math.isnan(both["preferred"])


def test_the_known_conflicts_of_leuven_are_in_the_register():
    """20 or 40 t in 2021, 240 or 250 t in 2024: read on four pages."""
    edition = open_edition("leuven", 2025)
    found = disagreeing(edition.observations).set_index(["indicator", "period"])
    first = found.loc[("materialenbank_recovered", 2021)]
    assert (first["low"].item(), first["high"].item()) == (20, 40)
    last = found.loc[("materialenbank_recovered", 2024)]
    assert (last["low"].item(), last["high"].item()) == (240, 250)
    assert "ten times" in edition.objective("so5").policy.conflicts.plain()


def stated(**columns):
    """Two figures of two pages for one measure, place and year."""
    table = {
        "claim": ["a", "b"],
        "measure": "shared_cars",
        "area": "24062",
        "period": pd.array([2022, 2022], dtype="Int64"),
        "value": [150.0, 154.0],
        "unit": "count",
        "scope": ["one provider", "two providers"],
        "address": ["https://a.example", "https://b.example"],
        "preferred": True,
    }
    return pd.DataFrame(table | columns)


def test_claims_that_no_indicator_carries_are_held_against_each_other():
    row = contested_claims(stated(), ()).iloc[0]
    assert (row["low"], row["high"], row["stated"]) == (150, 154, (150, 154))
    assert row["difference_percent"] == pytest.approx(100 * 4 / 150)
    assert row["kind"] == "scope" and math.isnan(row["preferred"])
    one = {"scope": "shared cars", "preferred": [False, True]}
    same = contested_claims(stated(**one), ()).iloc[0]
    assert (same["kind"], same["preferred"], same["preferred_source"]) == ("claims", 154, "b")
    rounded = contested_claims(stated(**one, value=[16.0, 15.9]), ()).iloc[0]
    assert rounded["kind"] == "rounding"


def test_what_does_not_contradict_is_not_in_the_register():
    assert contested_claims(stated(), {"a", "b"}).empty  # an indicator carries both
    assert contested_claims(stated(value=150.0), ()).empty
    assert contested_claims(stated(measure="soft_plastics_t"), ()).empty  # parts of a whole
    years = pd.array([2021, 2022], dtype="Int64")
    assert contested_claims(stated(period=years), ()).empty  # a count may differ by year
    factor = {"measure": "private_cars_replaced_per_shared_car", "period": years}
    assert contested_claims(stated(**factor), ())["period"].item() == "2021–2022"
    assert contested_claims(stated(**factor, address="https://a.example"), ()).empty  # a range


@pytest.mark.parametrize(
    ("measure", "area", "period", "figures"),
    [
        ("private_cars_replaced_per_shared_car", "24062", "2018–2022", {5, 10, 12, 13, 14}),
        ("construction_waste_t", "02000", "2018–2022", {4496003, 7601486, 5.2e6, 15e6}),
        ("ce_employment_jobs", "02000", "2019–2021", {43261, 44949, 148000}),
        ("ce_employment_percent", "02000", "2019–2021", {7.5, 1.96, 1.6}),
        ("cmu_percent", "02000", "2014", {15.9, 16}),
        ("cmu_percent", "02000", "2018", {20.7, 21}),
        ("population", "24062", "2019", {101488, 102126}),
        ("shared_cars", "24062", "2018", {82, 148}),
        ("shared_cars", "24062", "2022", {150, 154}),
        ("car_sharing_users", "24062", "2018", {2390, 2500, 2840}),
        ("car_sharing_users", "24062", "2022", {3700, 3800}),
    ],
)
def test_the_known_contradictions_of_pages_are_found(measure, area, period, figures):
    """Read on the pages themselves."""
    claims = open_edition("leuven", 2025).table("claims")
    found = contested_claims(claims, ()).set_index(["measure", "area", "period"])
    assert set(found.loc[(measure, area, period), "stated"]) == figures


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("city", ["leuven", "mechelen"])
def test_the_register_says_of_each_contradiction_why_and_which(city, language):
    """Every measure on which pages differ is declared with a name; a claim preferred is held."""
    edition = open_edition(city, 2025, language)
    lines = register(edition)
    assert lines[["name", "place", "values", "why", "preferred", "reason"]].notna().all(axis=None)
    assert (lines["difference"] >= 0).all()
    assert not lines.duplicated(["name", "place", "period"]).any()
    held = set(edition.table("claims")["claim"])
    assert {c.preferred for c in CONTESTED.values() if c.preferred} <= held


def target(document):
    return Target(
        indicator="i",
        area="a",
        year=2030,
        value=1,
        unit="t",
        scope="s",
        document=document,
        url="https://example.org",
    )


def test_what_counts_as_a_legal_source():
    assert has_legal_source(target("Directive (EU) 2018/851, member states"))
    assert has_legal_source(target("Lokaal Materialenplan 2023-2030 (Flemish Government, 2023)"))
    assert not has_legal_source(target("Local Energy and Climate Pact (LEKP), as reported"))
    assert not has_legal_source(target("Circular Economy Action Plan 2020"))


def test_meta_indicators_of_every_objective():
    table = meta_table(open_edition("leuven", 2025))
    assert len(table) == 5
    assert (table["covered"] <= table["listed"]).all()
    assert (table["legal"] <= table["targets"]).all()
    assert (table["age"].dropna() >= 0).all()


def test_every_member_state_held_is_judged(page):
    """Of municipal waste only Belgium and the Union are held."""
    counts = page.policy.decoupling_counts.frame.set_index("pressure")
    assert len(counts) == len(PRESSURES)
    for pressure in set(PRESSURES) - {"municipal_waste_generated"}:
        held = countries(page.edition, pressure)
        assert len(held) == 27 and "BE" in held
        assert counts.loc[NAMES[pressure]].astype(int).sum() == 27
    drawn = page.policy.decoupling_countries()
    assert {"absolute", "relative"} <= set(drawn.data["verdict"])


@pytest.mark.parametrize(
    ("area", "tonnes"),
    [
        ("BE", (61_345_803, 53_839_470, 57_965_392, 63_152_384)),
        ("DE", (363_544_995, 368_022_172, 387_504_241, 400_071_672)),
        ("NL", (121_145_468, 121_194_466, 132_362_297, 141_024_020)),
    ],
)
def test_all_waste_is_what_eurostat_printed_in_tonnes(page, area, tonnes):
    """ten00108 of June 2020, 2010 to 2016; here from kg per inhabitant and the inhabitants."""
    found = annual(2025, page.edition.data, area, "total_waste_generated")["value"]
    assert (1000 * found.loc[[2010, 2012, 2014, 2016]]).tolist() == pytest.approx(tonnes, rel=1e-4)


def test_a_single_window_stands_between_whole_years(page):
    """Belgium's municipal waste has five years since its break: 2020 to 2024 and no other."""
    drawn = page.policy.decoupling_windows()
    mine = drawn.data[drawn.data["series"] == "municipal waste"]
    assert mine[["first", "last"]].to_numpy().tolist() == [[2020, 2024]]
    assert not re.search(r">\d+\.\d+<", drawn.svg)


def test_a_fall_with_a_falling_economy_is_a_recession():
    """Greece 2010-2023: GDP and material use fell together (Eurostat nama_10_gdp, env_ac_mfa)."""
    found = national(open_edition("leuven", 2025), "EL", "domestic_material_consumption")
    assert found.verdict == "recession"


def test_a_notebook_chooses_the_first_year_and_the_window():
    """Eleven points from 2013 to 2023 have two windows of ten; four are not enough."""
    edition = open_edition("leuven", 2025)
    found = national(edition, "BE", "domestic_material_consumption", 2013, 10)
    windows = next(c.numbers for c in found.conditions if c.key == "windows")
    assert (found.points, windows["length"], windows["windows"]) == (11, 10, 2)
    short = national(edition, "BE", "domestic_material_consumption", 2020)
    assert short.verdict == "not_enough_data"


def test_no_verdict_crosses_the_year_in_which_belgium_began_to_count_more_waste():
    """4,779 kt in 2019 and 8,408 kt in 2020 (Eurostat env_wasmun): similar waste was added."""
    edition = open_edition("leuven", 2025)
    found = national(edition, "BE", "municipal_waste_generated")
    assert (found.break_year, found.tapio.first, found.points) == (2020, 2020, 5)
    assert {w.first for w in found.windows} == {2020}
    for language, year in (("nl", "vanaf 2020"), ("en", "from 2020")):
        assert year in reasons(found, language)[0]
    kept = national(edition, "BE", "domestic_material_consumption")
    assert kept.break_year is None and kept.tapio.first == 2010


def test_a_break_that_the_publisher_flags_is_one_too():
    series = pd.DataFrame(
        {
            "area": ["BE", "BE", "FR"],
            "measure": ["municipal_waste_generated", DRIVER, "municipal_waste_generated"],
            "year": [2015, 2016, 2017],
            "flag": ["be", None, "b"],
        }
    )
    declared = pd.DataFrame(
        {
            "series": ["municipal_waste_generated", DRIVER, "raw_material_consumption"],
            "area": ["BE", None, "BE"],
            "year": [2020, 2012, 2013],
        }
    )
    waste = breaks_of(series, declared, "BE", "municipal_waste_generated")
    assert waste == (2012, 2015, 2020)
    assert breaks_of(series, declared, "BE", "domestic_material_consumption") == (2012, 2013)


def test_the_city_itself_has_not_enough_data(page):
    words = page.policy.decoupling_of_the_city.markdown
    assert "2019, 2022" in words and "not enough data" in words


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("city", ["leuven", "mechelen"])
def test_everything_is_said_in_both_languages_for_each_city(city, language):
    mine = open_edition(city, 2025, language).objective("so5")
    for shown in (
        mine.policy.decoupling_words(),
        mine.policy.decoupling_of_the_city,
        mine.policy.label_words,
        mine.policy.terms_checked,
        mine.actions.words,
    ):
        assert shown.markdown and "{" not in shown.markdown
    for grid in (
        mine.policy.conflicts,
        mine.policy.meta,
        mine.policy.synthesis,
        mine.policy.planned_and_adjusted,
        mine.actions.questions,
        mine.actions.matrix,
    ):
        assert len(grid.frame) and grid.caption


def test_territorial_emissions_are_held_against_their_footprint(page):
    """Belgium 2010: 133.0 Mt of CO2 equivalent, as the published file of sdg_13_10 prints it."""
    table = page.edition.table("territorial_emissions").set_index(["area", "year"])
    assert table.loc[("BE", 2010), "value"] == 133.0
    assert table.loc[("BE", 2010), "half_step"] == pytest.approx(0.05)
    found = national(page.edition, "BE", "territorial_greenhouse_gas_emissions")
    assert {c.key: c.met is not None for c in found.conditions}["footprint"]


def test_a_city_without_a_plan_is_said_to_have_none_and_no_other_takes_its_place(monkeypatch):
    with monkeypatch.context() as alone:
        alone.setattr(PolicyView, "_compared", lambda view: [])
        hasselt = open_edition("hasselt", 2025).objective("so5").policy
        assert "Hasselt" in hasselt.label_depth().markdown
    monkeypatch.setattr(charts, "distribution", lambda values, marked, *rest: (values, marked))
    for city in ("hasselt", "boom"):
        edition = open_edition(city, 2025)
        values, marked = edition.objective("so5").policy.label_distribution()
        assert edition.city.area not in values.index
        assert marked[0] == edition.city.area
        assert len(set(marked)) == len(marked)


def test_where_no_figure_is_known_a_sentence_says_so_in_place_of_an_empty_picture():
    edition = open_edition("herstappe", 2025, "en")
    page = edition.objective("so3")
    for shown in (
        page.claims(["shared_cars_per_1000_inhabitants"]),
        page.trend("repairs_attempted"),
        page.multiples(["repair_success_rate", "repair_success_rate_resolved"]),
    ):
        assert isinstance(shown, Text)
        assert "Herstappe" in shown.markdown and "nothing is drawn" in shown.markdown


def test_what_is_planned_for_years_to_come_is_no_newest_figure_and_no_trend(page):
    """The plan of 2026-2031 stands beside the last adjusted one, which ends in 2025."""
    key = "waste_investment_per_inhabitant"
    assert page.latest(key)["period"] == 2025
    assert status_words(page.latest(key), "en") == "planned"  # adjusted last, and not an account
    only = page.latest("plan_amount_naming_circularity_share")  # nothing but the plan is known
    assert only["period"] == 2026 and status_words(only, "en") == "planned"
    planned = page.own[(page.own["indicator"] == key) & is_planned(page.own["scope"])]
    assert len(planned) >= 5
    found = trend(planned, INDICATORS[key], page.edition.breaks)
    assert (found.verdict, found.reason) == ("not_enough_data", "only plans")
    assert found.words("en") != "No value."


def test_a_plan_is_no_measurement_wherever_it_is_shown(page):
    """Figures from the multi-year plans: neither counted in the world nor spent."""
    rows = page.own[page.own["source"].str.startswith("bbc_")]
    assert rows["indicator"].nunique() == 6
    assert set(rows["status"]) == {"planned"}
    assert not sum(page.evidence.measured.values())
    assert page.evidence.unmeasured["input"] == 5
    opened = dict(Behind(page.edition)[key_of(rows.iloc[-1])])
    assert opened["status"] == "planned"


def test_the_inhabitants_behind_an_amount_are_those_of_the_year_itself(page):
    """Statbel's count of 1 January lies within what the publisher's cents leave open."""
    plans, people = (page.edition.table(t) for t in ("municipal_investments", "population"))
    implied = implied_inhabitants(plans, "24062")
    counted = people[people["area"] == "24062"].set_index("year")["population"]
    both = implied.index.intersection(counted.index)
    assert set(both) >= {2014, 2018, 2020}
    mine = plans[(plans["area"] == "24062") & plans["is_total"]].set_index("year")
    cents = 0.005 * mine["policy_fields"] / mine["eur_per_inhabitant"]
    for year in both:
        assert implied[year] == pytest.approx(counted[year], rel=cents[year])
    note = page.policy.planned_and_adjusted.note
    assert f"{counted[2020]:,}" in note and "1 January" in note


def test_a_city_of_whose_plan_no_actions_are_held_is_named_and_keeps_its_amounts(page):
    assert "Hasselt" in set(page.policy.planned_and_adjusted.frame["municipality"])
    assert "Hasselt" in page.policy.label_words.markdown


def test_a_course_is_drawn_only_where_the_years_between_are_known(page):
    """The figures of the Materialenbank are statements, and none is of 2022."""
    stated = sparkline(page.edition.objective("so2"))
    assert not stated["points"] and len(stated["ends"]) == 4 and "→" not in stated["words"]
    counted = sparkline(page.edition.objective("so3"))
    assert counted["points"] and len(counted["ends"]) == 2


def test_a_page_is_credited_once_and_what_files_share_is_said_once(page):
    report = page.edition.objective("so4")
    rows = report.credits.frame[["title", "vintage", "page"]]
    assert not rows.duplicated().any()
    said = report.caveats.markdown.splitlines()
    texts = [line.partition("): ")[2] for line in said if "): " in line]
    assert len(texts) == len(set(texts))


def test_a_question_names_the_figure_beside_it_and_its_status(page):
    figures = set(page.actions.questions.frame.iloc[:, 1])
    assert figures == {"Investment in actions that name circularity: 0.0\u00a0% (2026, planned)"}


def test_more_than_nine_is_shown_as_a_lower_bound(page):
    """A page says "more than 9 kg": 9.0 alone would be more than it says."""
    (shown,) = [
        row
        for row in page.edition.objective("so3").summary.frame.to_dict("records")
        if row["indicator"].startswith("Waste electrical")
    ]
    assert (shown["value"], shown["interval"]) == ("9.0\u00a0kg per inhabitant", "at least 9.0")
