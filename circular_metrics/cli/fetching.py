"""Verbs that bring published files here and say what is here."""

import json
import sys
from collections import Counter
from typing import Annotated

import typer

from circular_metrics.cli.options import Data, console, example, tell
from circular_metrics.cli.shown import TextForm

PANEL = "Published files and tables"
TO_MEND, NO_TABLE = ("stale", "changed", "unreadable"), ("table", "missing")


def fetch(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Keys, or key@vintage; `list sources`.", show_default="all"),
    ] = None,
    data: Data = None,
    accept: Annotated[
        bool, typer.Option("--accept-licences", "-y", help="Do not ask; the licences are shown.")
    ] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection.")] = False,
    tries: Annotated[int, typer.Option(min=1, help="Tries for each file.")] = 4,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds without a byte.")] = 30,
    max_bytes: Annotated[int, typer.Option(min=1, help="Bytes of the largest file.")] = (
        2_000_000_000
    ),
) -> None:
    """Fetch published files that are not here; a changed one becomes a candidate vintage."""
    from circular_metrics import store
    from circular_metrics.errors import CircularMetricsError
    from circular_metrics.fetch import Limits, is_file_address
    from circular_metrics.fetch import fetch as bring
    from circular_metrics.sources import SOURCES

    folder = store.data_folder(data)
    asked = _asked(sources, SOURCES)
    absent = [s for s in asked if not store.is_present(s, folder)]
    _show_licences([s for s in absent if is_file_address(s)], accept or offline)
    limits = Limits(read_seconds=timeout, tries=tries, bytes=max_bytes)
    with _bar() as told:
        refused = _fetch_all(asked, lambda source: bring(source, folder, limits, told, offline))
    if refused:
        raise CircularMetricsError("\n".join(refused))


def _fetch_all(sources: list, bring) -> list[str]:
    """Fetch one after another; a refusal stops only its own file. What was refused, and why."""
    from circular_metrics.errors import CircularMetricsError

    refused, states = [], []
    for source in sources:
        try:
            found = bring(source)
        except CircularMetricsError as refusal:
            refused.append(str(refusal))
            continue
        states.append(found.state)
        if found.path:
            typer.echo(f"{found.state}: {found.path}")
        if found.state == "candidate":
            tell(found.words)
    states += ["refused"] * len(refused)
    told = ("present", "fetched", "candidate", "refused")
    tell(", ".join(f"{states.count(s)} {s}" for s in told if s in states))
    return refused


def doctor(
    data: Data = None,
    form: TextForm = "text",
) -> None:
    """Say what is present, missing, stale or frozen, and what to do about each."""
    from circular_metrics import store
    from circular_metrics.clean import TABLES
    from circular_metrics.fetch.doctor import examine
    from circular_metrics.sources import SOURCES

    found = examine(SOURCES.values(), TABLES, store.data_folder(data))
    if form == "json":
        typer.echo(json.dumps([vars(d) for d in found], indent=1, ensure_ascii=False))
    else:
        for one in found:
            remedy = f" → {one.remedy}" if one.remedy else ""
            typer.echo(f"{one.state:10} {one.kind} {one.name}{remedy}")
    counts = Counter(one.state for one in found)
    tell(", ".join(f"{n} {state}" for state, n in counts.items()))
    if any(one.state in TO_MEND or (one.kind, one.state) == NO_TABLE for one in found):
        raise typer.Exit(1)
    tell("Reports can be made: every table is here. Files that are not are needed to rebuild one.")


def _asked(names: list[str] | None, known: dict) -> list:
    """The sources of those names; a key without vintage means all its vintages."""
    from circular_metrics.store import named

    if not names:
        return list(known.values())
    keys = {source.key for source in known.values()}
    found = []
    for name in names:
        named(name, known if "@" in name else keys, "source")
        found += [s for s in known.values() if name in (s.name, s.key)]
    return list(dict.fromkeys(found))


def _show_licences(sources: list, accepted: bool) -> None:
    """On what terms each file comes, before the first byte of it does."""
    from circular_metrics.errors import FetchError

    if not sources:
        return
    for source in sources:
        tell(f"{source.name}: {source.publisher}, licence {source.licence} ({source.landing_page})")
    if not accepted and not _is_accepted():
        raise FetchError(
            "nothing was fetched: the terms were not accepted. Answer y, or add --accept-licences"
        )


def _is_accepted() -> bool:
    """The answer of whoever sits there; where nobody does, no."""
    try:
        return typer.confirm("Fetch these on these terms?", err=True)
    except typer.Abort:
        if sys.stdin is not None and sys.stdin.isatty():
            raise  # an interruption, no answer
        return False


def _bar():
    """One line of progress on standard error, as a context that gives the function to call."""
    from contextlib import contextmanager

    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    @contextmanager
    def drawn():
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
        shown = console()
        with Progress(
            *columns, console=shown, transient=True, disable=not shown.is_terminal
        ) as progress:
            task = progress.add_task("", total=None)

            def told(name: str, done: int, of: int | None) -> None:
                progress.update(task, description=name, completed=done, total=of)

            yield told

    return drawn()


VERBS = (
    ("fetch", fetch, example("fetch ords_repair_cafe_wales --accept-licences")),
    ("doctor", doctor, example("doctor")),
)
