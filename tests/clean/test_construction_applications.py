"""The Flemish permit desk's exports: Belgian numbers, one implausible cell."""

import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from circular_metrics.clean.construction_applications import clean_applications
from circular_metrics.cli import app
from circular_metrics.errors import BadInputError, UnknownLabelError
from circular_metrics.readers.omgevingsloket import read_omgevingsloket
from circular_metrics.report.tidy import clean_files

HEADS = [
    "Jaar indiening", "Handeling", "[Project Indiening Datum.autoCalendar.Quarter]",
    "Aantal projecten", "Gesloopte oppervlakte (m²)", "Gesloopte volume (m³)",
]  # fmt: skip
ROWS = [
    ["2018", "Sloop", "Q1", "1.204", "1.234,56", "7.000,00"],
    ["2019", "Sloop", "Q4", "3", "4.045.990,10", "7.769.748,78"],
    ["2020", "Nieuwbouw", "Q2", "", "0,00", "0,00"],
]
FILES = (
    "omgevingsloket_bouwen_of_verbouwen_van_woningen_2018-2026_Vlaanderen.csv",
    "omgevingsloket_bouwstatistieken_met_type_aanvrager_2018-2026_Vlaanderen.csv",
)


def export(rows=ROWS) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=HEADS, dtype=str)


def test_belgian_numbers_and_the_implausible_area_drawn_in_and_kept():
    raw = export()
    before = raw.copy()
    table = clean_applications(raw, "a.csv").table
    assert table["demolished_area_published_m2"].tolist() == [1234.56, 4045990.10, 0.0]
    assert table["demolished_area_m2"].tolist() == [1234.56, 1234.56, 0.0]
    assert table["is_winsorised"].tolist() == [False, True, False]
    assert table["projects"].isna().tolist() == [False, False, True]
    pd.testing.assert_frame_equal(raw, before)


@pytest.mark.parametrize(("separator", "mark"), [(",", ""), (";", "\ufeff"), ("\t", "")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_delimiter_and_line_end_is_read(tmp_path, separator, mark, end):
    path = tmp_path / "export.csv"
    text = export().iloc[:, ::-1].to_csv(index=False, sep=separator, quoting=1, lineterminator=end)
    path.write_bytes((mark + text).encode())
    assert read_omgevingsloket(path)[HEADS].equals(export())


def workbook(table: pd.DataFrame, *, numbers: bool) -> bytes:
    """An export saved again as a workbook, below a sheet of notes and two rows of title."""
    book = openpyxl.Workbook()
    book.active.append(["Toelichting", "bron: Omgevingsloket"])
    sheet = book.create_sheet("Gegevens")
    for row in [["Bouwstatistieken"], [], list(table.columns), *table.to_numpy().tolist()]:
        sheet.append([as_number(cell) if numbers else cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_number(cell: str) -> object:
    bare = cell.replace(".", "").replace(",", ".")
    return float(bare) if bare.replace(".", "", 1).isdigit() else cell or None


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def semicolons(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, sep=";", lineterminator="\r\n")


FORMS = {
    "Windows-1252": lambda t: semicolons(t).encode("cp1252"),
    "UTF-16": lambda t: t.to_csv(index=False, sep="\t").encode("utf-16"),
    "zip": lambda t: zipped("export.csv", semicolons(t).encode("cp1252")),
    "workbook of text": lambda t: workbook(t, numbers=False),
    "workbook of numbers": lambda t: workbook(t, numbers=True),
    "zip of a workbook": lambda t: zipped("export.xlsx", workbook(t, numbers=True)),
    "other headings": lambda t: semicolons(t.rename(columns=plainer)).encode(),
    "blanks around": lambda t: semicolons(t.map(" {} ".format)).encode(),
}


def plainer(heading: str) -> str:
    return heading.upper().replace("²", "2").replace("³", "3").replace("[", "").replace("]", "")


@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_the_same_table_however_it_was_packed(tmp_path, form):
    path = tmp_path / "export.any"
    path.write_bytes(FORMS[form](export().iloc[:, ::-1]))
    found = clean_applications(read_omgevingsloket(path), path.name).table
    expected = clean_applications(export(), "a.csv").table
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty file"),
        (b"PK\x03\x04 cut off", "zip"),
        (zipped("bomb.csv", b"0" * 40_000_000), "packed into"),
        (b"Jaar indiening;Handeling\n2019;Sloop\n", "Gesloopte"),
        (semicolons(export(ROWS[:0])).encode(), "header only"),
        (workbook(export([["2019", "=cmd|' /C calc'!A0", "Q1", "1", "1", "1"]]), numbers=False),
         "sheet 'Gegevens', row 4, column 'Handeling'"),
        (workbook(export([["2019", "Sloop", "Q9", "1", "1", "1"]]), numbers=False),
         "row 4, .*'Q9'"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_in_its_place_and_nothing_is_written(tmp_path, content, said):
    path, out = tmp_path / "export.any", tmp_path / "out"
    path.write_bytes(content)
    result = CliRunner().invoke(app, ["clean", "omgevingsloket", str(path), "--out", str(out)])
    assert result.exit_code == 1 and not out.exists()
    assert re.search(said, str(result.exception)) and "export.any" in str(result.exception)


def test_an_area_without_another_to_go_by_is_flagged_and_kept():
    table = clean_applications(export(ROWS[1:]), "a.csv").table
    assert table["is_implausible"].tolist() == [True, False]
    assert table["demolished_area_m2"].tolist() == [4045990.10, 0.0]
    assert not table["is_winsorised"].any()


def test_an_action_with_no_other_area_goes_by_those_of_all_actions():
    rows = [ROWS[0], ["2019", "Nieuwbouw", *ROWS[1][2:]]]
    table = clean_applications(export(rows), "a.csv").table
    assert table["demolished_area_m2"].tolist() == [1234.56, 1234.56]


def test_all_wrong_cells_are_told_at_once():
    rows = [["18", "Sloop", "Q5", "1.23", "1,234.5", "x"]]
    with pytest.raises(BadInputError) as refusal:
        clean_applications(export(rows), "a.csv")
    assert len(refusal.value.problems) == 5
    with pytest.raises(UnknownLabelError, match="Bouwen"):
        clean_applications(export([["2018", "Bouwen", "Q1", "1", "1", "1"]]), "a.csv")


@pytest.mark.parametrize("name", FILES)
def test_the_published_exports_have_one_implausible_cell(published, tmp_path, name):
    words = ["clean", "omgevingsloket", str(published / "construction" / name), "--out"]
    assert CliRunner().invoke(app, [*words, str(tmp_path)]).exit_code == 0
    table = pd.read_csv(tmp_path / "permit_applications.csv")
    assert len(table) in (1336, 1424)
    flagged = table[table["is_winsorised"]]
    assert flagged["year"].tolist() == [2019]
    if name == FILES[0]:
        assert flagged["quarter"].tolist() == [4]
        assert flagged["demolished_area_published_m2"].round().tolist() == [4_045_990]
    assert (tmp_path / "cleaning_log.csv").exists()


def test_a_wrong_cell_of_a_workbook_is_named_with_its_sheet_and_row(tmp_path):
    """Refused by the cleaner, long after the sheet was read: row 6 of the sheet ``Gegevens``."""
    rows = [*ROWS, ["2021", "Sloop", "Q3", "veel", "1,00", "1,00"]]
    path = tmp_path / "export.xlsx"
    path.write_bytes(workbook(export(rows), numbers=False))
    lines = [
        number
        for number, row in enumerate(openpyxl.load_workbook(path)["Gegevens"].values, start=1)
        if "veel" in row
    ]
    with pytest.raises(BadInputError) as refusal:
        clean_files("omgevingsloket", [path], tmp_path / "out")
    (problem,) = refusal.value.problems
    assert (problem.sheet, problem.row) == ("Gegevens", lines[0]) and "veel" in problem.found
    assert not (tmp_path / "out").exists()


def test_a_hidden_copy_is_not_read_and_two_sheets_of_data_are_refused(tmp_path):
    """An older copy that nobody sees, before the sheet; then the same copy, shown."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(export(), numbers=False)))
    old = book.copy_worksheet(book["Gegevens"])
    old.title = "oud"
    book.move_sheet("oud", -2)
    for row in old.iter_rows():
        for cell in row:
            cell.value = "9.999" if cell.value == "1.204" else cell.value
    path = tmp_path / "export.xlsx"
    old.sheet_state = "hidden"
    book.save(path)
    assert read_omgevingsloket(path)["Aantal projecten"].iloc[0] == "1.204"
    old.sheet_state = "visible"
    book.save(path)
    with pytest.raises(BadInputError, match="'oud', 'Gegevens'"):
        read_omgevingsloket(path)
