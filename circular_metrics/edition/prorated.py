"""A whole flow of the city, where only the region has one: prorated by inhabitants, as a range."""

from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.guard import Flow

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

# Initiative → (claims on the whole flow, their area).
REGIONAL = {"materialenbank_recovered": ("construction_waste_t", "02000")}
UNIT = "t"


def share_of_inhabitants(edition: "Edition", region: str) -> tuple[float, int] | None:
    """The city's share in the inhabitants of a region, and the year; ``None`` if not known."""
    areas, people = edition.table("areas"), edition.table("population")
    inside = {region}
    for _ in range(3):  # provinces, arrondissements, municipalities
        inside |= set(areas.loc[areas["parent"].isin(inside), "code"])
    own = people[people["area"].isin(edition.city.codes)]
    if own.empty:
        return None
    year = int(own["year"].max())
    then = people[people["year"] == year].drop_duplicates("area", keep="last")
    whole = then.loc[then["area"].isin(inside), "population"].sum()
    mine = then.loc[then["area"].isin(edition.city.codes), "population"].sum()
    return (float(mine / whole), year) if whole > mine > 0 else None


def prorated_claims(edition: "Edition", initiative: str) -> pd.DataFrame:
    """What falls to the city of each figure that is stated for the region.

    Returns
    -------
    DataFrame
        A row for each claim, the smallest first: ``whole`` of the region, ``scope``, ``period`` and
        ``claim``; ``value`` for the city if every inhabitant of the region had the same, and the
        ``year`` of the inhabitants. Empty where inhabitants or claims are not known.
    """
    measure, region = REGIONAL[initiative]
    claims, share = edition.table("claims"), share_of_inhabitants(edition, region)
    mine = claims[(claims["measure"] == measure) & (claims["area"] == region)]
    mine = mine[mine["value"].notna()].sort_values("value", kind="stable", ignore_index=True)
    table = mine[["scope", "period", "claim"]].assign(whole=mine["value"])
    if share is None:
        return table.iloc[:0].assign(value=[], year=[])
    return table.assign(value=table["whole"] * share[0], year=share[1])


def prorated_flows(edition: "Edition") -> dict[str, Flow]:
    """The range of each regional flow that falls to the city if every inhabitant had the same.

    Contradicting claims on the region give the ends of the range. A modelled value: it says how
    large the flow may be, not how large it is.
    """
    found = {}
    for initiative in REGIONAL:
        table = prorated_claims(edition, initiative)
        if not table.empty:
            found[initiative] = Flow(
                low=float(table["value"].min()),
                high=float(table["value"].max()),
                unit=UNIT,
                claims=len(table),
                year=int(table["year"].iloc[0]),
            )
    return found
