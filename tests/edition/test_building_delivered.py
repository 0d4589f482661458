"""From a filled-in template to the page: delivered, apart from open data, and preferred."""

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

AT = {column.key: i for i, column in enumerate(COLUMNS, start=1)}
FILLED = (
    ("materialenbank_recovered_t", 2025, "480,5", None),
    ("materialenbank_sold_t", 2025, "300", None),
    ("material_reused_t", 2025, "10", "hout"),
    ("demolition_m2", 2025, "1.234,5", None),
    ("demolition_permits_above_threshold", 2025, "8", None),
    ("demolition_permits_followed_up", 2025, "6", None),
    ("public_works", 2025, "20", None),
    ("public_works_circular", 2025, "5", None),
    ("public_works_reused_t", 2026, "5", "hout"),
)


@pytest.fixture(scope="module")
def page(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("city")
    shutil.copytree(data / "processed", folder / "data" / "processed")
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(TEMPLATES["building"])))
    sheet = book[SHEETS[0]]
    row_of = {}
    for row in range(2, sheet.max_row + 1):
        row_of.setdefault(sheet.cell(row, 1).value, row)
    for measure, year, value, detail in FILLED:
        for key, said in {"year": year, "value": value, "detail": detail}.items():
            sheet.cell(row_of[measure], AT[key], said)
    book.save(folder / "filled.xlsx")
    words = ["import", str(folder / "filled.xlsx"), "--data", str(folder / "data")]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.exception
    return open_edition("leuven", 2025, "nl", "partners", folder / "data").objective("so2")


def test_each_measure_that_was_delivered_is_an_indicator_with_its_own_status(page):
    mine = page.own[page.own["status"] == "delivered"].set_index("indicator")
    assert mine["value"].to_dict() == pytest.approx({
        "materialenbank_recovered": 480.5, "materialenbank_sold": 300,
        "materialenbank_sold_share": 100 * 300 / 480.5, "material_reused": 10,
        "avoided_co2e": 10 * 230.96128 / 1000, "demolition_area": 1234.5,
        "selective_demolition_share": 75, "circular_public_works_share": 25,
    })  # fmt: skip
    assert (mine["source"] == "delivery_of_the_city_building").all()
    assert mine["vintage"].str.fullmatch(r"[0-9a-f]{12}").all()  # of the file, not of open data


def test_the_claim_of_that_year_is_kept_and_no_longer_preferred(page):
    rows = page.own[(page.own["indicator"] == "materialenbank_recovered")]
    rows = rows[rows["period"] == 2025].set_index("status")
    assert rows["value"].to_dict() == {"claimed": 470, "delivered": 480.5}
    assert not rows.loc["claimed", "preferred"] and rows.loc["delivered", "preferred"]
    assert page.latest("materialenbank_recovered")["value"] == 480.5
    earlier = page.own[(page.own["indicator"] == "materialenbank_recovered")]
    assert earlier.loc[earlier["period"] == 2024, "preferred"].any()


def test_a_year_after_the_edition_is_not_in_it(page):
    assert "public_works_reused" not in set(page.own["indicator"])


def test_the_page_shows_it_apart_and_by_stage(page):
    shown = page.building.delivered.plain()
    assert "aangeleverd" in page.building.delivered.caption
    assert "1.234" in shown and "75,0" in shown
    stages = page.building.stages.frame
    avoided = stages[stages.iloc[:, 0] == "vermeden CO₂e"].iloc[0]
    assert "2" in avoided.iloc[2] and avoided.iloc[3] == "aangeleverd"
    asked = page.building.inputs.frame.iloc[:, 2]
    assert (asked == "2025").sum() == len(FILLED) - 1
    assert "aangeleverd" in page.summary.plain()
    assert "aangeleverd" in page.claims(["materialenbank_recovered"]).svg


def test_without_a_delivery_the_page_asks_and_shows_nothing_delivered():
    page = open_edition("leuven", 2025, "nl", "partners", None).objective("so2")
    assert not (page.own["status"] == "delivered").any()
    assert page.building.delivered.frame.empty
    stages = page.building.stages.frame.iloc[:, 2]
    assert (stages == "aanlevering nodig").sum() == 2
