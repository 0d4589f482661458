"""The workbook: the same figures as the pages, formulas that agree, texts that stay texts."""

import re
import shutil
import subprocess

import pytest
from openpyxl import Workbook, load_workbook

from circular_metrics.edition import open_edition
from circular_metrics.edition.conflicts import register
from circular_metrics.report.sheets import put, settled, sheet_name
from circular_metrics.report.workbook import write_workbook


@pytest.fixture(scope="module")
def edition():
    return open_edition("leuven", 2025, "en")


@pytest.fixture(scope="module")
def path(edition, tmp_path_factory):
    return write_workbook(edition, tmp_path_factory.mktemp("book") / "leuven.xlsx")


def rows(sheet):
    """The sheet's one table as dictionaries."""
    (table,) = sheet.tables.values()
    header, *rest = [[cell.value for cell in row] for row in sheet[table.ref]]
    return [dict(zip(header, row, strict=True)) for row in rest]


def test_every_observation_of_the_city_is_there_with_its_unit_and_source(edition, path):
    book = load_workbook(path)
    for page in edition.objectives:
        sheet = book[sheet_name(f"{page.objective.key.removeprefix('so')} {page.title}")]
        found = rows(sheet)
        written = sorted(row["value"] for row in found if row["value"] is not None)
        assert written == pytest.approx(sorted(page.own["value"].dropna()))
        assert all(row["unit"] and row["source"] and row["status"] for row in found)
        assert sheet.freeze_panes


def test_dutch_and_english_workbooks_hold_the_same_numbers(path, tmp_path):
    dutch = load_workbook(write_workbook(open_edition("leuven", 2025, "nl"), tmp_path / "nl.xlsx"))
    english = load_workbook(path)
    assert set(dutch.sheetnames).isdisjoint(english.sheetnames)
    for one, other in zip(dutch.worksheets, english.worksheets, strict=True):
        numbers = [
            [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, int | float)]
            for sheet in (one, other)
        ]
        assert numbers[0] == numbers[1]


def test_a_ratio_is_a_live_formula(path):
    """456 renovations and 80 new buildings in 2024 (Statbel): 85.1 %."""
    found = {row["period"]: row for row in rows(load_workbook(path)["Ratios"])}
    assert (found[2024]["part"], found[2024]["rest"]) == (456, 80)
    assert found[2024]["formula"].startswith("=100*C")
    assert found[2024]["value"] == pytest.approx(85.1, abs=0.05)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here to recalculate")
def test_a_spreadsheet_program_computes_what_we_do(path, tmp_path):
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        + ["--convert-to", "xlsx", "--outdir", str(tmp_path / "again"), str(path)],
        check=True,
        capture_output=True,
    )
    book = load_workbook(tmp_path / "again" / path.name, data_only=True)
    found = rows(book["Ratios"])
    assert len(found) > 20
    for row in found:
        assert row["formula"] == pytest.approx(row["value"])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "\t=1"])
def test_a_text_is_never_taken_for_a_formula(text, tmp_path):
    book = Workbook()
    put(book.active["A1"], text)
    (tmp_path / "b.xlsx").write_bytes(settled(book))
    cell = load_workbook(tmp_path / "b.xlsx").active["A1"]
    assert cell.data_type == "s" and cell.value == text and cell.quotePrefix


def test_only_ratios_hold_formulas(path):
    for sheet in load_workbook(path).worksheets:
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert ("f" in kinds) == (sheet.title == "Ratios")


def test_there_are_native_charts(path):
    charts = [chart for sheet in load_workbook(path).worksheets for chart in sheet._charts]
    assert len(charts) > 5


def test_the_same_edition_gives_the_same_bytes(edition, path, tmp_path):
    again = write_workbook(edition, tmp_path / "again.xlsx")
    assert again.read_bytes() == path.read_bytes()


def test_a_missing_value_is_an_empty_cell():
    book = Workbook()
    for value in (None, float("nan")):
        put(book.active["A1"], value)
        assert book.active["A1"].value is None


def test_the_sheet_of_conflicts_has_what_the_page_has_in_numbers(edition, path):
    found = rows(load_workbook(path)["Conflicts"])
    assert len(found) == len(register(edition))
    cars = next(r for r in found if r["indicator"].startswith("Private cars"))
    assert (cars["lowest"], cars["highest"], cars["preferred"]) == (5, 14, None)
    assert cars["difference (%)"] == pytest.approx(180) and cars["why"]


def test_a_printed_sheet_is_as_wide_as_its_page_and_a_figure_has_its_units_decimals(path):
    for sheet in load_workbook(path).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
    book = load_workbook(path)
    (sheet,) = [one for one in book.worksheets if one.title.startswith("3 ")]
    (table,) = sheet.tables.values()
    shown = {(row[6].value, row[2].number_format) for row in sheet[table.ref][1:] if row[2].value}
    assert {("%", "#,##0.0")} <= shown


def test_each_sheet_says_in_its_first_lines_what_it_holds_and_the_first_column_stays(path):
    for sheet in load_workbook(path).worksheets:
        (table,) = sheet.tables.values()
        top = int(re.match(r"A(\d+)", table.ref)[1])
        said = [sheet.cell(row, 1).value for row in range(1, top)]
        assert said[0] and said[1] and len(said[1]) > 40, sheet.title
        assert sheet.freeze_panes == f"B{top + 1}"


def test_the_overview_leads_to_the_sheet_of_each_objective(path):
    book = load_workbook(path)
    links = [c.hyperlink.location for c in book["Overview"]["A"] if c.hyperlink]
    assert [link.split("'")[1] for link in links] == [n for n in book.sheetnames if n[0].isdigit()]


def test_what_a_plan_says_is_planned_and_a_year_is_a_number(path):
    book = load_workbook(path)
    (sheet,) = [one for one in book.worksheets if one.title.startswith("5 ")]
    ahead = [row for row in rows(sheet) if row["period"] > 2025]
    assert ahead and {row["status"] for row in ahead} == {"planned"}
    years = [row["period"] for row in rows(book["Conflicts"])]
    assert all(isinstance(year, int) or "–" in year for year in years)
