"""One style for every drawing, and the step from a matplotlib figure to a picture."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import wraps

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from circular_metrics.charts.slim import slim
from circular_metrics.show import Picture

# Okabe and Ito's palette: distinct under the common forms of colour blindness.
INK, MUTED, GRID = "#1b1b1b", "#767676", "#d9d9d9"
ACCENT = "#0072b2"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "sans-serif"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "figure.facecolor": "white",
    "svg.fonttype": "none",
    "svg.hashsalt": "circular_metrics",
}
WIDTH, HEIGHT = 7.6, 4.0


def plate(
    rows: int = 1, columns: int = 1, height: float = HEIGHT, **kwargs
) -> tuple[Figure, list[Axes]]:
    """A figure of the report's width with its axes, in the report's style."""
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False, **kwargs).ravel().tolist()
    return figure, axes


def titled(axes: Axes, title: str, pad: float | None = None) -> None:
    """The title of a drawing, set the same way everywhere: flush left, bold, on as many lines."""
    axes.set_title(title, loc="left", fontsize=11, fontweight="bold", pad=pad, wrap=True)


def noted(title: str, note: str) -> str:
    """A title with a remark behind it, where there is one."""
    return f"{title} ({note})" if note else title


def around_one_year(axes: Axes, years: pd.Series) -> None:
    """Where all figures are of one year, an axis of five years with that one in the middle."""
    if len(years) and years.min() == years.max():
        axes.set_xlim(years.iloc[0] - 2, years.iloc[0] + 2)


def drawing(function: Callable[..., Picture]) -> Callable[..., Picture]:
    """A function that draws; its pictures bear its name, so that a gallery finds one of each."""

    @wraps(function)
    def drawn(*args, **kwargs) -> Picture:
        room = function.__module__.rpartition(".")[2]
        return replace(function(*args, **kwargs), kind=f"{room}.{function.__name__}")

    return drawn


def picture(figure: Figure, data: pd.DataFrame, alt: str) -> Picture:
    """The figure as SVG without a date or a random id, with the figures that it draws."""
    out = io.StringIO()
    with matplotlib.rc_context(STYLE):
        # Figure.savefig would draw it all once more before, for backends that cannot lay out.
        FigureCanvasSVG(figure).print_svg(
            out, metadata={"Date": None, "Title": alt, "Creator": None}
        )
    svg = re.sub(r"^.*?(?=<svg)", "", out.getvalue(), flags=re.DOTALL)
    return Picture(slim(svg) + "\n", data.reset_index(drop=True), alt)
