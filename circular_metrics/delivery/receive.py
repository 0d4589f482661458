"""A filled-in template becomes a tidy frame, or the list of every cell that is wrong."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from circular_metrics.delivery.cells import NotUnderstood, as_date, as_number, as_text
from circular_metrics.delivery.declare import COLUMNS, Measure, Template
from circular_metrics.delivery.place import Place, find_place, folded
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers.workbook import Cell, Sheet

DELIVERED = (
    "measure", "year", "detail", "value", "unit", "date", "scope", "note", "status", "file", "row",
)  # fmt: skip


def receive(
    sheets: Sequence[Sheet], templates: Mapping[str, Template], name: str
) -> tuple[Template, pd.DataFrame]:
    """The template that a workbook is, and what was filled in, one row per value.

    Parameters
    ----------
    sheets : sequence of Sheet
        What ``read_workbook`` gives.
    templates : mapping
        The templates that it may be.
    name : str
        The file's name, for messages.

    Returns
    -------
    (Template, DataFrame)
        ``measure``, ``year``, ``detail`` (a code, ``all`` where not split), ``value``, ``unit``,
        ``date``, ``scope``, ``note``, ``status`` (always ``delivered``), ``file`` and ``row``.
        A row without value and year is not filled in, and left out: absent is not zero.

    Raises
    ------
    BadInputError
        With every cell that is wrong, by sheet, row and column.
    """
    place = _place(sheets, name)
    template = _template(place, templates, name)
    problems = _structure(place)
    rows: list[dict[str, object]] = []
    for row, cells in place.rows():
        _read_row(place, row, cells, template, rows, problems)
    problems += _twice(rows, place)
    if not rows and not problems:
        problems.append(place.problem(found="no value filled in", expected="at least one"))
    if problems:
        raise BadInputError(problems)
    frame = pd.DataFrame(rows, columns=list(DELIVERED))
    return template, frame.sort_values(["measure", "year", "detail"], ignore_index=True)


def _place(sheets: Sequence[Sheet], name: str) -> Place:
    """The one visible sheet with the headings; they may stand lower and in another order."""
    wanted = [column.key for column in COLUMNS if column.required]
    words = {known: column.key for column in COLUMNS for known in column.known_as}
    found = [place for sheet in sheets if (place := find_place(sheet, words, wanted, name))]
    shown = [place for place in found if not place.sheet.is_hidden]
    if len(shown) == 1:
        return shown[0]
    expected = "one visible sheet with the headings " + ", ".join(
        column.heading for column in COLUMNS if column.required
    )
    hidden = ", ".join(repr(place.sheet.title) for place in found if place.sheet.is_hidden)
    said = f"{len(shown)} such sheets among " + ", ".join(repr(sheet.title) for sheet in sheets)
    if hidden:
        said += f"; hidden: {hidden}"
    raise BadInputError([Problem(file=name, found=said, expected=expected)])


def _template(place: Place, templates: Mapping[str, Template], name: str) -> Template:
    """The template whose measures the sheet names."""
    column = place.columns["measure"]
    said = {folded(c.value) for (r, k), c in place.sheet.cells.items() if k == column}
    hits = {t.key: sum(m.key in said for m in t.measures) for t in templates.values()}
    best = max(hits, key=lambda key: hits[key])
    if hits[best]:
        return templates[best]
    expected = f"codes of one of the templates {', '.join(templates)}"
    raise BadInputError(
        [place.problem(column="measure", found="none of our codes", expected=expected)]
    )


def _structure(place: Place) -> list[Problem]:
    """Merged cells below the headings, and a heading twice: it is unclear which value is meant."""
    problems = [
        place.problem(row=place.row, column=said, found="this column twice", expected="once")
        for said in place.repeated
    ]
    for area in place.sheet.merged:
        last = int(re.findall(r"\d+", area)[-1])
        if last > place.row:
            found = f"merged cells {area}"
            problems.append(place.problem(row=last, found=found, expected="single cells"))
    return problems


def _read_row(
    place: Place,
    row: int,
    cells: Mapping[str, Cell | None],
    template: Template,
    rows: list[dict[str, object]],
    problems: list[Problem],
) -> None:
    """Add a row's values to ``rows``, or what is wrong with it to ``problems``."""
    filled = {key for key, cell in cells.items() if cell is not None}
    if not filled & {"detail", "year", "value", "date", "scope", "note"}:
        return
    measures = {measure.key: measure for measure in template.measures}
    code = cells["measure"]
    measure = None if code is None else measures.get(folded(code.value))
    record: dict[str, object] = {"file": place.file, "row": row, "status": "delivered"}
    if measure is None:
        found = "a blank" if code is None else _shown(code)
        column, expected = place.cell_name("measure", row), "one of " + ", ".join(measures)
        problems.append(place.problem(row=row, column=column, found=found, expected=expected))
    unit = cells.get("unit")
    if measure is not None and unit is not None and folded(unit.value) != folded(measure.unit):
        column, expected = place.cell_name("unit", row), f"{measure.unit}, and the value in it"
        problems.append(
            place.problem(row=row, column=column, found=_shown(unit), expected=expected)
        )
    for key in ("year", "value", "detail", "date", "scope", "note"):
        try:
            record[key] = _understood(key, cells.get(key), measure)
        except NotUnderstood as wrong:
            column = place.cell_name(key, row)
            problems.append(
                place.problem(row=row, column=column, found=wrong.found, expected=wrong.expected)
            )
    if measure is not None:
        rows.append(record | {"measure": measure.key, "unit": measure.unit})


def _shown(cell: Cell) -> str:
    """A cell's content, cut to what fits in a message."""
    return repr(cell.value)[:80]


def _understood(key: str, cell: Cell | None, measure: Measure | None) -> object:
    """What a cell says, typed; raises ``NotUnderstood``."""
    if cell is not None and cell.is_formula:
        raise NotUnderstood(f"the formula {_shown(cell)}", "its value (paste special: values)")
    if key in ("year", "value") and cell is None:
        raise NotUnderstood("a blank", f"a {key}, or the whole row left blank")
    if key == "year":
        return int(
            as_number(cell, low=1990, high=2100, whole=True, expected="a year, such as 2025")
        )
    if key == "value":
        return _value(cell, measure)
    if key == "detail":
        return _detail(cell, measure)
    if cell is None:
        return ""
    return as_date(cell) if key == "date" else as_text(cell)


def _value(cell: Cell, measure: Measure | None) -> float | None:
    """The value within the measure's bounds."""
    if measure is None:
        return None
    is_percent = measure.kind == "percent"
    high = 100.0 if is_percent and measure.high is None else measure.high
    whole = measure.kind == "whole"
    bounds = f"at least {measure.low:g}" if high is None else f"from {measure.low:g} to {high:g}"
    expected = f"a {'whole ' if whole else ''}number {bounds}, in {measure.unit}"
    return as_number(
        cell, low=measure.low, high=high, whole=whole, percent=is_percent, expected=expected
    )


def _detail(cell: Cell | None, measure: Measure | None) -> str:
    """The code of a choice, given as code or in either language."""
    if cell is None or measure is None:
        return "all"
    known = {
        folded(said): code
        for code, names in measure.details.items()
        for said in (code, names["nl"], names["en"], f"{names['en']} ({code})")
    } or {"all": "all", "totaal": "all"}
    code = known.get(folded(cell.value))
    if code is None:
        raise NotUnderstood(_shown(cell), "one of " + ", ".join(dict.fromkeys(known.values())))
    return code


def _twice(rows: Sequence[dict], place: Place) -> list[Problem]:
    """A measure, year, split and scope that is filled in more than once."""
    seen: dict[tuple, int] = {}
    problems = []
    for record in rows:
        key = tuple(record.get(k) for k in ("measure", "year", "detail", "scope"))
        first = seen.setdefault(key, int(record["row"]))
        if first != record["row"] and None not in key[:2]:
            found = f"{key[0]}, {key[1]}, {key[2]} again"
            expected = f"once (it stands in row {first}); another scope makes it another figure"
            problems.append(place.problem(row=record["row"], found=found, expected=expected))
    return problems
