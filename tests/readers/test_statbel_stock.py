"""The yearly building stock in every form in which it is issued or saved again."""

import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from circular_metrics.clean.construction import clean_building_stock
from circular_metrics.cli import app
from circular_metrics.errors import BadInputError
from circular_metrics.readers.statbel import BUILDING_STOCK, read_building_stock

NAME = "building_stock_open_data"


@pytest.fixture(scope="module")
def text(samples):
    return (samples / "statbel" / f"{NAME}.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def tidy(samples):
    path = samples / "statbel" / f"{NAME}.txt"
    return clean_building_stock(read_building_stock(path), path.name).table


def workbook(text, *, numbers=True, above=0, second=False):
    """The same table as a workbook, codes and counts as numbers as the publisher has them."""
    book = openpyxl.Workbook()
    sheet = book.active
    if second:
        sheet.append(["Kadastrale statistiek", "toelichting"])
        sheet = book.create_sheet("data")
    for _ in range(above):
        sheet.append(["Kadastrale statistiek van het gebouwenpark"])
    for line in text.splitlines():
        cells = [cell.strip('"') for cell in line.split("|")]
        sheet.append([int(c) if numbers and c.isdigit() else c or None for c in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(name, content, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, body in ({name: content} | more).items():
            archive.writestr(key, body)
    return out.getvalue()


def shuffled(text):
    rows = [line.split("|") for line in text.splitlines()]
    return "\n".join("|".join(row[::-1]) for row in rows) + "\n"


def lean(text):
    """Only what is needed: no names in words, no level."""
    rows = [line.split("|") for line in text.splitlines()]
    kept = [i for i, head in enumerate(rows[0]) if head.strip('"') in BUILDING_STOCK]
    return "\n".join("|".join(row[i] for i in kept) for row in rows)


FORMS = {
    "text": lambda t: t.encode(),
    "latin-1": lambda t: t.encode("cp1252"),
    "UTF-16": lambda t: t.encode("utf-16"),
    "mark": lambda t: b"\xef\xbb\xbf" + t.encode(),
    "crlf": lambda t: t.replace("\n", "\r\n").encode(),
    "blank lines": lambda t: (t + "\n\n").encode(),
    "not quoted": lambda t: t.replace('"', "").encode(),
    "semicolons": lambda t: t.replace("|", ";").encode(),
    "lower case": lambda t: t.replace("CD_", "cd_").replace("MS_", "ms_").encode(),
    "order": lambda t: shuffled(t).encode(),
    "lean": lambda t: lean(t).encode(),
    "rows": lambda t: "\n".join([t.splitlines()[0], *t.splitlines()[:0:-1]]).encode(),
    "zip": lambda t: zipped(f"{NAME}.txt", t.encode()),
    "zip, latin-1, crlf": lambda t: zipped("a.TXT", t.replace("\n", "\r\n").encode("cp1252")),
    "zip from a mac": lambda t: zipped("a.txt", t.encode(), **{"__MACOSX/._a.txt": b"\x00"}),
    "workbook": lambda t: workbook(t),
    "workbook of text": lambda t: workbook(t, numbers=False),
    "workbook with a title": lambda t: workbook(t, above=3),
    "workbook with notes": lambda t: workbook(t, second=True),
    "zipped workbook": lambda t: zipped(f"{NAME}.xlsx", workbook(t)),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_yearly_table_is_the_same_tidy_table(form, text, tidy, tmp_path):
    path = tmp_path / f"{NAME}.any"
    path.write_bytes(FORMS[form](text))
    found = clean_building_stock(read_building_stock(path), path.name).table
    pd.testing.assert_frame_equal(found, tidy)


def test_the_table_is_what_was_written_by_hand(tidy):
    """Two years, two areas, six types; periods without the subtotal make the buildings."""
    assert set(tidy["area"]) == {"02000", "99001"} and set(tidy["year"]) == {2018, 2025}
    mine = tidy[(tidy["area"] == "99001") & (tidy["building_type"] == "terraced_house")]
    value = mine.set_index(["year", "statistic"])["value"]
    assert value[2018, "built_before_1900"] == 40 and value[2025, "built_before_1900"] == 38
    periods = mine[mine["statistic"].str.startswith("built_") & ~mine["is_subtotal"]]
    assert (periods.groupby("year")["value"].sum() == value[:, "buildings"]).all()
    assert tidy["value"].isna().sum() == 2 * 2 * 2  # no footprint for R4 and R6: not zero


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda t: t.replace("MS_VALUE", "WAARDE").encode(), "MS_VALUE"),
        (lambda t: t.splitlines()[0].encode(), "header only"),
        (lambda t: (t + '2025|"99001"\n').encode(), "row 218"),
        (lambda t: zipped("a.txt", t.encode(), **{"b.txt": b"x"}), "2 files"),
        (lambda t: zipped("../a.txt", t.encode()), "the path"),
        (lambda t: zipped("a.pdf", t.encode()), "a.pdf"),
        (lambda t: zipped("a.txt", b"0" * 40_000_000), "bytes packed into"),
        (lambda t: workbook(t.replace("MS_VALUE", "WAARDE")), "no sheet with these headings"),
        (lambda t: workbook(t)[:3000], "zip"),
        (lambda t: t.encode("utf-16")[:-1], "UTF-16"),
        (lambda t: workbook(t.replace("|117", "|=1+1", 1)), "sheet .*row .*MS_VALUE.*'=1\\+10'"),
    ],
)
def test_what_is_no_such_table_is_refused_by_name(spoil, said, text, tmp_path):
    path = tmp_path / "stock.zip"
    path.write_bytes(spoil(text))
    with pytest.raises(BadInputError, match=said) as refusal:
        read_building_stock(path)
    assert "stock.zip" in str(refusal.value)


def test_the_command_line_tidies_the_zip_and_names_every_wrong_cell(text, tmp_path):
    path = tmp_path / f"{NAME}_2025.zip"
    path.write_bytes(zipped(f"{NAME}.txt", text.encode()))
    words = ["clean", "building-stock", str(path), "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(app, words).exit_code == 0
    table = pd.read_csv(tmp_path / "out" / "building_stock.csv", dtype={"area": str})
    assert len(table) == 216 and table["value"].isna().sum() == 8
    bad = text.replace("|117", "|veel").replace('"99001"', '"9901"', 1)
    path.write_bytes(zipped(f"{NAME}.txt", bad.encode()))
    refused = CliRunner().invoke(app, [*words[:-1], str(tmp_path / "other")])
    assert refused.exit_code == 1 and "9901" in str(refused.exception)
    assert not (tmp_path / "other").exists()
