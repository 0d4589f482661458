"""Circular building: the city's own works and projects, as the city delivered them."""

import pandas as pd

from circular_metrics.indicators.building.delivered import HANDED, amount, projects, share
from circular_metrics.model import indicator


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
    return share(delivery, "public_works_circular", "public_works", "the city's public works")


CIRCULAR_PUBLIC_WORKS_SHARE = indicator(
    circular_public_works_share,
    "Aandeel openbare werken met circulariteitscriteria",
    "Share of public works with circularity criteria",
    unit="percent",
    level="activity",
    better="higher",
    scope="the city's public works",
    **HANDED,
)


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
    return amount(delivery, "public_works_reused_t", "reused in the city's own works")


PUBLIC_WORKS_REUSED = indicator(
    public_works_reused,
    "Hergebruikt materiaal in werken van de stad",
    "Material reused in the city's works",
    unit="t",
    level="outcome",
    better="higher",
    scope="reused in the city's own works",
    decimals=0,
    **HANDED,
)


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
    return projects(delivery, "project_circularity")


PROJECT_CIRCULARITY = indicator(
    project_circularity,
    "Circulariteit van bouwprojecten",
    "Circularity of building projects",
    unit="ratio",
    level="output",
    better="higher",
    scope="projects delivered by the city",
    decimals=2,
    **HANDED,
)


def project_totem(delivery: pd.DataFrame) -> pd.DataFrame:
    """Mean TOTEM score of the projects of a year, in millipoints per m², lowest to highest.

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
    return projects(delivery, "project_totem_mpt_per_m2")


PROJECT_TOTEM = indicator(
    project_totem,
    "TOTEM-score van bouwprojecten",
    "TOTEM score of building projects",
    unit="mPt/m2",
    level="output",
    better="lower",
    scope="projects delivered by the city",
    **HANDED,
)


INDICATORS = (
    CIRCULAR_PUBLIC_WORKS_SHARE,
    PUBLIC_WORKS_REUSED,
    PROJECT_CIRCULARITY,
    PROJECT_TOTEM,
)
