"""Write any table in a layout, read it back: the same cells, flags and withheld values."""

import csv
import gzip
import io
import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circular_metrics.cells import unpack
from circular_metrics.clean.waste.long import clean_series
from circular_metrics.errors import BadInputError, CircularMetricsError
from circular_metrics.readers.eurostat import read_eurostat

codes = st.from_regex(r"[A-Z][A-Z0-9_\-]{0,6}", fullmatch=True)
labels = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12
)
numbers = st.one_of(
    st.integers(-(10**12), 10**12).map(str),
    st.decimals(-(10**6), 10**6, places=3).map(str),
    st.sampled_from(["0", "0.0", "-0.5", "12.50", "1.5e-07", "2E5"]),
)
flags = st.sampled_from(["", "", "", "e", "p", "ep", "bdep"])
periods = st.one_of(
    st.integers(1900, 2100).map(str),
    st.sampled_from(["2024-Q1", "2024-S2", "2024-05", "2024-W05", "2024M05", "2024Q3"]),
)


@st.composite
def tables(draw, code=codes):
    """Names of dimensions, and (keys, period) → (value, flag, is withheld)."""
    names = ["freq", "unit", *draw(st.permutations(["wst_oper", "nace_r2", "geo"]))]
    names = draw(st.permutations(names[: draw(st.integers(3, 5))]))
    keys = draw(st.lists(st.tuples(*[code] * len(names)), min_size=1, max_size=4, unique=True))
    times = draw(st.lists(periods, min_size=1, max_size=4, unique=True))
    cells = {}
    for key in keys:
        for time in times:
            value = draw(st.one_of(st.just(""), numbers))
            withheld = value == "" and draw(st.booleans())
            cells[key, time] = (value, draw(flags), withheld)
    return names, times, cells


def read_back(content: bytes, names):
    """The cells of a file: keys in the order of ``names``."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.name"
        file.write_bytes(content)
        frame = read_eurostat(file).astype("str")
    found = {}
    for row in frame.itertuples():
        key = {"freq": row.freq, "unit": row.unit, "geo": row.area} | unpack(row.dimensions)
        withheld = row.conf_status == "C" or "c" in row.flag
        place = (tuple(key[name] for name in names), row.period)
        assert place not in found
        found[place] = (row.value, row.flag.replace("c", ""), withheld)
    return found


def write_tsv(names, times, cells, old, end):
    def cell(value, flag, withheld):
        return f"{value or ':'} {flag}{'c' if withheld else ''}"

    lines = [
        "\t".join(
            [",".join(names) + ("\\time" if old else "\\TIME_PERIOD"), *[f"{t} " for t in times]]
        )
    ]
    for key in dict.fromkeys(key for key, _ in cells):
        lines.append("\t".join([",".join(key), *[cell(*cells[key, time]) for time in times]]))
    return end.join([*lines, ""]).encode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_numbers_straight_from_bytes_are_those_of_the_text(table, end):
    """What is plain is read without its text; the tidy table and its account are the same."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.tsv"
        file.write_bytes(write_tsv(*table, False, end))
        direct, text = (
            clean_series(read_eurostat(file, parsed=parsed), file.name) for parsed in (True, False)
        )
    pd.testing.assert_frame_equal(direct.table.astype(str), text.table.astype(str))
    pd.testing.assert_frame_equal(direct.log, text.log)


def outcome(file, parsed):
    """The tidy table and its account, or what is wrong with the file."""
    try:
        cleaned = clean_series(read_eurostat(file, parsed=parsed), file.name)
    except CircularMetricsError as error:
        return str(error)
    return cleaned.table.astype(str).to_csv() + cleaned.log.to_csv()


SLIPS = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 1), st.sampled_from([*"\t\n\r ,.-:09eE+_\0\v", "\n\n"])
    ),
    min_size=1,
    max_size=3,
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@settings(max_examples=150, deadline=None)
@given(table=tables(), slips=SLIPS)
def test_bytes_and_text_agree_on_every_slip_of_the_pen(table, slips, end):
    """Characters put in or in place of others: both readings take it alike, or refuse it alike."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.tsv"
        content = write_tsv(*table, False, end)
        header = content.index(b"\n") + 1
        for where, removed, put in slips:
            place = header + int(where * (len(content) - header))
            content = content[:place] + put.encode() + content[place + removed :]
        file.write_bytes(content)
        assert outcome(file, True) == outcome(file, False)


WRONG = ["5:", "::", ":5", "1-2", "5 E", "e 5", "nan", "inf", "1 2", "5 e p", "0x1", "1_0", "1,5"]
NO_EUROSTAT_NUMBER = [".5", "-.5", "5.", "+5", "-", "--5", "1.2.3", "1.-2", "٣"]


@pytest.mark.parametrize("parsed", [True, False])
@pytest.mark.parametrize("cell", WRONG + NO_EUROSTAT_NUMBER)
def test_a_wrong_cell_is_refused_alone_and_beside_others(tmp_path, cell, parsed):
    """As Eurostat writes a number, a digit stands on both sides of a point and no plus before it.

    Behind a blank line a row keeps the number that an editor shows.
    """
    file = tmp_path / "x.tsv"
    for other, blank, problems in (
        ("5 ", "", [(2, "2021")]),
        ("5 e x", "", [(2, "2020"), (2, "2021")]),
        ("5 ", "\n", [(3, "2021")]),
        ("5 ", "\r\n\r\n", [(4, "2021")]),
    ):
        header = "freq,geo\\TIME_PERIOD\t2020 \t2021 \n"
        file.write_text(f"{header}{blank}A,BE\t{other}\t{cell} \n", encoding="utf-8", newline="")
        with pytest.raises(BadInputError) as error:
            read_eurostat(file, parsed)
        assert [(p.row, p.column) for p in error.value.problems] == problems


def test_a_repeated_and_a_crooked_key_behind_a_blank_line_are_told_by_their_lines(tmp_path):
    file = tmp_path / "x.tsv"
    for key in ("A,BE", "A"):
        text = f"freq,geo\\TIME_PERIOD\t2020 \r\nA,BE\t5 \r\n\r\n{key}\t5 \r\n"
        file.write_text(text, encoding="utf-8", newline="")
        with pytest.raises(BadInputError) as error:
            read_eurostat(file)
        assert [p.row for p in error.value.problems] == [4]


def test_a_key_that_is_no_text_is_refused_by_its_row(tmp_path):
    file = tmp_path / "x.tsv"
    file.write_bytes(b"freq,geo\\TIME_PERIOD\t2020 \nA,BE\t5 \nA,\xff\t5 \n")
    with pytest.raises(BadInputError) as error:
        read_eurostat(file, parsed=True)
    assert [p.row for p in error.value.problems] == [3]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_plain_table_is_read_straight_from_its_bytes(tmp_path, end):
    """Else the two tests above would compare the reading as text with itself."""
    file = tmp_path / "x.tsv"
    lines = ["freq,geo\\TIME_PERIOD\t2020 \t2021 ", "A,B.E-1\t7.50 ep\t-12 ", "A,é\t: c\t-0.125 d"]
    file.write_text(end.join([*lines, ""]), encoding="utf-8", newline="")
    frame = read_eurostat(file, parsed=True)
    assert frame["value"].tolist()[:2] + frame["value"].tolist()[3:] == [7.5, -12, -0.125]
    assert np.isnan(frame["value"][2])
    assert frame["decimals"].tolist() == [2, 0, 0, 3]
    assert frame["flag"].tolist() == ["ep", "", "c", "d"]
    assert frame["area"].tolist() == ["B.E-1", "B.E-1", "é", "é"]


@pytest.mark.parametrize(
    "cell", ["5", "5  e", " 5 ", "5 e ", ": ee" + 7 * "e", "0." + 101 * "1" + " "]
)
def test_what_is_not_plain_is_read_as_text_to_the_same_figures(tmp_path, cell):
    file = tmp_path / "x.tsv"
    file.write_text(f"freq,geo\\TIME_PERIOD\t2020 \nA,BE\t{cell}\n", encoding="utf-8")
    frame = read_eurostat(file, parsed=True)
    number, _, flag = cell.strip().partition(" ")
    assert (frame["value"][0], frame["flag"][0]) == (number.strip(":"), flag.strip())
    assert "decimals" not in frame


def write_csv(rows, sep):
    file = io.StringIO()
    csv.writer(file, delimiter=sep, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode()


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@settings(max_examples=40)
@given(table=tables())
def test_tsv(table, old, end):
    names, times, cells = table
    assert read_back(write_tsv(names, times, cells, old, end), names) == cells


@pytest.mark.parametrize("sep", [",", ";"])
@pytest.mark.parametrize("trailing", [False, True])
@settings(max_examples=40)
@given(table=tables(labels))
def test_sdmx_csv_1(table, sep, trailing):
    names, _, cells = table
    end = [""] if trailing else []
    head = ["DATAFLOW", "LAST UPDATE", *names, "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"]
    rows = [[*head, "CONF_STATUS"]]
    for (key, time), (value, flag, withheld) in cells.items():
        status = "C" if withheld else ""
        start = ["ESTAT:X(1.0)", "30/09/24 23:00:00"]
        rows.append([*start, *key, time, value, flag, status, *end])
    assert read_back(gzip.compress(write_csv(rows, sep)), names) == cells


@pytest.mark.parametrize("missing", ["", "NaN", "#N/A"])
@settings(max_examples=40)
@given(table=tables())
def test_sdmx_csv_2(table, missing):
    names, _, cells = table
    head = ["STRUCTURE[;]", "STRUCTURE_ID", "ACTION", *names, "TIME_PERIOD", "OBS_VALUE"]
    rows = [[*head, "OBS_FLAG", "CONF_STATUS"]]
    for (key, time), (value, flag, withheld) in cells.items():
        status = "C" if withheld else "F"
        rows.append(["dataflow", "E:X(1.0)", "I", *key, time, value or missing, flag, status])
    assert read_back(write_csv(rows, ","), names) == cells


@pytest.mark.parametrize("as_list", [True, False])
@settings(max_examples=60)
@given(table=tables(), data=st.data())
def test_jsonstat_in_any_order_of_dimensions(table, data, as_list):
    names, times, cells = table
    cells = {place: cell for place, cell in cells.items() if any(cell)}  # no cell, no position
    order = data.draw(st.permutations([*names, "time"]))
    known = {n: sorted({key[i] for key, _ in table[2]}) for i, n in enumerate(names)}
    known["time"] = times
    sizes = [len(known[name]) for name in order]
    value, status = {}, {}
    for (key, time), (number, flag, withheld) in cells.items():
        full = dict(zip(names, key, strict=True)) | {"time": time}
        flat = np.ravel_multi_index([known[n].index(full[n]) for n in order], sizes)
        if number:
            value[int(flat)] = number
        if flag or withheld:
            status[str(flat)] = flag + ("c" if withheld else "")
    length = int(np.prod(sizes))
    printed = (
        "[" + ",".join(value.get(place, "null") for place in range(length)) + "]"
        if as_list
        else "{" + ",".join(f'"{place}":{number}' for place, number in value.items()) + "}"
    )
    rest = {
        "class": "dataset",
        "id": order,
        "size": sizes,
        "status": status,
        "dimension": {
            n: {"category": {"index": {code: i for i, code in enumerate(known[n])}}} for n in order
        },
    }
    text = json.dumps(rest)[:-1] + f', "value": {printed}}}'
    assert read_back(text.encode(), names) == cells
