"""The rules of cleaning by their numbers, and what a rule found in a file."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.arrow import Array, given_to_rows

RULES = {
    "S1": "cells shifted or spilled over by an unquoted comma: put back, or the row set aside",
    "S2": "the file has no column for the country: left missing, no country assumed",
    "I1": "id given before: set aside, with the row's line, as a repetition or a contradiction",
    "I2": "id that another release gives to a different record: counted where several are read",
    "I3": "id not of the form letters_digits: kept and flagged",
    "D1": "event date blank, unreadable or before 2009: missing",
    "D2": "every record of at least three months running is on the 1st: precise to the month only",
    "D3": "a group's day with 50 records or more, over 3 times its next busiest: a batch entry?",
    "D4": "event date later than the release that holds it: kept and flagged",
    "D5": "date on which the platform was told, not that of an event: counted only",
    "Y1": "year of manufacture not a year, or before 1900: missing, and the age with it",
    "Y2": "year of manufacture 1900 to 1902, a form's default: missing, and the age; 1970 flagged",
    "Y3": "made after it was brought for repair, or an age below zero: year and age missing",
    "Y4": "year and age are one figure and its complement: counted only, never a confirmation",
    "Y5": "age a multiple of five, as estimates are: counted only",
    "Y6": "no age given: counted only",
    "A1": "age given, which is not the case at random: counted only, never taken for a sample",
    "R1": "status Unknown or blank: kept as unknown",
    "R2": "the release knows no end of life: counted only, no rate without repairable items",
    "R3": "status #N/A: unknown",
    "B1": "barrier in another spelling: one code",
    "B2": "barrier although the item is not at its end of life: kept and flagged",
    "B3": "end of life without a barrier: counted only",
    "B4": "barrier that another release codes differently: counted where several are read",
    "G1": "spaces round the group's name: removed",
    "G2": "group in another spelling, punctuation or case: its provider's most frequent one",
    "G3": "group given as a number: kept as text with its zeros",
    "G4": "group that two providers report: counted where both are read, never dropped",
    "G5": "group blank: missing",
    "C1": "country blank or not an ISO 3166 code: missing, no country guessed",
    "P1": "category Misc: counted only",
    "P2": "partner's own category of two parts: parted at the last ' ~ ', without case",
    "P3": "category in an older or other spelling: the name of version 0.3",
    "P4": "category number is not the one of the name: the name's is taken",
    "P5": "category blank, or without a successor among the forty: no number",
    "V1": "brand says that it is unknown, or is a sentence: counted only, brands are left out",
    "V2": "brand or text in garbled characters: counted only, texts are left out",
    "T1": "text holds the characters \\r or \\n: counted only, texts are left out",
    "T2": "text holds HTML: counted only, texts are left out",
    "T3": "text holds an emoji's name instead of it: counted only, texts are left out",
    "T4": "text holds filler or nothing but that it is unknown: counted only, texts are left out",
    "T5": "text begins like a formula or holds an address: counted only, texts are left out",
    "K1": "row of the standard's list of categories, not a record: checked and set aside",
    "K2": "row that counts unpowered items: kept, with the number of its records",
    "U1": "repeats another record in all but its id: kept and flagged, batches of items are real",
}

RULE, MEANING = pd.array(list(RULES), dtype="str"), pd.array(list(RULES.values()), dtype="str")


@dataclass(frozen=True)
class Finding:
    """Which rows of a file a rule touched; the flag they get and the columns it changed there."""

    rule: str
    rows: np.ndarray
    flag: str = ""
    changed: tuple[str, ...] = ()


def cleaning_log(findings: Sequence[Finding]) -> pd.DataFrame:
    """How many rows each rule touched, the rules that found nothing with 0."""
    touched: dict[str, np.ndarray] = {}
    for finding in findings:
        before = touched.get(finding.rule)
        touched[finding.rule] = finding.rows if before is None else before | finding.rows
    counts = {rule: int(np.count_nonzero(rows)) for rule, rows in touched.items()}
    return pd.DataFrame(
        {
            "rule": RULE,
            "rows": [counts.get(rule, 0) for rule in RULES],
            "meaning": MEANING,
        }
    )


def flags(findings: Sequence[Finding], rows: int) -> Array:
    """Each row's flags with ``;`` between, missing where it has none."""
    named = [finding for finding in findings if finding.flag]
    bits = np.zeros(rows, dtype="int64")
    for place, finding in enumerate(named):
        if finding.rows.any():
            bits |= finding.rows.astype("int64") << place
    which, kinds = pd.factorize(bits)
    texts = [
        ";".join(f.flag for place, f in enumerate(named) if kind >> place & 1) or None
        for kind in kinds
    ]
    return given_to_rows(texts, which)


def raw_values(findings: Sequence[Finding], frame: pd.DataFrame) -> Array:
    """What stood in the cells that a rule changed, as ``column=value`` with a semicolon between."""
    masks: dict[str, np.ndarray] = {}
    for finding in findings:
        for column in finding.changed if finding.rows.any() else ():
            masks[column] = masks.get(column, np.zeros(len(frame), dtype=bool)) | finding.rows
    changed = np.zeros(len(frame), dtype=bool)
    for mask in masks.values():
        changed |= mask
    texts: list[str | None] = [None] * int(changed.sum())
    places = np.where(changed, np.cumsum(changed) - 1, len(texts))
    for column, mask in masks.items():
        values = frame.loc[mask, column].tolist()
        for place, value in zip(places[mask].tolist(), values, strict=True):
            before = texts[place]
            texts[place] = f"{before}; {column}={value}" if before else f"{column}={value}"
    return given_to_rows([*texts, None], places)
