"""Two releases of one partner compared by what the records say, because ids move between them."""

from collections.abc import Sequence

import pandas as pd

from circular_metrics.clean.repair.ages import AGE, YEAR
from circular_metrics.clean.repair.besides import LINE
from circular_metrics.clean.repair.brands import clean_brand
from circular_metrics.clean.repair.columns import Column
from circular_metrics.clean.repair.origin import group_key
from circular_metrics.clean.repair.structure import arranged
from circular_metrics.clean.repair.texts import clean_text
from circular_metrics.codelists.repair import (
    BARRIER_CODES,
    CATEGORY_NAMES,
    STATUS_CODES,
    plain,
)

CONTENT = ("country", "group", "event_date", "product_category", "brand", "problem", "partner")
DETAIL = ("year", "age", "status", "barrier")
CODED = ("status", "barrier", "product_category")
# From all that a record says to less and less; a looser key is tried on what is left over.
STAGES: tuple[tuple[str, ...], ...] = (
    (*CONTENT, *DETAIL),
    (*CONTENT, "year", "age"),
    (*CONTENT, "status"),
    CONTENT,
    ("group", "event_date", "product_category", "brand", "partner", *DETAIL),
    ("group", "event_date", "product_category", "brand", "year", "status"),
    ("group", "event_date", "brand", "problem", "partner", "telling"),
    ("event_date", "product_category", "brand", "problem", "partner", "telling", *DETAIL),
    ("group", "product_category", "brand", "problem", "partner", "telling", "status"),
    ("event_date", "product_category", "brand", "problem", "partner", "said", *DETAIL),
    ("event_date", "product_category", "brand", "problem", "partner", "said"),
)
UNSHOWN = ("problem", "problem (spelling only)", "brand")  # texts and brands stay in the files
TELLING = 15  # letters from which a text can identify its record
COLUMNS = ("change", "line_old", "line_new", "id_old", "id_new", "columns", "before", "after")


def content_of(raw: pd.DataFrame) -> pd.DataFrame:
    """What each record says, spelt so that two releases can be compared."""
    frame, _, _, _ = arranged(raw, "")
    texts = frame["problem"].map(clean_text)
    content = pd.DataFrame(
        {
            "line": frame[LINE],
            "id": frame["id"],
            "spelling": frame["problem"],
            "country": frame["country"].str.strip(),
            "group": _by_label(frame["group_identifier"], group_key),
            "event_date": frame["event_date"].str.strip(),
            "product_category": _by_label(
                frame["product_category"], lambda t: CATEGORY_NAMES.get(plain(t)) or plain(t)
            ),
            "brand": _by_label(frame["brand"], clean_brand),
            "problem": texts,
            "partner": _by_label(frame["partner_product_category"], plain),
            "year": _by_label(
                frame["year_of_manufacture"],
                lambda t: t.strip() if YEAR.fullmatch(t.strip()) else "",
            ),
            "age": _by_label(
                frame["product_age"], lambda t: t.strip() if AGE.fullmatch(t.strip()) else ""
            ),
            "status": _by_label(
                frame["repair_status"], lambda t: STATUS_CODES.get(plain(t), plain(t))
            ),
            "barrier": _by_label(
                frame["repair_barrier_if_end_of_life"],
                lambda t: BARRIER_CODES.get(plain(t), plain(t)) or "",
            ),
            "telling": (texts.str.len() >= TELLING).map({True: "yes", False: "no"}),
        }
    )
    said = (content[["brand", "problem", "partner"]] != "").any(axis=1)
    return content.assign(said=said.map({True: "yes", False: "no"}))


def _by_label(texts: pd.Series, spelt) -> pd.Series:
    """Each text as ``spelt`` gives it, worked out once for each that occurs."""
    column = Column.of(texts)
    return column.texts([spelt(label) or "" for label in column.labels])


def matched(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The records that two releases have in common: lines and ids in both, and the stage.

    Records that say the same are paired in file order, so that a batch of equal items keeps its
    number. Stage 0 is the same in everything.
    """
    return _matched(content_of(old), content_of(new))


def _matched(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """`matched` for contents."""
    pairs = []
    for stage, key in enumerate(STAGES):
        names = list(key)
        a, b = left, right
        for condition in {"telling", "said"} & set(key):
            a, b = a[a[condition] == "yes"], b[b[condition] == "yes"]
        a = a.assign(turn=a.groupby(names).cumcount())
        b = b.assign(turn=b.groupby(names).cumcount())
        both = a[[*names, "turn", "line", "id"]].merge(
            b[[*names, "turn", "line", "id"]],
            on=[*names, "turn"],
            validate="1:1",
            suffixes=("_old", "_new"),
        )
        pairs.append(both[["line_old", "line_new", "id_old", "id_new"]].assign(stage=stage))
        left = left[~left["line"].isin(both["line_old"])]
        right = right[~right["line"].isin(both["line_new"])]
        if left.empty or right.empty:
            break
    return pd.concat(pairs, ignore_index=True).sort_values("line_old", ignore_index=True)


def changes(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """What the newer of two releases changed, record by record.

    Parameters
    ----------
    old, new : DataFrame
        Two releases of one partner, as `read_ords` gives them.

    Returns
    -------
    DataFrame
        One row per record: ``change`` is ``same``, ``edited`` (text, brand, year, age, date or
        group), ``recoded`` (status, barrier or category), ``added`` or ``removed``; the lines and
        ids in both; the ``columns`` that differ and what stood there ``before`` and stands there
        ``after``, a semicolon between. Texts and brands are not repeated, only named.
    """
    left, right = content_of(old), content_of(new)
    pairs = _matched(left, right)
    a = left.set_index("line").reindex(pairs["line_old"])
    b = right.set_index("line").reindex(pairs["line_new"])
    differs = {name: a[name].to_numpy() != b[name].to_numpy() for name in (*CONTENT, *DETAIL)}
    respelt = a["spelling"].to_numpy() != b["spelling"].to_numpy()
    differs["problem (spelling only)"] = respelt & ~differs["problem"]
    was, now = ({name: side[name].tolist() for name in differs if name in side} for side in (a, b))
    rows = []
    for place, pair in enumerate(pairs.itertuples(index=False)):
        names = [name for name, mask in differs.items() if mask[place]]
        coded = any(name in CODED for name in names)
        shown = [name for name in names if name not in UNSHOWN]
        rows.append(
            {
                "change": "recoded" if coded else "edited" if names else "same",
                **pair._asdict(),
                "columns": ";".join(names),
                "before": "; ".join(f"{name}={was[name][place]}" for name in shown),
                "after": "; ".join(f"{name}={now[name][place]}" for name in shown),
            }
        )
    rows += _alone(left, pairs["line_old"], "removed", "old")
    rows += _alone(right, pairs["line_new"], "added", "new")
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"line_old": "Int64", "line_new": "Int64"}
    )


def _alone(content: pd.DataFrame, known: pd.Series, change: str, side: str) -> list[dict]:
    """The records that only one release has."""
    rest = content[~content["line"].isin(known)]
    return [
        {"change": change, f"line_{side}": row.line, f"id_{side}": row.id}
        for row in rest.itertuples(index=False)
    ]


def summary(found: pd.DataFrame) -> dict[str, int]:
    """How many records had each change."""
    counts = found["change"].value_counts()
    kinds: Sequence[str] = ("same", "edited", "recoded", "added", "removed")
    return {kind: int(counts.get(kind, 0)) for kind in kinds}


def recodings(found: pd.DataFrame) -> pd.DataFrame:
    """Which code became which, and how often: ``column``, ``before``, ``after``, ``records``."""
    recoded = found[found["change"] == "recoded"]
    rows = [
        (name, old.removeprefix(f"{name}="), new.removeprefix(f"{name}="))
        for before, after in zip(recoded["before"], recoded["after"], strict=True)
        for old, new in zip(before.split("; "), after.split("; "), strict=True)
        for name in CODED
        if old.startswith(f"{name}=")
    ]
    table = pd.DataFrame(rows, columns=["column", "before", "after"])
    counts = table.groupby(["column", "before", "after"], as_index=False).size()
    counts = counts.rename(columns={"size": "records"})
    return counts.sort_values(
        ["records", "column", "before", "after"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )
