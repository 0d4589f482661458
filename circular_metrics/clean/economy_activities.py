"""Which activities count as circular, definition by definition, and what they are called now."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.model import Cleaned, Source, Table
from circular_metrics.readers import read_delimited
from circular_metrics.readers.nace import read_nace_list
from circular_metrics.schemas.economy import CIRCULAR_ACTIVITIES, NACE_CORRESPONDENCE
from circular_metrics.sources import economy as sources

NOW = "2025"


def clean_circular_activities(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """The declared classes per definition, those of 2025 held against Statbel's list.

    Raises
    ------
    BadInputError
        With every class of 2025 that Statbel's list does not have, and every row that is twice.
    """
    (declared_source, declared), (_, official) = raw.items()
    titles = official.drop_duplicates("CODE").set_index("CODE")
    is_now = declared["version"] == NOW
    unknown = is_now & ~declared["code"].isin(titles.index)
    twice = declared.duplicated(["definition", "group", "version", "code"])
    _refuse(declared, unknown, declared_source.filename, "a class of NACE-BEL 2025")
    _refuse(declared, twice, declared_source.filename, "each class once in a group")
    table = declared[["definition", "group", "version", "code", "match"]].assign(
        title_nl=declared["code"].map(titles["NATIONAL_TITLE_BE_NL"]).where(is_now),
        title_en=declared["code"].map(titles["NATIONAL_TITLE_BE_EN"]).where(is_now),
    )
    log = _log(
        ("rows read", len(declared), "One row per definition, group, edition of NACE and class."),
        ("held against Statbel's list", int(is_now.sum()), "Classes of 2025, all found in it."),
    )
    return Cleaned(table, log)


def clean_correspondence(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """What each class of 2008 is called in 2025, and whether all of it or a part.

    Raises
    ------
    BadInputError
        With every class of 2025 that Statbel's list does not have.
    """
    (source, pairs), (_, official) = raw.items()
    unknown = ~pairs["code_2025"].isin(set(official["CODE"]))
    _refuse(pairs, unknown, source.filename, "a class of NACE-BEL 2025")
    log = _log(("rows read", len(pairs), "One row per pair of classes."))
    return Cleaned(pairs[["code_2008", "code_2025", "match"]], log)


def _refuse(rows: pd.DataFrame, wrong: pd.Series, name: str, expected: str) -> None:
    """Refuse the rows that are wrong, all at once."""
    if wrong.any():
        raise BadInputError(
            [
                Problem(
                    file=name,
                    row=int(i) + 2,
                    found=", ".join(map(str, rows.loc[i])),
                    expected=expected,
                )
                for i in rows.index[wrong]
            ]
        )


def _log(*rules: tuple[str, int, str]) -> pd.DataFrame:
    """The account of the cleaning, a rule a row."""
    return pd.DataFrame(rules, columns=["rule", "rows", "meaning"]).astype({"rows": "int64"})


_OURS = ("definition", "group", "version", "code", "match", "note")
KINDS = ()
TABLES = (
    Table(
        key="circular_activities",
        title="Classes of NACE that count as circular, by definition",
        licence="CC-BY-4.0",
        schema=CIRCULAR_ACTIVITIES,
        inputs={
            sources.NACE_CIRCULAR: partial(read_delimited, columns=_OURS),
            sources.NACE_BEL_2025: read_nace_list,
        },
        clean=clean_circular_activities,
        sort_by=("definition", "group", "version", "code"),
    ),
    Table(
        key="nace_correspondence",
        title="Circular classes of NACE 2008 and their successors of 2025",
        licence="CC-BY-4.0",
        schema=NACE_CORRESPONDENCE,
        inputs={
            sources.NACE_2008_2025: partial(
                read_delimited, columns=("code_2008", "code_2025", "match")
            ),
            sources.NACE_BEL_2025: read_nace_list,
        },
        clean=clean_correspondence,
        sort_by=("code_2008", "code_2025"),
    ),
)
