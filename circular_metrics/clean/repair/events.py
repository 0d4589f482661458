"""One file of repair records of any version → one row per record, in the file's order."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.ages import clean_ages
from circular_metrics.clean.repair.arrow import given_to_rows
from circular_metrics.clean.repair.besides import clean_category_list, clean_unpowered
from circular_metrics.clean.repair.brands import brand_findings
from circular_metrics.clean.repair.columns import Column, Columns, columns_of, repeats
from circular_metrics.clean.repair.dates import clean_dates, release_of
from circular_metrics.clean.repair.labels import (
    check_labels,
    clean_category,
    clean_outcome,
    clean_partner_category,
)
from circular_metrics.clean.repair.origin import clean_origin
from circular_metrics.clean.repair.rules import Finding, cleaning_log, flags, raw_values
from circular_metrics.clean.repair.structure import LINE, SPILL, arranged
from circular_metrics.clean.repair.texts import text_findings
from circular_metrics.model import Cleaned
from circular_metrics.readers.ords import CATEGORY_LIST, UNPOWERED
from circular_metrics.schemas.repair import REPAIR_EVENTS

FEW_LABELS = (
    "data_provider",
    "country",
    "group_identifier",
    "event_date",
    "product_category",
    "product_category_id",
    "partner_product_category",
    "brand",
    "year_of_manufacture",
    "product_age",
    "repair_status",
    "repair_barrier_if_end_of_life",
)


def clean_events(raw: pd.DataFrame, name: str) -> Cleaned:
    """Repair events of one file.

    Parameters
    ----------
    raw : DataFrame
        As `read_ords` gives it, of any version of the standard; or the table of unpowered items,
        whose rows count several records each; or the list of categories.
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
    cells = {column for column in raw if column != LINE and not column.startswith(SPILL)}
    if cells == set(UNPOWERED):
        return clean_unpowered(raw, name, release_of(name))
    if cells == set(CATEGORY_LIST):
        return clean_category_list(raw, name)
    frame, quarantine, structural, shifted = arranged(raw, name)
    columns = columns_of(frame, FEW_LABELS)
    check_labels(columns, name)
    tidy, findings = _tidy(frame, columns, release_of(name), "country" in raw)
    put_back = Finding("S1", shifted, "cells_put_back")
    tidy["flags"] = flags([put_back, *findings], len(frame))
    tidy["raw"] = raw_values(findings, frame)
    table = pd.DataFrame({column: tidy[column] for column in REPAIR_EVENTS.columns}, copy=False)
    return Cleaned(table, cleaning_log([*structural, *findings]), quarantine)


def _tidy(
    frame: pd.DataFrame, columns: dict[str, Column], release: str, has_country: bool
) -> tuple[Columns, Sequence[Finding]]:
    """Every cleaned column, and what the rules found."""
    origin, origin_findings = clean_origin(frame["id"], columns, has_country)
    dates, event_year, date_findings = clean_dates(columns, release)
    ages, age_findings = clean_ages(columns, event_year)
    outcome, outcome_findings = clean_outcome(columns)
    category, category_findings = clean_category(columns)
    partner, partner_findings = clean_partner_category(columns["partner_product_category"])
    others = [c for c in frame if c not in (*FEW_LABELS, "id", LINE)]
    constant = {
        "release": given_to_rows([release], np.zeros(len(frame), dtype="int64")),
        "records": np.ones(len(frame), dtype="int64"),
        LINE: frame[LINE].to_numpy(dtype="int64"),
    }
    return {**origin, **dates, **category, **outcome, **ages, **partner, **constant}, [
        *origin_findings,
        *date_findings,
        *age_findings,
        *outcome_findings,
        *category_findings,
        *partner_findings,
        *brand_findings(columns["brand"]),
        *text_findings(frame["problem"]),
        repeats(list(columns.values()), [frame[name] for name in others]),
    ]
