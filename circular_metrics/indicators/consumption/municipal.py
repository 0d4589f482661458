"""Municipal waste of the country, as the European Union defines and counts it."""

import pandas as pd

from circular_metrics.model import Indicator
from circular_metrics.observations import from_series, is_newest, ratio

SCOPE = "EU municipal waste, with similar waste of businesses where the country reports it"
BELGIUM_2020 = (
    "from 2020 with similar waste of commerce, offices and institutions: "
    "not comparable with 2019 and before"
)


def municipal_waste_per_inhabitant(series: pd.DataFrame) -> pd.DataFrame:
    """Municipal waste generated, over the average population of the year.

    ``GEN / population`` as Eurostat publishes it, in kilograms. Belgium's series breaks in 2020,
    when similar waste of commerce, offices and institutions came in (416 kg, then 729 kg).

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area, year and vintage; ``note`` says where the Belgian figures have changed
        their meaning.

    References
    ----------
    Eurostat env_wasmun, GEN in KG_HAB; cei_pc031.
    """
    return _with_break(from_series(series, "municipal_waste_generated_per_inhabitant"))


MUNICIPAL_WASTE_PER_INHABITANT = Indicator(
    key="municipal_waste_per_inhabitant",
    code="",
    names={"nl": "Gemeentelijk afval per inwoner", "en": "Municipal waste per inhabitant"},
    unit="kg/inhabitant",
    level="outcome",
    better="lower",
    tables=("eurostat_series",),
    compute=municipal_waste_per_inhabitant,
    reference="Eurostat env_wasmun, cei_pc031",
    scope=SCOPE,
    decimals=0,
)


def municipal_recycling_rate(series: pd.DataFrame) -> pd.DataFrame:
    """Share of municipal waste that is recycled, composted or prepared for reuse.

    ``100 * RCY / GEN`` by mass. Eurostat's own rate where it is held; for the years of the
    tonnages that have no published rate of the same vintage, the same ratio of the tonnages.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        In per cent, one row per area, year and vintage, and one more where the rate is also
        computed. The newest vintage is preferred, and of one vintage the published rate.

    References
    ----------
    Eurostat cei_wm011; Directive (EU) 2018/851, targets 55 % (2025), 60 % (2030), 65 % (2035).
    """
    published = from_series(series, "municipal_recycling_rate")
    computed = _share(series, "municipal_waste_recycled")
    computed["note"] = _add(computed["note"], "computed from the tonnages")
    both = pd.concat([published, computed], ignore_index=True)
    both["preferred"] = is_newest(both["area"], both["period"], both["vintage"])
    return _with_break(both)


MUNICIPAL_RECYCLING_RATE = Indicator(
    key="municipal_recycling_rate",
    code="C03",
    names={
        "nl": "Recyclagegraad van gemeentelijk afval",
        "en": "Recycling rate of municipal waste",
    },
    unit="percent",
    level="outcome",
    better="higher",
    tables=("eurostat_series",),
    compute=municipal_recycling_rate,
    reference="Eurostat cei_wm011; Directive (EU) 2018/851",
    scope=SCOPE,
)


def municipal_waste_landfilled_share(series: pd.DataFrame) -> pd.DataFrame:
    """Share of municipal waste that is landfilled or otherwise dumped.

    ``100 * DSP_L_OTH / GEN`` by mass (operations D1 to D7 and D12), in per cent.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area and year that has both masses, from the newest vintage.

    References
    ----------
    Eurostat env_wasmun; Directive (EU) 2018/850, target 10 % by 2035.
    """
    return _with_break(_share(series, "municipal_waste_landfilled"))


MUNICIPAL_WASTE_LANDFILLED_SHARE = Indicator(
    key="municipal_waste_landfilled_share",
    code="",
    names={
        "nl": "Gestort aandeel van gemeentelijk afval",
        "en": "Share of municipal waste landfilled",
    },
    unit="percent",
    level="outcome",
    better="lower",
    tables=("eurostat_series",),
    compute=municipal_waste_landfilled_share,
    reference="Eurostat env_wasmun; Directive (EU) 2018/850",
    scope=SCOPE,
)


def municipal_waste_incinerated_share(series: pd.DataFrame) -> pd.DataFrame:
    """Share of municipal waste that is incinerated, with or without energy recovery.

    ``100 * DSP_I_RCV_E / GEN`` by mass (operations D10 and R1), in per cent.

    Parameters
    ----------
    series : DataFrame
        ``eurostat_series``.

    Returns
    -------
    DataFrame
        One row per area and year that has both masses, from the newest vintage.

    References
    ----------
    Eurostat env_wasmun.
    """
    return _with_break(_share(series, "municipal_waste_incinerated"))


MUNICIPAL_WASTE_INCINERATED_SHARE = Indicator(
    key="municipal_waste_incinerated_share",
    code="",
    names={
        "nl": "Verbrand aandeel van gemeentelijk afval",
        "en": "Share of municipal waste incinerated",
    },
    unit="percent",
    level="outcome",
    better="lower",
    tables=("eurostat_series",),
    compute=municipal_waste_incinerated_share,
    reference="Eurostat env_wasmun",
    scope=SCOPE,
)


def _share(series: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One operation's mass as a percentage of the waste generated; no share is above 100."""
    share = ratio(
        from_series(series, measure), from_series(series, "municipal_waste_generated"), 100
    )
    return share.assign(high=share["high"].clip(upper=100))


def _with_break(observations: pd.DataFrame) -> pd.DataFrame:
    """The observations with a note where Belgian municipal waste has changed its meaning."""
    is_wider = (observations["area"] == "BE") & (observations["period"] >= 2020)
    noted = observations["note"].where(~is_wider, _add(observations["note"], BELGIUM_2020))
    return observations.assign(note=noted)


def _add(note: pd.Series, text: str) -> pd.Series:
    """A further remark behind those that are there."""
    return (note + "; " + text).str.removeprefix("; ")


INDICATORS = (
    MUNICIPAL_WASTE_PER_INHABITANT,
    MUNICIPAL_RECYCLING_RATE,
    MUNICIPAL_WASTE_LANDFILLED_SHARE,
    MUNICIPAL_WASTE_INCINERATED_SHARE,
)
