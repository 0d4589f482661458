"""The tidy tables of waste and materials, and the long table of any file of statistics."""

import pandera.pandas as pa

from circular_metrics.codelists.waste import KEPT_AREAS, MEASURES

EUROSTAT_SERIES = pa.DataFrameSchema(
    {
        "measure": pa.Column(str, pa.Check.isin(MEASURES), description="what is measured"),
        "area": pa.Column(
            str, pa.Check.isin(KEPT_AREAS), description="Eurostat's code: EU members, EU27_2020"
        ),
        "year": pa.Column("int64", pa.Check.in_range(1990, 2100), description="calendar year"),
        "value": pa.Column(
            float, nullable=True, description="as published, in `unit`; missing stays missing"
        ),
        "unit": pa.Column(str, description="unit of `value`"),
        "half_step": pa.Column(
            float,
            pa.Check.gt(0),
            description="half of the last digit that the series is printed with, in `unit`",
        ),
        "flag": pa.Column(
            str, nullable=True, description="publisher's flags, a letter each (e estimated, ...)"
        ),
        "is_confidential": pa.Column(bool, description="whether the publisher withholds the value"),
        "source": pa.Column(str, description="key of the source"),
        "vintage": pa.Column(str, description="year and month of the publisher's update"),
    },
    unique=["measure", "area", "year", "source", "vintage"],
    strict=True,
    ordered=True,
    name="eurostat_series",
)

SERIES = pa.DataFrameSchema(
    {
        "dataset": pa.Column("category", description="publisher's code of the table"),
        "freq": pa.Column("category", nullable=True, description="frequency, as published"),
        "dimensions": pa.Column(
            "category", nullable=True, description="the other dimensions, `name=code;name=code`"
        ),
        "unit": pa.Column("category", nullable=True, description="unit, as published"),
        "area": pa.Column("category", nullable=True, description="place, as published"),
        "period": pa.Column(
            "category",
            nullable=True,
            description="year, quarter, month, ...; missing where the file names none",
        ),
        "value": pa.Column(float, nullable=True, description="missing stays missing"),
        "decimals": pa.Column(
            "int8", description="digits printed behind the decimal point of this value"
        ),
        "flag": pa.Column("category", nullable=True, description="flags, as published"),
        "confidential": pa.Column(bool, description="whether the publisher withholds the value"),
        "updated": pa.Column(
            "category", nullable=True, description="publisher's last update, ISO 8601"
        ),
        "vintage": pa.Column("category", nullable=True, description="its year and month"),
        "attributes": pa.Column(
            "category", nullable=True, description="other attributes, `name=code;name=code`"
        ),
    },
    strict=True,
    ordered=True,
    name="series",
)
