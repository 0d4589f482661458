"""Jobs by municipality and activity: hand-made workbooks in the shapes that go round."""

import shutil

import openpyxl
import pandas as pd
import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.clean.economy_jobs import clean_employment
from circular_metrics.edition import open_edition
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


def in_quarters(*rows):
    head = ["INS", "Code NACE", "Postes de travail"]
    return [["Postes de travail par commune (NACE-BEL 2008)"], head, *rows]


def test_a_sheet_a_quarter_keeps_the_quarters_apart(tmp_path):
    """As ONSS numbers them in its brochures, and as its tables write them out."""
    path = workbook(
        tmp_path / "onss.xlsx",
        ("2023-3", in_quarters([24062, "95210", 10])),
        ("4de kwartaal 2023", in_quarters([24062, "95210", 12])),
        ("2024T1", in_quarters([24062, "95210", "c"])),
    )
    table = tidy(path).table.set_index("period")["jobs"]
    assert table.loc["2023-Q3"] == 10 and table.loc["2023-Q4"] == 12
    assert pd.isna(table.loc["2024-Q1"])


def test_a_column_or_a_title_says_the_quarter(tmp_path):
    column = [["Gemeente", "Kwartaal", "NACE-BEL", "Jobs"], ["24062", "2023/4", "95.21", 12]]
    title = [["2e trimestre 2024"], ["INS", "NACE", "emplois"], ["24062", "95.21", 12]]
    for name, rows, period in (("a", column, "2023-Q4"), ("b", title, "2024-Q2")):
        path = workbook(tmp_path / f"{name}.xlsx", ("Tabel", rows))
        assert tidy(path).table["period"].tolist() == [period]


@pytest.mark.parametrize(
    "heads",
    [
        ("NIS-code", "NACE", "Aantal arbeidsplaatsen"),
        ("Code INS", "Code NACE", "Nombre de postes de travail"),
        ("REFNIS", "NACE-BEL 2008", "Tewerkstelling"),
        ("Commune", "Secteur d'activité", "Emplois"),
        ("Gemeentecode", "Economische activiteit", "Banen"),
        ("Lieu de travail", "Activité économique", "Salariés (total)"),
        ("Municipality code", "Economic activity", "Number of jobs"),
    ],
)
def test_headings_of_either_language(heads, tmp_path):
    rows = [list(heads), ["24062", "95.21", 12], ["12025", "95.21", 7]]
    table = tidy(workbook(tmp_path / "jobs.xlsx", ("T", rows))).table
    assert table["jobs"].tolist() == [7, 12]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("95.21", "95.21"),
        ("95.210", "95.210"),
        ("95210", "95.210"),
        (95210, "95.210"),
        ("9521", "95.21"),
        (9521.0, "95.21"),
        (47.79, "47.79"),
        ("S95.21", "95.21"),
        ("S 9521", "95.21"),
        ("95.21 Reparatie van consumentenelektronica", "95.21"),
        ("95.21 - Réparation de produits électroniques", "95.21"),
        ("01.110", "01.110"),
        ("95", "95"),
    ],
)
def test_codes_as_text_as_number_and_with_their_words(code, found, tmp_path):
    rows = [["NIS", "NACE", "Jobs"], ["24062", code, 12]]
    assert tidy(workbook(tmp_path / "jobs.xlsx", ("T", rows))).table["nace"].tolist() == [found]


@pytest.mark.parametrize(
    ("codes", "cell"),
    [
        ([47.9], "47.9"),  # 47.90 or group 47.9
        ([1.11, "95.21"], "1.11"),  # 01.11
        ([1110, 95210], "1110"),  # 01.110 or class 11.10
        ([111, 9521], "111"),  # 01.11 or group 11.1
        ([1], "1"),
    ],
)
def test_a_number_that_may_have_lost_a_nought_is_refused_by_its_cell(codes, cell, tmp_path):
    rows = [["NIS", "NACE", "Jobs"], *(["24062", code, 12] for code in codes)]
    with pytest.raises(BadInputError) as refusal:
        tidy(workbook(tmp_path / "jobs.xlsx", ("T", rows)))
    (problem,) = refusal.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("T", 2, "B")
    assert problem.found == cell and "text" in problem.expected


def test_places_with_their_names_and_under_merged_cells(tmp_path):
    path = tmp_path / "jobs.xlsx"
    rows = [["Gemeente", "NIS", "NACE", "Jobs"], ["Leuven", "24062 Leuven", "95.21", 12]]
    rows += [["", "", "47.79", 3], ["Mechelen", "Mechelen (12025)", "95.21", 7]]
    workbook(path, ("T", rows))
    book = openpyxl.load_workbook(path)
    book["T"].merge_cells("B2:B3")
    book.save(path)
    table = tidy(path).table
    assert jobs(table, "24062", "47.79") == 3 and jobs(table, "12025", "95.21") == 7


def test_activities_in_rows_and_municipalities_in_columns(tmp_path):
    """Both codes can have five digits: the heading tells which side is which, or it is refused."""
    rows = [["NACE-BEL 2008", "Titel", "24062", "12025"], ["95210", "Reparatie", 12, 7]]
    rows += [["47790", "Tweedehands", "1 234", "<5"], ["Totaal", "", 9000, 900]]
    table = tidy(workbook(tmp_path / "jobs.xlsx", ("T", rows))).table
    assert jobs(table, "24062", "47.790") == 1234 and pd.isna(jobs(table, "12025", "47.790"))
    rows[0][0] = "Code"
    with pytest.raises(BadInputError, match="headed as such"):
        read_employment(workbook(tmp_path / "code.xlsx", ("T", rows)))


def test_years_in_the_columns_are_no_activities(tmp_path):
    rows = [["NIS", "2019", "2020", "2021"], ["24062", 10, 11, 12]]
    with pytest.raises(BadInputError, match="a sheet with columns"):
        read_employment(workbook(tmp_path / "jobs.xlsx", ("T", rows)))


@pytest.mark.parametrize("word", ["Totaal", "TOTAL", "Algemeen totaal", "Total général", "E"])
def test_totals_and_sections_are_no_activities(word, tmp_path):
    rows = [["NIS", "NACE", "Jobs"], ["24062", "95.21", 12], ["24062", word, 900]]
    cleaned = tidy(workbook(tmp_path / "jobs.xlsx", ("T", rows)))
    assert cleaned.table["nace"].tolist() == ["95.21"]
    assert cleaned.log.set_index("rule").loc["totals", "rows"] == 1


@pytest.mark.parametrize("sign", [".", "..", "...", "…", "c", "(c)", "x", "n.d.", "<5", "", None])
def test_signs_of_secrecy(sign, tmp_path):
    rows = [["NIS", "NACE", "Jobs"], ["24062", "95.21", sign], ["24062", "47.79", 0]]
    table = tidy(workbook(tmp_path / "jobs.xlsx", ("T", rows))).table
    assert pd.isna(jobs(table, "24062", "95.21")) and jobs(table, "24062", "47.79") == 0


def test_jobs_of_no_place_are_counted_and_left_out(tmp_path):
    rows = [["NIS", "NACE", "Jobs"], ["24062", "95.21", 12], ["Onbekend", "95.21", 30]]
    cleaned = tidy(workbook(tmp_path / "jobs.xlsx", ("T", rows)))
    assert cleaned.log.set_index("rule").loc["without a place", "rows"] == 1
    assert len(cleaned.table) == 1


def test_every_wrong_cell_is_named_at_once(tmp_path):
    rows = [["NIS", "NACE", "Jobs"], ["Leuven", "95.21", 1], ["24062", "herstel", 1]]
    rows += [["24062", "95.21", 12.5], ["24062", "95.22", -1], ["24062", "95.23", "1,234"]]
    with pytest.raises(BadInputError) as refusal:
        tidy(workbook(tmp_path / "jobs.xlsx", ("2023-4", rows)))
    cells = {f"{p.column}{p.row}" for p in refusal.value.problems}
    assert cells == {"A2", "B3", "C4", "C5", "C6"}
    assert {p.sheet for p in refusal.value.problems} == {"2023-4"}


def test_a_formula_without_a_result_is_refused_by_its_cell(tmp_path):
    rows = [["NIS", "NACE", "Jobs"], ["24062", "95.21", "=6+6"]]
    with pytest.raises(BadInputError) as refusal:
        read_employment(workbook(tmp_path / "jobs.xlsx", ("T", rows)))
    (problem,) = refusal.value.problems
    assert (problem.row, problem.column) == (2, "C") and "=6+6" in problem.found


def test_hidden_sheets_are_not_read_and_footnotes_are_no_figures(tmp_path):
    path = tmp_path / "jobs.xlsx"
    rows = [["NIS", "NACE", "Jobs"], ["24062", "95.21", 12], ["Bron: RSZ"]]
    workbook(path, ("T", rows), ("oud", [*rows[:1], ["24062", "95.21", 11]]))
    book = openpyxl.load_workbook(path)
    book["oud"].sheet_state = "hidden"
    book.save(path)
    assert tidy(path).table["jobs"].tolist() == [12]


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


def test_a_count_that_is_kept_is_not_written_over_unasked(tmp_path, data):
    mine, out = tmp_path / "data", tmp_path / "out"
    shutil.copytree(data / "processed", mine / "processed")
    path = workbook(tmp_path / "jobs.xlsx", ("Tabel", LONG))
    kept = mine / "delivered" / "leuven" / "circular_jobs.csv"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"mine")
    words = ("jobs", path, "--out", out, "--city", "24062", "--data", mine)
    result = run(*words)
    assert result.returncode == 1 and str(kept) in result.stderr and "--replace" in result.stderr
    assert kept.read_bytes() == b"mine" and not out.exists() and result.stdout == ""
    assert run(*words, "--replace").returncode == 0
    assert kept.read_bytes() == (out / "circular_jobs.csv").read_bytes() != b"mine"


def test_a_table_that_is_handed_over_stands_on_the_page(tmp_path, data):
    """Leuven has 12 in repair and 1,234 in second-hand trade; its garages are secret."""
    mine = tmp_path / "data"
    shutil.copytree(data / "processed", mine / "processed")
    before = open_edition("leuven", 2025, data=mine).objective("so1")
    assert "No table of jobs" in before.firms.jobs.markdown
    assert "G1" in open_edition("leuven", 2025).objective("so1").guard.fired()
    dated = [["NACE-BEL 2025, 2e trimestre 2024"], *CROSSED[1:]]
    path = workbook(tmp_path / "jobs.xlsx", ("Tabel", dated))
    words = ("--out", tmp_path / "out", "--city", "leuven", "--data", mine)
    result = run("jobs", path, *words)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out" / "circular_jobs.csv").is_file()
    page = open_edition("leuven", 2025, data=mine).objective("so1")
    own = page.own[(page.own["indicator"] == "circular_employment") & page.own["preferred"]]
    assert own[["period", "value", "status"]].to_numpy().tolist() == [[2024, 1246, "delivered"]]
    assert "G1" not in page.guard.fired()  # an outcome was measured for the city
    shown = page.firms.jobs.frame.set_index(["definition", "municipality"])
    assert shown.loc[("Eurostat’s sectors", "Leuven"), "jobs"] == "1,246"
    assert shown.loc[("Eurostat’s sectors", "Leuven"), "classes kept secret"] == "1"
    assert shown.loc[("Eurostat’s sectors without vehicle maintenance", "Mechelen"), "jobs"] == "7"
    untold = LONG[2:4]  # without the title that tells the edition of NACE
    path = workbook(tmp_path / "untold.xlsx", ("Tabel", untold))
    result = run("jobs", path, "--out", tmp_path / "other")
    assert result.returncode == 1 and "NACE-BEL 2008 or 2025" in result.stderr
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
            "period": None,
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
