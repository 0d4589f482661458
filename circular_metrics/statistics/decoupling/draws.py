"""Whether a verdict survives what is not known of its inputs: Monte Carlo over their intervals."""

from dataclasses import dataclass

import numpy as np

Z95 = 1.959963984540054


@dataclass(frozen=True, kw_only=True)
class Uncertain:
    """A series with the 95 % interval of each value; an exact value has itself as bounds."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def is_exact(self) -> bool:
        """Whether no value has an interval of any width."""
        return bool(np.all(self.low == self.high))


def draw(series: Uncertain, number: int, random: np.random.Generator) -> np.ndarray:
    """``number`` series drawn from the intervals: an array of years by draws.

    Each value is drawn on its own, with its published value as median and its bounds as the 2.5th
    and 97.5th percentile: two half log-normals where the lower bound is above zero, two half
    normals where it is not. An exact value is drawn as itself.
    """
    value, low, high = (a[:, None] for a in (series.value, series.low, series.high))
    deviate = random.standard_normal((len(series.value), number))
    positive = (low > 0) & (value > 0)
    safe = [np.where(positive, a, 1.0) for a in (value, low, high)]
    up, down = np.log(safe[2] / safe[0]) / Z95, np.log(safe[0] / safe[1]) / Z95
    drawn = safe[0] * np.exp(deviate * np.where(deviate > 0, up, down))
    if positive.all():
        return drawn
    width = np.where(deviate > 0, high - value, value - low) / Z95
    return np.where(positive, drawn, value + deviate * width)
