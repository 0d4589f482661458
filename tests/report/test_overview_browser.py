"""The tables of the overview in a real browser: sorted by keyboard, readable without a script."""

import pytest

from tests.report.test_browser import OVERFLOW, RULES, SCHEMES

COLUMN = """(n) => [...document.querySelector("table.sortable").tBodies[0].rows]
  .map(row => row.cells[n].textContent.trim())"""
VALUES = """() => [...document.querySelector("table.sortable").tBodies[0].rows]
  .map(row => row.cells[2].dataset.sort === undefined ? null : Number(row.cells[2].dataset.sort))"""


@pytest.fixture
def page(browser, compared):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    yield page
    context.close()


def gaps_last(values, descending):
    known = [value for value in values if value is not None]
    rest = values[len(known) :]
    return known == sorted(known, reverse=descending) and not any(v is not None for v in rest)


def test_a_heading_is_pressed_by_keyboard_and_gaps_stay_last(page, compared):
    page.goto((compared / "en" / "renovation_share.html").as_uri())
    value = page.locator("table.sortable th", has_text="value")
    assert value.get_attribute("aria-sort") == "descending"
    assert gaps_last(page.evaluate(VALUES), descending=True)
    page.locator("th button", has_text="value").focus()
    page.keyboard.press("Enter")
    assert value.get_attribute("aria-sort") == "ascending"
    assert gaps_last(page.evaluate(VALUES), descending=False)
    page.locator("th button", has_text="municipality").focus()
    page.keyboard.press("Space")
    names = page.evaluate(COLUMN, 0)
    assert len(names) == 285 and names[0] == "Aalst" and names[-1] == "Zwevegem"
    assert value.get_attribute("aria-sort") is None
    assert page.complaints == []


def test_without_a_script_every_row_is_there_in_order(browser, compared):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((compared / "material_inflow.html").as_uri())
    assert page.locator("table.sortable tbody tr").count() == 285
    assert page.locator("th button").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation_of_wcag_2_2_aa_beside_each_other(scheme, page, compared):
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    for path in (compared / "index.html", compared / "en" / "material_inflow.html"):
        page.goto(path.as_uri())
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options).response["violations"]
        assert not [(v["id"], v["nodes"][0]["html"][:90]) for v in found], path


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_reaches_beyond_the_screen(width, page, compared):
    page.set_viewport_size({"width": width, "height": 800})
    for path in (compared / "index.html", compared / "planned_investment.html"):
        page.goto(path.as_uri())
        assert page.evaluate(OVERFLOW) == []
