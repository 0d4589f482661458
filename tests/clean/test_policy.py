"""Plans of municipalities: digits put right, sums with gaps, words and their false friends."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.clean.policy import (
    clean_actions,
    clean_investment_kinds,
    clean_investments,
)
from circular_metrics.clean.policy_terms import count_named
from circular_metrics.codelists.bbc import amounts, mend_lost_digits
from circular_metrics.codelists.terms import named_in
from circular_metrics.errors import BadInputError, UnknownLabelError
from circular_metrics.schemas.policy import INVESTMENT_KINDS, MUNICIPAL_INVESTMENTS, PLAN_ACTIONS

MOBILITY = "2 Zich verplaatsen en mobiliteit"
NATURE = "3 Natuur en milieubeheer"
WASTE, WATER = "030 Afval- en materialenbeheer", "031 Waterbeheer"
TANGIBLE = "I.1.B Investeringen in materiële vaste activa"
GRANTS = "I.1.D Toegestane investeringssubsidies"


def fields(*rows, area="24062", year="2026", plan="2026"):
    """An export by policy field: (domain, subdomain, policy field, amount, per inhabitant)."""
    names = ["BV_domein", "BV_subdomein", "Beleidsveld", "Totaal", "Per_inwoner"]
    raw = pd.DataFrame(rows, columns=names, dtype=str)
    return raw.assign(NIS_code=area, Boekjaar=year, Rapportjaar=plan)


# 1,000 inhabitants; the second amount lost two digits and the third one.
PLAN = fields(
    (MOBILITY, "020 Wegen", "0200 Wegen", "200000.0", "200.0"),
    (NATURE, WASTE, "0300 Ophalen", "300.0", "30.0"),
    (NATURE, WASTE, "0309 Overig", "1000.0", "10.0"),
    (NATURE, WATER, "0310 Riolen", "40000.0", "40.0"),
)


def by_field(raw, column="amount_eur"):
    return clean_investments(raw, "plan").table.set_index("field")[column]


def test_digits_that_were_lost_are_put_right_with_the_amount_per_inhabitant():
    """1,000 people: 30 euro each is 30,000 euro, not 300; 10 euro each is 10,000, not 1,000."""
    found = by_field(PLAN)
    assert found["waste_and_materials"] == 30_000 + 10_000
    assert found["nature_and_environment"] == 30_000 + 10_000 + 40_000
    assert found["total"] == 200_000 + 80_000
    log = clean_investments(PLAN, "plan").log.set_index("rule")["rows"]
    assert log["a hundred times too small"] == 1 and log["ten times too small"] == 1


def test_each_amount_is_in_its_field_in_the_domain_and_in_the_total():
    found = clean_investments(PLAN, "plan").table
    assert by_field(PLAN, "policy_fields").to_dict() == {
        "waste_and_materials": 2,
        "nature_and_environment": 3,
        "total": 4,
    }
    assert found.loc[found["is_total"], "field"].tolist() == ["total"]
    assert by_field(PLAN, "eur_per_inhabitant")["total"] == 200 + 30 + 10 + 40
    MUNICIPAL_INVESTMENTS.validate(found)


def test_what_is_not_planned_has_no_row():
    found = by_field(PLAN.iloc[[0]].reset_index(drop=True))
    assert found.index.tolist() == ["total"]


def test_a_sum_of_which_an_amount_is_missing_is_missing():
    gap = PLAN.assign(Totaal=["200000.0", "", "1000.0", "40000.0"])
    found = by_field(gap)
    assert found.isna().all()
    assert by_field(gap, "eur_per_inhabitant")["total"] == 280  # that one is known


def test_an_amount_that_rounds_to_nothing_per_inhabitant_is_left_as_it_is():
    """7 euro among 1,000 people is 0.00 or 0.01 each, printed as 0, as blank or as 0.01."""
    for cell in ("0.0", "", "0.01"):
        raw = fields(
            (MOBILITY, "020 Wegen", "0200 Wegen", "200000.0", "200.0"),
            (NATURE, WASTE, "0300 Ophalen", "7.0", cell),
        )
        assert by_field(raw)["waste_and_materials"] == 7
    blank = raw.assign(Per_inwoner=["200.0", ""])
    assert by_field(blank, "eur_per_inhabitant").isna()["waste_and_materials"]
    assert by_field(blank, "eur_per_inhabitant")["total"] == 200


def test_an_amount_of_six_digits_has_lost_none():
    """150,000 euro was printed "150.000" or "150000"; 1,500 each would be a mistake of its own."""
    raw = fields(
        (MOBILITY, "020 Wegen", "0200 Wegen", "200000.0", "200.0"),
        (MOBILITY, "020 Wegen", "0205 Bruggen", "300000.0", "300.0"),
        (NATURE, WASTE, "0300 Ophalen", "150000.0", "1500.0"),
    )
    assert by_field(raw)["waste_and_materials"] == 150_000


@given(
    people=st.integers(500, 500_000),
    amount=st.integers(1, 90).map(lambda n: 1_000 * n),
    lost=st.sampled_from([1, 10, 100]),
)
def test_an_amount_that_lost_digits_comes_back(people, amount, lost):
    """A second amount, too large to have lost any, tells how many people there are."""
    each = amount / people
    if each < 0.05:  # printed to the cent: too coarse to judge by
        return
    whole = 1_000 * people
    tidy = pd.DataFrame(
        {
            "area": "24062",
            "plan_edition": 2026,
            "stored_eur": [whole, amount / lost],
            "eur_per_inhabitant": [1000.0, round(each, 2)],
        }
    )
    before = tidy.copy()
    assert mend_lost_digits(tidy)["amount_eur"].tolist() == [whole, amount]
    pd.testing.assert_frame_equal(tidy, before)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"NIS_code": "2406"}, "NIS_code.*'2406'.*5 digits"),
        ({"Boekjaar": "26"}, "'26'"),
        ({"Rapportjaar": "2021"}, "'2021'"),
        ({"Totaal": "1.267.000"}, "Totaal.*'1.267.000'.*a number"),
        ({"Per_inwoner": "30,0"}, "Per_inwoner.*'30,0'"),
    ],
)
def test_a_cell_of_a_plan_that_is_none_is_named(cells, said):
    with pytest.raises(BadInputError, match=said):
        clean_investments(PLAN.assign(**cells), "plan")


def test_a_policy_field_twice_is_refused_because_it_would_count_double():
    with pytest.raises(BadInputError, match="row 5: found a second row"):
        clean_investments(pd.concat([PLAN, PLAN.iloc[[1]]], ignore_index=True), "plan")


def test_a_domain_without_a_code_is_refused():
    with pytest.raises(UnknownLabelError, match="10 Ruimtevaart"):
        clean_investments(PLAN.assign(BV_domein="10 Ruimtevaart"), "plan")


@given(st.permutations(range(4)))
def test_the_order_of_the_export_does_not_matter(order):
    shuffled = PLAN.iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(
        clean_investments(shuffled, "plan").table, clean_investments(PLAN, "plan").table
    )


def test_the_exports_are_left_as_they_were():
    before = PLAN.copy()
    clean_investments(PLAN, "plan")
    pd.testing.assert_frame_equal(PLAN, before)


def accounts(*rows, area="24062", plan="2020"):
    """An export by account: (year, kind of asset, account, amount)."""
    names = ["Boekjaar", "Niveau_3", "Alg_rekening", "Totaal"]
    raw = pd.DataFrame(rows, columns=names, dtype=str)
    return raw.assign(NIS_code=area, Rapportjaar=plan)


KINDS_OF_ASSET = accounts(
    ("2025", TANGIBLE, "2210000", "100.0"),
    ("2025", TANGIBLE, "2280000", "50.5"),
    ("2025", GRANTS, "6640000", "9.5"),
    ("2026", TANGIBLE, "2210000", "700.0"),
)


def test_kinds_of_asset_add_up_to_their_total_and_years_beyond_the_plan_stay_out():
    """The plan of 2020 ends in 2025: its look at 2026 belongs to the next plan."""
    cleaned = clean_investment_kinds(KINDS_OF_ASSET, "accounts")
    found = cleaned.table.set_index("asset")
    assert found["amount_eur"].to_dict() == {"grants": 9.5, "tangible": 150.5, "total": 160}
    assert set(found["year"]) == {2025} and set(found["stage"]) == {"adjusted_plan"}
    assert found.index[found["is_total"]].tolist() == ["total"]
    assert cleaned.log.set_index("rule")["rows"]["beyond the plan's six years"] == 1
    INVESTMENT_KINDS.validate(cleaned.table)


def test_a_kind_of_which_an_amount_is_missing_has_no_sum_and_the_others_have():
    gap = KINDS_OF_ASSET.assign(Totaal=["100.0", "", "9.5", "700.0"])
    found = clean_investment_kinds(gap, "accounts").table.set_index("asset")["amount_eur"]
    assert found["grants"] == 9.5
    assert found[["tangible", "total"]].isna().all()


def actions(*rows):
    """Investment actions: (place, code, objective, action plan, action, amounts by year)."""
    raw = pd.DataFrame(
        [
            {
                "municipality": place,
                "nis_code": code,
                **{"bd_code": "1", "ap_code": "1.1", "ac_code": str(n)},
                **{"bd_short": texts[0], "ap_short": texts[1], "ac_short": texts[2]},
                **{"bd_long": "", "ap_long": "", "ac_long": ""},
                "total_amount": str(float(sum(years.values()))),
                "yearly_amounts": json.dumps(years),
            }
            for n, (place, code, texts, years) in enumerate(rows)
        ],
        dtype=str,
    )
    return raw


LIVED = actions(
    ("Leuven", "24062", ("Een circulaire stad", "Gebouwen", "Nieuwe school"), {"2026": 60.0}),
    ("Leuven", "24062", ("Een circulaire stad", "Gebouwen", "Circulair park"), {"2027": 40.0}),
    ("Leuven", "24062", ("Mobiliteit", "Fietsen", "Circulatieplan"), {"2026": 100.0}),
    ("Aalst", "71001", ("Mobiliteit", "Wegen", "Brug"), {"2026": 5.0}),
)
TERMS = pd.DataFrame(
    {
        "group": ["circular", "practice"],
        "pattern": [r"circul\w+", r"herstel\w*"],
        "false_friends": [r"circulatie\w*", r"herstel van wegen"],
    }
)


def test_actions_keep_their_amounts_by_year_and_no_text():
    cleaned = clean_actions(LIVED, "actions")
    leuven = cleaned.table[cleaned.table["area"] == "24062"]
    assert leuven["amount_eur"].tolist() == [60, 40, 100]
    assert leuven["amount_2026_eur"].fillna(-1).tolist() == [60, -1, 100]  # absent is not zero
    assert not [c for c in cleaned.table if c.endswith(("_short", "_long"))]


def test_a_namesakes_code_is_put_right_only_where_name_and_code_stand_together():
    """Aalst is 41002; 71001 was another Aalst. The same code under another name stays."""
    assert clean_actions(LIVED, "actions").table["area"].tolist()[-1] == "41002"
    other = LIVED.assign(municipality="Aalst-bij-Elders")
    assert clean_actions(other, "actions").table["area"].tolist()[-1] == "71001"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"total_amount": "61.0"}, r"row 1: found years that do not add up.*61"),
        ({"total_amount": ""}, "row 1: found years that do not add up"),
        ({"yearly_amounts": "{'2026': 60}"}, "row 1, column 'yearly_amounts'"),
        ({"yearly_amounts": "null"}, "row 1.*amounts by year"),
        ({"yearly_amounts": ""}, "row 1.*amounts by year"),
        ({"yearly_amounts": '{"2026": "much"}'}, "row 1.*amounts by year"),
        ({"nis_code": "4062"}, "row 1.*'4062'"),
    ],
)
def test_an_action_that_does_not_add_up_is_named(cells, said):
    with pytest.raises(BadInputError, match=said):
        clean_actions(LIVED.iloc[[0]].assign(**cells), "actions")


def test_what_a_plan_names_is_counted_by_level_without_its_false_friends():
    """Leuven: 2 of 3 actions, 100 of 200 euro, under an objective that names it; 1 for 40 euro
    names it itself. A traffic plan (circulatieplan) is no circular one."""
    counted = count_named(clean_actions(LIVED, "actions").table, LIVED, TERMS)
    found = counted.set_index(["area", "term_group"]).loc[("24062", "circular")]
    assert (found["actions"], found["amount_eur"]) == (3, 200)
    assert (found["objective_actions"], found["objective_eur"]) == (2, 100)
    assert (found["action_plan_actions"], found["action_plan_eur"]) == (0, 0)
    assert (found["action_actions"], found["action_eur"]) == (1, 40)
    nothing = counted.set_index(["area", "term_group"]).loc[("24062", "practice")]
    assert nothing["action_actions"] == 0 and nothing["actions"] == 3
    PLAN_ACTIONS.validate(counted)


def test_the_long_text_of_an_action_is_read_as_well():
    raw = LIVED.assign(ac_long=["", "", "", "Herstelcafé onder de brug"])
    counted = count_named(clean_actions(raw, "actions").table, raw, TERMS)
    found = counted.set_index(["area", "term_group"])["action_actions"]
    assert found["41002", "practice"] == 1 and found["24062", "practice"] == 0


def test_a_text_that_has_both_a_term_and_its_false_friend_is_found():
    texts = pd.Series(
        ["Circulatieplan", "Circulatieplan en CIRCULAIRE school", "Herstel van wegen"]
    )
    assert named_in(texts, TERMS).tolist() == [False, True, False]


def test_a_false_friend_taken_out_does_not_join_its_neighbours():
    terms = pd.DataFrame({"pattern": ["ab"], "false_friends": ["x"]})
    assert named_in(pd.Series(["axb", "xab"]), terms).tolist() == [False, True]


def test_amounts_are_numbers_or_missing_and_never_zero_for_a_blank():
    cells = pd.Series(["1.5", "", "2e3", "-4"], name="Totaal")
    found = amounts(cells, "plan")
    assert found.isna().tolist() == [False, True, False, False]
    assert found.dropna().tolist() == [1.5, 2000, -4]
