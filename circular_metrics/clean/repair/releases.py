"""Two releases of one partner compared by what the records say, because ids move between them."""

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
from circular_metrics.readers.ords import REQUIRED

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
KINDS = ("same", "edited", "recoded", "added", "removed", "set_aside")
COLUMNS = ("change", "line_old", "line_new", "id_old", "id_new", "columns", "before", "after")


def content_of(raw: pd.DataFrame) -> pd.DataFrame:
    """What each record says, spelt so that two releases can be compared."""
    return _content(arranged(raw, "")[0])


def _aside_of(quarantine: pd.DataFrame) -> pd.DataFrame:
    """What rows say that a release has but cleaning sets aside."""
    rows = quarantine.rename(columns={"date": "event_date"}).fillna("")
    absent = {name: "" for name in REQUIRED["0.3"] if name not in rows}
    texts = rows.assign(**absent)[[*REQUIRED["0.3"]]].astype("str")
    return _content(texts.assign(line=rows[LINE].astype("int64")))


def _content(frame: pd.DataFrame) -> pd.DataFrame:
    """`content_of` for rows in one layout."""
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
        group), ``recoded`` (status, barrier or category), ``added``, ``removed``, or
        ``set_aside`` where the other release has the record too, but in a row that cleaning sets
        aside. The lines and ids in both; the ``columns`` that differ and what stood there
        ``before`` and stands there ``after``, a semicolon between, or why the row was set aside.
        Texts and brands are not repeated, only named.
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
    rows += _only_in(left[~left["line"].isin(pairs["line_old"])], new, "removed", ("old", "new"))
    rows += _only_in(right[~right["line"].isin(pairs["line_new"])], old, "added", ("new", "old"))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"line_old": "Int64", "line_new": "Int64"}
    )


def _only_in(
    rest: pd.DataFrame, other: pd.DataFrame, change: str, sides: tuple[str, str]
) -> list[dict]:
    """The records that only one release counts; ``other`` may hold them in rows set aside."""
    mine, theirs = sides
    quarantine = arranged(other, "")[1]
    found = _held_aside(rest, quarantine)
    said = quarantine.set_index(LINE)[["id", "reason"]].to_dict("index")
    rows = []
    for row in rest.itertuples(index=False):
        one = {"change": change, f"line_{mine}": row.line, f"id_{mine}": row.id}
        if row.line in found:
            line = found[row.line]
            one |= {"change": "set_aside", f"line_{theirs}": line, f"id_{theirs}": said[line]["id"]}
            one["before" if theirs == "old" else "after"] = said[line]["reason"]
        rows.append(one)
    return rows


def _held_aside(rest: pd.DataFrame, quarantine: pd.DataFrame) -> dict[int, int]:
    """Lines of records → those of the rows set aside that say the same.

    A row whose cells are in the wrong columns says the same where it has the id and the date.
    """
    if rest.empty or quarantine.empty:
        return {}
    pairs = _matched(rest, _aside_of(quarantine))
    found = dict(zip(pairs["line_old"].tolist(), pairs["line_new"].tolist(), strict=True))
    left = quarantine[~quarantine[LINE].isin(pairs["line_new"])]
    by_id = {row["id"]: row for row in left.to_dict("records") if row["id"]}
    for row in rest.itertuples(index=False):
        twin = by_id.get(row.id, {})
        if row.line not in found and row.event_date and row.event_date in twin.values():
            found[row.line] = int(twin[LINE])
    return found


def summary(found: pd.DataFrame) -> dict[str, int]:
    """How many records had each change."""
    counts = found["change"].value_counts()
    return {kind: int(counts.get(kind, 0)) for kind in KINDS}


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
