"""What the city handed over, beside the open data: its own status, its own table."""

import json
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.delivery import TEMPLATES
from circular_metrics.delivery.keep import delivery_folder, read_delivery
from circular_metrics.edition.compute import as_observations
from circular_metrics.edition.provenance import key_of
from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Cited, Grid
from circular_metrics.wording import quantity, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition
    from circular_metrics.edition.page import ObjectivePage

SOURCE = "delivery_of_the_city_{template}"


def with_deliveries(observations: pd.DataFrame, edition: "Edition") -> pd.DataFrame:
    """The observations, and beside them what the city delivered, with the status ``delivered``.

    Where the city delivered a figure for an area and year, a claim or a model on the same is kept
    and is no longer the preferred one. Without a delivery the observations are as they were.
    """
    found = [
        as_observations(indicator, _with_origin(compute(delivery), key, edition))
        for key in TEMPLATES
        if not (delivery := _delivery(key, edition)).empty
        for indicator in INDICATORS.values()
        if indicator.template == key
        for compute in [indicator.delivered or indicator.compute]
    ]
    found = [frame for frame in found if len(frame)]
    if not found:
        return observations
    handed = pd.concat(found, ignore_index=True)
    keys = ["indicator", "area", "period"]
    mine = pd.MultiIndex.from_frame(handed.loc[handed["value"].notna(), keys])
    contested = pd.MultiIndex.from_frame(observations[keys]).isin(mine)
    kept = observations.assign(preferred=observations["preferred"] & ~contested)
    return pd.concat([kept, handed], ignore_index=True)


def _delivery(key: str, edition: "Edition") -> pd.DataFrame:
    """The rows that the city delivered, up to the edition's year."""
    rows = read_delivery(TEMPLATES[key], edition.city, edition.data)
    rows = rows[rows["area"].isin(edition.city.codes)]
    return rows[rows["year"].astype("int64") <= edition.year] if len(rows) else rows


def _with_origin(found: pd.DataFrame, key: str, edition: "Edition") -> pd.DataFrame:
    """Status, and the file that was delivered as its vintage."""
    account = delivery_folder(edition.city, edition.data) / f"{key}.json"
    said = json.loads(account.read_text(encoding="utf-8")) if account.is_file() else {}
    return found.assign(
        status="delivered",
        source=SOURCE.format(template=key),
        vintage=str(said.get("sha256", "unknown"))[:12],
    )


def handed_over(page: "ObjectivePage") -> Grid:
    """What the city handed over and what was computed from it, apart from open data."""
    language = page.edition.language
    heads = [say(w, language) for w in ("indicator", "period", "value", "scope", "note")]
    mine = page.own[page.own["status"] == "delivered"]
    rows = [
        (
            INDICATORS[row["indicator"]].names[language],
            str(row["period"]),
            Cited(quantity(row["value"], row["unit"], language), key_of(row)),
            row["scope"],
            row["note"] or "–",
        )
        for _, row in mine.iterrows()
    ]
    return Grid(
        pd.DataFrame(rows, columns=heads, dtype=object),
        say("Delivered by the city itself: not open data, not checked", language),
        [heads[2]],
    )


def asked(edition: "Edition", key: str) -> Grid:
    """What only the city can supply for a template, and for which years it has."""
    language, template = edition.language, TEMPLATES[key]
    found = read_delivery(template, edition.city, edition.data)
    rows = []
    for measure in template.measures:
        years = found.loc[found["measure"] == measure.key, "year"]
        state = ", ".join(str(int(year)) for year in sorted(years.unique()))
        rows.append(
            {
                say("what the city supplies", language): measure.names[language],
                say("unit", language): measure.unit,
                say("state", language): state or say("input needed", language),
            }
        )
    return Grid(pd.DataFrame(rows), say("What only the city can supply", language))
