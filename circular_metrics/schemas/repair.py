"""Repair: records of items brought to be repaired, and how many there were."""

import pandera.pandas as pa

from circular_metrics.codelists.repair import (
    BARRIERS,
    CATEGORIES,
    NO_CATEGORY_ID,
    STATUSES,
    UNPOWERED_CATEGORIES,
)

STATUS = pa.Check.isin(sorted(set(STATUSES.values())))
BARRIER = pa.Check.isin([code for code in BARRIERS.values() if code])
CATEGORY = pa.Check.isin([*CATEGORIES, NO_CATEGORY_ID])
CATEGORY_OR_UNPOWERED = pa.Check.isin([*CATEGORIES, NO_CATEGORY_ID, *UNPOWERED_CATEGORIES])
CATEGORY_ID = pa.Check.in_range(1, len(CATEGORIES))
COUNTRY = pa.Check.str_length(3, 3)

REPAIR_EVENTS = pa.DataFrameSchema(
    {
        "provider": pa.Column(str, nullable=True, description="partner, as it names itself"),
        "release": pa.Column(str, description="its year and month, from the file's name"),
        "id": pa.Column(str, nullable=True, description="the partner's; not stable over releases"),
        "country": pa.Column(str, COUNTRY, nullable=True, description="ISO 3166 alpha-3"),
        "group": pa.Column(str, nullable=True, description="group that repaired, as it is named"),
        "event_date": pa.Column(
            str,
            pa.Check.str_matches(r"^\d{4}-\d{2}-\d{2}$"),
            nullable=True,
            description="day of the event or, with some partners, of the entry",
        ),
        "date_precision": pa.Column(
            str, pa.Check.isin(["day", "month"]), nullable=True, description="how exact the date is"
        ),
        "product_category": pa.Column(
            str,
            CATEGORY_OR_UNPOWERED,
            nullable=True,
            description="kind of item, by version 0.3 of the standard",
        ),
        "product_category_id": pa.Column(
            "Int64", CATEGORY_ID, nullable=True, description="the standard's number of it"
        ),
        "status": pa.Column(str, STATUS, description="how the repair ended"),
        "barrier": pa.Column(
            str, BARRIER, nullable=True, description="what stood in the way, where it was given"
        ),
        "year_of_manufacture": pa.Column("Int64", nullable=True, description="as owners recall it"),
        "product_age": pa.Column(
            float, pa.Check.ge(0), nullable=True, description="years at the event, an estimate"
        ),
        "partner_category": pa.Column(
            str, nullable=True, description="the partner's own category, as it is given"
        ),
        "partner_main": pa.Column(
            str, nullable=True, description="its part before the last ` ~ `, without case"
        ),
        "partner_item": pa.Column(
            str, nullable=True, description="its part after the last ` ~ `, without case"
        ),
        "records": pa.Column(
            "int64", pa.Check.ge(0), description="1, or the number that a row of counts stands for"
        ),
        "flags": pa.Column(str, nullable=True, description="what is doubtful, `;` between"),
        "raw": pa.Column(
            str, nullable=True, description="what stood in cells that were changed, `; ` between"
        ),
        "line": pa.Column("int64", description="line in the file; in JSON the record's number"),
    },
    strict=True,
    ordered=True,
    name="repair_events",
)

REPAIR_COUNTS = pa.DataFrameSchema(
    {
        "source": pa.Column(str, description="key of the source"),
        "vintage": pa.Column(str, description="release, year and month"),
        "provider": pa.Column(str, description="partner, as it names itself"),
        "country": pa.Column(str, COUNTRY, nullable=True, description="ISO 3166 alpha-3"),
        "area": pa.Column(
            str,
            pa.Check.str_matches(r"^\d{5}$"),
            nullable=True,
            description="REFNIS code of the municipality, where the group is placed in one",
        ),
        "group": pa.Column(str, nullable=True, description="Belgian groups by name"),
        "month": pa.Column(
            str,
            pa.Check.str_matches(r"^\d{4}-\d{2}$"),
            nullable=True,
            description="year and month of the event; missing where the date is",
        ),
        "product_category": pa.Column(
            str, CATEGORY, nullable=True, description="kind of item, by version 0.3 of the standard"
        ),
        "product_category_id": pa.Column(
            "Int64", CATEGORY_ID, nullable=True, description="the standard's number of it"
        ),
        "status": pa.Column(str, STATUS, description="how the repair ended"),
        "barrier": pa.Column(
            str, BARRIER, nullable=True, description="what stood in the way, where it was given"
        ),
        "age_years": pa.Column(
            "Int64", pa.Check.ge(0), nullable=True, description="whole years, where it was asked"
        ),
        "records": pa.Column("int64", pa.Check.gt(0), description="number of items brought"),
    },
    strict=True,
    ordered=True,
    name="repair_counts",
)
