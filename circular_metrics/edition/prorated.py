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


def prorated_flows(edition: "Edition") -> dict[str, Flow]:
    """The range of each regional flow that falls to the city if every inhabitant had the same.

    Contradicting claims on the region give the ends of the range. A modelled value: it says how
    large the flow may be, not how large it is.
    """
    claims = edition.table("claims")
    found = {}
    for initiative, (measure, region) in REGIONAL.items():
        values: pd.Series = claims.loc[
            (claims["measure"] == measure) & (claims["area"] == region), "value"
        ].dropna()
        share = share_of_inhabitants(edition, region)
        if values.empty or share is None:
            continue
        found[initiative] = Flow(
            low=float(values.min() * share[0]),
            high=float(values.max() * share[0]),
            unit=UNIT,
            claims=len(values),
            year=share[1],
        )
    return found
