"""A view saved from be.STAT: its facts, and the places and periods in one of four languages."""

import re
from typing import Any

import pandas as pd

from circular_metrics.cells import refuse
from circular_metrics.errors import BadInputError, Problem

# From wide to narrow; the narrowest that is filled in is the place of a row.
PLACES = (
    ("België", "Belgique", "Belgien", "Belgium", "Land", "Pays"),
    ("Gewest", "Région", "Region"),
    ("Provincie", "Province", "Provinz"),
    ("Arrondissement", "Bezirk", "District"),
    ("Gemeente", "Commune", "Gemeinde", "Municipality", "Woonplaats", "Verblijfplaats"),
)
PERIODS = (
    *("Jaar", "Année", "Jahr", "Year", "Kwartaal", "Trimestre", "Quartal", "Quarter", "Maand"),
    *("Mois", "Monat", "Month", "Periode", "Période", "Period", "Refertejaar", "Tijd", "Datum"),
    *("Semester", "Semestre", "Date", "Referentiejaar", "Référence"),
)
MONTHS = {
    name: number
    for names in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
    )
    for number, name in enumerate(names.split(), start=1)
}
QUARTER = re.compile(
    r"(?:(?P<n>[1-4])\s*(?:ste|de|e|er|re|ère|ème|st|nd|rd|th|\.)?\s*(?:kwartaal|trimestre|quarter|"
    r"quartal)|[KTQ](?P<k>[1-4]))\s*(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
AFTER = re.compile(r"(?P<year>(?:19|20)\d\d)\s*[-/ ]?\s*[KTQ](?P<n>[1-4])", re.IGNORECASE)
MONTH = re.compile(r"(?P<month>[^\W\d]+)\s+(?P<year>(?:19|20)\d\d)")
CODE = re.compile(
    r"(?i)CD_.*|.*code|code\b.*|.*\bna[ck]e\b.*|.*\b(?:refnis|nis)\b.*|leeftijd|âge|age"
)
PLAIN = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")


def place_and_period(
    raw: pd.DataFrame, name: str
) -> tuple[pd.Series | None, list[str], list[Problem]]:
    """The place of each row, the columns that name the period, and the cells that name none."""
    columns = [c for names in PLACES for c in raw if c in names]
    place = None
    for column in columns:
        filled = raw[column].str.strip()
        place = filled if place is None else filled.where(filled != "", place)
    period = [column for column in raw if column in PERIODS]
    problems = [
        Problem(
            file=name,
            row=int(row) + 1,
            column=column,
            found=repr(raw.loc[row, column]),
            expected="a year, quarter or month, such as '4de kwartaal 2023'",
        )
        for column in period[-1:]
        for row in raw.index[raw[column].map(one_period) == ""]
    ]
    if place is not None:
        problems += [
            Problem(
                file=name, row=int(row) + 1, column=columns[-1], found="a blank", expected="a place"
            )
            for row in place.index[place == ""]
        ]
    return place, period, problems


def period_of(raw: pd.DataFrame, columns: list[str]) -> pd.Series:
    """The narrowest period of each row."""
    return raw[columns[-1]].map(one_period)


def one_period(text: str) -> str:
    """A period as ``2023``, ``2023-Q4`` or ``2023-11``; ``""`` if it is none.

    >>> one_period("4de kwartaal 2023"), one_period("novembre 2023"), one_period("2023")
    ('2023-Q4', '2023-11', '2023')
    """
    text = text.strip()
    if PLAIN.fullmatch(text):
        return text
    if found := QUARTER.fullmatch(text):
        return f"{found['year']}-Q{found['n'] or found['k']}"
    if found := AFTER.fullmatch(text):
        return f"{found['year']}-Q{found['n']}"
    found = MONTH.fullmatch(text)
    month = MONTHS.get(found["month"].casefold()) if found else None
    return f"{found['year']}-{month:02}" if month else ""


def records(document: Any, name: str) -> tuple[pd.DataFrame, list[str]]:
    """The facts of a view as text, and the headings of its numbers.

    Where no heading has only numbers over it, those that have some; the others are refused.
    """
    facts = document.get("facts") if isinstance(document, dict) else document
    wrong = not isinstance(facts, list) or not facts
    if wrong or not all(isinstance(fact, dict) for fact in facts):
        raise BadInputError([Problem(file=name, found="no 'facts'", expected="a list of facts")])
    count = document.get("record_count", len(facts)) if isinstance(document, dict) else len(facts)
    if count != len(facts):
        problem = Problem(file=name, found=f"{len(facts)} facts", expected=f"{count} facts")
        raise BadInputError([problem])
    names = list(dict.fromkeys(key for fact in facts for key in fact))
    problems = [
        Problem(file=name, row=row, found=f"a fact without {missing}", expected=f"{names}")
        for row, fact in enumerate(facts, start=1)
        if (missing := [key for key in names if key not in fact])
    ]
    refuse(problems)
    given = {
        key: [_is_number(fact[key]) for fact in facts if fact[key] is not None]
        for key in names
        if not CODE.fullmatch(key) and key not in PERIODS
    }
    whole = [key for key, numbers in given.items() if numbers and all(numbers)]
    numeric = whole or [key for key, numbers in given.items() if any(numbers)]
    rows = [[_text(fact[key]) for key in names] for fact in facts]
    return pd.DataFrame(rows, columns=names, dtype=str), numeric


def _is_number(cell: Any) -> bool:
    """Whether a JSON value is a number."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _text(cell: Any) -> str:
    """A JSON value as text, blanks around it gone."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
