"""Cleaning of repair records: each rule on a sample, the published counts, and no row lost."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular_metrics.clean.repair.counts import REPAIR_COUNTS_TABLE, count_events
from circular_metrics.clean.repair.dates import release_of
from circular_metrics.clean.repair.events import clean_events
from circular_metrics.clean.repair.rules import RULES
from circular_metrics.clean.repair.several import ORDS, clean_several
from circular_metrics.codelists.repair import CATEGORIES, CATEGORY_IDS, COUNTRIES
from circular_metrics.errors import UnknownLabelError
from circular_metrics.readers.ords import REQUIRED, read_ords
from circular_metrics.schemas.repair import REPAIR_COUNTS, REPAIR_EVENTS
from circular_metrics.sources.repair import GROUP_PLACES, RELEASES
from circular_metrics.store import make_table

PARTNERS = "ords/partners"
CONNECTS = f"{PARTNERS}/RepairConnects/202507/OpenRepairData_v0.3_RepairConnects_202507.csv"


def cleaned(path):
    return ORDS.clean(ORDS.read(path), path.name)


def rows_of(account):
    return account.log.set_index("rule")["rows"]


def frame(*records, **columns):
    """Raw records of version 0.3; each a dictionary of what differs from a plain one."""
    plain = dict.fromkeys(REQUIRED["0.3"], "") | {
        "data_provider": "Ours",
        "country": "BEL",
        "product_category": "Kettle",
        "repair_status": "Fixed",
        "group_identifier": "Town",
        "event_date": "2021-03-02",
    }
    rows = [plain | {"id": f"o_{i}"} | record | columns for i, record in enumerate(records)]
    return pd.DataFrame(rows, dtype="str").assign(line=range(2, len(rows) + 2))


@pytest.fixture(scope="module")
def sample(samples):
    return cleaned(samples / "ords" / "OpenRepairData_v0.3_OurPartner_202307.csv")


def test_the_sample_gives_a_valid_table_in_file_order_without_text_brand_or_model(sample):
    events = REPAIR_EVENTS.validate(sample.table, lazy=True)
    assert list(events["line"]) == [2, 3, 4, 5, 6, 7, 8, 11]
    assert not {"problem", "brand", "model"} & set(events.columns)
    assert set(events["provider"]) == {"Our Partner"}
    assert set(events["release"]) == {"2023-07"}


def test_every_rule_is_in_the_log_with_its_count(sample):
    assert list(sample.log["rule"]) == list(RULES)
    found = rows_of(sample)
    expected = {
        "I1": 1, "I3": 1, "D1": 2, "D4": 1, "Y1": 1, "Y2": 2, "Y3": 1, "Y6": 4, "R1": 1, "R3": 1,
        "B1": 1, "B2": 1, "B3": 1, "G1": 1, "G3": 1, "G5": 1, "C1": 2, "P1": 1, "P3": 1, "P4": 1,
        "V1": 1, "A1": 4, "P2": 3, "Y4": 3, "T1": 1, "T2": 1, "T5": 1, "U1": 1,
    }  # fmt: skip
    assert found[found > 0].to_dict() == expected


@pytest.mark.parametrize(
    ("number", "differs"),
    [
        ("{}", 0),
        ("{}.0", 0),
        (" {}.00 ", 0),
        ("", 0),
        ("{}.5", 1),
        ("{}.", 1),
        ("x", 1),
        ("99.0", 1),
    ],
)
def test_a_number_of_a_category_may_be_written_as_a_spreadsheet_does(number, differs):
    """No other number is taken for it: the standard's list has forty whole ones."""
    cell = number.format(CATEGORY_IDS["Kettle"])
    account = clean_events(frame({"product_category_id": cell}), "a_202507.csv")
    assert rows_of(account)["P4"] == differs
    assert account.table["product_category_id"].tolist() == [CATEGORY_IDS["Kettle"]]


def test_flags_and_raw_values_tell_what_was_changed(sample):
    by_id = sample.table.set_index("id")
    assert by_id.loc["ours_5", "flags"] == (
        "group_blank;country_not_iso;date_impossible;made_after_event;barrier_without_end_of_life"
    )
    raw = by_id.loc["ours_5", "raw"]
    assert raw.split("; ") == [
        "country=XXX",
        "event_date=1999-12-13",
        "year_of_manufacture=2024",
        "product_age=-3",
        "repair_barrier_if_end_of_life=Too worn out",
        "product_category=laptop",
    ]
    assert by_id.loc["ours_3", "raw"] == "year_of_manufacture=1901; product_age=120"
    assert by_id.loc["ours_4", "raw"] == "year_of_manufacture=20111; product_age="
    assert pd.isna(by_id.loc["ours_1", "flags"])


LINE_0_3 = "o_{id},Ours,BEL,Huis,Fan,7,{brand},,,{status},,{group},2021-03-0{id},{problem}\n"
COLUMNS_0_3 = (
    "id,data_provider,country,partner_product_category,product_category,product_category_id,"
    "brand,year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,"
    "group_identifier,event_date,problem\n"
)


def shifted(tmp_path, **cells):
    plain = {"brand": "Aba", "status": "Fixed", "group": "Town", "problem": "hums"}
    text = COLUMNS_0_3 + LINE_0_3.format(id=1, **plain) + LINE_0_3.format(id=2, **plain | cells)
    path = tmp_path / "OpenRepairData_v0.3_Ours_202507.csv"
    path.write_text(text, encoding="utf-8")
    return cleaned(path)


def test_a_comma_in_the_brand_is_seen_where_the_age_beside_the_outcome_is_blank(tmp_path):
    account = shifted(tmp_path, brand="Aba, x")
    assert account.table["status"].tolist() == ["fixed", "fixed"]
    assert account.table["group"].tolist() == ["Town", "Town"]
    assert account.table["event_date"].tolist() == ["2021-03-01", "2021-03-02"]
    assert account.table["flags"].fillna("").tolist() == ["", "cells_put_back"]


@pytest.mark.parametrize("cells", [{"brand": "Aba, x, y"}, {"group": "Town, North"}])
def test_cells_that_nothing_puts_back_are_set_aside_and_not_read_as_others(tmp_path, cells):
    account = shifted(tmp_path, **cells)
    assert account.table["id"].tolist() == ["o_1"]
    assert account.quarantine["line"].tolist() == [3]
    assert account.quarantine["reason"].tolist() == ["its cells are in the wrong columns"]


def test_ragged_rows_of_the_table_of_unpowered_items_are_set_aside(tmp_path):
    path = tmp_path / "OpenRepairData_v0.3_unpowered_202507.csv"
    path.write_text(
        "data_provider,product_category,repair_status,total\n"
        "A,Unpowered - Bicycle,Fixed,5,7\n"
        "A,Unpowered - Bicycle,Repairable,3\n"
        "A,Unpowered - Textile\n"
        "A,Unpowered - Textile,Fixed,-2\n"
    )
    account = cleaned(path)
    assert account.table[["status", "records"]].to_numpy().tolist() == [["repairable", 3]]
    assert account.quarantine["line"].tolist() == [2, 4, 5]


def test_ragged_rows_of_the_list_of_categories_do_not_stop_it(tmp_path):
    path = tmp_path / "OpenRepairData_v0.3_Product_Categories.csv"
    path.write_text("product_category_id,product_category\n7,Fan,more\n6\n14,Kettle\n")
    account = cleaned(path)
    assert account.table.empty and account.quarantine["line"].tolist() == [2, 3, 4]


def test_an_identical_row_is_set_aside_with_its_line_and_reason(sample):
    row = sample.quarantine.iloc[0]
    assert (row["line"], row["reason"], row["id"]) == (
        10,
        "it repeats line 2 in every cell",
        "ours_1",
    )
    assert row["problem"] == "lekt"  # the raw row, whole


def test_one_id_for_two_records_sets_both_aside():
    raw = frame({"id": "o_1"}, {"id": "o_1", "product_category": "Lamp"}, {"id": "o_2"})
    account = clean_events(raw, "a.csv")
    assert list(account.table["id"]) == ["o_2"]
    assert account.quarantine["reason"].str.contains("different record").all()
    assert list(account.quarantine["line"]) == [2, 3]


def test_blank_ids_are_kept_and_flagged():
    account = clean_events(frame({"id": ""}, {"id": ""}), "a.csv")
    assert account.table["flags"].tolist() == ["id_form", "id_form;repeats_a_record"]


def test_version_0_1_spilled_and_shifted_cells_are_put_back(samples):
    account = cleaned(samples / "ords" / "OpenRepairData_v0.1_OurPartner_201909.csv")
    events = REPAIR_EVENTS.validate(account.table).set_index("id")
    assert events.loc["ours_3", ["status", "group", "event_date", "flags"]].tolist() == [
        "repairable",
        "Town",
        "2018-04-12",
        "cells_put_back",
    ]
    assert events.loc["ours_3", "year_of_manufacture"] == 2012
    assert events.loc["ours_2", "product_category"] == "DSLR/video camera"
    assert events.loc["ours_1", ["product_category", "raw"]].tolist() == [
        "Laptop",
        "year_of_manufacture=????; product_category=Laptop small",
    ]
    assert pd.isna(events.loc["ours_4", "product_category_id"])
    assert events["country"].isna().all()
    assert list(account.quarantine["id"]) == ["ours_5"]
    found = rows_of(account)
    assert found[["S1", "S2", "C1"]].tolist() == [3, 4, 0] or found["S2"] == 5


def test_version_0_2_1_dates_are_precise_to_the_month_only_while_all_are_the_first(samples):
    account = cleaned(samples / "ords" / "OpenRepairData_v0.2.1_OurPartner_202009.csv")
    assert account.table["date_precision"].tolist() == ["month", "month", "month", "day"]
    assert rows_of(account)[["D2", "B1", "Y1"]].tolist() == [3, 2, 4]
    assert account.table["barrier"].dropna().tolist() == [
        "no_way_to_open_product",
        "item_too_worn_out",
    ]


def test_a_row_that_is_too_short_is_set_aside(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        ",".join(REQUIRED["0.1"]) + "\no_1,Ours\no_2,Ours,Fan,,2010,Fixed,T,2019-05-04,x\n"
    )
    account = cleaned(path)
    assert account.quarantine["reason"].tolist() == ["it has 2 cells; expected 9"]
    assert account.quarantine["line"].tolist() == [2]
    assert list(account.table["id"]) == ["o_2"]


@pytest.mark.parametrize(
    ("column", "label"),
    [("repair_status", "Gone"), ("product_category", "Robot"),
     ("repair_barrier_if_end_of_life", "Rain")],
)  # fmt: skip
def test_an_unknown_label_is_refused_with_its_count(column, label):
    raw = frame({column: label}, {column: label}, {})
    with pytest.raises(UnknownLabelError) as refusal:
        clean_events(raw, "file.csv")
    assert "file.csv" in str(refusal.value)
    assert f"'{label}' (2 rows)" in str(refusal.value)


def test_a_day_far_busier_than_the_next_is_flagged():
    raw = frame(*[{"event_date": "2022-11-16"}] * 61, *[{"event_date": "2022-11-17"}] * 20)
    flags = clean_events(raw, "a.csv").table["flags"].fillna("")
    assert flags.str.contains("bulk_day").sum() == 61


def test_similar_names_of_groups_are_not_merged():
    raw = frame({"group_identifier": "Sæby"}, {"group_identifier": "Søby"})
    assert clean_events(raw, "a.csv").table["group"].tolist() == ["Sæby", "Søby"]


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("OpenRepairData_v0.3_Ours_202507.csv", "2025-07"),
        ("OpenRepairData_v0.2.1_Ours_202009.json", "2020-09"),
        ("repairs.csv", ""),
        ("20250701.csv", ""),
    ],
)
def test_the_release_is_read_from_the_name(name, release):
    assert release_of(name) == release


def test_codelists_hold_what_the_standard_says():
    assert len(CATEGORIES) == len(set(CATEGORIES)) == 40
    assert (CATEGORIES[15], CATEGORIES[39]) == ("Laptop", "Iron")
    assert len(COUNTRIES) == 249  # ISO 3166-1, officially assigned


text = st.text(st.characters(codec="utf-8"), max_size=12)
dirt = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["o_1", "o_2", "", "x"]),
        "product_category": st.sampled_from(["Kettle", "Laptop small", "Watch / clock", ""]),
        "repair_status": st.sampled_from(["Fixed", "End of life", "#N/A", "", "????", "2010"]),
        "year_of_manufacture": st.one_of(text, st.sampled_from(["????", "1901", "2030", "Fixed"])),
        "product_age": st.one_of(text, st.sampled_from(["-1", "0.5", "0,5", "5"])),
        "group_identifier": st.one_of(text, st.just("Fixed")),
        "event_date": st.one_of(text, st.sampled_from(["2021-02-01", "2021-02-30", "2021-05"])),
        "country": text,
        "problem": text,
        "brand": text,
    }
)


@settings(deadline=None)
@given(records=st.lists(dirt, min_size=1, max_size=8))
def test_no_row_is_lost_whatever_it_holds(records):
    raw = frame(*records)
    before = raw.copy()
    try:
        account = clean_events(raw, "a_202110.csv")
    except UnknownLabelError:
        return
    REPAIR_EVENTS.validate(account.table, lazy=True)
    lines = [*account.table["line"], *account.quarantine["line"]]
    assert sorted(lines) == list(raw["line"])
    pd.testing.assert_frame_equal(raw, before)


@given(one=st.lists(dirt, min_size=1, max_size=6), two=st.lists(dirt, min_size=1, max_size=6))
def test_no_row_of_two_files_is_lost(one, two):
    files = [("a_202110.csv", frame(*one)), ("b_202110.csv", frame(*two))]
    try:
        accounts = clean_several(files)
    except UnknownLabelError:
        return
    for (_, raw), account in zip(files, accounts, strict=True):
        REPAIR_EVENTS.validate(account.table, lazy=True)
        lines = [*account.table["line"], *account.quarantine["line"]]
        assert sorted(lines) == list(raw["line"])


def published_files(published):
    return sorted(
        path
        for path in (published / PARTNERS).rglob("OpenRepairData_v0*")
        if "Product_Categories" not in path.name
    )


def test_all_published_files_pass_and_lose_no_row(published):
    for path in published_files(published):
        raw = read_ords(path)
        account = clean_events(raw, path.name)
        REPAIR_EVENTS.validate(account.table, lazy=True)
        assert len(account.table) + len(account.quarantine) == len(raw), path.name


# Counts that an independent study of the files gave: records, rows set aside, and rows per rule.
COUNTED = {
    "RepairConnects_202507.csv": (2885, 0, {"D3": 133, "T1": 327, "U1": 10, "P1": 237, "B2": 0}),
    "RepairConnects_202303.csv": (2885, 0, {"B2": 3}),
    "FixitClinic_202507.csv": (1033, 0, {}),
    "FixitClinic_202204.csv": (612, 2, {"I1": 2, "G5": 612}),
    "FixitClinic_201909.csv": (477, 0, {"P1": 192}),
    "RepairCafeWales_202507.csv": (20190, 0, {"U1": 196, "P1": 17}),
    "RepairCafeWales_202210.csv": (4928, 615, {"I1": 615}),
    "RepairCafeWales_202009.csv": (2505, 0, {"D2": 2505, "P1": 134}),
    "RepairCafeDenmark_202507.csv": (29929, 0, {"U1": 937}),
    "RepairCafeToronto_202507.csv": (5567, 0, {"R1": 3739, "U1": 1358}),
    "RestartProject_202204.csv": (23940, 0, {"U1": 1658, "P1": 1386, "G1": 630}),
    "RestartProject_201909.csv": (12633, 0, {"S1": 97, "S2": 12633}),
    "RepairCafe_202003.csv": (21263, 0, {"R1": 6660, "G3": 21263}),
}


@pytest.mark.parametrize("ending", COUNTED)
def test_published_files_give_the_counts_of_the_study(published, ending):
    records, aside, rules = COUNTED[ending]
    (path,) = [path for path in published_files(published) if path.name.endswith(ending)]
    account = cleaned(path)
    assert (len(account.table), len(account.quarantine)) == (records, aside)
    found = rows_of(account)
    assert {rule: found[rule] for rule in rules} == rules


def test_the_newest_record_of_the_2025_release_is_of_february_2023(published):
    assert cleaned(published / CONNECTS).table["event_date"].max() == "2023-02-20"


def test_monthly_counts_add_up_to_the_records_of_each_release(published, data):
    account, read = make_table(REPAIR_COUNTS_TABLE, data)
    table = REPAIR_COUNTS.validate(account.table)
    sums = table.groupby(["source", "vintage"])["records"].sum()
    for source in RELEASES:
        aside = account.quarantine["file"].eq(source.filename).sum()
        assert sums[source.key, source.vintage] == read[source.name] - aside
    leuven = table[table["area"] == "24062"]
    newest = leuven[leuven["vintage"].isin(["2025-07", "2022-04"])]
    assert newest.groupby(["source", "group"])["records"].sum().to_dict() == {
        ("ords_repair_connects", "MAAKbar"): 17,
        ("ords_repair_connects", "Maakbaar Leuven"): 1450,
        ("ords_restart_project", "Maakbaar Leuven"): 353,
    }


def test_louvain_la_neuve_is_not_leuven(data):
    places = REPAIR_COUNTS_TABLE.inputs[GROUP_PLACES](data / "raw" / GROUP_PLACES.published)
    assert not places.duplicated(["provider", "group"]).any()
    areas = places.set_index("group")["area"]
    assert areas["Repair Café - Louvain-la-Neuve"] == "25121"
    assert set(areas[["Maakbaar Leuven", "MAAKbar"]]) == {"24062"}


def test_ages_are_counted_in_whole_years_and_foreign_groups_are_not_named():
    records = [{"product_age": "0.5"}, {"product_age": "0"}, {"country": "NLD"}]
    events = clean_events(frame(*records), "a.csv").table
    places = pd.DataFrame({"provider": ["Ours"], "group": ["Town"], "area": ["24062"]})
    table = count_events(events, RELEASES[0], places)
    counted = table.set_index("country")
    assert counted.loc["BEL", ["age_years", "records", "area"]].tolist() == [0, 2, "24062"]
    assert counted.loc["NLD", ["group", "area"]].isna().all()
