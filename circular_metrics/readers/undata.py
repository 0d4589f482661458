"""UNdata's CSV: a row per country and year, footnotes by number, their texts at the foot."""

import re
from pathlib import Path

import pandas as pd

from circular_metrics.cells import NUMBER, PERIOD, long_frame, pack, refuse
from circular_metrics.errors import Problem
from circular_metrics.readers import decode_western, parse_delimited, read_bytes, separator_of

ROLES = {
    "area": ("country or area", "country or territory", "reference area", "country", "area"),
    "period": ("year", "year(s)", "time period", "period"),
    "value": ("value", "quantity"),
    "unit": ("unit", "units"),
}
FOOTNOTES = re.compile(r'^"?(?:fn|footnote)SeqID"?[,;|\t].*', re.MULTILINE | re.DOTALL)
FOOTNOTE = re.compile(r'^"?(\d+)"?[,;|\t]"?(.*?)"?$', re.MULTILINE)  # quotes in it are not doubled
NOTED = " footnotes"
NO_VALUE = ("", "..", "...", "-", ":", "NaN")
EXPORTED = re.compile(r"_(\d{4})(\d{2})\d{2}_\d{6,}")  # year, month, day, time of day
WITHOUT_TEXT = "a footnote whose text the file does not hold"


def read_undata(path: Path) -> pd.DataFrame:
    """A CSV that UNdata exported, as one long frame of text.

    Numbers of footnotes are flags; their texts, at the foot of the file, are what the flags mean.
    The file names neither its series nor its update: the month of the export is its vintage.

    Returns
    -------
    DataFrame
        The columns ``cells.COLUMNS``; ``area`` is the country's name as published.

    Raises
    ------
    BadInputError
        For a missing column, a value, year or country that is none, or two different values for
        the same cell; names every row.
    """
    path = Path(path)
    raw, meanings = _parse(path)
    roles = _roles(raw, path.name)
    value = raw[roles["value"]].str.replace("\u00a0", "", regex=False)
    value = value.mask(value.isin(NO_VALUE), "")
    _refuse_cells(raw, roles, value, path.name)
    noted = next((c for c in raw if c.casefold().endswith(NOTED)), None)
    names = [c for c in raw if c not in {*roles.values(), noted} and raw[c].any()]
    keys = [*names, *(column for role, column in roles.items() if role != "value")]
    repeated = raw.assign(**{roles["value"]: value}).duplicated()
    _refuse_twice(raw[~repeated], keys, roles["value"], path.name)
    kept = raw[~repeated].assign(**{roles["value"]: value})
    frame = _long(kept, roles, names, noted, path.stem)
    used = {part for text in frame["flag"].unique() for part in text.split(",") if part}
    frame.attrs["meanings"] = {part: meanings.get(part, WITHOUT_TEXT) for part in sorted(used)}
    if repeated.any():
        meaning = "rows printed twice alike, taken once"
        frame.attrs["account"] = [("repeated", int(repeated.sum()), meaning)]
    if exported := EXPORTED.search(path.stem):
        frame.attrs["vintage"] = f"{exported[1]}-{exported[2]}"
    return frame


def _long(
    kept: pd.DataFrame, roles: dict[str, str], names: list[str], noted: str | None, stem: str
) -> pd.DataFrame:
    """The rows in the shape that all layouts share."""
    columns: dict[str, object] = {
        role: pd.Categorical(kept[column]) for role, column in roles.items() if role != "value"
    }
    columns["value"] = kept[roles["value"]].reset_index(drop=True)
    columns["dimensions"] = pack({n: pd.Categorical(kept[n]) for n in names}, len(kept))
    columns["dataset"] = stem  # the file names no series: two exports must stay two datasets
    if noted:
        columns["flag"] = pd.Categorical(kept[noted].str.replace(" ", "", regex=False))
    return long_frame(columns, len(kept))


def _parse(path: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows as text, and the footnotes by number."""
    text = decode_western(read_bytes(path), path.name)
    foot = FOOTNOTES.search(text)
    body = text[: foot.start()] if foot else text
    expected = "a CSV of UNdata with columns such as Country or Area, Year, Value"
    sep = separator_of(body, path.name, ",;|\t", expected)
    raw = parse_delimited(body, path.name, (), sep).rename(columns=str.strip)
    raw = raw.apply(lambda cells: cells.str.strip())
    return raw, dict(FOOTNOTE.findall(foot[0])) if foot else {}


def _roles(raw: pd.DataFrame, name: str) -> dict[str, str]:
    """Which column holds what; a unit need not be there."""
    known = {column.casefold(): column for column in raw}
    roles = {
        role: next((known[word] for word in words if word in known), None)
        for role, words in ROLES.items()
    }
    header = ", ".join(map(repr, raw.columns[:30]))
    refuse(
        [
            Problem(
                file=name,
                row=1,
                found=f"columns {header}",
                expected=f"also a column of {role}s: {ROLES[role][0].capitalize()!r}",
            )
            for role in ("area", "period", "value")
            if roles[role] is None
        ]
    )
    return {role: column for role, column in roles.items() if column}


def _refuse_cells(raw: pd.DataFrame, roles: dict[str, str], value: pd.Series, name: str) -> None:
    """Refuse every cell that is not what its column holds."""
    tests = {
        "area": (raw[roles["area"]] != "", "a country or area"),
        "period": (raw[roles["period"]].str.fullmatch(PERIOD.pattern), "a year"),
        "value": (value.str.fullmatch(f"(?:{NUMBER})?"), "a number or nothing"),
    }
    problems = [
        Problem(
            file=name,
            row=int(row) + 2,
            column=roles[role],
            found=repr(raw.loc[row, roles[role]]),
            expected=expected,
        )
        for role, (is_right, expected) in tests.items()
        for row in raw.index[~is_right]
    ]
    refuse(sorted(problems, key=lambda problem: problem.row))


def _refuse_twice(kept: pd.DataFrame, keys: list[str], value: str, name: str) -> None:
    """Refuse a second, other value of the same cell."""
    refuse(
        [
            Problem(
                file=name,
                row=int(row) + 2,
                column=value,
                found=f"{kept.loc[row, value]!r}, and another value or footnote before",
                expected="each cell once",
            )
            for row in kept.index[kept.duplicated(keys)]
        ]
    )
