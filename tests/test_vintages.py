"""Revisions between vintages and breaks that nobody flagged, on published tables."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from typer.testing import CliRunner

from circular_metrics.cli import app
from circular_metrics.errors import BadInputError
from circular_metrics.report.vintages import breaks_in, compare_vintages, read_series
from circular_metrics.schemas.waste import SERIES
from circular_metrics.statistics.level_shifts import level_shifts
from tests.test_cli import run

OLD = "freq,unit,geo\\TIME_PERIOD\t2020 \t2021 \t2022 \t2023 \nA,PC,BE\t21.4 \t18.3 \t: \t5 e\n"
NEW = (
    "freq,material,unit,geo\\TIME_PERIOD\t2020 \t2021 \t2022 \t2023 \n"
    "A,TOTAL,PC,BE\t21.4 b\t17.8 \t22 \t: \n"
)


def files(tmp_path, old=OLD, new=NEW):
    paths = tmp_path / "old.tsv", tmp_path / "new.tsv"
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_each_kind_of_change_is_told_with_its_size(tmp_path):
    found = compare_vintages(*files(tmp_path)).set_index("period")
    assert found["change"].to_dict() == {
        "2020": "flag",
        "2021": "value",
        "2022": "appeared",
        "2023": "vanished",
    }
    assert found.loc["2021", "difference"] == pytest.approx(-0.5)
    assert found.loc["2021", "relative_difference_percent"] == pytest.approx(-2.73)
    assert (found.loc["2020", "old_flag"], found.loc["2020", "new_flag"]) == ("", "b")
    assert pd.isna(found.loc["2022", "difference"])


def test_the_same_file_has_no_revision(published):
    path = published / "eurostat" / "estat_cei_srm030.tsv"
    assert compare_vintages(path, path).empty


def test_published_vintages_of_the_circular_material_use_rate(published):
    """Of April 2025 and November 2025, as both were published."""
    folder = published / "eurostat"
    found = compare_vintages(
        folder / "estat_cei_srm030.tsv", folder / "vintage_2026_jsonstat/cmur_sdg_12_41.json.gz"
    )
    belgium = found[(found["area"] == "BE") & (found["change"].str.contains("value"))]
    told = belgium.set_index("period")[["old_value", "new_value"]]
    assert told.loc["2022"].tolist() == [18.3, 17.8]
    assert told.loc["2023"].tolist() == [19.7, 21.8]
    assert {"2013", "2017", "2021"} <= set(told.index)


def test_tables_without_a_common_cell_are_refused(tmp_path):
    old, new = files(tmp_path, new=NEW.replace("BE", "NL"))
    with pytest.raises(BadInputError, match="no cell in common"):
        compare_vintages(old, new)


def test_the_verb_prints_csv_json_and_keeps_what_is_there(tmp_path):
    old, new = map(str, files(tmp_path))
    run = CliRunner().invoke(app, ["revisions", old, new, "--format", "csv"])
    assert run.exit_code == 0
    assert run.stdout.startswith("dimensions,unit,area,period,change,old_value,new_value")
    shown = CliRunner().invoke(app, ["revisions", old, new, "--format", "json"])
    assert len(json.loads(shown.stdout)) == 4
    out = tmp_path / "told.csv"
    out.write_text("mine", encoding="utf-8")
    refused = CliRunner().invoke(app, ["revisions", old, new, "--out", str(out)])
    assert refused.exit_code == 1 and out.read_text(encoding="utf-8") == "mine"
    assert CliRunner().invoke(app, ["revisions", old, new, "--format", "xml"]).exit_code == 2


def test_a_tidied_table_may_be_compared_with_a_file(tmp_path, published):
    from circular_metrics.report.tidy import clean_files

    path = published / "eurostat" / "estat_cei_srm030.tsv"
    series, _ = clean_files("eurostat", [path], tmp_path / "out")
    assert compare_vintages(series, path)["change"].isin(["value"]).sum() == 0


def test_belgium_2020_is_found_and_declared(published):
    found = breaks_in(published / "eurostat/env_wasmun_excerpt_BE_EU27.tsv", "", 0.15, 5.0, None)
    here = found[(found["dimensions"] == "wst_oper=GEN") & (found["unit"] == "KG_HAB")]
    row = here[here["area"] == "BE"].iloc[0]
    assert (row["period"], row["before"], row["after"]) == (2020, 416, 729)
    assert row["status"] == "declared" and "similar waste" in row["reason"]


@pytest.mark.parametrize(
    ("dimensions", "unit", "area", "status"),
    [
        ("wst_oper=GEN", "KG_HAB", "BE", "declared"),
        ("wst_oper=Waste generated", "Kilograms per capita", "Belgium", "declared"),
        ("wst_oper=RCY", "PC", "BE", "declared"),
        ("waste=W1501;wst_oper=GEN", "KG_HAB", "BE", "proposed"),  # packaging
        ("indic_env=DMC;material=TOTAL", "T_HAB", "BE", "proposed"),
        ("wst_oper=GEN", "KG_HAB", "NL", "proposed"),
        ("", "", "BE", "proposed"),
    ],
)
def test_a_declared_break_is_one_of_the_same_series_and_area_only(
    tmp_path, dimensions, unit, area, status
):
    """A step of another table in the same place and year is not explained by it."""
    path = tmp_path / "series.csv"
    rows = [",".join(SERIES.columns)]
    for year, value in enumerate([420, 418, 411, 415, 413, 416, 729, 755, 699], 2014):
        rows.append(f"x,A,{dimensions},{unit},{area},{year},{value},0,,False,,,")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = breaks_in(path, "", 0.15, 5.0, None)
    assert found[["period", "status"]].to_numpy().tolist() == [[2020, status]]


def test_a_break_of_all_areas_is_found_in_the_permits_of_one(published):
    path = published / "statbel" / "bouwvergunningen_LEUVEN.json"
    found = breaks_in(path, "statbel", 0.15, 3.0, None)
    jumps = found[found["dimensions"].str.contains("RES_RENOVATION") & (found["period"] == 2018)]
    assert set(jumps["status"]) == {"declared"}
    assert jumps["reason"].str.contains("Omgevingsloket").all()


def test_few_steps_are_proposed_in_the_panel_of_european_countries(published):
    """Municipal waste per inhabitant of 38 countries: Belgium among at most six."""
    found = breaks_in(published / "eurostat/vintage_2024/env_wasmun.tsv", "", 0.15, 5.0, None)
    steps = set(zip(found["area"], found["period"], strict=True))
    assert {("BE", 2020), ("AT", 2020)} <= steps  # Austria's carries `b` in later vintages
    assert len(steps) <= 6


@pytest.mark.parametrize(
    "name", ["dmc_total_env_ac_mfa", "rmc_total_env_ac_rme", "average_population_demo_gind",
             "territorial_ghg_total_sdg_13_10", "consumption_ghg_total_cli_gge_foot"]
)  # fmt: skip
def test_no_step_is_proposed_in_series_without_a_break(published, name):
    path = published / f"eurostat/vintage_2026_jsonstat/{name}.json.gz"
    assert breaks_in(path, "", 0.15, 5.0, None).empty


@given(
    changes=st.lists(st.floats(-0.02, 0.02), min_size=8, max_size=20),
    step=st.floats(0.3, 1.0), where=st.integers(3, 5), scale=st.floats(0.1, 1e6),
)  # fmt: skip
def test_a_planted_step_is_found_whatever_the_scale(changes, step, where, scale):
    quiet = np.exp(np.cumsum(changes))
    assert level_shifts(quiet) == []
    planted = np.where(np.arange(len(quiet)) >= where, np.exp(step), 1.0) * quiet
    assert [shift.place for shift in level_shifts(scale * planted)] == [where]


def test_one_odd_year_and_a_short_series_are_no_step():
    assert level_shifts([100, 101, 99, 100, 160, 101, 100, 99, 100]) == []
    assert level_shifts([100, 100, 100, 200, 200]) == []
    assert level_shifts([100, 101, np.nan, 99, 0, 100, np.nan]) == []


@pytest.mark.parametrize("value", ["many", "inf", "-Infinity", "nan", "1,5"])
def test_a_tidy_file_saved_with_other_cells_is_refused_cell_by_cell(value, tmp_path):
    cells = dict.fromkeys(SERIES.columns, "") | {"value": f'"{value}"', "decimals": ""}
    path = tmp_path / "series.csv"
    path.write_text(",".join(cells) + "\n" + ",".join(cells.values()) + "\n", encoding="utf-8")
    with pytest.raises(BadInputError) as refused:
        read_series(path)
    places = {(p.row, p.column, p.found) for p in refused.value.problems}
    assert places == {(2, "value", repr(value)), (2, "decimals", "''")}


EVERY_OTHER = [403, 402, 405, 403, 401, 406, 404, 403, 800, 805]


@pytest.mark.parametrize(("apart", "year"), [(1, 2012), (2, 2020), (4, 2036)])
def test_a_step_is_found_whatever_the_years_between_two_values(tmp_path, apart, year):
    """Tables of waste by sector have every other year only: none of them was judged before."""
    years = range(2004, 2004 + 10 * apart, apart)
    head = "freq,waste,unit,geo\\TIME_PERIOD\t" + "\t".join(f"{y} " for y in years)
    row = "A,TOTAL,T,FI\t" + "\t".join(f"{value} " for value in EVERY_OTHER)
    path = tmp_path / "steps.tsv"
    path.write_text(f"{head}\n{row}\n")
    result = run("breaks", path, "--format", "json")
    assert [one["period"] for one in json.loads(result.stdout)] == [year]


@pytest.mark.parametrize("verb", ["breaks", "revisions"])
def test_a_workbook_is_asked_whose_it_is(tmp_path, verb):
    path = tmp_path / "ovam.xlsx"
    Workbook().save(path)
    result = run(verb, path, *([path] if verb == "revisions" else []))
    assert result.returncode == 1 and "--kind ovam" in result.stderr


def test_series_too_short_to_be_judged_are_told(tmp_path):
    path = tmp_path / "short.tsv"
    path.write_text("freq,waste,unit,geo\\TIME_PERIOD\t2020 \t2021 \nA,TOTAL,T,FI\t400 \t800 \n")
    assert "no step found; 1 series too short to be judged" in run("breaks", path).stderr


def test_the_panel_of_every_other_year_shows_the_break_that_czechia_flags(published):
    path = published / "eurostat/vintage_2025_sdmxcsv/estat_env_wasgen_filtered_en.csv.gz"
    found = json.loads(run("breaks", path, "--format", "json").stdout)
    assert [one["period"] for one in found if one["status"] == "flagged"] == [2018]
