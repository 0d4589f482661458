"""When an item was brought: what dates can be read, how exact they are, which are suspect."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

import numpy as np

from circular_metrics.clean.repair.arrow import given_to_rows
from circular_metrics.clean.repair.columns import Column, Columns, kinds_of, together
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists.repair_coding import ENTRY_DATES

EVENT = ("event_date",)
FIRST_REPAIR_CAFE = date(2009, 1, 1)  # the first one opened in October of that year
BUSY_DAY, TIMES_BUSIER, MONTHS_RUNNING = 50, 3, 3
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
    good = [day if day and day >= FIRST_REPAIR_CAFE else None for day in read]
    known = column.rows([day is not None for day in good])
    months = [day is not None and len(t) == 7 for t, day in zip(column.stripped, good, strict=True)]
    provider, group = columns["data_provider"], columns["group_identifier"]
    by_month = column.rows(months) | _only_first_days(provider, column, good)
    exact = np.where(known, np.where(by_month, 1, 2), 0)
    table = {
        "event_date": column.texts([day and day.isoformat() for day in good]),
        "date_precision": given_to_rows([None, "month", "day"], exact),
    }
    end = f"{release}-31" if release else "9999-12-31"
    blank = [text == "" for text in column.stripped]
    unreadable = [d is None and text != "" for text, d in zip(column.stripped, read, strict=True)]
    impossible = [d is not None and d < FIRST_REPAIR_CAFE for d in read]
    return table, column.numbers([d.year if d else np.nan for d in good]), [
        Finding("D1", column.rows(blank), "date_blank"),
        Finding("D1", column.rows(unreadable), "date_unreadable", EVENT),
        Finding("D1", column.rows(impossible), "date_impossible", EVENT),
        Finding("D2", by_month, "date_to_the_month"),
        Finding("D3", _bulk_days(provider, group, column, known), "bulk_day"),
        Finding("D4", column.rows([d is not None and d.isoformat() > end for d in good]),
                "date_after_release"),
        Finding("D5", provider.rows([name in ENTRY_DATES for name in provider.stripped])),
    ]  # fmt: skip


def _only_first_days(provider: Column, column: Column, good: Sequence[date | None]) -> np.ndarray:
    """Records of a provider in a run of months in which nothing but the 1st occurs."""
    pairs = together([provider.codes, column.codes])
    kinds, which, _ = kinds_of(pairs)
    days = [good[kind % len(good)] for kind in kinds.tolist()]
    owners = (kinds // max(len(good), 1)).tolist()
    only: dict[tuple[int, int], bool] = {}
    for owner, day in zip(owners, days, strict=True):
        if day is not None:
            month = (owner, day.year * 12 + day.month)
            only[month] = only.get(month, True) and day.day == 1
    runs = _long_runs(sorted(only), only)
    hit = [
        day is not None and (owner, day.year * 12 + day.month) in runs
        for owner, day in zip(owners, days, strict=True)
    ]
    return np.fromiter(hit, dtype=bool, count=len(hit))[which]


def _long_runs(
    months: Sequence[tuple[int, int]], only: Mapping[tuple[int, int], bool]
) -> set[tuple[int, int]]:
    """The months in runs of one owner that are long enough, only the 1st occurring in each."""
    found: set[tuple[int, int]] = set()
    for _, run in groupby(months, key=lambda month: (month[0], only[month])):
        kept = list(run)
        if only[kept[0]] and len(kept) >= MONTHS_RUNNING:
            found.update(kept)
    return found


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
