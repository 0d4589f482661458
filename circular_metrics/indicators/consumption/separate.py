"""What is collected apart: bio-waste and textiles of the city, packaging of the country."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import ROUNDING, from_claims, from_delivery, from_series

TEMPLATE = "waste"
STATED = {
    "nl": "geen interval bekend: cijfer zoals een pagina of de stad het vermeldt",
    "en": "no interval known: a figure as a page or the city states it",
}
OVAM = "OVAM, Huishoudelijk afval en gelijkaardig bedrijfsafval"
BIO_SCOPE = "vegetable, fruit and garden waste (gft) collected at the door"
TEXTILE_SCOPE = "textiles collected separately from households"


def bio_waste_per_inhabitant(claims: pd.DataFrame) -> pd.DataFrame:
    """Bio-waste collected at the door, per inhabitant, in kilograms.

    ``share of gft in household waste * household waste per inhabitant / 100``, where pages state
    both for one area and year. No page states the product itself: it is modelled from the two.

    Parameters
    ----------
    claims : DataFrame
        The table ``claims``.

    Returns
    -------
    DataFrame
        One row per area and year; status ``modelled``. The interval is what the printed digits
        of both figures leave open, half of the last one either way.

    References
    ----------
    OVAM, *Huishoudelijk afval en gelijkaardig bedrijfsafval* (yearly); separate collection of
    bio-waste: Directive 2008/98/EC, Article 22.
    """
    share = from_claims(claims, "bio_waste_percent")
    whole = from_claims(claims, "household_waste_kg_per_inhabitant")
    both = share[share["preferred"]].merge(
        whole[whole["preferred"]], on=["area", "period"], suffixes=("", "_whole"),
        validate="one_to_one",
    )  # fmt: skip
    steps = [half_step(both[name]) for name in ("value", "value_whole")]
    product = {
        name: (both["value"] + sign * steps[0]) * (both["value_whole"] + sign * steps[1]) / 100
        for name, sign in (("value", 0), ("low", -1), ("high", 1))
    }
    return both[["area", "period"]].assign(
        **product,
        interval=ROUNDING,
        status="modelled",
        source=both["source"] + ";" + both["source_whole"],
        vintage=both["vintage"],
    )


def half_step(values: pd.Series) -> pd.Series:
    """Half of the last digit with which each number is printed: 17.5 is known to 0.05."""
    digits = values.map(lambda x: len(f"{x:g}".partition(".")[2]))
    return 0.5 / 10.0 ** digits.astype(float)


def bio_waste_per_inhabitant_delivered(delivery: pd.DataFrame) -> pd.DataFrame:
    """What the city itself hands over."""
    return from_delivery(delivery, "bio_waste_kg_per_inhabitant", BIO_SCOPE)


BIO_WASTE_PER_INHABITANT = Indicator(
    key="bio_waste_per_inhabitant",
    code="C04",
    names={"nl": "Gft-afval per inwoner", "en": "Bio-waste collected per inhabitant"},
    unit="kg/inhabitant",
    level="output",
    better="higher",
    tables=("claims",),
    compute=bio_waste_per_inhabitant,
    reference=f"{OVAM}; Directive 2008/98/EC, Article 22",
    scope=BIO_SCOPE,
    no_interval=STATED,
    pair="residual_waste_per_inhabitant",
    template=TEMPLATE,
    delivered=bio_waste_per_inhabitant_delivered,
)


def textiles_per_inhabitant(delivery: pd.DataFrame) -> pd.DataFrame:
    """Textiles collected separately, per inhabitant, in kilograms, as the city hands it over.

    ``textiles collected separately / inhabitants``. Collected is not yet worn again.

    Parameters
    ----------
    delivery : DataFrame
        The city's delivery of the template ``waste``.

    Returns
    -------
    DataFrame
        One row per area, year and scope.

    References
    ----------
    OVAM, *Huishoudelijk afval en gelijkaardig bedrijfsafval* (yearly); Directive 2008/98/EC,
    Article 11(1), separate collection of textiles from 1 January 2025.
    """
    return from_delivery(delivery, "textiles_kg_per_inhabitant", TEXTILE_SCOPE)


TEXTILES_PER_INHABITANT = Indicator(
    key="textiles_per_inhabitant",
    code="C07",
    names={"nl": "Textielinzameling per inwoner", "en": "Textiles collected per inhabitant"},
    unit="kg/inhabitant",
    level="output",
    better="higher",
    tables=(),
    compute=textiles_per_inhabitant,
    reference=f"{OVAM}; Directive 2008/98/EC, Article 11(1)",
    scope=TEXTILE_SCOPE,
    no_interval=STATED,
    template=TEMPLATE,
)


def packaging_recycling_rate(series: pd.DataFrame) -> pd.DataFrame:
    """Share of packaging waste that is recycled, all materials, in per cent.

    ``100 * recycled / generated`` by mass, as Eurostat publishes it. The years held are weighed
    before the losses of sorting; targets from 2025 on are weighed after them.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area, year and vintage.

    References
    ----------
    Eurostat ten00063; Directive 94/62/EC, Article 6(1), as amended by Directive (EU) 2018/852.
    """
    return from_series(series, "packaging_recycling_rate")


PACKAGING_RECYCLING_RATE = Indicator(
    key="packaging_recycling_rate",
    code="",
    names={"nl": "Recyclage van verpakkingsafval", "en": "Recycling rate of packaging waste"},
    unit="percent",
    level="outcome",
    better="higher",
    tables=("eurostat_series",),
    compute=packaging_recycling_rate,
    reference="Eurostat ten00063; Directive 94/62/EC",
    scope="packaging waste, weighed before the losses of sorting",
)


def plastic_packaging_recycling_rate(series: pd.DataFrame) -> pd.DataFrame:
    """Share of plastic packaging waste that is recycled, in per cent.

    ``100 * recycled / generated`` by mass, as Eurostat publishes it; from 2020 on weighed where
    it enters the recycling operation.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area, year and vintage; the newest vintage is preferred.

    References
    ----------
    Eurostat cei_wm020, ten00063; Directive 94/62/EC, Article 6(1), as amended by Directive (EU)
    2018/852.
    """
    return from_series(series, "plastic_packaging_recycling_rate")


PLASTIC_PACKAGING_RECYCLING_RATE = Indicator(
    key="plastic_packaging_recycling_rate",
    code="",
    names={
        "nl": "Recyclage van plastic verpakkingsafval",
        "en": "Recycling rate of plastic packaging waste",
    },
    unit="percent",
    level="outcome",
    better="higher",
    tables=("eurostat_series",),
    compute=plastic_packaging_recycling_rate,
    reference="Eurostat cei_wm020; Directive 94/62/EC",
    scope="plastic packaging waste",
)

INDICATORS = (
    BIO_WASTE_PER_INHABITANT,
    TEXTILES_PER_INHABITANT,
    PACKAGING_RECYCLING_RATE,
    PLASTIC_PACKAGING_RECYCLING_RATE,
)
