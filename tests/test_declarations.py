"""Declarations are data: every source, table, indicator, city and edition is held to its rules."""

import inspect
import re
from pathlib import Path

import pytest

from circular_metrics import store
from circular_metrics.city import check_city, cities, load_city
from circular_metrics.clean import KINDS, TABLES
from circular_metrics.edition import editions, pins
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import BETTER, LANGUAGES, LEVELS
from circular_metrics.report.catalogue import indicators_markdown, sources_markdown
from circular_metrics.sources import SOURCES
from circular_metrics.store.verifying import verify
from circular_metrics.units import UNITS

TESTS = Path(__file__).parent
WORKED_EXAMPLES = "\n".join(p.read_text("utf-8") for p in (TESTS / "indicators").rglob("*.py"))
OPEN_LICENCES = {
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "Eurostat reuse (CC BY 4.0)",
    "Flemish free-reuse licence",
    "MIT",
    "facts",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.name)
def test_a_source_is_complete(source):
    assert source.licence in OPEN_LICENCES
    assert re.fullmatch(r"[0-9a-f]{64}", source.sha256)
    assert source.url.startswith("https://")
    assert source.landing_page.startswith("https://")
    assert all([source.coverage, source.title, source.publisher, source.vintage])
    assert source.name == f"{source.key}@{source.vintage}"


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.name)
def test_a_source_is_the_file_that_is_here(source, published, data):
    assert store.sha256(store.raw_file(source, data)) == source.sha256


def test_every_source_serves_a_table_and_every_table_has_sources():
    used = {source.name for table in TABLES.values() for source in table.sources}
    assert used == set(SOURCES)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_a_table_says_what_its_columns_are(table):
    assert table.licence and table.title
    assert all(column.description for column in table.schema.columns.values())
    assert table.schema.strict
    share_alike = any(source.licence == "CC-BY-SA-4.0" for source in table.sources)
    assert not share_alike or table.licence == "CC-BY-SA-4.0"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_a_kept_table_fits_its_schema_and_its_account(table, data):
    kept = store.read_table(table, data)
    table.schema.validate(kept, lazy=True)
    account = store.read_provenance(table.key, data)
    assert account["rows"] == len(kept)
    assert {s["sha256"] for s in account["sources"]} == {s.sha256 for s in table.sources}
    assert list(kept.columns) == list(account["columns"])


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_a_kept_table_is_what_its_sources_give(table, published, data):
    equal, absent = verify([table], data)
    assert equal == [table] and not absent


def test_no_free_text_and_no_brand_leaves_the_raw_files():
    columns = {name for table in TABLES.values() for name in table.schema.columns}
    assert not columns & {"problem", "brand", "model", "bd_long", "ap_long", "ac_long", "ac_short"}


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda indicator: indicator.key)
def test_an_indicator_is_documented_and_has_a_worked_example(indicator):
    document = inspect.getdoc(indicator.compute)
    assert all(heading in document for heading in ("Parameters", "Returns", "References"))
    name = indicator.compute.__name__
    assert re.search(rf"\b{name}\b", WORKED_EXAMPLES), f"no worked example for {name}"
    assert indicator.level in LEVELS and indicator.better in BETTER
    assert indicator.unit in UNITS
    assert set(indicator.names) == set(LANGUAGES) and all(indicator.names.values())
    assert set(indicator.tables) <= set(TABLES)
    assert indicator.reference and indicator.scope
    assert indicator.pair is None or indicator.pair in INDICATORS


def test_every_kind_of_file_has_a_test():
    tests = "\n".join(p.read_text("utf-8") for p in TESTS.rglob("test_*.py"))
    assert all(f'"{key}"' in tests for key in KINDS)


@pytest.mark.parametrize("key", cities())
def test_a_city_speaks_only_of_what_exists(key, data):
    areas = set(store.read_table(TABLES["areas"], data)["code"])
    city = load_city(key)
    check_city(city, INDICATORS, areas)
    for objective in city.objectives:
        assert len(objective.indicators) >= 4
        assert objective.headline in objective.indicators
    for target in city.targets:
        assert target.document and target.url.startswith("http")
        assert target.unit == INDICATORS[target.indicator].unit


@pytest.mark.parametrize("year", editions())
def test_an_edition_pins_sources_that_exist(year):
    several = {}
    for source in SOURCES.values():
        several.setdefault(source.key, []).append(source.vintage)
    pinned = pins(year).vintages
    assert set(pinned) == {key for key, vintages in several.items() if len(vintages) > 1}
    assert all(vintage in several[key] for key, vintage in pinned.items())


def test_the_readme_of_the_data_is_the_generated_one(data):
    kept = (data / "README.md").read_text(encoding="utf-8")
    assert kept == sources_markdown(), "run `make data`"


def test_the_page_of_methods_is_the_generated_one():
    kept = (TESTS.parent / "docs" / "method.md").read_text(encoding="utf-8")
    assert kept == indicators_markdown(), "run `make data`"
