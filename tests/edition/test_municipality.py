"""Any municipality as a city: how it may be called, whom it is compared with."""

import pytest

from circular_metrics.edition import open_edition
from circular_metrics.edition.municipality import _inhabitants, find_city, municipalities
from circular_metrics.errors import UnknownNameError


def test_a_municipality_that_has_merged_is_compared_by_the_inhabitants_of_its_parts(data):
    """Statbel, 1 January 2020: Hasselt 78,714 and Kortessem 8,437, one municipality since 2025."""
    inhabitants = _inhabitants(data)
    assert inhabitants["71072"] == 78_714 + 8_437
    assert inhabitants.index.isin(municipalities(data).values()).sum() == len(municipalities(data))
    peers = list(find_city("hasselt", data).peers["partners"])
    others = inhabitants[inhabitants.index.isin(municipalities(data).values())].drop("71072")
    assert set(peers) == set((others - 87_151).abs().nsmallest(5).index)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("leuven", "leuven"), ("Leuven", "leuven"), ("LEUVEN", "leuven"), ("24062", "leuven"),
        ("Louvain", "leuven"), ("Sint-Niklaas", "sint-niklaas"), ("sint niklaas", "sint-niklaas"),
        ("46021", "sint-niklaas"), ("Halle (Halle-Vilvoorde)", "halle"), ("De Panne", "de-panne"),
        ("Hasselt", "hasselt"), ("71072", "hasselt"),
    ],
)  # fmt: skip
def test_a_city_goes_by_its_key_its_name_and_its_code_in_any_case(word, key, data):
    assert find_city(word, data).key == key


def test_every_key_and_code_and_dutch_name_leads_to_its_own_municipality(data):
    for key, code in municipalities(data).items():
        found = find_city(key, data)
        assert code in found.codes
        assert find_city(code, data).key == find_city(found.name, data).key == key


def test_a_misspelt_one_gets_the_nearest_and_not_all(data):
    with pytest.raises(UnknownNameError) as refusal:
        find_city("Leuvn", data)
    assert "'leuven'" in str(refusal.value) and "list cities" in str(refusal.value)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize("word", ["Melle", "44040"])
def test_one_that_has_merged_is_told_into_which(word, data):
    """Melle and Merelbeke have been one municipality since 1 January 2025."""
    with pytest.raises(UnknownNameError, match="part of 'merelbeke-melle'"):
        find_city(word, data)


def test_the_edition_of_a_city_is_the_same_however_it_is_called():
    assert open_edition("Mechelen", 2025) is open_edition("12025", 2025)
