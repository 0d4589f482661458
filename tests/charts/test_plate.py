"""What a drawing prints is what its maker wrote."""

import pandas as pd
import pytest

from circular_metrics.charts.plate import around_one_year, picture, plate
from circular_metrics.wording import number


def test_a_number_on_an_axis_is_printed_as_the_language_writes_it():
    figure, (axes,) = plate()
    axes.plot([0, 1 / 3], [0, 35000])
    axes.set_yticks([0, 35000], [number(0, "nl"), number(35000, "nl")])
    svg = picture(figure, pd.DataFrame({"x": [0]}), "35.000 as a title").svg
    assert ">35.000</text>" in svg
    assert "35.000 as a title" in svg


@pytest.mark.parametrize(
    ("years", "axis"), [([2021], (2019, 2023)), ([2021, 2021], (2019, 2023)), ([2020, 2022], None)]
)
def test_figures_of_one_year_do_not_draw_a_century(years, axis):
    _, (axes,) = plate()
    axes.plot(years, [1] * len(years), "o")
    before = axes.get_xlim()
    around_one_year(axes, pd.Series(years))
    assert axes.get_xlim() == (axis or before)
