"""Any table of places written as its publisher does is read back: the same figures and marks."""

import csv
import io
import json
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from circular_metrics.cells import unpack
from circular_metrics.clean.waste.publishers import OVAM_KIND, SWING_KIND

PLACES = {"24062": "Leuven", "12025": "Mechelen", "44021": "Gent", "01234": "Verzonnen"}
FRACTIONS = ("Huisvuil", "Grofvuil", "Papier en karton", "Gft-afval", "Textiel & schoenen")
UNIT = "kg/inwoner"
figures = st.decimals(0, 10**6, places=2).map(str)
ovam_marks = st.sampled_from(["", "-", "n.b.", "x"])
swing_marks = st.sampled_from(["-", "x", "?", "-99996", "-99997", "-99998", "-99999"])


@st.composite
def tables(draw, marks):
    """(place, year, subject) → a printed figure, or the mark that stands for none."""
    some = {"min_size": 1, "unique": True}
    places = draw(st.lists(st.sampled_from(sorted(PLACES)), max_size=3, **some))
    years = draw(st.lists(st.integers(2013, 2030).map(str), max_size=3, **some))
    subjects = draw(st.lists(st.sampled_from(FRACTIONS), max_size=3, **some))
    keys = [(p, y, s) for p in places for y in years for s in subjects]
    return {key: draw(st.one_of(figures, figures, marks)) for key in keys}


def dutch(text):
    return f"{float(text):,.2f}".translate(str.maketrans(",.", ".,"))


def english(text):
    return f"{float(text):,.2f}"


def typed(text):
    return float(text)


def cell(text, number):
    """A figure in one style; a mark stays what it is."""
    return number(text) if text[-1:].isdigit() and not text.startswith("-") else text


def long_rows(cells, number):
    yield "Jaar", "NIS-code", "Gemeente", "Fractie", "Waarde", "Eenheid"
    for (place, year, subject), text in cells.items():
        yield year, place, PLACES[place], subject, cell(text, number), UNIT


def wide_rows(cells, number):
    keys = list(dict.fromkeys((year, subject) for _, year, subject in cells))
    yield "NIS-code", "Gemeente", *[f"{subject} {year} ({UNIT})" for year, subject in keys]
    for place in dict.fromkeys(place for place, _, _ in cells):
        row = [cell(cells[place, year, subject], number) for year, subject in keys]
        yield place, PLACES[place], *row


def two_rows_of_heading(cells, number):
    keys = list(dict.fromkeys((year, subject) for _, year, subject in cells))
    yield "", "", *[year for year, _ in keys]
    yield "NIS-code", "Gemeente", *[f"{subject} ({UNIT})" for _, subject in keys]
    for place in dict.fromkeys(place for place, _, _ in cells):
        row = [cell(cells[place, year, subject], number) for year, subject in keys]
        yield place, PLACES[place], *row


def workbook(rows, path):
    book = Workbook()
    for row in rows:
        book.active.append([None if text == "" else text for text in row])
    book.save(path)


def text(rows, path):
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_bytes(file.getvalue().encode("utf-8-sig"))


def selection(rows, path):
    header, *body = rows
    headers = [{"name": name, "type": "String"} for name in header]
    path.write_text(json.dumps({"headers": headers, "rows": body}), encoding="utf-8")


def read_back(kind, measure, write, rows):
    """(place, year, subject) → value, flag and whether it is withheld, of a written file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.name"
        write(list(rows), path)
        table = kind.clean(kind.read(path), path.name).table
    assert set(table["unit"]) == {"kg/inhabitant"}
    found = {}
    for row in table.astype({"flag": "object"}).itertuples():
        key = (row.area, row.period, unpack(row.dimensions)[measure])
        assert key not in found
        flag = row.flag if isinstance(row.flag, str) else ""
        found[key] = (None if pd.isna(row.value) else row.value, flag, row.confidential)
    return found


def expected(cells, withheld):
    return {
        key: (None, text, text in withheld)
        if cell(text, typed) == text
        else (float(text), "", False)
        for key, text in cells.items()
    }


@pytest.mark.parametrize("write", [workbook, text])
@pytest.mark.parametrize("number", [dutch, english])
@pytest.mark.parametrize("layout", [long_rows, wide_rows, two_rows_of_heading])
@settings(max_examples=8, deadline=None)
@given(cells=tables(ovam_marks))
def test_ovam(layout, number, write, cells):
    found = read_back(OVAM_KIND, "fraction", write, layout(cells, number))
    assert found == expected(cells, ("x",))


@pytest.mark.parametrize("layout", [long_rows, wide_rows])
@settings(max_examples=8, deadline=None)
@given(cells=tables(ovam_marks))
def test_ovam_with_typed_numbers(layout, cells):
    found = read_back(OVAM_KIND, "fraction", workbook, layout(cells, typed))
    assert found == expected(cells, ("x",))


def swing_rows(cells, number):
    subjects = list(dict.fromkeys(subject for _, _, subject in cells))
    yield "geoitem", "period", *[f"{subject} ({UNIT})" for subject in subjects]
    for place, year in dict.fromkeys((place, year) for place, year, _ in cells):
        yield place, year, *[cell(cells[place, year, s], number) for s in subjects]


@pytest.mark.parametrize(
    ("write", "number"),
    [(selection, typed), (selection, dutch), (workbook, typed), (text, dutch), (text, english)],
)
@settings(max_examples=10, deadline=None)
@given(cells=tables(swing_marks))
def test_swing(write, number, cells):
    found = read_back(SWING_KIND, "variable", write, swing_rows(cells, number))
    assert found == expected(cells, ("x", "-99997"))
