"""Greenhouse gases emitted on a country's own territory, beside which its footprint stands."""

from collections.abc import Mapping

import pandas as pd

from circular_metrics.codelists import recode
from circular_metrics.codelists.waste import AREAS, FLAGS, KEPT_AREAS
from circular_metrics.errors import UnknownLabelError
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers.eurostat import read_eurostat
from circular_metrics.schemas.policy import TERRITORIAL_EMISSIONS
from circular_metrics.sources import policy as sources

MEASURE, UNIT = "territorial_greenhouse_gas_emissions", "Mt CO2e"
SERIES = ("src_crf=TOTX4_MEMO", "MTCO2E")


def clean_territorial_emissions(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """The emissions of EU members in million tonnes of CO2 equivalent, year by year.

    Raises
    ------
    UnknownLabelError
        For another series, a place or a flag without a code.
    """
    ((source, frame),) = raw.items()
    series = (frame["dimensions"].astype("str") + " | " + frame["unit"].astype("str")).rename(
        "series"
    )
    recode(series, {" | ".join(SERIES): MEASURE}, source.filename)
    area = recode(frame["area"].astype("str").rename("geo"), AREAS, source.filename).astype("str")
    flags = frame["flag"].astype("str")
    unknown = sorted({letter for flag in flags for letter in flag} - set(FLAGS))
    if unknown:
        raise UnknownLabelError(f"{source.filename}: no meaning for the flags {unknown}")
    text = frame["value"].astype("str")
    table = pd.DataFrame(
        {
            "measure": MEASURE,
            "area": area,
            "year": frame["period"].astype("str").astype("int64"),
            "value": pd.to_numeric(text.where(text != "")),
            "unit": UNIT,
            "half_step": 0.5 / 10.0 ** text.str.partition(".")[2].str.len().max(),
            "flag": flags.where(flags != ""),
            "source": source.key,
            "vintage": source.vintage,
        }
    )
    is_kept = table["area"].isin(KEPT_AREAS)
    log = pd.DataFrame(
        [
            ("rows read", len(frame), "One row per place and year."),
            ("area outside the EU", int((~is_kept).sum()), "Left out: not an EU member."),
        ],
        columns=["rule", "rows", "meaning"],
    )
    return Cleaned(table[is_kept].reset_index(drop=True), log)


KINDS = ()
TABLES = (
    Table(
        key="territorial_emissions",
        title="Greenhouse gas emissions on the territory of EU members",
        licence="Eurostat reuse (CC BY 4.0)",
        schema=TERRITORIAL_EMISSIONS,
        inputs={sources.TERRITORIAL_EMISSIONS: read_eurostat},
        clean=clean_territorial_emissions,
        sort_by=("area", "year"),
    ),
)
