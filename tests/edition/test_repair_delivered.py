"""From a filled-in template to the page on repair: delivered, apart from open data, preferred."""

import io
import shutil

import openpyxl
import pytest
from typer.testing import CliRunner

from circular_metrics.cli import app
from circular_metrics.delivery import TEMPLATES
from circular_metrics.delivery.declare import COLUMNS, SHEETS
from circular_metrics.delivery.issue import workbook_of
from circular_metrics.edition import open_edition
from circular_metrics.show import Text

AT = {column.key: i for i, column in enumerate(COLUMNS, start=1)}
FILLED = {
    "inhabitants": "104000",
    "shared_cars": "260",
    "cars_per_household": "0,81",
    "kringloop_sold_kg": "728000",
    "libraries_of_things": "2",
    "library_of_things_loans": "1540",
    "repair_events_held": "31",
    "repairs_not_published": "640",
}


@pytest.fixture(scope="module")
def folder(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("city")
    shutil.copytree(data / "processed", folder / "data" / "processed")
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(TEMPLATES["repair"])))
    sheet = book[SHEETS[0]]
    row_of = {}
    for row in range(2, sheet.max_row + 1):
        row_of.setdefault(sheet.cell(row, 1).value, row)
    for measure, value in FILLED.items():
        sheet.cell(row_of[measure], AT["year"], 2025)
        sheet.cell(row_of[measure], AT["value"], value)
    book.save(folder / "filled.xlsx")
    words = ["import", str(folder / "filled.xlsx"), "--data", str(folder / "data")]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.exception
    return folder / "data"


def page(folder, language="nl"):
    return open_edition("leuven", 2025, language, "partners", folder).objective("so3")


def test_each_measure_that_was_delivered_is_an_indicator_with_its_own_status(folder):
    found = page(folder)
    mine = found.own[found.own["status"] == "delivered"].set_index("indicator")
    assert mine["value"].to_dict() == pytest.approx({
        "shared_cars_per_1000_inhabitants": 2.5, "cars_per_household": 0.81,
        "kringloop_reuse_kg_per_inhabitant": 7, "libraries_of_things": 2,
        "library_of_things_loans": 1540, "repair_events_held": 31, "repairs_not_published": 640,
    })  # fmt: skip
    assert (mine["source"] == "delivery_of_the_city_repair").all() and mine["preferred"].all()
    assert mine["vintage"].str.fullmatch(r"[0-9a-f]{12}").all()


def test_the_claim_of_another_year_stays_and_the_delivery_is_the_newest(folder):
    found = page(folder)
    assert found.latest("shared_cars_per_1000_inhabitants")["value"] == 2.5
    cars = found.own[found.own["indicator"] == "shared_cars_per_1000_inhabitants"]
    assert cars.loc[cars["period"] == 2022, "preferred"].any()
    assert "aangeleverd" in found.claims(["shared_cars_per_1000_inhabitants"]).svg


def test_the_page_shows_it_apart_and_sharing_beside_owning(folder):
    found = page(folder)
    assert "aangeleverd" in found.repair.delivered.caption
    assert "Personenwagens per huishouden" in found.repair.delivered.plain()
    words = found.repair.cars.markdown
    assert "2,50" in words and "0,81" in words and "aangeleverd" in words
    assert "aangeleverd" in found.summary.plain()
    assert (found.repair.inputs.frame.iloc[:, 2] == "2025").all()


@pytest.mark.parametrize(
    ("language", "unsaid"), [("en", "cannot be said"), ("nl", "valt niet te zeggen")]
)
def test_without_a_delivery_nothing_is_said_of_owning(language, unsaid):
    found = page(None, language)
    assert unsaid in found.repair.cars.markdown and "2" in found.repair.cars.markdown
    assert isinstance(found.repair.delivered, Text)
