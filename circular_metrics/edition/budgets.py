"""What was planned against what the last adjusted plan says of the same six years."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.show import Grid
from circular_metrics.wording import number, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

STAGES = {"adjusted_plan": "adjusted plan", "plan": "plan"}


def mean_per_year(investments: pd.DataFrame, field: str) -> pd.DataFrame:
    """Mean planned amount per inhabitant and year of one field, by area and edition of the plans.

    The mean is over the years that have a figure: a year without one is not a year of nothing.

    Returns
    -------
    DataFrame
        ``area``, ``plan_edition``, ``stage``, ``value`` (euro per inhabitant), ``years``.
    """
    mine = investments[(investments["field"] == field) & investments["eur_per_inhabitant"].notna()]
    keys = ["area", "plan_edition", "stage"]
    return mine.groupby(keys, as_index=False).agg(
        value=("eur_per_inhabitant", "mean"), years=("year", "nunique")
    )


def planned_against_adjusted(
    edition: "Edition", areas: Sequence[str], names: Mapping[str, str]
) -> Grid:
    """The three editions of the plans beside each other, for the city and those it is held to."""
    language = edition.language
    investments = edition.table("municipal_investments")
    waste = mean_per_year(investments, "waste_and_materials")
    whole = mean_per_year(investments, "total")
    both = whole.merge(
        waste,
        on=["area", "plan_edition", "stage"],
        how="left",
        suffixes=("_all", ""),
        validate="one_to_one",
    )
    rows = [
        {
            say("municipality", language): names.get(row.area, row.area),
            say("plans", language): f"{row.plan_edition}–{row.plan_edition + 5} "
            f"({say(STAGES[row.stage], language)})",
            say("waste and materials, euro per inhabitant and year", language): number(
                row.value, language, 2
            ),
            say("years", language): number(row.years, language),
            say("all fields, euro per inhabitant and year", language): number(
                row.value_all, language, 0
            ),
        }
        for area in areas
        for row in both[both["area"] == area].sort_values("plan_edition").itertuples()
    ]
    caption = say("Waste and materials: planned against last adjusted", language)
    return Grid(pd.DataFrame(rows), caption, list(rows[0])[2:] if rows else ())
