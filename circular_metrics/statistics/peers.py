"""Where one place stands among its peers: rank, robust z, and what its structure explains."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

TO_DEVIATION = 1.4826  # of the median absolute deviation, for a normal distribution
PER_COVARIATE = 10  # areas that a regression needs for each thing that it allows for
FEWEST = 5  # peers among which a robust z is worth printing


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One place among all: rank 1 is best, ``z`` is above zero where it is better than the median.

    Where neither way is better, rank 1 is the highest and ``z`` is above zero above the median.

    ``z`` is missing with fewer than five places, or where half of them have the same value.
    """

    rank: int
    of: int
    median: float
    z: float | None


def robust_z(values: pd.Series) -> pd.Series:
    """``(x - median) / (1.4826 MAD)``; missing where the median absolute deviation is zero.

    References
    ----------
    B. Iglewicz and D. Hoaglin, *How to Detect and Handle Outliers* (1993).

    >>> float(robust_z(pd.Series([1, 2, 3, 4, 100])).iloc[-1].round(2))
    65.43
    """
    apart = values - values.median()
    scale = TO_DEVIATION * apart.abs().median()
    return apart / scale if scale > 0 else apart * np.nan


def standing(values: pd.Series, place: str, better: str) -> Standing:
    """The rank and the robust z of a place.

    Parameters
    ----------
    values : Series
        A value for each place; missing ones are left out.
    place : str
        One of its index.
    better : str
        ``higher``, ``lower`` or ``neither``; equal values share the better rank.

    Raises
    ------
    KeyError
        If the place has no value.
    """
    known = values.dropna().astype(float)
    way = -1 if better == "lower" else 1
    z = float(way * robust_z(known)[place])
    return Standing(
        rank=int((way * known > way * known[place]).sum()) + 1,
        of=len(known),
        median=float(known.median()),
        z=z if len(known) >= FEWEST and np.isfinite(z) else None,
    )


def structure_adjusted(values: pd.Series, structure: pd.DataFrame) -> pd.Series:
    """What each value would be in a place of median structure.

    ``value - (expected of its own structure - expected of the median structure)`` with the
    expectation from a least-squares plane through all places. A plane describes, it explains
    nothing: print the raw value beside it.

    Parameters
    ----------
    values : Series
        A value for each place.
    structure : DataFrame
        The same places; a column for each thing allowed for (density, household size, students).

    Returns
    -------
    Series
        Of the places that have a value and their whole structure.

    Raises
    ------
    ValueError
        With fewer than ten places for each column: so few fit any plane.
    """
    both = structure.assign(_value=values).dropna()
    needed = PER_COVARIATE * structure.shape[1]
    if len(both) < needed:
        raise ValueError(
            f"{len(both)} places for {structure.shape[1]} columns of structure; "
            f"at least {needed} are needed"
        )
    x = both[list(structure)].to_numpy(float)
    x = x - np.median(x, axis=0)
    plane = np.column_stack([np.ones(len(x)), x])
    slopes = np.linalg.lstsq(plane, both["_value"].to_numpy(float), rcond=None)[0][1:]
    return both["_value"] - x @ slopes


def latest_code(code: str, successors: pd.Series) -> str:
    """The code that an area has now, through all its mergers: 71022 became 71072.

    Parameters
    ----------
    code : str
        Of any year.
    successors : Series
        Code → the code that took its place, missing where it still stands.
    """
    seen: set[str] = set()
    while code in successors.index and isinstance(successors[code], str) and code not in seen:
        seen.add(code)
        code = successors[code]
    return code
