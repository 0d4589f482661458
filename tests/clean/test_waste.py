"""Eurostat's cells: a gap stays a gap, a flag has a meaning, the last digit is the error."""

import gzip

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from circular_metrics.cells import long_frame
from circular_metrics.clean.policy_emissions import clean_territorial_emissions
from circular_metrics.clean.waste.long import clean_series
from circular_metrics.clean.waste.series import clean_eurostat_series
from circular_metrics.errors import BadInputError, UnknownLabelError
from circular_metrics.readers.eurostat import read_eurostat
from circular_metrics.schemas.waste import EUROSTAT_SERIES, SERIES
from circular_metrics.sources import policy as emissions
from circular_metrics.sources import waste as sources

LAYOUTS = ["estat_new_layout.tsv", "codes.csv", "version_2.csv", "sparse.json", "labels.csv"]


def cells(*rows, dimensions="wst_oper=RCY", unit="PC", updated="2026-03-30T23:00:00+0200"):
    """A long frame of text: (area, period, value, flag[, confidentiality status])."""
    columns = zip(*((*row, "")[:5] for row in rows), strict=True)
    named = dict(zip(("area", "period", "value", "flag", "conf_status"), columns, strict=True))
    return long_frame(
        {
            **{name: list(texts) for name, texts in named.items()},
            "dataset": "CEI_WM011",
            "updated": updated,
            "freq": "A",
            "dimensions": dimensions,
            "unit": unit,
        },
        len(rows),
    )


RATES = cells(
    ("BE", "2019", "54.7", ""),
    ("BE", "2020", "51", "ep"),
    ("BE", "2021", "", "b"),
    ("BE", "2022", "", "c"),
    ("BE", "2023", "", "", "C"),
    ("CH", "2023", "52.25", ""),
)


def test_a_cell_without_a_value_stays_and_stays_missing():
    table = clean_series(RATES, "rates.tsv").table
    assert len(table) == len(RATES)
    assert table["value"].isna().tolist() == [False, False, True, True, True, False]
    assert table["confidential"].tolist() == [False, False, False, True, True, False]
    assert table["flag"].astype("str").fillna("").tolist() == ["", "ep", "b", "c", "", ""]


def test_the_digits_that_a_value_is_printed_with_are_kept():
    table = clean_series(RATES, "rates.tsv").table
    assert table["decimals"].tolist() == [1, 0, 0, 0, 0, 2]
    powers = cells(("BE", "2020", "1.25e-3", ""), ("BE", "2021", "1.2E+05", ""))
    assert clean_series(powers, "r").table["decimals"].tolist() == [5, 0]


def test_the_account_counts_what_was_met_once_each():
    log = clean_series(RATES, "rates.tsv").log.set_index("rule")["rows"]
    assert log[["cells", "missing", "confidential"]].tolist() == [6, 1, 2]
    assert log[["flag_e", "flag_p", "flag_b", "flag_c"]].tolist() == [1, 1, 1, 1]
    assert "flag_r" not in log


@pytest.mark.parametrize("file", LAYOUTS)
def test_every_layout_gives_the_same_values(samples, file):
    """401 (2021) and 399.5 (2023) in Belgium; 12 (2022) in Luxembourg, 2021 withheld."""
    table = clean_series(read_eurostat(samples / "eurostat" / file), file).table
    place = table["area"].astype("str").replace({"Belgium": "BE", "Luxembourg": "LU"})
    found = table.assign(area=place).dropna(subset="value").set_index(["area", "period"])["value"]
    assert found.to_dict() == {("BE", "2021"): 401, ("BE", "2023"): 399.5, ("LU", "2022"): 12}
    withheld = table[table["confidential"]]
    assert withheld["period"].tolist() == ["2021"] and withheld["value"].isna().all()


def test_a_layout_that_names_no_dataset_is_called_after_its_file(samples):
    file = "estat_new_layout.tsv"
    table = clean_series(read_eurostat(samples / "eurostat" / file), file).table
    assert set(table["dataset"]) == {"new_layout"}
    named = clean_series(read_eurostat(samples / "eurostat" / "codes.csv"), "x.csv").table
    assert set(named["dataset"]) == {"env_invented"}


@pytest.mark.parametrize(
    ("printed", "vintage"),
    [
        ("30/09/24 23:00:00", "2024-09"),
        ("05/01/2026 11:00:00", "2026-01"),
        ("2026-07-21T23:00:00+0200", "2026-07"),
    ],
)
def test_a_date_of_update_is_read_day_first(printed, vintage):
    raw = cells(("BE", "2020", "1", ""), updated=printed)
    assert clean_series(raw, "r").table["vintage"].tolist() == [vintage]


def test_a_date_of_update_in_no_known_form_is_refused():
    with pytest.raises(BadInputError, match="r.csv, column 'LAST UPDATE'.*'31/31/24'"):
        clean_series(cells(("BE", "2020", "1", ""), updated="31/31/24"), "r.csv")


def plain(**cells):
    """Three cells as a reader gives them when it parses the numbers itself."""
    value = np.array([1.5, np.nan, 2.0])
    given = {"freq": "A", "area": "BE", "period": "2020", "value": value, **cells}
    return long_frame({"decimals": np.array([1, 0, 0], dtype="int8"), **given}, 3)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"decimals": np.array([1, 0, 0])}, "decimals"),  # of 64 bits
        ({"value": np.array([1, 2, 3])}, "value"),  # whole numbers hold no missing value
    ],
)
def test_a_reader_that_breaks_its_word_is_caught_before_anything_is_told(cells, column):
    with pytest.raises(SchemaErrors, match=column):
        clean_series(plain(**cells), "x.tsv")


def test_checking_the_long_table_without_a_copy_changes_nothing():
    """What could change it, were it declared: another type, a value filled in, a column dropped."""
    columns = SERIES.columns.values()
    assert not SERIES.coerce and SERIES.strict is True and SERIES.dtype is None
    assert not SERIES.drop_invalid_rows and not SERIES.add_missing_columns and not SERIES.parsers
    assert not any(c.coerce or c.default is not None or c.parsers for c in columns)
    table = clean_series(plain(), "x.tsv").table
    before = table.copy(deep=True)
    SERIES.validate(table, lazy=True, inplace=True)
    pd.testing.assert_frame_equal(table, before)


def test_a_flag_or_status_without_a_meaning_is_refused():
    with pytest.raises(UnknownLabelError, match="r.csv, flags: found 'ex'"):
        clean_series(cells(("BE", "2020", "1", "ex")), "r.csv")
    with pytest.raises(UnknownLabelError, match=r"CONF_STATUS: found \['Q'\]"):
        clean_series(cells(("BE", "2020", "1", "", "Q")), "r.csv")


@given(st.lists(st.decimals(-1e6, 1e6, places=2).map(str) | st.just(""), min_size=1))
def test_values_go_through_unchanged_and_in_order(texts):
    raw = cells(*(("BE", str(1990 + n), text, "") for n, text in enumerate(texts)))
    before = raw.copy()
    table = clean_series(raw, "r").table
    expected = [float(text) if text else None for text in texts]
    assert [None if pd.isna(v) else v for v in table["value"]] == expected
    pd.testing.assert_frame_equal(raw, before)


def series(*rows, source=sources.RECYCLING_RATE_2026_03, **kwargs):
    return clean_eurostat_series({source: cells(*rows, **kwargs)})


def test_half_a_step_is_that_of_the_whole_series():
    """Eurostat leaves out a last zero: "51" among 54.7 and 55.5 stands for 51.0, to 0.05."""
    found = series(("BE", "2019", "54.7", ""), ("BE", "2020", "51", "")).table
    assert found["half_step"].tolist() == pytest.approx([0.05, 0.05])


def test_half_a_step_is_each_series_own():
    """Tonnes are printed to a thousand, kilograms to one: neither lends its digits."""
    tonnes = cells(("BE", "2020", "8413", ""), dimensions="wst_oper=GEN", unit="THS_T")
    each = cells(("BE", "2020", "729.5", ""), dimensions="wst_oper=GEN", unit="KG_HAB")
    raw = pd.concat([tonnes, each], ignore_index=True)
    found = clean_eurostat_series({sources.MUNICIPAL_WASTE_2026_03: raw}).table
    assert found.set_index("measure")["half_step"].to_dict() == {
        "municipal_waste_generated": 0.5,
        "municipal_waste_generated_per_inhabitant": 0.05,
    }
    assert found.set_index("measure")["unit"].to_dict() == {
        "municipal_waste_generated": "kt",
        "municipal_waste_generated_per_inhabitant": "kg/inhabitant",
    }


def test_only_the_union_and_its_members_are_kept_and_the_rest_is_counted():
    found = series(
        ("BE", "2020", "51.4", ""), ("CH", "2020", "52.0", ""), ("EU27_2020", "2020", "", "")
    )
    assert found.table["area"].tolist() == ["BE", "EU27_2020"]
    assert found.table["value"].isna().tolist() == [False, True]
    assert found.log.set_index("rule")["rows"]["area_outside_the_eu"] == 1
    EUROSTAT_SERIES.validate(found.table, lazy=True)


def test_a_place_or_series_nobody_has_met_is_refused():
    with pytest.raises(UnknownLabelError, match=r"'geo'.*'XX' \(1 rows\)"):
        series(("XX", "2020", "1", ""))
    with pytest.raises(UnknownLabelError, match="'series'.*wst_oper=RCV"):
        series(("BE", "2020", "1", ""), dimensions="wst_oper=RCV")
    with pytest.raises(UnknownLabelError, match="'series'.*KG_HAB"):
        series(("BE", "2020", "1", ""), unit="KG_HAB")


def test_two_vintages_of_one_figure_both_stay():
    """The Belgian rate of 2018: 54.6 % in June 2020, 54.4 % since."""
    old, new = cells(("BE", "2018", "54.6", "")), cells(("BE", "2018", "54.4", ""))
    raw = {sources.RECYCLING_RATE_2020_06: old, sources.RECYCLING_RATE_2026_03: new}
    found = clean_eurostat_series(raw).table.set_index("vintage")["value"]
    assert found.to_dict() == {"2020-06": 54.6, "2026-03": 54.4}


def emitted(*rows, **kwargs):
    kwargs = {"dimensions": "src_crf=TOTX4_MEMO", "unit": "MTCO2E"} | kwargs
    return clean_territorial_emissions({emissions.TERRITORIAL_EMISSIONS: cells(*rows, **kwargs)})


def test_emissions_keep_their_gaps_and_their_last_digit():
    found = emitted(
        ("BE", "2021", "110.52", ""), ("BE", "2022", "", "u"), ("NO", "2021", "48.9", "")
    )
    assert found.table["value"].fillna(-1).tolist() == [110.52, -1]
    assert found.table["half_step"].tolist() == pytest.approx([0.005, 0.005])
    assert found.table["flag"].fillna("").tolist() == ["", "u"]
    assert found.log.set_index("rule")["rows"]["area outside the EU"] == 1


@pytest.mark.parametrize(
    ("row", "kwargs", "said"),
    [
        (("BE", "2021", "1", ""), {"unit": "THS_T"}, "THS_T"),
        (("XX", "2021", "1", ""), {}, "'XX'"),
        (("BE", "2021", "1", "x"), {}, "flags"),
    ],
)
def test_emissions_of_another_series_place_or_flag_are_refused(row, kwargs, said):
    with pytest.raises(UnknownLabelError, match=said):
        emitted(row, **kwargs)


def test_a_gzipped_file_is_the_file(samples, tmp_path):
    source = samples / "eurostat" / "codes.csv"
    packed = tmp_path / "codes.csv.gz"
    packed.write_bytes(gzip.compress(source.read_bytes()))
    one, other = (clean_series(read_eurostat(p), "codes.csv").table for p in (source, packed))
    pd.testing.assert_frame_equal(one, other)
