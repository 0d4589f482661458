"""The yearly series of waste, materials and growth, each in every vintage that is held."""

from collections.abc import Mapping

import pandas as pd

from circular_metrics.clean.waste.long import LOG, clean_series
from circular_metrics.codelists import recode
from circular_metrics.codelists.waste import AREAS, KEPT_AREAS, SERIES
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers.eurostat import read_eurostat
from circular_metrics.readers.eurostat.excerpt import read_recycling_rate_excerpt
from circular_metrics.schemas.waste import EUROSTAT_SERIES
from circular_metrics.sources import waste as published


def clean_eurostat_series(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """The yearly series of waste, materials, growth and footprints of the EU and its members.

    Every vintage that is held stays. ``half_step`` is half of the last digit with which the
    whole series is printed, because Eurostat leaves out a last zero ("12" stands for 12.0).

    Parameters
    ----------
    raw : mapping of Source to DataFrame
        The long frame of text of each file.

    Returns
    -------
    Cleaned
        ``eurostat_series``: one row per measure, area, year and source.

    Raises
    ------
    UnknownLabelError
        For a series or an area that has no code.
    """
    tables, logs = [], []
    for source, frame in raw.items():
        cleaned = clean_series(frame, source.filename)
        tidy = _own_series(cleaned.table, source)
        is_kept = tidy["area"].isin(KEPT_AREAS)
        tables.append(tidy[is_kept])
        outside = ("area_outside_the_eu", int((~is_kept).sum()), "left out: not an EU member")
        logs.append(pd.concat([cleaned.log, pd.DataFrame([outside], columns=LOG)]))
    log = pd.concat(logs).groupby(["rule", "meaning"], sort=False, as_index=False)["rows"].sum()
    return Cleaned(pd.concat(tables, ignore_index=True), log[list(LOG)])


def _own_series(table: pd.DataFrame, source: Source) -> pd.DataFrame:
    """One file's cells under our names of measures, units and areas."""
    known = SERIES[source.key]
    text = {name: table[name].astype("str").fillna("") for name in ("dimensions", "unit", "area")}
    series = (text["dimensions"] + " | " + text["unit"]).rename("series")
    measures = {f"{dims} | {unit}": measure for (dims, unit), (measure, _) in known.items()}
    units = {f"{dims} | {unit}": ours for (dims, unit), (_, ours) in known.items()}
    decimals = table["decimals"].groupby(series).transform("max")
    return pd.DataFrame(
        {
            "measure": recode(series, measures, source.filename).astype("str"),
            "area": recode(text["area"].rename("geo"), AREAS, source.filename).astype("str"),
            "year": table["period"].astype("str").astype("int64"),
            "value": table["value"],
            "unit": recode(series, units, source.filename).astype("str"),
            "half_step": 0.5 / 10.0 ** decimals.astype("int64"),
            "flag": table["flag"].astype("str"),
            "is_confidential": table["confidential"],
            "source": source.key,
            "vintage": source.vintage,
        }
    )


READERS = {published.RECYCLING_RATE_2026_03: read_recycling_rate_excerpt}

EUROSTAT_SERIES_TABLE = Table(
    key="eurostat_series",
    title="Material use, municipal waste, population, growth and footprints of EU members",
    licence="Eurostat reuse (CC BY 4.0)",
    schema=EUROSTAT_SERIES,
    inputs={source: READERS.get(source, read_eurostat) for source in published.SOURCES},
    clean=clean_eurostat_series,
    sort_by=("measure", "area", "year", "vintage", "source"),
)
