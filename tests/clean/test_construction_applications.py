"""The Flemish permit desk's exports: Belgian numbers, one implausible cell."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from circular_metrics.clean.construction_applications import clean_applications
from circular_metrics.cli import app
from circular_metrics.errors import BadInputError, UnknownLabelError
from circular_metrics.readers.omgevingsloket import read_omgevingsloket

HEADS = [
    "Jaar indiening", "Handeling", "[Project Indiening Datum.autoCalendar.Quarter]",
    "Aantal projecten", "Gesloopte oppervlakte (m²)", "Gesloopte volume (m³)",
]  # fmt: skip
ROWS = [
    ["2018", "Sloop", "Q1", "1.204", "1.234,56", "7.000,00"],
    ["2019", "Sloop", "Q4", "3", "4.045.990,10", "7.769.748,78"],
    ["2020", "Nieuwbouw", "Q2", "", "0,00", "0,00"],
]
FILES = (
    "omgevingsloket_bouwen_of_verbouwen_van_woningen_2018-2026_Vlaanderen.csv",
    "omgevingsloket_bouwstatistieken_met_type_aanvrager_2018-2026_Vlaanderen.csv",
)


def export(rows=ROWS) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=HEADS, dtype=str)


def test_belgian_numbers_and_the_implausible_area_drawn_in_and_kept():
    raw = export()
    before = raw.copy()
    table = clean_applications(raw, "a.csv").table
    assert table["demolished_area_published_m2"].tolist() == [1234.56, 4045990.10, 0.0]
    assert table["demolished_area_m2"].tolist() == [1234.56, 1234.56, 0.0]
    assert table["is_winsorised"].tolist() == [False, True, False]
    assert table["projects"].isna().tolist() == [False, False, True]
    pd.testing.assert_frame_equal(raw, before)


@pytest.mark.parametrize(("separator", "mark"), [(",", ""), (";", "\ufeff"), ("\t", "")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_delimiter_and_line_end_is_read(tmp_path, separator, mark, end):
    path = tmp_path / "export.csv"
    text = export().iloc[:, ::-1].to_csv(index=False, sep=separator, quoting=1, lineterminator=end)
    path.write_bytes((mark + text).encode())
    assert read_omgevingsloket(path)[HEADS].equals(export())


def test_all_wrong_cells_are_told_at_once():
    rows = [["18", "Sloop", "Q5", "1.23", "1,234.5", "x"]]
    with pytest.raises(BadInputError) as refusal:
        clean_applications(export(rows), "a.csv")
    assert len(refusal.value.problems) == 5
    with pytest.raises(UnknownLabelError, match="Bouwen"):
        clean_applications(export([["2018", "Bouwen", "Q1", "1", "1", "1"]]), "a.csv")


@pytest.mark.parametrize("name", FILES)
def test_the_published_exports_have_one_implausible_cell(published, tmp_path, name):
    words = ["clean", "omgevingsloket", str(published / "construction" / name), "--out"]
    assert CliRunner().invoke(app, [*words, str(tmp_path)]).exit_code == 0
    table = pd.read_csv(tmp_path / "permit_applications.csv")
    assert len(table) in (1336, 1424)
    flagged = table[table["is_winsorised"]]
    assert flagged["year"].tolist() == [2019]
    if name == FILES[0]:
        assert flagged["quarter"].tolist() == [4]
        assert flagged["demolished_area_published_m2"].round().tolist() == [4_045_990]
    assert (tmp_path / "cleaning_log.csv").exists()
