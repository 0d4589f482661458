"""Statbel's permits of the whole country as typed columns, where the file lets itself be so read.

Reading a quarter of a million rows as text costs ten times as much as reading them. Codes become
dictionaries of texts, counts whole numbers; whatever does not fit is read as text, so that the
messages are those of the text.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from circular_metrics.readers.statbel import PERMITS, read_permits
from circular_metrics.readers.tabular import is_workbook, unpacked

NO_VALUE = ("", "nan", "NaN")


def read_permit_columns(path: Path) -> pa.Table | pd.DataFrame:
    """Building permits: codes as dictionaries, measures as ``int64``, a blank as null.

    Returns
    -------
    pyarrow.Table or DataFrame
        A frame of text, as ``read_permits`` gives it, if any cell is not what the columns hold.

    Raises
    ------
    BadInputError
        As ``read_permits``.
    """
    path = Path(path)
    _, content = unpacked(path)
    if is_workbook(content) or _may_be_hexadecimal(content):
        return read_permits(path)
    text = pa.dictionary(pa.int32(), pa.string())
    types = {name: pa.int64() if name.startswith("MS_") else text for name in PERMITS}
    try:
        return pyarrow.csv.read_csv(
            pa.BufferReader(content),
            parse_options=pyarrow.csv.ParseOptions(delimiter="|", ignore_empty_lines=False),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=types,
                include_columns=list(PERMITS),
                null_values=list(NO_VALUE),
                strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        return read_permits(path)


def as_text(columns: pa.Table) -> pd.DataFrame:
    """The same columns as text, with ``""`` for a null."""
    return pd.DataFrame(
        {
            name: columns[name].cast(pa.string()).fill_null("").to_pandas().astype(str)
            for name in columns.column_names
        }
    )


def _may_be_hexadecimal(content: bytes) -> bool:
    """Whether ``0x`` stands anywhere: pyarrow would take it for a number, Statbel writes none."""
    found = np.frombuffer(content, np.uint8)
    places = np.flatnonzero((found | 32) == ord("x"))
    return bool((found[places[places > 0] - 1] == ord("0")).any())
