"""Tidy tables on permits to build and on what has been built."""

import pandera.pandas as pa

from circular_metrics.codelists.construction import BUILDING_TYPE, LEVEL, STATISTIC

AREA = r"^(BE|[0-9]{5})$"
REGIONS = ("02000", "03000", "04000")

MEASURES = {
    "residential_new_buildings": "permits: new residential buildings",
    "residential_new_dwellings": "permits: dwellings in new residential buildings",
    "residential_new_apartments": "of those dwellings, apartments",
    "residential_new_houses": "of those dwellings, single-family houses",
    "residential_new_floor_area_m2": "permits: floor area of new residential buildings, m2; "
    "missing where no new building was permitted",
    "residential_renovations": "permits: renovations of residential buildings",
    "nonresidential_new_buildings": "permits: new non-residential buildings",
    "nonresidential_new_volume_m3": "permits: volume of new non-residential buildings, m3",
    "nonresidential_renovations": "permits: renovations of non-residential buildings",
}


def _measures() -> dict[str, pa.Column]:
    """The nine columns that are counted or measured."""
    return {
        name: pa.Column("Int64", pa.Check.ge(0), nullable=True, description=description)
        for name, description in MEASURES.items()
    }


BUILDING_PERMITS = pa.DataFrameSchema(
    {
        "area": pa.Column(str, pa.Check.str_matches(AREA), description="REFNIS code, or BE"),
        "level": pa.Column(
            str, pa.Check.isin(list(LEVEL.values())), description="rank of the area"
        ),
        "region": pa.Column(
            str,
            pa.Check.isin(REGIONS),
            nullable=True,
            description="REFNIS code of the region the area lies in; missing for BE",
        ),
        "year": pa.Column("int64", pa.Check.in_range(1996, 2100), description="calendar year"),
        "months": pa.Column(
            "int64", pa.Check.in_range(1, 12), description="months of the year that are covered"
        ),
        "is_complete": pa.Column(bool, description="whether the whole year is covered"),
        **_measures(),
        "source": pa.Column(str, description="key of the source"),
        "vintage": pa.Column(str, description="last month that the source covers"),
    },
    unique=["area", "year"],
    checks=[
        pa.Check(lambda t: t["is_complete"] == (t["months"] == 12), name="complete is 12 months"),
        pa.Check(
            lambda t: (
                t["residential_new_apartments"] + t["residential_new_houses"]
                == t["residential_new_dwellings"]
            ).fillna(True),
            name="apartments and houses make the dwellings",
        ),
    ],
    strict=True,
    ordered=True,
    name="building_permits",
)

BUILDING_STOCK = pa.DataFrameSchema(
    {
        "area": pa.Column(str, pa.Check.str_matches(AREA), description="REFNIS code, or BE"),
        "year": pa.Column(
            "int64", pa.Check.in_range(1990, 2100), description="situation on 1 January"
        ),
        "statistic": pa.Column(
            str, pa.Check.isin(list(STATISTIC.values())), description="what is counted"
        ),
        "is_subtotal": pa.Column(
            bool, description="whether finer statistics count the same buildings again"
        ),
        "building_type": pa.Column(
            str, pa.Check.isin(list(BUILDING_TYPE.values())), description="Statbel's R1 to R6"
        ),
        "value": pa.Column(
            "Int64",
            pa.Check.ge(0),
            nullable=True,
            description="number; missing where Statbel does not count this for the type",
        ),
        "source": pa.Column(str, description="key of the source"),
        "vintage": pa.Column(str, description="the publisher's year"),
    },
    unique=["area", "year", "statistic", "building_type"],
    strict=True,
    ordered=True,
    name="building_stock",
)
