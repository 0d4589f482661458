"""Each of the forty rules of cleaning repair records on a hand-made sample."""

import pandas as pd
import pytest

from circular_metrics.clean.repair.brands import clean_brand
from circular_metrics.clean.repair.events import clean_events
from circular_metrics.clean.repair.releases import changes, recodings, summary
from circular_metrics.clean.repair.rules import RULES
from circular_metrics.clean.repair.several import clean_several
from circular_metrics.clean.repair.texts import clean_text
from circular_metrics.codelists.repair_coding import NEW_CATEGORIES
from circular_metrics.errors import UnknownLabelError
from circular_metrics.indicators.repair_coding import (
    age_caution,
    age_coverage,
    coding_register,
    why_no_trend,
    why_not_compare,
)
from circular_metrics.readers.ords import REQUIRED, read_ords
from circular_metrics.schemas.repair import REPAIR_EVENTS
from tests.clean.test_repair import frame

HEADER_1 = "id,data_provider,product_category,brand,year_of_manufacture,repair_status,"
HEADER_1 += "group_identifier,date,problem"


def written(tmp_path, text, name="OpenRepairData_v0.1_Ours_201909.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_ords(path)


def cleaned(*records, name="a_202507.csv", **columns):
    account = clean_events(frame(*records, **columns), name)
    REPAIR_EVENTS.validate(account.table, lazy=True)
    return account


def rows(account, rule):
    return int(account.log.set_index("rule").loc[rule, "rows"])


def test_s1_a_spill_is_joined_and_a_shifted_row_put_back_or_set_aside(tmp_path):
    raw = written(
        tmp_path,
        f"{HEADER_1},,,\n"
        "o_1,Ours,Fan,Aba,2010,Fixed,Town,2019-05-04,hums, loudly, and smells,\n"
        "o_2,Ours,Fan,Aba, SLA-TL10,2010,Fixed,Town,2019-05-04,text,,\n"
        "o_3,Ours,Fan,Aba,2010,????,REMAKE,Fixed,nowhere,text,,\n",
    )
    account = clean_events(raw, "OpenRepairData_v0.1_Ours_201909.csv")
    assert account.table["id"].tolist() == ["o_1", "o_2"]
    assert account.table.loc[1, ["status", "group", "event_date"]].tolist() == [
        "fixed",
        "Town",
        "2019-05-04",
    ]
    assert account.quarantine["line"].tolist() == [4]
    assert account.quarantine["reason"].tolist() == ["its cells are in the wrong columns"]
    assert rows(account, "S1") == 3


def test_s1_in_another_order_of_columns_a_shifted_row_is_set_aside():
    raw = frame({"repair_status": "Aba", "group_identifier": "Fixed"}, {})
    order = ["id", "repair_status", "group_identifier", *raw.columns.drop(
        ["id", "repair_status", "group_identifier"])]  # fmt: skip
    for columns in (order, [c for c in order if c != "year_of_manufacture"]):
        account = clean_events(raw[columns], "a.csv")
        assert account.table["id"].tolist() == ["o_1"]
        assert account.quarantine["reason"].tolist() == ["its cells are in the wrong columns"]


def test_s2_a_column_that_is_not_there_is_missing_and_no_country_assumed(tmp_path):
    raw = written(tmp_path, f"{HEADER_1}\no_1,Ours,Fan,,,Fixed,Town,2019-05-04,x\n")
    account = clean_events(raw, "a.csv")
    assert rows(account, "S2") == 1 and rows(account, "C1") == 0
    assert account.table[["country", "product_age", "barrier"]].isna().all(axis=None)


def test_i1_identical_rows_are_kept_once_and_contradictions_set_aside():
    same = {"id": "fixitclinic_955"}
    account = cleaned(same, same, same, {"id": "o_9"}, {"id": "o_9", "repair_status": "Unknown"})
    assert account.table["id"].tolist() == ["fixitclinic_955"]
    assert rows(account, "I1") == len(account.quarantine) == 4


def test_i2_an_id_that_a_later_release_gives_to_another_record_is_counted():
    old, new = frame({"event_date": "2020-01-05"}), frame({"event_date": "2024-01-05"})
    accounts = clean_several([("a_202407.csv", old), ("a_202507.csv", new)])
    assert [rows(account, "I2") for account in accounts] == [1, 0]
    assert [len(account.table) for account in accounts] == [1, 1]


def test_i3_ids_have_an_underscore_and_others_are_flagged():
    account = cleaned({"id": "rcwales_3"}, {"id": "rcwales-4"}, {"id": "5"})
    assert account.table["flags"].fillna("").str.contains("id_form").tolist() == [False, True, True]
    assert rows(account, "I3") == 2


def test_d1_dates_before_the_first_repair_cafe_are_missing():
    account = cleaned({"event_date": "1999-12-13"}, {"event_date": "2009-10-18"})
    assert account.table["event_date"].fillna("").tolist() == ["", "2009-10-18"]
    assert account.table["raw"][0] == "event_date=1999-12-13"
    assert rows(account, "D1") == 1


def test_d2_dates_that_are_always_the_first_are_precise_to_the_month_only():
    months = [{"event_date": f"2019-0{m}-01"} for m in range(1, 7)]
    account = cleaned(*months, {"event_date": "2020-05-01"}, {"event_date": "2020-05-09"})
    assert account.table["date_precision"].tolist() == ["month"] * 6 + ["day"] * 2
    assert rows(account, "D2") == 6


def test_d3_a_batch_entry_is_flagged_and_is_no_peak():
    busy = [{"event_date": "2022-11-16", "problem": str(i)} for i in range(133)]
    next_day = [{"event_date": "2022-11-17", "problem": str(i)} for i in range(38)]
    account = cleaned(*busy, *next_day)
    assert rows(account, "D3") == 133


def test_d4_a_date_after_the_release_is_kept_and_flagged():
    account = cleaned({"event_date": "2021-12-03"}, name="a_202110.csv")
    assert account.table.loc[0, ["event_date", "flags"]].tolist() == [
        "2021-12-03",
        "date_after_release",
    ]


def test_d5_entry_dates_are_not_taken_for_events():
    account = cleaned({}, {}, data_provider="Repair Connects")
    assert rows(account, "D5") == 2 and rows(cleaned({}), "D5") == 0
    (reason,) = why_not_compare(
        "event_days", ("Repair Connects", "2025-07"), ("The Restart Project", "2022-04")
    )
    assert "entry on the platform" in reason


@pytest.mark.parametrize(
    "year",
    ["20111", "1090", "1015", "1717", "1804", "1870", "earlier than 2011", " no 60",
     "no model number"],
)  # fmt: skip
def test_y1_nonsense_years_are_missing_with_the_age_and_kept_raw(year):
    account = cleaned({"year_of_manufacture": year, "product_age": "9"})
    assert account.table[["year_of_manufacture", "product_age"]].isna().all(axis=None)
    assert account.table["raw"][0] == f"year_of_manufacture={year}; product_age=9"
    assert rows(account, "Y1") == 1


def test_y1_question_marks_are_an_unknown_year():
    account = cleaned({"year_of_manufacture": "????"})
    assert account.table["year_of_manufacture"].isna().all() and rows(account, "Y1") == 1
    assert pd.isna(account.table["flags"][0])


def test_y2_defaults_of_a_form_are_missing_and_1970_only_flagged():
    account = cleaned(
        {"year_of_manufacture": "1901", "product_age": "120"},
        {"year_of_manufacture": "1970", "product_age": "51"},
        {"year_of_manufacture": "1903", "product_age": "118"},
    )
    assert account.table["product_age"].fillna(-1).tolist() == [-1, 51, 118]
    assert account.table["flags"].fillna("").tolist()[:2] == ["year_default", "year_1970"]
    assert rows(account, "Y2") == 2


def test_y3_made_after_the_event_is_missing():
    account = cleaned({"year_of_manufacture": "2022"}, {"product_age": "-1"})
    assert account.table[["year_of_manufacture", "product_age"]].isna().all(axis=None)
    assert rows(account, "Y3") == 2


def test_y4_fractional_ages_are_kept_and_agreement_is_only_counted():
    account = cleaned(
        {"year_of_manufacture": "2020", "product_age": "0.5"},
        {"year_of_manufacture": "2011", "product_age": "10"},
    )
    assert account.table["product_age"].tolist() == [0.5, 10.0]
    assert rows(account, "Y4") == 1


def test_y5_multiples_of_five_are_counted():
    account = cleaned(*({"product_age": age} for age in ("0", "5", "10", "7", "7.5", "")))
    assert rows(account, "Y5") == 2


def test_y6_and_a1_coverage_comes_before_any_statistic_of_ages():
    asked = [{"product_age": "3", "repair_status": "End of life"}] * 2
    account = cleaned(*asked, {}, {}, {})
    assert (rows(account, "Y6"), rows(account, "A1")) == (3, 2)
    both = age_coverage(account.table).set_index("has_age")
    assert both.loc[True, ["fixed", "end_of_life"]].tolist() == [0, 2]
    assert both.loc[False, ["fixed", "end_of_life"]].tolist() == [3, 0]
    assert "2 of 5 records (40 %)" in age_caution(2, 5)


def test_r1_unknown_outcomes_are_kept_and_counted():
    account = cleaned({"repair_status": "Unknown"}, {"repair_status": ""}, {})
    assert account.table["status"].tolist() == ["unknown", "unknown", "fixed"]
    assert rows(account, "R1") == 2


def test_r2_a_release_without_end_of_life_gives_no_d2():
    account = cleaned({}, {"repair_status": "Repairable"})
    assert rows(account, "R2") == 2
    assert rows(cleaned({}, {"repair_status": "End of life"}), "R2") == 0
    assert "d2: no end of life" in coding_register(account.table)["unusable"][0]
    case = ("Ours", "2025-07")
    assert why_not_compare("d2", case, case, (0, 0)) and not why_not_compare("d2", case, case)


def test_r3_a_spreadsheets_not_available_is_unknown():
    account = cleaned({"repair_status": "#N/A"})
    assert account.table.loc[0, ["status", "raw"]].tolist() == ["unknown", "repair_status=#N/A"]
    assert (rows(account, "R3"), rows(account, "R1")) == (1, 0)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("No way to open product", "no_way_to_open_product"),
        ("No way to open the product", "no_way_to_open_product"),
        ("Item too worn out", "item_too_worn_out"),
        ("Product too worn out", "item_too_worn_out"),
        ("Too worn out", "item_too_worn_out"),
        ("Spare parts not available", "spare_parts_not_available"),
        ("Spare parts too expensive", "spare_parts_too_expensive"),
        ("Repair information not available", "repair_information_not_available"),
        ("Lack of equipment", "lack_of_equipment"),
    ],
)
def test_b1_each_spelling_of_a_barrier_has_one_code(label, code):
    account = cleaned({"repair_status": "End of life", "repair_barrier_if_end_of_life": label})
    assert account.table["barrier"].tolist() == [code]


def test_b2_a_barrier_without_end_of_life_is_kept_and_flagged():
    account = cleaned({"repair_barrier_if_end_of_life": "Lack of equipment"})
    assert account.table.loc[0, ["barrier", "flags"]].tolist() == [
        "lack_of_equipment",
        "barrier_without_end_of_life",
    ]
    assert rows(account, "B2") == 1


def test_b3_coverage_of_barriers_is_among_ends_of_life_only():
    ended = {"repair_status": "End of life"}
    account = cleaned(ended, ended | {"repair_barrier_if_end_of_life": "Lack of equipment"}, {})
    assert rows(account, "B3") == 1
    assert coding_register(account.table)["barrier_given"].tolist() == [0.5]


def test_b4_barriers_that_the_next_release_codes_differently_are_counted():
    ended = {"repair_status": "End of life"}
    barrier = "repair_barrier_if_end_of_life"
    old = frame(ended | {barrier: "No way to open product"}, ended | {barrier: "Too worn out"})
    new = frame(ended | {barrier: "Lack of equipment"}, ended | {barrier: "Item too worn out"})
    accounts = clean_several([("a_202309.csv", old), ("a_202407.csv", new)])
    assert [rows(account, "B4") for account in accounts] == [1, 0]
    assert why_no_trend("barrier", "Repair Café Denmark", ["2023-09", "2024-07"])


def test_g1_outer_spaces_go_and_the_raw_name_stays():
    account = cleaned({"group_identifier": "Restart the Capital "})
    assert account.table.loc[0, ["group", "raw"]].tolist() == [
        "Restart the Capital",
        "group_identifier=Restart the Capital ",
    ]


def test_g2_names_that_differ_in_punctuation_are_one_group_and_in_letters_are_not():
    names = ["Cardiff, Canton", "Cardiff Canton", "Cardiff, Canton", "Gerlan (Bethesda)",
             "Gerlan, Bethesda", "Sæby", "Søby", "MAAKbar", "Maakbaar"]  # fmt: skip
    account = cleaned(*({"group_identifier": name} for name in names))
    groups = account.table["group"].tolist()
    assert groups[:3] == ["Cardiff, Canton"] * 3 and groups[3] == groups[4]
    assert groups[5:] == names[5:]
    assert rows(account, "G2") == 2
    assert account.table["raw"][1] == "group_identifier=Cardiff Canton"


def test_g3_numbers_of_groups_keep_their_zeros():
    account = cleaned({"group_identifier": "0074"}, {"group_identifier": "74"})
    assert account.table["group"].tolist() == ["0074", "74"] and rows(account, "G3") == 2


def test_g4_a_group_of_two_providers_is_reported_and_not_dropped():
    one = frame({"group_identifier": "Repair Café Kruisem"}, data_provider="Repair Connects")
    two = frame(
        {"group_identifier": "Repair Café Kruisem"}, {}, data_provider="The Restart Project"
    )
    accounts = clean_several([("a_202507.csv", one), ("b_202204.csv", two)])
    assert [rows(account, "G4") for account in accounts] == [1, 1]
    assert [len(account.table) for account in accounts] == [1, 2]


def test_g5_a_blank_group_is_missing():
    account = cleaned({"group_identifier": "  "})
    assert account.table["group"].isna().all() and rows(account, "G5") == 1


def test_c1_a_blank_or_unknown_country_is_missing_and_none_is_guessed():
    account = cleaned({"country": ""}, {"country": "XXX"}, {"country": "GEO"}, {"country": "bel"})
    assert account.table["country"].fillna("").tolist() == ["", "", "GEO", ""]
    assert rows(account, "C1") == 3


def test_p1_misc_is_counted():
    assert rows(cleaned({"product_category": "Misc"}, {}), "P1") == 1


def test_p2_a_partners_category_is_parted_at_its_last_tilde():
    account = cleaned(
        {"partner_product_category": "Huis ~ Lamp ~ LED "}, {"partner_product_category": "lamp"}
    )
    parts = account.table[["partner_category", "partner_main", "partner_item"]]
    assert parts.loc[0].tolist() == ["Huis ~ Lamp ~ LED ", "huis ~ lamp", "led"]
    assert parts.loc[1].fillna("").tolist() == ["lamp", "lamp", ""]
    assert rows(account, "P2") == 1


@pytest.mark.parametrize(
    ("raw", "brand"),
    [("Kärcher", "karcher"), ("Karcher", "karcher"), ("kÂRCHER", "karcher"),
     ("PHILIPS ", "philips"),
     ("De'Longhi", "delonghi"), ("Onbekend", ""), ("??", ""), ("-", ""), ("/", ""), ("geen", ""),
     ("x", ""), ("xx", ""), ("unbekannt", ""), ("nvt", ""), ("Ukendt", ""), ("NA", "na"),
     ("kleine el. takkenhakselaar zonder merk, aangekocht ca. 2015", ""), ("HP 250", "hp 250")],
)  # fmt: skip
def test_v1_brands_have_one_spelling_and_unknown_ones_none(raw, brand):
    assert clean_brand(raw) == brand


def test_v1_unknown_brands_are_counted():
    account = cleaned({"brand": "Onbekend"}, {"brand": "Philips"}, {"brand": "NA"})
    assert rows(account, "V1") == 1


@pytest.mark.parametrize(
    ("raw", "text"),
    [("KÃ¤rcher", "Kärcher"), ("TermosÃ¤kring", "Termosäkring"), ("canâ€™t", "can’t"),
     ("Ã¢â‚¬Å“Blew up", "“Blew up"), ("K√§rcher", "Kärcher"), ("K?§rcher", "Kärcher"),
     ("Ã is a letter", "Ã is a letter"), ("café", "café")],
)  # fmt: skip
def test_v2_garbled_characters_are_put_right_only_where_the_way_back_is_exact(raw, text):
    assert clean_text(raw) == text


@pytest.mark.parametrize(
    ("rule", "raw", "text"),
    [
        ("T1", r"Lekt\r\nen stopt\nsoms", "Lekt en stopt soms"),
        ("T2", "Akku &amp; Kabel<br/>defekt", "Akku & Kabel defekt"),
        ("T3", r"kapot \N{FACE WITH ROLLING EYES}", "kapot 🙄"),
        ("T3", r"it doesn\N{NOT A CHARACTER}t", r"it doesn\N{NOT A CHARACTER}t"),
        ("T4", "makes noise . . .", "makes noise"),
        ("T4", ". cord", "cord"),
        ("T4", "Onbekend", ""),
    ],
)
def test_t1_to_t4_dirt_of_exports_is_taken_out_and_counted(rule, raw, text):
    assert clean_text(raw) == text
    assert rows(cleaned({"problem": raw}, {"problem": "plain"}), rule) == 1


def test_t4_a_text_that_was_cut_off_is_counted():
    assert rows(cleaned({"problem": "x" * 2048}, {"problem": "x" * 2047}), "T4") == 1


@pytest.mark.parametrize("text", ["=1+1", "+32", "-- no", "@home", "see https://example.org"])
def test_t5_formulas_and_addresses_are_counted_and_no_text_is_given_out(text):
    account = cleaned({"problem": text}, {"problem": "plain"})
    assert rows(account, "T5") == 1
    assert text not in account.table.to_csv()


def test_u1_repetitions_of_content_are_flagged_and_kept():
    screens = [{"problem": "Screen replacement"}] * 11
    account = cleaned(*screens)
    assert len(account.table) == 11 and rows(account, "U1") == 10
    assert account.table["flags"].fillna("").eq("repeats_a_record").sum() == 10


def test_v2_garbled_letters_are_counted_in_texts_and_brands_and_plain_ones_are_not():
    """KÃ¤rcher and canâ€™t were read in the wrong encoding; Kärcher, Ã and a question mark not."""
    account = cleaned(
        {"brand": "KÃ¤rcher"},
        {"problem": "canâ€™t start"},
        {"brand": "K√§rcher", "problem": "doesnâ€™t start"},
        {"brand": "Kärcher", "problem": "stuk?"},
        {"problem": "São Paulo, 5 €"},
    )
    assert rows(account, "V2") == 3 and len(account.table) == 5


def test_the_forty_rules_are_in_the_log():
    rules = "S1 S2 I1 I2 I3 D1 D2 D3 D4 D5 Y1 Y2 Y3 Y4 Y5 Y6 A1 R1 R2 R3 B1 B2 B3 B4 G1 G2 G3 G4"
    rules += " G5 C1 P1 P2 V1 V2 T1 T2 T3 T4 T5 U1"
    assert len(rules.split()) == 40 and set(rules.split()) <= set(RULES)


# ---- several files ----


def test_a_file_given_twice_counts_once_and_no_row_is_lost():
    raw = frame({}, {"problem": "x"}, {"id": ""}, {"id": ""})
    more = frame({"id": ""}, {"id": ""}, {"id": ""})
    names = ["a_202507.csv", "copy_202507.csv", "more_202507.csv"]
    accounts = clean_several(list(zip(names, [raw, raw, more], strict=True)))
    assert [len(a.table) for a in accounts] == [4, 0, 1]  # a third that says the same is one more
    assert [len(a.table) + len(a.quarantine) for a in accounts] == [4, 4, 3]
    reasons = [f"it repeats line {line} of a_202507.csv in every cell" for line in (2, 3, 4, 5)]
    assert accounts[1].quarantine["reason"].tolist() == reasons
    assert [rows(account, "I1") for account in accounts] == [0, 4, 2]


def test_counts_of_unpowered_items_given_twice_count_once(tmp_path):
    text = "data_provider,product_category,repair_status,total\nA,Unpowered - Bicycle,Fixed,12\n"
    path = tmp_path / "OpenRepairData_v0.3_unpowered_202507.csv"
    path.write_text(text, encoding="utf-8")
    raw = read_ords(path)
    accounts = clean_several([(path.name, raw), (f"copy_{path.name}", raw)])
    assert sum(account.table["records"].sum() for account in accounts) == 12


def test_the_same_bytes_as_another_release_are_another_release():
    raw = frame({}, {})
    accounts = clean_several([("a_202303.csv", raw), ("a_202309.csv", raw)])
    assert [len(a.table) for a in accounts] == [2, 2]


def test_one_id_for_two_records_of_one_release_in_two_files_is_a_contradiction():
    accounts = clean_several(
        [("a_202507.csv", frame({})), ("b_202507.csv", frame({"product_category": "Lamp"}))]
    )
    assert [len(a.table) for a in accounts] == [1, 0]
    assert "different record" in accounts[1].quarantine["reason"][0]


def test_unknown_labels_of_all_files_and_columns_come_at_once():
    bad = frame({"repair_status": "Gone", "product_category": "Robot"})
    with pytest.raises(UnknownLabelError) as refusal:
        clean_several([("a.csv", bad), ("b.csv", frame({"repair_status": "Perdu"}))])
    assert all(word in str(refusal.value) for word in ("'Gone'", "'Robot'", "'Perdu'", "b.csv"))


# ---- what is published beside the records ----


def test_the_table_of_unpowered_items_weighs_each_row(tmp_path):
    raw = written(
        tmp_path,
        "data_provider,product_category,repair_status,total\n"
        "Ours,Unpowered - Bicycle,Fixed,17\nOurs,Unpowered - Textile,Unknown,many\n",
        "OpenRepairData_v0.3_unpowered_202507.csv",
    )
    account = clean_events(raw, "OpenRepairData_v0.3_unpowered_202507.csv")
    REPAIR_EVENTS.validate(account.table, lazy=True)
    assert account.table["records"].tolist() == [17]
    assert account.quarantine["line"].tolist() == [3]


def test_powered_and_unpowered_items_make_the_published_total(published):
    """README of the repository: 305,649 powered items; the announcement: 441,068 in all."""
    name = "OpenRepairData_v0.3_unpowered_202507.csv"
    account = clean_events(read_ords(published / "ords/aggregated/202507" / name), name)
    assert 305_649 + int(account.table["records"].sum()) == 441_068


def test_the_list_of_categories_is_compared_and_set_aside(tmp_path):
    raw = written(tmp_path, "product_category_id,product_category\n14,Kettle\n", "list.csv")
    account = clean_events(raw, "list.csv")
    REPAIR_EVENTS.validate(account.table, lazy=True)
    assert len(account.table) == 0 and len(account.quarantine) == 1
    with pytest.raises(UnknownLabelError, match="'15' 'Kettle'"):
        clean_events(raw.assign(product_category_id="15"), "list.csv")


# ---- releases compared ----


def test_releases_are_compared_by_content_whatever_the_ids():
    text = "the cord is broken near the plug"
    old = frame({"problem": text}, {"brand": "Aba"}, {"country": "NLD"}, {"problem": "x"})
    new = frame(
        {"id": "n_1", "problem": text, "repair_status": "Unknown"},
        {"id": "o_0", "brand": "Aba", "year_of_manufacture": "2010"},
        {"id": "o_3", "problem": "x"},
        {"id": "o_2", "event_date": "2022-01-01", "country": "DEU"},
    )
    found = changes(old, new)
    assert summary(found) == {
        "same": 1, "edited": 1, "recoded": 1, "added": 1, "removed": 1, "set_aside": 0,
    }  # fmt: skip
    recoded = found[found["change"] == "recoded"].iloc[0]
    assert (recoded["before"], recoded["after"]) == ("status=fixed", "status=unknown")
    assert recodings(found).loc[0].tolist() == ["status", "fixed", "unknown", 1]


def test_a_batch_of_equal_items_keeps_its_number():
    old, new = frame(*[{}] * 4), frame(*[{}] * 6)
    assert summary(changes(old, new))["same"] == 4
    assert summary(changes(old, new))["added"] == 2
    assert summary(changes(new, old))["removed"] == 2


def test_a_record_that_a_release_has_in_a_row_set_aside_is_not_called_removed(tmp_path):
    columns = ",".join(REQUIRED["0.3"])
    row = "{id},Ours,Kettle,{brand},2010,{status},Town,2021-01-0{day},broke down,BEL,Huis,,14,11\n"

    def release(month, *rows):
        text = columns + "\n" + "".join(rows)
        return written(tmp_path, text, f"OpenRepairData_v0.3_Ours_{month}.csv")

    a, b, c = (row.format(id=f"o_{n}", brand="Aba", status="Fixed", day=n) for n in (1, 2, 3))
    gone = row.format(id="o_4", brand="Aba", status="Fixed", day=4)
    shifted = row.format(id="o_1", brand="Aba, x, y", status="Fixed", day=1)
    contradicted = b.replace("o_2", "o_3").replace("Fixed", "Repairable")
    old, new = release("202407", a, b, c, gone), release("202507", shifted, contradicted, c)
    found = changes(old, new)
    assert summary(found) == {
        "same": 0, "edited": 0, "recoded": 0, "added": 0, "removed": 1, "set_aside": 3,
    }  # fmt: skip
    aside = found[found["change"] == "set_aside"].set_index("id_old")
    assert aside["line_new"].to_dict() == {"o_1": 2, "o_2": 3, "o_3": 4}
    assert "cells" in aside.loc["o_1", "after"]
    assert "different record" in aside.loc["o_3", "after"]
    back = changes(new, old)
    assert summary(back)["set_aside"] == 3 and summary(back)["added"] == 1
    assert back.loc[back["change"] == "set_aside", "before"].str.len().gt(0).all()


def test_repair_connects_edited_167_texts_and_3_barriers_and_added_nothing(published):
    """Counts of the study of the four releases, which hold the same 2,885 records."""
    folder = published / "ords/partners/RepairConnects"
    releases = [
        read_ords(folder / r / f"OpenRepairData_v0.3_RepairConnects_{r}.csv")
        for r in ("202303", "202407", "202507")
    ]
    found = [changes(releases[0], releases[1]), changes(releases[1], releases[2])]
    texts = sum(f["columns"].fillna("").str.contains("problem").sum() for f in found)
    assert (texts, sum(summary(f)["recoded"] for f in found)) == (167, 3)
    assert all(summary(f)["added"] == summary(f)["removed"] == 0 for f in found)


# ---- what may be compared ----


def test_trends_over_a_recoding_or_over_new_categories_are_refused():
    assert "2025-07" in why_no_trend("d1", "Repair Café Denmark", ["2024-07", "2025-07"])[-1]
    assert not why_no_trend("d1", "Repair Connects", ["2023-03", "2025-07"])
    for category in NEW_CATEGORIES:
        assert why_no_trend("n", "Repair Café", ["2020-03", "2020-09"], category)
    assert not why_no_trend("n", "Repair Café", ["2020-09", "2021-10"], "Iron")
    assert not why_no_trend("n", "Repair Café", ["2020-03", "2020-09"], "Laptop")


def test_partners_that_mean_different_things_are_not_compared():
    sentences = why_not_compare(
        "d1", ("Repair Connects", "2025-07"), ("The Restart Project", "2022-04")
    )
    assert any("archived" in s for s in sentences) and any("not broken" in s for s in sentences)


def test_required_columns_are_those_of_the_standard():
    assert [len(REQUIRED[v]) for v in ("0.1", "0.2.1", "0.3")] == [9, 12, 14]
