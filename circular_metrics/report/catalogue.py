"""What the package knows, as lines for a terminal and as the README of the data folder."""

import inspect
from collections.abc import Iterable
from pathlib import Path

from circular_metrics import store
from circular_metrics.city import cities, load_city
from circular_metrics.clean import KINDS, TABLES
from circular_metrics.edition import editions
from circular_metrics.edition.municipality import municipalities, short
from circular_metrics.indicators import INDICATORS
from circular_metrics.sources import SOURCES


def lines(what: str, data: Path) -> Iterable[str]:
    """One line for each source, table, kind, indicator, city, target or edition.

    The cities are those with a file and then every other municipality that a report can be made
    of: key, NIS code, name.

    Raises
    ------
    UnknownNameError
        If ``what`` is none of these.
    """
    lists = {
        "sources": _sources,
        "tables": lambda: (f"{t.key}\t{t.title}\t{t.licence}" for t in TABLES.values()),
        "kinds": lambda: (f"{k.key}\t{k.title}" for k in KINDS.values()),
        "indicators": _indicators,
        "cities": lambda: _cities(data),
        "targets": _targets,
        "editions": lambda: map(str, editions()),
    }
    return lists[store.named(what, lists, "list")]()


def _cities(data: Path) -> Iterable[str]:
    own = {key: load_city(key) for key in cities()}
    yield from (f"{key}\t{city.area}\t{city.name}\ta file of its own" for key, city in own.items())
    names = store.read_table(TABLES["areas"], data).set_index("code")["name_nl"]
    rest = {key: code for key, code in municipalities(data).items() if key not in own}
    yield from (f"{key}\t{code}\t{short(names[code])}\twithout" for key, code in rest.items())


def _sources() -> Iterable[str]:
    return (f"{s.name}\t{s.publisher}\t{s.licence}\t{s.coverage}" for s in SOURCES.values())


def _indicators() -> Iterable[str]:
    return (
        f"{i.key}\t{i.code}\t{i.level}\t{i.unit}\t{i.names['nl']} — {i.names['en']}"
        for i in INDICATORS.values()
    )


def _targets() -> Iterable[str]:
    return (
        f"{key}\t{t.indicator}\t{t.area}\t{t.year}\t{t.value:g} {t.unit}\t{t.document}\t{t.url}"
        for key in cities()
        for t in load_city(key).targets
    )


def sources_markdown() -> str:
    """``data/README.md``: each source with publisher, licence, coverage, vintage and hash."""
    parts = [OPENING]
    for table in TABLES.values():
        parts.append(f"\n## {table.key}\n\n{table.title}. Licence of the table: {table.licence}.\n")
        for source in table.sources:
            carrier = f" (carried by {source.carrier})" if source.carrier else ""
            caveats = "".join(f"\n  - {caveat}" for caveat in source.caveats)
            parts.append(
                f"\n- **{source.title}**, `{source.name}`{carrier}\n"
                f"  - publisher: {source.publisher}, <{source.landing_page}>\n"
                f"  - licence: {source.licence}; retrieved {source.retrieved.isoformat()}\n"
                f"  - covers: {source.coverage}\n"
                f"  - file: `{source.published}`, sha256 `{source.sha256}`{caveats}\n"
            )
    return "".join(parts)


def indicators_markdown() -> str:
    """``docs/method.md``: each indicator's formula, unit and source, from its docstring."""
    parts = [METHOD]
    for i in INDICATORS.values():
        code = f" ({i.code})" if i.code else ""
        parts.append(
            f"\n## {i.names['en']}{code}\n\n"
            f"*{i.names['nl']}* · `{i.key}` · unit: {i.unit} · level: {i.level} · "
            f"better: {i.better} · tables: {', '.join(i.tables)}\n\n"
            f"```text\n{inspect.getdoc(i.compute)}\n```\n"
        )
    return "".join(parts)


METHOD = """# How each figure is made

This page is generated from the docstrings:
`circular-metrics list indicators --markdown > docs/method.md`.
"""

OPENING = """# The data and where they come from

This page is generated: `circular-metrics list sources --markdown > data/README.md`.

`processed/` holds the tidy tables that this project makes, each as a CSV with a JSON file beside it
that names its sources, their sha256, the rows read and kept, and what cleaning did. An empty cell
is a missing value; it is never a zero. `raw/claims/` holds figures typed from pages, each with its
address; `raw/breaks.csv` the years at which a series changes its definition. The published files
themselves are not kept here (see `raw/README.md`).

A table carries the licence of what it was made from: tables from the Open Repair Data are
CC BY-SA 4.0, and whoever passes them on must keep that licence and name the Open Repair Alliance.
"""

MARKDOWN = {"sources": sources_markdown, "indicators": indicators_markdown}


def markdown(what: str) -> str:
    """Sources or indicators as a page.

    Raises
    ------
    UnknownNameError
        If there is no page of ``what``.
    """
    return MARKDOWN[store.named(what, MARKDOWN, "list as Markdown")]()
