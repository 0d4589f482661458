"""Circular jobs and establishments by definition: what a list of activities finds in a table.

Not indicators of a report yet: the register and the decentralised tables are asked for by the
city, and enter once it has handed them over.
"""

import pandas as pd


def circular_jobs(employment: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """Jobs in circular activities by municipality, definition and group.

    ``jobs = sum over the classes of the group``; ``share_percent = 100 * jobs / all jobs`` where
    the table has all two-digit divisions. Unit: jobs.

    Parameters
    ----------
    employment : DataFrame
        ``employment``: by municipality, quarter and code of NACE; a secret number is missing.
    activities : DataFrame
        ``circular_activities``.

    Returns
    -------
    DataFrame
        ``area``, ``period``, ``definition``, ``group`` (and ``all``), ``jobs`` (those known),
        ``secret`` (classes whose number is not), ``is_complete``. A municipality whose table has
        none of the classes has no row: absent is not zero.

    References
    ----------
    Eurostat cei_cie011, *Persons employed in circular economy sectors*; CE Center, *Tewerkstelling
    in circulaire bedrijfstakken*.
    """
    known = employment["period"].astype(object).where(employment["period"].notna(), "")
    classes = employment.assign(code=employment["nace"].str[:5], period=known)
    is_class = classes["nace"].str.len() == 5
    fine = classes[classes["nace"].str.len() > 5]
    place = ["area", "period", "version", "code"]
    covered = set(fine[place].itertuples(index=False, name=None))
    own = classes[place].itertuples(index=False, name=None)
    # a class is taken from its sub-classes where the table has them, or it would count twice
    once = classes[~is_class | ~pd.Series([key in covered for key in own], index=classes.index)]
    once = once[once["nace"].str.len() >= 5]
    listed = activities[["definition", "group", "version", "code"]]
    whole = listed.drop(columns="group").drop_duplicates().assign(group="all")
    both = once.merge(pd.concat([listed, whole]), on=["version", "code"], validate="many_to_many")
    keys = ["area", "period", "definition", "group"]
    found = both.groupby(keys, as_index=False).agg(
        jobs=("jobs", lambda j: j.sum(min_count=1)),
        secret=("jobs", lambda j: int(j.isna().sum())),
    )
    period = found["period"].where(found["period"] != "", None)
    return found.assign(period=period, is_complete=found["secret"] == 0)


def establishments_per_10000(
    establishments: pd.DataFrame, population: pd.DataFrame
) -> pd.DataFrame:
    """Establishments of each definition and group per 10,000 inhabitants.

    ``10000 * establishments / population``.

    Parameters
    ----------
    establishments : DataFrame
        ``area``, ``definition``, ``group``, ``establishments``, in the municipalities of today.
    population : DataFrame
        ``area`` and ``population``, one row an area, on the same ground.

    Returns
    -------
    DataFrame
        With ``population`` and ``value``; missing where the inhabitants are not known.

    References
    ----------
    KBO/BCE open data; Statbel, structure of the population.
    """
    both = establishments.merge(population, on="area", how="left", validate="many_to_one")
    people = both["population"].where(both["population"] > 0)
    return both.assign(value=10_000 * both["establishments"] / people)
