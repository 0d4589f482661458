"""Eurostat's TSV: one row per series, one column per period, flags behind the numbers."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from circular_metrics.cells import (
    NUMBER,
    check_periods,
    long_frame,
    refuse,
    split_dimensions,
)
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import decode
from circular_metrics.readers.eurostat.keys import WORKERS, by_dimension, has_repeated, read_keys
from circular_metrics.readers.eurostat.tsv_bytes import read_plain

TIME = ("TIME_PERIOD", "time")  # since 2022, and before
CELL = rf"^(?P<value>:|{NUMBER})\s*(?P<flag>[a-z]*)$"
NO_NUMBER = r"[^-.0-9]|^-?\.|\.$|\..*\.|.-|^-$"  # a digit stands on both sides of a point
NO_VALUE = ":"
LINE_END = re.compile(rb"\r\n|\n|\r")


def read_plain_tsv(content: memoryview, header: str, start: int, name: str) -> pd.DataFrame | None:
    """A TSV as ``read_tsv`` gives it, ``value`` as numbers beside ``decimals``, if it is plain.

    ``start`` is where the line behind the header begins.
    """
    dimensions, periods = _header(header, name)
    plain = read_plain(content, start, len(dimensions), len(periods))
    if plain is None:
        return None
    keys = by_dimension(plain.codes, dimensions)
    if has_repeated(list(keys.values())):
        return None
    flag = pd.Categorical.from_codes(plain.flags, plain.labels, validate=False)
    value, decimals = plain.numbers.reshape(-1), plain.decimals.reshape(-1)
    return _by_period(keys, periods, {"value": value, "flag": flag, "decimals": decimals})


def read_tsv(content: bytes, header: str, name: str) -> pd.DataFrame:
    """A TSV file of the layout since 2022 or of the one before, lines ended either way."""
    dimensions, periods = _header(header, name)
    if b"\x00" in content:
        decode(content, name)  # refuses, and says in which row
    table = _columns(content, len(periods) + 1, name)
    lines = _lines(content, table.num_rows)
    keys = read_keys(table.column(0), dimensions, name, lines)
    texts = _by_series(table.columns[1:], table.num_rows)
    del table
    value, flag = _split(texts, periods, name, lines)
    return _by_period(keys, periods, {"value": value, "flag": flag})


def _by_period(
    keys: dict[str, pd.Categorical], periods: list[str], cells: dict[str, object]
) -> pd.DataFrame:
    """The long frame: the key of each series in all its periods, beside the cells."""
    count, width = len(next(iter(keys.values()))), len(periods)
    split = split_dimensions(keys, count)
    with ThreadPoolExecutor(WORKERS) as pool:
        columns = dict(zip(split, pool.map(partial(_repeated, width), split.values()), strict=True))
    places = np.tile(pd.Categorical(periods, periods).codes, count)
    columns["period"] = pd.Categorical.from_codes(places, periods, validate=False)
    return long_frame(columns | cells, count * width)


def _repeated(width: int, key: pd.Categorical) -> pd.Categorical:
    """A key's code in all its periods; copied in a way that lets other threads go on."""
    codes = np.broadcast_to(key.codes[:, None], (len(key), width)).reshape(-1)
    return pd.Categorical.from_codes(codes, key.categories, validate=False)


def _header(header: str, name: str) -> tuple[list[str], list[str]]:
    """Names of the dimensions and the periods."""
    first, *periods = header.split("\t")
    first, _, time = first.strip().rpartition("\\")
    dimensions = [part.strip() for part in first.split(",")]
    if time not in TIME or not all(dimensions):
        problem = Problem(
            file=name,
            row=1,
            column="1",
            found=repr(header.partition("\t")[0]),
            expected=r"names of dimensions and then '\TIME_PERIOD', as in 'freq,geo\TIME_PERIOD'",
        )
        raise BadInputError([problem])
    periods = [period.strip() for period in periods]
    check_periods(periods, name, row=1)
    twice = sorted({period for period in periods if periods.count(period) > 1})
    refuse(
        [
            Problem(file=name, row=1, column=period, found="the period twice", expected="once")
            for period in twice
        ]
    )
    return dimensions, periods


def _columns(content: bytes, width: int, name: str) -> pa.Table:
    """The cells as text, a column per period."""
    names = [str(number) for number in range(width)]
    try:
        table = csv.read_csv(
            pa.BufferReader(content),
            read_options=csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=csv.ParseOptions(delimiter="\t", quote_char=False, double_quote=False),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        refuse(_wrong_widths(decode(content, name), width, name))
        raise BadInputError(
            [Problem(file=name, found=str(error), expected="tab-separated text")]
        ) from error
    if not table.num_rows:
        raise BadInputError([Problem(file=name, found="a header only", expected="rows of data")])
    return table.combine_chunks()


def _lines(content: bytes, count: int) -> Sequence[int]:
    """On which line of the file each series stands; a blank one holds none."""
    if b"\n\n" not in content and b"\n\r\n" not in content:
        return range(2, count + 2)
    lines = enumerate(LINE_END.split(content), 1)
    return [number for number, line in lines if line][1:]


def _wrong_widths(text: str, width: int, name: str) -> list[Problem]:
    """Every row that has not as many cells as the header."""
    rows = ((row, line.count("\t") + 1) for row, line in enumerate(text.split("\n"), 1) if line)
    return [
        Problem(file=name, row=row, found=f"{cells} cells", expected=f"{width} cells")
        for row, cells in rows
        if cells != width
    ]


def _by_series(columns: list[pa.ChunkedArray], count: int) -> pa.Array:
    """All cells in one array, series after series, blanks around them gone."""
    trimmed = [pc.ascii_trim_whitespace(column.combine_chunks()) for column in columns]
    order = np.arange(count * len(columns)).reshape(len(columns), count).T.ravel()
    return pa.concat_arrays(trimmed).take(pa.array(order))


def _split(
    texts: pa.Array, periods: list[str], name: str, lines: Sequence[int]
) -> tuple[pd.arrays.ArrowStringArray, pd.Categorical]:
    """Numbers and flags apart; ``:`` becomes ``""``."""
    plain = pc.equal(texts, NO_VALUE)
    other = pc.and_not(pc.match_substring_regex(texts, NO_NUMBER), plain)
    odd = np.flatnonzero(other.to_numpy(zero_copy_only=False))
    values = pc.if_else(plain, "", texts)
    flags = np.zeros(len(texts), dtype="int32")
    labels = pd.Index([""], dtype="str")
    if len(odd):
        pairs = pc.extract_regex(texts.take(pa.array(odd)), CELL)
        if pairs.null_count:
            _refuse_cells(texts, periods, name, lines)
        found = pc.struct_field(pairs, "value")
        found = pc.if_else(pc.equal(found, NO_VALUE), "", found)
        is_odd = np.zeros(len(texts), dtype=bool)
        is_odd[odd] = True
        values = pc.replace_with_mask(values, pa.array(is_odd), found)
        codes, seen = pd.factorize(pc.struct_field(pairs, "flag").to_pandas())
        labels = labels.append(pd.Index(seen[seen != ""], dtype="str"))
        flags[odd] = labels.get_indexer(seen)[codes]
    return pd.array(values, dtype="str"), pd.Categorical.from_codes(flags, labels)


def _refuse_cells(texts: pa.Array, periods: list[str], name: str, lines: Sequence[int]) -> None:
    """Refuse every cell that is not a number or ``:`` with its flag, by its row and period."""
    wrong = pc.invert(pc.match_substring_regex(texts, f"{CELL}|^$"))
    places = np.flatnonzero(wrong.to_numpy(zero_copy_only=False))
    rows, columns = np.divmod(places, len(periods))
    refuse(
        [
            Problem(
                file=name,
                row=lines[row],
                column=periods[column],
                found=repr(texts[int(place)].as_py()),
                expected="a number or ':', and behind it a flag or nothing",
            )
            for place, row, column in zip(places, rows, columns, strict=True)
        ]
    )
