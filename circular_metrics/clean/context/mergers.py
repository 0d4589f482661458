"""The municipal mergers of 2025: who became what, and the areas after it."""

import re

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers.refnis import MERGER_COLUMNS

MERGER_DAY, LAST_DAY = "2025-01-01", "2024-12-31"
NAMED_CODE = re.compile(r"^\s*(?P<name>.+?)\s*\((?P<code>\d{5})\)\s*$")
PROVISIONAL = re.compile(r"\s*\(voorlopige naam\)")


def merged_codes(raw: pd.DataFrame, name: str) -> pd.DataFrame:
    """Old and new code and name of each municipality in a list of mergers.

    Parameters
    ----------
    raw : DataFrame
        The list as text.
    name : str
        The file's name, for messages.

    Returns
    -------
    DataFrame
        ``old``, ``new``, ``old_name``, ``new_name``; one row per municipality that merged.

    Raises
    ------
    BadInputError
        For a cell that does not name its code.
    """
    old_column, new_column = MERGER_COLUMNS
    rows = raw[old_column].str.split(r"\s\+\s", regex=True).explode()
    pairs = pd.DataFrame(
        {
            "old": rows,
            "new": raw.loc[rows.index, new_column].str.replace(PROVISIONAL, "", regex=True),
        }
    )
    old, new = (pairs[side].str.extract(NAMED_CODE) for side in ("old", "new"))
    bad = pairs.index[old["code"].isna() | new["code"].isna()]
    if len(bad):
        raise BadInputError(
            [
                Problem(
                    file=name,
                    row=int(row) + 2,
                    found=repr(raw.loc[row].tolist()),
                    expected="names with their code, as in 'Lint (11025) + Niel (11030)'",
                )
                for row in sorted(set(bad))
            ]
        )
    return pd.DataFrame(
        {
            "old": old["code"],
            "new": new["code"],
            "old_name": old["name"],
            "new_name": new["name"],
        }
    ).reset_index(drop=True)


def with_mergers(areas: pd.DataFrame, mergers: pd.DataFrame) -> pd.DataFrame:
    """The areas after the mergers: the old ones ended, the new ones added."""
    ended = mergers[mergers["old"] != mergers["new"]].set_index("old")["new"]
    is_ended = areas["code"].isin(ended.index)
    before = areas.assign(
        valid_to=areas["valid_to"].where(~is_ended, LAST_DAY),
        successor=areas["successor"].where(~is_ended, areas["code"].map(ended)),
    )
    fresh = mergers[~mergers["new"].isin(areas["code"])].drop_duplicates("new")
    # A new municipality that keeps the name of an old one keeps it in both languages.
    both = areas[areas["code"].isin(mergers["old"])]
    dutch = dict(zip(both["name_fr"], both["name_nl"], strict=True))
    french = dict(zip(both["name_nl"], both["name_fr"], strict=True))
    names = fresh["new_name"]
    added = pd.DataFrame(
        {
            "code": fresh["new"],
            "name_nl": names.map(dutch).where(names.isin(list(dutch)), names),
            "name_fr": names.map(french).where(names.isin(list(french)), names),
            "level": "municipality",
            "parent": fresh["new"].str[:2] + "000",
            "valid_from": MERGER_DAY,
        }
    )
    return pd.concat([before, added], ignore_index=True)
