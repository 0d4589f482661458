"""Repair: what an item weighs, what making another emits, and what a repair saves over time."""

import pandera.pandas as pa

from circular_metrics.codelists.repair import CATEGORIES

SOURCE = pa.Column(str, description="key of the source")
VINTAGE = pa.Column(str, description="its vintage")

REPAIR_FACTORS = pa.DataFrameSchema(
    {
        "factor_set": pa.Column(str, description="whose factors"),
        "source": SOURCE,
        "vintage": VINTAGE,
        "product_category": pa.Column(
            str, pa.Check.isin(CATEGORIES), description="kind of item, by version 0.3"
        ),
        "product_category_id": pa.Column(
            "int64", pa.Check.in_range(1, len(CATEGORIES)), description="the standard's number"
        ),
        "kg": pa.Column(float, pa.Check.gt(0), nullable=True, description="weight of one item"),
        "co2e_kg": pa.Column(
            float, pa.Check.gt(0), nullable=True, description="emissions before use of one item"
        ),
        "products": pa.Column(
            "Int64", pa.Check.ge(0), nullable=True, description="products the emissions rest on"
        ),
        "spread": pa.Column(
            float, pa.Check.ge(0), nullable=True, description="their standard deviation, kg CO2e"
        ),
    },
    strict=True,
    ordered=True,
    name="repair_factors",
)

REPAIR_SAVINGS = pa.DataFrameSchema(
    {
        "source": SOURCE,
        "vintage": VINTAGE,
        "product": pa.Column(str, description="product type of the tool"),
        "label": pa.Column(str, description="energy label, old / new; may be empty", nullable=True),
        "lifetime_years": pa.Column("int64", pa.Check.gt(0), description="expected lifetime"),
        "years_after": pa.Column("int64", pa.Check.gt(0), description="years after the repair"),
        "buy_new_kg": pa.Column(
            float, description="kg CO2e of buying new: production, waste and use up to then"
        ),
        "repair_kg": pa.Column(
            float, description="kg CO2e of repairing: repair and use up to then"
        ),
    },
    strict=True,
    ordered=True,
    name="repair_savings",
)
