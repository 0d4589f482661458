"""An annual series anybody may have made: ``year,value[,low,high]`` as delimited text.

Header in English, Dutch or French, in any order; comma, semicolon or tab between the cells; point
or comma in the numbers, for thousands or for decimals, but not both ways in one file.
"""

import math
import re
from pathlib import Path

import pandas as pd

from circular_metrics.cells import refuse
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import UTF16_MARKS, decode, parse_delimited, read_bytes

NAMES = {
    "year": ("year", "jaar", "période", "periode", "period", "année", "annee", "time_period"),
    "value": ("value", "waarde", "valeur", "obs_value"),
    "low": ("low", "lower", "laag", "ondergrens", "bas"),
    "high": ("high", "upper", "hoog", "bovengrens", "haut"),
}
GAPS = {"", ":", "-", "–", "..", "na", "nan", "n/a", "nb", "n.b."}
POINT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
COMMA = re.compile(r"[+-]?\d+,\d+")
ENGLISH = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}")  # 1,234.5
DUTCH = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+|[+-]?\d{1,3}(\.\d{3}){2,}")  # 1.234,5
GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")  # thousands, as far as it shows
EITHER = re.compile(r"[+-]?(\d{1,3},|[1-9]\d{0,2}\.)\d{3}")  # or decimals: the file must tell
FARTHEST = 100  # power of ten, either way: further on, squares leave what a machine can hold


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
    table = _numbers(raw, path.name, _writing(raw, separator), problems)
    problems += _bounds(table, path.name) + _twice(table, path.name)
    refuse(sorted(problems, key=lambda problem: problem.row))
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


def _writing(raw: pd.DataFrame, separator: str) -> str:
    """How numbers are written here: ``english``, ``dutch``, ``comma``, ``point`` or ``unknown``.

    1,234.5 is English and 1.234,5 Dutch; 1,5 tells of a comma alone. A mark that may everywhere
    stand for thousands or for decimals is unknown: a comma between commas, a point elsewhere.
    """
    cells = [_bare(c) for name in raw if name not in ("place", "year") for c in raw[name]]
    for name, shape in (("english", ENGLISH), ("dutch", DUTCH)):
        if any(shape.fullmatch(cell) for cell in cells):
            return name
    commas = [cell for cell in cells if COMMA.fullmatch(cell)]
    points = [cell for cell in cells if "." in cell and POINT.fullmatch(cell)]
    doubtful = commas if separator == "," else [] if commas else points
    if doubtful and all(EITHER.fullmatch(cell) for cell in doubtful):
        return "unknown"
    return "comma" if commas else "point"


def _bare(cell: str) -> str:
    """A number's text without spaces, with a plain minus sign."""
    return cell.replace(" ", "").replace("−", "-")


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


def _numbers(raw: pd.DataFrame, name: str, writing: str, problems: list[Problem]) -> pd.DataFrame:
    """Years and numbers of the rows that can be read; the others are added to ``problems``."""
    rows = []
    for record in raw.to_dict("records"):
        row: dict[str, float] = {"place": record["place"]}
        before = len(problems)
        if re.fullmatch(r"[12]\d{3}(\.0)?", record["year"]):
            row["year"] = int(record["year"][:4])
        else:
            problems.append(_problem(name, record, "year", "a year of four digits"))
        for key in ("value", "low", "high"):
            try:
                row[key] = _number(record.get(key, ""), writing)
            except ValueError as error:
                problems.append(_problem(name, record, key, str(error)))
        if len(problems) == before:
            rows.append(row)
    return pd.DataFrame(rows, columns=["place", "year", "value", "low", "high"])


def _number(cell: str, writing: str) -> float:
    """A cell as a number; missing where it is a gap."""
    if cell.casefold() in GAPS:
        return math.nan
    bare = _bare(cell)
    if writing == "unknown" and EITHER.fullmatch(bare):
        mark = "comma" if "," in bare else "point"
        raise ValueError(f"a number without a {mark} that may stand for thousands or for decimals")
    if writing == "english" and (ENGLISH.fullmatch(bare) or GROUPED.fullmatch(bare)):
        bare = bare.replace(",", "")
    elif writing == "dutch" and any(s.fullmatch(bare) for s in (DUTCH, GROUPED, COMMA)):
        bare = bare.replace(".", "").replace(",", ".")
    elif writing in ("comma", "dutch") and "." in bare:
        raise ValueError("a decimal comma as elsewhere in the file: the point may mean either")
    elif COMMA.fullmatch(bare) and writing != "english":
        bare = bare.replace(",", ".")
    if not POINT.fullmatch(bare):
        raise ValueError("a number")
    if (found := float(bare)) and not 10.0**-FARTHEST <= abs(found) <= 10.0**FARTHEST:
        raise ValueError(f"a number from 1e-{FARTHEST} to 1e{FARTHEST}")
    return found


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
