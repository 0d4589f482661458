"""Products of uncertain factors for many areas at once, drawn and not multiplied end to end."""

import numpy as np

CHUNK = 64  # areas at once: bounds the memory whatever their number


def drawn_ranges(
    counts: np.ndarray,
    sizes: np.ndarray,
    intensities: np.ndarray,
    draws: int = 1000,
    seed: int = 59020,
    quantiles: tuple[float, ...] = (0.05, 0.5, 0.95),
) -> np.ndarray:
    """Quantiles of sum over forms of n a MI, for every area and material.

    Parameters
    ----------
    counts : array (areas, forms)
        What is counted; a missing count gives missing quantiles.
    sizes : array (forms, 3)
        Low, middle and high size, drawn from a triangle.
    intensities : array (materials, forms, 3)
        Low, middle and high intensity, drawn from a triangle, materials apart from each other.
    draws, seed : int
        How many, and from where.
    quantiles : tuple
        Which.

    Returns
    -------
    array (areas, materials, quantiles)
        In the unit of count x size x intensity. The same draws serve all areas, so that areas
        can be compared; time grows with their number and memory does not.
    """
    rng = np.random.default_rng(seed)
    size = _triangles(rng, sizes, draws)  # draws, forms
    intensity = _triangles(rng, intensities, draws)  # draws, materials, forms
    unit = np.ascontiguousarray((size[:, None, :] * intensity).transpose(2, 1, 0))
    materials = unit.shape[1]
    flat = unit.reshape(unit.shape[0], materials * draws)
    out = np.empty((len(counts), materials, len(quantiles)))
    for start in range(0, len(counts), CHUNK):
        part = np.asarray(counts[start : start + CHUNK], float) @ flat
        values = part.reshape(-1, materials, draws)
        out[start : start + CHUNK] = np.moveaxis(np.quantile(values, quantiles, axis=2), 0, -1)
    return out


def _triangles(rng: np.random.Generator, bounds: np.ndarray, draws: int) -> np.ndarray:
    """Draws from triangles whose three corners are the last axis."""
    low, middle, high = np.moveaxis(np.asarray(bounds, float), -1, 0)
    wide = np.where(high > low, high, low + 1)
    mode = np.clip(middle, low, wide)
    drawn = rng.triangular(low, mode, wide, size=(draws, *low.shape))
    return np.where(high > low, drawn, low)
