"""Any municipality as a city: whom it is compared with."""

from circular_metrics.edition.municipality import _inhabitants, find_city, municipalities


def test_a_municipality_that_has_merged_is_compared_by_the_inhabitants_of_its_parts(data):
    """Statbel, 1 January 2020: Hasselt 78,714 and Kortessem 8,437, one municipality since 2025."""
    inhabitants = _inhabitants(data)
    assert inhabitants["71072"] == 78_714 + 8_437
    assert inhabitants.index.isin(municipalities(data).values()).sum() == len(municipalities(data))
    peers = list(find_city("hasselt", data).peers["partners"])
    others = inhabitants[inhabitants.index.isin(municipalities(data).values())].drop("71072")
    assert set(peers) == set((others - 87_151).abs().nsmallest(5).index)
