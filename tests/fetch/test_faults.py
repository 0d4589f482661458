"""A fetch that is killed at every step: the file is there whole or not at all."""

import sys

import pytest

from circular_metrics.fetch import fetch
from tests.faults import hold
from tests.fetch.conftest import QUICK


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked and killed")
@pytest.mark.parametrize(("name", "state"), [("good", "fetched"), ("changed", "candidate")])
def test_a_fetch_is_killed_at_every_step(name, state, source, tmp_path):
    data = tmp_path / "data"
    data.mkdir()

    def run():
        assert fetch(source(name), data, QUICK).state in (state, "present")

    steps = hold(data, run, run)
    assert steps > 4
