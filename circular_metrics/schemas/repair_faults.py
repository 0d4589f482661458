"""Repair: faults that a classifier reads from problem texts, and how well it does."""

import pandera.pandas as pa

from circular_metrics.codelists.repair import CATEGORIES
from circular_metrics.schemas.repair import STATUS

KIND = pa.Column(str, pa.Check.isin(CATEGORIES), description="kind of item, by version 0.3")
SHARE = pa.Check.in_range(0, 1)

REPAIR_FAULTS = pa.DataFrameSchema(
    {
        "area": pa.Column(
            str, pa.Check.str_matches(r"^\d{5}$"), description="REFNIS code of the municipality"
        ),
        "product_category": KIND,
        "status": pa.Column(str, STATUS, description="how the repair ended"),
        "fault": pa.Column(str, description="fault, `unsure`, or `no text`"),
        "records": pa.Column("int64", pa.Check.gt(0), description="number of items"),
    },
    strict=True,
    ordered=True,
    name="repair_faults",
)

FAULT_SCORES = pa.DataFrameSchema(
    {
        "product_category": KIND,
        "language": pa.Column(str, description="of the text; `all` for all"),
        "n": pa.Column("int64", pa.Check.gt(0), description="texts that volunteers sorted"),
        "answered": pa.Column(float, SHARE, description="share that the classifier is sure of"),
        "precision": pa.Column(float, SHARE, nullable=True, description="share of these right"),
        "f1": pa.Column(float, SHARE, description="F1, weighted by label, abstentions as wrong"),
    },
    strict=True,
    ordered=True,
    name="fault_scores",
)

NUMBER = pa.Check.ge(0)
MONTH = pa.Check.str_matches(r"^\d{4}-\d{2}$")

RELEASE_CHANGES = pa.DataFrameSchema(
    {
        "source": pa.Column(str, description="key of the source"),
        "older": pa.Column(str, description="release compared with"),
        "newer": pa.Column(str, description="release"),
        "same": pa.Column("int64", NUMBER, description="records that say the same"),
        "edited": pa.Column("int64", NUMBER, description="text, brand, age, date or group differs"),
        "recoded": pa.Column("int64", NUMBER, description="outcome, barrier or category differs"),
        "added": pa.Column("int64", NUMBER, description="records that only the newer one has"),
        "removed": pa.Column("int64", NUMBER, description="records that only the older one has"),
        "set_aside": pa.Column(
            "int64", NUMBER, description="records that one has in a row that cleaning sets aside"
        ),
        "newest_older": pa.Column(str, MONTH, description="month of the older one's last record"),
        "newest": pa.Column(str, MONTH, description="month of the newer one's last record"),
    },
    strict=True,
    ordered=True,
    name="release_changes",
)
