"""Verbs that judge a series: against what drives it, and against its target."""

import json
import math
from pathlib import Path
from typing import Annotated, Literal

import typer

from circular_metrics.cli.options import Language, example, tell
from circular_metrics.cli.shown import TextForm

PANEL = "Series"


def decoupling(
    pressure: Annotated[Path, typer.Option(help="Annual series: year,value[,low,high].")],
    driver: Annotated[Path, typer.Option(help="Annual series of what drives it.")],
    footprint: Annotated[
        Path | None, typer.Option(help="The pressure counted where the consumption is.")
    ] = None,
    target: Annotated[float | None, typer.Option(help="Value the pressure is to have.")] = None,
    target_year: Annotated[int | None, typer.Option(help="Year of that value.")] = None,
    window: Annotated[
        int | None,
        typer.Option(min=5, help="Points in a rolling window.", show_default="two thirds of all"),
    ] = None,
    share_of_windows: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Share of them that must be absolute.")
    ] = 0.5,
    draws: Annotated[int, typer.Option(min=1, max=1_000_000, help="Monte Carlo draws.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws.")] = 59020,
    form: TextForm = "text",
    language: Language = "en",
) -> None:
    """Test whether a pressure is decoupled from its driver, absolutely or relatively."""
    from circular_metrics.assess import decoupling as words
    from circular_metrics.assess.decoupling_object import as_object
    from circular_metrics.statistics.decoupling import Target
    from circular_metrics.statistics.decoupling import decoupling as judge

    if (target is None) != (target_year is None):
        raise typer.BadParameter("--target and --target-year are given together or not at all")
    p, d, f = _series(pressure, driver, footprint)
    found = judge(
        p["value"],
        d["value"],
        None if f is None else f["value"],
        pressure_interval=_interval(p),
        driver_interval=_interval(d),
        footprint_interval=None if f is None else _interval(f),
        target=None if target is None else Target(value=target, year=target_year),
        window=window,
        share_of_windows=share_of_windows,
        draws=draws,
        seed=seed,
    )
    if form == "json":
        typer.echo(json.dumps(as_object(found, language), indent=1, ensure_ascii=False))
        return
    typer.echo(words.verdict_words(found.verdict, language))
    for reason in words.reasons(found, language):
        typer.echo(f"- {reason}")


def _series(*paths: Path | None) -> list:
    """Every file read; the problems of all of them at once."""
    from circular_metrics.errors import BadInputError
    from circular_metrics.readers.annual import read_annual

    found, problems = [], []
    for path in paths:
        try:
            found.append(None if path is None else read_annual(path))
        except BadInputError as refusal:
            problems += refusal.problems
    if problems:
        raise BadInputError(problems)
    return found


def _interval(series):
    """Both bounds, or nothing where no row has any."""
    return None if series["low"].isna().all() else (series["low"], series["high"])


def assess(
    series: Annotated[Path, typer.Option(help="Annual series: year,value[,low,high].")],
    target: Annotated[
        str,
        typer.Option(
            metavar="YEAR:VALUE", help="What it is to be.", show_default="growth itself is judged"
        ),
    ] = "",
    baseline: Annotated[
        int | None, typer.Option(help="First year looked at.", show_default="the first")
    ] = None,
    better: Annotated[
        Literal["higher", "lower"] | None,
        typer.Option(help="Which way.", show_default="told by baseline and target"),
    ] = None,
    draws: Annotated[int, typer.Option(min=1, max=1_000_000, help="Monte Carlo draws.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws.")] = 59020,
    form: TextForm = "text",
    language: Language = "en",
) -> None:
    """Hold a series against its target by three rules side by side, and say whether they agree."""
    from circular_metrics.assess import progress as words
    from circular_metrics.readers.annual import read_annual
    from circular_metrics.statistics.pace import Goal
    from circular_metrics.statistics.progress import progress

    aim = _aim(target) if target else None
    known = read_annual(series)
    known = known[known["value"].notna()]
    known = known if baseline is None else known.loc[baseline:]
    _refuse_without_baseline(known, series, baseline)
    way = better or _way(known["value"].iloc[0], aim)
    found = progress(
        known.index.tolist(),
        known["value"].tolist(),
        way,
        None if aim is None else Goal(year=aim[0], value=aim[1], better=way),
        (known["low"].tolist(), known["high"].tolist()),
        draws,
        seed,
    )
    if form == "json":
        typer.echo(json.dumps(words.as_object(found, language), indent=1, ensure_ascii=False))
        return
    typer.echo("\n".join(words.sentences(found, language)))


def _aim(target: str) -> tuple[int, float]:
    """``YEAR:VALUE`` as numbers."""
    year, _, value = target.partition(":")
    try:
        aim = int(year), float(value.replace(",", "."))
    except ValueError:
        aim = None
    if aim is None or not math.isfinite(aim[1]) or not 1900 <= aim[0] <= 2200:
        raise typer.BadParameter(
            f"{target!r} is not YEAR:VALUE, as in 2030:100", param_hint="--target"
        )
    return aim


def _way(first: float, aim: tuple[int, float] | None) -> str:
    """Which way is better, where baseline and target tell it."""
    if aim is None or aim[1] == first:
        raise typer.BadParameter("say whether higher or lower is better", param_hint="--better")
    way = "higher" if aim[1] > first else "lower"
    tell(f"{way} is taken as better, since the target lies that way; --better says it for sure")
    return way


def _refuse_without_baseline(known, series: Path, baseline: int | None) -> None:
    """A baseline that has no value is no baseline."""
    from circular_metrics.errors import BadInputError, Problem

    if not len(known) or (baseline is not None and known.index[0] != baseline):
        what = "no value" if baseline is None else f"no value for the baseline year {baseline}"
        raise BadInputError(
            [Problem(file=series.name, found=what, expected="a year with a value to begin from")]
        )


VERBS = (
    (
        "decoupling",
        decoupling,
        example("decoupling --pressure waste.csv --driver gdp.csv --format json"),
    ),
    (
        "assess",
        assess,
        example("assess --series waste.csv --target 2030:111 --better lower --format json"),
    ),
)
