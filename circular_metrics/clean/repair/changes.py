"""All releases held, each compared with its partner's next: how many records changed, and how."""

from collections.abc import Mapping

import pandas as pd

from circular_metrics.clean.repair.events import clean_events
from circular_metrics.clean.repair.releases import changes, summary
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers.ords import read_ords
from circular_metrics.schemas.repair_faults import RELEASE_CHANGES
from circular_metrics.sources.repair import RELEASES


def clean_release_changes(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """One row per pair of a partner's releases that follow each other here.

    Returns
    -------
    Cleaned
        ``release_changes``: records that are the same, edited, re-coded, added and removed, and
        the newest record's month in both.
    """
    rows = []
    for older, newer in _pairs(list(raw)):
        newest = [
            clean_events(raw[s], s.filename).table["event_date"].max()[:7] for s in (older, newer)
        ]
        rows.append(
            {"source": newer.key, "older": older.vintage, "newer": newer.vintage}
            | summary(changes(raw[older], raw[newer]))
            | {"newest_older": newest[0], "newest": newest[1]}
        )
    table = pd.DataFrame(rows)[list(RELEASE_CHANGES.columns)]
    return Cleaned(table, pd.DataFrame(columns=["rule", "rows", "meaning"]))


def _pairs(sources: list[Source]) -> list[tuple[Source, Source]]:
    """Each release with its partner's next."""
    ordered = sorted(sources, key=lambda s: (s.key, s.vintage))
    return [(a, b) for a, b in zip(ordered, ordered[1:], strict=False) if a.key == b.key]


RELEASE_CHANGES_TABLE = Table(
    key="release_changes",
    title="What each release of the Open Repair Data changed against the one before, by content",
    licence="CC-BY-SA-4.0",
    schema=RELEASE_CHANGES,
    inputs=dict.fromkeys(RELEASES, read_ords),
    clean=clean_release_changes,
    sort_by=("source", "newer"),
)
