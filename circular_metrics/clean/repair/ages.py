"""How old an item is said to be: what can be read, and what cannot be true."""

import re
from collections.abc import Sequence

import numpy as np

from circular_metrics.clean.repair.columns import Column, Columns, whole_numbers
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists.repair import UNKNOWN_YEAR

OLDEST, LAST_DEFAULT, EPOCH = 1900, 1902, 1970
BOTH = ("year_of_manufacture", "product_age")
YEAR, AGE = re.compile(r"\d{4}"), re.compile(r"-?\d+(?:[.,]\d+)?")


def clean_ages(columns: dict[str, Column], event_year: np.ndarray) -> tuple[Columns, list[Finding]]:
    """Year of manufacture and age as numbers, missing where the record contradicts itself.

    One of the two is always derived from the other, so where one is nonsense both go.
    """
    years, ages = (columns[name] for name in BOTH)
    year = years.numbers(_numbers(years.stripped, YEAR))
    read = _numbers(ages.stripped, AGE)
    age = ages.numbers(read)
    unknown = years.rows([text == UNKNOWN_YEAR for text in years.stripped])
    nonsense = years.rows([text != "" for text in years.stripped]) & ~unknown & ~(year >= OLDEST)
    given = ages.rows([text not in ("", UNKNOWN_YEAR) for text in ages.stripped])
    age_nonsense = given & np.isnan(age)
    default = (year >= OLDEST) & (year <= LAST_DEFAULT)
    later = (year > event_year) | (age < 0)
    derived = year + age == event_year
    gone = nonsense | default | later
    year = np.where(gone | unknown, np.nan, year)
    age = np.where(gone | age_nonsense, np.nan, age)
    table = {"year_of_manufacture": whole_numbers(year), "product_age": age}
    return table, [
        Finding("Y1", unknown, "", BOTH[:1]),
        Finding("Y1", nonsense, "year_nonsense", BOTH),
        Finding("Y1", age_nonsense, "age_nonsense", BOTH[1:]),
        Finding("Y2", default, "year_default", BOTH),
        Finding("Y2", year == EPOCH, "year_1970"),
        Finding("Y3", later, "made_after_event", BOTH),
        Finding("Y4", derived),
        Finding("Y5", (age > 0) & ages.rows([number % 5 == 0 for number in read])),
        Finding("Y6", np.isnan(age)),
        Finding("A1", ~np.isnan(age)),
    ]


def _numbers(texts: Sequence[str], form: re.Pattern) -> list[float]:
    """Texts of one form as numbers; all others missing, for the caller to count."""
    return [float(t.replace(",", ".")) if form.fullmatch(t) else np.nan for t in texts]
