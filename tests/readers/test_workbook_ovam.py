"""Hand-made workbooks in many layouts: the same figures, or the cell that has no place."""

import pandas as pd
import pytest
from openpyxl import Workbook

from circular_metrics.cells import unpack
from circular_metrics.clean.waste.publishers import OVAM_KIND
from circular_metrics.errors import BadInputError
from circular_metrics.report.tidy import clean_files


def book(tmp_path, *sheets, merged=(), name="ovam.xlsx"):
    """A workbook of (title, rows)."""
    file = Workbook()
    file.remove(file.active)
    for title, rows in sheets:
        sheet = file.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for place in merged:
        file.worksheets[0].merge_cells(place)
    path = tmp_path / name
    file.save(path)
    return path


def tidy(path):
    return OVAM_KIND.clean(OVAM_KIND.read(path), path.name)


def figures(path):
    """(area, period, fraction, unit) → value, of everything in a file."""
    table = tidy(path).table
    keys = zip(table["area"], table["period"], table["dimensions"], table["unit"], strict=True)
    named = [(a, p, unpack(d)["fraction"], u) for a, p, d, u in keys]
    assert len(set(named)) == len(named)
    return dict(zip(named, table["value"], strict=True))


def refusal(path):
    with pytest.raises(BadInputError) as error:
        tidy(path)
    return error.value.problems


KG, TON = "kg/inhabitant", "t"
LEUVEN, GENT = "24062", "44021"
EXPECTED = {
    (LEUVEN, "2021", "Huisvuil", KG): 82.5,
    (LEUVEN, "2021", "Grofvuil", KG): 1234.5,
    (GENT, "2021", "Huisvuil", KG): 101.0,
    (GENT, "2021", "Grofvuil", KG): 20.25,
}


def long_rows(number):
    yield "Jaar", "NIS-code", "Gemeente", "Fractie", "Hoeveelheid", "Eenheid"
    for (nis, year, fraction, _), value in EXPECTED.items():
        name = "Leuven" if nis == LEUVEN else "Gent"
        yield int(year), int(nis), name, fraction, number(value), "kg/inwoner"


def test_long_with_a_title_a_total_and_footnotes(tmp_path):
    rows = [
        ("Huishoudelijk afval en gelijkaardig bedrijfsafval",),
        (),
        *long_rows(float),
        (2021, None, "Totaal", "Huisvuil", 183.5, "kg/inwoner"),
        (),
        ("Bron: OVAM, 2023. Cijfers na controle.",),
        ("* voorlopig cijfer",),
    ]
    path = book(tmp_path, ("Cijfers", rows))
    assert figures(path) == EXPECTED
    cleaned = tidy(path)
    assert list(cleaned.quarantine["row"]) == ["8"]
    assert "total" in cleaned.quarantine["reason"][0]
    assert dict(zip(cleaned.log["rule"], cleaned.log["rows"], strict=True))["notes"] == 2


def dutch(value):
    return f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


@pytest.mark.parametrize(
    "number", [dutch, "{:,.2f}".format, "{:.2f}".format, lambda v: f"{v:.2f}".replace(".", ",")]
)
def test_numbers_as_text_in_either_style(tmp_path, number):
    assert figures(book(tmp_path, ("Blad1", list(long_rows(number))))) == EXPECTED


def test_wide_by_fraction_with_the_year_in_the_name_of_the_sheet(tmp_path):
    rows = [
        ("NIS", "Gemeente", "Provincie", "Huisvuil (kg/inw)", "Grofvuil (kg/inw)"),
        (24062, "Leuven", "Vlaams-Brabant", 82.5, 1234.5),
        (44021, "Gent", "Oost-Vlaanderen", 101, 20.25),
        (None, "Vlaams Gewest", None, 90, 25),
    ]
    newer = [(r[0], r[1], r[2], None, "") if r[0] in (24062, 44021) else r for r in rows]
    path = book(tmp_path, ("2021", rows), ("Toelichting", [("Wat telt mee",)]), ("2022", newer))
    found = figures(path)
    assert {key: value for key, value in found.items() if key[1] == "2021"} == EXPECTED
    gaps = [value for key, value in found.items() if key[1] == "2022"]
    assert len(gaps) == 4 and all(pd.isna(value) for value in gaps)
    assert len(tidy(path).quarantine) == 2


def test_wide_by_year_with_the_fraction_in_a_column_and_the_unit_in_the_title(tmp_path):
    rows = [
        ("Ingezamelde hoeveelheden per gemeente (in kg per inwoner)",),
        ("Gemeente", "Niscode", "Afvalstroom", 2020, 2021),
        ("Leuven", "24062", "Huisvuil", 90, 82.5),
        ("Leuven", "24062", "Grofvuil", "n.b.", 1234.5),
        ("Gent", "44021", "Huisvuil", 100, 101),
        ("Gent", "44021", "Grofvuil", None, 20.25),
    ]
    found = figures(book(tmp_path, ("Data", rows)))
    assert {key: value for key, value in found.items() if key[1] == "2021"} == EXPECTED
    assert pd.isna(found[LEUVEN, "2020", "Grofvuil", KG])
    assert found[GENT, "2020", "Huisvuil", KG] == 100


@pytest.mark.parametrize("merged", [("C1:D1", "E1:F1", "A1:A2", "B1:B2"), ()])
def test_two_rows_of_heading_years_over_fractions(tmp_path, merged):
    top = ("Gemeente", "NIS", 2020, None, 2021, None)
    if not merged:
        top = (None, None, *top[2:])
    below = (None, None) if merged else ("Gemeente", "NIS")
    rows = [
        top,
        (*below, "Huisvuil kg/inw", "Grofvuil kg/inw", "Huisvuil kg/inw", "Grofvuil kg/inw"),
        ("Leuven", 24062, 1, 2, 82.5, 1234.5),
        ("Gent", 44021, 3, 4, 101, 20.25),
    ]
    found = figures(book(tmp_path, ("A", rows), merged=merged))
    assert {key: value for key, value in found.items() if key[1] == "2021"} == EXPECTED
    assert found[GENT, "2020", "Grofvuil", KG] == 4


def test_kg_and_tonnes_side_by_side_are_two_figures(tmp_path):
    rows = [
        ("Restafval 2021",),
        ("Gemeente", "Huisvuil", None, "Aantal inwoners"),
        (None, "kg/inwoner", "ton", None),
        ("Leuven", 82, 8338, 101624),
    ]
    found = figures(book(tmp_path, ("A", rows), merged=("B2:C2",)))
    assert found == {
        ("Leuven", "2021", "Huisvuil", KG): 82,
        ("Leuven", "2021", "Huisvuil", TON): 8338,
        ("Leuven", "2021", "Aantal inwoners", "inhabitants"): 101624,
    }


def test_merged_municipality_footnote_marks_and_delimited_text(tmp_path):
    rows = [
        ("Gemeente", "Jaar", "Huisvuil (ton)"),
        ("Leuven", 2020, "8.339,5*"),
        (None, 2021, "8.100,0"),
    ]
    path = book(tmp_path, ("A", rows), merged=("A2:A3",))
    assert figures(path) == {
        ("Leuven", "2020", "Huisvuil", TON): 8339.5,
        ("Leuven", "2021", "Huisvuil", TON): 8100.0,
    }
    assert tidy(path).table["flag"].tolist()[0] == "*"
    text = tmp_path / "ovam.csv"
    text.write_bytes("Gemeente;Jaar;Huisvuil (ton)\r\nLeuven;2020;8.339,5*\r\n".encode("cp1252"))
    assert figures(text) == {("Leuven", "2020", "Huisvuil", TON): 8339.5}


def test_inhabitants_beside_a_column_of_fractions_are_of_no_fraction(tmp_path):
    rows = [
        ("Evolutie van het restafval 2013-2022",),
        ("jaar", "niscode", "inwoners", "fractie", "ton", "kg per inwoner"),
        (2021, 24062, 101624, "Huisvuil", 8338, 82),
        (2021, 24062, 101624, "Gft", 5000, 49),
    ]
    assert figures(book(tmp_path, ("A", rows))) == {
        (LEUVEN, "2021", "inwoners", "inhabitants"): 101624,
        (LEUVEN, "2021", "Huisvuil", TON): 8338,
        (LEUVEN, "2021", "Huisvuil", KG): 82,
        (LEUVEN, "2021", "Gft", TON): 5000,
        (LEUVEN, "2021", "Gft", KG): 49,
    }


def test_a_span_of_years_in_the_title_is_no_year_and_no_part_of_the_fraction(tmp_path):
    rows = [("Restafval 2013-2022 (kg/inwoner)",), ("Gemeente", 2013, 2022), ("Leuven", 120, 95)]
    assert figures(book(tmp_path, ("A", rows))) == {
        ("Leuven", "2013", "Restafval", KG): 120,
        ("Leuven", "2022", "Restafval", KG): 95,
    }


BASE = [("NIS", "Gemeente", "Jaar", "Huisvuil (ton)"), (24062, "Leuven", 2021, 8338)]


@pytest.mark.parametrize(
    ("rows", "row", "column", "words"),
    [
        ([*BASE, (44021, "Gent", 2021, "1.234")], 3, "D", "1234 or 1.234"),
        ([*BASE, (44021, "Gent", 2021, "veel")], 3, "D", "a number"),
        ([*BASE, (44021, "Gent", 2021, -5)], 3, "D", "at least 0"),
        ([*BASE, (44021, "Gent", "onlangs", 5)], 3, "C", "a year"),
        ([*BASE, ("Gent", "Gent", 2021, 5)], 3, "A", "five digits"),
        ([*BASE, (None, None, 2021, 5)], 3, "A", "five digits"),
        ([*BASE, (3000, "Leuven", 2021, 5)], 3, "A", "five digits"),
        ([*BASE, (24062, "Leuven", 2021, 9000)], 3, "D", "one figure"),
        ([*BASE, (44021, "Gent", 2021, 5, 6)], 3, "E", "a heading"),
        ([("NIS", "Huisvuil (ton)"), (24062, 8338)], 2, "B", "one year"),
        ([("NIS", "Jaar", "Huisvuil"), (24062, 2021, 8338)], 1, "C", "a unit"),
        ([("NIS", "Code NIS", "Jaar", "Huisvuil (ton)"), (1, 1, 2021, 2)], 1, "B", "one such"),
        ([*BASE, (44021, "Gent", 2021, "=1+1")], 3, "D", "saved by a spreadsheet"),
    ],
)
def test_what_cannot_be_placed_is_named_by_its_cell(tmp_path, rows, row, column, words):
    problems = refusal(book(tmp_path, ("Blad1", rows)))
    assert [(p.sheet, p.row, p.column) for p in problems] == [("Blad1", row, column)]
    assert words in f"{problems[0].found} {problems[0].expected}"


def test_all_wrong_cells_are_told_at_once(tmp_path):
    rows = [*BASE, (44021, "Gent", "?", "veel"), (11002, "Antwerpen", 2021, "weinig")]
    assert [(p.row, p.column) for p in refusal(book(tmp_path, ("A", rows)))] == [
        (3, "C"),
        (3, "D"),
        (4, "D"),
    ]


def test_a_sheet_and_title_of_two_years_are_no_year(tmp_path):
    rows = [("Afval 2020",), ("Gemeente", "Huisvuil (ton)"), ("Leuven", 5)]
    problems = refusal(book(tmp_path, ("2021", rows)))
    assert "different years" in problems[0].found


def test_the_verb_writes_table_log_and_what_was_set_aside(tmp_path):
    rows = [*BASE, (None, "Totaal", 2021, 8338)]
    written = clean_files("ovam", [book(tmp_path, ("A", rows))], tmp_path / "out")
    assert [path.name for path in written] == ["series.csv", "cleaning_log.csv", "quarantine.csv"]
    table = pd.read_csv(written[0], dtype=str)
    assert table[["area", "period", "value", "unit"]].to_numpy().tolist() == [
        ["24062", "2021", "8338.0", "t"]
    ]


def test_no_table_at_all_says_what_was_looked_for(tmp_path):
    problems = refusal(book(tmp_path, ("A", [("Beste collega",), ("Groeten",)])))
    assert "gemeente" in problems[0].expected and problems[0].file == "ovam.xlsx"


@pytest.mark.parametrize("number", [82.05, 10.001, 0.01, 100.0, 8338])
def test_a_typed_number_keeps_the_noughts_behind_its_point(tmp_path, number):
    path = book(tmp_path, ("A", [*BASE[:1], (24062, "Leuven", 2021, number)]))
    assert tidy(path).table["value"].tolist() == [number]


def test_a_row_of_units_under_the_heading_with_inhabitants_counted(tmp_path):
    rows = [
        ("Inventarisatie huishoudelijk afval 2022",),
        ("NIS-code", "Gemeente", "Inwoners", "Huisvuil", "Totaal restafval"),
        (None, None, "aantal", "kg/inw", "kg/inw"),
        (24062, "Leuven", 102000, "82,5", "94,6"),
        (None, "Totaal Vlaanderen", 6700000, "80", "100"),
    ]
    assert figures(book(tmp_path, ("2022", rows))) == {
        (LEUVEN, "2022", "Inwoners", "inhabitants"): 102000,
        (LEUVEN, "2022", "Huisvuil", KG): 82.5,
        (LEUVEN, "2022", "Totaal restafval", KG): 94.6,
    }


def test_a_total_named_in_the_column_of_provinces_is_set_aside(tmp_path):
    rows = [
        ("Provincie", "Gemeente", "Huisvuil 2021 (kg/inw)"),
        ("Vlaams-Brabant", "Leuven", 82),
        ("Totaal Vlaams-Brabant", None, 85),
    ]
    path = book(tmp_path, ("A", rows))
    assert figures(path) == {("Leuven", "2021", "Huisvuil", KG): 82}
    assert tidy(path).quarantine["row"].tolist() == ["3"]


def test_a_figure_without_a_unit_is_told_by_its_own_column(tmp_path):
    rows = [["Gemeente", "Restafval (kg/inwoner)", "Glas", "PMD"], ["Leuven", 110.5, 3, 4]]
    problems = refusal(book(tmp_path, ("2022", rows)))
    assert [(p.row, p.column) for p in problems] == [(1, "C"), (1, "D")]


def test_glass_from_doorsteps_and_glass_from_parks_are_two_figures_in_tonnes(tmp_path):
    head = ("Refertejaar", "NIS code", "Gemeentenaam", "Materiaalsoort", "Inzamelwijze", "Tonnage")
    ways = (("huis-aan-huis", 5.5), ("recyclagepark", 2.5))
    rows = [head, *((2022, 24062, "Leuven", "Glas", way, tonnes) for way, tonnes in ways)]
    table = tidy(book(tmp_path, ("Blad1", rows))).table
    found = [(unpack(row.dimensions), row.value, row.unit) for row in table.itertuples()]
    assert found == [({"fraction": "Glas", "collection": w}, t, "t") for w, t in ways]
    assert set(table["area"]) == {LEUVEN} and set(table["period"]) == {"2022"}


@pytest.mark.parametrize(
    "title",
    [
        "Bron: OVAM, 2023",
        "OVAM-rapport 2023",
        "Export van 15/03/2023",
        "Opgehaald op 15 maart 2023",
        "Laatste update: 2023",
    ],
)
def test_when_a_table_was_issued_is_not_the_year_of_its_figures(tmp_path, title):
    rows = [(title,), ("Gemeente", "Restafval (kg/inw)"), ("Leuven", 110)]
    problems = refusal(book(tmp_path, ("A", rows)))
    assert [(p.row, p.column, p.found) for p in problems] == [(3, "B", "no year")]
    assert figures(book(tmp_path, ("2021", rows))) == {("Leuven", "2021", "Restafval", KG): 110}


def test_a_column_without_a_year_beside_columns_with_theirs_does_not_get_that_of_the_title(
    tmp_path,
):
    head = ("Gemeente", "Restafval 2021 (kg/inw)", "Gft (kg/inw)")
    problems = refusal(book(tmp_path, ("OVAM 2023", [head, ("Leuven", 100, 50)])))
    assert [(p.row, p.column, p.found) for p in problems] == [(2, "C", "no year")]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (("Gemeente", "Restafval 2021 (kg/inw)"), [("1 inclusief bedrijfsafval", None)]),
        (
            ("Gemeente", "Restafval 2021 (kg/inw)"),
            [(), ("Inclusief bedrijfsafval",), ("Opmerking", "cijfers voorlopig")],
        ),
        (("NIS", "Gemeente", "Restafval 2021 (kg/inw)"), [(None, "Inclusief bedrijfsafval")]),
    ],
)
def test_a_remark_under_the_names_is_no_municipality(tmp_path, head, rows):
    leuven = (24062, "Leuven", 100) if len(head) == 3 else ("Leuven", 100)
    path = book(tmp_path, ("A", [head, leuven, *rows]))
    area = LEUVEN if len(head) == 3 else "Leuven"
    assert figures(path) == {(area, "2021", "Restafval", KG): 100}


def test_a_municipality_without_a_figure_right_under_the_others_stays_a_gap(tmp_path):
    rows = [("Gemeente", "Restafval 2021 (kg/inw)"), ("Leuven", 100), ("Zwijndrecht", None)]
    found = figures(book(tmp_path, ("A", rows)))
    assert pd.isna(found["Zwijndrecht", "2021", "Restafval", KG]) and len(found) == 2


def test_words_that_say_only_that_figures_follow_are_no_fraction(tmp_path):
    rows = [("Cijfers in kg per inwoner",), ("Gemeente", 2021), ("Leuven", 100)]
    assert figures(book(tmp_path, ("Restafval", rows))) == {
        ("Leuven", "2021", "Restafval", KG): 100
    }


def test_text_that_is_cut_off_within_quotes_is_refused(tmp_path):
    """The last figure may have been 120: its own end is missing."""
    path = tmp_path / "cut.csv"
    path.write_text('Gemeente;Jaar;Restafval (kg/inw)\nLeuven;2021;110,5\nGent;2021;"12')
    (problem,) = refusal(path)
    assert "unexpected end of data" in problem.found
