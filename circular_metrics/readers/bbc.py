"""Exports of the Flemish municipalities' plans and accounts (BBC-DR), read as text.

Plans come as Parquet files, accounts as delimited text too. What is nested in a cell (the amounts
by year, the categories) becomes JSON text.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.codelists.bbc import refuse_unlike
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import decode, parse_delimited, read_bytes

if TYPE_CHECKING:
    import pyarrow as pa

PLAN_KEYS = ("NIS_code", "Rapportjaar", "Boekjaar")
BY_FIELD = (*PLAN_KEYS, "BV_domein", "BV_subdomein", "Beleidsveld", "Totaal", "Per_inwoner")
BY_ACCOUNT = (*PLAN_KEYS, "Niveau_1", "Niveau_2", "Niveau_3", "Alg_rekening", "Totaal")
BY_ACCOUNT = (*BY_ACCOUNT, "Per_inwoner")
TEXTS = ("bd_short", "bd_long", "ap_short", "ap_long", "ac_short", "ac_long")
CODES = ("bd_code", "ap_code", "ac_code")
DUTCH = re.compile(r"-?\d{1,3}(\.\d{3})*,\d+|-?\d+,\d+|-?\d{1,3}(\.\d{3}){2,}")
IN_DUTCH = r"(-?\d{1,3}(\.\d{3})*(,\d+)?|-?\d+(,\d+)?)?"
ACTIONS = ("municipality", "nis_code", *CODES, *TEXTS, "total_amount", "yearly_amounts")


def read_investments_by_field(path: Path) -> pd.DataFrame:
    """Planned investments by municipality, year and policy field."""
    return read_parquet(path, BY_FIELD)


def read_accounts_by_field(path: Path) -> pd.DataFrame:
    """Investments in annual accounts by municipality, year and policy field.

    Parameters
    ----------
    path : Path
        The export of the report type *jaarrekening* with the columns of that of the plans, as
        Parquet or as text with semicolons or commas between the cells. A column of amounts with a
        decimal comma anywhere is read the Belgian way throughout.
    """
    path = Path(path)
    if path.suffix.casefold() == ".parquet":
        return read_parquet(path, BY_FIELD)
    text = decode(read_bytes(path), path.name)
    first = text.lstrip().partition("\n")[0]
    separator = max(";,\t", key=first.count)
    raw = parse_delimited(text, path.name, BY_FIELD, separator)[list(BY_FIELD)]
    raw = raw.apply(lambda cells: cells.str.strip())
    raw.index += 1  # the header is a row too
    for column in ("Totaal", "Per_inwoner"):
        if raw[column].str.fullmatch(DUTCH).any():
            refuse_unlike(raw[column], IN_DUTCH, path.name, "a decimal comma, as in other rows")
            raw[column] = raw[column].str.replace(".", "").str.replace(",", ".")
    return raw


def read_investments_by_account(path: Path) -> pd.DataFrame:
    """Planned investments by municipality, year and account."""
    return read_parquet(path, BY_ACCOUNT)


def read_plan_actions(path: Path) -> pd.DataFrame:
    """The investment actions of the plans, with the texts of objective, action plan and action."""
    return read_parquet(path, ACTIONS)


def read_parquet(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """The named columns of a Parquet file as text, nothing as ``""``.

    Parameters
    ----------
    path : Path
        The file.
    columns : sequence of str
        Columns that must be there, in any order; others are left out.

    Raises
    ------
    BadInputError
        If it is not a whole Parquet file, lacks a column, or has no row.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = Path(path)
    content = read_bytes(path)
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        names = file.schema_arrow.names
        missing = [column for column in columns if column not in names]
        table = None if missing else file.read(columns=list(columns))
    except (pa.ArrowException, OSError) as error:
        found = str(error).splitlines()[0]
        problem = Problem(file=path.name, found=found, expected="a whole Parquet file")
        raise BadInputError([problem]) from error
    if missing:
        problem = Problem(file=path.name, found=f"columns {names}", expected=f"also {missing}")
        raise BadInputError([problem])
    if not table.num_rows:
        raise BadInputError([Problem(file=path.name, found="no rows", expected="rows of data")])
    return pd.DataFrame({name: _texts(table.column(name)) for name in columns}, dtype=str)


def _texts(column: "pa.ChunkedArray") -> list[str]:
    """Each value as text; a number with the fewest digits that give it back."""
    import pyarrow as pa

    if pa.types.is_nested(column.type):
        return [json.dumps(value, ensure_ascii=False) for value in column.to_pylist()]
    return ["" if value is None or value != value else str(value) for value in column.to_pylist()]
