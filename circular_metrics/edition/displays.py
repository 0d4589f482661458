"""What each display of a notebook is made from, so that every number can be walked back.

A figure of a table of observations opens by itself. A sentence, a picture and a computed table name
what they are computed from: indicators, whose formulas stand on the page of methods, and files,
whose hashes stand on the page of data.
"""

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circular_metrics.clean import TABLES
from circular_metrics.edition import tables
from circular_metrics.edition.credits import claims_of, origin, sources_of
from circular_metrics.indicators import INDICATORS
from circular_metrics.show import Cited
from circular_metrics.sources import SOURCES
from circular_metrics.wording import say

if TYPE_CHECKING:
    from circular_metrics.edition import Edition
    from circular_metrics.edition.page import ObjectivePage

Links = list[tuple[str, str]]
Figures = list[tuple[str, Cited, str]]  # name and year, figure, what is known of it
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MANY = 8  # files that are named one by one


@dataclass(frozen=True)
class Origin:
    """Indicators and tables behind a display.

    ``is_whole`` stands for every indicator of the page, ``opens`` for figures that open by
    themselves or texts that hold no figure of ours.
    """

    indicators: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    is_whole: bool = False
    opens: bool = False


def of(*indicators: str, tables: tuple[str, ...] = ()) -> Origin:
    """An origin of some indicators and tables."""
    return Origin(indicators, tables)


OPENS, WHOLE = Origin(opens=True), Origin(is_whole=True)
GIVEN = Origin()  # the indicators that the notebook names itself
REPAIR, STOCK = of(tables=("repair_counts",)), ("building_stock", "building_permits")
CLAIMS, PLAN = of(tables=("claims",)), of(tables=("plan_actions",))
DECOUPLING = of(tables=("eurostat_series", "territorial_emissions"))
PERMITS = ("renovation_share", "renovation_permits", "new_residential_buildings")
BANK = ("materialenbank_recovered", "materialenbank_sold")

MADE_FROM = {
    "rows": of(tables=tuple(TABLES)),
    "drawn_rows": of(tables=tuple(TABLES)),
    "cleaning": of(tables=tuple(TABLES)),
    **dict.fromkeys(("coverage", "levels", "opening", "verdicts", "rules"), WHOLE),
    **dict.fromkeys(("headlines", "summary", "figures", "caveats", "credits"), OPENS),
    **dict.fromkeys(("trend", "multiples", "ranking", "claims", "indexed"), GIVEN),
    "conflicts": CLAIMS,
    "hardest": DECOUPLING,
    "hardest_drawn": DECOUPLING,
    "hardest_here": WHOLE,
    **dict.fromkeys(
        ("guarding.words", "guarding.pyramid", "guarding.findings", "guarding.silent"),
        Origin(tables=("claims", "plan_actions"), is_whole=True),
    ),
    "firms.missing": OPENS,
    "firms.establishments": of("establishments", tables=("circular_activities",)),
    "firms.jobs": of(tables=("circular_activities",)),
    "firms.survival": of(tables=("starter_survival",)),
    "firms.claims": CLAIMS,
    "firms.claims_words": CLAIMS,
    "firms.definitions": of(tables=("circular_activities", "nace_correspondence")),
    **dict.fromkeys(("actions.questions", "actions.words"), OPENS),
    **dict.fromkeys(("actions.matrix", "actions.network"), OPENS),
    "building.permits_words": of(*PERMITS),
    **dict.fromkeys(("beside.words", "beside.map", "beside.order"), of("renovation_share_5_years")),
    "building.stock": of(tables=("building_stock",)),
    **dict.fromkeys(
        (f"modelled.{name}" for name in ("assumptions", "tornado", "by_material")),
        of("material_inflow", "expected_release", tables=STOCK),
    ),
    "modelled.would_change": of(*PERMITS, "expected_release", tables=STOCK),
    "building.stages": of(*BANK),
    **dict.fromkeys(
        ("building.materiality", "building.materiality_words", "building.materiality_totals"),
        of(*BANK, "expected_release", tables=("eurostat_series", "population")),
    ),
    "building.scenarios": of("old_houses_lost", tables=("building_stock",)),
    **dict.fromkeys(
        ("building.reuse_courses", "building.reuse_words"),
        of("expected_release", "materialenbank_recovered", tables=("building_stock",)),
    ),
    **dict.fromkeys(("building.inputs", "building.delivered"), OPENS),
    **dict.fromkeys(("building.sizes", "building.gaps"), OPENS),
    **dict.fromkeys(
        (
            f"repair.{name}"
            for name in (
                "dateline", "union", "groups", "register", "definitions", "swap", "league",
                "categories", "trend", "power", "ages", "age_words",
            )
        ),
        REPAIR,
    ),
    "repair.releases": of(tables=("release_changes",)),
    **dict.fromkeys(
        ("repair.impact", "repair.tornado"),
        of(tables=("repair_counts", "repair_factors", "repair_savings")),
    ),
    **dict.fromkeys(("repair.faults", "repair.fault_words"), of(tables=("repair_faults",))),
    "repair.fault_scores": of(tables=("fault_scores",)),
    "repair.cars": of("shared_cars_per_1000_inhabitants"),
    "repair.sharing": CLAIMS,
    **dict.fromkeys(("repair.inputs", "repair.delivered"), OPENS),
    "waste.falling": of("household_waste", tables=("population",)),
    "waste.comparable": CLAIMS,
    **dict.fromkeys(("waste.drivers", "waste.drivers_words"), of(tables=("eurostat_series",))),
    "waste.flows": of(tables=("eurostat_series",)),
    **dict.fromkeys(("waste.law", "waste.gaps", "waste.inputs"), OPENS),
    "waste.peers": GIVEN,
    "waste.moves": WHOLE,
    "waste.structure": of("residual_waste_per_inhabitant", tables=("claims",)),
    **dict.fromkeys(
        ("policy.label_words", "policy.label_depth", "policy.label_distribution"), PLAN
    ),
    "policy.terms_checked": of(tables=("labelled_actions", "plan_actions")),
    **dict.fromkeys(
        ("policy.planned_and_adjusted", "policy.realised"), of(tables=("municipal_investments",))
    ),
    **dict.fromkeys(
        (
            f"policy.decoupling_{name}"
            for name in ("words", "windows", "countries", "counts")
        ),
        DECOUPLING,
    ),
    "policy.decoupling_of_the_city": of(
        "household_waste", "huisvuil", "residual_waste_per_inhabitant", tables=("population",)
    ),
    **dict.fromkeys(("policy.synthesis", "policy.meta", "policy.conflicts"), WHOLE),
}  # fmt: skip


def origin_of(source: str) -> Origin | None:
    """The origin of what a code cell shows last; ``None`` where it shows nothing or is unknown."""
    statements = ast.parse(source).body
    if not statements or not isinstance(statements[-1], ast.Expr):
        return None
    shown = statements[-1].value
    origin = MADE_FROM.get(".".join(_path(shown)))
    named = [n.value for n in ast.walk(shown) if isinstance(n, ast.Constant)]
    given = tuple(key for key in named if key in INDICATORS)
    if origin is GIVEN:
        return Origin(given)
    return origin


def _path(shown: ast.expr) -> list[str]:
    """``page.waste.falling`` and ``page.waste.flows()`` → waste, falling or flows."""
    if isinstance(shown, ast.Call):
        return [] if _is_objective(shown) else _path(shown.func)
    if isinstance(shown, ast.Attribute):
        return [*_path(shown.value), shown.attr]
    return [shown.id] if isinstance(shown, ast.Name) and shown.id == "modelled" else []


def _is_objective(shown: ast.Call) -> bool:
    """Whether a call opens an objective's page."""
    return isinstance(shown.func, ast.Attribute) and shown.func.attr == "objective"


def links_of(source: str, edition: "Edition", page: "ObjectivePage | None" = None) -> Links:
    """Where to look up what a code cell's display is made from: address and words.

    Parameters
    ----------
    source : str
        Of the cell.
    page : ObjectivePage, optional
        The objective that the notebook is about.

    Returns
    -------
    list of (str, str)
        Empty where every figure opens by itself, or the display is not known here.
    """
    origin, language = origin_of(source), edition.language
    if origin is None or origin.opens:
        return []
    mine = edition.observations
    links = []
    if origin.is_whole:
        mine = mine if page is None else page.observations
        links.append(("methods.html", say("every indicator of this page", language)))
    else:
        mine = mine[mine["indicator"].isin(origin.indicators)]
        links += [(f"methods.html#{k}", INDICATORS[k].names[language]) for k in origin.indicators]
    if not len(claims_of(mine, edition)) and "claims" not in origin.tables:
        return [*links, *_files(origin, mine, edition)]
    statements = ("data.html#s-1", say("statements on pages", language))
    return [*links, *_files(origin, mine, edition), statements]


def figures_of(source: str, said: str, edition: "Edition") -> Figures:
    """The figures behind a sentence: the city's own, of its indicators and of the years it names.

    Parameters
    ----------
    source : str
        Of the cell that shows the sentence.
    said : str
        The sentence.

    Returns
    -------
    list of (str, Cited, str)
        Indicator and year; the figure; interval, status, source and vintage. Empty where the
        figures open by themselves or are of no indicator.
    """
    found = origin_of(source)
    if found is None or found.opens:
        return []
    language, mine = edition.language, edition.observations
    years = {int(year) for year in YEAR.findall(said)}
    mine = mine[mine["area"].isin(edition.city.codes) & mine["period"].isin(years)]
    mine = mine[mine["preferred"] & mine["value"].notna()]
    rows = [
        row
        for key in found.indicators
        for _, row in mine[mine["indicator"] == key].sort_values("period").iterrows()
    ]
    shown = [tables.cells(row, INDICATORS[row["indicator"]], edition) for row in rows]
    return [
        (
            f"{INDICATORS[row['indicator']].names[language]}, {cells[say('period', language)]}",
            cells[say("value", language)],
            f"{tables.details(cells, language)}; {origin(row, edition)}",
        )
        for row, cells in zip(rows, shown, strict=True)
    ]


def _files(origin: Origin, mine, edition: "Edition") -> Links:
    """The published files behind a display; where there are very many, the page that lists them."""
    names = dict.fromkeys(source.name for source in sources_of(mine))
    for table in (table for table in origin.tables if table != "claims"):
        names |= dict.fromkeys(
            f"{s['key']}@{s['vintage']}" for s in edition.accounts[table]["sources"]
        )
    known = [SOURCES[name] for name in names if name in SOURCES]
    known = [source for source in known if source.publisher != "circular_metrics"]
    if len(known) > MANY:
        words = say("{n} published files", edition.language, n=len(known))
        return [("data.html#s-2", words)]
    return [(f"data.html#{s.name}", f"{s.publisher}, {s.name}") for s in known]
