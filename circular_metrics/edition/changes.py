"""What changed from one edition to the next, and why."""

import pandas as pd

from circular_metrics.edition.statement import Statement
from circular_metrics.observations import ROUNDING

KEY = ["indicator", "area", "period", "scope"]
COLUMNS = [
    "change", "indicator", "area", "period", "scope", "before", "after", "unit",
    "cause", "source_before", "source_after",
]  # fmt: skip
CHANGES = (
    "indicator appeared",
    "indicator disappeared",
    "definition changed",
    "value revised",
    "value rounded otherwise",
    "value appeared",
    "value disappeared",
    "target moved",
    "verdict flipped",
    "verdict reached",
    "verdict lost",
)
CAUSES = ("new data", "revision", "method", "correction", "rounding")
NEW_DATA, REVISION, METHOD, CORRECTION, ROUNDED = CAUSES
UNDECIDED = ("no_data", "not_enough_data", "interrupted", "not_comparable")
WHERE = {
    "both": "value revised",
    "left_only": "value disappeared",
    "right_only": "value appeared",
}


def changes(before: Statement, after: Statement, language: str = "en") -> pd.DataFrame:
    """Every difference between two statements of one city, each with its cause.

    A value is *revised* where both have one for the same indicator, area, year and scope, and
    *rounded otherwise* where one of two files has the other's value within its rounding. The
    cause is a **method** where the indicator's definition changed, a **revision** where the
    publisher's file is another vintage (**rounding** where it only rounds otherwise), a
    **correction** where source and vintage are the same and
    the value is not; what had no value before is **new data**.

    Parameters
    ----------
    before, after : Statement
        The earlier and the later.
    language : str
        Of the reasons of verdicts; a statement that keeps none in it gives them in English.

    Returns
    -------
    DataFrame
        One row per difference: ``change``, ``indicator``, ``area``, ``period``, ``scope``,
        ``before``, ``after`` (as text), ``unit``, ``cause``, ``source_before``, ``source_after``.
    """
    redefined = _redefined(before, after)
    values = _values(before, after, set(redefined["indicator"]))
    parts = [
        _indicators(before, after),
        redefined,
        values,
        _targets(before, after),
        _verdicts(before, after, values, set(redefined["indicator"]), language),
    ]
    found = pd.concat([p.reindex(columns=COLUMNS) for p in parts if len(p)] or [_none()])
    order = {change: place for place, change in enumerate(CHANGES)}
    rank = found["change"].map(order)
    keys = ["indicator", "area", "period"]
    sorted_ = found.assign(rank=rank).sort_values(["rank", *keys], kind="stable")
    return sorted_.drop(columns="rank").reset_index(drop=True)


def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS)


def _drawn(side: Statement) -> pd.DataFrame:
    """The values that are drawn, one for each key."""
    rows = side.observations[side.observations["preferred"].astype(bool)]
    rows = rows[rows["value"].notna()].drop_duplicates(KEY, keep="last")
    return rows.assign(origin=rows["source"] + "@" + rows["vintage"])


def _indicators(before: Statement, after: Statement) -> pd.DataFrame:
    """Indicators that have figures in one edition only."""
    old, new = (set(_drawn(side)["indicator"]) for side in (before, after))
    known_before = set(before.definitions["indicator"])
    known_after = set(after.definitions["indicator"])
    rows = [
        ("indicator appeared", key, NEW_DATA if key in known_before else METHOD)
        for key in sorted(new - old)
    ]
    rows += [
        ("indicator disappeared", key, REVISION if key in known_after else METHOD)
        for key in sorted(old - new)
    ]
    return pd.DataFrame(rows, columns=["change", "indicator", "cause"])


def _redefined(before: Statement, after: Statement) -> pd.DataFrame:
    """Indicators whose unit, level, direction, scope or defining words differ."""
    parts = ["unit", "level", "better", "scope", "definition"]
    both = before.definitions[["indicator", *parts]].merge(
        after.definitions[["indicator", *parts]], on="indicator", validate="one_to_one"
    )
    rows = []
    for row in both.to_dict("records"):
        differ = [p for p in parts if str(row[f"{p}_x"]) != str(row[f"{p}_y"])]
        if differ:
            rows.append(
                {
                    "change": "definition changed",
                    "indicator": row["indicator"],
                    "before": "; ".join(f"{p}: {row[f'{p}_x']}" for p in differ),
                    "after": "; ".join(f"{p}: {row[f'{p}_y']}" for p in differ),
                    "cause": METHOD,
                }
            )
    return pd.DataFrame(rows, columns=["change", "indicator", "before", "after", "cause"])


def _values(before: Statement, after: Statement, redefined: set[str]) -> pd.DataFrame:
    """Values that differ, came or went, of indicators that both editions have."""
    kept = [*KEY, "value", "unit", "origin", "low", "high", "interval"]
    both = _drawn(before)[kept].merge(
        _drawn(after)[kept], on=KEY, how="outer", validate="one_to_one", indicator=True
    )
    old, new = (set(_drawn(side)["indicator"]) for side in (before, after))
    both = both[both["indicator"].isin(old & new)]
    is_both = both["_merge"] == "both"
    same = (both["value_x"] - both["value_y"]).abs() <= 1e-9 * both["value_y"].abs()
    both = both[~(is_both & same)]
    change = both["_merge"].astype(str).map(WHERE)
    both = both.assign(change=change.mask(_is_rounded(both), "value rounded otherwise"))
    return pd.DataFrame(
        {
            **{name: both[name] for name in ("change", *KEY)},
            "before": both["value_x"].map(_text),
            "after": both["value_y"].map(_text),
            "unit": both["unit_y"].where(both["unit_y"].notna(), both["unit_x"]),
            "cause": [_cause(row, redefined) for row in both.itertuples()],
            "source_before": both["origin_x"],
            "source_after": both["origin_y"],
        },
        columns=COLUMNS,
    )


def _is_rounded(both: pd.DataFrame) -> pd.Series:
    """Whether two files differ by no more than one of them rounds."""
    is_within = [
        (both[f"interval_{mine}"] == ROUNDING)
        & (both[f"low_{mine}"] <= both[f"value_{other}"])
        & (both[f"value_{other}"] <= both[f"high_{mine}"])
        for mine, other in ("xy", "yx")
    ]
    return (is_within[0] | is_within[1]) & (both["origin_x"] != both["origin_y"])


def _text(value: float) -> str:
    return "" if pd.isna(value) else repr(float(value))


def _cause(row, redefined: set[str]) -> str:
    """Why a value differs."""
    if row.indicator in redefined:
        return METHOD
    if row.change == "value rounded otherwise":
        return ROUNDED
    if row.change == "value appeared":
        return NEW_DATA
    if row.change == "value disappeared":
        return REVISION
    return CORRECTION if row.origin_x == row.origin_y else REVISION


def _targets(before: Statement, after: Statement) -> pd.DataFrame:
    """Targets that were set, dropped or changed."""
    keys = ["indicator", "area", "year", "document"]
    both = before.targets.merge(
        after.targets, on=keys, how="outer", validate="one_to_one", suffixes=("_x", "_y")
    )
    moved = both[both["value_x"].ne(both["value_y"])]
    return pd.DataFrame(
        {
            "change": "target moved",
            "indicator": moved["indicator"],
            "area": moved["area"],
            "period": moved["year"],
            "before": moved["value_x"].map(_text),
            "after": moved["value_y"].map(_text),
            "unit": moved["unit_y"].where(moved["unit_y"].notna(), moved["unit_x"]),
            "cause": METHOD,
            "source_before": moved["document"],
            "source_after": moved["document"],
        },
        columns=COLUMNS,
    )


def _turn(before: str, after: str) -> str:
    """Whether a verdict flipped, or is the first, or is one no more."""
    if before in UNDECIDED:
        return "verdict reached" if after not in UNDECIDED else "verdict lost"
    return "verdict lost" if after in UNDECIDED else "verdict flipped"


def _verdicts(
    before: Statement, after: Statement, values: pd.DataFrame, redefined: set[str], language: str
) -> pd.DataFrame:
    """Verdicts that are not what they were, with what moved underneath them."""
    keys = ["indicator", "area", "rule", "until"]
    both = before.verdicts.merge(
        after.verdicts, on=keys, validate="one_to_one", suffixes=("_x", "_y")
    )
    flipped = both[both["verdict_x"] != both["verdict_y"]]
    own = {side: f"because_{language}_{side}" for side in "xy"}
    because = {
        side: flipped[own[side] if own[side] in flipped else f"because_{side}"] for side in "xy"
    }
    causes = []
    for key in flipped["indicator"]:
        under = set(values.loc[values["indicator"] == key, "cause"])
        found = (
            METHOD if key in redefined else next((c for c in CAUSES[1:-1] if c in under), NEW_DATA)
        )
        causes.append(found)
    return pd.DataFrame(
        {
            "change": list(map(_turn, flipped["verdict_x"], flipped["verdict_y"])),
            "indicator": flipped["indicator"],
            "area": flipped["area"],
            "scope": flipped["rule"],
            "before": flipped["verdict_x"],
            "after": flipped["verdict_y"],
            "cause": causes,
            "source_before": because["x"],
            "source_after": because["y"],
        },
        columns=COLUMNS,
    )
