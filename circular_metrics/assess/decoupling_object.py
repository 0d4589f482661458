"""A verdict on decoupling as the object that a program reads."""

from typing import Any

from circular_metrics.assess.decoupling import reasons
from circular_metrics.statistics.decoupling import SHARE_OF_DRAWS, Decoupling, Moved
from circular_metrics.statistics.persistence import Walk


def as_object(found: Decoupling, language: str) -> dict[str, Any]:
    """The verdict as plain numbers, texts and lists, ready for JSON; nothing is not a number."""
    ratio = found.tapio
    return {
        "verdict": found.verdict,
        "reasons": reasons(found, language),
        "tapio": {
            "elasticity": ratio.elasticity,
            "state": ratio.state,
            "on_boundary": ratio.is_on_boundary,
            "first_year": ratio.first,
            "last_year": ratio.last,
        },
        "trend": {
            name: None if moved is None else _trend_object(moved)
            for name, moved in (
                ("pressure", found.pressure),
                ("driver", found.driver),
                ("footprint", found.footprint),
            )
            if name != "footprint" or moved is not None
        },
        "windows": [
            {
                "start": w.first,
                "end": w.last,
                "points": w.points,
                "verdict": w.verdict,
                "elasticity": w.elasticity,
                "state": w.state,
                "p": w.pressure_p,
                "counted": w.is_counted,
            }
            for w in found.windows
        ],
        "draws": {
            "number": found.draws,
            "seed": found.seed,
            "share": found.share_of_draws,
            "needed": SHARE_OF_DRAWS,
        },
    }


def _trend_object(moved: Moved) -> dict[str, Any]:
    return {
        "points": moved.test.points,
        "slope": moved.slope.value,
        "low": moved.slope.low,
        "high": moved.slope.high,
        "p": moved.test.p,
        "is_exact": moved.test.is_exact,
        "z": moved.test.z,
        "tau": moved.test.tau,
        "autocorrelation_factor": moved.factor,
        "walk": None if moved.walk is None else _walk_object(moved.walk),
    }


def _walk_object(walk: Walk) -> dict[str, Any]:
    return {
        "drift": walk.drift,
        "low": walk.low,
        "high": walk.high,
        "p": walk.p,
        "unit_root_t": walk.unit_root_t,
        "unit_root_critical": walk.critical,
    }
