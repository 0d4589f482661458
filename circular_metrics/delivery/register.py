"""A city's action register: the sheets of a workbook, each cell held against city and catalogue."""

import difflib
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import pandas as pd

from circular_metrics.cells import refuse
from circular_metrics.codelists.register import ANSWERS, COLUMNS, SHEETS, STATUSES
from circular_metrics.delivery.cells import AMBIGUOUS, NotUnderstood, as_date, as_number, as_text
from circular_metrics.delivery.place import Place, find_place, folded, headings_of
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.indicators import INDICATORS
from circular_metrics.model import City
from circular_metrics.readers.workbook import Cell, Sheet

REGISTER = "actions"  # the template's key beside those of the measures
HEADINGS = {c.key: (c.nl, c.en, c.key) for c in COLUMNS}
NEEDED = [c.key for c in COLUMNS if c.is_needed]
ALIKE = 0.85  # how like a known name an unknown one must be to count as mistyped
EURO = re.compile(r"€|\beuro?\b|,-+$", re.IGNORECASE)  # what stands beside an amount
BULLET = re.compile(r"^[-–•*·]\s*")
TITLE = re.compile(r"^(dienst|afdeling|departement|directie|team|department)\s+(of\s+)?")
MARKS = re.compile(r"\s*[,/+&]\s*")  # between names where a semicolon should be
WORDS = re.compile(r"\s*[,/+&]\s*|\s+(?:en|and)\s+")


def is_register(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook has a sheet with the headings of an action register."""
    return any(find_place(sheet, _words(HEADINGS), NEEDED, "") for sheet in sheets)


def receive_register(
    sheets: Sequence[Sheet], city: City, name: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The actions and the answers of a register, each row checked against the city.

    Parameters
    ----------
    sheets : sequence of Sheet
        What ``read_workbook`` gives.
    city : City
        Whose objectives, departments and partners are known.
    name : str
        The file's name, for messages.

    Returns
    -------
    (actions, answers)
        ``action, objective, departments, partners, budget_eur, start, indicators, status,
        additionality``; lists are tuples, an unknown budget is missing. ``answers`` has
        ``objective``, ``question`` and ``answer``, and no row where that sheet is not there.

    Raises
    ------
    BadInputError
        With every cell that is wrong: a needed cell that is blank, a formula, an objective,
        indicator or status that does not exist, a name that looks mistyped, an action twice.
    """
    place = _actions(sheets, name)
    problems: list[Problem] = []
    rows: list[dict] = []
    for number, cells in place.rows():
        if any(cells.values()):
            rows.append(_Row(place, number, cells, city, problems).action())
    table = pd.DataFrame(rows, columns=[*HEADINGS, "row"])
    names = table["action"].astype(str).str.casefold()
    for _, again in table[
        table.assign(action=names).duplicated(["action", "objective"])
    ].iterrows():
        column, found = HEADINGS["action"][0], repr(again["action"])
        problems.append(
            place.problem(row=again["row"], column=column, found=found, expected="each action once")
        )
    answers = _answers(sheets, name, problems)
    refuse(sorted(problems, key=lambda p: p.row or 0))
    return table.drop(columns="row").astype({"start": "int64", "budget_eur": float}), answers


def _words(headings: dict[str, tuple]) -> dict[str, str]:
    """What a heading may say, folded → its key."""
    return {folded(word): key for key, words in headings.items() for word in words}


def _named(sheets: Sequence[Sheet], kind: str) -> Sheet | None:
    """The sheet that is called so, in either language."""
    titles = {sheet.title.strip().casefold(): sheet for sheet in sheets}
    return next((titles[name] for name in SHEETS[kind] if name in titles), None)


def _actions(sheets: Sequence[Sheet], name: str) -> Place:
    """The sheet of actions: by its title, or the one visible sheet that has the headings."""
    sheet = _named(sheets, "actions")
    if sheet is not None:
        return _within(sheet, HEADINGS, NEEDED, name)
    found = [find_place(s, _words(HEADINGS), NEEDED, name) for s in sheets if not s.is_hidden]
    places = [place for place in found if place]
    if len(places) == 1:
        return places[0]
    titles = "sheets " + ", ".join(repr(sheet.title) for sheet in sheets)
    expected = f"a sheet called {' or '.join(map(repr, SHEETS['actions']))}"
    raise BadInputError([Problem(file=name, found=titles, expected=expected)])


def _within(sheet: Sheet, headings: dict, needed: Sequence[str], name: str) -> Place:
    """Where the headings stand on a sheet that must have them."""
    words = _words(headings)
    place = find_place(sheet, words, needed, name)
    if place is not None:
        return place
    rows = sorted({row for row, _ in sheet.cells})
    best = max((headings_of(sheet, words, row) for row in rows), key=len, default={})
    problem = Problem(
        file=name,
        sheet=sheet.title,
        row=1,
        found=f"no {', '.join(headings[key][0] for key in needed if key not in best)}",
        expected=f"columns {', '.join(headings[key][0] for key in needed)}",
    )
    raise BadInputError([problem])


def _answers(sheets: Sequence[Sheet], name: str, problems: list[Problem]) -> pd.DataFrame:
    """What people answered to the guiding questions, as text."""
    sheet = _named(sheets, "questions")
    if sheet is None:
        return pd.DataFrame(columns=list(ANSWERS), dtype=str)
    place = _within(sheet, ANSWERS, list(ANSWERS), name)
    rows = []
    for number, cells in place.rows():
        row = {}
        for key, cell in cells.items():
            try:
                row[key] = _text(cell)
            except NotUnderstood as wrong:
                column = ANSWERS[key][0]
                problems.append(
                    place.problem(
                        row=number, column=column, found=wrong.found, expected=wrong.expected
                    )
                )
        rows.append(row)
    return pd.DataFrame(rows, columns=list(ANSWERS), dtype=str)


def _in_one_line(cell: Cell | None) -> Cell | None:
    """A list that stands one below the other in its cell, with semicolons between instead."""
    if cell is None or not isinstance(cell.value, str):
        return cell
    lines = [BULLET.sub("", line.strip()) for line in cell.value.splitlines()]
    return Cell("; ".join(filter(None, lines)), cell.format, cell.is_formula)


def _text(cell: Cell | None) -> str:
    """A cell as text, blank where there is none; a whole number without its decimal point."""
    if cell is None:
        return ""
    if cell.is_formula:
        raise NotUnderstood(f"the formula {str(cell.value)[:80]!r}", "its value, or plain text")
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return as_text(cell)


@dataclass(frozen=True)
class _Row:
    """One row of the sheet of actions, while its cells are read."""

    place: Place
    number: int
    cells: dict[str, Cell | None]
    city: City
    problems: list[Problem]
    texts: dict[str, str] = field(default_factory=dict)

    def refuse(self, key: str, expected: str, found: str | None = None) -> None:
        """Add what is wrong with a cell."""
        found = repr(self.texts.get(key, "")) if found is None else found
        column = HEADINGS[key][0]
        self.problems.append(
            self.place.problem(row=self.number, column=column, found=found, expected=expected)
        )

    def action(self) -> dict:
        """The row with its types."""
        for column in COLUMNS:
            cell = self.cells.get(column.key)
            try:
                self.texts[column.key] = _text(_in_one_line(cell) if column.is_list else cell)
            except NotUnderstood as wrong:
                self.texts[column.key] = ""
                self.refuse(column.key, wrong.expected, wrong.found)
                continue
            if column.is_needed and not self.texts[column.key]:
                self.refuse(column.key, f"something: {column.meaning_en}")
        return {
            "action": self.texts["action"],
            "objective": self._objective(),
            "departments": self._known("departments", self.city.departments),
            "partners": self._known("partners", self.city.partners),
            "budget_eur": self._budget(),
            "start": self._year(),
            "indicators": self._indicators(),
            "status": self._status(),
            "additionality": self.texts["additionality"],
            "row": self.number,
        }

    def _list(self, key: str) -> list[str]:
        """What stands between the semicolons."""
        return [part.strip() for part in self.texts[key].split(";") if part.strip()]

    def _known(self, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Names as the city writes them; a mistyped one, or several in one, is refused."""
        ours = {name.casefold(): name for name in known}
        names = []
        for name in self._list(key):
            said = name.casefold()
            near = difflib.get_close_matches(TITLE.sub("", said), ours, n=1, cutoff=ALIKE)
            if said not in ours and near:
                self.refuse(key, f"{ours[near[0]]!r}, or a name that is not almost the same")
            elif said not in ours and (
                any(part in ours for part in MARKS.split(said))
                or all(part in ours for part in WORDS.split(said))
            ):
                self.refuse(key, "a semicolon between one name and the next")
            names.append(ours.get(said, name))
        return tuple(dict.fromkeys(names))

    def _indicators(self) -> tuple[str, ...]:
        """Keys of the catalogue."""
        keys = self._list("indicators")
        for key in keys:
            if key not in INDICATORS:
                near = difflib.get_close_matches(key, INDICATORS, n=1)
                such = f" such as {near[0]}" if near else ""
                self.refuse("indicators", f"keys of indicators{such}")
        return tuple(keys)

    def _objective(self) -> str:
        """Key of an objective, written as key, as number or as title."""
        said = self.texts["objective"].casefold()
        for number, objective in enumerate(self.city.objectives, start=1):
            names = {objective.key, str(number), *map(str.casefold, objective.titles.values())}
            if said in names:
                return objective.key
        if said:
            keys = ", ".join(objective.key for objective in self.city.objectives)
            self.refuse("objective", f"one of {keys}")
        return ""

    def _budget(self) -> float:
        """Euro, at most two decimals: a point before three digits stands between thousands."""
        if not self.texts["budget_eur"]:
            return float("nan")
        cell = self.cells["budget_eur"]
        if isinstance(cell.value, str):
            bare = EURO.sub("", cell.value.strip()).strip()
            bare = bare.replace(".", "") if AMBIGUOUS.fullmatch(bare) else bare
            cell = Cell(bare, cell.format, cell.is_formula)
        expected = "an amount in euro, such as 1.234,50"
        try:
            amount = as_number(cell, low=0.0, expected=expected)
        except NotUnderstood:
            amount = float("nan")
        if amount != round(amount, 2):  # so does what is not a number
            self.refuse("budget_eur", expected)
        return amount

    def _year(self) -> int:
        if not self.texts["start"]:
            return 0
        """A year, or that of a day."""
        cell, expected = self.cells["start"], "a year of four digits, or a date such as 31/12/2025"
        with suppress(NotUnderstood):
            cell = Cell(as_date(cell)[:4], cell.format, cell.is_formula)
        try:
            return int(as_number(cell, low=1900, high=2100, whole=True, expected=expected))
        except NotUnderstood:
            self.refuse("start", expected)
            return 0

    def _status(self) -> str:
        said = self.texts["status"].casefold()
        for key, words in STATUSES.items():
            if said in (key, *words):
                return key
        if said:
            names = ", ".join(words[1] for words in STATUSES.values())
            self.refuse("status", f"one of {names}")
        return ""
