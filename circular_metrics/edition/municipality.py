"""Any Flemish municipality as a city: without a strategy file only what plan and law ask of it."""

import re
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

from circular_metrics import store
from circular_metrics.city import cities, load_city
from circular_metrics.clean import TABLES
from circular_metrics.codelists.waste_targets import PLAN, PLAN_URL, cluster
from circular_metrics.errors import UnknownNameError
from circular_metrics.model import City, Target
from circular_metrics.statistics.peers import latest_code

FLANDERS = "02000"
REGIONS = {"flanders": FLANDERS}
# Provinces of the Flemish Region; the areas' own parents go by province where they have one.
PROVINCES = ("10000", "20001", "30000", "40000", "70000")
PATTERN = "leuven"  # the objectives and their indicators are those of this city
NEAREST = 5
# Windows makes no file or folder of these names, in whatever letters.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)


def slug(name: str) -> str:
    """A name as the key of a file: small letters without accents, words joined by hyphens.

    >>> slug("'s-Gravenbrakel"), slug("Geel (Mól)")
    ('s-gravenbrakel', 'geel-mol')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"{key}-municipality" if key in RESERVED else key


def short(name: str) -> str:
    """A name without the district that Statbel adds where another in Belgium has the same one.

    >>> short("Halle (Halle-Vilvoorde)"), short("Leuven")
    ('Halle', 'Leuven')
    """
    return re.sub(r"\s*\([^()]*\)$", "", name)


@cache
def municipalities(data: Path) -> dict[str, str]:
    """Key → code of every municipality of Flanders that exists now, in the order of the codes.

    A city with a file keeps its file's key; of two with one name each gets its code behind it.
    """
    areas = _flemish(data)
    own = {code: key for key in cities() for code in load_city(key).codes}
    names = areas["name_nl"].map(short).map(slug)
    twice = names.duplicated(keep=False)
    keys = names.where(~twice, names + "-" + areas["code"])
    return {own.get(code, key): code for key, code in zip(keys, areas["code"], strict=True)}


def find_city(word: str, data: Path) -> City:
    """The city that a word names: from its file, else made for the Flemish municipality.

    Parameters
    ----------
    word : str
        Its key, its name in Dutch, French or English in whatever case, or its NIS code.
    data : Path
        The data folder.

    Raises
    ------
    UnknownNameError
        If it is neither a city file nor a municipality of today; names the nearest, or the one
        that it has become part of.
    """
    if word in cities():
        return load_city(word)
    known = municipalities(data)
    plain = slug(short(word))
    key = _by_name(data).get(plain, word)
    if key not in known and key not in cities():
        merged = _merged(data).get(plain)
        if merged is not None:
            raise UnknownNameError(f"no city {word!r} any more: it is part of {merged!r} now")
        store.named(word, [*known, *cities()], "city")
    return load_city(key) if key in cities() else _without_strategy(key, known[key], data)


@cache
def _by_name(data: Path) -> dict[str, str]:
    """Every key, code and name of a municipality of today, as a slug → key; a key goes first."""
    keys = {code: key for key, code in municipalities(data).items()}
    found = {code: key for key in cities() for code in load_city(key).codes} | keys
    names = _slugs(_flemish(data))
    once = names[~names["slug"].duplicated(keep=False)]
    found |= {name: keys[code] for name, code in once.to_numpy() if code in keys}
    return found | {slug(key): key for key in [*keys.values(), *cities()]}


@cache
def _merged(data: Path) -> dict[str, str]:
    """Names and codes of municipalities that are no more → key of the one they are part of."""
    areas = store.read_table(TABLES["areas"], data)
    gone = areas[(areas["level"] == "municipality") & areas["successor"].notna()]
    successors, keys = areas.set_index("code")["successor"], _by_name(data)
    now = {code: keys.get(latest_code(code, successors)) for code in gone["code"]}
    words = {name: now[code] for name, code in _slugs(gone).to_numpy()}
    return {word: key for word, key in {**words, **now}.items() if key is not None}


def _slugs(areas: pd.DataFrame) -> pd.DataFrame:
    """The names of areas as slugs, each once for an area: ``slug``, ``code``."""
    names = areas.melt("code", ["name_nl", "name_fr", "name_en"], value_name="name").dropna()
    return names.assign(slug=names["name"].map(short).map(slug))[["slug", "code"]].drop_duplicates()


@cache
def _without_strategy(key: str, code: str, data: Path) -> City:
    """A municipality with the objectives of the pattern; of its own only the plan's target."""
    pattern = load_city(PATTERN)
    areas = _flemish(data).set_index("code")
    name = short(str(areas.loc[code, "name_nl"]))

    def renamed(texts: dict[str, str]) -> dict[str, str]:
        return {language: _renamed(text, pattern.name, name) for language, text in texts.items()}

    objectives = tuple(
        replace(o, titles=renamed(o.titles), questions=renamed(o.questions))
        for o in pattern.objectives
    )
    peers = _peers(code, areas, data)
    return City(
        key=key,
        name=name,
        area=code,
        codes=(code,),
        context=(str(areas.loc[code, "province"]), FLANDERS, "BE"),
        strategy={
            "title_nl": f"{name}: geen eigen strategie opgegeven",
            "title_en": f"{name}: no strategy of its own declared",
        },
        peers={"partners": peers},
        objectives=objectives,
        targets=(
            _plan_target(code),
            *(t for t in pattern.targets if t.area in (FLANDERS, "BE")),
        ),
    )


def _plan_target(code: str) -> Target:
    """What the Flemish plan asks of the municipality by the cluster it is in."""
    name, value = cluster(code)
    return Target(
        indicator="residual_waste_per_inhabitant",
        area=code,
        year=2030,
        value=value,
        unit="kg/inhabitant",
        scope="OVAM restafval",
        document=f"{PLAN}, cluster {name}",
        url=PLAN_URL,
    )


def _renamed(text: str, old: str, new: str) -> str:
    """A title or a question of the pattern, about another municipality."""
    text = text.replace(f"de {old}aars", f"de inwoners van {new}")
    return text.replace(old, new)


def _peers(code: str, areas: pd.DataFrame, data: Path) -> tuple[str, ...]:
    """The municipalities nearest in number of inhabitants in the newest year; ties by code.

    Of one that has merged since, those of its parts together. Where no number is known for it,
    those of its district that come first by code.
    """
    newest = _inhabitants(data)
    newest = newest[newest.index.isin(areas.index)]
    if code in newest.index:
        apart = (newest.drop(code) - newest[code]).abs().rename("apart").reset_index()
        return tuple(apart.sort_values(["apart", "area"])["area"].head(NEAREST))
    near = areas.index[areas["parent"] == areas.loc[code, "parent"]].drop(code)
    return tuple(near[:NEAREST])


@cache
def _inhabitants(data: Path) -> pd.Series:
    """Inhabitants in the newest year that is known of each municipality as it is today."""
    counted = store.read_table(TABLES["population"], data)
    counted = counted.drop_duplicates(["area", "year"], keep="last")
    successors = store.read_table(TABLES["areas"], data).set_index("code")["successor"]
    today = counted["area"].map(lambda code: latest_code(code, successors))
    summed = counted.groupby([today, "year"])["population"].sum()
    return summed.groupby(level="area").last()


@cache
def _flemish(data: Path) -> pd.DataFrame:
    """The municipalities of Flanders that exist now, each with its province."""
    areas = store.read_table(TABLES["areas"], data)
    parents = dict(zip(areas["code"], areas["parent"], strict=True))
    here = areas[(areas["level"] == "municipality") & areas["valid_to"].isna()]
    here = here[here["successor"].isna()]
    province = here["code"].map(lambda code: _province(code, parents))
    here = here.assign(province=province)
    return here[here["province"].notna()].sort_values("code", ignore_index=True)


def _province(code: str, parents: dict[str, str]) -> str | None:
    """The Flemish province that an area lies in, if any."""
    seen = 0
    while isinstance(code, str) and code not in PROVINCES and seen < len(PROVINCES) + 1:
        code, seen = parents.get(code), seen + 1
    return code if isinstance(code, str) and code in PROVINCES else None
