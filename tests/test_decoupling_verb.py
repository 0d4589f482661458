"""``circular-metrics decoupling``: any two annual series, as anybody may have saved them."""

import json

import pytest

from tests.test_cli import run

KEYS = {"verdict", "reasons", "tapio", "trend", "windows", "draws"}


def write(path, rows, header="year,value", newline="\n", encoding="utf-8"):
    path.write_bytes((newline.join([header, *rows]) + newline).encode(encoding))
    return path


@pytest.fixture
def driver(tmp_path):
    return write(tmp_path / "driver.csv", [f"{2010 + i},{100 + 3 * i}" for i in range(12)])


def judged(pressure, driver, *more):
    result = run(
        "decoupling", "--pressure", pressure, "--driver", driver, "--format", "json", *more
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_the_object_has_the_keys_that_are_promised(tmp_path, driver):
    rows = [f"{2010 + i},{100 - 2 * i},{99 - 2 * i},{101 - 2 * i}" for i in range(12)]
    found = judged(write(tmp_path / "p.csv", rows, "year,value,low,high"), driver)
    assert set(found) == KEYS
    assert found["verdict"] == "absolute"
    assert (
        all(isinstance(reason, str) for reason in found["reasons"]) and len(found["reasons"]) == 8
    )
    assert found["tapio"]["elasticity"] == pytest.approx(-0.22 / 0.33)
    assert found["tapio"]["state"] == "strong_decoupling"
    assert found["trend"]["pressure"]["slope"] == pytest.approx(-2)
    assert found["trend"]["driver"]["slope"] == pytest.approx(3)
    assert {"low", "high", "p"} <= set(found["trend"]["driver"])
    assert {w["verdict"] for w in found["windows"]} == {"absolute"}
    assert found["draws"]["number"] == 10_000 and found["draws"]["share"] >= 0.95


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([f"{2010 + i},{100 + i}" for i in range(12)], "relative"),
        ([f"{2010 + i},{100 + 5 * i}" for i in range(12)], "none"),
        ([f"{2010 + i},{100 - i}" for i in range(4)], "not_enough_data"),
        ([f"{1990 + i},{100 - i}" for i in range(4)], "not_enough_data"),
    ],
)
def test_the_other_verdicts(rows, verdict, tmp_path, driver):
    found = judged(write(tmp_path / "p.csv", rows), driver)
    assert (set(found), found["verdict"]) == (KEYS, verdict)


def test_recession(tmp_path):
    down = write(tmp_path / "d.csv", [f"{2010 + i},{100 - i}" for i in range(12)])
    assert judged(down, down)["verdict"] == "recession"


def test_the_footprint_is_asked_for(tmp_path, driver):
    falls = write(tmp_path / "p.csv", [f"{2010 + i},{100 - 2 * i}" for i in range(12)])
    rises = write(tmp_path / "f.csv", [f"{2010 + i},{100 + i}" for i in range(12)])
    assert judged(falls, driver)["verdict"] == "absolute"
    assert judged(falls, driver, "--footprint", rises)["verdict"] == "relative"


@pytest.mark.parametrize(
    ("header", "row", "newline", "encoding"),
    [
        ("jaar;waarde", "{y};{v},5", "\r\n", "utf-8-sig"),
        ("waarde\tJAAR", "{v}.5\t{y}", "\n", "utf-8"),
        ("valeur;année", "{v},5;{y}", "\r", "utf-8"),
        ('"value","year","note"', '"{v}.5","{y}","x, y"', "\n", "utf-8"),
        ("year , value", " {y}, {v}.5 ", "\n", "utf-8"),
        ("valeur;année;source", "{v},5;{y};relevé", "\r\n", "cp1252"),
        ("jaar\twaarde", "{y}\t{v},5", "\r\n", "utf-16"),
        ("TIME_PERIOD,OBS_VALUE,geo", '{y},"{v}.5",BE', "\n", "utf-8"),
    ],
)
def test_a_series_as_other_programs_save_it(header, row, newline, encoding, tmp_path, driver):
    rows = [row.format(y=2010 + i, v=100 - 2 * i) for i in range(12)]
    path = write(tmp_path / "p.csv", [*rows[::-1], rows[0]], header, newline, encoding)
    found = judged(path, driver)
    assert found["verdict"] == "absolute"
    assert found["tapio"]["elasticity"] == pytest.approx((-22 / 100.5) / 0.33)


def test_a_gap_stays_a_gap(tmp_path, driver):
    rows = [f"{2010 + i},{100 - 2 * i}" for i in range(12)]
    rows[3], rows[4] = "2013,", "2014,:"
    found = judged(write(tmp_path / "p.csv", rows), driver)
    assert found["trend"]["pressure"]["points"] == 10


@pytest.mark.parametrize(
    ("rows", "header", "expected"),
    [
        (["2010,1", "soon,2", "2012,many"], "year,value", ["row 3", "'soon'", "row 4", "'many'"]),
        (["2010,1", "2010,2"], "year,value", ["row 3", "2010 with 1 (row 2) and 2 (row 3)"]),
        (["2010,1,2,3"], "year,value,low,high", ["row 2", "low <= value <= high"]),
        (["2010,1,,3"], "year,value,low,high", ["row 2", "low <= value <= high"]),
        (["2010,1"], "when,amount", ["row 1", "'year', 'value'"]),
        (["2010,1,1"], "year,value,value", ["row 1", "column 'value'", "found 2 such columns"]),
        (["2010,inf"], "year,value", ["row 2", "'inf'", "a number"]),
        (["2010;1.234", "2011;1,5"], "year;value", ["row 2", "the point may mean either"]),
        (['2010,"1,234"', '2011,"1,235"'], "year,value", ["row 2", "thousands or for"]),
        (["2010,1,9"], "year,value", ["row 2", "3 cells"]),
        ([], "year,value", ["a header only"]),
    ],
)
def test_a_bad_series_is_refused_with_its_place(rows, header, expected, tmp_path, driver):
    path = write(tmp_path / "bad.csv", rows, header)
    result = run("decoupling", "--pressure", path, "--driver", driver)
    assert result.returncode == 1 and result.stdout == ""
    assert "bad.csv" in result.stderr and "Traceback" not in result.stderr
    for words in expected:
        assert words in result.stderr


def test_the_problems_of_both_files_come_at_once(tmp_path):
    one, two = (write(tmp_path / f"{n}.csv", ["x,1"]) for n in "ab")
    result = run("decoupling", "--pressure", one, "--driver", two)
    assert result.returncode == 1
    assert "a.csv" in result.stderr and "b.csv" in result.stderr


def test_misuse(tmp_path, driver):
    assert run("decoupling", "--pressure", driver).returncode == 2
    more = ("--pressure", driver, "--driver", driver)
    assert run("decoupling", *more, "--target", "3").returncode == 2
    assert run("decoupling", *more, "--draws", "0").returncode == 2
    assert run("decoupling", *more, "--format", "xml").returncode == 2
    assert run("decoupling", "--pressure", tmp_path / "no.csv", "--driver", driver).returncode == 1


@pytest.mark.parametrize(("language", "word"), [("nl", "Voldaan"), ("en", "Met")])
def test_in_words(language, word, tmp_path, driver):
    rows = [f"{2010 + i},{100 - 2 * i}" for i in range(12)]
    path = write(tmp_path / "p.csv", rows)
    result = run("decoupling", "--pressure", path, "--driver", driver, "--language", language)
    assert result.returncode == 0 and word in result.stdout


def test_thousands_as_english_writes_them(tmp_path, driver):
    rows = [f'{2010 + i},"{1_000 - 20 * i + 234_000:,}.50"' for i in range(12)]
    found = judged(write(tmp_path / "p.csv", rows), driver)
    assert found["trend"]["pressure"]["slope"] == pytest.approx(-20)


@pytest.mark.parametrize("content", [b"PK\x03\x04", "year,value\n".encode("utf-16"), b"\x00\x01"])
def test_what_is_no_text_is_refused(content, tmp_path, driver):
    path = tmp_path / "p.csv"
    path.write_bytes(content)
    result = run("decoupling", "--pressure", path, "--driver", driver)
    assert result.returncode == 1 and "p.csv" in result.stderr
    assert "Traceback" not in result.stderr
    assert run("decoupling", "--pressure", tmp_path, "--driver", driver).returncode == 1
