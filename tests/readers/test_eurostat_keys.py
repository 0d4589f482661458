"""Keys taken apart all at once give what splitting each of them gives."""

import pandas as pd
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from circular_metrics.readers.eurostat.keys import by_dimension, codes_of, has_repeated

texts = st.text(alphabet="Aé, _1", max_size=8)


@given(st.lists(texts, min_size=1, max_size=6), st.integers(1, 4), st.integers(0, 2))
def test_codes_are_those_of_a_plain_split_or_none(keys, count, before):
    column = pa.array(["x,y"] * before + keys)[before:]  # what stands before is not looked at
    codes = codes_of(column, count)
    split = [key.split(",") for key in keys]
    if any(len(parts) != count for parts in split):
        assert codes is None
        return
    dimensions = [f"d{n}" for n in range(count)]
    read = by_dimension([codes], dimensions)
    for n, name in enumerate(dimensions):
        assert read[name].tolist() == [parts[n].strip() for parts in split]


def test_commas_that_only_add_up_are_seen():
    assert codes_of(pa.array(["A,B,C", "D", "E,F"]), 2) is None


@given(st.lists(st.tuples(*[st.sampled_from("ABC")] * 3), min_size=1, max_size=8))
def test_a_series_that_stands_twice_is_seen_in_any_order(series):
    keys = [pd.Categorical(codes) for codes in zip(*series, strict=True)]
    assert has_repeated(keys) == (len(set(series)) < len(series))
