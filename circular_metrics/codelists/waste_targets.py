"""Targets for waste and materials with their law, vintage and baseline, and whose cluster is whose.

Those that are a change from a baseline have no value of their own until the baseline is known.
"""

from dataclasses import dataclass

PLAN = "Lokaal Materialenplan 2023-2030 (Flemish Government, 26 May 2023)"
PLAN_URL = "https://www.vvsg.be/kennisitem/vvsg/naar-100-kg-restafval-per-inwoner-tegen-2030"
LAW = "https://eur-lex.europa.eu/eli"

# Clusters of the plan; every other Flemish municipality is in the main cluster.
CLUSTERS = {
    "15a": (135, ("44021", "11002", "31005")),
    "15b": (
        111,
        ("41002", "71016", "71072", "34022", "24062", "12025", "36015", "46021", "13040"),
    ),
    "coast": (
        181,
        ("31004", "35002", "35029", "38008", "31043", "38014", "35011", "38016", "35013"),
    ),
}
MAIN = ("main", 90)


@dataclass(frozen=True, kw_only=True)
class LegalTarget:
    """One target: what it is of, whom it binds, by when, how much, from what, and who says so.

    ``value`` is in ``unit``; a change is in per cent against ``baseline``. ``vintage`` is the day
    of the document. ``indicator`` names ours, where one counts the same; without one ``why``
    says what is missing for a comparison.
    """

    subject: str
    binds: str
    year: int
    value: float
    unit: str
    baseline: str
    document: str
    vintage: str
    url: str
    indicator: str = ""
    why: str = ""


def cluster(code: str) -> tuple[str, int]:
    """The cluster of a Flemish municipality and its kilograms of residual waste by 2030.

    >>> cluster("24062"), cluster("44021"), cluster("24001")
    (('15b', 111), ('15a', 135), ('main', 90))
    """
    for name, (value, codes) in CLUSTERS.items():
        if code in codes:
            return name, value
    return MAIN


_RESIDUAL = "residual household waste per inhabitant"
_MUNICIPAL = "municipal waste prepared for reuse or recycled"
_PACKAGING = "packaging waste recycled"
_PLASTIC = "plastic packaging waste recycled"
_CIRCULAR = "circular material use rate"
_NONE = "none: a level"
_STATE, _UNION, _FLANDERS = "each member state", "the Union", "Flanders"
FLANDERS_ON_AVERAGE = "Flanders, on average"


def _of(subject, binds, year, value, unit, baseline, document, vintage, url, indicator="", why=""):
    """One record, in the order of its fields."""
    return LegalTarget(
        subject=subject, binds=binds, year=year, value=value, unit=unit, baseline=baseline,
        document=document, vintage=vintage, url=url, indicator=indicator, why=why,
    )  # fmt: skip


def _plan(binds: str, value: float) -> LegalTarget:
    """One of the plan's targets for residual waste."""
    return _of(
        _RESIDUAL, binds, 2030, value, "kg/inhabitant", _NONE, PLAN, "2023-05-26", PLAN_URL,
        "residual_waste_per_inhabitant",
    )  # fmt: skip


def _law(subject, year, value, article, act, vintage, path, indicator="") -> LegalTarget:
    """A level that a directive asks of each member state."""
    document = f"{act}, {article}"
    return _of(
        subject, _STATE, year, value, "percent", _NONE, document, vintage, f"{LAW}/{path}/oj",
        indicator,
    )  # fmt: skip


_WFD = ("Directive 2008/98/EC as amended by (EU) 2018/851", "2018-05-30", "dir/2018/851")
_LANDFILL = ("Directive 1999/31/EC as amended by (EU) 2018/850", "2018-05-30", "dir/2018/850")
_PPWD = ("Directive 94/62/EC as amended by (EU) 2018/852", "2018-05-30", "dir/2018/852")
_FOOD = ("Directive (EU) 2025/1892, Article 9a of 2008/98/EC", "2025-09-10", "dir/2025/1892")
_RATE, _PLASTICS = "municipal_recycling_rate", "plastic_packaging_recycling_rate"
_CMU = "circular_material_use_rate"
_NO_FOOD = "no file held here has the food waste of the three years of the baseline"

TARGETS = (
    _plan("cluster 15b (Leuven and eight other cities)", 111),
    _plan("cluster 15a (Ghent, Antwerp, Bruges)", 135),
    _plan("the nine coastal municipalities", 181),
    _plan("every other Flemish municipality", 90),
    _plan(FLANDERS_ON_AVERAGE, 100),
    _of(_RESIDUAL, FLANDERS_ON_AVERAGE, 2022, 138, "kg/inhabitant", _NONE,
        "The plan before it, for 2016-2022, as VVSG reports it", "2016", PLAN_URL,
        why="the year has passed, and the plan of 2023 took its place"),
    _of("residual waste of businesses", _FLANDERS, 2030, -30, "percent", "mean of 2018-2020",
        PLAN, "2023-05-26",
        "https://www.kontich.be/bekendmaking-openbaar-onderzoek-lokaal-materialenplan-2023---2030",
        why="no file held here has the residual waste of businesses"),
    _law(_MUNICIPAL, 2025, 55, "Article 11(2)(c)", *_WFD, _RATE),
    _law(_MUNICIPAL, 2030, 60, "Article 11(2)(d)", *_WFD, _RATE),
    _law(_MUNICIPAL, 2035, 65, "Article 11(2)(e)", *_WFD, _RATE),
    _law("municipal waste landfilled, at most", 2035, 10, "Article 5(5)", *_LANDFILL,
         "municipal_waste_landfilled_share"),
    _law(_PACKAGING, 2025, 65, "Article 6(1)(f)", *_PPWD, "packaging_recycling_rate"),
    _law(_PACKAGING, 2030, 70, "Article 6(1)(h)", *_PPWD, "packaging_recycling_rate"),
    _law(_PLASTIC, 2025, 50, "Article 6(1)(g)(i)", *_PPWD, _PLASTICS),
    _law(_PLASTIC, 2030, 55, "Article 6(1)(i)(i)", *_PPWD, _PLASTICS),
    _of("food waste of processing and manufacturing", _STATE, 2030, -10, "percent",
        "mean of 2021-2023", _FOOD[0], _FOOD[1], f"{LAW}/{_FOOD[2]}/oj", why=_NO_FOOD),
    _of("food waste per inhabitant of shops, restaurants and households", _STATE, 2030, -30,
        "percent", "mean of 2021-2023", _FOOD[0], _FOOD[1], f"{LAW}/{_FOOD[2]}/oj", why=_NO_FOOD),
    _of("material footprint of consumption", _FLANDERS, 2030, -30, "percent",
        "base year not stated", "Flemish Government, as cemonitor.be reports it (2024)", "2024",
        "https://cemonitor.be/hoe-circulair-is-de-vlaamse-economie-v2024",
        why="a change without a base year cannot be worked out"),
    _of(_CIRCULAR, _UNION, 2030, 23.2, "percent", "twice the 11.6 % of 2020, first published",
        "Circular Economy Action Plan 2020, as Eurostat put it", "2024-11",
        "https://recyclingportal.eu/Archive/87722", _CMU),
    _of(_CIRCULAR, _UNION, 2030, 22.4, "percent", "twice the 11.2 % of 2020, revised",
        "Circular Economy Action Plan 2020, as the EEA puts it", "2025",
        "https://www.eea.europa.eu/en/analysis/indicators/circular-material-use-rate-in-europe",
        _CMU),
    _of(_CIRCULAR, _UNION, 2030, 24, "percent", _NONE, "Clean Industrial Deal, COM(2025) 85",
        "2025-02-26",
        "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:52025DC0085", _CMU),
)  # fmt: skip
