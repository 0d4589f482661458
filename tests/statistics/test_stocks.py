"""Stocks against ODYM's published unit tests, and the laws that any stock obeys."""

import json

import numpy as np
import pytest
from openpyxl import load_workbook

from circular_metrics.statistics.stocks import (
    Lifetime,
    inflow_driven,
    lifetime_of_hazard,
    observed_loss,
    stock_driven,
    with_initial_stock,
)

NORMAL = Lifetime(mean=5, deviation=1.5)


def test_inflow_driven_fixed_lifetime_is_odyms():
    """ODYM, unit tests: inflow 1 to 10, fixed lifetime of 5 years."""
    course = inflow_driven(range(1, 11), range(1, 11), Lifetime(mean=5, kind="fixed"))
    assert course.stock.tolist() == [1, 3, 6, 10, 15, 20, 25, 30, 35, 40]
    assert course.outflow.tolist() == [0, 0, 0, 0, 0, 1, 2, 3, 4, 5]


def test_inflow_driven_normal_lifetime_is_odyms():
    """ODYM, unit tests: normal(5, 1.5); printed to 8 digits. flodym's default differs by 0.1 %."""
    expected = [0.99957094, 2.9953115, 5.96830193, 9.85008113, 14.4793678, 19.60865447,
                24.99043368, 30.46342411, 35.95916467, 41.45873561]  # fmt: skip
    course = inflow_driven(range(1, 11), range(1, 11), NORMAL)
    assert course.stock == pytest.approx(expected, abs=5e-9)


def test_stock_driven_is_odyms_and_there_and_back():
    """ODYM, unit tests: the inflow that keeps a stock; printed to 6 digits."""
    stock = [3.29968072, 8.40265614, 10.32962649, 14, 18, 20, 20, 20, 20]
    course = stock_driven(range(1, 10), stock, NORMAL)
    expected = [3.301097, 5.116399, 2.007690, 4.001717, 4.936394, 3.873838, 2.788926, 3.363245,
                3.665683]  # fmt: skip
    assert course.inflow == pytest.approx(expected, abs=5e-7)
    assert inflow_driven(range(1, 10), course.inflow, NORMAL).stock == pytest.approx(stock)


def test_an_initial_stock_is_cast_back_as_odym_does():
    """ODYM's initial-stock method: cohorts 3, 5, 2, 4; printed to 6 digits."""
    course = with_initial_stock(range(4), [3, 5, 2, 4], range(5, 8), [0] * 3, NORMAL, at=4)
    assert course.stock == pytest.approx([14, 11.903247, 8.943203, 5.780039], abs=5e-7)
    assert course.outflow[1:] == pytest.approx([2.096753, 2.960044, 3.163165], abs=5e-7)


STEEL = {
    "France": (661_814.881, 12_967.271), "Brazil": (340_046.467, 10_374.487),
    "Canada": (430_999.649, 9_809.598), "Argentina": (117_922.479, 1_273.928),
    "Denmark": (62_382.339, 405.911),
}  # fmt: skip


@pytest.mark.parametrize("country", STEEL)
def test_the_steel_tutorial_of_odym(published, country):
    """Nine countries' steel since 1900, normal lifetime, deviation 0.3 of the mean; in 2008."""
    folder = published / "construction" / "reference"
    life = load_workbook(folder / "ODYM_Steel_Lifetime_9Countries.xlsx").worksheets[0]
    mean = dict(list(life.values)[1:])[country]
    used = load_workbook(folder / "ODYM_Steel_Consumption_Final_9Countries.xlsx")
    inflow: dict[int, float] = {}
    for row in used["FinalSteelConsumption"].iter_rows(min_row=2, values_only=True):
        if row[7] == country:
            inflow[row[10]] = inflow.get(row[10], 0.0) + row[13]
    years = range(1900, 2009)
    series = [inflow.get(year, 0.0) for year in years]
    course = inflow_driven(years, series, Lifetime(mean=mean, deviation=0.3 * mean))
    assert course.stock[-1] == pytest.approx(STEEL[country][0], rel=1e-6)
    assert course.outflow[-1] == pytest.approx(STEEL[country][1], rel=1e-6)


@pytest.mark.parametrize("kind", ["normal", "weibull", "lognormal", "fixed"])
def test_mass_is_neither_made_nor_lost(kind):
    course = inflow_driven(range(40), np.arange(40.0), Lifetime(mean=9, deviation=3, kind=kind))
    assert course.inflow.cumsum() - course.outflow.cumsum() == pytest.approx(course.stock)
    assert course.by_cohort.sum(axis=1) == pytest.approx(course.stock)
    assert (course.outflow >= -1e-12).all()


def test_a_class_that_could_not_stand_is_refused_and_not_blown_up():
    with pytest.raises(ValueError, match="1850"):
        with_initial_stock(
            [1850, 2000], [10, 10], [2025], [0], Lifetime(mean=80, deviation=24), at=2024
        )


def test_the_observed_loss_of_flemish_houses():
    """Statbel: houses from before 1982 in 2018 and 2025; printed to 0.001 % a year."""
    for before, after, published in (
        (570_022, 558_375, 0.294), (418_665, 409_702, 0.309), (504_464, 488_109, 0.470),
    ):  # fmt: skip
        assert observed_loss(before, after, 7) == pytest.approx(published, abs=0.0005)
    assert 210 < lifetime_of_hazard(0.470).mean < lifetime_of_hazard(0.294).mean < 345


def test_the_reference_file_says_the_same(published):
    path = published / "construction" / "reference" / "reference_cases.json"
    case = json.loads(path.read_text())["odym_inflow_normal5_1.5"]
    course = inflow_driven(range(1, 11), case["inflow"], NORMAL)
    assert course.stock == pytest.approx(case["stock_inflow_at_end"])
    assert course.outflow == pytest.approx(case["outflow_inflow_at_end"])
