"""A series' trend and its yearly changes in words, with interval and chance."""

from circular_metrics.statistics.decoupling import Moved
from circular_metrics.statistics.persistence import Walk
from circular_metrics.wording import number, on_one_scale, say


def changes(walk: Walk, language: str) -> str:
    """The mean yearly change, and whether the series may be a walk at all."""
    drift, low, high = on_one_scale((walk.drift, walk.low, walk.high), language)
    sentence = say(
        "mean change {drift} per year (95 %: {low} to {high}), p {p} that a wandering series falls "
        "so much",
        language,
        drift=drift,
        low=low,
        high=high,
        p=_p(walk.p, language),
    )
    if walk.unit_root_t is None:
        return sentence
    numbers = {
        "t": number(walk.unit_root_t, language, 2),
        "bound": number(walk.critical, language, 2),
    }
    if walk.is_ruled_out:
        words = say(
            "that it wanders is ruled out (Dickey-Fuller {t} below {bound})", language, **numbers
        )
    else:
        words = say(
            "that it wanders is not ruled out (Dickey-Fuller {t} not below {bound})",
            language,
            **numbers,
        )
    return f"{sentence}; {words}"


def trend(moved: Moved, language: str) -> str:
    """Slope with interval and p, and the factor where years hang together."""
    slope, low, high = on_one_scale(
        (moved.slope.value, moved.slope.low, moved.slope.high), language
    )
    sentence = say(
        "median change {slope} per year (Theil-Sen; 95 %: {low} to {high}), p {p} that chance "
        "alone gives such a direction (Mann-Kendall)",
        language,
        slope=slope,
        low=low,
        high=high,
        p=_p(moved.test.p, language),
    )
    if moved.factor > 1:
        sentence += say(
            ", variance times {factor} for autocorrelation",
            language,
            factor=number(moved.factor, language, 2),
        )
    return sentence


def _p(value: float, language: str) -> str:
    """``= 0.0123``, or ``< 0.0001``."""
    return (
        f"= {number(value, language, 4)}" if value >= 0.0001 else f"< {number(1e-4, language, 4)}"
    )


def signed(value: float, language: str, decimals: int = 1) -> str:
    """A number with its sign, a plus too."""
    sign = "+" if value > 0 else ""
    return sign + number(value, language, decimals)
