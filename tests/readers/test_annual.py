"""An annual series of anybody: how its numbers are written, and every problem of a file at once."""

import pytest

from circular_metrics.errors import BadInputError
from circular_metrics.readers.annual import read_annual


def read(tmp_path, *rows, header="year;value"):
    path = tmp_path / "series.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return read_annual(path)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234,5", "1.234", "950", "12,5"], [1234.5, 1234, 950, 12.5]),
        (["1.234.567", "950.000"], [1234567, 950000]),
        (["12.5", "1.234"], [12.5, 1.234]),  # a point that cannot stand for thousands tells
        (["0.123", "0.120"], [0.123, 0.12]),
        (["1,234", "1,5"], [1.234, 1.5]),
        (["−3", "+4"], [-3, 4]),
        (["1 234", "1\u00a0235,5"], [1234, 1235.5]),
        (["2e3", "2000"], [2000, 2000]),
    ],
)
def test_the_file_tells_what_its_marks_mean(cells, values, tmp_path):
    rows = [f"{2010 + i};{cell}" for i, cell in enumerate(cells)]
    assert read(tmp_path, *rows)["value"].tolist() == values


@pytest.mark.parametrize(
    ("cells", "wrong", "words"),
    [
        (["1.234", "950"], 1, "without a point that may stand for thousands or for decimals"),
        (["1,5", "2.5"], 1, "a decimal comma as elsewhere"),
        (["1.234,5", "2.5"], 1, "a decimal comma as elsewhere"),
        (["1e300", "-1e300", "1e-300", "0"], 3, "a number from 1e-100 to 1e100"),
        (["12 %", "5 t"], 2, "a number"),
    ],
)
def test_what_may_mean_two_things_is_refused(cells, wrong, words, tmp_path):
    rows = [f"{2010 + i};{cell}" for i, cell in enumerate(cells)]
    with pytest.raises(BadInputError, match=words) as refused:
        read(tmp_path, *rows)
    assert len(refused.value.problems) == wrong


def test_every_kind_of_problem_is_told_at_once_in_the_order_of_the_rows(tmp_path):
    rows = ["2010,1,2,3", "2011,many,1,2", "soon,1,0,2", "2012,5,4,6", "2012,6,5,7"]
    with pytest.raises(BadInputError) as refused:
        read(tmp_path, *rows, header="year,value,low,high")
    assert [p.row for p in refused.value.problems] == [2, 3, 4, 6]


def test_problems_that_are_too_many_to_list_are_counted(tmp_path):
    with pytest.raises(BadInputError) as refused:
        read(tmp_path, *[f"{1900 + i};x" for i in range(120)])
    assert "20 more such problems" in str(refused.value)
