"""Published worked cases: the Flemish card of material use, ten sector-wide circularity cities."""

import pytest

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.edition.municipality import municipalities
from circular_metrics.statistics.material_flows import (
    cycling_rates,
    implied_population,
    is_consistent,
)
from circular_metrics.statistics.peers import latest_code

# CityLoops: processed materials, end-of-life waste, secondary materials (t); ISCr and OSCr (%).
CITIES = {
    "Apeldoorn 2018": (692_850, 436_862, 41_683, 6.016, 9.541),
    "Apeldoorn 2014": (664_635, 427_502, 40_588, 6.107, 9.494),
    "Bodø 2020": (359_106, 93_489, 24_857, 6.922, 26.588),
    "Bodø 2015": (323_212, 54_803, 14_667, 4.538, 26.763),
    "Mikkeli 2019": (1_910_299, 210_971, 6_533, 0.342, 3.097),
    "Mikkeli 2015": (1_982_860, 234_929, 16_624, 0.838, 7.076),
    "Porto 2019": (883_247, 216_819, 27_086, 3.067, 12.492),
    "Porto 2009": (1_096_706, 244_132, 21_387, 1.950, 8.760),
    "Sevilla 2020": (1_746_864, 369_600, 174_176, 9.971, 47.126),
    "Sevilla 2016": (2_845_296, 375_991, 108_645, 3.818, 28.896),
}


@pytest.mark.parametrize("city", CITIES)
def test_cycling_rates_as_published(city):
    """AT-41."""
    *masses, inward, outward = CITIES[city]
    assert cycling_rates(*masses) == pytest.approx((inward, outward), abs=0.0005)


def test_the_flemish_footprint_implies_the_population():
    """AT-40. 196 Mt and 29.5 t per head: 6.644 million, within 1 % of the official count."""
    assert implied_population(196e6, 29.5) == pytest.approx(6.644e6, rel=1e-4)
    assert is_consistent(196e6, 29.5, 6_650_000)
    assert not is_consistent(164e6, 29.5, 6_650_000)  # DMC over the footprint per head


def test_the_claimed_flemish_footprint_fits_the_published_population(data):
    """AT-40 on what is held: both claims of 2021 against the count of 1 January 2020, to 1 %."""
    claims = store.read_table(TABLES["claims"], data).set_index("claim")["value"]
    people = store.read_table(TABLES["population"], data)
    successors = store.read_table(TABLES["areas"], data).set_index("code")["successor"]
    today = people["area"].map(lambda code: latest_code(code, successors))
    is_here = (people["year"] == 2020) & today.isin(set(municipalities(data).values()))
    counted = people.loc[is_here, "population"].sum()
    each = claims["rmc-t-per-inhabitant-02000-2021-ce-2024"]
    assert is_consistent(claims["rmc-t-02000-2021-ce-2024"], each, counted)
    assert not is_consistent(claims["dmc-t-02000-undated-ce-2024"], each, counted)


@pytest.mark.parametrize("masses", [(0, 1, 1), (1, 0, 1), (1, 1, -1)])
def test_impossible_masses_are_refused(masses):
    with pytest.raises(ValueError, match="masses"):
        cycling_rates(*masses)
    with pytest.raises(ValueError, match="per inhabitant"):
        implied_population(1, 0)
