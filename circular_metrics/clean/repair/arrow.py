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


def given_to_rows(values: Sequence[str | None], codes: np.ndarray) -> Array:
    """The text at each row's place in ``values``; ``None`` is missing."""
    few = pa.array(list(values), type=pa.large_string())
    chosen = compute.take(few, pa.array(codes), memory_pool=POOL)
    return pd.arrays.ArrowStringArray(chosen, dtype=TEXT)


def places_of(texts: pd.Series) -> pa.DictionaryArray:
    """The texts that occur, in the order of their first row, and each row's place among them."""
    return compute.dictionary_encode(arrow_of(texts), memory_pool=POOL)
