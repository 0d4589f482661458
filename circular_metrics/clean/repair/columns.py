"""A column as few labels and many codes: what is decided for a label holds for all its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from circular_metrics.clean.repair.arrow import (
    POOL,
    Array,
    arrow_of,
    as_texts,
    given_to_rows,
    starts_of,
)
from circular_metrics.clean.repair.rules import Finding

Columns = dict[str, pd.Series | Array | np.ndarray]  # cleaned, by name, a cell for each row


@dataclass(frozen=True)
class Column:
    """Texts as ``given``: each row's place among the few ``kinds`` that occur."""

    given: pa.LargeStringArray
    codes: np.ndarray
    kinds: pa.LargeStringArray

    @classmethod
    def of(cls, texts: pd.Series) -> "Column":
        """The column of a series of texts without missing ones."""
        return cls.of_texts(arrow_of(texts))

    @classmethod
    def of_texts(cls, texts: pa.LargeStringArray) -> "Column":
        """The column of pyarrow's texts."""
        if len(texts) and starts_of(texts)[0] == starts_of(texts)[-1]:  # all of them blank
            return cls(texts, np.zeros(len(texts), dtype="int32"), texts[:1])
        encoded = compute.dictionary_encode(texts, memory_pool=POOL)
        return cls(texts, encoded.indices.to_numpy(), encoded.dictionary)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The texts that occur, in the order of their first rows."""
        return tuple(self.kinds.to_pylist())

    @cached_property
    def stripped(self) -> tuple[str, ...]:
        """The labels without outer spaces."""
        return tuple(label.strip() for label in self.labels)

    @cached_property
    def counts(self) -> np.ndarray:
        """How many rows each label has."""
        return np.bincount(self.codes, minlength=len(self.labels))

    def rows(self, hit: Sequence[bool] | np.ndarray | pa.BooleanArray) -> np.ndarray:
        """The rows whose label is hit, as a mask."""
        mask = np.asarray(hit, dtype=bool)  # also of pyarrow's booleans
        if mask.all():
            return np.ones(len(self.codes), dtype=bool)
        return mask[self.codes] if mask.any() else np.zeros(len(self.codes), dtype=bool)

    def texts(self, values: Sequence[str | None]) -> Array:
        """A text for each label, given to its rows; ``None`` is missing."""
        if tuple(values) == self.labels:
            return as_texts(self.given)
        return given_to_rows(values, self.codes)

    def numbers(self, values: Sequence[float] | np.ndarray) -> np.ndarray:
        """A number for each label, given to its rows."""
        return np.asarray(values, dtype=float)[self.codes] if len(self.labels) else np.empty(0)


def columns_of(frame: pd.DataFrame, names: Sequence[str]) -> dict[str, Column]:
    """The columns of those names."""
    return {name: Column.of(frame[name]) for name in names}


def whole_numbers(numbers: np.ndarray) -> Array:
    """Numbers that have no fraction, some missing, as integers."""
    missing = np.isnan(numbers)
    return pd.arrays.IntegerArray(np.where(missing, 1, numbers).astype("int64"), missing)


def kinds_of(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The codes that occur, in no order that means anything; each row's place; how often each."""
    if codes.max(initial=0) > 9 * len(codes):  # too wide to count by place
        which, kinds = pd.factorize(codes)
        return kinds, which, np.bincount(which, minlength=len(kinds))
    sizes = np.bincount(codes)
    kinds = np.flatnonzero(sizes)
    place = np.zeros(len(sizes), dtype="int64")
    place[kinds] = np.arange(len(kinds))
    return kinds, place[codes], sizes[kinds]


def together(columns: Sequence[np.ndarray]) -> np.ndarray:
    """One code for each combination of the codes of several columns."""
    code, kinds = np.zeros(len(columns[0]), dtype="int64"), 1
    for column in columns:
        width = int(column.max(initial=0)) + 1
        if width == 1:
            continue
        if kinds > np.iinfo("int64").max // width:
            code = pd.factorize(code)[0]
            kinds = len(code)
        code *= width
        code += column
        kinds *= width
    return code


def repeats(columns: Sequence[Column], texts: Sequence[pd.Series]) -> Finding:
    """Records that say the same as an earlier one in all columns, and then in all texts."""
    lengths = [np.diff(starts_of(arrow_of(text))) for text in texts]
    code = together([*(column.codes for column in columns), *lengths])
    again = _duplicated(code)
    unsure = again & np.logical_or.reduce([length > 0 for length in lengths], initial=False)
    if unsure.any():  # as long as an earlier one, and perhaps the same
        alike = np.flatnonzero(pd.Series(code).isin(code[unsure]))
        codes = [Column.of(text.iloc[alike]).codes for text in texts]
        again[alike] = _duplicated(together([pd.factorize(code[alike])[0], *codes]))
    return Finding("U1", again, "repeats_a_record")


def _duplicated(codes: np.ndarray) -> np.ndarray:
    """Which codes have occurred before."""
    return np.array(pd.Series(codes).duplicated(), dtype=bool)
