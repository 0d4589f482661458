"""Monte Carlo over what is not known: log-normal flows, shares that add up, draws that are shared.

Each quantity has a name and is drawn once; whoever asks for it again gets the same draws, so that
one uncertain population that stands in two figures errs in both of them alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

SEED, NUMBER = 59020, 10_000
PERCENTILES = (5, 50, 95)


@dataclass(frozen=True, kw_only=True)
class Range:
    """The 5th, 50th and 95th percentile of a simulated quantity."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Draws:
    """Draws of named quantities. The same seed gives the same draws, in whatever order asked."""

    seed: int = SEED
    number: int = NUMBER
    drawn: dict[str, tuple[tuple, np.ndarray]] = field(default_factory=dict, repr=False)

    def flow(self, name: str, median: float, deviation: float) -> np.ndarray:
        """A log-normal flow of that median and geometric standard deviation.

        Raises
        ------
        ValueError
            For a median that is not above zero, a deviation below 1, or a name that was drawn
            with other parameters.
        """
        if not median > 0 or not deviation >= 1:
            raise ValueError(f"{name}: needs a median above 0 and a deviation of at least 1")
        asked = ("flow", float(median), float(deviation))
        return self._once(
            name, asked, lambda random: median * deviation ** random.standard_normal(self.number)
        )

    def shares(self, name: str, parts: Mapping[str, float], weight: float) -> dict[str, np.ndarray]:
        """Shares that add up to 1 in every draw: Dirichlet with means in proportion to ``parts``.

        Parameters
        ----------
        name : str
            Of the whole that is parted.
        parts : mapping of str to float
            Part → its mass or share; a part of zero stays zero.
        weight : float
            How many observations the shares are worth; more is narrower.

        Raises
        ------
        ValueError
            For parts below zero or all zero, a weight not above zero, or a name drawn otherwise.
        """
        whole = sum(parts.values())
        if min(parts.values(), default=-1) < 0 or not whole > 0 or not weight > 0:
            raise ValueError(f"{name}: needs parts of at least 0, one above it, and a weight")
        kept = {part: mass / whole for part, mass in parts.items() if mass > 0}
        asked = ("shares", tuple(sorted(kept.items())), float(weight))
        alpha = weight * np.array(list(kept.values()))
        table = self._once(name, asked, lambda random: random.dirichlet(alpha, self.number).T)
        found = dict(zip(kept, table, strict=True))
        return {part: found.get(part, np.zeros(self.number)) for part in parts}

    def _once(self, name: str, asked: tuple, make) -> np.ndarray:
        """What was drawn under that name, or drawn now from a stream of the name's own."""
        if name not in self.drawn:
            stream = np.random.default_rng([self.seed, crc32(name.encode())])
            self.drawn[name] = (asked, make(stream))
        known, values = self.drawn[name]
        if known != asked:
            raise ValueError(f"{name}: already drawn with {known[1:]}, not {asked[1:]}")
        return values


def spread(values: np.ndarray) -> Range:
    """The percentiles of a simulated quantity that are reported.

    Raises
    ------
    ValueError
        If a draw is missing.
    """
    if not np.isfinite(values).all():
        raise ValueError("a draw is missing or without bound")
    low, middle, high = (float(p) for p in np.percentile(values, PERCENTILES))
    return Range(low=low, middle=middle, high=high)
