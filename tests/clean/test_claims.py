"""Typed figures: each cell is what it must be, contradictions stand side by side, one is drawn."""

import pandas as pd
import pandera.errors
import pytest

from circular_metrics.clean.claims import clean_breaks, clean_claims, typed_claims
from circular_metrics.errors import BadInputError
from circular_metrics.schemas.claims import BREAKS, CLAIMS
from circular_metrics.sources import claims as sources

BINS = {
    "claim": "street-bins-t-24062-2019-a",
    "measure": "street_bins_t",
    "area": "24062",
    "place": "Leuven",
    "period": "2019",
    "value": "594",
    "unit": "t",
    "scope": "waste in public litter bins",
    "title": "A page",
    "address": "https://example.org/a",
    "dated": "2023-08-18",
    "preferred": "true",
    "reason": "the newest statement",
    "note": "",
}


def typed(*changes):
    return pd.DataFrame([BINS | change for change in changes], dtype=str)


def cleaned(*changes):
    return clean_claims({sources.LEUVEN_WASTE: typed(*changes)})


# Three pages give three figures for the bins of 2019: 594, 601 and 660 tonnes.
CONTESTED = (
    {},
    {"claim": "street-bins-t-24062-2019-b", "value": "601", "preferred": "false"},
    {"claim": "street-bins-t-24062-2019-c", "value": "660", "preferred": "false"},
)


def test_figures_that_contradict_each_other_all_stay_and_are_counted():
    found = cleaned(*CONTESTED, {"claim": "other", "period": "2022", "value": "541.5"})
    assert found.table["value"].tolist() == [594, 601, 660, 541.5]
    assert found.table["preferred"].tolist() == [True, False, False, True]
    assert found.log.set_index("rule")["rows"].to_dict() == {
        "typed": 4,
        "contradicted": 3,
        "without a year": 0,
    }
    CLAIMS.validate(found.table, lazy=True)


def test_what_a_page_does_not_say_is_missing():
    found = cleaned({"period": "", "dated": "", "reason": ""}).table.squeeze()
    assert found[["period", "dated", "reason", "note"]].isna().all()
    assert found["value"] == 594
    assert cleaned({"period": ""}).log.set_index("rule")["rows"]["without a year"] == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "594,5"}, "row 2, column 'value'.*'594,5'.*decimal point"),
        ({"value": ""}, "row 2, column 'value'"),
        ({"value": "36.949 ton"}, "36.949 ton"),
        ({"value": "nan"}, "'nan'"),
        ({"period": "2019-2022"}, "column 'period'.*a year, or nothing"),
        ({"preferred": "TRUE"}, "column 'preferred'.*true or false"),
        ({"preferred": ""}, "column 'preferred'"),
    ],
)
def test_a_cell_that_was_mistyped_is_named(change, said):
    with pytest.raises(BadInputError, match=said):
        typed_claims(typed(change), "waste.csv")


def test_all_mistyped_cells_come_at_once():
    with pytest.raises(BadInputError) as refused:
        typed_claims(typed({"value": "x", "period": "y"}, {"preferred": "z"}), "waste.csv")
    assert {(p.row, p.column) for p in refused.value.problems} == {
        (2, "value"),
        (2, "period"),
        (3, "preferred"),
    }


@pytest.mark.parametrize(
    "changes",
    [
        [CONTESTED[0] | {"preferred": "false"}, CONTESTED[1]],  # none is drawn
        [CONTESTED[0], CONTESTED[1] | {"preferred": "true"}],  # two are drawn
        [CONTESTED[0] | {"reason": ""}, CONTESTED[1]],  # a preference without its reason
        [{"preferred": "false"}],  # nothing to prefer it to
        [{}, {}],  # one name twice
        [{"address": "example.org"}],
        [{"dated": "18/08/2023"}],
        [{"measure": "Street bins"}],
        [{"scope": ""}],
    ],
)
def test_a_table_of_claims_that_leaves_something_open_is_refused(changes):
    with pytest.raises((pandera.errors.SchemaErrors, pandera.errors.SchemaError)):
        CLAIMS.validate(cleaned(*changes).table, lazy=True)


def test_figures_of_another_scope_year_or_area_do_not_contradict_each_other():
    found = cleaned(
        {"reason": ""},
        {"claim": "b", "scope": "bins and sweepings", "reason": ""},
        {"claim": "c", "period": "2020", "reason": ""},
        {"claim": "d", "area": "02000", "reason": ""},
    )
    assert found.log.set_index("rule")["rows"]["contradicted"] == 0
    CLAIMS.validate(found.table, lazy=True)


def test_the_typed_files_are_left_as_they_were_and_none_is_lost():
    one, other = typed({}), typed({"claim": "b", "period": "2020"})
    before = one.copy()
    table = clean_claims({sources.LEUVEN_WASTE: one, sources.MATERIALS: other}).table
    assert table["claim"].tolist() == [BINS["claim"], "b"]
    pd.testing.assert_frame_equal(one, before)


BREAK = {
    "series": "renovation_permits",
    "area": "",
    "year": "2018",
    "reason_en": "Since 2018 other permits are counted.",
    "reason_nl": "Sinds 2018 tellen andere vergunningen.",
    "source": "Statbel",
    "address": "https://example.org",
}


def test_a_break_without_an_area_holds_for_all():
    raw = pd.DataFrame([BREAK, BREAK | {"area": "24062", "year": "2020"}], dtype=str)
    found = clean_breaks({sources.SERIES_BREAKS: raw})
    assert found.table["area"].isna().tolist() == [True, False]
    assert found.table["year"].tolist() == [2018, 2020]
    assert found.log.set_index("rule")["rows"]["all areas"] == 1
    BREAKS.validate(found.table)


def test_a_break_in_no_year_is_refused():
    with pytest.raises(BadInputError, match="row 2, column 'year'.*'2018/2019'"):
        clean_breaks({sources.SERIES_BREAKS: pd.DataFrame([BREAK | {"year": "2018/2019"}])})
