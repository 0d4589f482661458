"""Jobs by municipality and activity: hand-made workbooks in the shapes that go round."""

import openpyxl
import pandas as pd
import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.clean.economy_jobs import clean_employment
from circular_metrics.edition.firms import without
from circular_metrics.errors import BadInputError
from circular_metrics.indicators.employment_circular import circular_jobs
from circular_metrics.readers.employment import read_employment
from tests.test_cli import run


def workbook(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


LONG = [
    ["Gedecentraliseerde statistieken, NACE-BEL 2008"],
    [],
    ["NIS-code", "Naam", "NACE", "Aantal arbeidsplaatsen"],
    ["24062", "Leuven", "95210", 12],
    ["24062", "Leuven", "47.79", "1.234"],
    ["24062", "Leuven", "45200", "<5"],
    ["12025", "Mechelen", "95210", 7],
    ["12025", "Mechelen", "Totaal", 900],
]
CROSSED = [
    ["Emploi salarié par commune, NACE-BEL 2025"],
    ["INS", "Commune", "95.21", "47.79", "95.31", "total"],
    ["24062", "Louvain", 12, 1234, "-", 9000],
    ["12025", "Malines", 7, None, 3, 900],
]


def tidy(path):
    return clean_employment(read_employment(path), path.name)


def jobs(table, area, nace):
    mine = table[(table["area"] == area) & (table["nace"] == nace)]
    return mine["jobs"].item()


@pytest.mark.parametrize(("rows", "version"), [(LONG, "2008"), (CROSSED, "2025")])
def test_both_shapes_give_the_same_jobs(rows, version, tmp_path):
    path = workbook(tmp_path / "jobs.xlsx", ("Uitleg", [["tekst"]]), ("Tabel", rows))
    table = tidy(path).table
    assert set(table["version"]) == {version}
    assert jobs(table, "12025", "95.21" if version == "2025" else "95.210") == 7
    assert jobs(table, "24062", "47.79") == 1234


def test_what_is_secret_is_missing_and_counted(tmp_path):
    cleaned = tidy(workbook(tmp_path / "jobs.xlsx", ("Tabel", LONG)))
    assert pd.isna(jobs(cleaned.table, "24062", "45.200"))
    log = cleaned.log.set_index("rule")["rows"]
    assert (log["secret"], log["totals"]) == (1, 1)


def test_a_bad_workbook_is_refused_with_sheet_row_and_column(tmp_path):
    bad = [*LONG, ["24062", "Leuven", "9511", "veel"], ["24062", "Leuven", "95210", 13]]
    path = workbook(tmp_path / "jobs.xlsx", ("Tabel", bad))
    with pytest.raises(BadInputError) as refusal:
        tidy(path)
    assert "sheet 'Tabel', row 9" in str(refusal.value) and "'veel'" in str(refusal.value)
    twice = workbook(tmp_path / "twice.xlsx", ("Tabel", [*LONG, bad[-1]]))
    with pytest.raises(BadInputError, match="once"):
        tidy(twice)


def test_the_verb_knows_the_kind(tmp_path):
    path = workbook(tmp_path / "jobs.xlsx", ("Tabel", CROSSED))
    result = run("clean", "employment", path, "--out", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out" / "employment.csv").is_file()
    (tmp_path / "no.xlsx").write_bytes(b"PK not a workbook")
    result = run("clean", "employment", tmp_path / "no.xlsx", "--out", tmp_path / "other")
    assert result.returncode == 1 and "workbook" in result.stderr
    empty = workbook(tmp_path / "empty.xlsx", ("Leeg", [["niets"]]))
    result = run("clean", "employment", empty, "--out", tmp_path / "other")
    assert result.returncode == 1 and "Leeg" in result.stderr
    assert not (tmp_path / "other").exists()


def test_circular_jobs_with_and_without_garages(tmp_path, data):
    """12 in repair, 1,234 in second-hand, garages secret: complete only without garages."""
    table = tidy(workbook(tmp_path / "jobs.xlsx", ("Tabel", CROSSED))).table
    activities = store.read_table(TABLES["circular_activities"], data)
    found = circular_jobs(table, activities).set_index(["area", "definition", "group"])
    with_garages = found.loc[("24062", "eurostat", "all")]
    assert (with_garages["jobs"], with_garages["is_complete"]) == (1246, False)
    without = found.loc[("24062", "eurostat_without_vehicles", "all")]
    assert (without["jobs"], without["is_complete"]) == (1246, True)
    assert found.loc[("12025", "eurostat", "all"), "jobs"] == 10
    assert found.loc[("12025", "eurostat_without_vehicles", "all"), "jobs"] == 7


def test_a_class_and_its_parts_are_not_counted_twice(data):
    table = pd.DataFrame(
        {
            "area": "24062",
            "version": "2025",
            "nace": ["95.31", "95.311", "95.312", "95"],
            "jobs": pd.array([30, 10, 20, 99], dtype="Int64"),
        }
    )
    activities = store.read_table(TABLES["circular_activities"], data)
    found = circular_jobs(table, activities).set_index(["definition", "group"])
    assert found.loc[("eurostat", "all"), "jobs"] == 30


def test_every_class_of_2008_has_a_successor(data):
    """The lists and the correspondence say the same, and Statbel's list has every class of 2025."""
    activities = store.read_table(TABLES["circular_activities"], data)
    pairs = store.read_table(TABLES["nace_correspondence"], data)
    old = activities[activities["version"] == "2008"]
    assert set(old["code"]) == set(pairs["code_2008"])
    now = activities[activities["version"] == "2025"]
    assert set(now["code"]) == set(pairs["code_2025"])
    assert now["title_en"].notna().all()
    landfill = now[now["code"] == "38.32"]
    assert landfill.empty  # recovery in 2008, landfilling in 2025


def test_the_claim_without_garages_by_hand():
    """CE Center 2021: 44,949 jobs, of which 39.3 % in vehicle maintenance (17,665): 27,284 left."""
    assert 44_949 - without(44_949, 39.3) == pytest.approx(17_665, abs=0.5)
    assert without(44_949, 39.3) == pytest.approx(27_284, abs=0.5)
