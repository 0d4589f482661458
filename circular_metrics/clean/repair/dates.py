"""When an item was brought: what dates can be read, how exact they are, which are suspect."""

import re
from datetime import date

import numpy as np
import pyarrow as pa

from circular_metrics.clean.repair.arrow import given_to_rows
from circular_metrics.clean.repair.columns import Column, Columns, kinds_of, together
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists.repair_coding import ENTRY_DATES

EVENT = ("event_date",)
FIRST_REPAIR_CAFE = np.datetime64("2009-01-01")  # the first one opened in October of that year
BUSY_DAY, TIMES_BUSIER, MONTHS_RUNNING = 50, 3, 3
EPOCH, LAST, MONTHS = 1970, "9999-12", 12 * 10_000  # of numpy's and of all dates
MONTH, DAY = re.compile(r"\d{4}-\d{2}"), re.compile(r"[T ]")
RELEASE = re.compile(r"(?<!\d)(20\d{2})-?(0[1-9]|1[0-2])(?!\d)")


def release_of(name: str) -> str:
    """The release that a file's name states, as ``2025-07``; ``""`` if it states none."""
    found = RELEASE.findall(name)
    return "-".join(found[-1]) if found else ""


def _read(text: str) -> date | None:
    """A date written year-month-day, with or without an hour, or year-month; else nothing."""
    day = text
    if len(text) != 10:
        day = f"{text}-01" if MONTH.fullmatch(text) else DAY.split(text, maxsplit=1)[0]
    try:
        return date.fromisoformat(day) if len(day) == 10 else None
    except ValueError:
        return None


def clean_dates(
    columns: dict[str, Column], release: str
) -> tuple[Columns, np.ndarray, list[Finding]]:
    """Event dates as ISO text and how exact they are; the year of each; what was found."""
    column = columns["event_date"]
    read = [_read(text) for text in column.stripped]
    day = pa.array(read, type=pa.date32()).to_numpy(zero_copy_only=False).copy()
    impossible = day < FIRST_REPAIR_CAFE
    day[impossible] = "NaT"
    month = day.astype("datetime64[M]")
    known = column.rows(~np.isnat(day))
    months = column.rows([len(text) == 7 for text in column.stripped]) & known
    provider, group = columns["data_provider"], columns["group_identifier"]
    by_month = months | _only_first_days(provider, column, day)
    exact = np.where(known, np.where(by_month, 1, 2), 0)
    table = {
        "event_date": column.texts(pa.array(day).cast(pa.string()).to_pylist()),
        "date_precision": given_to_rows([None, "month", "day"], exact),
    }
    blank = [text == "" for text in column.stripped]
    unreadable = [d is None and text != "" for text, d in zip(column.stripped, read, strict=True)]
    year = np.where(np.isnat(day), np.nan, day.astype("datetime64[Y]").astype(int) + EPOCH)
    return table, column.numbers(year), [
        Finding("D1", column.rows(blank), "date_blank"),
        Finding("D1", column.rows(unreadable), "date_unreadable", EVENT),
        Finding("D1", column.rows(impossible), "date_impossible", EVENT),
        Finding("D2", by_month, "date_to_the_month"),
        Finding("D3", _bulk_days(provider, group, column, known), "bulk_day"),
        Finding("D4", column.rows(month > np.datetime64(release or LAST)), "date_after_release"),
        Finding("D5", provider.rows([name in ENTRY_DATES for name in provider.stripped])),
    ]  # fmt: skip


def _only_first_days(provider: Column, column: Column, day: np.ndarray) -> np.ndarray:
    """Records of a provider in a run of months in which nothing but the 1st occurs."""
    kinds, which, _ = kinds_of(together([provider.codes, column.codes]))
    hit = np.zeros(len(kinds), dtype=bool)
    owner, days = np.divmod(kinds, max(len(day), 1))
    dated = ~np.isnat(day[days])
    if dated.any():
        owner, day = owner[dated], day[days][dated]
        month = day.astype("datetime64[M]")
        months, place = np.unique(owner * MONTHS + month.astype("int64"), return_inverse=True)
        only = np.bincount(place, weights=day != month) == 0
        ends = (np.diff(months // MONTHS) != 0) | (np.diff(only) != 0)
        run = np.r_[0, ends.cumsum()]
        hit[dated] = (only & (np.bincount(run)[run] >= MONTHS_RUNNING))[place]
    return hit[which]


def _bulk_days(provider: Column, group: Column, column: Column, known: np.ndarray) -> np.ndarray:
    """Records of a group's busiest day, where that day is far busier than its next."""
    known = known & group.rows([name != "" for name in group.stripped])
    result = np.zeros(len(known), dtype=bool)
    if column.counts.max(initial=0) < BUSY_DAY:
        return result
    groups = together([provider.codes[known], group.codes[known]])
    width = len(column.labels) or 1
    kinds, which, size = kinds_of(groups * width + column.codes[known])
    order = np.lexsort((-size, kinds // width))
    owner, sizes = (kinds // width)[order], size[order]
    first = np.r_[True, owner[1:] != owner[:-1]] if len(owner) else np.zeros(0, dtype=bool)
    follows = np.r_[sizes[1:], 0]
    alone = np.r_[owner[1:] != owner[:-1], True] if len(owner) else first
    bulk = np.zeros(len(kinds), dtype=bool)
    bulk[order] = first & ~alone & (sizes >= BUSY_DAY) & (sizes > TIMES_BUSIER * follows)
    result[known] = bulk[which]
    return result
