"""How BBC-DR exports write keys and amounts, and how amounts that lost digits are put right."""

import numpy as np
import pandas as pd

from circular_metrics.codelists.policy import EDITION_YEARS, STAGES
from circular_metrics.errors import BadInputError, Problem

FACTORS = np.array([0.1, 1.0, 10.0, 100.0, 1000.0])
# A number of a million or more has two points ("1.267.000"), which no reader takes for a decimal
# point; digits were lost only below that, and what is left of them is below 100,000.
SURELY_WHOLE_EUR = 100_000


def amounts(cells: pd.Series, name: str) -> pd.Series:
    """Amounts with a decimal point; missing where the cell is blank.

    Raises
    ------
    BadInputError
        With the rows whose cell is no number.
    """
    known = cells != ""
    refuse_unlike(cells[known], r"-?\d+(\.\d+)?(e[+-]?\d+)?", name, "a number, or a blank")
    return cells.where(known).astype(float)


def refuse_unlike(cells: pd.Series, pattern: str, name: str, expected: str) -> None:
    """Stop at cells that do not have the pattern.

    Raises
    ------
    BadInputError
        With the first such rows; the first row of data is row 1.
    """
    texts = cells.drop_duplicates()
    wrong = cells[cells.isin(texts[~texts.str.fullmatch(pattern)])]
    problems = [
        Problem(
            file=name, row=int(row) + 1, column=str(cells.name), found=repr(cell), expected=expected
        )
        for row, cell in wrong.items()
    ]
    if problems:
        raise BadInputError(problems)


def refuse_repeated(tidy: pd.DataFrame, keys: list[str], name: str) -> None:
    """Stop where a key occurs twice: adding both up would count something double."""
    again = tidy.index[tidy.duplicated(keys)]
    if len(again):
        raise BadInputError(
            [
                Problem(
                    file=name,
                    row=int(row) + 1,
                    found=f"a second row for {tidy.loc[row, keys].to_dict()}",
                    expected="one",
                )
                for row in again
            ]
        )


def plan_keys(raw: pd.DataFrame, name: str) -> pd.DataFrame:
    """Place, year, edition and stage of each row."""
    refuse_unlike(raw["NIS_code"], r"\d{5}", name, "a REFNIS code of 5 digits")
    refuse_unlike(raw["Boekjaar"], r"20\d\d", name, "a year")
    refuse_unlike(raw["Rapportjaar"], "|".join(map(str, STAGES)), name, "a plan")
    edition = raw["Rapportjaar"].astype("int64")
    return pd.DataFrame(
        {
            "area": raw["NIS_code"],
            "year": raw["Boekjaar"].astype("int64"),
            "plan_edition": edition,
            "stage": edition.map(STAGES).astype(str),
        }
    )


def account_keys(raw: pd.DataFrame, name: str) -> pd.DataFrame:
    """Place, year and stage of each row of annual accounts, with the plan that the year is in.

    Raises
    ------
    BadInputError
        If a row reports on another year than its own, as a plan does, or on none of a plan.
    """
    refuse_unlike(raw["NIS_code"], r"\d{5}", name, "a REFNIS code of 5 digits")
    plans = {year: plan for plan, years in EDITION_YEARS.items() for year in years}
    refuse_unlike(raw["Boekjaar"], "|".join(map(str, plans)), name, "a year of a plan")
    other = raw["Rapportjaar"] != raw["Boekjaar"]
    if other.any():
        raise BadInputError(
            [
                Problem(
                    file=name,
                    row=int(row) + 1,
                    column="Rapportjaar",
                    found=f"{raw.loc[row, 'Rapportjaar']} for {raw.loc[row, 'Boekjaar']}",
                    expected="accounts (jaarrekening), which report on their own year; "
                    "a plan (meerjarenplan) reports on others",
                )
                for row in raw.index[other]
            ]
        )
    year = raw["Boekjaar"].astype("int64")
    return pd.DataFrame(
        {
            "area": raw["NIS_code"],
            "year": year,
            "plan_edition": year.map(plans).astype("int64"),
            "stage": "realised",
        }
    )


def mend_lost_digits(tidy: pd.DataFrame) -> pd.DataFrame:
    """Put amounts right that lost or gained zeros when the export was read as decimal numbers.

    The export writes ``990.000`` for 990,000 euro; read with a decimal point it became 990.0 and,
    the point taken out, 9,900. The amount per inhabitant is written with a comma and came through
    unharmed, so that the factor can be worked out::

        factor = power of ten nearest to  eur_per_inhabitant * inhabitants / stored_eur

    where the inhabitants are the median of ``stored_eur / eur_per_inhabitant`` over the amounts of
    the same plan and place that are too large to have lost anything.

    Parameters
    ----------
    tidy : DataFrame
        ``area``, ``plan_edition``, ``stored_eur`` and ``eur_per_inhabitant``.

    Returns
    -------
    DataFrame
        The same with ``amount_eur`` and ``factor``; the factor is missing, and the amount as it
        was, where there is no amount per inhabitant to judge by, or one of 0.00.
    """
    each = tidy["eur_per_inhabitant"]
    ratio = tidy["stored_eur"] / each.where(each > 0)
    whole = tidy["stored_eur"] >= SURELY_WHOLE_EUR
    keys = [tidy["area"], tidy["plan_edition"]]
    inhabitants = ratio.where(whole).groupby(keys).transform("median")
    inhabitants = inhabitants.fillna(ratio.groupby(keys).transform("median"))
    wanted = np.log10((inhabitants / ratio).to_numpy(dtype=float))
    nearest = np.abs(np.nan_to_num(wanted)[:, None] - np.log10(FACTORS)).argmin(axis=1)
    factor = pd.Series(FACTORS[nearest], tidy.index).mask(whole, 1.0).where(ratio.notna())
    amount = (tidy["stored_eur"] * factor.fillna(1.0)).round(2)
    return tidy.assign(factor=factor, amount_eur=amount)
