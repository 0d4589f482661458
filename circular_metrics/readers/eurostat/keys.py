"""The first column of Eurostat's TSV: each series' codes, one per dimension."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from circular_metrics.cells import refuse
from circular_metrics.errors import Problem

COMMA = ","
WORKERS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class Codes:
    """The codes of some keys: by key and dimension a place among texts.

    A comma may stay behind each code but the last of a key, so that no text is copied.
    """

    places: np.ndarray
    texts: pa.StringArray


def read_keys(
    column: pa.ChunkedArray, dimensions: Sequence[str], name: str, lines: Sequence[int]
) -> dict[str, pd.Categorical]:
    """The codes of every series by dimension; refuses a key with more or fewer, or met twice."""
    codes = [codes_of(chunk, len(dimensions)) for chunk in column.chunks]
    if any(part is None for part in codes):
        _refuse_counts(column, dimensions, name, lines)
    if pc.count_distinct(column).as_py() < len(column):
        _refuse_repeated(column, name, lines)
    return by_dimension(codes, dimensions)


def codes_of(keys: pa.StringArray, count: int) -> Codes | None:
    """The codes of keys, or ``None`` if one of them has not ``count``."""
    parts = pc.split_pattern(keys, COMMA)
    if not pc.all(pc.equal(pc.list_value_length(parts), count)).as_py():
        return None
    codes = parts.flatten().dictionary_encode()
    return Codes(codes.indices.to_numpy().reshape(-1, count), codes.dictionary)


def by_dimension(blocks: Sequence[Codes], dimensions: Sequence[str]) -> dict[str, pd.Categorical]:
    """A column per dimension, its codes in alphabetical order."""
    texts = [pc.utf8_trim_whitespace(pc.utf8_rtrim(codes.texts, COMMA)) for codes in blocks]
    known = pd.Index(sorted(pa.chunked_array(texts).unique().to_pylist()), dtype="str")
    labels = pa.array(known, type=pa.string())
    ends = np.cumsum([0, *(len(codes.places) for codes in blocks)])
    places = np.empty((len(dimensions), ends[-1]), dtype=np.int32)

    def renumber(n: int) -> None:
        new = pc.index_in(texts[n], labels).to_numpy()
        places[:, ends[n] : ends[n + 1]] = new.take(blocks[n].places.T)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(renumber, range(len(blocks))))
        return dict(zip(dimensions, pool.map(partial(_coded, known), places), strict=True))


def has_repeated(keys: Sequence[pd.Categorical]) -> bool:
    """Whether a series stands in the file twice.

    Eurostat writes series in the order of their codes: then each number is above the one before.
    Numbers of very many codes overflow: two series may then seem one, but never one two.
    """
    numbers = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        numbers = numbers * len(key.categories) + key.codes
    return not ((np.diff(numbers) > 0).all() or pd.Index(numbers).is_unique)


def _refuse_repeated(column: pa.ChunkedArray, name: str, lines: Sequence[int]) -> None:
    """Refuse every series that stands in the file before."""
    text = column.to_pandas()
    rows = np.flatnonzero(text.duplicated())
    found = {row: f"{text[row]!r} a second time" for row in rows}
    _refuse(found, "each series once", name, lines)


def _refuse_counts(
    column: pa.ChunkedArray, dimensions: Sequence[str], name: str, lines: Sequence[int]
) -> None:
    """Refuse every key that has more codes than there are dimensions, or fewer."""
    counts = pc.add(pc.count_substring(column, COMMA), 1).to_numpy()
    rows = np.flatnonzero(counts != len(dimensions))
    found = {row: f"{counts[row]} codes in {column[int(row)].as_py()!r}" for row in rows}
    _refuse(found, f"{len(dimensions)} codes ({','.join(dimensions)})", name, lines)


def _refuse(found: Mapping[int, str], expected: str, name: str, lines: Sequence[int]) -> None:
    """Refuse keys by their rows."""
    refuse(
        [
            Problem(file=name, row=lines[row], column="1", found=words, expected=expected)
            for row, words in found.items()
        ]
    )


def _coded(known: pd.Index, places: np.ndarray) -> pd.Categorical:
    """Those of the known texts that are met as categories, in alphabetical order."""
    met = np.flatnonzero(np.bincount(places))
    new = np.empty(len(known), dtype=np.int32)
    new[met] = np.arange(len(met))
    return pd.Categorical.from_codes(new[places], known[met])
