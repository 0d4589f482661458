"""Whose record it is, where it was made, and under which of its names the group is kept."""

import re
import unicodedata

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.columns import Column, kinds_of, together
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists.repair import COUNTRIES

NUMBERED_GROUP = re.compile(r"\d+")
ID = r"[a-z]+_[0-9]+"
GROUP = ("group_identifier",)


def clean_origin(
    ids: pd.Series, columns: dict[str, Column], has_country: bool
) -> tuple[pd.DataFrame, list[Finding]]:
    """Provider, id, country and group; a blank is missing, and nothing is guessed."""
    provider, country = columns["data_provider"], columns["country"]
    group = columns["group_identifier"]
    identifier = ids.str.strip()
    kept, respelt = _one_spelling(provider, group)
    table = pd.DataFrame(
        {
            "provider": provider.texts([name or None for name in provider.stripped]),
            "id": identifier.where((identifier != "").to_numpy()),
            "country": country.texts([c if c in COUNTRIES else None for c in country.stripped]),
            "group": kept,
        }
    )
    outer = [raw != name for raw, name in zip(group.labels, group.stripped, strict=True)]
    foreign = country.rows([c != "" and c not in COUNTRIES for c in country.stripped])
    numbered = group.rows([bool(NUMBERED_GROUP.fullmatch(name)) for name in group.stripped])
    return table, [
        Finding("I3", ~identifier.str.fullmatch(ID).to_numpy(dtype=bool), "id_form"),
        Finding("G1", group.rows(outer), "", GROUP),
        Finding("G2", respelt, "group_respelt", GROUP),
        Finding("G3", numbered),
        Finding("G5", group.rows([name == "" for name in group.stripped]), "group_blank"),
        Finding("C1", country.rows([c == "" for c in country.stripped]) & has_country,
                "country_blank"),
        Finding("C1", foreign, "country_not_iso", ("country",)),
    ]  # fmt: skip


def group_key(name: str) -> str:
    """A group's name without case and punctuation; its letters keep their accents.

    >>> group_key("Cardiff, Canton") == group_key("Cardiff Canton")
    True
    >>> group_key("Sæby") == group_key("Søby"), group_key("MAAKbar") == group_key("Maakbaar")
    (False, False)
    """
    plain = unicodedata.normalize("NFC", name).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def _one_spelling(provider: Column, group: Column) -> tuple[pd.Series, np.ndarray]:
    """Each group under its provider's most frequent spelling, and which rows had another."""
    keys = [group_key(name) or None for name in group.stripped]
    if len({k for k in keys if k}) == sum(k is not None for k in keys):
        return group.texts([name or None for name in group.stripped]), np.zeros(
            len(group.codes), dtype=bool
        )
    width = len(group.labels)
    kinds, which, size = kinds_of(together([provider.codes, group.codes]))
    spelt = pd.DataFrame(
        {
            "provider": kinds // width,
            "key": [keys[k % width] for k in kinds],
            "name": [group.stripped[k % width] for k in kinds],
            "size": size,
        }
    )
    spelt["key"] = spelt["key"].where(spelt["key"].notna(), spelt["name"])
    ordered = spelt.sort_values(["size", "name"], ascending=[False, True], kind="stable")
    best = ordered.groupby(["provider", "key"])["name"].transform("first").reindex(spelt.index)
    other = (best != spelt["name"]).to_numpy()
    names = best.where(best != "").astype("str")
    return names.take(which).reset_index(drop=True), other[which]
