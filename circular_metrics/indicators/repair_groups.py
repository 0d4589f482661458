"""Leuven's records in one: groups, categories and years, pooled, standardised and dated."""

from collections.abc import Sequence

import pandas as pd

from circular_metrics.indicators.repair import newest_counts
from circular_metrics.indicators.repair_rates import (
    HIDDEN,
    STATUSES,
    by_outcome,
    never_ends,
    success_rates,
)
from circular_metrics.statistics.pooling import pooled, smallest_change
from circular_metrics.statistics.proportions import wilson

PLATFORM = "Repair Connects"  # where Leuven and its peers are coded alike


def place_records(counts: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    """The newest release's records of each provider's groups in some municipalities.

    ``never_ends`` says which are of a release in which nothing at all is at its end of life.
    """
    newest = newest_counts(counts)
    newest = newest.assign(never_ends=never_ends(newest, ("source", "vintage")))
    return newest[newest["area"].isin(list(areas))]


def group_rates(counts: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    """D1 to D5 of the groups of some municipalities, by provider, and their newest record."""
    mine = place_records(counts, areas)
    rates = success_rates(by_outcome(mine, ["provider", "group", "area"]))
    newest = mine.groupby(["provider", "group"], as_index=False)["month"].max()
    return rates.merge(newest, on=["provider", "group"], validate="1:1")


def possible_duplicates(counts: pd.DataFrame, area: str) -> pd.DataFrame:
    """Months and categories in which two providers hold records of one municipality.

    They may be the same items entered twice: reported, never dropped.
    """
    mine = place_records(counts, [area])
    keys = ["month", "product_category", "status"]
    wide = mine.groupby([*keys, "provider"])["records"].sum().unstack("provider")
    both = wide[wide.notna().sum(axis=1) > 1]
    candidates = both.min(axis=1).astype("int64").rename("candidates")
    return candidates.reset_index()


def pooled_groups(counts: pd.DataFrame, definition: str = "d1") -> pd.DataFrame:
    """The platform's Belgian groups with rates drawn towards each other, and their ranks.

    Parameters
    ----------
    counts : DataFrame
        ``repair_counts``.
    definition : {"d1", "d2"}
        Which rate.

    Returns
    -------
    DataFrame
        ``group``, ``area``, ``n`` (the denominator) and the columns of `pooled`.
    """
    mine = newest_counts(counts)
    mine = mine[(mine["provider"] == PLATFORM) & mine["group"].notna()]
    return _pooled(by_outcome(mine, ["group", "area"]), definition)


def pooled_categories(
    counts: pd.DataFrame, areas: Sequence[str], definition: str = "d1"
) -> pd.DataFrame:
    """The categories of some municipalities with rates drawn towards each other."""
    mine = place_records(counts, areas)
    return _pooled(by_outcome(mine, ["product_category"]), definition)


def _pooled(table: pd.DataFrame, definition: str) -> pd.DataFrame:
    """Rates of rows, drawn towards each other."""
    whole = _tries(table, definition)
    table = table.assign(n=whole)[whole > 0].reset_index(drop=True)
    rates = pooled(table["fixed"], table["n"])
    names = [c for c in table if c not in (*STATUSES, *HIDDEN)]
    return pd.concat([table[names], rates], axis="columns").sort_values(
        "value", ascending=False, ignore_index=True
    )


def _tries(table: pd.DataFrame, definition: str) -> pd.Series:
    """The records that a definition counts: what was fixed, given up and, for D1, repairable."""
    whole = table["fixed"] + table["end_of_life"]
    return whole + table["repairable"] if definition == "d1" else whole


def standardised_trend(
    counts: pd.DataFrame, areas: Sequence[str], definition: str = "d1"
) -> pd.DataFrame:
    """D1 or D2 by year as if every year had brought the same mix of categories.

    ``rate of all years * observed / expected``, where *expected* is what each category's rate of
    all years gives for the year's items (indirect standardisation).

    Returns
    -------
    DataFrame
        ``year``, ``n``, ``providers``, ``crude`` with its ``_low`` and ``_high``, ``value``,
        ``low``, ``high``, as fractions; the interval is Wilson's for the observed share, scaled
        alike.

    References
    ----------
    N. E. Breslow and N. E. Day, *Statistical Methods in Cancer Research* II (1987), chapter 2.
    """
    mine = place_records(counts, areas)
    mine = mine[mine["month"].notna() & (mine["status"] != "unknown")]
    mine = mine.assign(year=mine["month"].str[:4].astype("int64"))
    cells = by_outcome(mine, ["year", "product_category"])
    cells["n"] = _tries(cells, definition)
    of_kind = cells.groupby("product_category")[["fixed", "n"]].transform("sum")
    cells["expected"] = cells["n"] * of_kind["fixed"] / of_kind["n"]
    years = cells.groupby("year", as_index=False)[["fixed", "n", "expected"]].sum()
    whose = mine.groupby("year", as_index=False)["provider"].agg(
        lambda p: "; ".join(sorted(set(p)))
    )
    years = years.merge(whose, on="year", validate="1:1")
    crude = wilson(years["fixed"], years["n"])
    overall = years["fixed"].sum() / years["n"].sum()
    scale = overall * years["n"] / years["expected"]
    return pd.DataFrame(
        {
            "year": years["year"],
            "n": years["n"],
            "providers": years["provider"],
            "crude": crude["value"],
            "crude_low": crude["low"],
            "crude_high": crude["high"],
            "value": crude["value"] * scale,
            "low": crude["low"] * scale,
            "high": crude["high"] * scale,
        }
    )


def power(counts: pd.DataFrame, areas: Sequence[str]) -> dict[str, float]:
    """What change of D1 between two years could be seen at all with a usual year's records.

    Returns
    -------
    dict
        ``records`` of a usual year (the median, without the first and the last of several, which
        the records' begin and end cut off), ``rate``, ``half_width`` of its 95 % interval and
        ``change``, the smallest that a test would notice four times in five; as fractions.
    """
    years = standardised_trend(counts, areas)
    whole = years.iloc[1:-1] if len(years) > 2 else years
    n = int(whole["n"].median())
    rate = float((years["crude"] * years["n"]).sum() / years["n"].sum())
    half = wilson(pd.Series([round(rate * n)]), pd.Series([n]))
    return {
        "records": n,
        "rate": rate,
        "half_width": float((half["high"] - half["low"]).iloc[0] / 2),
        "change": smallest_change(rate, n, n),
    }


def ages(counts: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    """Outcomes by age at presentation, with a row for the items whose age nobody asked.

    Ages are intervals of five years, because owners round to fives. They are the ages of what was
    brought, not lifetimes: what never broke or was thrown away is not here.

    Returns
    -------
    DataFrame
        ``from_age``, ``to_age`` (both missing where no age is given), ``n`` and D1 to D5.
    """
    mine = place_records(counts, areas)
    start = (mine["age_years"] // 5 * 5).where(mine["age_years"] < 20, 20)
    start = start.where(mine["age_years"].notna())
    rates = success_rates(by_outcome(mine.assign(from_age=start), ["from_age"]))
    rates.insert(1, "to_age", (rates["from_age"] + 5).where(rates["from_age"] < 20))
    return rates


def heaping(counts: pd.DataFrame, areas: Sequence[str]) -> float:
    """Share of the positive ages that are multiples of five; 0.2 if owners did not round."""
    mine = place_records(counts, areas)
    aged = mine[mine["age_years"] > 0]
    fives = aged.loc[aged["age_years"] % 5 == 0, "records"].sum()
    return float(fives / aged["records"].sum()) if len(aged) else float("nan")


def fixed_by_category(counts: pd.DataFrame, areas: Sequence[str]) -> dict[str, int]:
    """Items fixed in some municipalities, by category, all newest releases together."""
    mine = place_records(counts, areas)
    fixed = mine[mine["status"] == "fixed"].groupby("product_category")["records"].sum()
    return {str(name): int(n) for name, n in fixed.items()}
