"""Repair records from files on the command line, raw or cleaned, and what to say of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from circular_metrics.clean.repair.releases import changes, summary
from circular_metrics.clean.repair.several import clean_several
from circular_metrics.codelists.repair_coding import codings
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.indicators.repair_coding import why_not_compare
from circular_metrics.indicators.repair_rates import newest_releases, why_no_d2
from circular_metrics.model import Cleaned
from circular_metrics.readers import read_bytes, read_delimited
from circular_metrics.readers.ords import read_ords
from circular_metrics.report.tidy import rows_of
from circular_metrics.schemas.repair import REPAIR_EVENTS

RECORDS = "records of repairs, each with its id and outcome"
CLEANED = ("provider", "release", "status", "event_date", "product_category", "country", "group")


def read_events(
    files: Sequence[Path], told: Callable[[str], None], every_release: bool = False
) -> tuple[pd.DataFrame, list[str]]:
    """``repair_events`` of all files, each record once, of each partner's newest release.

    Parameters
    ----------
    files : sequence of Path
        Open Repair Data of any version, or what ``clean ords`` wrote.
    told : function
        Takes a line of progress.
    every_release : bool
        Keep older releases too.

    Returns
    -------
    (events, sentences)
        And what was left out, in words.

    Raises
    ------
    BadInputError
        With the problems of all files at once; also if there is no record of a repair in any.
    """
    raw, tidy, problems = [], [], []
    for path in files:
        try:
            if _is_cleaned(path):
                tidy.append(_read_cleaned(path))
            else:
                raw.append((path.name, read_ords(path)))
        except BadInputError as error:
            problems += error.problems
    if problems:
        raise BadInputError(problems)
    accounts = clean_several(raw) if raw else []
    events = pd.concat([*(a.table for a in accounts), *tidy], ignore_index=True)
    if events.empty:
        aside = dict(zip((name for name, _ in raw), accounts, strict=True))
        raise BadInputError([_no_record(path.name, aside.get(path.name)) for path in files])
    for (name, _), account in zip(raw, accounts, strict=True):
        told(f"cleaned {name}: {rows_of(account)}")
    return (events, []) if every_release else newest_releases(events)


def _no_record(name: str, account: Cleaned | None) -> Problem:
    """A file in which there is no repair: what its rows are instead."""
    reasons = [] if account is None else account.quarantine["reason"].unique()
    rows = f" ({len(account.quarantine)} rows: {'; '.join(reasons)})" if len(reasons) else ""
    return Problem(file=name, found=f"no record of a repair{rows}", expected=RECORDS)


def _is_cleaned(path: Path) -> bool:
    """Whether a file is a ``repair_events.csv``."""
    first = read_bytes(path).partition(b"\n")[0].decode("utf-8", errors="replace")
    names = {name.strip() for name in first.removeprefix("\ufeff").split(",")}
    return set(CLEANED) <= names


def _read_cleaned(path: Path) -> pd.DataFrame:
    """A ``repair_events.csv``, its statuses checked."""
    table = read_delimited(path, columns=CLEANED)
    if "records" not in table:
        table["records"] = "1"
    known = {"fixed", "repairable", "end_of_life", "unknown"}
    checks = {
        "status": (table["status"].isin(known), f"one of {sorted(known)}"),
        "records": (table["records"].str.fullmatch(r"\d+"), "a whole number"),
        "event_date": (
            table["event_date"].str.fullmatch(r"(\d{4}-\d{2}-\d{2})?"),
            "a date such as 2021-03-02, or nothing",
        ),
    }
    problems = [
        Problem(file=path.name, row=int(row) + 2, column=name, found=repr(cell), expected=expected)
        for name, (good, expected) in checks.items()
        for row, cell in table.loc[~good.astype(bool), name].items()
    ]
    if problems:
        raise BadInputError(problems[:20])
    blank = table.where(table != "", None)
    columns = [name for name in REPAIR_EVENTS.columns if name in blank]
    return blank[columns].assign(records=table["records"].astype("int64"), release=table["release"])


def cautions(events: pd.DataFrame, counts: pd.DataFrame) -> list[str]:
    """What must be said beside these rates: unusable definitions and unlike partners."""
    said = [
        "d1 and d2 belong together; where outcomes are unknown, the rate of all lies in d3 … d4"
    ]
    said += why_no_d2(counts)
    kinds = events.groupby(["provider", "release"])["status"].agg(
        lambda s: int((s == "end_of_life").sum())
    )
    for (provider, release), ended in kinds.items():
        case = (str(provider), str(release))
        for measure in ("d1", "d2"):
            said += why_not_compare(measure, case, case, (ended, ended))
        if len(kinds) > 1:
            said += [
                f"{provider} counts as {status}: {words}"
                for coding in codings(*case)
                for status, words in coding.meanings.items()
            ]
    newest = events["event_date"].max()
    if isinstance(newest, str):
        said.append(f"the newest record is of {newest}")
    return list(dict.fromkeys(said))


def compare_releases(old: Path, new: Path) -> tuple[pd.DataFrame, list[str]]:
    """Two releases compared by content, and the outcome in sentences.

    Raises
    ------
    BadInputError
        If either has no records that could be told apart, as a list of categories has none.
    """
    frames = [read_ords(path) for path in (old, new)]
    problems = [
        Problem(file=path.name, found=f"the columns {', '.join(frame)}", expected=RECORDS)
        for path, frame in zip((old, new), frames, strict=True)
        if not {"id", "repair_status"} <= set(frame)
    ]
    if problems:
        raise BadInputError(problems)
    found = changes(*frames)
    counts = summary(found)
    newest = [_newest(frame) for frame in frames]
    sentences = [
        ", ".join(f"{records} {change.replace('_', ' ')}" for change, records in counts.items())
        + f"; newest record {newest[0]} in {old.name}, {newest[1]} in {new.name}"
    ]
    if newest[1] <= newest[0]:
        sentences.append(
            f"frozen source: {new.name} has no record newer than {newest[0]}, which "
            f"{old.name} had already; a later year without records says nothing about repairs"
        )
    return found[found["change"] != "same"].reset_index(drop=True), sentences


def _newest(frame: pd.DataFrame) -> str:
    """The newest date of a raw frame, as text."""
    column = "event_date" if "event_date" in frame else "date"
    dates = frame[column].fillna("").str.strip()
    return str(dates[dates.str.fullmatch(r"\d{4}-\d{2}(-\d{2})?")].max())
