"""Which of many texts hold a few rare marks, found in one pass over their bytes."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa

RARE = b"\\&<[\xc3\xe2?"  # each begins a mark that a rule looks for


class Texts:
    """Texts end to end in one row of bytes, with the place where each begins."""

    def __init__(self, texts: pd.Series):
        """Lay out texts, none of them missing."""
        array = pa.array(texts, type=pa.large_string())
        if isinstance(array, pa.ChunkedArray):
            array = array.combine_chunks()
        _, places, data = array.buffers()
        self.count = len(array)
        starts = np.frombuffer(places, dtype="int64")
        self.starts = starts[array.offset : array.offset + self.count + 1]
        self.bytes = np.frombuffer(data or b"", dtype="uint8")

    def begin_with(self, marks: bytes) -> np.ndarray:
        """The texts whose first byte is one of these."""
        hits = np.zeros(self.count, dtype=bool)
        some = np.flatnonzero(self.starts[1:] > self.starts[:-1])
        first = self.bytes[self.starts[:-1][some]]
        hits[some] = np.isin(first, np.frombuffer(marks, dtype="uint8"))
        return hits

    def hold(self, mark: bytes) -> np.ndarray:
        """The texts that hold these bytes."""
        return self._at([found.start() for found in re.finditer(re.escape(mark), self.bytes)])

    def hold_any(self, marks: bytes) -> np.ndarray:
        """The texts that hold one of these single bytes."""
        wanted = np.zeros(256, dtype=bool)
        wanted[list(marks)] = True
        return self._at(np.flatnonzero(wanted[self.bytes]))

    def _at(self, places: np.ndarray | list[int]) -> np.ndarray:
        """The texts in which these places lie."""
        hits = np.zeros(self.count, dtype=bool)
        if len(places):
            inside = (places >= self.starts[0]) & (np.asarray(places) < self.starts[-1])
            rows = np.searchsorted(self.starts, np.asarray(places)[inside], side="right") - 1
            hits[rows] = True
        return hits
