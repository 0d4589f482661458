"""Workbooks and delimited text with a table of places in them, read by a publisher's vocabulary."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from circular_metrics.cells import long_frame, pack, refuse
from circular_metrics.cells.grid import Grid, merged_ranges
from circular_metrics.cells.headings import Dialect
from circular_metrics.cells.sheet import Found, read_sheet
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import decode_western, read_bytes
from circular_metrics.readers.workbook import read_workbook
from circular_metrics.unpacking import OLD_EXCEL, ZIP_MAGIC

KEY = ("area", "period", "subject", "unit", "level")


def read_tables(path: Path, dialect: Dialect) -> pd.DataFrame:
    """The tables of places in every sheet of a file, as one long frame of text."""
    path = Path(path)
    content = read_bytes(path)
    if content.startswith((ZIP_MAGIC, OLD_EXCEL)):
        return frame_of(_sheets(path), path.name, dialect)
    return frame_of([_delimited(_text(content, path.name), path.name)], path.name, dialect)


def frame_of(
    grids: Iterable[Grid], name: str, dialect: Dialect, before: Sequence[Problem] = ()
) -> pd.DataFrame:
    """The figures of some grids in the long frame that all layouts share.

    ``before`` are problems found on the way to the grids, refused with those in them.

    Raises
    ------
    BadInputError
        If no grid has a table of places, or any cell cannot be placed.
    """
    grids = list(grids)
    found = {grid.sheet: read for grid in grids if (read := read_sheet(grid, dialect))}
    if not found:
        refuse(before)
        seen = next(
            (
                " | ".join(t for (r, _), t in g.cells.items() if r == min(r for r, _ in g.cells))
                for g in grids
                if g.cells
            ),
            "nothing",
        )
        expected = (
            "a heading with a column of municipalities ("
            + ", ".join((*dialect.roles["name"][:3], *dialect.roles["code"][:3]))
            + ") and columns beside it"
        )
        refuse([Problem(file=name, row=1, found=repr(seen[:100]), expected=expected)])
    figures = [figure for read in found.values() for figure in read.figures]
    problems = [problem for read in found.values() for problem in read.problems]
    once, repeats, contradictions = _once(figures, name)
    refuse(_each_once([*before, *problems, *contradictions]))
    frame = _long(once, dialect)
    frame.attrs["account"] = _account(found, repeats, len(grids) - len(found))
    frame.attrs["aside"] = [row for read in found.values() for row in read.aside]
    return frame


def _sheets(path: Path) -> list[Grid]:
    """The visible sheets of a workbook; a formula gives what was last computed."""
    grids = []
    computed = read_workbook(path, computed=True)
    for sheet, results in zip(read_workbook(path), computed, strict=True):
        if sheet.is_hidden:
            continue
        _refuse_uncomputed(sheet, results, path.name)
        cells = {place: _shown(cell.value, cell.format) for place, cell in results.cells.items()}
        typed = {p for p, c in results.cells.items() if _is_number(c.value)}
        shown = {p for p in typed if "%" in results.cells[p].format}
        merged = merged_ranges(sheet.merged)
        marks = frozenset(typed), frozenset(shown)
        grids.append(Grid(path.name, sheet.title, cells, *marks, merged))
    return grids


def _refuse_uncomputed(sheet, results, name: str) -> None:
    """A formula whose result the workbook does not hold would look like a blank."""
    missing = [p for p, c in sheet.cells.items() if c.is_formula and p not in results.cells]
    grid = Grid(name, sheet.title, {})
    refuse(
        [
            grid.problem(
                *place,
                f"the formula {sheet.cells[place].value!r} without its result",
                "a workbook saved by a spreadsheet program, or the number itself",
            )
            for place in missing
        ]
    )


def _is_number(value: object) -> bool:
    """Whether a cell holds a number, and not text or a date."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: object, form: str) -> str:
    """A cell as text: whole numbers without a point, a percentage as it is shown."""
    if hasattr(value, "year"):
        return f"{value:%Y-%m-%d}"
    if not _is_number(value):
        return str(value).strip()
    if "%" in form:
        value = round(100 * value, 10)
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _text(content: bytes, name: str) -> str:
    """Text in UTF-8, or in the encoding of Western European Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="strict")
    return decode_western(content, name)


def _delimited(text: str, name: str) -> Grid:
    """Delimited text as a grid; what stands most often on its fullest line divides the cells."""
    lines = [line for line in text.splitlines()[:80] if line.strip()]
    if not lines:
        raise BadInputError([Problem(file=name, found="an empty file", expected="data")])
    sep = max(";\t|,", key=lambda mark: sorted(line.count(mark) for line in lines)[len(lines) // 2])
    cells = {}
    try:
        reader = csv.reader(io.StringIO(text), delimiter=sep, strict=True)
        for row, texts in enumerate(reader, 1):
            cells |= {(row, c): t.strip() for c, t in enumerate(texts, 1) if t.strip()}
    except csv.Error as error:
        problem = Problem(file=name, found=str(error), expected="a whole delimited text file")
        raise BadInputError([problem]) from error
    return Grid(name, None, cells)


def _once(
    figures: list[dict[str, str]], name: str
) -> tuple[list[dict[str, str]], int, list[Problem]]:
    """The figures without repetitions; two different ones of the same thing are problems."""
    seen: dict[tuple[str, ...], dict[str, str]] = {}
    problems, repeats = [], 0
    for figure in figures:
        key = tuple(figure[part] for part in KEY)
        first = seen.setdefault(key, figure)
        if first is figure:
            continue
        if first["value"] == figure["value"]:
            repeats += 1
            continue
        where = f"{first['sheet']}!{first['place']}" if first["sheet"] else first["place"]
        column = figure["place"].rstrip("0123456789")
        problems.append(
            Problem(
                file=name,
                sheet=figure["sheet"] or None,
                row=int(figure["place"][len(column) :]),
                column=column,
                found=f"{figure['value'] or 'a blank'!r}, but {first['value']!r} in {where}",
                expected=f"one figure for {', '.join(part for part in key if part)}",
            )
        )
    return list(seen.values()), repeats, problems


def _each_once(problems: list[Problem]) -> list[Problem]:
    """The problems, each told once, in the order of the sheets."""
    return list(dict.fromkeys(problems))


def _account(
    found: dict[str | None, Found], repeats: int, without: int
) -> list[tuple[str, int, str]]:
    """What was met, over all sheets."""
    counts: dict[tuple[str, str], int] = {}
    for read in found.values():
        for key, rows in read.counts.items():
            counts[key] = counts.get(key, 0) + rows
    lines = [(rule, rows, meaning) for (rule, meaning), rows in counts.items()]
    if repeats:
        lines.append(("repeated", repeats, "figures printed twice alike, taken once"))
    if without:
        lines.append(("no_table", without, "sheets without a table of places, left out"))
    return lines


def _long(figures: list[dict[str, str]], dialect: Dialect) -> pd.DataFrame:
    """The figures in the shape that all layouts share."""
    table = pd.DataFrame(figures)
    category = {name: pd.Categorical(table[name]) for name in table}
    length = len(table)
    dimensions = {dialect.measure: category["subject"]}
    if table["level"].any():
        dimensions[dialect.second] = category["level"]
    columns = {name: category[name] for name in ("unit", "area", "period", "flag", "conf_status")}
    columns["value"] = table["value"].astype("str")
    columns["dimensions"] = pack(dimensions, length)
    columns["attributes"] = pack({"name": category["name"]} if table["name"].any() else {}, length)
    return long_frame(columns, length)
