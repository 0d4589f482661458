"""What stands where nothing can be drawn."""

import pytest

from circular_metrics.charts import map as maps
from circular_metrics.sources.boundaries import MUNICIPALITIES


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_map_without_boundaries_says_where_the_user_s_own_copy_goes(language):
    words = maps.without("Renovation share, 2024", language).markdown
    assert words.startswith("Renovation share, 2024:")
    assert f"data/raw/{MUNICIPALITIES.key}/{MUNICIPALITIES.vintage}" in words
