"""What the city handed over, beside the open data: its own status, its own table."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.delivery import TEMPLATES
from circular_metrics.delivery.keep import delivery_folder, read_delivery
from circular_metrics.delivery.municipalities import BY_MUNICIPALITY
from circular_metrics.edition.compute import as_observations
from circular_metrics.edition.firms import NAMES, PREFERRED, jobs_file
from circular_metrics.edition.provenance import DELIVERY, key_of
from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Cited, Grid
from circular_metrics.store import sha256
from circular_metrics.units import UNITS
from circular_metrics.wording import quantity, say
from circular_metrics.wording.published import told

if TYPE_CHECKING:
    from circular_metrics.edition import Edition
    from circular_metrics.edition.page import ObjectivePage


def with_deliveries(
    observations: pd.DataFrame, edition: "Edition", areas: Collection[str] | None = None
) -> pd.DataFrame:
    """The observations, and beside them what the city delivered, with the status ``delivered``.

    A table of every municipality holds rows of other places too: those of ``areas``, the
    edition's own if none are given, are taken. Where a figure for an area and year was delivered,
    a claim or a model on the same is kept and is no longer the preferred one. Without a delivery
    the observations are as they were.
    """
    here = edition.areas if areas is None else areas
    found = [
        as_observations(indicator, _with_origin(compute(delivery), kept, edition))
        for key in TEMPLATES
        for kept, delivery in _deliveries(key, edition, here)
        if len(delivery)
        for indicator in INDICATORS.values()
        if indicator.template == key
        for compute in [indicator.delivered or indicator.compute]
    ]
    found.append(as_observations(INDICATORS["circular_employment"], _jobs(edition, here)))
    found = [frame for frame in found if len(frame)]
    if not found:
        return observations
    handed = pd.concat(found, ignore_index=True)
    keys = ["indicator", "area", "period"]
    mine = pd.MultiIndex.from_frame(handed.loc[handed["value"].notna(), keys])
    contested = pd.MultiIndex.from_frame(observations[keys]).isin(mine)
    kept = observations.assign(preferred=observations["preferred"] & ~contested)
    return pd.concat([kept, handed], ignore_index=True)


def _deliveries(
    key: str, edition: "Edition", areas: Collection[str]
) -> list[tuple[str, pd.DataFrame]]:
    """The rows of a template's deliveries up to the edition's year, by where they are kept.

    What the city fills in itself goes before the table of every municipality.
    """
    own = _until(read_delivery(key, edition.city, edition.data), edition.year)
    own = own[own["area"].isin(edition.city.codes)]
    if key != "waste":
        return [(key, own)]
    table = _until(read_delivery(BY_MUNICIPALITY, edition.city, edition.data), edition.year)
    names = ["area", "measure", "year"]
    is_told = pd.MultiIndex.from_frame(table[names]).isin(pd.MultiIndex.from_frame(own[names]))
    return [(key, own), (BY_MUNICIPALITY, table[table["area"].isin(areas) & ~is_told])]


def _jobs(edition: "Edition", areas: Collection[str]) -> pd.DataFrame:
    """Jobs counted in a table that was handed over: the last period of each year, by definition.

    Without its period a count cannot be placed in a year, and is shown on its page alone.
    """
    path = jobs_file(edition.city, edition.data)
    columns = [
        "area",
        "period",
        "value",
        "scope",
        "preferred",
        "status",
        "source",
        "vintage",
        "note",
    ]
    if not path.is_file():
        return pd.DataFrame(columns=columns)
    table = pd.read_csv(path, dtype={"area": str, "period": str})
    known = table.dropna(subset=["period", "jobs"])
    mine = known[known["area"].isin(areas) & (known["group"] == "all")]
    mine = mine.sort_values("period").assign(year=mine["period"].str[:4].astype("int64"))
    mine = mine[mine["year"] <= edition.year]
    mine = mine.drop_duplicates(["area", "definition", "year"], keep="last")
    return pd.DataFrame(
        {
            "area": mine["area"],
            "period": mine["year"],
            "value": mine["jobs"].astype(float),
            "scope": mine["definition"].map(NAMES),
            "preferred": mine["definition"] == PREFERRED,
            "status": "delivered",
            "source": f"{DELIVERY}{path.stem}",
            "vintage": sha256(path)[:12],
            "note": mine["secret"].map(lambda n: f"{n} classes kept secret" if n else ""),
        }
    ).reset_index(drop=True)


def _until(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """The rows up to a year."""
    return rows[rows["year"].astype("int64") <= year]


def _with_origin(found: pd.DataFrame, key: str, edition: "Edition") -> pd.DataFrame:
    """Status, and the file that was delivered as its vintage."""
    account = delivery_folder(edition.city, edition.data) / f"{key}.json"
    said = json.loads(account.read_text(encoding="utf-8")) if account.is_file() else {}
    return found.assign(
        status="delivered",
        source=DELIVERY + key,
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
            told(row["scope"], language),
            told(row["note"], language) or "–",
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
    found = pd.concat([rows for _, rows in _deliveries(key, edition, edition.city.codes)])
    rows = []
    for measure in template.measures:
        years = found.loc[found["measure"] == measure.key, "year"]
        state = ", ".join(str(int(year)) for year in sorted(years.unique()))
        rows.append(
            {
                say("what the city supplies", language): measure.names[language],
                say("unit", language): UNITS[measure.unit].label(language)
                if measure.unit in UNITS
                else measure.unit,
                say("state", language): state or say("input needed", language),
            }
        )
    return Grid(pd.DataFrame(rows), say("What only the city can supply", language))
