"""One file of repair records of any version → one row per record, in the file's order."""

import pandas as pd

from circular_metrics.clean.repair.ages import clean_ages
from circular_metrics.clean.repair.dates import clean_dates, release_of
from circular_metrics.clean.repair.labels import (
    clean_category,
    clean_origin,
    clean_outcome,
    repeats,
)
from circular_metrics.clean.repair.rules import Finding, cleaning_log, flags, raw_values
from circular_metrics.clean.repair.structure import arranged
from circular_metrics.clean.repair.texts import text_findings
from circular_metrics.model import Cleaned, Kind
from circular_metrics.readers.ords import read_ords
from circular_metrics.schemas.repair import REPAIR_EVENTS


def clean_events(raw: pd.DataFrame, name: str) -> Cleaned:
    """Repair events of one file.

    Parameters
    ----------
    raw : DataFrame
        As `read_ords` gives it, of any version of the standard.
    name : str
        The file's name; a release in it (``…_202507.csv``) is taken over.

    Returns
    -------
    Cleaned
        ``repair_events``, one row per record in file order: no free text, no brand, no model.
        Records and quarantined rows together are as many as the rows of ``raw``.

    Raises
    ------
    UnknownLabelError
        If a status, barrier or category is not one of the standard's, old or new.
    """
    frame, quarantine, structural, shifted = arranged(raw, name)
    release = release_of(name)
    dates, date_findings = clean_dates(frame, release)
    ages, age_findings = clean_ages(frame, dates["event_year"])
    outcome, outcome_findings = clean_outcome(frame, name)
    category, category_findings = clean_category(frame, name)
    origin, origin_findings = clean_origin(frame, "country" in raw)
    findings: list[Finding] = [
        *origin_findings,
        *date_findings,
        *age_findings,
        *outcome_findings,
        *category_findings,
        *text_findings(frame),
        *repeats(frame),
    ]
    tidy = pd.concat([origin, dates, category, outcome, ages], axis="columns")
    put_back = Finding("S1", shifted, "cells_put_back")
    tidy = tidy.assign(
        release=pd.Series(release, index=tidy.index, dtype="str"),
        flags=flags([put_back, *findings], len(frame)),
        raw=raw_values(findings, frame),
        line=frame["line"].astype("int64"),
    )
    log = cleaning_log([*structural, *findings])
    return Cleaned(tidy[list(REPAIR_EVENTS.columns)], log, quarantine)


ORDS = Kind(
    key="ords",
    title="Open Repair Data of one partner, versions 0.1, 0.2.1 and 0.3, CSV or JSON",
    output="repair_events",
    read=read_ords,
    clean=clean_events,
)
