"""One report in both languages, made once for every test that reads it."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

from circular_metrics.edition import all_observations
from circular_metrics.edition.municipality import municipalities
from circular_metrics.report.overview import Many, overview
from circular_metrics.report.place import write_hashes
from circular_metrics.report.run import Asked, report
from circular_metrics.store import csv_bytes

REQUIRED = "CIRCULAR_METRICS_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LANGUAGES = ("nl", "en")
BOTH = Asked("leuven", 2025, ("nl", "en"))


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> Path:
    """The folder of Leuven's report on 2025: Dutch at the top, English below."""
    return report(BOTH, tmp_path_factory.mktemp("reports with spaces é"), jobs=2).parent


def browser_path() -> str:
    """An installed Chromium; without one the tests are skipped, or fail where one is required."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set and no Chromium is installed ({', '.join(NAMES)})")
        pytest.skip(f"no Chromium is installed ({', '.join(NAMES)})")
    return found


@pytest.fixture(scope="session")
def browser():
    path = browser_path()
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def write_report(folder, rows, edition=2025):
    """What a report leaves for others: its observations, its pages' names, its manifest."""
    (folder / "en").mkdir(parents=True)
    (folder / "observations.csv").write_bytes(csv_bytes(rows))
    for name in ("index.html", "en/index.html", "en/20_circular_building.html"):
        (folder / name).write_text("<p>", encoding="utf-8")
    write_hashes(folder, {"edition": edition, "languages": ["nl", "en"]})


@pytest.fixture(scope="session")
def reports(tmp_path_factory, data):
    """The observations of every municipality as its report keeps them, but Aalst has no report."""
    out = tmp_path_factory.mktemp("reports of all, é")
    everything = all_observations(2025, data.resolve())
    wanted = {"material_inflow", "renovation_share", "household_waste", "planned_investment"}
    everything = everything[everything["indicator"].isin(wanted)]
    by_area = dict(list(everything.groupby("area")))
    for key, area in municipalities(data.resolve()).items():
        if key != "aalst":
            # The peers' and the region's figures lie in every report too: they must not count.
            rows = pd.concat([by_area[area], by_area["02000"].head(3), by_area["24062"].head(3)])
            write_report(out / key / "2025", rows.drop_duplicates())
    return out


@pytest.fixture(scope="session")
def compared(reports):
    front, why = overview(Many("flanders", 2025, LANGUAGES, reports))
    assert why == "there is none yet"
    return front.parent
