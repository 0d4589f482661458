"""What the tables of areas and of inhabitants must look like."""

import pandera.pandas as pa

AREA_LEVELS = (
    "municipality",
    "arrondissement",
    "province",
    "region",
    "country",
    "group",
    "service area",
)
ISO_DATE = r"\d{4}-\d{2}-\d{2}"

AREAS = pa.DataFrameSchema(
    {
        "code": pa.Column(
            str, unique=True, description="REFNIS code, Eurostat country code, or a slug"
        ),
        "name_nl": pa.Column(str, description="name in Dutch"),
        "name_fr": pa.Column(str, description="name in French"),
        "name_en": pa.Column(
            str, nullable=True, description="name in English, where it has one of its own"
        ),
        "level": pa.Column(str, pa.Check.isin(AREA_LEVELS), description="what kind of area"),
        "parent": pa.Column(str, nullable=True, description="code of the area it lies in"),
        "valid_from": pa.Column(
            str,
            pa.Check.str_matches(f"^{ISO_DATE}$"),
            nullable=True,
            description="first day of the code; 1970-01-01 is where the REFNIS list begins",
        ),
        "valid_to": pa.Column(
            str,
            pa.Check.str_matches(f"^{ISO_DATE}$"),
            nullable=True,
            description="last day of the code; missing while it is in use",
        ),
        "successor": pa.Column(
            str, nullable=True, description="code it became in the mergers of 2019 and 2025"
        ),
    },
    checks=[
        pa.Check(
            lambda a: a["parent"].isna() | a["parent"].isin(a["code"]), name="parent is an area"
        ),
        pa.Check(
            lambda a: a["successor"].isna() | a["successor"].isin(a["code"]),
            name="successor is an area",
        ),
        pa.Check(
            lambda a: a["successor"].isna() | a["valid_to"].notna(),
            name="what has a successor has ended",
        ),
    ],
    strict=True,
    name="areas",
)

POPULATION = pa.DataFrameSchema(
    {
        "area": pa.Column(
            str,
            pa.Check.str_matches(r"^\d{5}$"),
            description="REFNIS code of the municipality, as published in that year",
        ),
        "year": pa.Column("int64", pa.Check.in_range(1900, 2100), description="1 January of"),
        "population": pa.Column(
            "int64", pa.Check.greater_than(0), description="inhabitants in the national register"
        ),
        "source": pa.Column(str, description="key of the source"),
        "vintage": pa.Column(str, description="vintage of the source"),
    },
    unique=["area", "year"],
    strict=True,
    name="population",
)
