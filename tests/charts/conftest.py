"""Each test of a drawing draws itself."""

import pytest

from circular_metrics.charts import once


@pytest.fixture(autouse=True)
def nothing_drawn_yet():
    once.forget()
    once.forget()
