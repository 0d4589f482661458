"""What kind of item and how it ended: publisher's labels to one set of codes."""

import re
from collections.abc import Mapping

import numpy as np
from pyarrow import compute

from circular_metrics.clean.repair.arrow import blank_is_missing
from circular_metrics.clean.repair.columns import Column, Columns, whole_numbers
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists.repair import (
    BARRIER_CODES,
    BARRIERS,
    CATEGORIES,
    CATEGORY_IDS,
    CATEGORY_NAMES,
    NO_CATEGORY_ID,
    OLDER_CATEGORIES,
    STATUS_CODES,
    STATUSES,
    plain,
)
from circular_metrics.errors import UnknownLabelError

CATEGORY_LABELS = {**dict.fromkeys(CATEGORIES), **OLDER_CATEGORIES}
WHOLE = re.compile(r"[0-9]+(\.0+)?")  # spreadsheets write 14 as 14.0
PARTED = " ~ "  # between a partner's own category and the item
CODELISTS: dict[str, tuple[Mapping, Mapping]] = {
    "repair_status": (STATUS_CODES, STATUSES),
    "repair_barrier_if_end_of_life": (BARRIER_CODES, BARRIERS),
    "product_category": (CATEGORY_NAMES, CATEGORY_LABELS),
}


def check_labels(columns: dict[str, Column], where: str) -> None:
    """Refuse labels that have no code, those of all columns at once.

    Raises
    ------
    UnknownLabelError
        If any label of a status, barrier or category has no code: names each, its number of
        rows, and the labels that are known.
    """
    lines = []
    for name, (codes, known) in CODELISTS.items():
        column = columns[name]
        unknown = [
            f"{label!r} ({rows} rows)"
            for label, rows in zip(column.labels, column.counts, strict=True)
            if plain(label) not in codes
        ]
        if unknown:
            expected = ", ".join(map(repr, known))
            found = ", ".join(unknown)
            lines.append(f"{where}, column {name!r}: found {found}; expected one of {expected}")
    if lines:
        raise UnknownLabelError("\n".join(lines))


def clean_outcome(columns: dict[str, Column]) -> tuple[Columns, list[Finding]]:
    """How the repair ended, and what stood in its way."""
    statuses, barriers = columns["repair_status"], columns["repair_barrier_if_end_of_life"]
    status = [STATUS_CODES[plain(label)] for label in statuses.labels]
    barrier = [BARRIER_CODES[plain(label)] for label in barriers.labels]
    not_available = statuses.rows([label == "#N/A" for label in statuses.stripped])
    respelt = barriers.rows([label not in BARRIERS for label in barriers.labels])
    ended = statuses.rows([code == "end_of_life" for code in status])
    none = not ended.any()
    unknown = statuses.rows([code == "unknown" for code in status]) & ~not_available
    given = barriers.rows([code is not None for code in barrier])
    table = {"status": statuses.texts(status), "barrier": barriers.texts(barrier)}
    return table, [
        Finding("R1", unknown),
        Finding("R1", statuses.rows([s == "" for s in statuses.stripped]), "status_blank"),
        Finding("R2", np.full(len(ended), none)),
        Finding("R3", not_available, "status_not_available", ("repair_status",)),
        Finding("B1", respelt, "", ("repair_barrier_if_end_of_life",)),
        Finding("B2", given & ~ended, "barrier_without_end_of_life"),
        Finding("B3", ended & ~given),
    ]


def clean_category(columns: dict[str, Column]) -> tuple[Columns, list[Finding]]:
    """What kind of item, by the forty names of version 0.3 and their numbers."""
    column, numbers = columns["product_category"], columns["product_category_id"]
    names = [CATEGORY_NAMES[plain(label)] for label in column.labels]
    number = column.numbers([CATEGORY_IDS.get(name, np.nan) for name in names])
    given = numbers.numbers([float(t) if WHOLE.fullmatch(t) else np.nan for t in numbers.stripped])
    differs = numbers.rows([text != "" for text in numbers.stripped]) & ~(given == number)
    respelt = column.rows(
        [label != (name or "") for label, name in zip(column.labels, names, strict=True)]
    )
    table = {
        "product_category": column.texts(names),
        "product_category_id": whole_numbers(number),
    }
    return table, [
        Finding("P1", column.rows([name == "Misc" for name in names])),
        Finding("P3", respelt, "", ("product_category",)),
        Finding("P4", differs, "category_id_differs", ("product_category_id",)),
        Finding(
            "P5", column.rows([name == NO_CATEGORY_ID for name in names]), "category_without_id"
        ),
        Finding("P5", column.rows([name is None for name in names]), "category_blank"),
    ]


def clean_partner_category(column: Column) -> tuple[Columns, list[Finding]]:
    """The partner's own category, raw, and parted at its last `` ~ `` without case."""
    texts = [" ".join(label.casefold().split()) for label in column.labels]
    marks = [text.rfind(PARTED) for text in texts]
    main = [text[:at] if at > 0 else text for text, at in zip(texts, marks, strict=True)]
    item = [
        text[at + len(PARTED) :] if at >= 0 else "" for text, at in zip(texts, marks, strict=True)
    ]
    table = {
        "partner_category": blank_is_missing(column.given),
        "partner_main": column.texts([text or None for text in main]),
        "partner_item": column.texts([text or None for text in item]),
    }
    two_parts = compute.match_substring(column.kinds, PARTED)
    return table, [Finding("P2", column.rows(two_parts))]
