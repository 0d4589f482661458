"""Repair on the command line: outputs to the letter, worked examples, and bad input."""

import csv
import io
import json
import zipfile

import pytest

from circular_metrics.codelists.repair import CATEGORY_IDS
from circular_metrics.readers.ords import REQUIRED
from tests.test_cli import run

CONNECTS = "ords/partners/RepairConnects/202507/OpenRepairData_v0.3_RepairConnects_202507.csv"
ASKED = (
    "provider", "release", "id", "country", "group", "event_date", "date_precision",
    "product_category", "product_category_id", "status", "barrier", "year_of_manufacture",
    "product_age", "flags",
)  # fmt: skip
RATES = [
    "n", "fixed", "repairable", "end_of_life", "unknown", "d1", "d1_low", "d1_high", "d2",
    "d2_low", "d2_high", "d3", "d4", "d5",
]  # fmt: skip


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def rates(*words):
    result = run("repair-rates", *words)
    assert result.returncode == 0, result.stderr
    return table(result.stdout), result.stderr


def release(path, rows, columns=REQUIRED["0.3"]):
    plain = dict.fromkeys(columns, "") | {
        "data_provider": "Ours",
        "product_category": "Kettle",
        "repair_status": "Fixed",
        "group_identifier": "Town",
        "event_date": "2021-03-02",
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(plain | {"id": f"o_{i}"} | row for i, row in enumerate(rows))
    return path


# Worked examples: n, fixed, repairable, end of life, unknown, d1 with its interval, d2; printed to
# four digits, so that half a unit of the last one is allowed.
WORKED = {
    "": (2885, 1592, 860, 433, 0, 0.5518, 0.5336, 0.5699, 0.7862),
    "Maakbaar Leuven": (1450, 753, 422, 275, 0, 0.5193, 0.4936, 0.5449, 0.7325),
    "Repair Café Gent": (442, 219, 177, 46, 0, 0.4955, 0.4491, 0.5419, 0.8264),
    "Repair Café Roeselare": (183, 129, 10, 44, 0, 0.7049, 0.6352, 0.7662, 0.7457),
}


def test_the_worked_examples(published):
    (whole,), said = rates(published / CONNECTS, "--format", "csv")
    assert list(whole) == RATES
    by_group = {row["group"]: row for row in rates(published / CONNECTS, "--by", "group")[0]}
    for name, expected in WORKED.items():
        row = by_group.get(name, whole)
        assert [int(row[c]) for c in RATES[:5]] == list(expected[:5])
        shown = [float(row[c]) for c in ("d1", "d1_low", "d1_high", "d2")]
        assert shown == pytest.approx(expected[5:], abs=0.00005)
    assert float(whole["d5"]) == pytest.approx(1 - 433 / 2885)
    assert "newest record is of 2023-02-20" in said


def test_gent_and_roeselare_swap_their_order(published):
    by_group = {row["group"]: row for row in rates(published / CONNECTS, "--by", "group")[0]}
    gent, roeselare = by_group["Repair Café Gent"], by_group["Repair Café Roeselare"]
    assert float(gent["d1"]) < float(roeselare["d1"])
    assert float(gent["d2"]) > float(roeselare["d2"])


@pytest.mark.parametrize("by", ["group", "year", "category", "country"])
def test_the_rows_of_every_grouping_add_up(published, by):
    rows, _ = rates(published / CONNECTS, "--by", by)
    assert list(rows[0])[-len(RATES) :] == RATES and by in rows[0]
    assert sum(int(row["n"]) for row in rows) == 2885
    assert sum(int(row["fixed"]) for row in rows) == 1592


def test_a_release_without_end_of_life_has_no_d2(published):
    name = "ords/partners/RepairCafeInternational/202003/OpenRepairData_v0.1_RepairCafe_202003.csv"
    (row,), said = rates(published / name)
    assert (row["d2"], row["d2_low"], row["d2_high"]) == ("", "", "")
    assert (row["d3"], row["d4"]) == (str(11319 / 21263), str((11319 + 6660) / 21263))
    assert "d2 is not given" in said


@pytest.mark.parametrize("by", ["group", "year", "category", "country"])
def test_without_end_of_life_in_a_release_no_grouping_has_a_d2(published, by):
    name = "ords/partners/RepairCafeInternational/202003/OpenRepairData_v0.1_RepairCafe_202003.csv"
    found, said = rates(published / name, "--by", by)
    assert len(found) > 0 and sum(int(row["n"]) for row in found) == 21263
    assert {(row["d2"], row["d2_low"], row["d2_high"]) for row in found} == {("", "", "")}
    assert f"d2 is not given for {len(found)} of {len(found)} rows: no end of life" in said


def test_a_group_that_gave_nothing_up_has_a_d2_where_its_partner_says_what_was(tmp_path):
    towns = [("A", "Fixed"), ("A", "Fixed"), ("B", "End of life"), ("C", "Repairable")]
    rows = [{"group_identifier": town, "repair_status": status} for town, status in towns]
    found, said = rates(release(tmp_path / "a_202507.csv", rows), "--by", "group")
    by_group = {row["group"]: row for row in found}
    # Wilson's interval of 2 out of 2: from n / (n + z²) to 1
    assert by_group["A"]["d2"] == "1.0" and float(by_group["A"]["d2_high"]) == 1
    assert float(by_group["A"]["d2_low"]) == pytest.approx(2 / (2 + 1.959964**2), rel=1e-6)
    assert by_group["B"]["d2"] == "0.0" and by_group["C"]["d2"] == ""
    assert "1 of 3 rows: nothing was either fixed or at its end of life" in said


def test_releases_with_and_without_end_of_life_have_no_common_d2_but_its_bounds(tmp_path):
    knows = [{"data_provider": "A", "repair_status": s} for s in ("Fixed", "Fixed", "End of life")]
    silent = [{"data_provider": "B", "repair_status": s} for s in ("Fixed", "Repairable")]
    silent.append({"data_provider": "B", "repair_status": "Unknown", "event_date": "2022-01-05"})
    files = (release(tmp_path / "a_202507.csv", knows), release(tmp_path / "b_202507.csv", silent))
    (row,), said = rates(*files)
    assert (row["n"], row["fixed"], row["end_of_life"], row["d2"]) == ("6", "3", "1", "")
    # 3 fixed and 1 at its end; at worst the two others of B were given up too
    assert "3 of 6 records are of releases without end of life" in said
    assert f"lies between {3 / 6:.3f} and {3 / 4:.3f}" in said
    by_year, said = rates(*files, "--by", "year")
    assert [(row["year"], row["d2"]) for row in by_year] == [("2021", ""), ("2022", "")]
    assert "for 2021: 2 of 5" in said and "1 of 2 rows: no end of life" in said
    by_group = {row["provider"]: row["d2"] for row in rates(*files, "--by", "group")[0]}
    assert by_group["B"] == "" and float(by_group["A"]) == pytest.approx(2 / 3)


def test_a_record_that_names_no_partner_is_judged_by_its_release(tmp_path):
    statuses = ("Fixed", "Fixed", "End of life")
    rows = [{"repair_status": status} for status in statuses] + [{"data_provider": ""}]
    (row,), said = rates(release(tmp_path / "a_202507.csv", rows))
    assert (row["n"], row["fixed"]) == ("4", "3") and float(row["d2"]) == pytest.approx(3 / 4)
    assert "d2 is not given" not in said and "nan" not in said


def test_older_releases_are_named_and_not_counted_twice(tmp_path):
    old = release(tmp_path / "a_202407.csv", [{}, {}])
    new = release(tmp_path / "a_202507.csv", [{}, {}, {"repair_status": "End of life"}])
    (row,), said = rates(old, new)
    assert row["n"] == "3" and "release 2024-07 (2 records) is left out" in said


def test_rates_of_the_cleaned_file_are_those_of_the_raw_one(published, tmp_path):
    run("clean", "ords", published / CONNECTS, "--out", tmp_path)
    assert rates(tmp_path / "repair_events.csv")[0] == rates(published / CONNECTS)[0]


def test_json_holds_the_same(published):
    result = run("repair-rates", published / CONNECTS, "--format", "json")
    (row,) = json.loads(result.stdout)
    assert list(row) == RATES and row["n"] == 2885


def test_misuse_ends_with_two(published):
    assert run("repair-rates").returncode == 2
    assert run("repair-rates", published / CONNECTS, "--by", "colour").returncode == 2
    assert run("repair-rates", published / CONNECTS, "--format", "pdf").returncode == 2


def test_clean_writes_the_columns_in_file_order_and_no_quarantine_for_nothing(tmp_path):
    path = release(tmp_path / "OpenRepairData_v0.3_Ours_202507.csv", [{}, {"brand": "=1+1"}])
    result = run("clean", "ords", path, "--out", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    rows = table((tmp_path / "out" / "repair_events.csv").read_text(encoding="utf-8"))
    assert set(ASKED) <= set(rows[0])
    assert [row["id"] for row in rows] == ["o_0", "o_1"]
    assert rows[0]["release"] == "2025-07"
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "repair_events.csv",
        "cleaning_log.csv",
    }
    log = table((tmp_path / "out" / "cleaning_log.csv").read_text(encoding="utf-8"))
    assert list(log[0])[:2] == ["rule", "rows"]


def test_everything_published_passes_at_once_and_no_row_is_lost(published, tmp_path):
    files = sorted((published / "ords/partners").rglob("OpenRepairData*.csv"))
    files += sorted((published / "ords/partners").rglob("OpenRepairData*.json"))
    files += sorted((published / "ords/aggregated").rglob("OpenRepairData*unpowered*.csv"))
    result = run("clean", "ords", *files, "--out", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    read = 0
    for path in files:
        text = path.read_text(encoding="utf-8")
        read += len(json.loads(text)) if path.suffix == ".json" else len(table(text))
    kept = len(table((tmp_path / "out/repair_events.csv").read_text(encoding="utf-8")))
    aside = len(table((tmp_path / "out/quarantine.csv").read_text(encoding="utf-8")))
    assert kept + aside == read


def test_any_order_of_columns_and_absent_optional_ones(tmp_path):
    columns = ["event_date", "repair_status", "id", "product_category", "group_identifier",
               "data_provider"]  # fmt: skip
    path = release(tmp_path / "a_202507.csv", [{}, {"repair_status": "Unknown"}], columns)
    (row,), _ = rates(path)
    assert (row["n"], row["unknown"], row["d4"]) == ("2", "1", "1.0")


def good(name="text"):
    columns = ",".join(REQUIRED["0.3"])
    return f"{columns}\no_1,Ours,Kettle,Aba,2010,Fixed,Town,2021-01-05,{name},BEL,Huis,,14,11\n"


BAD = {
    "empty": (b"", "an empty file"),
    "header only": (good().splitlines()[0].encode() + b"\n", "a header only"),
    "wrong delimiter": (good().replace(",", ";").encode(), "commas between"),
    "utf-16": (good().encode("utf-16"), "UTF-16"),
    "nul": (good("a\0b").encode(), "row 2: found a NUL byte"),
    "latin-1": (good("caf\xe9").encode("latin-1"), "row 2"),
    "cut": ((good() + "o_2,Ours,Ket").encode(), "row 3"),
    "open quotation": ((good() + 'o_2,"Ours').encode(), "row 3"),
    "another table": (b"a,b\n1,2\n", "column 'id'"),
    "half a json": (b'[{"id": "a", "data_prov', "whole JSON"),
    "unknown label": (good().replace("Fixed", "Gone").encode(), "'Gone' (1 rows)"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_with_the_reason_and_nothing_is_written(name, tmp_path):
    content, message = BAD[name]
    path = tmp_path / "OpenRepairData_v0.3_Ours_202507.csv"
    path.write_bytes(content)
    for words in (["clean", "ords", path, "--out", tmp_path / "out"], ["repair-rates", path]):
        result = run(*words)
        assert result.returncode == 1, result.stdout
        assert path.name in result.stderr and message in result.stderr
        assert "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists()


LISTED = "".join(f'{number},"{name}"\n' for name, number in CATEGORY_IDS.items())
LISTED = f"product_category_id,product_category\n{LISTED}"


@pytest.mark.parametrize("verb", ["repair-rates", "repair-coding"])
def test_a_file_without_any_repair_has_no_rates(verb, tmp_path):
    path = tmp_path / "OpenRepairData_v0.3_Product_Categories.csv"
    path.write_text(LISTED, encoding="utf-8")
    result = run(verb, path)
    assert result.returncode == 1 and result.stdout == ""
    assert f"{path.name}: found no record of a repair (40 rows: a row of the list" in result.stderr
    assert "cleaned" not in result.stderr
    both = run(verb, path, release(tmp_path / "a_202507.csv", [{}]))
    assert both.returncode == 0 and len(table(both.stdout)) == 1
    assert f"cleaned {path.name}: 0 rows, 40 set aside" in both.stderr


def test_releases_without_records_are_refused_by_name(tmp_path):
    path = tmp_path / "OpenRepairData_v0.3_Product_Categories.csv"
    path.write_text(LISTED, encoding="utf-8")
    result = run("repair-releases", path, release(tmp_path / "a_202507.csv", [{}]))
    assert result.returncode == 1 and path.name in result.stderr
    assert "product_category_id" in result.stderr and "a fault of the program" not in result.stderr


def test_a_zip_is_refused(tmp_path):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.csv", good())
    path = tmp_path / "a_202507.zip"
    path.write_bytes(archive.getvalue())
    result = run("clean", "ords", path, "--out", tmp_path / "out")
    assert result.returncode == 1 and "compressed" in result.stderr


@pytest.mark.parametrize(
    "content",
    [
        ("\ufeff" + good()).encode(),
        good().replace("\n", "\r\n").encode(),
        good("x" * 10_000).encode(),
        good('"=HYPERLINK(""http://x"")"').encode(),
        good().replace("id,", "ID,", 1).encode(),
    ],
    ids=["bom", "crlf", "long cell", "formula", "capitals"],
)
def test_odd_but_sound_files_pass(content, tmp_path):
    path = tmp_path / "OpenRepairData_v0.3_Ours_202507.csv"
    path.write_bytes(content)
    (row,), _ = rates(path)
    assert (row["n"], row["fixed"]) == ("1", "1")


def test_the_register_and_the_comparison_of_releases_speak(published):
    result = run("repair-coding", published / CONNECTS)
    (row,) = table(result.stdout)
    assert "not broken" in row["meanings"] and row["newest"] == "2023-02-20"
    old = published / CONNECTS.replace("202507", "202303")
    result = run("repair-releases", old, published / CONNECTS)
    assert result.returncode == 0
    assert "0 added, 0 removed" in result.stderr and "frozen source" in result.stderr
    assert {row["change"] for row in table(result.stdout)} == {"edited", "recoded"}


def test_a_cleaned_file_with_a_wrong_cell_is_refused_with_its_place(tmp_path):
    path = tmp_path / "repair_events.csv"
    path.write_text(
        "provider,release,status,event_date,product_category,country,group\n"
        "Ours,2025-07,fixed,2021-03-02,Kettle,BEL,Town\n"
        "Ours,2025-07,mended,02/03/2021,Kettle,BEL,Town\n"
    )
    result = run("repair-rates", path)
    assert result.returncode == 1
    assert "row 3, column 'status': found 'mended'" in result.stderr
    assert "row 3, column 'event_date': found '02/03/2021'" in result.stderr
