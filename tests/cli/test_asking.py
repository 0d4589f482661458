"""Observations with names, what stands behind a figure, lists: as whoever types them meets them."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from circular_metrics.cli import app
from circular_metrics.edition import open_edition
from circular_metrics.edition.compute import all_observations
from circular_metrics.indicators import INDICATORS
from circular_metrics.sources import SOURCES

ASKED = ("observations", "leuven", "--indicator", "renovation_share")


def run(*words):
    """Within this process, so that an edition is worked out once."""
    return CliRunner().invoke(app, [str(word) for word in words])


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(("language", "flanders"), [("nl", "Vlaams"), ("en", "Flanders")])
def test_areas_and_indicators_have_their_names_beside_them(language, flanders):
    result = run(*ASKED, "--language", language)
    rows = table(result.stdout)
    assert {row["area_name"] for row in rows if row["area"] == "24062"} == {"Leuven"}
    (region,) = {row["area_name"] for row in rows if row["area"] == "02000"}
    assert region.startswith(flanders)
    name = INDICATORS["renovation_share"].names[language]
    assert {row["indicator_name"] for row in rows} == {name}


def test_how_many_more_areas_there_are_is_told_and_how_to_see_them(data):
    result = run(*ASKED)
    known = all_observations(2025, data.resolve())
    every = known.loc[known["indicator"] == "renovation_share", "area"].nunique()
    shown = len({row["area"] for row in table(result.stdout)})
    assert f"{shown} areas; {every - shown} more" in result.stderr
    assert "--everywhere" in result.stderr
    everywhere = run(*ASKED, "--everywhere")
    assert len({row["area"] for row in table(everywhere.stdout)}) == every
    assert everywhere.stderr == ""


def test_a_file_is_written_and_kept(tmp_path):
    out = tmp_path / "figures.csv"
    first = run(*ASKED, "--out", out)
    assert first.exit_code == 0 and first.stdout.strip() == str(out)
    assert out.read_text(encoding="utf-8") == run(*ASKED).stdout
    out.write_text("mine", encoding="utf-8")
    refused = run(*ASKED, "--out", out)
    assert refused.exit_code == 1 and "--replace" in str(refused.exception)
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(*ASKED, "--out", out, "--replace").exit_code == 0
    assert len(table(out.read_text(encoding="utf-8"))) > 1


@pytest.mark.parametrize(("language", "word"), [("nl", "voorbehoud"), ("en", "caveat")])
def test_a_figure_is_explained_down_to_its_file(language, word):
    words = ("explain", "renovation_share", "--city", "Leuven", "--language", language)
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(INDICATORS["renovation_share"].names[language] + "\n")
    assert word in result.stdout and result.stderr == ""
    files = {f"{s.published}, sha256 {s.sha256}" for s in SOURCES.values()}
    assert any(file in " ".join(result.stdout.split()) for file in files)
    assert max(map(len, result.stdout.splitlines())) <= 100
    rows = [list(row.values()) for row in json.loads(run(*words, "--format", "json").stdout)]
    shown = open_edition("leuven", 2025, language).explain("renovation_share").frame
    assert rows == shown.to_numpy().tolist()


def test_a_figure_of_another_year_is_explained_or_the_years_are_named():
    # 456 renovations and 80 new buildings: Statbel's permits for Leuven, 2024.
    result = run("explain", "renovation_share", "--year", "2024", "--language", "en")
    assert f"{100 * 456 / 536:.1f} % (2024)" in " ".join(result.stdout.split())
    result = run("explain", "renovation_share", "--year", "1950")
    assert result.exit_code == 1 and "'1950'. Known: 1996, 1997" in str(result.exception)


def test_an_indicator_that_is_on_no_page_is_explained_too():
    listed = {i for o in open_edition("leuven", 2025).city.objectives for i in o.indicators}
    assert "apartment_building_share" not in listed
    result = run("explain", "apartment_building_share", "--language", "en")
    assert "value " in result.stdout and "sha256" in " ".join(result.stdout.split())


def test_without_a_figure_of_its_own_the_formula_is_told_and_that_it_is_all():
    result = run("explain", "raw_material_consumption")
    assert result.exit_code == 0 and "formule" in " ".join(result.stdout.split())
    assert "no figure of its own" in result.stderr


def test_the_list_of_cities_has_every_one_that_a_report_can_be_made_of():
    lines = run("list", "cities").stdout.splitlines()
    rows = [line.split("\t") for line in lines]
    assert rows[0][:3] == ["leuven", "24062", "Leuven"]
    assert ["hasselt", "71072", "Hasselt"] in [row[:3] for row in rows]
    assert len({row[0] for row in rows}) == len({row[1] for row in rows}) == len(rows) == 285
