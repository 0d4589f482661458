"""Maps of municipalities: colour for the value, the city outlined, the classes in the legend."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.collections import PathCollection
from matplotlib.patches import Patch
from matplotlib.path import Path

from circular_metrics.charts.plate import (
    INK,
    MUTED,
    WIDTH,
    drawing,
    picture,
    plate,
    titled,
)
from circular_metrics.show import Picture, Text
from circular_metrics.sources.boundaries import MUNICIPALITIES
from circular_metrics.wording import number, say

# Light to dark in one hue: told apart in grey and by every kind of colour vision.
STEPS = ("#deebf7", "#9ecae1", "#6baed6", "#3182bd", "#08519c")
NO_VALUE = "#f2f2f2"
LATITUDE = 51.0  # of Flanders: a degree of longitude is cos(51°) of one of latitude
SHAPE = re.compile(r' d="(M[^"]{2000,})"')
POINT = re.compile(r"([MLz])(?:\s*(-?[\d.]+)[\s,]+(-?[\d.]+))?")
CELL = 1.0  # points: coordinates closer together than the eye can tell apart are drawn as one


@drawing
def municipalities(
    values: pd.Series,
    outlines: Mapping[str, Sequence[np.ndarray]],
    marked: Sequence[str],
    names: Mapping[str, str],
    title: str,
    unit: str,
    language: str,
    notice: str,
    decimals: int = 0,
) -> Picture:
    """A map in five classes of equally many municipalities.

    Parameters
    ----------
    values : Series
        Area code → value; a missing value is drawn in grey, not as zero.
    outlines : mapping
        Area code → rings of longitude and latitude; only the areas of ``values`` are drawn,
        of which one at least must be there; else ``without`` stands in its place.
    marked : sequence of str
        Areas that are named; the first is the city itself, outlined.
    names, title, unit, language, decimals :
        As they are shown.
    notice : str
        Whose boundaries they are; stands on the map.

    Returns
    -------
    Picture
        With a row for each area in its data.
    """
    twin = values.rename("value").rename_axis("area").reset_index()
    twin["area"] = twin["area"].map(lambda code: names.get(code, code))
    twin["value"] = twin["value"].astype(float).round(3)
    places = {area: _flat(outlines[area]) for area in values.index if area in outlines}
    corners = np.vstack([ring for rings in places.values() for ring in rings])
    low, high = corners.min(axis=0), corners.max(axis=0)
    tall = WIDTH * 0.96 * (high[1] - low[1]) / (high[0] - low[0])
    figure, (axes,) = plate(height=tall + 1.1)
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(low[0], high[0])
    axes.set_ylim(low[1], high[1])
    step = (high[0] - low[0]) / (WIDTH * 72 / CELL)
    bounds, classes = _classes(values)
    for colour, codes in _by_colour(places, classes):
        shape = _path([_coarse(ring, step) for code in codes for ring in places[code]])
        axes.add_collection(
            PathCollection([shape], facecolors=colour, edgecolors="white", linewidths=0.35)
        )
    _mark(axes, places, marked, names, step)
    titled(axes, title)
    _legend(figure, bounds, classes, unit, language, decimals)
    axes.annotate(
        say("Boundaries: {notice}", language, notice=notice), (0, 0), (0, -4), fontsize=7,
        xycoords="axes fraction", textcoords="offset points", color=MUTED, va="top",
    )  # fmt: skip
    drawn = picture(figure, twin, title)
    return Picture(SHAPE.sub(_relative, drawn.svg), drawn.data, drawn.alt)


def _relative(shape: re.Match) -> str:
    """A long shape in steps from point to point, to a tenth of a point: a quarter of the size."""
    said, here = [], (0, 0)
    for letter, x, y in POINT.findall(shape[1]):
        if letter == "z":
            said.append("z")
            continue
        there = (round(10 * float(x)), round(10 * float(y)))
        if letter == "M":
            said.append(f"M{there[0] / 10:g} {there[1] / 10:g}l")
        else:
            said.append(f"{(there[0] - here[0]) / 10:g} {(there[1] - here[1]) / 10:g} ")
        here = there
    return f' d="{"".join(said)}"'


def _flat(rings: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Longitude and latitude on a plane on which a kilometre is as long both ways."""
    return [np.column_stack([r[:, 0] * np.cos(np.radians(LATITUDE)), r[:, 1]]) for r in rings]


def _coarse(ring: np.ndarray, step: float) -> np.ndarray:
    """A ring on a grid, so that neighbours keep one common border, without repeated points."""
    cells = np.round(ring / step)
    moved = np.ones(len(cells), bool)
    moved[1:] = (np.diff(cells, axis=0) != 0).any(axis=1)
    return cells[moved] * step


def _path(rings: Sequence[np.ndarray]) -> Path:
    """All rings as one path; an enclave inside an area stays a hole."""
    kept = [ring for ring in rings if len(ring) > 3] or [rings[0]]
    codes = [[Path.MOVETO, *[Path.LINETO] * (len(r) - 2), Path.CLOSEPOLY][: len(r)] for r in kept]
    return Path(np.vstack(kept), np.concatenate(codes))


def _classes(values: pd.Series) -> tuple[np.ndarray, pd.Series]:
    """Bounds of five classes with equally many areas, and the class of each area; -1 is none."""
    known = values.dropna().astype(float)
    if known.empty:
        return np.array([]), pd.Series(-1, index=values.index)
    bounds = np.unique(np.quantile(known, np.linspace(0, 1, len(STEPS) + 1)))
    place = np.searchsorted(bounds[1:-1], values.astype(float), side="right")
    return bounds, pd.Series(np.where(values.isna(), -1, place), index=values.index)


def _by_colour(places: Mapping[str, object], classes: pd.Series) -> list[tuple[str, list[str]]]:
    """The areas of each colour, those without a value first."""
    colours = {-1: NO_VALUE} | dict(enumerate(STEPS))
    groups = {c: [code for code in places if classes[code] == c] for c in colours}
    return [(colours[c], codes) for c, codes in groups.items() if codes]


def _mark(axes, places: Mapping[str, list[np.ndarray]], marked, names, step: float) -> None:
    """Name the marked areas, the first one outlined and bold."""
    for order, code in enumerate(code for code in marked if code in places):
        is_focus = code == marked[0]
        if is_focus:
            rings = [_coarse(ring, step) for ring in places[code]]
            axes.add_collection(
                PathCollection([_path(rings)], facecolors="none", edgecolors=INK, linewidths=1.6)
            )
        middle = max(places[code], key=len).mean(axis=0)
        axes.annotate(
            names.get(code, code), middle, (10 if order % 2 else -10, 26), fontsize=9, color=INK,
            textcoords="offset points", ha="center", fontweight="bold" if is_focus else "normal",
            bbox={"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none", "alpha": 0.85},
            arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.7},
        )  # fmt: skip


def _legend(figure, bounds, classes: pd.Series, unit: str, language: str, decimals: int) -> None:
    """The bounds of each class, and how many areas have no value."""
    said = [number(bound, language, decimals) for bound in bounds]
    patches = [
        Patch(color=STEPS[place], label=f"{low}–{high}")
        for place, (low, high) in enumerate(zip(said[:-1], said[1:], strict=True))
    ]
    unknown = int((classes == -1).sum())
    if unknown:
        words = say("no value ({n})", language, n=unknown)
        patches.append(Patch(facecolor=NO_VALUE, edgecolor=MUTED, label=words))
    if patches:
        figure.legend(
            handles=patches, title=unit, loc="outside lower center", ncols=len(patches), fontsize=9,
            title_fontsize=9, frameon=False,
        )  # fmt: skip


def without(title: str, language: str) -> Text:
    """What stands in place of a map whose boundaries are not on this machine."""
    place = f"data/raw/{MUNICIPALITIES.key}/{MUNICIPALITIES.vintage}"
    words = (
        "{title}: no map is drawn. The municipalities' boundaries may not be passed on; it is "
        "drawn as soon as your own copy lies in {place}."
    )
    return Text(say(words, language, title=title, place=place))
