"""Tables of factors in their publishers' layouts, as text."""

from functools import partial
from pathlib import Path

import pandas as pd

from circular_metrics.readers import decode, parse_delimited, read_bytes, read_delimited

SUMMARY = ("category", "kg", "co2e_kg", "products")


def read_lca_summary(path: Path) -> pd.DataFrame:
    """Restart's summary: ``category``, ``kg``, ``co2e_kg``, ``products`` with emissions."""
    table = read_delimited(path, columns=("PRODUCT CATEGORY",))
    chosen = table.iloc[:, [1, 5, 6, 3]]
    chosen.columns = list(SUMMARY)
    return chosen


def read_lca_products(path: Path) -> pd.DataFrame:
    """Restart's products, below a first row that only groups the columns."""
    text = decode(read_bytes(path), Path(path).name).partition("\n")[2]
    columns = ("ORDS Product Category", "Total Embodied CO2 kg", "Product Weight (kg)")
    return parse_delimited(text, Path(path).name, columns, ",")[list(columns)]


read_device_types = partial(
    read_delimited, columns=("name_nl", "product_weight_kg", "product_co_kg", "ords_value")
)
read_weights = partial(read_delimited, columns=("UNU_Key", "Country", "AverageWeight", "Year"))
read_unu_keys = partial(read_delimited, columns=("product_category", "unu_key"))
read_item_types = partial(read_delimited, columns=("product_category", "de"))
read_footprints = partial(read_delimited, columns=("Unterkategorie", "CF"))
read_repair_impact = partial(
    read_delimited,
    columns=("product_name", "energylabel", "expected_lifetime", "scenario", "years_after_repair"),
    sep=";",
)
