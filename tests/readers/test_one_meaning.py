"""A cell that may mean two things is refused; one whose file says what it means is read so."""

import pandas as pd
import pytest
from openpyxl import Workbook

from circular_metrics.clean import KINDS
from circular_metrics.errors import BadInputError, CircularMetricsError
from circular_metrics.report.tidy import clean_files

SDMX = "DATAFLOW;freq;unit;geo;TIME_PERIOD;OBS_VALUE;OBS_FLAG\n"
OECD = "COU;VAR;YEA;Unit Code;PowerCode Code;Value\n"
TSV = "freq,unit,geo\\TIME_PERIOD;2020;2021\n"


def values(kind, path):
    """The values of a file, in its order."""
    known = KINDS[kind]
    return known.clean(known.read(path), path.name).table["value"].tolist()


def written(tmp_path, text):
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("eurostat", SDMX + "E:X(1.0);A;KG;BE;2020;{};\nE:X(1.0);A;KG;BE;2021;{};\n"),
        ("oecd", OECD + "BEL;M;2020;T;0;{}\nBEL;M;2021;T;0;{}\n"),
        ("eurostat", TSV + "A,KG,BE;{};{} b\n"),
    ],
)
def test_a_comma_marks_decimals_only_where_a_cell_says_so(tmp_path, kind, form):
    """1,234 is a thousand or one and a bit: beside 12,5 it is the latter, alone it is refused."""
    known = written(tmp_path, form.format("1,234", "12,5"))
    assert values(kind, known) == [1.234, 12.5]
    with pytest.raises(BadInputError, match="'1,234'"):
        values(kind, written(tmp_path, form.format("1,234", "12,345")))
    with pytest.raises(BadInputError, match="'1,234'"):
        values(kind, written(tmp_path, form.format("1,234", "1.5")))


def test_a_row_that_an_oecd_file_deletes_is_no_figure(tmp_path):
    header = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,MEASURE,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE\n"
    row = "DATAFLOW,OECD:DF_X(1.0),{},BEL,MUN,T,{},1.5\n"
    path = written(tmp_path, header + row.format("I", 2020) + row.format("D", 2021))
    with pytest.raises(BadInputError) as refused:
        values("oecd", path)
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (3, "ACTION", "'D'")


@pytest.mark.parametrize("multiplier", ["6", "Millions", "6: Millions"])
def test_a_multiplier_beside_the_value_is_applied_and_kept(tmp_path, multiplier):
    text = "DATAFLOW,freq,unit,geo,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nE:X(1.0),A,EUR,BE,2020,1.5,"
    path = written(tmp_path, f"{text}{multiplier}\n")
    cleaned = KINDS["eurostat"].clean(KINDS["eurostat"].read(path), path.name)
    assert cleaned.table["value"].tolist() == [1_500_000]
    assert "UNIT_MULT" in cleaned.table["attributes"].iloc[0]
    assert cleaned.log.set_index("rule").loc["power", "rows"] == 1
    with pytest.raises(BadInputError, match="UNIT_MULT"):
        values("eurostat", written(tmp_path, f"{text}many\n"))


@pytest.mark.parametrize("people", ["-5", "12,5", "1e3", "1.23", "0.234"])
def test_persons_are_whole(tmp_path, people):
    """1.234 people are a thousand and more; of one person and a bit nobody is counted."""
    head = "CD_REFNIS|CD_YEAR|MS_POPULATION\n"
    with pytest.raises(BadInputError, match="a whole number of persons"):
        values("statbel", written(tmp_path, f"{head}24062|2026|{people}\n"))
    grouped = "".join(f"2406{n}|2026|{text}\n" for n, text in enumerate(["1.234", "101 624"]))
    assert values("statbel", written(tmp_path, head + grouped)) == [1_234, 101_624]


def test_two_decimal_marks_in_a_column_of_statbel_are_refused(tmp_path):
    head = "CD_REFNIS|CD_YEAR|MS_VALUE\n24062|2025|{}\n24062|2026|{}\n"
    assert values("statbel", written(tmp_path, head.format("1,5", "2"))) == [1.5, 2]
    for wrong in (("1,5", "2.5"), ("1,234", "2")):
        with pytest.raises(BadInputError, match="can mean one thing"):
            values("statbel", written(tmp_path, head.format(*wrong)))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "eurostat",
            "DATAFLOW,freq,unit,geo,geo,TIME_PERIOD,OBS_VALUE\nE:X(1.0),A,KG,BE,NL,2020,1\n",
        ),
        ("oecd", "COU,VAR,YEA,Value,Value\nBEL,M,2020,1,2\n"),
        ("statbel", "CD_REFNIS|CD_YEAR|MS_VALUE|MS_VALUE\n24062|2026|1|2\n"),
        ("un", "Country or Area,Year,Value,Value\nBelgium,2020,1,2\n"),
    ],
)
def test_a_heading_that_stands_twice_is_refused_by_its_name(tmp_path, kind, text):
    with pytest.raises(BadInputError, match="found 2 such columns; expected one"):
        values(kind, written(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "DATAFLOW,freq,unit,geo,TIME_PERIOD,OBS_VALUE\nE:X(1.0),A,KG,BE,2020,1e400\n",
        "freq,unit,geo\\TIME_PERIOD\t2020 \nA,KG,BE\t1e400 \n",
    ],
)
def test_a_number_too_large_to_be_one_is_no_figure(tmp_path, text):
    with pytest.raises(BadInputError, match=r"an infinite number for KG \| BE \| 2020"):
        values("eurostat", written(tmp_path, text))


def workbook(tmp_path, *rows, form=""):
    """A workbook of one sheet, the last column in a number format."""
    book = Workbook()
    sheet = book.active
    sheet.title = "2022"
    for row in rows:
        sheet.append(row)
    for (cell,) in sheet.iter_rows(min_row=2, min_col=len(rows[0])) if form else ():
        cell.number_format = form
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def test_a_share_under_a_heading_of_per_cent_is_refused_and_a_shown_percentage_read(tmp_path):
    rows = [["NIS", "Gemeente", "Selectief (%)"], [24062, "Leuven", 0.71], [44021, "Gent", 0.65]]
    with pytest.raises(BadInputError, match=r"row 2, column 'C': found '0.71', and nothing above"):
        values("ovam", workbook(tmp_path, *rows))
    assert values("ovam", workbook(tmp_path, *rows, form="0%")) == [71, 65]
    assert values("ovam", workbook(tmp_path, *rows, [71016, "Genk", 2.5])) == [0.71, 0.65, 2.5]
    small = [rows[0], [24062, "Leuven", 0.004]]
    assert values("ovam", workbook(tmp_path, *small, form="0.0%")) == [0.4]


def test_a_revised_year_is_that_year_and_its_mark_a_flag(tmp_path):
    head = ["NIS", "Gemeente", "Restafval 2021 (kg/inw)", "Restafval 2022 (voorlopig) (kg/inw)"]
    path = workbook(tmp_path, head, [24062, "Leuven", 101, 99])
    table = KINDS["ovam"].clean(KINDS["ovam"].read(path), path.name).table
    assert table["dimensions"].unique().tolist() == ["fraction=Restafval"]
    assert table["period"].tolist() == ["2021", "2022"]
    assert table["flag"].astype("str").tolist()[1] == "voorlopig" and pd.isna(table["flag"].iloc[0])
    head[2] = "Restafval 2022* (kg/inw)"
    with pytest.raises(BadInputError, match="'99', but '101'"):
        values("ovam", workbook(tmp_path, head, [24062, "Leuven", 101, 99]))


def test_a_row_without_its_fraction_is_refused(tmp_path):
    rows = [["Fractie", "Gemeente", "kg/inw"], ["Restafval", "Leuven", 82], [None, "Gent", 90]]
    with pytest.raises(BadInputError, match="row 3, column 'A': found a blank; expected a frac"):
        values("ovam", workbook(tmp_path, *rows))


def test_a_code_beside_the_name_is_the_place_and_an_unknown_place_is_none(tmp_path):
    rows = [["Gemeente", "Restafval (ton)"], ["24062 Leuven", 5], ["Gent (44021)", 6],
            ["Onbekend", 7]]  # fmt: skip
    path = workbook(tmp_path, *rows)
    cleaned = KINDS["ovam"].clean(KINDS["ovam"].read(path), path.name)
    assert cleaned.table["area"].tolist() == ["24062", "44021"]
    assert cleaned.quarantine["row"].tolist() == ["4"]
    coded = workbook(tmp_path, ["NIS", "Restafval (ton)"], [24062, 5], [99999, 7])
    assert values("ovam", coded) == [5]


def test_what_is_wrong_with_several_files_is_told_at_once(tmp_path):
    """Unknown flags of two, an unknown status of one, a repeated cell, a file that is not there."""
    head = "DATAFLOW,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
    texts = {
        "one.csv": "E:X(1.0),A,KG,BE,2020,1,K,ZZ\n",
        "two.csv": "E:X(1.0),A,KG,NL,2020,1,Y,\n",
        "three.csv": "E:X(1.0),A,KG,NL,2020,1,,\nE:X(1.0),A,KG,NL,2020,2,,\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(head + text, encoding="utf-8")
    files = [tmp_path / name for name in (*texts, "none.csv")]
    with pytest.raises(CircularMetricsError) as refused:
        clean_files("eurostat", files, tmp_path / "out")
    told = str(refused.value)
    for words in (
        "one.csv, flags: found 'K'", "one.csv, CONF_STATUS: found ['ZZ']",
        "two.csv, flags: found 'Y'", "three.csv, row 3", "none.csv: cannot be read",
    ):  # fmt: skip
        assert words in told
    assert told.count("expected letters of") == 1
    assert not (tmp_path / "out").exists()
