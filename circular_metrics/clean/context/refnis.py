"""Statbel's list of area codes: one row per code."""

import pandas as pd

from circular_metrics.clean.context.log import account
from circular_metrics.codelists import context as codes
from circular_metrics.codelists import recode
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.model import Cleaned

OPEN_END = "31/12/9999"


def refnis_areas(raw: pd.DataFrame, name: str) -> Cleaned:
    """One row per REFNIS code, with the name and parent that it had last.

    Parameters
    ----------
    raw : DataFrame
        Statbel's list as text.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned
        The columns of ``areas``; the codes of 2019 have their successor.

    Raises
    ------
    BadInputError
        For a code that is not five digits or a date that is none; all rows at once.
    UnknownLabelError
        For a level that is not 1, 2, 3 or 4.
    """
    _check_refnis(raw, name)
    start = pd.to_datetime(raw["DT_VLDT_START"], format="%d/%m/%Y").dt.strftime("%Y-%m-%d")
    end = pd.to_datetime(
        raw["DT_VLDT_END"].where(raw["DT_VLDT_END"] != OPEN_END), format="%d/%m/%Y"
    ).dt.strftime("%Y-%m-%d")
    rows = pd.DataFrame(
        {
            "code": raw["CD_REFNIS"],
            "name_nl": raw["TX_REFNIS_NL"],
            "name_fr": raw["TX_REFNIS_FR"],
            "name_en": raw["CD_REFNIS"].map(codes.ENGLISH),
            "level": recode(raw["LVL_REFNIS"], codes.LEVELS, name),
            "parent": raw["CD_SUP_REFNIS"].where(raw["CD_SUP_REFNIS"] != "-", "BE"),
            "valid_from": start.groupby(raw["CD_REFNIS"]).transform("min"),
            "valid_to": end,
        }
    )
    # Kept: the row that began last, so that the sort is on this row's own first day.
    areas = rows.loc[start.sort_values(kind="stable").index].drop_duplicates("code", keep="last")
    areas = areas.sort_values("code", ignore_index=True).astype("object")
    became = areas["code"].map(codes.SUCCESSORS_2019)
    areas["successor"] = became.where(became.isin(areas["code"]) & areas["valid_to"].notna())
    log = account(
        ("one row per code", len(rows) - len(areas), "earlier names or parents of a code left out"),
        ("open end", int(end.isna().sum()), "31/12/9999 means still in use: no last day"),
        ("no parent", int((raw["CD_SUP_REFNIS"] == "-").sum()), "'-' means that it lies in BE"),
        (
            "successor 2019",
            int(areas["successor"].notna().sum()),
            "code since 1 January 2019 added",
        ),
    )
    return Cleaned(areas, log)


def _check_refnis(raw: pd.DataFrame, name: str) -> None:
    """Refuse codes that are not five digits (leading zeros lost) and dates that are none."""
    rules = {
        "CD_REFNIS": (r"\d{5}", "five digits"),
        "CD_SUP_REFNIS": (r"\d{5}|-", "five digits or '-'"),
        "DT_VLDT_START": (r"\d\d/\d\d/\d{4}", "a date dd/mm/yyyy"),
        "DT_VLDT_END": (r"\d\d/\d\d/\d{4}", "a date dd/mm/yyyy"),
    }
    problems = [
        Problem(file=name, row=int(row) + 2, column=column, found=repr(value), expected=expected)
        for column, (pattern, expected) in rules.items()
        for row, value in raw.loc[~raw[column].str.fullmatch(pattern), column].items()
    ]
    if problems:
        raise BadInputError(problems)
