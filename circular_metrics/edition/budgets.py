"""What was planned, what the last adjusted plan says of it, and what the accounts say was spent."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.delivery.accounts import read_accounts
from circular_metrics.readers.bbc import BY_FIELD
from circular_metrics.show import Grid, Text
from circular_metrics.wording import number, say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

STAGES = {"adjusted_plan": "adjusted plan", "plan": "plan", "realised": "accounts"}
FIELDS = {"waste_and_materials": "waste and materials", "total": "all fields"}


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
    """The editions of the plans, and accounts where there are any, for the city and its peers."""
    language = edition.language
    plans, accounts = edition.table("municipal_investments"), read_accounts(edition.data)
    investments = pd.concat([plans, accounts]) if len(accounts) else plans
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
        for row in both[both["area"] == area].sort_values(["plan_edition", "stage"]).itertuples()
    ]
    caption = say("Waste and materials: planned against last adjusted", language)
    note = _inhabitants_words(plans, edition)
    return Grid(pd.DataFrame(rows), caption, list(rows[0])[2:] if rows else (), note)


def implied_inhabitants(investments: pd.DataFrame, area: str) -> pd.Series:
    """By how many inhabitants the publisher divided: all fields, in euro over euro per inhabitant.

    Returns
    -------
    Series
        By year; missing where either amount is.
    """
    mine = investments[(investments["area"] == area) & investments["is_total"]]
    per_inhabitant = mine["eur_per_inhabitant"]
    whole = mine["amount_eur"] / per_inhabitant.where(per_inhabitant > 0)
    return whole.set_axis(mine["year"]).sort_index()


def _inhabitants_words(plans: pd.DataFrame, edition: "Edition") -> str:
    """Which inhabitants an amount is per, shown on the newest year with a count and the last."""
    language, city = edition.language, edition.city
    words = say(
        "A mean is over the years with a figure. Amounts per inhabitant are the publisher's own.",
        language,
    )
    people = edition.table("population")
    people = people[people["area"].isin(city.codes)].drop_duplicates("year", keep="last")
    counted = people.set_index("year")["population"]
    implied = implied_inhabitants(plans, city.area).dropna()
    both = implied.index.intersection(counted.index)
    if both.empty:
        return words
    year, last = int(both.max()), int(implied.index.max())
    return f"{words} " + say(
        "They are per inhabitant of the year itself: all fields divided by it give {implied} "
        "inhabitants of {city} in {year}, where Statbel counted {counted} on 1 January, and "
        "{later} in {last}, against which no count is held here.",
        language,
        city=city.name,
        year=year,
        last=last,
        implied=number(implied[year], language),
        counted=number(counted[year], language),
        later=number(implied[last], language),
    )


def share_realised(plans: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """What was spent of what was planned, over the years for which both are known.

    ``100 * sum of the accounts / sum of the plan``; by area, edition of the plans and field.

    Returns
    -------
    DataFrame
        ``area``, ``plan_edition``, ``stage`` (of the plan), ``field``, ``planned_eur``,
        ``realised_eur``, ``first``, ``last``, ``years``, ``percent`` (missing where nothing was
        planned).
    """
    keys = ["area", "plan_edition", "field", "year"]
    spent = accounts[[*keys, "amount_eur"]].rename(columns={"amount_eur": "realised_eur"})
    both = plans.merge(spent, on=keys, validate="one_to_one")
    both = both.dropna(subset=["amount_eur", "realised_eur"])
    found = both.groupby(["area", "plan_edition", "stage", "field"], as_index=False).agg(
        planned_eur=("amount_eur", "sum"),
        realised_eur=("realised_eur", "sum"),
        first=("year", "min"),
        last=("year", "max"),
        years=("year", "nunique"),
    )
    planned = found["planned_eur"]
    return found.assign(percent=100 * found["realised_eur"] / planned.where(planned > 0))


def realised_words(edition: "Edition") -> Text:
    """What the city spent of what it planned; without accounts, what to hand over and how."""
    language, city = edition.language, edition.city
    plans, accounts = edition.table("municipal_investments"), read_accounts(edition.data)
    found = share_realised(
        plans[plans["area"] == city.area], accounts[accounts["area"] == city.area]
    )
    found = found[found["field"].isin(FIELDS)]
    if found.empty:
        return Text(
            say(
                "What {city} spent of its plans is not known: the files that are held are plans, "
                "and the last adjusted plan of a closed year usually repeats the accounts without "
                "being them. BBC-DR ({address}) exports the annual accounts: report type "
                "“jaarrekening”, investments by policy field, with the columns {columns}. "
                "`circular-metrics accounts {file}` checks such an export and keeps it for the "
                "page of every municipality.",
                language,
                city=city.name,
                address="`lokaalbestuur.vlaanderen.be/financien/bbc-dr`",
                columns=", ".join(BY_FIELD),
                file="jaarrekening.csv",
            )
        )
    return Text("\n".join(f"- {_spent(row, city.name, language)}" for row in found.itertuples()))


def _spent(row: tuple, city: str, language: str) -> str:
    """One field of one edition of the plans."""
    return say(
        "{city}, {field}, {first}–{last} ({years} years with both): {realised} of {planned} "
        "million euro was spent ({share} %), by the {stage} of {edition}–{end}.",
        language,
        city=city,
        field=say(FIELDS[row.field], language),
        first=row.first,
        last=row.last,
        years=row.years,
        realised=number(row.realised_eur / 1e6, language, 2),
        planned=number(row.planned_eur / 1e6, language, 2),
        share=number(row.percent, language),
        stage=say(STAGES[row.stage], language),
        edition=row.plan_edition,
        end=row.plan_edition + 5,
    )
