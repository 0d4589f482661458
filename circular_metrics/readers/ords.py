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
REQUIRED = {
    "0.1": (*OLDEST, "date", "problem"),
    "0.2.1": (
        *OLDEST,
        "event_date",
        "problem",
        "country",
        "partner_product_category",
        "repair_barrier_if_end_of_life",
    ),
}
REQUIRED["0.3"] = (*REQUIRED["0.2.1"], "product_category_id", "product_age")
OPTIONAL = {"0.1": ("country", "language", "model"), "0.2.1": (), "0.3": ()}
SIGNS = {"0.3": REQUIRED["0.3"][-2:], "0.2.1": ("event_date", *REQUIRED["0.2.1"][-2:])}
LINE, SPILL = "line", "spill_"
LARGEST_CELL = 10_000_000  # csv's own limit is smaller than a cell that pyarrow lets pass


def read_ords(path: Path) -> pd.DataFrame:
    """A partner's file of repair records, as text.

    Parameters
    ----------
    path : Path
        CSV or JSON, of any of the three versions; gzipped JSON too.

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
    return _from_text(decode(content, path.name), path.name)


def version_of(columns: list[str]) -> str:
    """The version of the standard whose columns these are."""
    return next((v for v, signs in SIGNS.items() if any(s in columns for s in signs)), "0.1")


def _check_columns(columns: list[str], name: str) -> None:
    """Refuse a header that is not one of the three versions'."""
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t|"):
        found = f"one column {columns[0][:60]!r}"
        raise BadInputError([Problem(file=name, row=1, found=found, expected="commas between")])
    version = version_of(columns)
    known = {*REQUIRED[version], *OPTIONAL[version]}
    missing = [column for column in REQUIRED[version] if column not in columns]
    strange = [column for column in columns if column not in known]
    if strange:  # a renamed column must not pass as one that was never there
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


def _from_text(text: str, name: str) -> pd.DataFrame:
    """CSV: read fast where every row is well formed, and cell by cell where one is not."""
    header = [cell.strip() for cell in next(csv.reader(io.StringIO(text)))]
    named = len(header)
    while named and not header[named - 1]:
        named -= 1
    _check_columns(header[:named], name)
    columns = header[:named] + [f"{SPILL}{i}" for i in range(1, len(header) - named + 1)]
    frame = _well_formed(text, columns)
    if frame is None:
        frame = _cell_by_cell(text, columns, name)
    if frame.empty:
        raise BadInputError([Problem(file=name, found="a header only", expected="repair records")])
    return frame


def _well_formed(text: str, columns: list[str]) -> pd.DataFrame | None:
    """The file by pyarrow, or None if any row, quotation or blank line needs a closer look."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    if text.count('"') % 2:
        return None
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(text.encode()),
            read_options=arrow_csv.ReadOptions(column_names=columns, skip_rows_after_names=1),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    frame = table.to_pandas(types_mapper={pa.string(): pd.StringDtype(na_value=float("nan"))}.get)
    breaks = pd.Series(0, index=frame.index)
    if text.count("\n") > len(frame) + 1:
        breaks = sum(frame[column].str.count("\n") for column in columns).astype("int64")
    lines = text.count("\n") + (not text.endswith("\n"))
    if 1 + len(frame) + int(breaks.sum()) != lines:
        return None
    frame[LINE] = frame.index + 2 + breaks.cumsum() - breaks
    return frame


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
    _check_columns(columns, name)
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
    cells = {
        column: ["" if r[column] is None else str(r[column]) for r in records] for column in columns
    }
    frame = pd.DataFrame(cells, dtype="str")
    frame[LINE] = range(1, len(frame) + 1)
    return frame
