"""Small groups: rates drawn towards each other by how much the groups really differ."""

import numpy as np
import pandas as pd

SEED, DRAWS = 20250731, 4000


def prior_of(part: np.ndarray, whole: np.ndarray) -> tuple[float, float]:
    """The beta distribution from which groups' rates most likely come (maximum likelihood).

    Parameters
    ----------
    part, whole : arrays of counts
        Successes and tries of each group.

    Returns
    -------
    (a, b)
        Mean ``a / (a + b)``; ``a + b`` is the number of tries that the prior weighs as much as.
    """
    from scipy.optimize import minimize
    from scipy.stats import betabinom

    start = np.clip(part.sum() / whole.sum(), 0.01, 0.99)

    def unlikely(point: np.ndarray) -> float:
        mean, size = 1 / (1 + np.exp(-point[0])), np.exp(np.clip(point[1], -3, 12))
        return -float(betabinom.logpmf(part, whole, mean * size, (1 - mean) * size).sum())

    found = minimize(unlikely, [np.log(start / (1 - start)), 3.0], method="Nelder-Mead")
    mean, size = 1 / (1 + np.exp(-found.x[0])), np.exp(np.clip(found.x[1], -3, 12))
    return float(mean * size), float((1 - mean) * size)


def pooled(part: pd.Series, whole: pd.Series, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Each group's rate, drawn towards all groups' mean, and how sure its place is.

    The posterior of a beta-binomial model with the prior of `prior_of`:
    ``(part + a) / (whole + a + b)``.

    Parameters
    ----------
    part, whole : Series of counts
        With one index.
    draws, seed : int
        Of the posterior, for the ranks.

    Returns
    -------
    DataFrame
        ``raw``, ``value``, ``low``, ``high`` (95 % of the posterior), and ``rank``, ``rank_low``,
        ``rank_high`` (1 is the highest rate; 95 % of the draws), as fractions and whole numbers.

    References
    ----------
    A. Gelman et al., *Bayesian Data Analysis*, 3rd ed., chapter 5; H. Goldstein and D. J.
    Spiegelhalter (1996) on the uncertainty of league tables.
    """
    from scipy.stats import beta

    a, b = prior_of(part.to_numpy(dtype=float), whole.to_numpy(dtype=float))
    up, down = part.to_numpy() + a, (whole - part).to_numpy() + b
    drawn = np.random.default_rng(seed).beta(up, down, size=(draws, len(part)))
    ranks = (-drawn).argsort(axis=1).argsort(axis=1) + 1
    value = up / (up + down)
    return pd.DataFrame(
        {
            "raw": part / whole.astype(float),
            "value": value,
            "low": beta.ppf(0.025, up, down),
            "high": beta.ppf(0.975, up, down),
            "rank": (-value).argsort().argsort() + 1,
            "rank_low": np.percentile(ranks, 2.5, axis=0).astype(int),
            "rank_high": np.percentile(ranks, 97.5, axis=0).astype(int),
        },
        index=part.index,
    )


def smallest_change(rate: float, before: int, after: int, power: float = 0.8) -> float:
    """The smallest change of a rate between two samples that would be noticed with that power.

    A two-sided test at 5 % on the difference of two proportions; the change is upwards, or
    downwards where upwards is out of reach.

    References
    ----------
    J. Cohen, *Statistical Power Analysis for the Behavioral Sciences*, 2nd ed., chapter 6.
    """
    from statsmodels.stats.power import NormalIndPower

    effect = NormalIndPower().solve_power(
        nobs1=before, ratio=after / before, alpha=0.05, power=power
    )
    angle = 2 * np.arcsin(np.sqrt(rate))
    further = angle + effect if angle + effect <= np.pi else angle - effect
    return float(abs(np.sin(further / 2) ** 2 - rate))
