"""Texts as pyarrow holds them: in one piece, and given to rows by their place among few."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

POOL = pa.system_memory_pool()  # it gives back at once what is freed; pyarrow's own keeps it
TEXT = pd.StringDtype(na_value=np.nan)  # what pandas itself makes of text
Array = pd.api.extensions.ExtensionArray


def arrow_of(texts: pd.Series) -> pa.LargeStringArray:
    """A column of texts as one array of pyarrow's."""
    array = pa.array(texts, type=pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def starts_of(array: pa.LargeStringArray) -> np.ndarray:
    """Where each text begins among the bytes of all, and where the last one ends."""
    places = np.frombuffer(array.buffers()[1], dtype="int64")
    return places[array.offset : array.offset + len(array) + 1]


def given_to_rows(values: Sequence[str | None], codes: np.ndarray) -> Array:
    """The text at each row's place in ``values``; ``None`` is missing."""
    few = pa.array(list(values), type=pa.large_string())
    if len(few) == 1 or (len(few) and few.null_count == len(few)):
        chosen = pa.repeat(few[0], len(codes), memory_pool=POOL)
    else:
        chosen = compute.take(few, pa.array(codes), boundscheck=False, memory_pool=POOL)
    return as_texts(chosen)


def as_texts(array: pa.LargeStringArray) -> Array:
    """pyarrow's texts as pandas has them in a frame."""
    return pd.arrays.ArrowStringArray(array, dtype=TEXT)


def blank_is_missing(array: pa.LargeStringArray) -> Array:
    """Texts, those of no letter missing."""
    blank = np.diff(starts_of(array)) == 0
    return as_texts(
        compute.if_else(~blank, array, None, memory_pool=POOL) if blank.any() else array
    )
