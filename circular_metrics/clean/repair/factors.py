"""Sets of factors → weight and emissions of one item of each category, faults left out."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from circular_metrics.codelists.repair import CATEGORIES, CATEGORY_IDS, CATEGORY_NAMES, plain
from circular_metrics.errors import StaleTableError
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers import ords_factors as readers
from circular_metrics.schemas.repair_factors import REPAIR_FACTORS, REPAIR_SAVINGS
from circular_metrics.sources import repair_factors as sources

PROXIES = {"Food processor": "Blender", "Hair dryer": "Hair & Beauty item"}
SIZES = {
    "Desktop computer": "Desktop computer ",
    "Laptop": "Laptop ",
    "Flat screen": "Flat screen ",
}
NOT_A_SIZE = "Flat screen display "
TIMES_MOST = 3.0  # a weight further from CBS's than this is worth a look, not an error


@dataclass(frozen=True)
class Fault:
    """A factor known to be wrong: where it stands, the value that must still be there, why."""

    source: Source
    label: str
    column: str
    published: str
    reason: str


FAULTS = (
    Fault(
        sources.DEVICE_TYPES,
        "Wasmachine",
        "product_weight_kg",
        "1.53",
        "a washing machine with the factors of a small kitchen item",
    ),
    Fault(
        sources.DEVICE_TYPES,
        "Spelconsole",
        "product_weight_kg",
        "1.98925",
        "a games console with the factors of an accessory",
    ),
    Fault(
        sources.DEVICE_TYPES,
        "Muziekinstrument",
        "product_co_kg",
        "0",
        "emissions that nobody has measured, written as none",
    ),
)


def clean_repair_factors(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """One row per set of factors and category.

    Returns
    -------
    Cleaned
        ``repair_factors``: ``kg`` and ``co2e_kg`` of one item, missing where the set has none;
        ``products`` that the emissions rest on and their standard deviation.

    Raises
    ------
    StaleTableError
        If a declared fault no longer stands in its source, so that leaving it out has no ground.
    """
    devices, left_out = _without_faults(raw)
    sets = {
        ("restart", sources.LCA_SUMMARY): _restart(raw),
        ("sharepair", sources.DEVICE_TYPES): _sharepair(devices),
        ("cbs", sources.CBS_WEIGHTS): _cbs(raw),
        ("anstiftung", sources.ANSTIFTUNG): _anstiftung(raw),
    }
    parts = [
        table.assign(factor_set=name, source=source.key, vintage=source.vintage)
        for (name, source), table in sets.items()
    ]
    table = pd.concat(parts, ignore_index=True).dropna(subset=["kg", "co2e_kg"], how="all")
    table["product_category_id"] = table["product_category"].map(CATEGORY_IDS)
    table = table.reindex(columns=list(REPAIR_FACTORS.columns)).astype({"products": "Int64"})
    single = table["products"].to_numpy(dtype=float, na_value=float("nan")) == 1
    log = pd.DataFrame(
        [
            ("F1", left_out, "factor known to be wrong: left out while the fault still stands"),
            ("F2", int(single.sum()), "factor that rests on a single product: kept"),
            ("F3", len(PROXIES), "category without products of its own: a neighbour's factor"),
        ],
        columns=["rule", "rows", "meaning"],
    )
    return Cleaned(table, log)


def _without_faults(raw: Mapping[Source, pd.DataFrame]) -> tuple[pd.DataFrame, int]:
    """The platform's device types with the faulty cells blank, each fault checked first."""
    devices = raw[sources.DEVICE_TYPES].copy()
    for fault in FAULTS:
        row = devices["name_nl"] == fault.label
        found = devices.loc[row, fault.column].tolist()
        if found != [fault.published]:
            raise StaleTableError(
                f"{fault.source.name}: {fault.label}, {fault.column}: found {found}; expected "
                f"{fault.published!r} ({fault.reason}). The publisher has changed it: look again"
            )
        blank = ["product_weight_kg", "product_co_kg"]
        devices.loc[row, blank if fault.column == blank[0] else fault.column] = ""
    return devices, len(FAULTS)


def _numbers(texts: pd.Series) -> pd.Series:
    """Numbers, missing for a blank, a dash and a spreadsheet's error."""
    return pd.to_numeric(texts.where(texts.str.fullmatch(r"\d+(\.\d+)?"), None))


def _restart_label(name: str, labels: pd.Series) -> pd.Series:
    """Which of Restart's rows are of a category."""
    if name in SIZES:
        return labels.str.startswith(SIZES[name]) & ~labels.str.startswith(NOT_A_SIZE)
    return labels.map(plain) == plain(PROXIES.get(name, name))


def _restart(raw: Mapping[Source, pd.DataFrame]) -> pd.DataFrame:
    """The unweighted mean of the sizes of a category, and the spread of its products."""
    summary, products = raw[sources.LCA_SUMMARY], raw[sources.LCA_PRODUCTS]
    emitted = _numbers(products["Total Embodied CO2 kg"])
    rows = []
    for name in CATEGORIES:
        mine = summary[_restart_label(name, summary["category"])]
        spread = emitted[_restart_label(name, products["ORDS Product Category"])].std()
        rows.append(
            {
                "product_category": name,
                "kg": _numbers(mine["kg"]).mean(),
                "co2e_kg": _numbers(mine["co2e_kg"]).mean(),
                "products": _numbers(mine["products"]).sum(),
                "spread": spread,
            }
        )
    return pd.DataFrame(rows)


def _sharepair(devices: pd.DataFrame) -> pd.DataFrame:
    """The unweighted mean of a category's device types; what is Misc has no factor."""
    table = pd.DataFrame(
        {
            "number": pd.to_numeric(devices["ords_value"].replace("", None)),
            "kg": _numbers(devices["product_weight_kg"]),
            "co2e_kg": _numbers(devices["product_co_kg"]),
        }
    )
    means = table.dropna(subset=["number"]).groupby("number", as_index=False).mean()
    means["product_category"] = means.pop("number").map(lambda n: CATEGORIES[int(n) - 1])
    return means[means["product_category"] != "Misc"]


def _cbs(raw: Mapping[Source, pd.DataFrame]) -> pd.DataFrame:
    """The newest weight that CBS gives for a category's UNU key."""
    weights, keys = raw[sources.CBS_WEIGHTS], raw[sources.UNU_KEYS]
    general = weights[weights["Country"] == ""].sort_values("Year")
    newest = general.drop_duplicates("UNU_Key", keep="last")
    newest = newest.assign(unu_key=newest["UNU_Key"].str.lstrip("0"))
    joined = keys.merge(newest, on="unu_key", how="inner", validate="m:1")
    table = pd.DataFrame(
        {"product_category": joined["product_category"], "kg": _numbers(joined["AverageWeight"])}
    )
    table["product_category"] = table["product_category"].map(lambda n: CATEGORY_NAMES[plain(n)])
    return table[table["product_category"] != "Misc"]


def _anstiftung(raw: Mapping[Source, pd.DataFrame]) -> pd.DataFrame:
    """The median of the item types whose German name belongs to a category."""
    types = raw[sources.ITEM_TYPES]
    names = pd.DataFrame(
        {
            "key": types["de"].str.strip().str.casefold(),
            "product_category": types["product_category"],
        }
    ).drop_duplicates("key")
    items = raw[sources.ANSTIFTUNG]
    mine = pd.DataFrame(
        {
            "key": items["Unterkategorie"].str.strip().str.casefold(),
            "co2e_kg": _numbers(items["CF"].str.replace(",", ".", regex=False)),
        }
    )
    joined = mine.merge(names[names["key"] != ""], on="key", how="inner", validate="m:1")
    joined["product_category"] = joined["product_category"].map(lambda n: CATEGORY_NAMES[plain(n)])
    groups = joined.groupby("product_category", as_index=False)["co2e_kg"]
    return groups.median()[lambda t: t["product_category"] != "Misc"]


def clean_repair_savings(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """VITO's emissions of buying new and of repairing, by product, label and year.

    Returns
    -------
    Cleaned
        ``repair_savings``: ``buy_new_kg`` and ``repair_kg`` CO2e up to each year after the repair.
    """
    table = raw[sources.VITO]
    parts = ("production_impact", "end_of_life_impact", "repair_impact", "use_phase_impact")
    total = sum(_numbers(table[part]) for part in parts)
    long = pd.DataFrame(
        {
            "product": table["product_name"].str.strip(),
            "label": table["energylabel"].str.strip(),
            "lifetime_years": table["expected_lifetime"].astype("int64"),
            "years_after": table["years_after_repair"].astype("int64"),
            "scenario": table["scenario"].str.strip(),
            "kg": total.round(6),
        }
    )
    key = ["product", "label", "lifetime_years", "years_after"]
    wide = long.pivot(index=key, columns="scenario", values="kg").reset_index()
    wide = wide.rename(columns={"buy_new": "buy_new_kg", "repair": "repair_kg"})
    source = sources.VITO
    wide = wide.assign(source=source.key, vintage=source.vintage).rename_axis(columns=None)
    log = pd.DataFrame(columns=["rule", "rows", "meaning"])
    return Cleaned(wide[list(REPAIR_SAVINGS.columns)], log)


REPAIR_FACTORS_TABLE = Table(
    key="repair_factors",
    title="Weight and emissions of one item of each category, by four sets of factors",
    licence="CC-BY-SA-4.0",
    schema=REPAIR_FACTORS,
    inputs={
        sources.LCA_SUMMARY: readers.read_lca_summary,
        sources.LCA_PRODUCTS: readers.read_lca_products,
        sources.DEVICE_TYPES: readers.read_device_types,
        sources.CBS_WEIGHTS: readers.read_weights,
        sources.UNU_KEYS: readers.read_unu_keys,
        sources.ITEM_TYPES: readers.read_item_types,
        sources.ANSTIFTUNG: readers.read_footprints,
    },
    clean=clean_repair_factors,
    sort_by=("factor_set", "product_category_id"),
)
REPAIR_SAVINGS_TABLE = Table(
    key="repair_savings",
    title="Emissions of buying new and of repairing, by years after the repair",
    licence="facts",
    schema=REPAIR_SAVINGS,
    inputs={sources.VITO: readers.read_repair_impact},
    clean=clean_repair_savings,
    sort_by=("product", "label", "years_after"),
)
