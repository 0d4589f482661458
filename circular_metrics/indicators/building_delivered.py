"""Circular building: what only the city and its partners know, from the city's own delivery.

Nothing here is open data and nothing was checked by us: each value has the status ``delivered``.
"""

import pandas as pd

from circular_metrics.codelists.construction_intensity import CARBON
from circular_metrics.model import Indicator

TEMPLATE = "building"
HANDED_OVER = {
    "nl": "door de stad aangeleverd zonder foutmarge; geen interval bekend",
    "en": "handed over by the city without a margin of error; no interval known",
}
REFERENCE = "The city's own delivery, template building"


def amounts(delivery: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One measure by area, year and scope: the total, or else the sum of what it is split into.

    A sum of parts is a lower bound where parts are missing; its note says which parts are in it.
    The figure without a scope of its own is preferred, else the first.
    """
    mine = delivery[delivery["measure"] == measure].astype({"scope": object, "value": float})
    mine["scope"] = mine["scope"].where(mine["scope"].notna(), "").astype(str)
    rows = []
    for (area, year, scope), group in mine.groupby(["area", "year", "scope"]):
        whole = group[group["detail"] == "all"]
        counted = group if whole.empty else whole
        parts = "sum of " + ", ".join(sorted(group["detail"])) if whole.empty else ""
        rows.append((area, year, counted["value"].sum(), scope, parts))
    table = pd.DataFrame(rows, columns=["area", "period", "value", "scope", "note"])
    return table.assign(preferred=~table.duplicated(["area", "period"]))


def _amount(delivery: pd.DataFrame, measure: str, scope: str) -> pd.DataFrame:
    """A measure as observations; the city's own words stand behind the scope."""
    table = amounts(delivery, measure)
    words = table["scope"].where(table["scope"] == "", ": " + table["scope"])
    return table.assign(scope=scope + words)


def _share(delivery: pd.DataFrame, part: str, whole: str, scope: str) -> pd.DataFrame:
    """100 part / whole for the years and scopes that were delivered for both."""
    both = amounts(delivery, part).merge(
        amounts(delivery, whole), on=["area", "period", "scope"], suffixes=("", "_whole"),
        validate="one_to_one",
    )  # fmt: skip
    words = both["scope"].where(both["scope"] == "", ": " + both["scope"])
    divisor = both["value_whole"].where(both["value_whole"] > 0)
    columns = ["area", "period", "note"]
    return both[columns].assign(
        value=100 * both["value"] / divisor,
        scope=scope + words,
        preferred=~both.duplicated(["area", "period"]),
    )


def _projects(delivery: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The mean of the projects of a year, between the lowest and the highest of them."""
    mine = delivery[delivery["measure"] == measure]
    groups = mine.groupby(["area", "year"])["value"]
    table = groups.agg(value="mean", low="min", high="max", n="count").reset_index()
    return table.rename(columns={"year": "period"}).assign(
        interval="lowest to highest of the projects delivered",
        note=table["n"].map("{} projects".format),
    )[["area", "period", "value", "low", "high", "interval", "note"]]


def _indicator(key: str, compute, nl: str, en: str, unit: str, scope: str, **more) -> Indicator:
    """A record of this room."""
    defaults = {"code": "", "level": "output", "better": "higher", "tables": (),
                "reference": REFERENCE, "no_interval": HANDED_OVER}  # fmt: skip
    return Indicator(
        key=key, names={"nl": nl, "en": en}, unit=unit, scope=scope, compute=compute,
        template=TEMPLATE, **(defaults | more),
    )  # fmt: skip


def avoided_co2e(delivery: pd.DataFrame) -> pd.DataFrame:
    """CO2e that reuse avoids in a year, in tonnes: sum of t (new - used again) / 1000.

    Of the material that is in a building again, split by material; without a split there is no
    value. Materials without a published factor for reuse are left out and named.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery, one row per measure, year and split.

    Returns
    -------
    DataFrame
        One row per area and year with at least one material that has a factor.

    References
    ----------
    UK Government, *GHG conversion factors for company reporting* (2025), material use.
    """
    mine = delivery[(delivery["measure"] == "material_reused_t") & (delivery["detail"] != "all")]
    rows = []
    for (area, year), group in mine.groupby(["area", "year"]):
        known = group[group["detail"].isin(list(CARBON))]
        saved = [tonnes * (CARBON[m][0] - CARBON[m][1]) / 1000
                 for m, tonnes in zip(known["detail"], known["value"], strict=True)]  # fmt: skip
        left = ", ".join(sorted(set(group["detail"]) - set(CARBON)))
        if saved:
            rows.append((area, year, sum(saved), f"no factor for {left}" if left else ""))
    return pd.DataFrame(rows, columns=["area", "period", "value", "note"])


def demolition_area(delivery: pd.DataFrame) -> pd.DataFrame:
    """Floor area of the demolition permitted in a year, in m2.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area, year and scope.

    References
    ----------
    Omgevingsloket Vlaanderen, export by municipality.
    """
    return _amount(delivery, "demolition_m2", "demolition permitted, by year of decision")


def demolition_volume(delivery: pd.DataFrame) -> pd.DataFrame:
    """Volume of the demolition permitted in a year, in m3.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area, year and scope.

    References
    ----------
    Omgevingsloket Vlaanderen, export by municipality.
    """
    return _amount(delivery, "demolition_m3", "demolition permitted, by year of decision")


def selective_demolition_share(delivery: pd.DataFrame) -> pd.DataFrame:
    """Demolition permits followed up selectively, in per cent of those above the threshold.

    100 permits with a follow-up plan or certificate / permits above 1,000 m3 (not residential) or
    5,000 m3 (residential without single-family houses).

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area and year for which both counts were delivered.

    References
    ----------
    Tracimat, sloopopvolging; VLAREMA, thresholds.
    """
    return _share(
        delivery, "demolition_permits_followed_up", "demolition_permits_above_threshold",
        "demolition permits above the threshold",
    )  # fmt: skip


def circular_public_works_share(delivery: pd.DataFrame) -> pd.DataFrame:
    """The city's public works with circularity criteria, in per cent of all awarded in the year.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area and year for which both counts were delivered. A criterion asked is not
        yet material saved.

    References
    ----------
    GRO and TOTEM, as asked in the specifications.
    """
    return _share(delivery, "public_works_circular", "public_works", "the city's public works")


def public_works_reused(delivery: pd.DataFrame) -> pd.DataFrame:
    """Material used again in the city's own works in a year, in tonnes.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area, year and scope; the total, or the sum of the materials delivered.

    References
    ----------
    The city's own administration.
    """
    return _amount(delivery, "public_works_reused_t", "reused in the city's own works")


def material_reused(delivery: pd.DataFrame) -> pd.DataFrame:
    """Material that is in a building again, in tonnes: the last stage, after taken in and sold.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery.

    Returns
    -------
    DataFrame
        One row per area, year and scope; the total, or the sum of the materials delivered.

    References
    ----------
    The city's own administration and Atelier Circuler.
    """
    return _amount(delivery, "material_reused_t", "material in a building again")


def project_circularity(delivery: pd.DataFrame) -> pd.DataFrame:
    """Mean circularity of the projects of a year, 0 to 1, with the lowest and the highest.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery, a row for each project.

    Returns
    -------
    DataFrame
        One row per area and year. The mean gives each project the same weight.

    References
    ----------
    Ellen MacArthur Foundation, Material Circularity Indicator; Madaster, *CI explained* (2021).
    """
    return _projects(delivery, "project_circularity")


def project_totem(delivery: pd.DataFrame) -> pd.DataFrame:
    """Mean TOTEM score of the projects of a year, in millipoints per m2, lowest to highest.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery, a row for each project.

    Returns
    -------
    DataFrame
        One row per area and year. The mean gives each project the same weight.

    References
    ----------
    TOTEM, www.totem-building.be.
    """
    return _projects(delivery, "project_totem_mpt_per_m2")


INDICATORS = (
    _indicator(
        "material_reused", material_reused, "Opnieuw gebruikt bouwmateriaal",
        "Building material used again", "t", "material in a building again", level="outcome",
        decimals=0,
    ),
    _indicator(
        "avoided_co2e", avoided_co2e, "Vermeden CO₂e door hergebruik van bouwmateriaal",
        "CO₂e avoided by reusing building material", "t",
        "material in a building again, by material, CO2e", level="impact",
    ),
    _indicator(
        "demolition_area", demolition_area, "Vergunde sloop, oppervlakte",
        "Demolition permitted, floor area", "m2", "demolition permitted", level="driver",
        better="lower", decimals=0,
    ),
    _indicator(
        "demolition_volume", demolition_volume, "Vergunde sloop, volume",
        "Demolition permitted, volume", "m3", "demolition permitted", level="driver",
        better="lower", decimals=0,
    ),
    _indicator(
        "selective_demolition_share", selective_demolition_share,
        "Aandeel sloopvergunningen met sloopopvolging",
        "Share of demolition permits that are followed up", "percent",
        "demolition permits above the threshold",
    ),
    _indicator(
        "circular_public_works_share", circular_public_works_share,
        "Aandeel openbare werken met circulariteitscriteria",
        "Share of public works with circularity criteria", "percent", "the city's public works",
        level="activity",
    ),
    _indicator(
        "public_works_reused", public_works_reused, "Hergebruikt materiaal in werken van de stad",
        "Material reused in the city's works", "t", "reused in the city's own works",
        level="outcome", decimals=0,
    ),
    _indicator(
        "project_circularity", project_circularity, "Circulariteit van bouwprojecten",
        "Circularity of building projects", "ratio", "projects delivered by the city", decimals=2,
    ),
    _indicator(
        "project_totem", project_totem, "TOTEM-score van bouwprojecten",
        "TOTEM score of building projects", "mPt/m2", "projects delivered by the city",
        better="lower",
    ),
)  # fmt: skip
