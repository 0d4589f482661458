"""Any Statbel table as one long one: codes of five digits, whole years apart, no period made up."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular_metrics.cells import unpack
from circular_metrics.clean.waste.publishers import STATBEL
from circular_metrics.errors import BadInputError
from circular_metrics.readers.statbel_views import one_period


def tidy(content, folder, name="TF_TEST.txt"):
    path = Path(folder) / name
    path.write_bytes(content)
    return STATBEL.clean(STATBEL.read(path), name)


def test_permits_of_a_year_stand_beside_its_months_and_add_up(published):
    path = published / "statbel" / "bouwvergunningen_LEUVEN.json"
    cleaned = STATBEL.clean(STATBEL.read(path), path.name)
    table = cleaned.table
    assert set(table["area"]) == {"24062"}
    is_new = table["dimensions"].str.endswith("measure=MS_BUILDING_RES_NEW")
    values = table[is_new].set_index("period")["value"]
    assert values["2018"] == 167  # as the city's figures have it
    months = [values[f"2018-{month:02}"] for month in range(1, 13)]
    assert sum(months) == values["2018"]
    assert "whole_year" in set(cleaned.log["rule"])


def test_a_view_without_a_period_has_none(published):
    path = published / "statbel" / "huishoudens.json"
    cleaned = STATBEL.clean(STATBEL.read(path), path.name)
    assert len(cleaned.table) == 10_030 and cleaned.table["period"].isna().all()
    counts = dict(zip(cleaned.log["rule"], cleaned.log["rows"], strict=True))
    assert counts["no_period"] == 10_030


def test_a_view_of_quarters_with_repetitions(published):
    path = published / "statbel" / "vestigingseenheden.json"
    cleaned = STATBEL.clean(STATBEL.read(path), path.name)
    assert len(cleaned.table) == 3_396
    leuven = cleaned.table[cleaned.table["area"] == "Leuven"].set_index("period")["value"]
    assert leuven["2023-Q4"] == 12_848
    counts = dict(zip(cleaned.log["rule"], cleaned.log["rows"], strict=True))
    assert counts["repeated"] == 3_962 - 3_396


@pytest.mark.parametrize("form", ["text", "zip", "latin"])
def test_population_with_lost_zeros(tmp_path, form):
    text = (
        "CD_REFNIS|TX_DESCR_NL|CD_SEX|CD_AGE|MS_POPULATION|CD_YEAR\r\n"
        "24062|Leuven|M|40|700|2024\r\n1000|België|M|40|80000|2024\r\n"
    )
    content = text.encode("cp1252" if form == "latin" else "utf-8-sig")
    if form == "zip":
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("TF_SOC_POP_STRUCT_2024.txt", content)
        content = file.getvalue()
    cleaned = tidy(content, tmp_path)
    assert cleaned.table["area"].tolist() == ["24062", "01000"]
    assert cleaned.table["value"].tolist() == [700, 80_000]
    assert set(cleaned.table["unit"]) == {"persons"}
    expected = {"CD_AGE": "40", "CD_SEX": "M", "measure": "MS_POPULATION"}
    assert unpack(cleaned.table["dimensions"][0]) == expected
    assert "padded" in set(cleaned.log["rule"])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("24062|2024|13|5", "1 to 12"),
        ("2406A|2024|1|5", "a REFNIS code"),
        ("24062|24|1|5", "a year"),
        ("24062|2024|1|vijf", "a number"),
        ("24062|2024|1|5\n24062|2024|1|6", "one value"),
        ("24062|2024|1", "4 cells"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path, rows, words):
    head = "CD_REFNIS|CD_YEAR|CD_PERIOD|MS_BUILDING\n"
    with pytest.raises(BadInputError, match=words) as error:
        tidy((head + rows).encode(), tmp_path)
    assert error.value.problems[0].row in (2, 3)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("4de kwartaal 2023", "2023-Q4"),
        ("1er trimestre 2022", "2022-Q1"),
        ("2021K3", "2021-Q3"),
        ("maart 2020", "2020-03"),
        ("décembre 2019", "2019-12"),
        ("2024", "2024"),
        ("vroeger", ""),
    ],
)
def test_periods_in_words(text, period):
    assert one_period(text) == period


def test_a_view_with_a_period_that_is_none_is_refused(tmp_path):
    facts = [{"Gemeente": "Leuven", "Kwartaal": "vijfde kwartaal", "Aantal": 5.0}]
    with pytest.raises(BadInputError, match="Kwartaal"):
        tidy(json.dumps({"facts": facts}).encode(), tmp_path, "view.json")


@settings(max_examples=40, deadline=None)
@given(
    cells=st.dictionaries(
        st.tuples(
            st.integers(1, 99_999).map(lambda n: f"{n:05}"), st.integers(1990, 2030),
            st.integers(0, 12), st.sampled_from("MF"),
        ),
        st.one_of(st.just(""), st.integers(0, 10**9).map(str)),
        min_size=1, max_size=12,
    ),
    pads=st.booleans(), as_json=st.booleans(),
)  # fmt: skip
def test_a_table_written_and_read_back_has_the_same_cells(cells, pads, as_json):
    head = ["CD_REFNIS", "CD_YEAR", "CD_PERIOD", "CD_SEX", "MS_COUNT"]
    rows = [
        [a if pads else a.lstrip("0"), str(y), str(p), s, v] for (a, y, p, s), v in cells.items()
    ]
    lines = "\n".join("|".join(row) for row in [head, *rows])
    facts = json.dumps({"facts": [dict(zip(head, row, strict=True)) for row in rows]})
    with tempfile.TemporaryDirectory() as folder:
        table = tidy((facts if as_json else lines).encode(), folder).table
    found = {
        (r.area, r.period, unpack(r.dimensions)["CD_SEX"]): r.value for r in table.itertuples()
    }
    expected = {
        (a, f"{y}-{p:02}" if p else str(y), s): float(v) if v else None
        for (a, y, p, s), v in cells.items()
    }
    assert found.keys() == expected.keys()
    for key, value in expected.items():
        assert pd.isna(found[key]) if value is None else found[key] == value


@pytest.mark.parametrize("heading", ["Nacecode", "Code NACE", "CD_NACE", "NIS-code", "Leeftijd"])
def test_a_classification_of_numbers_in_a_view_is_a_dimension(tmp_path, heading):
    facts = [
        {"Jaar": 2022, "Gemeente": "Leuven", heading: code, "Aantal ondernemingen": number}
        for code, number in ((38, 100), (39, 7.0))
    ]
    table = tidy(json.dumps({"facts": facts}).encode(), tmp_path, "view.json").table
    found = [(unpack(row.dimensions)[heading], row.value) for row in table.itertuples()]
    assert found == [("38", 100.0), ("39", 7.0)]


def test_everything_wrong_is_told_at_once_by_lines_or_facts(tmp_path):
    facts = [
        {"Gemeente": "Leuven", "Jaar": "2022", "Aantal": "veel"},
        {"Gemeente": "Gent", "Jaar": "ooit", "Aantal": 5},
    ]
    text = "CD_REFNIS|CD_SEX|MS_COUNT|CD_YEAR\n\n24062|M|veel|2022\n\n44021|F|5|ooit\n"
    for content, name, told in (
        (json.dumps({"facts": facts}), "view.json", [(1, "Aantal"), (2, "Jaar")]),
        (text, "table.txt", [(3, "MS_COUNT"), (5, "CD_YEAR")]),
    ):
        with pytest.raises(BadInputError) as error:
            tidy(content.encode(), tmp_path, name)
        assert [(p.row, p.column) for p in error.value.problems] == told
