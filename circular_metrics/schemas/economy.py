"""Tidy tables of firms: starters with their survivors, and local units by municipality."""

import pandera.pandas as pa

from circular_metrics.codelists.economy import DEFINITIONS, REGIONS, SECTIONS, SURVIVAL_YEARS

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

NACE_CLASS = pa.Check.str_matches(r"^\d{2}\.\d{2}$")
MATCH = pa.Column(
    str,
    pa.Check.isin(["one", "part"]),
    description="one: the classes of 2008 and 2025 hold the same; part: they overlap",
)

CIRCULAR_ACTIVITIES = pa.DataFrameSchema(
    {
        "definition": pa.Column(
            str, pa.Check.isin(DEFINITIONS), description="whose notion of a circular activity"
        ),
        "group": pa.Column(str, description="part of the definition"),
        "version": pa.Column(
            str,
            pa.Check.isin(["2008", "2025"]),
            description="edition of NACE: one number may mean something else in the other",
        ),
        "code": pa.Column(str, NACE_CLASS, description="class of NACE, four digits"),
        "match": MATCH,
        "title_nl": pa.Column("string", nullable=True, description="Statbel's, for 2025"),
        "title_en": pa.Column("string", nullable=True, description="Statbel's, for 2025"),
    },
    unique=["definition", "group", "version", "code"],
    strict=True,
    name="circular_activities",
)

NACE_CORRESPONDENCE = pa.DataFrameSchema(
    {
        "code_2008": pa.Column(str, NACE_CLASS, description="class of NACE-BEL 2008"),
        "code_2025": pa.Column(str, NACE_CLASS, description="class of NACE-BEL 2025"),
        "match": MATCH,
    },
    unique=["code_2008", "code_2025"],
    strict=True,
    name="nace_correspondence",
)

EMPLOYMENT = pa.DataFrameSchema(
    {
        "area": pa.Column(str, pa.Check.str_matches(r"^\d{5}$"), description="REFNIS code"),
        "period": pa.Column(
            object,
            pa.Check.str_matches(r"^\d{4}(-Q[1-4])?$"),
            nullable=True,
            description="quarter or year, where the workbook tells it",
        ),
        "version": pa.Column(
            str, pa.Check.isin(["2008", "2025", ""]), description="edition of NACE, if it is told"
        ),
        "nace": pa.Column(str, description="code of NACE, with its dot"),
        "jobs": pa.Column(
            "Int64",
            pa.Check.ge(0),
            nullable=True,
            description="jobs; missing where the publisher keeps the number secret",
        ),
    },
    unique=["area", "period", "version", "nace"],
    strict=True,
    name="employment",
)
