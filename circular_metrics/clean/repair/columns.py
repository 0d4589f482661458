"""A column as few labels and many codes: what is decided for a label holds for all its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.arrow import Array, given_to_rows, places_of
from circular_metrics.clean.repair.rules import Finding

Columns = dict[str, pd.Series | Array | np.ndarray]  # cleaned, by name, a cell for each row


@dataclass(frozen=True)
class Column:
    """Each row's place in ``labels``, the texts that occur, in the order of their first row."""

    codes: np.ndarray
    labels: tuple[str, ...]

    @classmethod
    def of(cls, texts: pd.Series) -> "Column":
        """The column of a series of texts without missing ones."""
        encoded = places_of(texts)
        return cls(encoded.indices.to_numpy(), tuple(encoded.dictionary.to_pylist()))

    @cached_property
    def stripped(self) -> tuple[str, ...]:
        """The labels without outer spaces."""
        return tuple(label.strip() for label in self.labels)

    @cached_property
    def counts(self) -> np.ndarray:
        """How many rows each label has."""
        return np.bincount(self.codes, minlength=len(self.labels))

    def rows(self, hit: Sequence[bool]) -> np.ndarray:
        """The rows whose label is hit, as a mask."""
        mask = np.fromiter(hit, dtype=bool, count=len(self.labels))
        if mask.all():
            return np.ones(len(self.codes), dtype=bool)
        return mask[self.codes] if mask.any() else np.zeros(len(self.codes), dtype=bool)

    def texts(self, values: Sequence[str | None]) -> Array:
        """A text for each label, given to its rows; ``None`` is missing."""
        return given_to_rows(values, self.codes)

    def numbers(self, values: Sequence[float]) -> np.ndarray:
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
    which, kinds = pd.factorize(codes)
    return kinds, which, np.bincount(which, minlength=len(kinds))


def together(columns: Sequence[np.ndarray]) -> np.ndarray:
    """One code for each combination of the codes of several columns."""
    code = np.zeros(len(columns[0]), dtype="int64")
    for column in columns:
        width = int(column.max(initial=0)) + 1
        if code.max(initial=0) > np.iinfo("int64").max // width - 1:
            code = pd.factorize(code)[0]
        code = code * width + column
    return code


def repeats(codes: Sequence[np.ndarray]) -> Finding:
    """Records that say the same as an earlier one in all columns that are given."""
    again = pd.Series(together(codes)).duplicated().to_numpy()
    return Finding("U1", np.asarray(again, dtype=bool), "repeats_a_record")
