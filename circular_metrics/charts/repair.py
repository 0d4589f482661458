"""Drawings of repair: two definitions side by side, a league with ranks, a trend, a tornado."""

import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

from circular_metrics.charts.once import once
from circular_metrics.charts.plate import (
    ACCENT,
    COLOURS,
    INK,
    MUTED,
    drawing,
    picture,
    plate,
)
from circular_metrics.show import Picture
from circular_metrics.wording import number, say

SECOND = COLOURS[1]


def _percent(axes, language: str, which: str = "x") -> None:
    """Fractions as whole percentages on one axis."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_formatter(FuncFormatter(lambda v, _: f"{number(100 * v, language)} %"))
    axis.set_major_locator(MaxNLocator(nbins=6))


def _head(figure, title: str) -> None:
    """The title over the whole width, in as many lines as it needs."""
    lines = textwrap.fill(title, 78)
    figure.suptitle(lines, x=0.01, ha="left", fontsize=11, fontweight="bold")


def _rounded(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The figures drawn, to four digits after the point, so that every machine agrees."""
    return frame.assign(**{name: frame[name].astype(float).round(4) for name in columns})


@once
@drawing
def definitions(frame: pd.DataFrame, focus: str, title: str, language: str) -> Picture:
    """D1 and D2 of each place beside each other, each panel in its own order.

    ``frame`` has ``place`` and ``d1``, ``d1_low``, ``d1_high``, the same for d2.
    """
    figure, panels = plate(columns=2, height=1.7 + 0.36 * len(frame))
    names = {
        "d1": say("D1: fixed / all known outcomes", language),
        "d2": say("D2: fixed / fixed or end of life", language),
    }
    for axes, (name, words) in zip(panels, names.items(), strict=True):
        rows = frame[frame[name].notna()].sort_values([name, "place"], kind="stable")
        for height, row in enumerate(rows.itertuples()):
            colour = ACCENT if row.place == focus else MUTED
            low, high = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
            axes.hlines(height, low, high, color=colour, lw=2.4, alpha=0.6)
            axes.plot(getattr(row, name), height, "o", color=colour, ms=7)
        axes.set_yticks(range(len(rows)), rows["place"].tolist())
        axes.set_ylim(-0.6, len(rows) - 0.4)
        axes.set_xlim(0.4, 0.9)
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        axes.set_title(words, fontsize=9.5)
        _percent(axes, language)
    _head(figure, title)
    shares = [f"{d}{end}" for d in ("d1", "d2") for end in ("", "_low", "_high")]
    return picture(figure, _rounded(frame[["place", "n", *shares]], shares), title)


@once
@drawing
def league(frame: pd.DataFrame, focus: Sequence[str], title: str, language: str) -> Picture:
    """Pooled rates with their intervals, the raw rate hollow, and the range of each rank.

    ``frame`` has ``group``, ``n``, ``raw``, ``value``, ``low``, ``high``, ``rank_low``,
    ``rank_high``, in the order in which it is drawn from above.
    """
    figure, (axes,) = plate(height=1.4 + 0.33 * len(frame))
    rows = frame.iloc[::-1].reset_index(drop=True)
    for height, row in enumerate(rows.itertuples()):
        colour = ACCENT if row.group in focus else MUTED
        axes.hlines(height, row.low, row.high, color=colour, lw=2.2, alpha=0.6)
        axes.plot(row.raw, height, "o", mfc="white", mec=colour, ms=5)
        axes.plot(row.value, height, "o", color=colour, ms=6)
        place = say("place {low} to {high}", language, low=row.rank_low, high=row.rank_high)
        axes.annotate(place, (1.01, height), xycoords=("axes fraction", "data"), va="center",
                      fontsize=8.5, color=INK)  # fmt: skip
    labels = [f"{row.group} ({number(row.n, language)})" for row in rows.itertuples()]
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.set_xlim(0.2, 1.02)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    _percent(axes, language)
    axes.set_xlabel(say("share fixed; filled: drawn together, hollow: as counted", language))
    _head(figure, title)
    figure.get_layout_engine().set(rect=(0, 0, 0.985, 1))
    shown = ["group", "n", "raw", "value", "low", "high", "rank_low", "rank_high"]
    return picture(figure, _rounded(frame[shown], ["raw", "value", "low", "high"]), title)


@once
@drawing
def standardised(frame: pd.DataFrame, definition: str, title: str, language: str) -> Picture:
    """The success rate by year, as counted and with the same mix of items every year.

    No line joins the years, as other partners mean other things; a dashed upright says where they
    change.
    """
    figure, (axes,) = plate()
    names = {
        "crude": (say("as counted", language), MUTED, -0.06),
        "value": (say("same mix of items", language), ACCENT, 0.06),
    }
    ends = {"crude": ("crude_low", "crude_high"), "value": ("low", "high")}
    for column, (words, colour, shift) in names.items():
        x = frame["year"] + shift
        low, high = ends[column]
        axes.vlines(x, frame[low], frame[high], color=colour, lw=2, alpha=0.6)
        axes.plot(x, frame[column], "o", color=colour, ms=6, label=words)
    changed = frame["providers"] != frame["providers"].shift()
    for year in frame.loc[changed, "year"].iloc[1:]:
        axes.axvline(year - 0.5, color=MUTED, linestyle="--", linewidth=1)
        axes.annotate(say("other partners", language), (year - 0.5, 0.97), (3, 0), va="top",
                      xycoords=("data", "axes fraction"), textcoords="offset points",
                      fontsize=8.5, color=MUTED)  # fmt: skip
    for row in frame.itertuples():
        axes.annotate(f"n = {number(row.n, language)}", (row.year, 0.02), ha="center", fontsize=8.5,
                      xycoords=("data", "axes fraction"), color=INK)  # fmt: skip
    axes.set_ylim(0.2, 1)
    axes.margins(x=0.06)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    _percent(axes, language, "y")
    axes.set_ylabel(say("share fixed ({definition})", language, definition=definition))
    axes.legend(loc="upper left", fontsize=9, ncols=2, bbox_to_anchor=(0, 1.12))
    _head(figure, title)
    shares = ["crude", "crude_low", "crude_high", "value", "low", "high"]
    return picture(figure, _rounded(frame[["year", "n", "providers", *shares]], shares), title)


@once
@drawing
def tornado(frame: pd.DataFrame, words: Mapping[str, str], title: str, language: str) -> Picture:
    """How far each choice alone moves the result, the widest on top; the line is the centre."""
    figure, (axes,) = plate(height=1.5 + 0.5 * len(frame))
    rows = frame.iloc[::-1].reset_index(drop=True)
    for height, row in enumerate(rows.itertuples()):
        axes.barh(height, row.high - row.low, left=row.low, color=ACCENT, height=0.55, alpha=0.85)
        for value, side, gap in ((row.low, "right", -4), (row.high, "left", 4)):
            axes.annotate(number(value / 1000, language, 1), (value, height), (gap, 0),
                          textcoords="offset points", ha=side, va="center", fontsize=9)  # fmt: skip
    axes.axvline(frame["central"].iloc[0], color=INK, lw=1)
    axes.set_yticks(range(len(rows)), [words[choice] for choice in rows["choice"]])
    axes.set_xlim(0, 1.12 * frame["high"].max())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x / 1000, language)))
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(say("tonnes of CO₂e avoided, modelled", language))
    _head(figure, title)
    shown = frame.assign(**{c: frame[c].round(-1) for c in ("low", "central", "high")})
    return picture(figure, shown, title)


@once
@drawing
def faults(frame: pd.DataFrame, parts: Mapping[str, str], title: str, language: str) -> Picture:
    """Faults of one place's items, how each ended: bars lying, the most frequent on top.

    ``frame`` has ``fault`` and a column for each of ``parts``.
    """
    figure, (axes,) = plate(height=1.6 + 0.3 * len(frame))
    rows = frame.iloc[::-1].reset_index(drop=True)
    foot = pd.Series(0.0, index=rows.index)
    colours = (ACCENT, COLOURS[5], SECOND, MUTED)
    for (column, words), colour in zip(parts.items(), colours, strict=False):
        axes.barh(rows.index, rows[column], left=foot, color=colour, label=words, height=0.7,
                  edgecolor="white")  # fmt: skip
        foot = foot + rows[column]
    axes.set_yticks(range(len(rows)), rows["fault"].tolist())
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.set_xlabel(say("items", language))
    axes.legend(loc="lower right", fontsize=9)
    _head(figure, title)
    return picture(figure, frame[["fault", *parts]], title)
