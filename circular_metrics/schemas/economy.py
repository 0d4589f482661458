"""Tidy tables of firms: starters with their survivors, and local units by municipality."""

import pandera.pandas as pa

from circular_metrics.codelists.economy import REGIONS, SECTIONS, SURVIVAL_YEARS

_SURVIVORS = {
    f"survivors_{years}": pa.Column(
        "Int64",
        pa.Check.ge(0),
        nullable=True,
        description=f"of them liable to VAT {years} years later; missing where that is yet to come",
    )
    for years in SURVIVAL_YEARS
}

STARTER_SURVIVAL = pa.DataFrameSchema(
    {
        "year": pa.Column("int64", pa.Check.in_range(2000, 2100), description="year of the start"),
        "area": pa.Column(
            str,
            pa.Check.str_matches(r"^\d{5}$"),
            description="REFNIS code of the province, or of Brussels, which has none; no totals",
        ),
        "region": pa.Column(
            str, pa.Check.isin(list(REGIONS.values())), description="REFNIS code of the region"
        ),
        "nace_section": pa.Column(
            str, pa.Check.isin(SECTIONS), description="NACE-BEL 2008; X: not known"
        ),
        "starters": pa.Column(
            "int64", pa.Check.ge(0), description="liable to VAT for the first time"
        ),
        **_SURVIVORS,
    },
    checks=[
        pa.Check(
            lambda t, n=years: t[f"survivors_{n}"].isna() | (t[f"survivors_{n}"] <= t["starters"]),
            name=f"no more survivors after {years} years than starters",
        )
        for years in SURVIVAL_YEARS
    ],
    unique=["year", "area", "nace_section"],
    strict=True,
    name="starter_survival",
)

ESTABLISHMENTS = pa.DataFrameSchema(
    {
        "area": pa.Column(
            str,
            pa.Check.str_matches(r"^\d{5}$"),
            description="REFNIS code of the municipality of 1 January 2025",
        ),
        "year": pa.Column(
            "int64", pa.Check.in_range(2000, 2100), description="its fourth quarter is counted"
        ),
        "establishments": pa.Column(
            "int64", pa.Check.ge(0), description="local units of active enterprises, all sectors"
        ),
        "source": pa.Column(str, description="key of the source of the count"),
        "vintage": pa.Column(str, description="its vintage"),
    },
    unique=["area", "year"],
    strict=True,
    name="establishments",
)
