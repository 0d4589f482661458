"""An annual series anybody may have made: ``year,value[,low,high]`` as delimited text.

Header in English, Dutch or French, in any order; comma, semicolon or tab between the cells; point
or comma in the numbers, but not both ways in one file.
"""

import math
import re
from pathlib import Path

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import UTF16_MARKS, decode, parse_delimited, read_bytes

NAMES = {
    "year": ("year", "jaar", "période", "periode", "period", "année", "annee", "time_period"),
    "value": ("value", "waarde", "valeur", "obs_value"),
    "low": ("low", "lower", "laag", "ondergrens", "bas"),
    "high": ("high", "upper", "hoog", "bovengrens", "haut"),
}
GAPS = {"", ":", "-", "–", "..", "na", "nan", "n/a", "nb"}
POINT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+")
ENGLISH = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}")  # 1,234.5
EITHER = re.compile(r"[+-]?\d{1,3},\d{3}")  # thousands or three decimals: the file must tell
THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+")
SHOWN = 20  # problems told of one file


def read_annual(path: Path) -> pd.DataFrame:
    """One annual series: ``value``, ``low``, ``high`` by year, in order.

    Parameters
    ----------
    path : Path
        Delimited text with a header. A year whose value is blank is a gap and stays one.

    Returns
    -------
    DataFrame
        Index ``year``. ``low`` and ``high`` are missing where the file gives none. A row that
        stands in the file twice is taken once.

    Raises
    ------
    BadInputError
        With every problem: a missing column, a year or number that is not one, a bound without
        the other or on the wrong side of its value, a year with two different values.
    """
    path = Path(path)
    text = _text(read_bytes(path), path.name)
    separator = _separator(text)
    raw = parse_delimited(text, path.name, (), separator)
    places = [i for i, line in enumerate(text.splitlines(), start=1) if line.strip()][1:]
    raw = _renamed(raw, path.name)
    raw = raw.assign(place=(places + [0] * len(raw))[: len(raw)])
    raw = raw[raw.drop(columns="place").ne("").any(axis=1)]
    problems: list[Problem] = []
    table = _numbers(raw, path.name, _commas(raw, separator), problems)
    if not problems:
        problems += _bounds(table, path.name) + _twice(table, path.name)
    if problems:
        raise BadInputError(problems[:SHOWN])
    return table.drop(columns="place").drop_duplicates("year").set_index("year").sort_index()


def _text(content: bytes, name: str) -> str:
    """UTF-8, or what a spreadsheet on Windows saves: UTF-16 with its mark, or Windows-1252."""
    encodings = ["utf-16"] if content.startswith(UTF16_MARKS) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return decode(content.decode(encoding).encode(), name)
        except UnicodeDecodeError:
            continue
    return decode(content, name)  # refuses it with the place of the byte


def _separator(text: str) -> str:
    """What stands between the cells of the header."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max((",", ";", "\t", "|"), key=header.count)


def _commas(raw: pd.DataFrame, separator: str) -> str:
    """What a comma in a number means here: ``decimal``, ``thousands``, ``unknown`` or ""."""
    cells = [c.replace(" ", "") for name in raw if name not in ("place", "year") for c in raw[name]]
    if any(ENGLISH.fullmatch(cell) for cell in cells):
        return "thousands"
    with_comma = [cell for cell in cells if COMMA.fullmatch(cell)]
    if separator == "," and with_comma and all(EITHER.fullmatch(cell) for cell in with_comma):
        return "unknown"
    return "decimal" if with_comma else ""


def _renamed(raw: pd.DataFrame, name: str) -> pd.DataFrame:
    """The columns by our names, cells stripped; others are left out."""
    ours = {alias: key for key, aliases in NAMES.items() for alias in aliases}
    found = [ours.get(str(column).strip().casefold()) for column in raw.columns]
    keys = [key for key in found if key]
    header = ", ".join(map(repr, map(str, raw.columns)))[:200]
    for key in NAMES:
        if keys.count(key) > 1:
            expected = f"one column for {key!r}"
            raise BadInputError(
                [Problem(file=name, row=1, found=f"columns {header}", expected=expected)]
            )
    missing = [key for key in ("year", "value") if key not in keys]
    if missing:
        expected = f"also {', '.join(map(repr, missing))} (year,value[,low,high])"
        raise BadInputError(
            [Problem(file=name, row=1, found=f"columns {header}", expected=expected)]
        )
    kept = raw.loc[:, [key is not None for key in found]].set_axis(keys, axis=1)
    return kept.apply(lambda cells: cells.str.replace("\u00a0", " ").str.strip())


def _numbers(raw: pd.DataFrame, name: str, commas: str, problems: list[Problem]) -> pd.DataFrame:
    """Years and numbers; what is not one is added to ``problems``."""
    rows = []
    for record in raw.to_dict("records"):
        row: dict[str, float] = {"place": record["place"]}
        if re.fullmatch(r"[12]\d{3}(\.0)?", record["year"]):
            row["year"] = int(record["year"][:4])
        else:
            problems.append(_problem(name, record, "year", "a year of four digits"))
        for key in ("value", "low", "high"):
            try:
                row[key] = _number(record.get(key, ""), commas)
            except ValueError as error:
                problems.append(_problem(name, record, key, str(error)))
        rows.append(row)
    return pd.DataFrame(rows, columns=["place", "year", "value", "low", "high"])


def _number(cell: str, commas: str) -> float:
    """A cell as a number; missing where it is a gap."""
    if cell.casefold() in GAPS:
        return math.nan
    bare = cell.replace(" ", "")
    if commas == "unknown" and EITHER.fullmatch(bare):
        raise ValueError("a number without a comma that may stand for thousands or for decimals")
    if commas == "thousands":
        bare = bare.replace(",", "") if ENGLISH.fullmatch(bare) or EITHER.fullmatch(bare) else bare
    elif COMMA.fullmatch(bare) or (commas == "decimal" and THOUSANDS.fullmatch(bare)):
        if "." in bare and "," not in bare:
            raise ValueError("a decimal comma as elsewhere in the file: the point may mean either")
        bare = bare.replace(".", "").replace(",", ".")
    if not POINT.fullmatch(bare) or not math.isfinite(float(bare)):
        raise ValueError("a number")
    return float(bare)


def _problem(name: str, record: dict, key: str, expected: str) -> Problem:
    return Problem(
        file=name, row=record["place"], column=key, found=repr(record[key]), expected=expected
    )


def _bounds(table: pd.DataFrame, name: str) -> list[Problem]:
    """Rows whose bounds are not on both sides of the value."""
    problems = []
    for row in table[table["value"].notna()].itertuples():
        known = [not math.isnan(bound) for bound in (row.low, row.high)]
        if any(known) and not (all(known) and row.low <= row.value <= row.high):
            found = f"low {row.low:g}, value {row.value:g}, high {row.high:g}"
            problems.append(
                Problem(file=name, row=row.place, found=found, expected="low <= value <= high")
            )
    return problems


def _twice(table: pd.DataFrame, name: str) -> list[Problem]:
    """Years that have two different rows."""
    problems = []
    once = table.drop_duplicates(["year", "value", "low", "high"])
    for year, rows in once[once["year"].duplicated(keep=False)].groupby("year"):
        found = " and ".join(
            f"{v:g} (row {p})" for v, p in zip(rows["value"], rows["place"], strict=True)
        )
        problems.append(
            Problem(
                file=name,
                row=int(rows["place"].iloc[-1]),
                column="year",
                found=f"{int(year)} with {found}",
                expected="one value a year",
            )
        )
    return problems
