"""Outlines of municipalities from a GeoJSON file: code → rings of longitude and latitude."""

from pathlib import Path
from typing import Any

import numpy as np

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import read_json

CODES = ("code", "LAU_ID", "GISCO_ID", "NISCODE")

Outlines = dict[str, list[np.ndarray]]


def read_outlines(path: Path) -> Outlines:
    """The outer and inner rings of every municipality, in the file's order.

    Parameters
    ----------
    path : Path
        A GeoJSON ``FeatureCollection`` of polygons in longitude and latitude. The NIS code stands
        under ``code``, or as GISCO writes it: ``LAU_ID``, or ``GISCO_ID`` with ``BE_`` before it.

    Returns
    -------
    dict
        Code → list of arrays (points, 2). A municipality in several parts has several rings.

    Raises
    ------
    BadInputError
        If it is no such file; names each feature that has no code or no polygon.
    """
    path = Path(path)
    document = read_json(path)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        problem = Problem(file=path.name, found="no 'features'", expected="a FeatureCollection")
        raise BadInputError([problem])
    found: Outlines = {}
    problems = []
    for row, feature in enumerate(features, start=1):
        code, rings = _code(feature), _rings(feature)
        if code and rings:
            found.setdefault(code, []).extend(rings)
        else:
            what = "no code" if rings else "no polygon in longitude and latitude"
            expected = f"one of {', '.join(CODES)} with 5 digits, and a Polygon or MultiPolygon"
            problems.append(Problem(file=path.name, row=row, found=what, expected=expected))
    if problems:
        raise BadInputError(problems)
    return found


def _code(feature: Any) -> str:
    """The NIS code of a feature, or nothing."""
    said = (feature.get("properties") or {}) if isinstance(feature, dict) else {}
    codes = (str(said[key]).removeprefix("BE_") for key in CODES if key in said)
    return next((code for code in codes if len(code) == 5 and code.isdigit()), "")


def _rings(feature: Any) -> list[np.ndarray]:
    """The rings of a polygon or of several, or nothing."""
    shape = (feature.get("geometry") or {}) if isinstance(feature, dict) else {}
    parts = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}.get(shape.get("type"))
    if parts is None:
        return []
    try:
        rings = [np.asarray(ring, float)[:, :2] for p in parts(shape["coordinates"]) for ring in p]
    except (KeyError, IndexError, TypeError, ValueError):
        return []
    inside = all((abs(ring) <= [180, 90]).all() and np.isfinite(ring).all() for ring in rings)
    return rings if rings and inside else []
