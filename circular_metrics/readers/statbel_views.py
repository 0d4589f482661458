"""Places and periods in a view saved from be.STAT, whose headings are in one of four languages."""

import re

import pandas as pd

from circular_metrics.errors import Problem

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
