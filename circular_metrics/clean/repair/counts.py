"""All releases held → monthly counts of repair records, Belgian groups by name."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from circular_metrics.clean.repair.events import clean_events
from circular_metrics.codelists.repair import BELGIUM
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers import read_delimited
from circular_metrics.readers.ords import read_ords
from circular_metrics.schemas.repair import REPAIR_COUNTS
from circular_metrics.sources.repair import GROUP_PLACES, RELEASES

KEY = [name for name in REPAIR_COUNTS.columns if name != "records"]
PLACE = ("provider", "group", "area", "municipality", "basis")


def read_group_places(path: Path) -> pd.DataFrame:
    """The groups' municipalities, as text."""
    return read_delimited(path, columns=PLACE)


def clean_repair_counts(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """How many items were brought, by everything that is counted.

    Parameters
    ----------
    raw : mapping
        A release → its frame as `read_ords` gives it; and the places of the groups.

    Returns
    -------
    Cleaned
        ``repair_counts``. The counts of a source add up to its rows less those set aside.
    """
    places = raw[GROUP_PLACES]
    counts, logs, aside = [], [], []
    for source, frame in raw.items():
        if source == GROUP_PLACES:
            continue
        events = clean_events(frame, source.filename)
        counts.append(count_events(events.table, source, places))
        logs.append(events.log)
        aside.append(events.quarantine)
    log = pd.concat(logs).groupby(["rule", "meaning"], sort=False, as_index=False)["rows"].sum()
    table = pd.concat(counts, ignore_index=True)
    unplaced = table["group"].notna() & table["area"].isna()
    log.loc[len(log)] = {
        "rule": "G6",
        "rows": int(table.loc[unplaced, "records"].sum()),
        "meaning": "Belgian group whose name gives no single municipality: no area",
    }
    return Cleaned(table, log[["rule", "rows", "meaning"]], pd.concat(aside, ignore_index=True))


def count_events(events: pd.DataFrame, source: Source, places: pd.DataFrame) -> pd.DataFrame:
    """The events of one release counted; groups outside Belgium are not told apart."""
    belgian = events["country"] == BELGIUM
    areas = places[["provider", "group", "area"]]
    keyed = pd.DataFrame(
        {
            "source": pd.Series(source.key, index=events.index, dtype="str"),
            "vintage": pd.Series(source.vintage, index=events.index, dtype="str"),
            "provider": events["provider"],
            "country": events["country"],
            "group": events["group"].where(belgian),
            "month": events["event_date"].str[:7],
            "product_category": events["product_category"],
            "product_category_id": events["product_category_id"],
            "status": events["status"],
            "barrier": events["barrier"],
            "age_years": events["product_age"].floordiv(1).astype("Int64"),
        }
    ).merge(areas, on=["provider", "group"], how="left", validate="m:1")
    keyed["area"] = keyed["area"].replace("", None)
    counts = keyed.groupby(KEY, dropna=False, as_index=False).size()
    return counts.rename(columns={"size": "records"})[[*KEY, "records"]]


REPAIR_COUNTS_TABLE = Table(
    key="repair_counts",
    title="Items brought for repair, by month, partner, release, place, kind, outcome and age",
    licence="CC-BY-SA-4.0",
    schema=REPAIR_COUNTS,
    inputs={GROUP_PLACES: read_group_places, **dict.fromkeys(RELEASES, read_ords)},
    clean=clean_repair_counts,
    sort_by=tuple(KEY),
)
