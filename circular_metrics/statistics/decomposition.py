"""What drives a change: the logarithmic mean Divisia index (LMDI-I) of a product of factors."""

from collections.abc import Sequence

import numpy as np


def logarithmic_mean(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """``(a - b) / (ln a - ln b)``; ``L(a, a) = a``, and 0 where either is 0, which is the limit.

    >>> float(logarithmic_mean(np.array([100.0]), np.array([100.0]))[0])
    100.0
    """
    a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    mean = np.where(a == b, a, 0.0)
    differ = (a != b) & (a > 0) & (b > 0)
    mean[differ] = (a[differ] - b[differ]) / np.log(a[differ] / b[differ])
    return mean


def lmdi_parts(before: Sequence, after: Sequence) -> np.ndarray:
    """The effect of each factor on each product: what ``lmdi_additive`` adds up over the parts.

    ``L(V_i^T, V_i^0) ln(x_ki^T / x_ki^0)``. Where a factor is zero in one of the two years, the
    effect is the analytical limit: the product's whole change belongs to the factor that was or
    became zero.

    Raises
    ------
    ValueError
        For different shapes, a missing or negative value, or several factors of one part that
        become or were zero at once, for which the limit is not unique.
    """
    x0, x1 = _factors(before, after)
    zero = (x0 == 0) != (x1 == 0)
    if (zero.sum(axis=0) > 1).any():
        raise ValueError("several factors of one part turn to or from zero: no unique limit")
    v0, v1 = x0.prod(axis=0), x1.prod(axis=0)
    ratio = np.ones_like(x0)
    positive = (x0 > 0) & (x1 > 0)
    ratio[positive] = x1[positive] / x0[positive]
    return np.where(zero, v1 - v0, logarithmic_mean(v1, v0) * np.log(ratio))


def lmdi_additive(before: Sequence, after: Sequence) -> np.ndarray:
    """The effect of each factor on the sum of products, in the unit of that sum.

    ``sum_i L(V_i^T, V_i^0) ln(x_ki^T / x_ki^0)``; the effects add up to the change exactly.

    Parameters
    ----------
    before, after : sequence of sequences of float
        A row per factor, a column per part; none negative, none missing.

    Returns
    -------
    ndarray
        One effect per factor.

    Raises
    ------
    ValueError
        As ``lmdi_parts``.

    References
    ----------
    B. W. Ang, *Energy Policy* 33 (2005) 867-871; R. Wood and M. Lenzen, *Energy Policy* 34 (2006)
    1326-1331, on zeros.
    """
    return lmdi_parts(before, after).sum(axis=1)


def lmdi_multiplicative(before: Sequence, after: Sequence) -> np.ndarray:
    """By what each factor multiplied the sum of products; the effects multiply to its ratio.

    ``exp(additive effect / L(V^T, V^0))``, which is LMDI-I.

    Parameters
    ----------
    before, after : sequence of sequences of float
        As in ``lmdi_additive``; neither sum may be zero.

    Returns
    -------
    ndarray
        One factor per factor.

    Raises
    ------
    ValueError
        As ``lmdi_additive``, and where a sum is zero.

    References
    ----------
    B. W. Ang, *Energy Policy* 33 (2005) 867-871.
    """
    x0, x1 = _factors(before, after)
    v0, v1 = x0.prod(axis=0).sum(), x1.prod(axis=0).sum()
    if v0 == 0 or v1 == 0:
        raise ValueError("a sum of zero has no ratio")
    return np.exp(
        lmdi_additive(x0, x1) / float(logarithmic_mean(np.array([v1]), np.array([v0]))[0])
    )


def _factors(before: Sequence, after: Sequence) -> tuple[np.ndarray, np.ndarray]:
    """Two tables of factors that fit each other."""
    x0, x1 = np.asarray(before, float), np.asarray(after, float)
    if x0.shape != x1.shape or x0.ndim != 2:
        raise ValueError(f"needs two tables of one shape, factors by parts: {x0.shape}, {x1.shape}")
    if not (np.isfinite(x0).all() and np.isfinite(x1).all()) or (x0 < 0).any() or (x1 < 0).any():
        raise ValueError("needs factors that are there and not negative")
    return x0, x1
