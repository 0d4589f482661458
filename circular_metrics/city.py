"""A city is a TOML file: here it is read, and refused with all its mistakes at once."""

import difflib
import math
import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from circular_metrics.errors import BadCityError
from circular_metrics.model import LANGUAGES, City, Objective, Target
from circular_metrics.store import named

CITIES = Path(__file__).parent / "cities"

# Key → type, for each table of the file. A key that is not here is refused.
IN_CITY = {
    "name": str,
    "area": str,
    "codes": list,
    "context": list,
    "strategy": dict,
    "peers": dict,
    "objectives": list,
    "targets": list,
    "departments": list,
    "partners": list,
}
IN_STRATEGY = {
    "title_nl": str,
    "title_en": str,
    "url": str,
    "note_nl": str,
    "note_en": str,
    "start": int,
}
IN_OBJECTIVE = {
    "key": str,
    "notebook": str,
    "title_nl": str,
    "title_en": str,
    "question_nl": str,
    "question_en": str,
    "indicators": list,
    "headline": str,
}
IN_TARGET = {
    "indicator": str,
    "area": str,
    "year": int,
    "value": (int, float),
    "unit": str,
    "scope": str,
    "document": str,
    "url": str,
    "baseline_year": int,
    "baseline": (int, float),
}
MAY_BE_ABSENT = {
    "targets",
    "departments",
    "partners",
    "start",
    "note_nl",
    "note_en",
    "baseline_year",
    "baseline",
}


def cities(folder: Path = CITIES) -> list[str]:
    """The keys of the cities that have a file."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def load_city(key: str, folder: Path = CITIES) -> City:
    """The city of that key.

    Raises
    ------
    UnknownNameError
        If it has no file; names those that have.
    BadCityError
        If its file says something that is not understood; every mistake at once.
    """
    return read_city(folder / f"{named(key, cities(folder), 'city')}.toml")


def read_city(path: Path) -> City:
    """One city from its file.

    Raises
    ------
    BadCityError
        As ``load_city``; each line names the file and the key.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCityError(f"{path.name}: not TOML: {error}") from error
    mistakes = _mistakes(content)
    if mistakes:
        raise BadCityError("\n".join(f"{path.name}: {mistake}" for mistake in mistakes))
    return _city(path.stem, content)


def _city(key: str, content: Mapping[str, Any]) -> City:
    """The record of a file that has been found good."""
    objectives = tuple(
        Objective(
            key=table["key"],
            notebook=table["notebook"],
            titles={language: table[f"title_{language}"] for language in LANGUAGES},
            questions={language: table[f"question_{language}"] for language in LANGUAGES},
            indicators=tuple(table["indicators"]),
            headline=table["headline"],
        )
        for table in content["objectives"]
    )
    return City(
        key=key,
        name=content["name"],
        area=content["area"],
        codes=tuple(content["codes"]),
        context=tuple(content["context"]),
        strategy=content["strategy"],
        peers={name: tuple(areas) for name, areas in content["peers"].items()},
        objectives=objectives,
        targets=tuple(Target(**table) for table in content.get("targets", [])),
        departments=tuple(content.get("departments", ())),
        partners=tuple(content.get("partners", ())),
    )


def _mistakes(content: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong in a city file, a line each."""
    mistakes = _in_table(content, IN_CITY, "")
    mistakes += _texts(content, ("codes", "context"), "")
    listed = [key for key in ("departments", "partners") if key in content]
    mistakes += _texts(content, tuple(listed), "")
    strategy, peers = content.get("strategy"), content.get("peers")
    if isinstance(strategy, dict):
        mistakes += _in_table(strategy, IN_STRATEGY, "strategy.") + _addresses(
            strategy, "strategy."
        )
    if isinstance(peers, dict):
        mistakes += _texts(peers, tuple(peers), "peers.")
    for name, keys in (("objectives", IN_OBJECTIVE), ("targets", IN_TARGET)):
        for place, table in _tables(content.get(name, []), name):
            if isinstance(table, dict):
                mistakes += _in_table(table, keys, place) + _addresses(table, place)
                mistakes += _texts(table, ("indicators",), place)
            else:
                mistakes.append(f"{place[:-1]}: expected a table [[{name}]]")
    return mistakes + _contradictions(content)


def _tables(value: Any, name: str) -> Iterable[tuple[str, Any]]:
    """The tables of an array with the place to name in a message."""
    array = value if isinstance(value, list) else []
    return ((f"{name}[{number}].", table) for number, table in enumerate(array, start=1))


def _in_table(table: Mapping[str, Any], keys: Mapping[str, Any], place: str) -> list[str]:
    """Unknown keys with the nearest known one, missing keys, and values of another type."""
    lines = [f"unknown key '{place}{key}'{_near(key, keys)}" for key in table if key not in keys]
    lines += [
        f"missing key '{place}{key}'"
        for key in keys
        if key not in table and key not in MAY_BE_ABSENT
    ]
    for key, kind in keys.items():
        value = table.get(key)
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            kinds = kind if isinstance(kind, tuple) else (kind,)
            words = " or ".join(one.__name__ for one in kinds)
            lines.append(f"'{place}{key}' is {value!r}; expected {words}")
        elif isinstance(value, float) and not math.isfinite(value):
            lines.append(f"'{place}{key}' is {value!r}; expected a finite number")
        elif value in ("", []):
            lines.append(f"'{place}{key}' is empty")
    return lines


def _texts(table: Mapping[str, Any], keys: Iterable[str], place: str) -> list[str]:
    """Lists that hold anything but text."""
    return [
        f"'{place}{key}' is {table[key]!r}; expected a list of texts"
        for key in keys
        if key in table
        and not (isinstance(table[key], list) and all(isinstance(x, str) for x in table[key]))
    ]


def _addresses(table: Mapping[str, Any], place: str) -> list[str]:
    """Addresses that are none."""
    url = table.get("url")
    if isinstance(url, str) and not url.startswith(("https://", "http://")):
        return [f"'{place}url' is {url!r}; expected an address that begins with https://"]
    return []


def _contradictions(content: Mapping[str, Any]) -> list[str]:
    """Keys said twice, headlines that are not listed, baselines that are half given."""
    lines, seen = [], []
    for place, objective in _tables(content.get("objectives"), "objectives"):
        if not isinstance(objective, dict):
            continue
        key, listed = objective.get("key"), objective.get("indicators")
        if key in seen:
            lines.append(f"'{place}key' is {key!r} a second time")
        seen.append(key)
        headline = objective.get("headline")
        is_text = isinstance(headline, str) and headline != ""
        if is_text and isinstance(listed, list) and headline not in listed:
            near = _near(headline, [x for x in listed if isinstance(x, str)])
            lines.append(f"'{place}headline' is {headline!r}; expected one of its indicators{near}")
    for place, target in _tables(content.get("targets"), "targets"):
        if not isinstance(target, dict):
            continue
        if ("baseline" in target) != ("baseline_year" in target):
            lines.append(f"'{place}baseline' and '{place}baseline_year' go together")
        first, last = target.get("baseline_year"), target.get("year")
        if isinstance(first, int) and isinstance(last, int) and first >= last:
            lines.append(f"'{place}baseline_year' is {first}; expected a year before {last}")
    return lines


def check_city(city: City, indicators: Collection[str], areas: Collection[str]) -> None:
    """Refuse a city that names an indicator or an area that does not exist.

    Parameters
    ----------
    city : City
        As read.
    indicators, areas : collection of str
        The known keys and codes.

    Raises
    ------
    BadCityError
        Every unknown name at once, each with the nearest known one.
    """
    named_indicators = [(f"objective {o.key}", i) for o in city.objectives for i in o.indicators]
    named_indicators += [(f"target {n}", t.indicator) for n, t in enumerate(city.targets, 1)]
    named_areas = [("area", city.area), *(("codes", code) for code in city.codes)]
    named_areas += [("context", code) for code in city.context]
    named_areas += [(f"peers.{name}", code) for name, group in city.peers.items() for code in group]
    named_areas += [(f"target {n}", t.area) for n, t in enumerate(city.targets, 1)]
    lines = [
        f"{city.key}.toml: {place}: no {what} {name!r}{_near(name, known)}"
        for what, names, known in (
            ("indicator", named_indicators, indicators),
            ("area", named_areas, areas),
        )
        for place, name in names
        if name not in known
    ]
    if lines:
        raise BadCityError("\n".join(lines))


def _near(name: str, known: Iterable[str]) -> str:
    """The nearest known name as the end of a message, or nothing."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
