"""When an item was brought: what dates can be read, how exact they are, which are suspect."""

import re

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.rules import Finding

FIRST_REPAIR_CAFE = pd.Timestamp("2009-01-01")  # the first one opened in October of that year
BUSY_DAY, TIMES_BUSIER, MONTHS_RUNNING = 50, 3, 3
RELEASE = re.compile(r"(?<!\d)(20\d{2})-?(0[1-9]|1[0-2])(?!\d)")


def release_of(name: str) -> str:
    """The release that a file's name states, as ``2025-07``; ``""`` if it states none."""
    found = RELEASE.findall(name)
    return "-".join(found[-1]) if found else ""


def clean_dates(frame: pd.DataFrame, release: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Event dates as ISO text and how exact they are, with ``event_year`` for the ages."""
    codes, texts = pd.factorize(frame["event_date"])
    texts = pd.Series(texts, dtype="str").str.strip()
    months = texts.str.fullmatch(r"\d{4}-\d{2}").astype(bool)
    days = texts.where(~months, texts + "-01").str.replace(r"[T ].*$", "", regex=True)
    written = days.str.fullmatch(r"\d{4}-\d{2}-\d{2}").astype(bool)
    dates = pd.to_datetime(days.where(written), format="%Y-%m-%d", errors="coerce")
    unreadable = (dates.isna() & (texts != "")).to_numpy()[codes]
    impossible = (dates < FIRST_REPAIR_CAFE).to_numpy()[codes]
    blank = (texts == "").to_numpy()[codes]
    good = dates.where(dates >= FIRST_REPAIR_CAFE)
    event = good.take(codes).reset_index(drop=True)
    by_month = months.to_numpy()[codes] | _only_first_days(frame["data_provider"], event)
    by_month &= event.notna().to_numpy()
    bulk = _bulk_days(frame, codes, event.notna().to_numpy())
    end = pd.Timestamp(f"{release}-01") + pd.offsets.MonthEnd(0) if release else pd.Timestamp.max
    late = (event > end).to_numpy()
    table = pd.DataFrame(
        {
            "event_date": good.dt.strftime("%Y-%m-%d").astype("str").take(codes).to_numpy(),
            "date_precision": np.where(by_month, "month", "day"),
            "event_year": event.dt.year.astype("Int64"),
        }
    ).astype({"event_date": "str", "date_precision": "str"})
    table["date_precision"] = table["date_precision"].where(event.notna())
    return table, [
        Finding("D1", blank, "date_blank"),
        Finding("D1", unreadable, "date_unreadable", ("event_date",)),
        Finding("D1", impossible, "date_impossible", ("event_date",)),
        Finding("D2", by_month, "date_to_the_month"),
        Finding("D3", bulk, "bulk_day"),
        Finding("D4", late, "date_after_release"),
    ]


def _only_first_days(providers: pd.Series, event: pd.Series) -> np.ndarray:
    """Records of a provider in a run of months in which nothing but the 1st occurs."""
    known = event.notna().to_numpy()
    dates = pd.DataFrame(
        {
            "provider": providers.to_numpy()[known],
            "month": event[known].dt.year * 12 + event[known].dt.month,
            "first": event[known].dt.day.eq(1),
        }
    )
    months = dates.groupby(["provider", "month"], as_index=False)["first"].all()
    same = months["provider"].eq(months["provider"].shift())
    run = (~(same & months["first"].eq(months["first"].shift()))).cumsum()
    months["only"] = months["first"] & (run.groupby(run).transform("size") >= MONTHS_RUNNING)
    joined = dates.merge(months, on=["provider", "month"], how="left", validate="m:1")
    result = np.zeros(len(event), dtype=bool)
    result[known] = joined["only"].to_numpy(dtype=bool)
    return result


def _bulk_days(frame: pd.DataFrame, codes: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Records of a group's busiest day, where that day is far busier than its next."""
    groups = pd.DataFrame(
        {
            "provider": frame["data_provider"],
            "group": frame["group_identifier"],
            "day": codes,
        }
    )[known & (frame["group_identifier"] != "").to_numpy()]
    days = groups.groupby(["provider", "group", "day"], as_index=False).size()
    days = days.sort_values("size", ascending=False, kind="stable")
    place = days.groupby(["provider", "group"]).cumcount()
    next_busiest = days.groupby(["provider", "group"])["size"].shift(-1)
    bulk = days[
        (place == 0) & (days["size"] >= BUSY_DAY) & (days["size"] > TIMES_BUSIER * next_busiest)
    ]
    keys = groups.merge(bulk, on=["provider", "group", "day"], how="left", validate="m:1")
    result = np.zeros(len(frame), dtype=bool)
    result[groups.index] = keys["size"].notna().to_numpy()
    return result
