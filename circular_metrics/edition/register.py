"""A city's action register: held against the city and the catalogue, kept, and opened again."""

import difflib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics import store
from circular_metrics.codelists.register import COLUMNS, STATUSES
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import City

if TYPE_CHECKING:
    from circular_metrics.edition import Edition

LISTS = tuple(column.key for column in COLUMNS if column.is_list)
SHOWN = 40
ALIKE = 0.85  # how like a known name an unknown one must be to count as mistyped


def tidy_register(raw: pd.DataFrame, city: City, name: str) -> pd.DataFrame:
    """The actions with their types, each row checked against the city.

    Parameters
    ----------
    raw : DataFrame
        What ``read_register`` gives of the sheet of actions.
    city : City
        Whose objectives, departments and partners are known.
    name : str
        The file's name, for messages.

    Returns
    -------
    DataFrame
        ``action, objective, departments, partners, budget_eur, start, indicators, status,
        additionality``; lists are tuples, an unknown budget is missing.

    Raises
    ------
    BadInputError
        With every cell that is wrong: a needed cell that is blank, an objective, indicator or
        status that does not exist, a name that looks mistyped, an action that stands there twice.
    """
    problems: list[Problem] = []

    def refuse(row: dict, key: str, expected: str) -> None:
        problems.append(
            Problem(
                file=name,
                sheet=row["sheet"],
                row=int(row["row"]),
                column=next(c.nl for c in COLUMNS if c.key == key),
                found=repr(row[key]),
                expected=expected,
            )
        )

    rows = [_action(row, city, refuse) for row in raw.to_dict("records")]
    table = pd.DataFrame(rows, columns=[column.key for column in COLUMNS])
    again = table.duplicated(["action", "objective"])
    for i in table.index[again]:
        refuse(raw.iloc[i].to_dict(), "action", "each action once")
    if problems:
        raise BadInputError(problems[:SHOWN])
    return table.astype({"start": "int64", "budget_eur": float})


def _action(row: dict, city: City, refuse: Callable[[dict, str, str], None]) -> dict:
    """One row with its types."""
    for column in COLUMNS:
        if column.is_needed and not row[column.key]:
            refuse(row, column.key, f"something: {column.meaning_en}")
    found = {key: tuple(p.strip() for p in row[key].split(";") if p.strip()) for key in LISTS}
    found["departments"] = _known(row, "departments", found, city.departments, refuse)
    found["partners"] = _known(row, "partners", found, city.partners, refuse)
    for key in found["indicators"]:
        if key not in INDICATORS:
            near = difflib.get_close_matches(key, INDICATORS, n=1)
            refuse(row, "indicators", f"keys of indicators{f' such as {near[0]}' if near else ''}")
    return {
        "action": row["action"],
        "objective": _objective(row, city, refuse),
        **found,
        "budget_eur": _budget(row, refuse),
        "start": _year(row, refuse),
        "status": _status(row, refuse),
        "additionality": row["additionality"],
    }


def _known(row: dict, key: str, found: dict, known: tuple[str, ...], refuse: Callable) -> tuple:
    """Names as the city writes them; one that is nearly a known one is refused as mistyped."""
    ours = {name.casefold(): name for name in known}
    names = []
    for name in found[key]:
        near = difflib.get_close_matches(name.casefold(), ours, n=1, cutoff=ALIKE)
        if name.casefold() not in ours and near:
            refuse(row, key, f"{ours[near[0]]!r}, or a name that is not almost the same")
        names.append(ours.get(name.casefold(), name))
    return tuple(dict.fromkeys(names))


def _objective(row: dict, city: City, refuse: Callable) -> str:
    """Key of an objective, written as key, as number or as title."""
    said = row["objective"].casefold()
    for number, objective in enumerate(city.objectives, start=1):
        names = {objective.key, str(number), *map(str.casefold, objective.titles.values())}
        if said in names:
            return objective.key
    if said:
        keys = ", ".join(objective.key for objective in city.objectives)
        refuse(row, "objective", f"one of {keys}")
    return ""


def _budget(row: dict, refuse: Callable) -> float:
    """Euro; a point or blank between thousands, a comma before cents."""
    bare = row["budget_eur"].replace("\u00a0", "").replace(" ", "").removeprefix("€")
    if not bare:
        return float("nan")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?", bare):
        bare = bare.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", bare):
        refuse(row, "budget_eur", "an amount in euro")
        return float("nan")
    return float(bare)


def _year(row: dict, refuse: Callable) -> int:
    if re.fullmatch(r"(19|20)\d\d", row["start"]):
        return int(row["start"])
    if row["start"]:
        refuse(row, "start", "a year of four digits")
    return 0


def _status(row: dict, refuse: Callable) -> str:
    said = row["status"].casefold()
    for key, words in STATUSES.items():
        if said in (key, *words):
            return key
    if said:
        refuse(row, "status", f"one of {', '.join(words[1] for words in STATUSES.values())}")
    return ""


def register_file(city: City, data: Path) -> Path:
    """Where a city's register is kept once it has been imported."""
    return data / "delivered" / city.key / "actions.json"


def keep_register(actions: pd.DataFrame, answers: pd.DataFrame, city: City, data: Path) -> Path:
    """Write the checked register; texts and lists as JSON, nothing lost."""
    content = {
        "actions": json.loads(actions.to_json(orient="records", double_precision=15)),
        "answers": json.loads(
            answers[["objective", "question", "answer"]].to_json(orient="records")
        ),
    }
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    return store.write_atomically(register_file(city, data), text.encode())


def open_register(edition: "Edition") -> tuple[pd.DataFrame | None, pd.DataFrame]:
    """The kept register of an edition's city: actions (``None`` without one) and answers."""
    path = register_file(edition.city, edition.data)
    empty = pd.DataFrame(columns=["objective", "question", "answer"], dtype=str)
    if not path.is_file():
        return None, empty
    content = json.loads(path.read_text(encoding="utf-8"))
    actions = pd.DataFrame(content["actions"], columns=[column.key for column in COLUMNS])
    for key in LISTS:
        actions[key] = actions[key].map(tuple)
    answers = pd.DataFrame(content["answers"], columns=list(empty.columns))
    return actions.astype({"budget_eur": float}), answers
