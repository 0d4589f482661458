"""What repaired items avoid, as a range: whose factors, displacement, spread and what is Misc."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

SCENARIOS = (0.25, 0.5, 0.75)  # of repairs that take the place of a purchase
SEED, DRAWS = 20250731, 4000
MISC = "Misc"
MEASURES = ("kg", "co2e_kg")


def factor_matrix(factors: pd.DataFrame, categories: Sequence[str], measure: str) -> pd.DataFrame:
    """One row per set of factors that has the measure, one column per category.

    Where a set has no factor for a category, the mean of the sets that have one stands in.
    """
    wide = factors.pivot(index="factor_set", columns="product_category", values=measure)
    wide = wide.reindex(columns=list(categories)).dropna(how="all")
    return wide.where(wide.notna(), wide.mean(), axis="columns")


def point_impact(
    fixed: Mapping[str, int], factors: pd.DataFrame, factor_set: str, displacement: float = 1.0
) -> dict[str, float]:
    """Weight and emissions by one set alone, as its publisher would count; Misc counts nothing.

    ``displacement`` times the sum over categories of ``fixed * factor``. For checks against
    published totals and as one bar of a tornado, never to be shown alone.
    """
    mine = factors[factors["factor_set"] == factor_set].set_index("product_category")
    counts = pd.Series(dict(fixed), dtype=float).reindex(mine.index).dropna()
    return {m: displacement * float((counts * mine[m]).sum()) for m in MEASURES}


def _relative_spread(factors: pd.DataFrame, categories: Sequence[str]) -> np.ndarray:
    """How far one category's mean factor may be off: its products' spread by their number.

    The coefficient of variation over the root of the number of products; a category with fewer
    than two takes the median coefficient of the others.
    """
    mine = factors[factors["spread"].notna() | factors["products"].notna()]
    mine = mine.drop_duplicates("product_category").set_index("product_category")
    mine = mine.reindex(list(categories))
    products = mine["products"].astype(float)
    variation = (mine["spread"] / mine["co2e_kg"]).where(products >= 2)
    known = variation.where(variation.notna(), variation.median())
    return (known / np.sqrt(products.where(products >= 1, 1.0))).to_numpy(dtype=float)


def impact(
    fixed: Mapping[str, int],
    factors: pd.DataFrame,
    scenarios: tuple[float, float, float] = SCENARIOS,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Weight of waste and emissions that fixed items avoid, as a distribution.

    Each draw takes one set of factors, a displacement rate from the triangle of the scenarios, an
    error of every category's factor, and Misc items between nothing and the mean of the others.

    Parameters
    ----------
    fixed : mapping
        Category → number of items fixed.
    factors : DataFrame
        ``repair_factors``.
    scenarios : (low, central, high)
        Displacement rates, between 0 and 1.
    draws, seed : int
        Of the simulation.

    Returns
    -------
    DataFrame
        ``measure`` (``kg``, ``co2e_kg``), ``low``, ``central``, ``high``: the 5th, 50th and 95th
        percentiles.

    Raises
    ------
    ValueError
        If a displacement rate is not between 0 and 1, or the scenarios are not in order.
    """
    low, middle, high = _checked(scenarios)
    counts = {name: n for name, n in fixed.items() if name != MISC and n}
    rng = np.random.default_rng(seed)
    spread = _relative_spread(factors, list(counts))
    sigma = np.sqrt(np.log1p(np.where(np.isnan(spread), 0.5, spread) ** 2))
    error = np.exp(rng.normal(size=(draws, len(counts))) * sigma - sigma**2 / 2)
    rate = rng.triangular(low, middle, high, size=draws) if low < high else np.full(draws, middle)
    misc = rng.uniform(size=draws)
    which = rng.integers(0, 2**31, size=draws)
    number = np.array(list(counts.values()), dtype=float)
    rows = []
    for measure in MEASURES:
        matrix = factor_matrix(factors, list(counts), measure)
        values = np.nan_to_num(matrix.to_numpy())[which % len(matrix)] * error
        known = values @ number
        mean = known / number.sum() if number.sum() else known
        total = rate * (known + misc * mean * fixed.get(MISC, 0))
        found = np.percentile(total, [5, 50, 95])
        rows.append({"measure": measure, "low": found[0], "central": found[1], "high": found[2]})
    return pd.DataFrame(rows)


def _checked(scenarios: tuple[float, float, float]) -> tuple[float, float, float]:
    """The scenarios, if they are rates in order."""
    low, middle, high = scenarios
    if not 0 <= low <= middle <= high <= 1:
        raise ValueError(f"displacement rates must rise within 0 and 1; found {scenarios}")
    return low, middle, high


def tornado(
    fixed: Mapping[str, int],
    factors: pd.DataFrame,
    measure: str = "co2e_kg",
    scenarios: tuple[float, float, float] = SCENARIOS,
) -> pd.DataFrame:
    """How far each choice alone moves the result from the central one.

    Returns
    -------
    DataFrame
        ``choice`` (``displacement``, ``factors``, ``misc``, ``spread``), ``low``, ``central``,
        ``high``, the widest first.
    """
    low, middle, high = _checked(scenarios)
    counts = {name: n for name, n in fixed.items() if name != MISC and n}
    number = np.array(list(counts.values()), dtype=float)
    matrix = np.nan_to_num(factor_matrix(factors, list(counts), measure).to_numpy())
    totals = matrix @ number
    known = totals.mean()
    per_item = known / number.sum() if number.sum() else 0.0
    misc = per_item * fixed.get(MISC, 0)
    spread = np.nan_to_num(_relative_spread(factors, list(counts)), nan=0.5)
    error = 1.645 * np.sqrt(((matrix.mean(axis=0) * number * spread) ** 2).sum())
    central = middle * (known + misc / 2)
    choices = {
        "displacement": (low * (known + misc / 2), high * (known + misc / 2)),
        "factors": (middle * (totals.min() + misc / 2), middle * (totals.max() + misc / 2)),
        "misc": (middle * known, middle * (known + misc)),
        "spread": (central - middle * error, central + middle * error),
    }
    table = pd.DataFrame(
        [{"choice": c, "low": a, "central": central, "high": b} for c, (a, b) in choices.items()]
    )
    width = (table["high"] - table["low"]).rename("width")
    return table.loc[width.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)
