"""``circular-metrics assess``: a series against its target by three rules."""

import json

import pytest

from tests.test_cli import run
from tests.test_decoupling_verb import write


def assessed(path, *more):
    result = run("assess", "--series", path, "--format", "json", *more)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_residual_waste_of_flanders_by_hand(tmp_path):
    """150 to 140 kg in five years; 100 kg in 2030: the growth formulas worked out by hand."""
    path = write(tmp_path / "w.csv", ["2016,150", "2021,140"])
    found = assessed(path, "--target", "2030:100", "--better", "lower")
    rule = {one["rule"]: one for one in found["rules"]}
    assert rule["open_sdg"]["observed"] == pytest.approx(100 * ((140 / 150) ** (1 / 5) - 1))
    assert rule["open_sdg"]["required"] == pytest.approx(100 * ((100 / 150) ** (1 / 14) - 1))
    assert rule["open_sdg"]["status"] == "limited_progress"
    assert rule["robust"]["status"] == "not_enough_data"
    assert (found["verdict"], found["distance"]) == ("not_enough_data", -40)
    assert found["required_pace"] == pytest.approx(100 * ((100 / 140) ** (1 / 9) - 1))


STEADY = [f"{2014 + i},{150 * 0.97**i}" for i in range(9)]
AIM = f"2030:{150 * 0.97**16}"


def test_steady_shrinking_to_the_target_is_on_track_by_every_rule(tmp_path):
    """Three per cent a year is exactly the pace needed; a straight line through it is steeper."""
    path = write(tmp_path / "w.csv", STEADY)
    found = assessed(path, "--target", AIM, "--better", "lower")
    ratios = {one["rule"]: one["ratio"] for one in found["rules"]}
    assert ratios["open_sdg"] == pytest.approx(1) and ratios["eurostat"] == pytest.approx(1)
    assert ratios["robust"] > 1
    assert {one["status"] for one in found["rules"]} == {"on_track"}
    assert (found["verdict"], found["agree"]) == ("on_track", True)
    assert found["expected"]["year"] == 2030
    assert found["expected"]["low"] <= found["expected"]["value"] <= found["expected"]["high"]


def test_a_fall_that_stopped_divides_the_rules(tmp_path):
    """Far along the way, but standing still for five years: the rules look at other years."""
    values = [200, 180, 160, 140, 120, 100, 101, 100, 101, 100, 101]
    path = write(tmp_path / "w.csv", [f"{2010 + i},{v}" for i, v in enumerate(values)])
    found = assessed(path, "--target", "2030:80", "--better", "lower")
    status = {one["rule"]: one["status"] for one in found["rules"]}
    assert status["open_sdg"] == "on_track"
    assert status["eurostat"] == "deterioration"
    assert (found["verdict"], found["agree"]) == ("rules_disagree", False)


def test_from_a_baseline_on(tmp_path):
    path = write(tmp_path / "w.csv", [f"{2000 + i},{100 + i}" for i in range(20)])
    found = assessed(path, "--target", "2030:200", "--baseline", "2010")
    assert (found["baseline"], found["points"]) == ({"year": 2010, "value": 110}, 10)
    assert found["better"] == "higher"


def test_intervals_say_how_sure_a_status_is_and_the_draws_repeat(tmp_path):
    rows = [f"{2014 + i},{150 - 4 * i},{140 - 4 * i},{160 - 4 * i}" for i in range(9)]
    path = write(tmp_path / "w.csv", rows, "year,value,low,high")
    found = assessed(path, "--target", "2030:86", "--draws", "500")
    assert 0 < found["confidence"]["open_sdg"] < 1
    assert found == assessed(path, "--target", "2030:86", "--draws", "500")


def test_in_dutch_as_text(tmp_path):
    path = write(tmp_path / "w.csv", STEADY)
    more = ("--target", AIM, "--better", "lower", "--language", "nl")
    result = run("assess", "--series", path, *more)
    assert result.stdout.startswith("op schema\n") and "Verwacht in 2030" in result.stdout


@pytest.mark.parametrize(
    ("more", "status", "word"),
    [
        (("--target", "soon"), 2, "YEAR:VALUE"),
        (("--target", "2030:nan"), 2, "YEAR:VALUE"),
        ((), 2, "higher or lower"),
        (("--target", "2030:1", "--baseline", "1990"), 1, "1990"),
        (("--target", "2030:1", "--better", "sideways"), 2, "sideways"),
    ],
)
def test_what_cannot_be_judged_is_refused(more, status, word, tmp_path):
    path = write(tmp_path / "w.csv", ["2016,150", "2021,140"])
    result = run("assess", "--series", path, *more)
    assert result.returncode == status
    assert word in result.stderr and "Traceback" not in result.stderr


def test_a_jump_in_the_series_is_told_with_what_to_do(tmp_path):
    values = [410, 412, 415, 413, 416, 729, 755, 690]
    path = write(tmp_path / "w.csv", [f"{2015 + i},{value}" for i, value in enumerate(values)])
    result = run("assess", "--series", path, "--target", "2030:400", "--better", "lower")
    assert "jumps in 2020" in result.stdout and "--baseline 2020" in result.stdout


@pytest.mark.parametrize("target", ["30:100", "203:100", "20300:100"])
def test_a_year_that_is_none_is_refused(tmp_path, target):
    path = write(tmp_path / "w.csv", STEADY)
    assert run("assess", "--series", path, "--target", target).returncode == 2


def test_a_target_that_is_past_has_no_pace_from_now_on(tmp_path):
    path = write(tmp_path / "w.csv", STEADY)
    result = run("assess", "--series", path, "--target", "2020:100", "--better", "lower")
    assert result.stdout.startswith("target missed") and "from now on" not in result.stdout
    assert "Expected in" not in result.stdout
