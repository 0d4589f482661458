"""Which of many texts hold a few rare marks, found in passes over all their bytes at once."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from circular_metrics.clean.repair.arrow import arrow_of, starts_of

NO_LETTER = bytes(range(33)) + bytes(range(128, 256))  # space, and what is not ASCII


class Texts:
    """Texts end to end in one row of bytes, with the place where each begins."""

    def __init__(self, texts: pd.Series):
        """Lay out texts, none of them missing."""
        self.array = array = arrow_of(texts)
        self.count = len(array)
        self.starts = starts_of(array)
        self.bytes = np.frombuffer(array.buffers()[2] or b"", dtype="uint8")

    def are(self, words: Sequence[str]) -> np.ndarray:
        """The texts that are one of these words, whatever their case and the space round them."""
        initials = "".join({word[0] + word[0].upper() for word in words}).encode()
        some = np.flatnonzero(self.begin_with(initials + NO_LETTER))
        plain = compute.utf8_lower(compute.utf8_trim_whitespace(self.array.take(pa.array(some))))
        hits = np.zeros(self.count, dtype=bool)
        hits[some] = compute.is_in(plain, pa.array(words, type=plain.type))
        return hits

    def begin_with(self, marks: bytes) -> np.ndarray:
        """The texts whose first byte is one of these."""
        hits = np.zeros(self.count, dtype=bool)
        some = np.flatnonzero(self.starts[1:] > self.starts[:-1])
        one_of = np.zeros(256, dtype=bool)
        one_of[list(marks)] = True
        hits[some] = one_of[self.bytes[self.starts[some]]]
        return hits

    def hold(self, *marks: str) -> np.ndarray:
        """The texts that hold one of these marks, the searches done only where there is text."""
        if not len(self.bytes):
            return np.zeros(self.count, dtype=bool)
        found = [
            hit.start()
            for mark in marks
            for hit in re.finditer(re.escape(mark.encode()), self.bytes)
        ]
        return self._at(found)

    def _at(self, places: np.ndarray | list[int]) -> np.ndarray:
        """The texts in which these places lie."""
        hits = np.zeros(self.count, dtype=bool)
        if len(places):
            inside = (places >= self.starts[0]) & (np.asarray(places) < self.starts[-1])
            rows = np.searchsorted(self.starts, np.asarray(places)[inside], side="right") - 1
            hits[rows] = True
        return hits
