"""A plain TSV taken apart byte by byte: numbers, printed decimals and flags, without its text.

Most tables are plain. One that is not, or is wrong anywhere, is left to the reading as text,
which says what is wrong with which cell.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

BLOCK = 2**21  # bytes; a block's arrays stay in a processor's cache
TAB, LF, CR, BLANK, POINT, MINUS, COLON = b"\t\n\r .-:"
ALLOWED = np.zeros(256, dtype=bool)
ALLOWED[[TAB, LF, CR, BLANK, POINT, MINUS, COLON, *b"abcdefghijklmnopqrstuvwxyz"]] = True
FIRST_LETTER = 97
LETTERS = 27  # with none; a cell's flags are a number in this base
LONGEST = 5  # letters in a cell
EMPTY = ["", " ", "  ", "   ", "    ", "     ", "      "]


class NotPlainError(Exception):
    """Something that only the reading as text can judge."""


@dataclass(frozen=True)
class Cells:
    """The body of a TSV: keys by row; values, decimals and flags by row and period."""

    keys: pa.ChunkedArray
    numbers: np.ndarray
    decimals: np.ndarray
    flags: np.ndarray
    labels: pd.Index


def read_plain(content: bytes, start: int, width: int) -> Cells | None:
    """The cells of a plain TSV, or ``None`` where it is not plain.

    Parameters
    ----------
    content : bytes
        The file.
    start : int
        Where the line behind the header begins.
    width : int
        How many periods there are.
    """
    body = np.frombuffer(content, dtype=np.uint8)
    bounds = list(_blocks(content, start))
    counts = [int(np.count_nonzero(body[a:b] == LF)) for a, b in bounds]
    firsts = np.concatenate([[0], np.cumsum(counts)])
    if not firsts[-1]:
        return None
    shape = (int(firsts[-1]), width)
    values = np.empty(shape)
    decimals, flags = np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=np.int32)
    keys: list = [None] * len(bounds)

    def fill(n: int) -> None:
        rows = slice(int(firsts[n]), int(firsts[n + 1]))
        block = body[slice(*bounds[n])]
        keys[n] = _block(block, values[rows], decimals[rows], flags[rows])

    try:
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            list(pool.map(fill, range(len(bounds))))
    except (NotPlainError, pa.ArrowInvalid):
        return None
    codes, labels = _labelled(flags)
    return Cells(pa.chunked_array(keys), values, decimals, codes, labels)


def _blocks(content: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Where blocks of whole lines begin and end; a last line must be ended too."""
    while start < len(content):
        end = content.find(b"\n", min(start + BLOCK, len(content)) - 1) + 1
        if not end:
            end = len(content)
        yield start, end
        start = end


def _block(
    block: np.ndarray, values: np.ndarray, decimals: np.ndarray, flags: np.ndarray
) -> pa.Array:
    """One block of whole lines, written into its rows; the keys of its rows."""
    rows, width = values.shape
    places, kinds, cell = _marks(block, rows, width)
    clean = block.copy()
    _take_points(places, kinds, cell, block, decimals.reshape(-1))
    _take_flags(places, kinds, cell, clean, flags.reshape(-1))
    is_colon = kinds == COLON
    missing = np.zeros(rows * width, dtype=bool)
    missing[cell[is_colon]] = True
    clean[places[is_colon]] = BLANK
    keys = _numbers(clean, values)
    if int(np.count_nonzero(is_colon)) != int(np.count_nonzero(missing)) or not np.array_equal(
        np.isnan(values.reshape(-1)), missing
    ):
        raise NotPlainError
    return keys


def _marks(block: np.ndarray, rows: int, width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All that is no digit behind the keys: where, which, and in which cell."""
    if block[-1] != LF:
        raise NotPlainError
    places = np.flatnonzero((block < 48) | (block > 57)).astype(np.int32)
    kinds = block[places]
    is_end = (kinds == TAB) | (kinds == LF)
    if int(np.count_nonzero(is_end)) != rows * (width + 1):
        raise NotPlainError
    ends = kinds[is_end].reshape(rows, width + 1)
    if not ((ends[:, -1] == LF).all() and (ends[:, :-1] == TAB).all()):
        raise NotPlainError
    cell = np.cumsum(is_end, dtype=np.int32) - is_end  # the number of the cell it stands in
    column = cell % (width + 1)
    inside = column > 0
    places, kinds = places[inside], kinds[inside]
    cell = (cell[inside] // (width + 1)) * width + column[inside] - 1
    if not ALLOWED[kinds].all():
        raise NotPlainError
    return places, kinds, cell


def _take_points(
    places: np.ndarray, kinds: np.ndarray, cell: np.ndarray, block: np.ndarray, out: np.ndarray
) -> None:
    """Digits behind each decimal point; points and signs must stand where a number has them."""
    point = np.flatnonzero(kinds == POINT)
    digits = places[point + 1] - places[point] - 1
    before = block[places[point] - 1]
    if (digits < 1).any() or (digits > 100).any() or (before < 48).any() or (before > 57).any():
        raise NotPlainError
    out[cell[point]] = digits
    sign = places[kinds == MINUS]
    after = block[sign + 1]
    if (block[sign - 1] != TAB).any() or (after < 48).any() or (after > 57).any():
        raise NotPlainError


def _take_flags(
    places: np.ndarray, kinds: np.ndarray, cell: np.ndarray, clean: np.ndarray, out: np.ndarray
) -> None:
    """The letters at the end of each cell as a number, blanked in the text."""
    letter = np.flatnonzero(kinds >= FIRST_LETTER)
    if not len(letter):
        return
    after = kinds[letter + 1]
    next_to = places[letter + 1] == places[letter] + 1
    is_end = (after == TAB) | (after == LF) | (after == CR)
    blank = letter[after == BLANK]
    last = np.minimum(blank + 2, len(kinds) - 1)
    then = kinds[last]
    is_last = (then == TAB) | (then == LF) | (then == CR)
    if (
        not next_to.all()
        or not (is_end | (after >= FIRST_LETTER) | (after == BLANK)).all()
        or not (is_last & (places[last] == places[blank] + 2)).all()
    ):
        raise NotPlainError
    clean[places[letter]] = BLANK
    code = kinds[letter].astype(np.int32) - FIRST_LETTER + 1
    where = cell[letter]
    first = np.flatnonzero(np.diff(where, prepend=-1))
    length = np.diff(np.append(first, len(where)))
    if length.max() > LONGEST:
        raise NotPlainError
    total = code[first].copy()
    for more in range(1, int(length.max())):
        has = length > more
        total[has] = total[has] * LETTERS + code[first[has] + more]
    out[where[first]] = total


def _numbers(clean: np.ndarray, values: np.ndarray) -> pa.Array:
    """The numbers of a block from which all but numbers is blanked; the keys of its rows."""
    width = values.shape[1]
    names = ["key", *map(str, range(width))]
    table = csv.read_csv(
        pa.BufferReader(pa.py_buffer(clean)),
        read_options=csv.ReadOptions(
            column_names=names, use_threads=False, block_size=len(clean) + 1
        ),
        parse_options=csv.ParseOptions(
            delimiter="\t", quote_char=False, double_quote=False, ignore_empty_lines=False
        ),
        convert_options=csv.ConvertOptions(
            column_types={"key": pa.string()} | dict.fromkeys(names[1:], pa.float64()),
            null_values=EMPTY,
            strings_can_be_null=False,
        ),
    )
    for place, name in enumerate(names[1:]):
        values[:, place] = table.column(name).to_numpy()
    return table.column("key").combine_chunks()


def _labelled(flags: np.ndarray) -> tuple[np.ndarray, pd.Index]:
    """Codes from 0 for the flags that occur, and their texts; 0 is none."""
    known = np.union1d([0], pd.unique(flags.reshape(-1)))
    texts = []
    for number in known.tolist():
        text = ""
        while number:
            number, letter = divmod(number, LETTERS)
            text = chr(FIRST_LETTER - 1 + letter) + text
        texts.append(text)
    small = np.int8 if len(known) < 128 else np.int32
    if len(known) and known[-1] < 10**6:
        table = np.zeros(int(known[-1]) + 1, dtype=small)
        table[known] = np.arange(len(known))
        return table[flags.reshape(-1)], pd.Index(texts, dtype="str")
    return np.searchsorted(known, flags.reshape(-1)).astype(small), pd.Index(texts, dtype="str")
