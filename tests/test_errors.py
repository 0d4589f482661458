"""A refusal keeps every problem and its message stays readable."""

import pytest

from circular_metrics.errors import SHOWN, BadInputError, Problem


@pytest.mark.parametrize("more", [0, 1, 5])
def test_of_very_many_problems_the_message_counts_the_rest(more):
    problems = [
        Problem(file="a.csv", row=row, found="x", expected="a number")
        for row in range(1, SHOWN + more + 1)
    ]
    refused = BadInputError(problems)
    lines = str(refused).splitlines()
    assert len(refused.problems) == SHOWN + more
    assert lines[:SHOWN] == [str(problem) for problem in problems[:SHOWN]]
    assert lines[SHOWN:] == ([f"a.csv: {more} more such problems"] if more else [])
