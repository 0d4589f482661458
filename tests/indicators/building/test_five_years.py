"""Five years together: sums by hand, and the published floor area per dwelling."""

import pandas as pd
import pytest

from circular_metrics.indicators.building.five_years import (
    INDICATORS,
    floor_area_per_new_dwelling_5_years,
    nonresidential_new_volume_5_year_mean,
    renovation_share_5_years,
)
from tests.indicators.building.test_permits import at, permits

YEARS = range(2019, 2025)


def test_renovation_share_5_years_adds_up_before_it_divides():
    """R = 1 + 1 + 1 + 1 + 96 and N = 3 + 1 + 1 + 1 + 96: 100 of 202. The mean of shares is 45 %."""
    renovated, new = (1, 1, 1, 1, 96), (3, 1, 1, 1, 96)
    rows = [
        ("A", 2020 + i, {"residential_renovations": r, "residential_new_buildings": n})
        for i, (r, n) in enumerate(zip(renovated, new, strict=True))
    ]
    found = renovation_share_5_years(permits(*rows))
    assert at(found, "A", 2024) == pytest.approx(100 * 100 / 202)
    assert found["value"].notna().sum() == 1


def test_floor_area_per_new_dwelling_5_years_is_area_over_dwellings():
    rows = [
        ("A", y, {"residential_new_floor_area_m2": 100 * y, "residential_new_dwellings": y})
        for y in YEARS
    ]
    assert at(floor_area_per_new_dwelling_5_years(permits(*rows)), "A", 2023) == pytest.approx(100)


def test_nonresidential_new_volume_5_year_mean_is_missing_with_a_gap():
    rows = [("A", y, {"nonresidential_new_volume_m3": 10 * (y - 2018)}) for y in YEARS]
    found = nonresidential_new_volume_5_year_mean(permits(*rows))
    assert at(found, "A", 2023) == 30 and at(found, "A", 2024) == 40
    gap = permits(*rows)
    gap.loc[gap["year"] == 2021, "nonresidential_new_volume_m3"] = pd.NA
    assert nonresidential_new_volume_5_year_mean(gap)["value"].isna().all()


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.key)
def test_a_year_left_out_or_to_date_is_in_no_sum(indicator):
    table = permits(*[("A", y, {}) for y in YEARS])
    left_out = indicator.compute(table[table["year"] != 2021])
    assert left_out["value"].isna().all()
    assert indicator.compute(table.iloc[:0]).empty
    early = indicator.compute(permits(*[("A", y, {}) for y in range(2014, 2020)]))
    assert early["note"].str.contains("series break").all()
