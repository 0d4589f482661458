"""The action register: the template, what it refuses, and what it shows. The actions are made up
here for the test and are no city's."""

import datetime as dt
import hashlib
import io
import json
import shutil
import subprocess

import openpyxl
import pandas as pd
import pytest

from circular_metrics.city import load_city
from circular_metrics.codelists.register import COLUMNS
from circular_metrics.delivery.register import receive_register
from circular_metrics.edition import open_edition
from circular_metrics.edition.actions import with_outcome
from circular_metrics.edition.questions import questions
from circular_metrics.edition.register_template import template
from circular_metrics.errors import BadInputError
from circular_metrics.readers.workbook import read_workbook
from circular_metrics.statistics.network import density, isolated, shared_actions
from tests.test_cli import run

LEUVEN = load_city("leuven")


def filled(path, *rows, language="nl", answers=()):
    """The template with rows of actions, as somebody at the city would save it."""
    book = openpyxl.load_workbook(io.BytesIO(template(LEUVEN, language)))
    keys = [column.key for column in COLUMNS]
    for n, row in enumerate(rows, start=2):
        for key, value in row.items():
            book.worksheets[0].cell(n, keys.index(key) + 1, value)
    for objective, number, answer in answers:
        sheet = book.worksheets[1]
        asked = [r for r in sheet.iter_rows(min_row=2) if r[0].value == objective]
        asked[number][2].value = answer
    book.save(path)
    return path


ONE = {
    "action": "Proef A",
    "objective": "so3",
    "departments": "Duurzaamheid; economie",
    "partners": "UCLL",
    "budget_eur": 12_500,
    "start": 2021,
    "indicators": "repairs_attempted; repair_success_rate",
    "status": "op schema",
}
TWO = {"action": "Proef B", "objective": 1, "departments": "Communicatie", "start": "2019"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_template_ships_with_what_the_strategy_names_and_no_action(language):
    content = template(LEUVEN, language)
    book = openpyxl.load_workbook(io.BytesIO(content))
    actions, asked, lists, _ = book.worksheets
    assert [c.value for c in actions[1]] == [c.heading(language) for c in COLUMNS]
    assert actions.max_row == 1 or not any(c.value for row in actions[2:9] for c in row)
    shown = {c.value for row in lists.iter_rows() for c in row}
    assert {*LEUVEN.departments, *LEUVEN.partners, "so1", "so5", "repair_success_rate"} <= shown
    assert len(LEUVEN.departments) == 9 and "KU Leuven" in LEUVEN.partners
    assert asked.max_row == 1 + 5 * len(questions(language))
    assert not any(row[2].value for row in asked.iter_rows(min_row=2))
    assert content == template(LEUVEN, language)


@pytest.fixture
def folder(tmp_path, data):
    """A data folder of its own."""
    mine = tmp_path / "data"
    mine.mkdir()
    shutil.copytree(data / "processed", mine / "processed")
    return mine


def test_there_and_back(tmp_path, folder):
    answers = [("so5", 0, "Dat één jaar genoeg zegt.")]
    path = filled(tmp_path / "acties.xlsx", ONE, TWO, answers=answers)
    result = run("actions-import", "leuven", path, "--data", folder)
    assert result.returncode == 0, result.stderr
    edition = open_edition("leuven", 2025, "nl", data=folder)
    actions, _ = edition.register
    assert actions["departments"].tolist() == [("Duurzaamheid", "Economie"), ("Communicatie",)]
    assert actions["objective"].tolist() == ["so3", "so1"]
    assert actions["budget_eur"].isna().tolist() == [False, True]
    assert actions["status"].tolist() == ["on_track", ""]
    assert with_outcome(actions).tolist() == [True, False]
    page = edition.objective("so5")
    assert "2 acties; 1 ervan" in page.actions.words.markdown
    assert "Proef A" in page.actions.matrix.plain()
    assert len(page.actions.network().data) == 1
    assert "Dat één jaar genoeg zegt." in page.actions.questions.plain()
    fired = edition.objective("so1").guard
    assert {"G1", "G4", "G5", "G6"} <= set(fired.fired())  # old, alone, without outcome
    assert "G6" not in edition.objective("so3").guard.fired()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_from_the_template_through_libreoffice_to_what_the_page_shows(tmp_path, folder):
    """Three actions: A and C share a department, so of 9 departments 2 pairs of 36 are linked."""
    three = {**ONE, "action": "Proef C", "departments": "Economie; Sociale zaken"}
    three["indicators"] = "repair_success_rate"
    filled(tmp_path / "acties.xlsx", ONE, TWO, three)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    words = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*words, "--outdir", tmp_path / "again", tmp_path / "acties.xlsx"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    saved = tmp_path / "again" / "acties.xlsx"
    result = run("actions-import", "leuven", saved, "--data", folder)
    assert result.returncode == 0, result.stderr
    page = open_edition("leuven", 2025, "nl", data=folder).objective("so5")
    words = page.actions.words.markdown
    assert "3 acties; 2 ervan" in words and "67 %" in words  # with an outcome indicator
    assert "0,06" in words  # 2 of 36 pairs of departments
    alone = words.partition("delen: ")[2] or words
    assert "Communicatie" in alone and "Economie" not in alone
    rows = page.actions.matrix.frame.iloc[:, :3].to_numpy().tolist()
    assert len(rows) == 4 and {row[1] for row in rows} == {"Proef A", "Proef B", "Proef C"}
    assert {row[0] for row in rows} == {"Circulair ondernemen in Leuven",
                                        "Herstellen, delen en hergebruiken"}  # fmt: skip
    drawn = page.actions.network().data
    assert len(drawn) == 2


def test_nothing_is_overwritten_unasked(tmp_path, folder):
    path = filled(tmp_path / "acties.xlsx", ONE)
    assert run("actions-import", "leuven", path, "--data", folder).returncode == 0
    again = run("actions-import", "leuven", path, "--data", folder)
    assert again.returncode == 1 and "--replace" in again.stderr
    assert run("actions-import", "leuven", path, "--data", folder, "--replace").returncode == 0
    out = tmp_path / "template.xlsx"
    assert run("actions-template", "leuven", "--out", out).returncode == 0
    assert run("actions-template", "leuven", "--out", out).returncode == 1


def test_every_problem_comes_at_once_with_its_place(tmp_path, folder):
    bad = {
        "action": "Proef C",
        "objective": "so9",
        "departments": "Duurzaamheit",
        "start": "vorig jaar",
        "budget_eur": "veel",
        "indicators": "repair_succes_rate",
        "status": "bijna",
    }
    path = filled(tmp_path / "acties.xlsx", ONE, bad, ONE, {"action": "Proef D"})
    result = run("actions-import", "leuven", path, "--data", folder)
    assert result.returncode == 1 and "Traceback" not in result.stderr
    for words in (
        "row 3, column 'doelstelling'",
        "'Duurzaamheid'",
        "'vorig jaar'",
        "'veel'",
        "repair_success_rate",
        "'bijna'",
        "row 4, column 'actie'",
        "row 5, column 'startjaar'",
    ):
        assert words in result.stderr, words
    assert not (folder / "delivered").exists()


def test_a_foreign_workbook_is_refused(tmp_path, folder):
    book = openpyxl.Workbook()
    book.active.append(["iets", "anders"])
    book.save(tmp_path / "x.xlsx")
    result = run("actions-import", "leuven", tmp_path / "x.xlsx", "--data", folder)
    assert result.returncode == 1 and "a sheet called" in result.stderr
    book.active.title = "Acties"
    book.save(tmp_path / "x.xlsx")
    result = run("actions-import", "leuven", tmp_path / "x.xlsx", "--data", folder)
    assert result.returncode == 1 and "doelstelling" in result.stderr


def test_headings_may_move_and_stand_lower(tmp_path, folder):
    book = openpyxl.Workbook()
    book.active.title = "Actions"
    book.active.append(["Register of the city"])
    book.active.append([])
    book.active.append(["start year", "departments", "note", "objective", "action"])
    book.active.append([2022, "Economie", "x", "Circulair bouwen", "Proef E"])
    book.save(tmp_path / "x.xlsx")
    result = run("actions-import", "leuven", tmp_path / "x.xlsx", "--data", folder)
    assert result.returncode == 0, result.stderr
    actions, _ = open_edition("leuven", 2025, data=folder).register
    assert actions[["objective", "start"]].to_numpy().tolist() == [["so2", 2022]]


def test_the_general_verbs_know_the_register_too(tmp_path, folder):
    out = tmp_path / "empty.xlsx"
    assert run("template", "actions", "--out", out).returncode == 0
    assert out.read_bytes() == template(LEUVEN, "nl")
    path = filled(tmp_path / "acties.xlsx", ONE)
    result = run("import", path, "--data", folder)
    assert result.returncode == 0, result.stderr
    kept = json.loads((folder / "delivered" / "leuven" / "actions.json").read_text("utf-8"))
    assert kept["template"] == "actions" and kept["status"] == "delivered" and kept["rows"] == 1
    assert kept["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    actions, _ = open_edition("leuven", 2025, data=folder).register
    assert actions["action"].tolist() == ["Proef A"]
    assert run("import", path, "--template", "building", "--data", folder).returncode == 1


def sheets_of(tmp_path, *rows, title="Acties"):
    """A register with these rows as the reader gives it."""
    path = filled(tmp_path / "a.xlsx", *rows)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = title
    book.save(path)
    return read_workbook(path)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("€ 12.500", 12500),
        ("1.250,50 EUR", 1250.5),
        ("1.234,50 euro", 1234.5),
        ("EUR 1.234.567", 1234567),
        ("12.500,-", 12500),
        ("12 500", 12500),
        ("12500.25", 12500.25),
    ],
)
def test_budgets_are_read_as_belgians_write_them(tmp_path, said, value):
    sheets = sheets_of(tmp_path, ONE | {"budget_eur": said}, title="Onze acties 2026")
    actions, _ = receive_register(sheets, LEUVEN, "a.xlsx")
    assert actions["budget_eur"].tolist() == [value]


@pytest.mark.parametrize(
    "said", ["1234,567", "1,234.50", "12,5 miljoen", "ca. 5000", "5k", "-5", "10 %", "n.v.t."]
)
def test_what_may_be_another_amount_is_refused(tmp_path, said):
    with pytest.raises(BadInputError, match="an amount in euro, such as") as refusal:
        receive_register(sheets_of(tmp_path, ONE | {"budget_eur": said}), LEUVEN, "a.xlsx")
    assert [p.found for p in refusal.value.problems] == [repr(said)]


@pytest.mark.parametrize(
    "said", [2022, "2022", dt.datetime(2022, 5, 1), "01/05/2022", "1-5-2022", "2022-05-01"]
)
def test_a_day_has_its_year(tmp_path, said):
    actions, _ = receive_register(sheets_of(tmp_path, ONE | {"start": said}), LEUVEN, "a.xlsx")
    assert actions["start"].tolist() == [2022]


@pytest.mark.parametrize("said", ["mei 2022", "2022-2025", "22", "31/02/2022"])
def test_what_is_no_year_is_refused(tmp_path, said):
    with pytest.raises(BadInputError, match="a year of four digits"):
        receive_register(sheets_of(tmp_path, ONE | {"start": said}), LEUVEN, "a.xlsx")


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("KU Leuven; ucll", ("KU Leuven", "UCLL")),
        ("KU Leuven\nUCLL", ("KU Leuven", "UCLL")),
        ("- KU Leuven\n- UCLL\n", ("KU Leuven", "UCLL")),
        ("KU Leuven;UCLL;KU Leuven", ("KU Leuven", "UCLL")),
        ("Proef & Zoon, Leuven", ("Proef & Zoon, Leuven",)),  # one name, with marks of its own
    ],
)
def test_several_names_in_one_cell(tmp_path, said, names):
    actions, _ = receive_register(sheets_of(tmp_path, ONE | {"partners": said}), LEUVEN, "a.xlsx")
    assert actions["partners"].tolist() == [names]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Duurzaamheid, Economie", "a semicolon"),
        ("Economie/Proefdienst", "a semicolon"),
        ("Economie en Communicatie", "a semicolon"),
        ("Economie & Stadsreiniging", "a semicolon"),
        ("dienst Economie", "'Economie'"),
        ("Stads reiniging", "'Stadsreiniging'"),
        ("Duurzaamhied", "'Duurzaamheid'"),
    ],
)
def test_a_department_spelled_otherwise_is_no_new_one(tmp_path, said, expected):
    with pytest.raises(BadInputError, match=expected):
        receive_register(sheets_of(tmp_path, ONE | {"departments": said}), LEUVEN, "a.xlsx")


def test_an_action_is_the_same_in_capitals(tmp_path):
    again = ONE | {"action": "PROEF A"}
    with pytest.raises(BadInputError, match="each action once"):
        receive_register(sheets_of(tmp_path, ONE, again), LEUVEN, "a.xlsx")


def test_a_formula_is_refused_where_it_stands(tmp_path):
    sheets = sheets_of(tmp_path, ONE | {"budget_eur": "=1+1", "additionality": "+cmd"})
    with pytest.raises(BadInputError) as refusal:
        receive_register(sheets, LEUVEN, "a.xlsx")
    assert "the formula '=1+1'" in str(refusal.value)
    assert "does not begin like a formula" in str(refusal.value)


def test_the_network_by_hand():
    """Of four departments three share actions in two pairs of the six there are: 1/3."""
    groups = [("a", "b"), ("b", "c"), ("a", "b"), ("d",)]
    assert density(groups) == pytest.approx(2 / 6)
    assert isolated(groups) == ["d"]
    assert isolated(groups, ["e"]) == ["d", "e"]
    assert shared_actions(groups)["a"]["b"]["weight"] == 2
    assert density([("a",)]) is None
    assert density([]) is None


def test_a_city_without_a_register_shows_no_action():
    page = open_edition("leuven", 2025, "nl").objective("so5")
    assert page.edition.register[0] is None
    assert "geen actieregister" in page.actions.words.markdown
    told = page.actions.network().markdown
    assert "actions-template leuven" in told and "actions-import leuven" in told
    assert isinstance(page.actions.matrix.frame, pd.DataFrame)
