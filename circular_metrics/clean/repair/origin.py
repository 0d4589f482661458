"""Whose record it is, where it was made, and under which of its names the group is kept."""

import re
import unicodedata

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from circular_metrics.clean.repair.arrow import (
    POOL,
    Array,
    arrow_of,
    blank_is_missing,
    given_to_rows,
    starts_of,
)
from circular_metrics.clean.repair.columns import Column, Columns, kinds_of, together
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists.repair import COUNTRIES

NUMBERED_GROUP = re.compile(r"\d+")
DIGITS, BEFORE_DIGITS = "0123456789", re.compile(r"[a-z]+_")
GROUP = ("group_identifier",)


def clean_origin(
    ids: pd.Series, columns: dict[str, Column], has_country: bool
) -> tuple[Columns, list[Finding]]:
    """Provider, id, country and group; a blank is missing, and nothing is guessed."""
    provider, country = columns["data_provider"], columns["country"]
    group = columns["group_identifier"]
    identifier = compute.utf8_trim_whitespace(arrow_of(ids), memory_pool=POOL)
    kept, respelt = _one_spelling(provider, group)
    table = {
        "provider": provider.texts([name or None for name in provider.stripped]),
        "id": blank_is_missing(identifier),
        "country": country.texts([c if c in COUNTRIES else None for c in country.stripped]),
        "group": kept,
    }
    outer = [raw != name for raw, name in zip(group.labels, group.stripped, strict=True)]
    foreign = country.rows([c != "" and c not in COUNTRIES for c in country.stripped])
    numbered = group.rows([bool(NUMBERED_GROUP.fullmatch(name)) for name in group.stripped])
    return table, [
        Finding("I3", ~_letters_digits(identifier), "id_form"),
        Finding("G1", group.rows(outer), "", GROUP),
        Finding("G2", respelt, "group_respelt", GROUP),
        Finding("G3", numbered),
        Finding("G5", group.rows([name == "" for name in group.stripped]), "group_blank"),
        Finding("C1", country.rows([c == "" for c in country.stripped]) & has_country,
                "country_blank"),
        Finding("C1", foreign, "country_not_iso", ("country",)),
    ]  # fmt: skip


def _letters_digits(ids: pa.LargeStringArray) -> np.ndarray:
    """Which ids are letters, an underscore and digits: what stands before these is of few kinds."""
    before = Column.of_texts(compute.ascii_rtrim(ids, DIGITS, memory_pool=POOL))
    shorter = np.diff(starts_of(ids)) > before.numbers([len(text) for text in before.labels])
    return shorter & before.rows([bool(BEFORE_DIGITS.fullmatch(text)) for text in before.labels])


def group_key(name: str) -> str:
    """A group's name without case and punctuation; its letters keep their accents.

    >>> group_key("Cardiff, Canton") == group_key("Cardiff Canton")
    True
    >>> group_key("Sæby") == group_key("Søby"), group_key("MAAKbar") == group_key("Maakbaar")
    (False, False)
    """
    plain = unicodedata.normalize("NFC", name).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def _one_spelling(provider: Column, group: Column) -> tuple[Array, np.ndarray]:
    """Each group under its provider's most frequent spelling, and which rows had another."""
    keys = [group_key(name) or name for name in group.stripped]
    width = len(group.labels)
    kinds, which, sizes = kinds_of(together([provider.codes, group.codes]))
    places = kinds.tolist()
    names = [group.stripped[place % width] for place in places]
    owners = [(place // width, keys[place % width]) for place in places]
    best: dict[tuple[int, str], tuple[int, str]] = {}
    for owner, name, size in zip(owners, names, sizes.tolist(), strict=True):
        best[owner] = min(best.get(owner, (0, "")), (-size, name))
    kept = [best[owner][1] for owner in owners]
    other = [name != spelling for name, spelling in zip(names, kept, strict=True)]
    return given_to_rows([name or None for name in kept], which), np.array(other, dtype=bool)[which]
