"""What a publisher changed between two vintages of one table, cell by cell."""

import numpy as np
import pandas as pd

from circular_metrics.cells import unpack
from circular_metrics.errors import BadInputError, Problem

KEY = ["dimensions", "unit", "area", "period"]
COLUMNS = (
    *KEY,
    "change",
    "old_value",
    "new_value",
    "difference",
    "relative_difference_percent",
    "within_rounding",
    "old_flag",
    "new_flag",
    "old_vintage",
    "new_vintage",
)


def revisions(old: pd.DataFrame, new: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    """What changed between two vintages of one table.

    Parameters
    ----------
    old, new : DataFrame
        In the shape ``schemas.waste.SERIES``. A dimension that only one of them has is left out
        of the comparison if it has one code only (``freq`` since 2022, say).
    names : tuple of str
        The files' names, for messages.

    Returns
    -------
    DataFrame
        A row per cell that is not the same. ``change`` is ``value``, ``flag``, ``value and
        flag``, ``appeared`` (a value where there was none) or ``vanished`` (the reverse); cells
        without a value in both are no change. ``difference`` is new less old, in the unit;
        ``relative_difference_percent`` is of the old value and missing where that is 0;
        ``within_rounding`` says that the coarser printed number covers the difference.

    Raises
    ------
    BadInputError
        If the two have no cell in common, or a cell stands twice in one of them.
    """
    before, after = _alike(old, new)
    for frame, name in ((before, names[0]), (after, names[1])):
        _refuse_twice(frame, name)
    both = before.merge(after, on=KEY, how="outer", suffixes=("_old", "_new"), validate="1:1")
    if not (both["here_old"].notna() & both["here_new"].notna()).any():
        raise BadInputError(
            [
                Problem(
                    file=f"{names[0]} and {names[1]}",
                    found=f"no cell in common, as {_first(before)} and {_first(after)}",
                    expected="two vintages of one table, with the same dimensions, units and areas",
                )
            ]
        )
    return _changes(both)


def _alike(old: pd.DataFrame, new: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both with the dimensions that tell their cells apart, in columns of plain text."""
    parts = [_dimensions(frame) for frame in (old, new)]
    shared = set(parts[0]) & set(parts[1])
    kept = [
        shared | {name for name in part if name not in shared and len(part[name].unique()) > 1}
        for part in parts
    ]
    return tuple(
        _plain(frame, part[sorted(names)])
        for frame, part, names in zip((old, new), parts, kept, strict=True)
    )


def _dimensions(frame: pd.DataFrame) -> pd.DataFrame:
    """The packed dimensions, a column each."""
    texts = frame["dimensions"].astype("object").where(frame["dimensions"].notna(), "")
    known = {text: unpack(text) for text in texts.unique()}
    return pd.DataFrame([known[text] for text in texts], index=frame.index).fillna("")


def _plain(frame: pd.DataFrame, dimensions: pd.DataFrame) -> pd.DataFrame:
    """The columns that are compared, text as text."""
    pieces = [name + "=" + dimensions[name] for name in dimensions]
    packed = pieces[0].str.cat(pieces[1:], sep=";") if pieces else ""
    text = {
        name: frame[name].astype("object").where(frame[name].notna(), "").astype("str")
        for name in ("unit", "area", "period", "flag", "vintage")
    }
    return pd.DataFrame(
        {
            "dimensions": packed,
            **text,
            "value": frame["value"],
            "decimals": frame["decimals"],
            "here": True,
        },
        index=frame.index,
    )


def _refuse_twice(frame: pd.DataFrame, name: str) -> None:
    """One cell is one number in a vintage."""
    twice = frame[frame.duplicated(KEY)]
    if not twice.empty:
        found = f"{len(twice)} cells twice, as {_first(twice)}"
        raise BadInputError([Problem(file=name, found=found, expected="each cell once")])


def _first(frame: pd.DataFrame) -> str:
    """The first cell of a table in words."""
    return " | ".join(frame.iloc[0][KEY]) if len(frame) else "nothing"


def _changes(both: pd.DataFrame) -> pd.DataFrame:
    """The cells that are not the same."""
    old, new = both["value_old"], both["value_new"]
    flags = {name: both[f"flag_{name}"].fillna("") for name in ("old", "new")}
    is_value = old.notna() & new.notna() & (old != new)
    is_flag = (flags["old"] != flags["new"]) & (old.notna() & new.notna())
    change = np.select(
        [
            old.isna() & new.notna(),
            old.notna() & new.isna(),
            is_value & is_flag,
            is_value,
            is_flag,
        ],
        ["appeared", "vanished", "value and flag", "value", "flag"],
        "",
    )
    coarser = both[["decimals_old", "decimals_new"]].min(axis=1)
    step = 0.5 * 10.0 ** (-coarser)
    difference = (new - old).round(12)
    table = both[KEY].assign(
        change=change,
        old_value=old,
        new_value=new,
        difference=difference,
        relative_difference_percent=(100 * difference / old.where(old != 0)).round(2),
        within_rounding=is_value & (difference.abs() <= step * (1 + 1e-9)),
        old_flag=flags["old"],
        new_flag=flags["new"],
        old_vintage=both["vintage_old"].fillna(""),
        new_vintage=both["vintage_new"].fillna(""),
    )
    return table.loc[table["change"] != "", list(COLUMNS)].reset_index(drop=True)
