"""How much a pressure moves for each per cent that its driver moves: Tapio's elasticity."""

import math
from dataclasses import dataclass

import pandas as pd

LOWER, UPPER = 0.8, 1.2
NEAR = 1e-9  # how near to 0.8 or 1.2 an elasticity counts as on the boundary

STATES = (
    "strong_decoupling",  # driver up, pressure down: absolute
    "weak_decoupling",  # driver up, pressure up by less: relative
    "expansive_coupling",
    "expansive_negative_decoupling",
    "strong_negative_decoupling",  # driver down, pressure up
    "weak_negative_decoupling",
    "recessive_coupling",
    "recessive_decoupling",
    "undefined",
)
DECOUPLED = ("strong_decoupling", "weak_decoupling")


@dataclass(frozen=True, kw_only=True)
class Tapio:
    """An elasticity, its state, whether it lies on a boundary, and the years it spans.

    ``why`` says why it is undefined: ``years`` (fewer than two), ``still`` (the driver), ``error``
    (the driver moves less than its own), ``base`` (a first value not above zero), ``infinite``.
    """

    elasticity: float | None
    state: str
    is_on_boundary: bool = False
    first: int | None = None
    last: int | None = None
    why: str | None = None


def elasticity(pressure: tuple[float, float], driver: tuple[float, float]) -> float | None:
    """``((E1 - E0) / E0) / ((G1 - G0) / G0)``; ``None`` where it is not defined.

    Parameters
    ----------
    pressure, driver : pair of float
        First and last value. Not defined where a first value is not above zero, where the driver
        stands still, or where a value is not finite.

    >>> elasticity((100, 95), (100, 110))
    -0.5
    >>> elasticity((100, 95), (100, 100)) is None
    True
    """
    (e0, e1), (g0, g1) = pressure, driver
    if not all(map(math.isfinite, (e0, e1, g0, g1))) or e0 <= 0 or g0 <= 0 or g1 == g0:
        return None
    return round(float((e1 - e0) / e0 / ((g1 - g0) / g0)), 12) + 0.0


def state(pressure_change: float, driver_change: float, value: float | None) -> tuple[str, bool]:
    """The state of an elasticity, and whether it lies on a boundary.

    Coupling is the closed range from 0.8 to 1.2: who stands exactly on 0.8 is coupled, not
    decoupled. A pressure that stands still while the driver rises is weak decoupling at 0.
    """
    if value is None:
        return "undefined", False
    on_boundary = bool(min(abs(value - LOWER), abs(value - UPPER)) <= NEAR)
    grows = driver_change > 0
    if value < 0:
        return ("strong_decoupling" if grows else "strong_negative_decoupling"), on_boundary
    if value < LOWER and not on_boundary:
        return ("weak_decoupling" if grows else "weak_negative_decoupling"), on_boundary
    if value <= UPPER or on_boundary:
        return ("expansive_coupling" if grows else "recessive_coupling"), on_boundary
    name = "expansive_negative_decoupling" if grows else "recessive_decoupling"
    return name, on_boundary


def tapio(pressure: pd.Series, driver: pd.Series, driver_error: float = 0.0) -> Tapio:
    """Tapio's elasticity and state between the first and the last year that both series have.

    Parameters
    ----------
    pressure, driver : Series
        Indexed by year.
    driver_error : float
        Half-width of the interval of the driver's change, in its unit: a change that is not
        larger has no sign, so the state is ``undefined``.

    Returns
    -------
    Tapio
        ``state`` is one of ``STATES``; ``undefined`` with fewer than two common years, a driver
        that stands still, or a first value that is not above zero. Never infinite.

    References
    ----------
    P. Tapio, "Towards a theory of decoupling", *Transport Policy* 12 (2005) 137-151. Sources
    differ on 0.8 and 1.2 themselves; here both belong to coupling.

    >>> tapio(pd.Series({2015: 100.0, 2020: 95.0}), pd.Series({2015: 100.0, 2020: 110.0})).state
    'strong_decoupling'
    """
    both = pd.concat([pressure.rename("e"), driver.rename("g")], axis=1, join="inner").dropna()
    both = both.sort_index()
    if len(both) < 2:
        return Tapio(elasticity=None, state="undefined", why="years")
    first, last = both.iloc[0], both.iloc[-1]
    moved = last["g"] - first["g"]
    why = _why_undefined(first, last, driver_error)
    value = None if why else elasticity((first["e"], last["e"]), (first["g"], last["g"]))
    name, on_boundary = state(last["e"] - first["e"], moved, value)
    years = {"first": int(both.index[0]), "last": int(both.index[-1])}
    return Tapio(
        elasticity=value,
        state=name,
        is_on_boundary=on_boundary,
        why=why,
        **years,
    )


def _why_undefined(first: pd.Series, last: pd.Series, driver_error: float) -> str | None:
    """Why there is no elasticity between two years; ``None`` where there is one."""
    if not all(map(math.isfinite, (*first, *last))):
        return "infinite"
    if first.min() <= 0:
        return "base"
    if first["g"] == last["g"]:
        return "still"
    return "error" if abs(last["g"] - first["g"]) <= driver_error else None
