"""The first column of Eurostat's TSV: each series' codes, one per dimension."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from circular_metrics.cells import refuse
from circular_metrics.errors import Problem

COMMA = ","
WORKERS = min(4, os.cpu_count() or 1)


def read_keys(
    column: pa.ChunkedArray, dimensions: Sequence[str], name: str, lines: Sequence[int]
) -> dict[str, pd.Categorical]:
    """The codes of every series by dimension; refuses a key with more or fewer, or met twice."""
    with ThreadPoolExecutor(WORKERS) as pool:
        codes = list(pool.map(partial(codes_of, count=len(dimensions)), column.chunks))
    if any(part is None for part in codes):
        _refuse_counts(column, dimensions, name, lines)
    refuse_repeated(column, name, lines)
    return by_dimension(pa.chunked_array(codes), dimensions)


def codes_of(keys: pa.StringArray, count: int) -> pa.DictionaryArray | None:
    """All codes of all keys, one behind the other; ``None`` if a key has not ``count`` of them.

    A comma stays behind each code but the last of a key, so that no text is copied.
    """
    _, bounds, text = keys.buffers()
    bounds = np.frombuffer(bounds, np.int32)[keys.offset : keys.offset + len(keys) + 1]
    inside = np.frombuffer(text, np.uint8)[bounds[0] : bounds[-1]]
    commas = np.flatnonzero(inside == ord(COMMA)) + bounds[0]
    if len(commas) != len(keys) * (count - 1):
        return None
    ends = np.empty((len(keys), count), dtype=np.int32)
    ends[:, -1] = bounds[1:]
    between = ends[:, :-1]
    np.add(commas.reshape(between.shape), 1, out=between, casting="unsafe")
    if (between <= bounds[:-1, None]).any() or (between > bounds[1:, None]).any():
        return None  # as many commas as there should be, but not in each key
    offsets = pa.py_buffer(np.concatenate([bounds[:1], ends.reshape(-1)]))
    return pa.StringArray.from_buffers(ends.size, offsets, text).dictionary_encode()


def by_dimension(codes: pa.ChunkedArray, dimensions: Sequence[str]) -> dict[str, pd.Categorical]:
    """What ``codes_of`` gives, a column per dimension, its codes in alphabetical order."""
    codes = codes.unify_dictionaries().combine_chunks()
    trimmed = pc.utf8_trim_whitespace(pc.utf8_rtrim(codes.dictionary, COMMA)).dictionary_encode()
    known = pd.Index(trimmed.dictionary.to_pylist(), dtype="str")
    places = trimmed.indices.take(codes.indices).to_numpy().reshape(-1, len(dimensions))
    with ThreadPoolExecutor(WORKERS) as pool:
        return dict(zip(dimensions, pool.map(partial(_coded, known), places.T), strict=True))


def refuse_repeated(column: pa.ChunkedArray, name: str, lines: Sequence[int]) -> None:
    """Refuse every series that stands in the file before."""
    if _in_order(column) or pc.count_distinct(column).as_py() == len(column):
        return
    text = column.to_pandas()
    refuse(
        [
            Problem(
                file=name,
                row=lines[row],
                column="1",
                found=f"{text[row]!r} a second time",
                expected="each series once",
            )
            for row in np.flatnonzero(text.duplicated())
        ]
    )


def _in_order(column: pa.ChunkedArray) -> bool:
    """Whether each key comes behind the one before, as Eurostat writes them: then none repeats."""
    return pc.all(pc.less(column[:-1], column[1:])).as_py()


def _refuse_counts(
    column: pa.ChunkedArray, dimensions: Sequence[str], name: str, lines: Sequence[int]
) -> None:
    """Refuse every key that has more codes than there are dimensions, or fewer."""
    counts = pc.add(pc.count_substring(column, COMMA), 1).to_numpy()
    refuse(
        [
            Problem(
                file=name,
                row=lines[row],
                column="1",
                found=f"{int(counts[row])} codes in {column[int(row)].as_py()!r}",
                expected=f"{len(dimensions)} codes ({','.join(dimensions)})",
            )
            for row in np.flatnonzero(counts != len(dimensions))
        ]
    )


def _coded(known: pd.Index, places: np.ndarray) -> pd.Categorical:
    """Those of the known texts that are met as categories, in alphabetical order."""
    met = np.flatnonzero(np.bincount(places))
    met = met[known[met].argsort()]
    new = np.empty(len(known), dtype=np.int32)
    new[met] = np.arange(len(met))
    return pd.Categorical.from_codes(new[places], known[met])
