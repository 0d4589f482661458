"""All waste of a country, as an amount that can be held against its economy."""

import pandas as pd


def total_waste(series: pd.DataFrame) -> pd.DataFrame:
    """All waste in kt: what is published per inhabitant times the average population of the year.

    ``kt = kg per inhabitant * inhabitants / 1e6``, and half a step likewise. An amount per
    inhabitant cannot be held against an economy that grows with its inhabitants. Only where both
    are published; the flags are those of the waste.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        In the same shape.
    """
    people = series[series["measure"] == "average_population"]
    people = people[["area", "year", "value"]].rename(columns={"value": "people"})
    each = series[series["measure"] == "total_waste_generated_per_inhabitant"]
    both = each.merge(people, on=["area", "year"], validate="many_to_one")
    return both.assign(
        measure="total_waste_generated",
        value=both["value"] * both["people"] / 1e6,
        half_step=both["half_step"] * both["people"] / 1e6,
        unit="kt",
    ).drop(columns="people")
