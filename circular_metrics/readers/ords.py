"""Open Repair Data of the standard's versions 0.1, 0.2.1 and 0.3, as CSV or JSON.

The frame has the publisher's columns, one called ``line`` that says where each row stands, and
``spill_1``, ``spill_2``, … for cells beyond the last column that has a name. A cell that a row is
too short for is missing; every other cell is text.
"""

import csv
import io
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import decode, read_bytes, read_json

OLDEST = (
    "id",
    "data_provider",
    "product_category",
    "brand",
    "year_of_manufacture",
    "repair_status",
    "group_identifier",
)
OLD, LATER = (
    (*OLDEST, "date", "problem"),
    (
        *OLDEST,
        "event_date",
        "problem",
        "country",
        "partner_product_category",
        "repair_barrier_if_end_of_life",
    ),
)
REQUIRED = {
    "0.1": OLD,
    "0.2.1": LATER,
    "0.3": (*LATER, "product_category_id", "product_age"),
}
MAY_LACK = {"brand", "year_of_manufacture", "problem", *LATER[-3:], *REQUIRED["0.3"][-2:]}
ESSENTIAL = {v: tuple(c for c in names if c not in MAY_LACK) for v, names in REQUIRED.items()}
OPTIONAL = {v: tuple(c for c in names if c in MAY_LACK) for v, names in REQUIRED.items()}
OPTIONAL["0.1"] += ("country", "language", "model")
SIGNS = {
    "0.3": ("product_category_id", "product_age"),
    "0.2.1": ("event_date", "partner_product_category", "repair_barrier_if_end_of_life"),
}
UNPOWERED = ("data_provider", "product_category", "repair_status", "total")
CATEGORY_LIST = ("product_category_id", "product_category")
LINE, SPILL = "line", "spill_"
LARGEST_CELL = 10_000_000  # csv's own limit is smaller than a cell that pyarrow lets pass
PIECE = 1 << 17  # bytes that a processor keeps at hand
BOM = b"\xef\xbb\xbf"


def read_ords(path: Path) -> pd.DataFrame:
    """A partner's file of repair records, as text.

    Parameters
    ----------
    path : Path
        CSV or JSON, of any of the three versions; gzipped JSON too. Also the table of unpowered
        items that stands beside the releases (counts, not records), and the list of categories.

    Returns
    -------
    DataFrame
        One row per record, in the order of the file. ``line`` is the line on which the record
        begins, or in JSON the record's number.

    Raises
    ------
    BadInputError
        If it is empty, has a header only, another delimiter or encoding, lacks a column of its
        version, is cut off, or is something else altogether.
    """
    path = Path(path)
    content = read_bytes(path)
    is_json = path.name.lower().endswith((".json", ".json.gz"))
    if is_json or content.lstrip()[:1] in (b"[", b"{"):
        return _from_records(read_json(path), path.name)
    return _from_csv(content, path.name)


def version_of(columns: list[str]) -> str:
    """The version of the standard whose columns these are."""
    return next((v for v, signs in SIGNS.items() if any(s in columns for s in signs)), "0.1")


def _check_columns(columns: list[str], name: str) -> None:
    """Refuse a header that is not one of the three versions', or of the two tables beside them."""
    if set(columns) in (set(UNPOWERED), set(CATEGORY_LIST)):
        return
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t|"):
        found = f"one column {columns[0][:60]!r}"
        raise BadInputError([Problem(file=name, row=1, found=found, expected="commas between")])
    version = version_of(columns)
    known = {*ESSENTIAL[version], *OPTIONAL[version]}
    missing = [column for column in ESSENTIAL[version] if column not in columns]
    if [column for column in columns if column not in known]:
        # a renamed column must not pass as one that was never there
        missing += [column for column in OPTIONAL[version] if column not in columns]
    repeated = sorted({column for column in columns if columns.count(column) > 1})
    header = ", ".join(map(repr, columns[:30]))
    expected = f"the column, as in version {version} of the standard"
    problems = [
        Problem(file=name, row=1, column=column, found=f"only {header}", expected=expected)
        for column in missing
    ] + [
        Problem(file=name, row=1, column=column, found="it twice", expected="it once")
        for column in repeated
    ]
    if problems:
        raise BadInputError(problems)


def _from_csv(content: bytes, name: str) -> pd.DataFrame:
    """CSV: read fast where every row is well formed, and cell by cell where one is not."""
    content = content.removeprefix(BOM)
    odd = b"\r" in content or b"\x00" in content or not content[:1].isascii()
    text = decode(content, name) if odd or content.startswith(b"PK") else None
    if text is not None:
        content = text.encode()
    first = content[: content.find(b"\n")] if b"\n" in content else content
    header = next(csv.reader(io.StringIO(decode(first, name))), [])
    header = [cell.strip().lower() for cell in header]
    named = len(header)
    while named and not header[named - 1]:
        named -= 1
    _check_columns(header[:named], name)
    columns = header[:named] + [f"{SPILL}{i}" for i in range(1, len(header) - named + 1)]
    frame = _well_formed(content, columns)
    if frame is None:
        frame = _cell_by_cell(decode(content, name), columns, name)
    if frame.empty:
        raise BadInputError([Problem(file=name, found="a header only", expected="repair records")])
    return frame


def _well_formed(content: bytes, columns: list[str]) -> pd.DataFrame | None:
    """The file by pyarrow, or None if any row, quotation or blank line needs a closer look."""
    import pyarrow as pa
    from pyarrow import compute
    from pyarrow import csv as arrow_csv

    if _count(content, b'"') % 2:
        return None
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(content),
            read_options=arrow_csv.ReadOptions(
                column_names=columns, skip_rows_after_names=1, block_size=len(content) + 1
            ),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.large_string()), strings_can_be_null=False
            ),
            memory_pool=pa.system_memory_pool(),  # it gives back what reading needed for a while
        )
    except pa.ArrowInvalid:
        return None
    text = pd.StringDtype(na_value=float("nan"))
    lines = _count(content, b"\n") + (not content.endswith(b"\n"))
    breaks = np.zeros(len(table), dtype="int64")
    several = [] if lines == 1 + len(table) else columns  # else every row is one line
    for column in several:
        if _has_breaks(table.column(column)):
            breaks += compute.count_substring(table.column(column), "\n").to_numpy()
    if 1 + len(table) + breaks.sum() != lines:
        return None
    cells = {
        column: pd.arrays.ArrowStringArray(table.column(column), dtype=text) for column in columns
    }
    begins = np.arange(2, len(table) + 2) + breaks.cumsum() - breaks
    return pd.DataFrame({**cells, LINE: begins}, copy=False)


def _count(content: bytes, mark: bytes) -> int:
    """How often one byte occurs: `bytes.count` is slow where that is often."""
    data = np.frombuffer(content, dtype="uint8")
    pieces = range(0, len(data), PIECE)
    return sum(int(np.count_nonzero(data[at : at + PIECE] == mark[0])) for at in pieces)


def _has_breaks(column) -> bool:
    """Whether a column of pyarrow's holds a line break at all, seen in one pass over its bytes."""
    texts = (chunk.buffers()[2] for chunk in column.chunks)
    return any(text is not None and b"\n" in text.to_pybytes() for text in texts)


def _cell_by_cell(text: str, columns: list[str], name: str) -> pd.DataFrame:
    """The file by the csv module: rows of any width, each with the line on which it begins."""
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, lines, before = [], [], 0
    try:
        for row in reader:
            if row:
                rows.append(row)
                lines.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        expected = "a whole CSV file, quotation marks closed and doubled within"
        problem = Problem(file=name, row=before + 1, found=str(error), expected=expected)
        raise BadInputError([problem]) from error
    named = sum(not column.startswith(SPILL) for column in columns)
    if len(rows[-1]) < named and len(rows) > 1 and not text.endswith("\n"):
        found = f"{len(rows[-1])} cells and the end of the file"
        problem = Problem(file=name, row=lines[-1], found=found, expected=f"{named} cells")
        raise BadInputError([problem])
    widest = max(len(columns), *map(len, rows))
    names = columns[:named] + [f"{SPILL}{i}" for i in range(1, widest - named + 1)]
    cells = list(zip_longest(*rows[1:], fillvalue=None))
    cells += [(None,) * (len(rows) - 1)] * (len(names) - len(cells))
    frame = pd.DataFrame(dict(zip(names, cells, strict=True)), dtype="str")
    frame[LINE] = lines[1:]
    return frame


def _from_records(records: Any, name: str) -> pd.DataFrame:
    """JSON: a list of objects that all have the same members, none of them nested."""
    if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
        found = f"JSON of another shape ({type(records).__name__})"
        raise BadInputError([Problem(file=name, found=found, expected="a list of records")])
    if not records:
        raise BadInputError([Problem(file=name, found="an empty list", expected="repair records")])
    columns = list(records[0])
    _check_columns([column.strip().lower() for column in columns], name)
    problems = [
        Problem(file=name, row=row, found=f"members {list(record)}", expected=f"members {columns}")
        for row, record in enumerate(records, start=1)
        if record.keys() != records[0].keys()
    ] or [
        Problem(file=name, row=row, column=key, found=repr(value), expected="text or a number")
        for row, record in enumerate(records, start=1)
        for key, value in record.items()
        if isinstance(value, (bool, list, dict))
    ]
    if problems:
        raise BadInputError(problems[:20])
    cells = {column: [_cell(record[column]) for record in records] for column in columns}
    frame = pd.DataFrame(cells, dtype="str").rename(columns=lambda name: name.strip().lower())
    frame[LINE] = range(1, len(frame) + 1)
    return frame


def _cell(value: str | float | None) -> str:
    """A member as text: no decimals where a number is whole, nothing where it is no number."""
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
