"""How old an item is said to be: what can be read, and what cannot be true."""

import numpy as np
import pandas as pd

from circular_metrics.clean.repair.rules import Finding
from circular_metrics.codelists.repair import UNKNOWN_YEAR

OLDEST, LAST_DEFAULT, EPOCH = 1900, 1902, 1970
BOTH = ("year_of_manufacture", "product_age")


def clean_ages(frame: pd.DataFrame, event_year: pd.Series) -> tuple[pd.DataFrame, list[Finding]]:
    """Year of manufacture and age as numbers, missing where the record contradicts itself.

    One of the two is always derived from the other, so where one is nonsense both go.
    """
    year_text, age_text = (frame[column].str.strip() for column in BOTH)
    year = _numbers(year_text, r"\d{4}")
    age = _numbers(age_text.str.replace(",", ".", regex=False), r"-?\d+(?:\.\d+)?")
    unknown = (year_text == UNKNOWN_YEAR).to_numpy()
    nonsense = (year_text != "").to_numpy() & ~unknown & ~(year >= OLDEST)
    age_nonsense = ~age_text.isin(["", UNKNOWN_YEAR]).to_numpy() & np.isnan(age)
    default = (year >= OLDEST) & (year <= LAST_DEFAULT)
    later = (year > event_year.to_numpy(dtype=float, na_value=np.nan)) | (age < 0)
    gone = nonsense | default | later
    year = np.where(gone | unknown, np.nan, year)
    age = np.where(gone | age_nonsense, np.nan, age)
    table = pd.DataFrame(
        {
            "year_of_manufacture": pd.Series(year).astype("Int64"),
            "product_age": pd.Series(age, dtype=float),
        }
    )
    return table, [
        Finding("Y1", unknown, "", BOTH[:1]),
        Finding("Y1", nonsense, "year_nonsense", BOTH),
        Finding("Y1", age_nonsense, "age_nonsense", BOTH[1:]),
        Finding("Y2", default, "year_default", BOTH),
        Finding("Y2", year == EPOCH, "year_1970"),
        Finding("Y3", later, "made_after_event", BOTH),
        Finding("Y5", (age > 0) & (age % 5 == 0)),
        Finding("Y6", np.isnan(age)),
    ]


def _numbers(texts: pd.Series, form: str) -> np.ndarray:
    """Texts of one form as numbers; all others missing, for the caller to count."""
    codes, found = pd.factorize(texts)
    labels = pd.Series(found, dtype="str")
    written = labels.str.fullmatch(form).astype(bool)
    return pd.to_numeric(labels.where(written)).to_numpy(dtype=float)[codes]
