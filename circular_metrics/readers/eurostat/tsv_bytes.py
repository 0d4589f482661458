"""A plain TSV taken apart cell by cell without its text: numbers, printed decimals and flags.

Millions of cells have a few hundred shapes: ``123.4 ep`` and ``987.6 ep`` are both ``000.0 ep``.
Each shape is judged once. A table with a cell of another form is left to the reading as text,
which says what is wrong with which cell.
"""

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

BLOCK = 2**21  # bytes; a block's arrays stay in a processor's cache
LF = 10
SHAPE = bytes.maketrans(b"123456789", b"000000000")
PLAIN = re.compile(
    rb"(?:: *|(?P<number>-?0+(?:\.(?P<decimals>0{1,100}))?) *)(?P<flag>[a-z]*) *[\t\r\n]+"
)
MOST_FLAGS = 127


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


@dataclass(frozen=True)
class Shapes:
    """By shape: printed decimals, the number of its flag, characters of its number."""

    decimals: np.ndarray
    flags: np.ndarray
    lengths: np.ndarray
    labels: list[str]


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
    bounds = list(_blocks(content, start))
    counts = [_lines(content, *bound) for bound in bounds]
    firsts = np.concatenate([[0], np.cumsum(counts)]).astype(int)
    if not firsts[-1]:
        return None
    shape = (int(firsts[-1]), width)
    values = np.empty(shape)
    decimals, flags = np.empty(shape, dtype=np.int8), np.empty(shape, dtype=np.int8)
    keys: list = [None] * len(bounds)
    labels: list = [None] * len(bounds)

    def fill(n: int) -> None:
        rows = slice(firsts[n], firsts[n + 1])
        block = content[slice(*bounds[n])]
        keys[n], labels[n] = _block(block, values[rows], decimals[rows], flags[rows])

    try:
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            list(pool.map(fill, range(len(bounds))))
        known = _one_numbering(
            labels, [flags[a:b] for a, b in zip(firsts, firsts[1:], strict=False)]
        )
    except (NotPlainError, pa.ArrowInvalid):  # the latter: keys that are no UTF-8
        return None
    return Cells(pa.chunked_array(keys), values, decimals, flags.reshape(-1), known)


def _blocks(content: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Where blocks of whole lines begin and end; what follows the last line's end is one too."""
    while start < len(content):
        end = content.find(b"\n", min(start + BLOCK, len(content)) - 1) + 1
        if not end:
            end = len(content)
        yield start, end
        start = end


def _lines(content: bytes, start: int, end: int) -> int:
    """How many lines end between two places."""
    return np.count_nonzero(np.frombuffer(content, np.uint8, end - start, start) == LF)


def _block(
    block: bytes, values: np.ndarray, decimals: np.ndarray, flags: np.ndarray
) -> tuple[pa.Array, list[str]]:
    """One block of whole lines, written into its rows; its keys, and the flags numbered in it."""
    rows, width = values.shape
    offsets = _offsets(block, rows, width + 1)
    is_cell = np.ones((rows, width + 1), dtype=bool)
    is_cell[:, 0] = False
    shapes = _texts(block.translate(SHAPE), offsets, is_cell).dictionary_encode()
    judged = _judged(shapes.dictionary)
    codes = shapes.indices.fill_null(0).to_numpy().reshape(is_cell.shape)[:, 1:].astype(np.intp)
    judged.decimals.take(codes, out=decimals, mode="clip")  # without a mode, through a copy
    judged.flags.take(codes, out=flags, mode="clip")
    lengths = judged.lengths.take(codes)
    values[:] = _numbers(block, offsets[:-1].reshape(is_cell.shape)[:, 1:], lengths)
    keys = _texts(block, offsets, None).take(pa.array(np.arange(0, is_cell.size, width + 1)))
    return pc.binary_slice(keys.cast(pa.binary()), 0, -1).cast(pa.string()), judged.labels


def _offsets(block: bytes, rows: int, width: int) -> np.ndarray:
    """Where each cell begins, its tab or line end behind it; refuses rows of another width."""
    body = np.frombuffer(block, dtype=np.uint8)
    if body[-1] != LF:
        raise NotPlainError
    ends = np.flatnonzero(body <= LF)  # a control character below the tab leaves a row too wide
    if len(ends) != rows * width or (body[ends[width - 1 :: width]] != LF).any():
        raise NotPlainError
    offsets = np.empty(len(ends) + 1, dtype=np.int32)
    offsets[0] = 0
    np.add(ends, 1, out=offsets[1:], casting="unsafe")
    return offsets


def _texts(block: bytes, offsets: np.ndarray, is_valid: np.ndarray | None) -> pa.Array:
    """The cells as text that shares the memory of the block."""
    bits = None
    if is_valid is not None:
        bits = pa.py_buffer(np.packbits(is_valid.reshape(-1), bitorder="little"))
    return pa.StringArray.from_buffers(
        len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(block), bits
    )


def _numbers(block: bytes, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The number with which each cell begins, of so many characters; of none there is none.

    A number and what stands between it and the next cell are texts that follow each other, so that
    nothing has to be copied or trimmed.
    """
    bounds = np.empty(2 * starts.size + 1, dtype=np.int32)
    bounds[-1] = len(block)
    pairs = bounds[:-1].reshape(*starts.shape, 2)
    pairs[..., 0] = starts
    np.add(starts, lengths, out=pairs[..., 1])
    is_number = np.zeros(pairs.shape, dtype=bool)
    np.greater(lengths, 0, out=is_number[..., 0])
    found = pc.cast(_texts(block, bounds, is_number), pa.float64())
    numbers = np.frombuffer(found.buffers()[1], dtype=float, count=is_number.size)
    return np.where(is_number[..., 0], numbers.reshape(pairs.shape)[..., 0], np.nan)


def _judged(shapes: pa.Array) -> Shapes:
    """What each shape says."""
    judged = [PLAIN.fullmatch(shape) for shape in shapes.cast(pa.binary()).to_pylist()]
    if None in judged:
        raise NotPlainError
    labels = _in_order(found["flag"].decode() for found in judged)
    decimals = [len(found["decimals"] or b"") for found in judged]
    flags = [labels.index(found["flag"].decode()) for found in judged]
    lengths = [len(found["number"] or b"") for found in judged]
    small = (np.array(numbers, dtype=np.int8) for numbers in (decimals, flags))
    return Shapes(*small, np.array(lengths, dtype=np.int32), labels)


def _in_order(labels: Iterable[str]) -> list[str]:
    """Flags in alphabetical order, each once; the first says that there is none."""
    known = sorted({"", *labels})
    if len(known) > MOST_FLAGS:
        raise NotPlainError
    return known


def _one_numbering(labels: list[list[str]], flags: list[np.ndarray]) -> pd.Index:
    """Number the flags alike in all blocks; where a block has them all, they are already."""
    known = _in_order(label for several in labels for label in several)
    for several, codes in zip(labels, flags, strict=True):
        if several != known:
            new = np.array([known.index(label) for label in several], dtype=np.int8)
            new.take(codes, out=codes, mode="clip")
    return pd.Index(known, dtype="str")
