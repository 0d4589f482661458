"""The one shape in which every indicator's values leave the package."""

import pandera.pandas as pa

from circular_metrics.model import STATUSES

OBSERVATIONS = pa.DataFrameSchema(
    {
        "indicator": pa.Column(str, description="key of the indicator"),
        "area": pa.Column(
            str, description="REFNIS code, Eurostat country code, or a region's name"
        ),
        "period": pa.Column("int64", pa.Check.in_range(1900, 2100), description="calendar year"),
        "value": pa.Column(float, nullable=True, description="in `unit`; missing stays missing"),
        "low": pa.Column(float, nullable=True, description="lower end of the interval"),
        "high": pa.Column(float, nullable=True, description="upper end of the interval"),
        "interval": pa.Column(str, description="what the interval is, or `none known`"),
        "unit": pa.Column(str),
        "status": pa.Column(str, pa.Check.isin(STATUSES)),
        "scope": pa.Column(str, description="what is counted, so that unlike is not compared"),
        "is_complete": pa.Column(bool, description="whether the whole period is covered"),
        "preferred": pa.Column(bool, description="the one drawn where several compete"),
        "source": pa.Column(str, description="keys of the sources, `;` between"),
        "vintage": pa.Column(str, description="their vintages, in the same order"),
        "note": pa.Column(str, description="publisher's flag, place in the file, reason"),
    },
    checks=pa.Check(
        lambda o: (
            (o["low"].isna() | (o["low"] <= o["value"] + 1e-9))
            & (o["high"].isna() | (o["high"] >= o["value"] - 1e-9))
        ),
        name="interval holds the value",
    ),
    strict=True,
    ordered=True,
    name="observations",
)
