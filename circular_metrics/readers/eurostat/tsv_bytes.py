"""A plain TSV read straight from its bytes, block by block on every core, without its text.

What plain means, and how a block is taken apart, is told in ``tsv_block``. A table that is not
plain is left to the reading as text, which says what is wrong with which cell.
"""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from circular_metrics.readers.eurostat.keys import WORKERS, Codes
from circular_metrics.readers.eurostat.tsv_block import LF, NotPlainError, in_order, read_block

LINE_END = re.compile(rb"\n")
BLOCK = 2**21  # bytes; a block's arrays stay in a processor's cache


@dataclass(frozen=True)
class Cells:
    """The body of a TSV: codes of keys by row; values, decimals and flags by row and period."""

    codes: Sequence[Codes]
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
            read = pool.map(partial(read_block, dimensions), blocks, *parts)
            codes, labels = zip(*read, strict=True)
            known = _one_numbering(labels, parts[-1])
        except (NotPlainError, pa.ArrowInvalid):  # the latter: no UTF-8, or no number
            return None
    return Cells(codes, values, decimals, flags.reshape(-1), known)


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


def _one_numbering(labels: Sequence[list[str]], flags: Sequence[np.ndarray]) -> pd.Index:
    """Number the flags alike in all blocks; where a block has them all, they are already."""
    known = in_order(label for several in labels for label in several)
    for several, codes in zip(labels, flags, strict=True):
        if several != known:
            new = np.array([known.index(label) for label in several], dtype=np.int8)
            new.take(codes, out=codes, mode="clip")
    return pd.Index(known, dtype="str")
