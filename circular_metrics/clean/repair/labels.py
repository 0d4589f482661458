"""What kind of item, whose, where, and how it ended: publisher's labels to one set of codes."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists import recode
from circular_metrics.codelists.repair import (
    BARRIER_CODES,
    BARRIERS,
    CATEGORIES,
    CATEGORY_IDS,
    CATEGORY_NAMES,
    COUNTRIES,
    NO_CATEGORY_ID,
    OLDER_CATEGORIES,
    STATUS_CODES,
    STATUSES,
    plain,
)

NUMBERED_GROUP = r"\d+"
ID = r"[a-z]+_[0-9]+"


def coded(labels: pd.Series, codes: Mapping, standard: Mapping, where: str) -> pd.Series:
    """The code of each label, looked up by its plain spelling.

    ``standard`` is the codelist as the standard spells it, for the message.

    Raises
    ------
    UnknownLabelError
        If a label has no code: names each, with its number of rows.
    """
    which, found = pd.factorize(labels)
    spelt = {label: codes[plain(label)] for label in found if plain(label) in codes}
    if len(spelt) < len(found):
        recode(labels, {**standard, **spelt}, where)
    table = pd.Series([spelt[label] for label in found], dtype="str")
    return table.take(which).reset_index(drop=True)


def clean_outcome(frame: pd.DataFrame, where: str) -> tuple[pd.DataFrame, list[Finding]]:
    """How the repair ended, and what stood in its way."""
    raw_status, raw_barrier = frame["repair_status"], frame["repair_barrier_if_end_of_life"]
    status = coded(raw_status, STATUS_CODES, STATUSES, where)
    barrier = coded(raw_barrier, BARRIER_CODES, BARRIERS, where)
    not_available = (raw_status.str.strip() == "#N/A").to_numpy()
    respelt = ~raw_barrier.isin(list(BARRIERS)).to_numpy()
    ended = (status == "end_of_life").to_numpy()
    unknown = (status == "unknown").to_numpy() & ~not_available
    return pd.DataFrame({"status": status, "barrier": barrier}), [
        Finding("R1", unknown),
        Finding("R1", (raw_status == "").to_numpy(), "status_blank"),
        Finding("R3", not_available, "status_not_available", ("repair_status",)),
        Finding("B1", respelt, "", ("repair_barrier_if_end_of_life",)),
        Finding("B2", barrier.notna().to_numpy() & ~ended, "barrier_without_end_of_life"),
        Finding("B3", barrier.isna().to_numpy() & ended),
    ]


def clean_category(frame: pd.DataFrame, where: str) -> tuple[pd.DataFrame, list[Finding]]:
    """What kind of item, by the forty names of version 0.3 and their numbers."""
    raw = frame["product_category"]
    standard = {**dict.fromkeys(CATEGORIES), **OLDER_CATEGORIES}
    name = coded(raw, CATEGORY_NAMES, standard, where)
    number = name.map(CATEGORY_IDS).astype("Int64")
    given = frame["product_category_id"].str.strip()
    differs = (given != "") & (given != number.astype("string").fillna("").astype("str"))
    respelt = (raw != name.fillna("")).to_numpy()
    without = number.isna().to_numpy()
    return pd.DataFrame({"product_category": name, "product_category_id": number}), [
        Finding("P1", (name == "Misc").to_numpy()),
        Finding("P3", respelt, "", ("product_category",)),
        Finding("P4", differs.to_numpy(), "category_id_differs", ("product_category_id",)),
        Finding("P5", without & (name == NO_CATEGORY_ID).to_numpy(), "category_without_id"),
        Finding("P5", without & name.isna().to_numpy(), "category_blank"),
    ]


def clean_origin(frame: pd.DataFrame, has_country: bool) -> tuple[pd.DataFrame, list[Finding]]:
    """Whose record it is and where it was made; a blank is missing, and nothing is guessed."""
    group = frame["group_identifier"].str.strip()
    raw_country = frame["country"].str.strip()
    country = raw_country.where(raw_country.isin(COUNTRIES))
    blank = (raw_country == "").to_numpy()
    foreign = ~blank & country.isna().to_numpy()
    identifier = frame["id"].str.strip()
    table = pd.DataFrame(
        {
            "provider": _blank_is_missing(frame["data_provider"].str.strip()),
            "id": _blank_is_missing(identifier),
            "country": country,
            "group": _blank_is_missing(group),
        }
    )
    return table, [
        Finding("I3", ~identifier.str.fullmatch(ID).to_numpy(dtype=bool), "id_form"),
        Finding("G1", (group != frame["group_identifier"]).to_numpy(), "", ("group_identifier",)),
        Finding("G3", group.str.fullmatch(NUMBERED_GROUP).to_numpy(dtype=bool)),
        Finding("G5", (group == "").to_numpy(), "group_blank"),
        Finding("C1", blank & has_country, "country_blank"),
        Finding("C1", foreign, "country_not_iso", ("country",)),
    ]


def _blank_is_missing(texts: pd.Series) -> pd.Series:
    """Texts with missing for blank."""
    return texts.where((texts != "").to_numpy())


def repeats(frame: pd.DataFrame) -> list[Finding]:
    """Records that say the same as an earlier one in everything but the id."""
    cells = [column for column in frame.columns if column not in ("id", "line")]
    numbers = {column: pd.factorize(frame[column])[0] for column in cells}
    again = pd.DataFrame(numbers).duplicated().to_numpy()
    return [Finding("U1", np.asarray(again, dtype=bool), "repeats_a_record")]
