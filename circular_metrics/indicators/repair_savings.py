"""What one repair saves by VITO's model, which counts use, repair and the life that is left."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

# Product types of the tool, by the category whose items they are like. Its washing machines are
# not here: the category of large appliances holds many other things.
PRODUCTS = {
    "Vacuum": ("vacuum cleaner",),
    "Laptop": (
        'laptop - small (11"-12")',
        'laptop - medium (13"-14")',
        'laptop - large (15"-17")',
    ),
    "Printer/scanner": ("printer",),
    "Coffee maker": ("coffee maker senseo", "coffee maker nespresso"),
}


def remaining_life(age: float, lifetime: int) -> int:
    """Years that a repaired item still serves, by VITO's rule.

    ``L - age`` below three quarters of the expected lifetime L, else ``L / 4``, rounded.

    >>> remaining_life(2, 8), remaining_life(6, 8), remaining_life(20, 8)
    (6, 2, 2)
    """
    left = lifetime - age if age < 0.75 * lifetime else lifetime / 4
    return max(1, int(np.floor(left + 0.5)))


def repair_saving(savings: pd.DataFrame, product: str, age: float) -> pd.DataFrame:
    """Emissions that repairing one item of a known age avoids against buying new, by VITO's tool.

    Parameters
    ----------
    savings : DataFrame
        ``repair_savings``.
    product : str
        Product type of the tool.
    age : float
        Years at the repair.

    Returns
    -------
    DataFrame
        One row per ``label``: ``years_after``, ``saving_kg`` (buying less repairing, at the end
        of the remaining life) and ``break_even``, the first year in which repairing has emitted
        no more than buying; missing where there is none.
    """
    mine = savings[savings["product"] == product]
    years = remaining_life(age, int(mine["lifetime_years"].iloc[0]))
    rows = []
    for label, part in mine.groupby("label", dropna=False):
        at = part[part["years_after"] == years].iloc[0]
        even = part.loc[part["repair_kg"] <= part["buy_new_kg"], "years_after"]
        rows.append(
            {
                "label": label,
                "years_after": years,
                "saving_kg": at["buy_new_kg"] - at["repair_kg"],
                "break_even": even.min() if not even.empty else pd.NA,
            }
        )
    return pd.DataFrame(rows)


def mean_ages(records: pd.DataFrame, status: str) -> dict[str, float]:
    """Mean age at the event of items of each category that ended so, of those with an age.

    Parameters
    ----------
    records : DataFrame
        Rows of ``repair_counts``.
    status : str
        Such as ``fixed``.
    """
    mine = records[(records["status"] == status) & records["age_years"].notna()]
    years = mine["age_years"].astype(float) * mine["records"]
    total = years.groupby(mine["product_category"]).sum()
    return (total / mine.groupby("product_category")["records"].sum()).to_dict()


def vito_factors(savings: pd.DataFrame, ages: Mapping[str, float]) -> pd.DataFrame:
    """VITO's saving as one more set of factors, for the categories that its products are like.

    ``mean over products and labels of (buying new - repairing)`` over the remaining life of an
    item of the category's mean age; of half the expected life where no age is known.

    Parameters
    ----------
    savings : DataFrame
        ``repair_savings``.
    ages : mapping
        Category → years.

    Returns
    -------
    DataFrame
        ``factor_set`` (``vito``), ``product_category`` and ``co2e_kg``; no ``kg``, which the
        model does not have.
    """
    rows = []
    for category, products in PRODUCTS.items():
        found = []
        for product in products:
            mine = savings[savings["product"] == product]
            if not mine.empty:
                age = ages.get(category, mine["lifetime_years"].iloc[0] / 2)
                found.append(float(repair_saving(savings, product, age)["saving_kg"].mean()))
        if found:
            mean = float(np.mean(found))
            rows.append({"factor_set": "vito", "product_category": category, "co2e_kg": mean})
    return pd.DataFrame(rows, columns=["factor_set", "product_category", "co2e_kg"])
