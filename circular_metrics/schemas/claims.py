"""What the tables of claims and of breaks must look like."""

import pandas as pd
import pandera.pandas as pa

SAME_FIGURE = ["measure", "area", "period", "scope"]
ADDRESS = pa.Check.str_matches(r"^https?://\S+$")
KEY = pa.Check.str_matches(r"^[a-z][a-z0-9_]*$")


def contested(claims: pd.DataFrame) -> pd.Series:
    """Whether several pages state a figure for the same measure, area, period and scope."""
    return claims.duplicated(SAME_FIGURE, keep=False)


def one_preferred(claims: pd.DataFrame) -> pd.Series:
    """Whether exactly one of the claims on the same figure is preferred."""
    return claims.groupby(SAME_FIGURE, dropna=False)["preferred"].transform("sum") == 1


CLAIMS = pa.DataFrameSchema(
    {
        "claim": pa.Column(
            str, pa.Check.str_matches(r"^[a-z0-9-]+$"), unique=True, description="stable name"
        ),
        "measure": pa.Column(str, KEY, description="what is stated a figure of"),
        "area": pa.Column(str, description="code in `areas`"),
        "place": pa.Column(str, description="the area as the page names it"),
        "period": pa.Column(
            "Int64",
            pa.Check.in_range(1900, 2100),
            nullable=True,
            description="calendar year; missing where the page does not say it",
        ),
        "value": pa.Column(float, description="as stated, in `unit`"),
        "unit": pa.Column(str, pa.Check.str_length(min_value=1), description="unit of `value`"),
        "scope": pa.Column(
            str,
            pa.Check.str_length(min_value=1),
            description="what is counted; figures of unlike scope are not compared",
        ),
        "title": pa.Column(str, description="title of the page and who published it"),
        "address": pa.Column(str, ADDRESS, description="address of the page"),
        "dated": pa.Column(
            str,
            pa.Check.str_matches(r"^\d{4}(-\d{2}(-\d{2})?)?$"),
            nullable=True,
            description="date of the page, as exact as it is known",
        ),
        "preferred": pa.Column(bool, description="the one drawn where several pages contradict"),
        "reason": pa.Column(
            str, nullable=True, description="why that one is preferred, where there are several"
        ),
        "note": pa.Column(str, nullable=True, description="what a reader must know of it"),
    },
    checks=[
        pa.Check(one_preferred, name="exactly one preferred of several claims on one figure"),
        pa.Check(lambda c: ~contested(c) | c["reason"].notna(), name="a preference has its reason"),
    ],
    strict=True,
    name="claims",
)

BREAKS = pa.DataFrameSchema(
    {
        "series": pa.Column(str, KEY, description="key of the indicator that is interrupted"),
        "area": pa.Column(str, nullable=True, description="code in `areas`; missing means all"),
        "year": pa.Column(
            "int64", pa.Check.in_range(1900, 2100), description="first year of the new definition"
        ),
        "reason_en": pa.Column(str, pa.Check.str_length(min_value=10), description="why, English"),
        "reason_nl": pa.Column(str, pa.Check.str_length(min_value=10), description="why, Dutch"),
        "source": pa.Column(str, description="who says so"),
        "address": pa.Column(str, ADDRESS, description="address of the page"),
    },
    unique=["series", "area", "year"],
    strict=True,
    name="breaks",
)
