"""Templates there and back, and what people do to them."""

import datetime
import io
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from circular_metrics import unpacking
from circular_metrics.cli import app
from circular_metrics.delivery import TEMPLATES
from circular_metrics.delivery.declare import COLUMNS, SHEETS
from circular_metrics.delivery.issue import workbook_of
from circular_metrics.delivery.receive import receive
from circular_metrics.errors import BadInputError
from circular_metrics.readers.workbook import read_workbook

AT = {column.key: i for i, column in enumerate(COLUMNS, start=1)}


@pytest.fixture
def book():
    return openpyxl.load_workbook(io.BytesIO(workbook_of(TEMPLATES["building"])))


def fill(book, row, **values):
    for key, value in values.items():
        book[SHEETS[0]].cell(row, AT[key], value)
    return book


def taken(book, tmp_path, name="filled.xlsx"):
    path = tmp_path / name
    book.save(path)
    return receive(read_workbook(path), TEMPLATES, name)[1]


def refused(book, tmp_path) -> str:
    with pytest.raises(BadInputError) as refusal:
        taken(book, tmp_path)
    return str(refusal.value)


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_has_a_row_for_each_measure_and_words_in_both_languages(key):
    template = TEMPLATES[key]
    rows = list(openpyxl.load_workbook(io.BytesIO(workbook_of(template)))[SHEETS[0]].values)
    codes = {row[0] for row in rows[1:]}
    assert codes == {measure.key for measure in template.measures}
    for measure in template.measures:
        assert all(measure.names[language] and measure.help[language] for language in ("nl", "en"))


def test_the_same_template_is_the_same_bytes():
    assert workbook_of(TEMPLATES["building"]) == workbook_of(TEMPLATES["building"])


def test_every_value_cell_lets_in_only_numbers_and_a_split_has_its_list(book):
    rules = book[SHEETS[0]].data_validations.dataValidation
    assert {rule.type for rule in rules} == {"whole", "decimal", "date", "list"}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (470, 470.0), ("470", 470.0), ("470,5", 470.5), ("1.234,56", 1234.56),
        ("1 234,5", 1234.5), ("12.5", 12.5), ("1,234", 1.234), ("0", 0.0), (0, 0.0),
        ("12.345.678", 12345678.0),
    ],
)  # fmt: skip
def test_numbers_are_read_as_belgians_write_them(book, tmp_path, said, value):
    found = taken(fill(book, 2, year=2025, value=said), tmp_path)
    assert found["value"].tolist() == [value]
    assert found["status"].tolist() == ["delivered"]


@pytest.mark.parametrize("said", ["1.234", "12,5 t", "veel", True, "1,234.56", "-3", -3, "nan"])
def test_what_is_no_number_or_may_be_two_is_refused_by_sheet_and_cell(book, tmp_path, said):
    message = refused(fill(book, 2, year=2025, value=said), tmp_path)
    assert f"sheet '{SHEETS[0]}', row 2" in message and "F2 (value)" in message


@pytest.mark.parametrize(
    "said",
    [datetime.date(2025, 12, 3), "3/12/2025", "03-12-2025", "3.12.2025", "2025-12-03"],
)
def test_dates_are_read_day_first(book, tmp_path, said):
    found = taken(fill(book, 2, year=2025, value=1, date=said), tmp_path)
    assert found["date"].tolist() == ["2025-12-03"]


@pytest.mark.parametrize("said", ["12/31/2025", "31/02/2025", "december", True])
def test_what_is_no_date_is_refused(book, tmp_path, said):
    message = refused(fill(book, 2, year=2025, value=1, date=said), tmp_path)
    assert "G2 (date)" in message and "31/12/2025" in message


@pytest.mark.parametrize("key", ["value", "note", "year"])
@pytest.mark.parametrize("said", ["=SUM(A1:A9)", "=cmd|'/C calc'!A0"])
def test_a_formula_is_never_run_nor_kept(book, tmp_path, key, said):
    message = refused(fill(book, 2, **({"year": 2025, "value": 1} | {key: said})), tmp_path)
    assert "formula" in message and "2 (" in message


def test_text_that_a_spreadsheet_would_run_is_refused(book, tmp_path):
    fill(book, 2, year=2025, value=1, note="x")
    for said in ("@SUM(1)", "+cmd|' /C calc'!A0", "-cmd|1", "=1+1"):
        cell = book[SHEETS[0]].cell(2, AT["note"])
        cell.value, cell.data_type = said, "s"
        assert "begin like a formula" in refused(book, tmp_path) or said[0] == "="


def test_all_problems_are_told_at_once(book, tmp_path):
    fill(book, 2, year="later", value="veel")
    fill(book, 3, year=2024, value=1, detail="goud", date="ooit")
    message = refused(book, tmp_path)
    assert len(message.splitlines()) == 4


def test_merged_cells_are_refused_by_range(book, tmp_path):
    fill(book, 2, year=2025, value=1)
    book[SHEETS[0]].merge_cells("F2:F3")
    assert "merged cells F2:F3" in refused(book, tmp_path)


def test_a_hidden_sheet_of_data_is_refused_and_another_hidden_one_ignored(book, tmp_path):
    fill(book, 2, year=2025, value=1)
    book[SHEETS[2]].sheet_state = "hidden"
    assert len(taken(book, tmp_path)) == 1
    book[SHEETS[0]].sheet_state = "hidden"
    assert "hidden: 'Gegevens - Data'" in refused(book, tmp_path)


def test_rows_and_columns_may_stand_in_any_order_and_the_sheet_have_any_name(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"] = "Aangeleverd door de dienst"
    for column, said in enumerate(("Waarde", "JAAR", "code", "Uitsplitsing"), start=2):
        sheet.cell(4, column, said)
    for column, said in enumerate(("1.000,5", "2024", "materialenbank_sold_t", "hout"), start=2):
        sheet.cell(9, column, said)
    found = taken(book, tmp_path).iloc[0]
    assert (found["value"], found["year"], found["detail"], found["row"]) == (
        1000.5,
        2024,
        "wood",
        9,
    )


def test_the_same_figure_twice_is_refused_and_another_scope_is_another_figure(book, tmp_path):
    fill(book, 2, year=2025, value=1)
    fill(book, 3, year=2025, value=2)
    assert "stands in row 2" in refused(book, tmp_path)
    assert len(taken(fill(book, 3, scope="enkel hout"), tmp_path)) == 2


def test_half_a_row_is_refused_and_an_empty_one_is_not_zero(book, tmp_path):
    assert "E2 (year)" in refused(fill(book, 2, value=3), tmp_path)
    found = taken(fill(book, 2, year=2025), tmp_path)
    assert found["value"].tolist() == [3]


def test_bounds_of_the_measure_hold(book, tmp_path):
    row = next(r for r in range(2, 90) if book[SHEETS[0]].cell(r, 1).value == "project_circularity")
    assert "from 0 to 1" in refused(fill(book, row, year=2025, value=1.2), tmp_path)


def test_a_unit_that_was_changed_is_refused_and_a_blank_one_is_ours(book, tmp_path):
    """Kilograms in place of tonnes would be a thousand times too much."""
    fill(book, 2, year=2025, value=1, unit="kg")
    assert "C2 (unit)'" in refused(book, tmp_path) and "found 'kg'" in refused(book, tmp_path)
    book[SHEETS[0]].cell(2, AT["unit"]).value = None
    assert taken(book, tmp_path)["unit"].tolist() == ["t"]


def test_two_columns_of_values_are_refused(book, tmp_path):
    fill(book, 2, year=2025, value=1)
    book[SHEETS[0]].cell(1, 10, "Waarde")
    assert "column 'value': found this column twice" in refused(book, tmp_path)


def test_a_million_blank_rows_are_read_past(book, tmp_path):
    fill(book, 2, year=2025, value=1)
    path = tmp_path / "long.xlsx"
    book.save(path)
    blank = b"".join(b'<row r="%d"/>' % n for n in range(100, 1_000_000))
    out = tmp_path / "blank.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body = body.replace(b"</sheetData>", blank + b"</sheetData>")
            new.writestr(name, body)
    assert len(receive(read_workbook(out), TEMPLATES, "blank.xlsx")[1]) == 1


def test_a_zip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 40_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(BadInputError, match="40000000 bytes packed"):
        read_workbook(path)
    monkeypatch.setattr(unpacking, "LARGEST_WORKBOOK", 1000)
    with pytest.raises(BadInputError, match="more than 1000"):
        read_workbook(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"), (b"\xd0\xcf\x11\xe0rest", "password"), (b"a;b\n1;2\n", "another kind"),
        (b"PK\x03\x04cut", "damaged zip"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused(tmp_path, content, said):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=said):
        read_workbook(path)


def test_entities_are_refused(book, tmp_path):
    book.save(tmp_path / "a.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx") as old,
        zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new,
    ):
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/workbook.xml":
                body = b'<!DOCTYPE x [<!ENTITY a "b">]>' + re.sub(rb"<\?xml.*?\?>", b"", body)
            new.writestr(name, body)
    with pytest.raises(BadInputError, match="document type"):
        read_workbook(tmp_path / "b.xlsx")


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_command_line_issues_and_keeps_apart_from_open_data(tmp_path, data):
    path = tmp_path / "template.xlsx"
    assert run("template", "building", "--out", path).exit_code == 0
    filled = tmp_path / "filled.xlsx"
    fill(openpyxl.load_workbook(path), 2, year=2025, value="470,0", detail="hout").save(filled)
    kept = tmp_path / "kept"
    assert run("import", filled, "--out", kept).exit_code == 0
    frame = pd.read_csv(kept / "building.csv", dtype={"area": str})
    assert frame[["area", "measure", "value", "detail", "status"]].iloc[0].tolist() == [
        "24062", "materialenbank_recovered_t", 470.0, "wood", "delivered",
    ]  # fmt: skip
    assert '"status": "delivered"' in (kept / "building.json").read_text()


def test_nothing_of_the_users_is_overwritten_and_nothing_half_written(tmp_path, book):
    path = tmp_path / "template.xlsx"
    path.write_text("mine")
    assert run("template", "building", "--out", path).exit_code == 1
    assert path.read_text() == "mine"
    bad = tmp_path / "bad.xlsx"
    fill(book, 2, year=2025, value="veel").save(bad)
    assert run("import", bad, "--out", tmp_path / "kept").exit_code == 1
    assert not (tmp_path / "kept").exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_template_that_libreoffice_saved_again_says_the_same(book, tmp_path):
    fill(book, 2, year=2025, value=470.5, detail="hout", date=datetime.date(2025, 12, 3))
    fill(book, 7, year=2025, value="1.234,5")
    before = taken(book, tmp_path)
    out = tmp_path / "again"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    words = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*words, "--outdir", out, tmp_path / "filled.xlsx"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    after = receive(read_workbook(out / "filled.xlsx"), TEMPLATES, "filled.xlsx")[1]
    pd.testing.assert_frame_equal(after, before)
