"""Checks and rates on the material flows of a place, whoever publishes them."""


def implied_population(total_t: float, per_inhabitant_t: float) -> float:
    """How many inhabitants a total and its figure per head imply.

    ``total / per inhabitant``. Two published figures of which neither names its population.

    Raises
    ------
    ValueError
        If the figure per head is not above zero.

    >>> round(implied_population(196e6, 29.5))
    6644068
    """
    if not per_inhabitant_t > 0:
        raise ValueError(f"{per_inhabitant_t} t per inhabitant; expected more than 0")
    return total_t / per_inhabitant_t


def is_consistent(
    total_t: float, per_inhabitant_t: float, population: float, tolerance: float = 0.01
) -> bool:
    """Whether a total and its figure per head fit a population within ``tolerance`` of it.

    >>> is_consistent(196e6, 29.5, 6_650_000), is_consistent(164e6, 29.5, 6_650_000)
    (True, False)
    """
    return abs(implied_population(total_t, per_inhabitant_t) - population) <= tolerance * population


def cycling_rates(
    processed_t: float, end_of_life_t: float, secondary_t: float
) -> tuple[float, float]:
    """Input and output socio-economic cycling rate, in per cent.

    ``ISCr = 100 * secondary / processed materials``, ``OSCr = 100 * secondary / end-of-life
    waste``. The first can rise because less is processed, with no more recycled: print both.

    Raises
    ------
    ValueError
        For a mass that is negative, or a denominator of 0.

    References
    ----------
    A. Mayer et al. 2019, Journal of Industrial Ecology 23: 62-76; CityLoops.
    """
    if min(processed_t, end_of_life_t) <= 0 or secondary_t < 0:
        raise ValueError("masses: processed and end-of-life above 0, secondary at least 0")
    return 100 * secondary_t / processed_t, 100 * secondary_t / end_of_life_t
