"""All municipalities side by side, made from nothing but the reports' observations."""

import csv
import json
import re
import shutil

import pandas as pd
import pytest

from circular_metrics.edition import all_observations, open_edition
from circular_metrics.edition.municipality import municipalities
from circular_metrics.edition.region import common_year, places
from circular_metrics.errors import MissingSourceError, OutputError
from circular_metrics.report import overview as module
from circular_metrics.report.overview import Many, overview
from circular_metrics.report.place import MANIFEST, hashes
from tests.report.conftest import LANGUAGES, write_report
from tests.report.test_report import parsed


def test_every_municipality_stands_once_on_each_page_and_links_to_its_own(compared):
    for folder, up in ((compared, "../../"), (compared / "en", "../../../")):
        text = (folder / "renovation_share.html").read_text(encoding="utf-8")
        names = re.findall(r'<tr><th scope="row">(?:<a href="([^"]+)">)?([^<]+)', text)
        assert len(names) == 285 and len({name for _, name in names}) == 285
        links = {name: link for link, name in names}
        assert links["Aalst"] == ""
        page = "en/20_circular_building" if up == "../../../" else "index"
        assert links["Leuven"] == f"{up}leuven/2025/{page}.html"
        assert all(link.startswith(up) for name, link in links.items() if name != "Aalst")


def test_every_link_leads_somewhere_and_nothing_comes_from_elsewhere(compared):
    for page in compared.rglob("*.html"):
        for link in parsed(page).links:
            if not link.startswith(("#", "data:")):
                assert not link.startswith(("http", "//")), link
                assert (page.parent / link).exists(), f"{page.name} → {link}"
        text = page.read_text(encoding="utf-8")
        assert "src=" not in re.sub(r"<img[^>]*>", "", text) and text.count("<h1") == 1


def test_the_figures_are_those_of_the_reports(compared, reports, data):
    own = all_observations(2025, data.resolve())
    own = own[(own["indicator"] == "material_inflow") & own["preferred"] & own["is_complete"]]
    own = own[own["area"].isin(municipalities(data.resolve()).values()) & (own["area"] != "41002")]
    with (compared / "figures" / "material_inflow.csv").open(encoding="utf-8") as file:
        kept = [(r["area"], int(r["period"]), float(r["value"])) for r in csv.DictReader(file)]
    expected = own[own["value"].notna()][["area", "period", "value"]]
    assert sorted(kept) == sorted(expected.itertuples(index=False, name=None))


def row_of(page, name):
    text = page.read_text(encoding="utf-8")
    found = re.search(rf"<tr><th[^>]*>(?:<a[^>]*>)?{name}(?:</a>)?</th>(.*?)</tr>", text)
    return [re.sub("<[^>]+>", "", cell) for cell in found[1].split("</td>")[:-1]]


def test_a_gap_is_a_dash_with_its_reason_and_stands_last(compared):
    assert row_of(compared / "en" / "renovation_share.html", "Aalst") == [
        *["–"] * 4,
        "no report of this edition",
    ]
    text = (compared / "en" / "renovation_share.html").read_text(encoding="utf-8")
    assert text.rindex("Aalst</th>") > text.rindex("Leuven</a>")
    assert re.search(r"28[0-4] of 285 municipalities have a figure", text) and "not a zero" in text


def test_a_modelled_value_is_called_so_and_has_its_interval_and_a_range_of_places(compared):
    place, value, interval, status, source = row_of(
        compared / "en" / "material_inflow.html", "Leuven"
    )
    assert re.fullmatch(r"\d+–\d+", place) and status == "modelled" and "@" in source
    low, high = (float(x.replace(",", "")) for x in interval.split(" to "))
    assert low <= float(value.replace(",", "")) <= high and low < high


def test_one_municipality_alone_is_not_compared(compared):
    assert not (compared / "household_waste.html").exists()
    text = (compared / "en" / "index.html").read_text(encoding="utf-8")
    assert "Household waste" in text and 'href="household_waste.html"' not in text


def test_plans_are_compared_in_the_reporting_year_not_in_the_last_planned_one(compared):
    text = (compared / "en" / "planned_investment.html").read_text(encoding="utf-8")
    assert re.search(r"<h1>[^<]*, 2025</h1>", text)


def test_the_same_reports_give_the_same_bytes_and_nothing_is_made_twice(compared, reports):
    before = hashes(compared)
    assert overview(Many("flanders", 2025, LANGUAGES, reports))[1] is None
    shutil.copytree(reports, again := reports.with_name("again"))
    shutil.rmtree(again / "flanders")
    overview(Many("flanders", 2025, LANGUAGES, again))
    assert hashes(again / "flanders" / "2025") == before
    assert json.loads((compared / MANIFEST).read_text(encoding="utf-8"))["reports"] == {
        "kept": 284,
        "none": 1,
    }


def test_a_damaged_report_is_named_and_the_others_are_compared(reports, tmp_path):
    for key in ("leuven", "mechelen", "glabbeek"):
        shutil.copytree(reports / key, tmp_path / key)
    path = tmp_path / "leuven" / "2025" / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b"observed", b"measured", 1))
    front, _ = overview(Many("flanders", 2025, ("en",), tmp_path))
    text = front.read_text(encoding="utf-8")
    assert "2 of 285 municipalities have a report" in text
    assert "its report is damaged or was changed" in text


def test_without_any_report_it_is_said_how_to_make_them(tmp_path):
    with pytest.raises(MissingSourceError, match="report --all flanders"):
        overview(Many("flanders", 2025, LANGUAGES, tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_users_file_in_the_overview_is_kept(reports, tmp_path):
    shutil.copytree(reports / "leuven", tmp_path / "leuven")
    (tmp_path / "flanders" / "2025").mkdir(parents=True)
    (tmp_path / "flanders" / "2025" / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"mine\.txt"):
        overview(Many("flanders", 2025, LANGUAGES, tmp_path))


def test_a_key_from_a_file_never_becomes_a_path_outside(reports, tmp_path):
    folder = tmp_path / "leuven" / "2025"
    rows = pd.read_csv(reports / "leuven" / "2025" / "observations.csv", dtype=str)
    evil = rows[rows["area"] == "24062"].head(1).assign(indicator="../../../evil")
    write_report(folder, pd.concat([rows, evil]))
    overview(Many("flanders", 2025, ("en",), tmp_path))
    assert not list(tmp_path.parent.rglob("evil*"))


def test_the_common_year_is_the_newest_that_half_have_and_is_not_over():
    periods = pd.Series(
        [2023, 2024, 2023, 2024, 2023, 2025, 2027], index=list("aabbcca"), name="period"
    )
    assert common_year(periods, 2025) == 2024
    assert common_year(pd.Series([2026, 2027], index=["a", "a"]), 2025) == 2026


def test_a_place_is_certain_only_where_no_interval_overlaps():
    """By hand: 10 [9, 11], 8 [7, 9.5] and 5 without an interval: 1–2, 1–2, 3; equals share."""
    figures = pd.DataFrame(
        {"value": [10.0, 8, 5], "low": [9.0, 7, None], "high": [11.0, 9.5, None]}, list("abc")
    )
    assert places(figures).to_numpy().tolist() == [[1, 2], [1, 2], [3, 3]]
    same = pd.DataFrame({"value": [2.0, 2, 1], "low": None, "high": None}, list("abc"))
    assert places(same).to_numpy().tolist() == [[1, 2], [1, 2], [3, 3]]


def test_one_report_and_one_indicator_at_a_time_are_in_memory(reports, tmp_path, monkeypatch):
    """No frame that is read holds more than one indicator."""
    seen, real = [], pd.read_csv

    def read(path, **kwargs):
        found = real(path, **kwargs)
        if "figures" in str(path):
            seen.append(found["indicator"].nunique())
        return found

    for key in ("leuven", "mechelen"):
        shutil.copytree(reports / key, tmp_path / key)
    monkeypatch.setattr(module.pd, "read_csv", read)
    overview(Many("flanders", 2025, ("en",), tmp_path))
    assert len(seen) == 4 and set(seen) == {1}
    assert open_edition("leuven", 2025).city.area == "24062"
