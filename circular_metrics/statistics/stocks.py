"""Stocks that age: what goes in, what stands, what comes out, by flodym.

Inflow is at the end of the year it belongs to, the convention of ODYM, so that the published
reference cases hold; flodym's own default puts it in the middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SMALLEST_SURVIVAL = 0.01  # below it a back-cast inflow is a guess many times the stock


@dataclass(frozen=True, kw_only=True)
class Lifetime:
    """How long things last: mean and standard deviation in years; no deviation is a fixed life.

    ``kind`` is ``normal``, ``weibull``, ``lognormal`` or ``fixed``.
    """

    mean: float
    deviation: float = 0.0
    kind: str = "normal"


@dataclass(frozen=True)
class Course:
    """What a stock did, year by year; ``by_cohort`` is (year, year of inflow)."""

    years: np.ndarray
    inflow: np.ndarray
    stock: np.ndarray
    outflow: np.ndarray
    by_cohort: np.ndarray


def inflow_driven(years: Sequence[int], inflow: Sequence[float], lifetime: Lifetime) -> Course:
    """The stock that a series of inflows leaves: S(t) = sum over c of I(c) sf(t - c).

    References
    ----------
    Pauliuk and Heeren, *ODYM* (2020); Hosak et al., *flodym* (JOSS, 10.21105/joss.10105).
    """
    return _course(years, inflow, lifetime, "inflow")


def stock_driven(years: Sequence[int], stock: Sequence[float], lifetime: Lifetime) -> Course:
    """The inflow that keeps a series of stocks: what is missing is built in the same year."""
    return _course(years, stock, lifetime, "stock")


def with_initial_stock(
    cohorts: Sequence[int],
    standing: Sequence[float],
    years: Sequence[int],
    inflow: Sequence[float],
    lifetime: Lifetime,
    *,
    at: int,
) -> Course:
    """The course of a stock of which only the age classes at the start are known.

    Each class is cast back to the inflow of its year, I(c) = S_c / sf(t0 - c), and then runs
    forward with what is built later.

    Parameters
    ----------
    cohorts, standing : sequences
        Year of each class, and what stands of it at the end of the year ``at``.
    years, inflow : sequences
        The years to come and what is built in each.
    lifetime : Lifetime
        Of everything.
    at : int
        The year at whose end the classes were counted; 2024 for 1 January 2025.

    Raises
    ------
    ValueError
        If less than one in a hundred of a class would still stand: its inflow cannot be cast
        back; place it at a later representative year or choose another lifetime.
    """
    cohorts, standing = np.asarray(cohorts, int), np.asarray(standing, float)
    span = np.arange(int(cohorts.min()), int(max(years)) + 1)
    survival = _survival(span, lifetime)
    left = np.array([survival[at - span[0], c - span[0]] for c in cohorts])
    if (left < SMALLEST_SURVIVAL).any():
        oldest = cohorts[left < SMALLEST_SURVIVAL].tolist()
        raise ValueError(
            f"less than {SMALLEST_SURVIVAL:.0%} of the classes of {oldest} would stand in {at}"
        )
    flow = np.zeros(len(span))
    np.add.at(flow, cohorts - span[0], standing / left)
    np.add.at(flow, np.asarray(years, int) - span[0], np.asarray(inflow, float))
    course = inflow_driven(span, flow, lifetime)
    kept = span >= at
    return Course(span[kept], *(getattr(course, n)[kept] for n in ("inflow", "stock", "outflow")),
                  course.by_cohort[kept])  # fmt: skip


def lifetime_of_hazard(percent_per_year: float, deviation: float = 0.3) -> Lifetime:
    """The lifetime of a stock that loses a constant share each year: 100 / hazard.

    An observed loss of 0.3 % a year is a mean remaining life of 333 years: no literature
    lifetime of 60 to 100 years gives so small a loss.
    """
    mean = 100 / percent_per_year
    return Lifetime(mean=mean, deviation=deviation * mean)


def observed_loss(before: float, after: float, years: int) -> float:
    """Loss per year in per cent: 100 (1 - (after / before) ** (1 / years))."""
    return 100 * (1 - (after / before) ** (1 / years))


def _model(lifetime: Lifetime):
    """flodym's class of the distribution, and its parameters."""
    import flodym

    if lifetime.kind == "fixed" or lifetime.deviation == 0:
        return flodym.FixedLifetime, {"mean": lifetime.mean}
    kinds = {
        "normal": flodym.NormalLifetime,
        "lognormal": flodym.LogNormalLifetime,
        "weibull": flodym.WeibullLifetime,
    }
    if lifetime.kind not in kinds:
        raise ValueError(f"no lifetime {lifetime.kind!r}; known: fixed, {', '.join(kinds)}")
    if lifetime.kind == "weibull":
        return kinds["weibull"], _weibull(lifetime)
    return kinds[lifetime.kind], {"mean": lifetime.mean, "std": lifetime.deviation}


def _weibull(lifetime: Lifetime) -> dict[str, float]:
    """Shape and scale of the Weibull distribution with that mean and deviation."""
    from scipy.optimize import brentq
    from scipy.special import gamma

    square = (lifetime.deviation / lifetime.mean) ** 2
    shape = brentq(lambda k: gamma(1 + 2 / k) / gamma(1 + 1 / k) ** 2 - 1 - square, 0.3, 60)
    return {"weibull_shape": shape, "weibull_scale": lifetime.mean / gamma(1 + 1 / shape)}


def _dims(years: Sequence[int]):
    """flodym's one dimension: the years."""
    import flodym

    items = [int(year) for year in years]
    time = flodym.Dimension(name="Time", letter="t", items=items, dtype=int)
    return flodym.DimensionSet(dim_list=[time])


def _survival(years: Sequence[int], lifetime: Lifetime) -> np.ndarray:
    """The share of each cohort that stands in each year: (year, cohort)."""
    model, values = _model(lifetime)
    made = model(dims=_dims(years), inflow_at="end", **values)
    return np.asarray(made.sf)


def _course(years: Sequence[int], given: Sequence[float], lifetime: Lifetime, what: str) -> Course:
    """Run flodym's model that is driven by ``what``."""
    import flodym

    years, given = np.asarray(years, int), np.asarray(given, float)
    if years.shape != given.shape or (np.diff(years) != 1).any():
        raise ValueError("one value is needed for each of a run of years without a gap")
    dims = _dims(years)
    model, values = _model(lifetime)
    made = model(dims=dims, inflow_at="end", **values)
    driven = flodym.InflowDrivenDSM if what == "inflow" else flodym.StockDrivenDSM
    stock = driven(name="stock", dims=dims, lifetime_model=made, time_letter="t")
    getattr(stock, what).values[...] = given
    stock.compute()
    by_cohort = np.asarray(stock.get_stock_by_cohort())
    return Course(
        years, *(np.array(getattr(stock, n).values) for n in ("inflow", "stock", "outflow")),
        by_cohort,
    )  # fmt: skip
