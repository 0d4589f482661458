"""A plain TSV taken apart cell by cell without its text: numbers, printed decimals and flags.

In a plain table a blank stands behind every value, and behind it a flag or nothing, so that blanks,
tabs and line ends alone tell where each value and flag is. What no value or flag may hold is not
looked for cell by cell: every character of a block that is no digit must be one of a key, a minus
sign, a ``:``, a flag's letter or a decimal point between digits, and these are counted. A table
with any other is left to the reading as text, which says what is wrong with which cell.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from circular_metrics.readers.eurostat.keys import codes_of

LINE_END = re.compile(rb"\n")
BLOCK = 2**20  # bytes; a block's arrays stay in a processor's cache
TAB, LF, CR, BLANK, MINUS, POINT, ZERO, COLON = b"\t\n\r -.0:"
WORKERS = min(4, os.cpu_count() or 1)
MOST_FLAGS = 127
MOST_DECIMALS = 100
LONGEST_FLAG = 7  # letters that fit in one whole number


class NotPlainError(Exception):
    """Something that only the reading as text can judge."""


@dataclass(frozen=True)
class Cells:
    """The body of a TSV: keys by row; values, decimals and flags by row and period."""

    keys: pa.ChunkedArray
    codes: pa.ChunkedArray
    numbers: np.ndarray
    decimals: np.ndarray
    flags: np.ndarray
    labels: pd.Index


def read_plain(content: memoryview, start: int, dimensions: int, width: int) -> Cells | None:
    """The cells of a plain TSV, or ``None`` where it is not plain.

    Parameters
    ----------
    content : memoryview
        The file.
    start : int
        Where the line behind the header begins.
    dimensions : int
        How many codes a key has.
    width : int
        How many periods there are.
    """
    blocks = list(_blocks(content, start))
    with ThreadPoolExecutor(WORKERS) as pool:
        firsts = np.cumsum([0, *pool.map(_lines, blocks)])
        if not firsts[-1]:
            return None
        shape = (int(firsts[-1]), width)
        values = np.empty(shape)
        decimals, flags = np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=np.int8)
        rows = [slice(*pair) for pair in zip(firsts, firsts[1:], strict=False)]
        parts = [[cells[r] for r in rows] for cells in (values, decimals, flags)]
        try:
            read = pool.map(partial(_block, dimensions), blocks, *parts)
            keys, codes, labels = zip(*read, strict=True)
            known = _one_numbering(labels, parts[-1])
        except (NotPlainError, pa.ArrowInvalid):  # the latter: no UTF-8, or no number
            return None
    keys, codes = pa.chunked_array(keys), pa.chunked_array(codes)
    return Cells(keys, codes, values, decimals, flags.reshape(-1), known)


def _blocks(content: memoryview, start: int) -> Iterator[memoryview]:
    """Blocks of whole lines; what follows the last line's end is one too."""
    while start < len(content):
        line = LINE_END.search(content, min(start + BLOCK, len(content)) - 1)
        end = line.end() if line else len(content)
        yield content[start:end]
        start = end


def _lines(block: memoryview) -> int:
    """How many lines end in a block."""
    return np.count_nonzero(np.frombuffer(block, np.uint8) == LF)


def _block(
    dimensions: int,
    block: memoryview,
    values: np.ndarray,
    decimals: np.ndarray,
    flags: np.ndarray,
) -> tuple[pa.Array, pa.DictionaryArray, list[str]]:
    """One block of whole lines, written into its rows; its keys, their codes, and its flags."""
    body = np.frombuffer(block, dtype=np.uint8)
    breaks = _breaks(body, *values.shape)
    offsets = _offsets(breaks, len(block))
    spans = np.diff(offsets).reshape(breaks.shape)
    lengths = np.ascontiguousarray(spans[:, :-2:2])
    ends = np.ascontiguousarray(breaks[:, 1:-1:2])
    keys = _keys(block, breaks)
    codes = codes_of(keys, dimensions)
    if codes is None:
        raise NotPlainError
    missing = _missing(body, ends, lengths)
    labels, letters = _flags(body, ends, spans[:, 1:-1:2] - 2, flags)  # less its blank and tab
    marks = breaks.size + _others(keys.buffers()[2]) + letters + len(missing)
    negative = _negative(body, ends, lengths)
    points = _others(block) - marks - np.count_nonzero(negative)
    _decimals(body, ends, lengths - negative, points, decimals)
    values[:] = _numbers(block, offsets, values.shape, missing)
    values.reshape(-1)[missing] = np.nan
    return keys, codes, labels


def _missing(body: np.ndarray, ends: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Which cells say that there is no value, by a ``:`` alone."""
    short = np.flatnonzero(lengths == 1)
    return short[body.take(ends.reshape(-1).take(short) - 1) == COLON]


def _negative(body: np.ndarray, ends: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Whether a cell begins with a minus; looked up only where a block has any at all."""
    if not np.count_nonzero(body == MINUS):
        return np.zeros((), dtype=bool)
    return body.take(ends - lengths) == MINUS


def _others(text: memoryview | pa.Buffer) -> int:
    """How many characters of a text are no digits."""
    return np.count_nonzero(np.frombuffer(text, np.uint8) - np.uint8(ZERO) > 9)


def _breaks(body: np.ndarray, rows: int, width: int) -> np.ndarray:
    """Where blanks, tabs and line ends are, by row; refuses any other order of them."""
    line = [TAB, *[BLANK, TAB] * (width - 1), BLANK, *([CR] if body[-2:-1] == CR else []), LF]
    breaks = np.flatnonzero(body <= BLANK)
    if len(breaks) != rows * len(line):
        raise NotPlainError
    breaks = breaks.reshape(rows, len(line))
    if (body.take(breaks) != np.array(line, dtype=np.uint8)).any():
        raise NotPlainError
    return breaks


def _offsets(breaks: np.ndarray, length: int) -> np.ndarray:
    """Where each value begins and ends, one behind the other; the end of the block closes them."""
    offsets = np.empty(breaks.size + 1, dtype=np.int32)
    offsets[-1] = length
    behind = np.arange(1, breaks.shape[1] + 1) % 2  # a value begins behind its tab
    np.add(breaks, behind, out=offsets[:-1].reshape(breaks.shape), casting="unsafe")
    return offsets


def _keys(block: memoryview, breaks: np.ndarray) -> pa.Array:
    """The text of each line up to its first tab."""
    bounds = np.zeros((len(breaks), 2), dtype=np.int32)
    bounds[1:, 0] = breaks[:-1, -1] + 1
    bounds[:, 1] = breaks[:, 0]
    texts = _texts(block, bounds).take(pa.array(np.arange(0, bounds.size, 2)))
    return texts.cast(pa.binary()).cast(pa.string())  # refuses what is no UTF-8


def _numbers(
    block: memoryview, offsets: np.ndarray, shape: tuple[int, int], missing: np.ndarray
) -> np.ndarray:
    """The numbers between tabs and blanks; anything where there is none.

    They and what stands between them are texts that follow each other, so that nothing is copied.
    """
    is_number = np.ones(shape, dtype=bool)
    is_number.reshape(-1)[missing] = False
    is_valid = np.zeros((len(is_number), (len(offsets) - 1) // len(is_number)), dtype=bool)
    is_valid[:, :-2:2] = is_number
    found = pc.cast(_texts(block, offsets, is_valid), pa.float64())
    numbers = np.frombuffer(found.buffers()[1], dtype=float, count=is_valid.size)
    return numbers.reshape(is_valid.shape)[:, :-2:2]


def _texts(block: memoryview, bounds: np.ndarray, is_valid: np.ndarray | None = None) -> pa.Array:
    """The texts between bounds that follow each other, sharing the memory of the block."""
    bits = None
    if is_valid is not None:
        bits = pa.py_buffer(np.packbits(is_valid.reshape(-1), bitorder="little"))
    return pa.StringArray.from_buffers(
        bounds.size - 1, pa.py_buffer(bounds), pa.py_buffer(block), bits
    )


def _flags(
    body: np.ndarray, ends: np.ndarray, lengths: np.ndarray, flags: np.ndarray
) -> tuple[list[str], int]:
    """Number what stands between blanks and ends of cells; the flags met and their letters."""
    cells = np.flatnonzero(lengths != 0)
    lengths = lengths.reshape(-1)[cells]
    longest = lengths.max(initial=0)
    if longest > LONGEST_FLAG:
        raise NotPlainError
    begins = ends.reshape(-1)[cells] + 1
    numbers = np.zeros(len(cells), dtype=np.int64)
    for n in range(longest):
        letter = body.take(begins + n, mode="clip").astype(np.int64)
        numbers += np.where(lengths > n, letter, 0) << 8 * n
    met = pa.array(numbers).dictionary_encode()  # lets the other threads go on
    texts = [n.to_bytes(LONGEST_FLAG, "little").rstrip(b"\0") for n in met.dictionary.to_pylist()]
    if not all(text.isalpha() and text.islower() for text in texts):
        raise NotPlainError
    texts = [text.decode() for text in texts]
    labels = _in_order(texts)
    if len(cells):
        new = np.array([labels.index(text) for text in texts], dtype=np.int8)
        flags.reshape(-1)[cells] = new.take(met.indices.to_numpy())
    return labels, int(lengths.sum())


def _decimals(
    body: np.ndarray, ends: np.ndarray, lengths: np.ndarray, points: int, decimals: np.ndarray
) -> None:
    """How many digits stand behind each point; refuses if so many points are not found."""
    places = ends - 1
    for digits in range(1, min(lengths.max() - 1, MOST_DECIMALS + 1)):
        if points <= 0:
            break
        places -= 1
        found = body.take(places, mode="clip") == POINT
        found &= lengths > digits + 1
        points -= np.count_nonzero(found)
        decimals += found.view(np.int8) * np.int8(digits)
    if points:
        raise NotPlainError


def _in_order(labels: Iterable[str]) -> list[str]:
    """Flags in alphabetical order, each once; the first says that there is none."""
    known = sorted({"", *labels})
    if len(known) > MOST_FLAGS:
        raise NotPlainError
    return known


def _one_numbering(labels: Sequence[list[str]], flags: Sequence[np.ndarray]) -> pd.Index:
    """Number the flags alike in all blocks; where a block has them all, they are already."""
    known = _in_order(label for several in labels for label in several)
    for several, codes in zip(labels, flags, strict=True):
        if several != known:
            new = np.array([known.index(label) for label in several], dtype=np.int8)
            new.take(codes, out=codes, mode="clip")
    return pd.Index(known, dtype="str")
