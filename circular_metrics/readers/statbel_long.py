"""Any of Statbel's open data as one long frame: files with ``|``, their zips, be.STAT's JSON."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from circular_metrics.cells import long_frame, pack, refuse
from circular_metrics.cells.numbers import commas_are_decimal
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import (
    ZIP_MAGIC,
    decode_western,
    parse_delimited,
    read_bytes,
    read_json,
    rows_as_lines,
    separator_of,
)
from circular_metrics.readers.statbel import read_statbel
from circular_metrics.readers.statbel_views import PLACES, period_of, place_and_period, records

AREA = (
    *("CD_REFNIS", "CD_MUNTY_REFNIS", "REFNIS", "CD_REFNIS_MUNTY", "CD_MUN_REFNIS", "NIS_code"),
    *("nis_code", "nis", "NIS", "REFNIS_CODE", "CD_SECTOR", "CD_STAT_SECTOR"),
)
YEAR = ("CD_YEAR", "CD_YR", "YEAR", "year", "y", "jaar", "CD_REF_YEAR", "MS_YEAR")
PART = ("CD_PERIOD", "CD_MONTH", "CD_QUARTER", "CD_TRIMESTER")
MEASURES = ("inhabitants", "population_1_jan", "population", "n", "gr", "value", "MS_VALUE")
LABEL = re.compile(r"TX_.*|.*_(?:NL|FR|DE|EN|nl|fr|de|en)|name|zip")
HIGHER = re.compile(r"CD_(?:.*_)?REFNIS_(?!LVL|LEVEL)\w+|CD_(?:DSTR|PROV|RGN|CNTRY|ARR)\w*_REFNIS")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ ,.\u00a0\u202f]\d{3})+")
NO_VALUE = ("", "nan", "NaN", "NA", ".", "..", "null", "None")
UNITS = {
    "MS_POPULATION": "persons",
    "inhabitants": "persons",
    "population_1_jan": "persons",
    "population": "persons",
    "MS_TOTAL_SURFACE_RES_NEW": "m2",
    "MS_VOLUME_NONRES_NEW": "m3",
}


def read_statbel_long(path: Path) -> pd.DataFrame:
    """A table of Statbel in whichever form, as one long frame of text: a row per place and measure.

    ``CD_REFNIS`` is brought to five digits. ``CD_PERIOD`` 0 is the year as a whole, which is
    another period than its months and never one of them. A view of be.STAT that names no period
    has none.

    Raises
    ------
    BadInputError
        For a file without a place or a measure, a code, period or value that is none, or two
        different values of the same thing; all rows at once.
    """
    path = Path(path)
    content = read_bytes(path)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        document = read_json(path)
        raw, measures = records(document, path.name)
        if not any(name in raw for name in AREA):
            return _views(raw, measures, path.name)
    elif content.startswith(ZIP_MAGIC):
        raw = read_statbel(path, ())
    else:
        return _delimited(content, path.name)
    return _coded(raw.rename(columns=str.strip), path.name)


def _delimited(content: bytes, name: str) -> pd.DataFrame:
    """Delimited text, in UTF-8 or as Western European Windows writes it."""
    text = decode_western(content, name)
    sep = separator_of(text, name, "|;\t,", "columns such as CD_REFNIS|CD_YEAR|MS_POPULATION")
    raw = parse_delimited(text, name, (), sep).rename(columns=str.strip)
    with rows_as_lines(text, sep):
        return _coded(raw, name)


def _views(raw: pd.DataFrame, numeric: Sequence[str], name: str) -> pd.DataFrame:
    """A be.STAT view: the narrowest place, the period if there is one, a row per measure."""
    place, period, problems = place_and_period(raw, name)
    measures = [column for column in numeric if column not in period]
    if place is None or not measures:
        found = ", ".join(map(repr, raw.columns[:20]))
        expected = f"a column of places ({', '.join(PLACES[-1])}) and one of numbers"
        problems.append(Problem(file=name, found=f"headings {found}", expected=expected))
        refuse(problems)
    taken = {*(c for names in PLACES for c in names), *period, *measures}
    names = [column for column in raw if column not in taken]
    periods = period_of(raw, period) if period else pd.Series("", index=raw.index)
    return _melt(raw, measures, names, (place, periods), name, problems, first=1)


def _coded(raw: pd.DataFrame, name: str) -> pd.DataFrame:
    """A table with Statbel's column names: codes are dimensions, ``MS_`` columns are measures."""
    area = next((column for column in AREA if column in raw), None)
    year = next((column for column in YEAR if column in raw), None)
    part = next((column for column in PART if column in raw), None)
    measures = [c for c in raw if c.startswith("MS_") and c != year]
    measures = measures or [column for column in MEASURES if column in raw]
    if area is None or not measures:
        header = ", ".join(map(repr, raw.columns[:30]))
        expected = f"a place ({', '.join(AREA[:4])}) and a measure (MS_…)"
        raise BadInputError(
            [Problem(file=name, row=1, found=f"columns {header}", expected=f"also {expected}")]
        )
    codes = raw[area].str.strip()
    padded = codes.where(~codes.str.fullmatch(r"\d{1,4}"), codes.str.zfill(5))
    problems = _unlike(padded, raw[area], r"[0-9]{5}[0-9A-Z\-]*", name, "a REFNIS code")
    periods, wrong = _periods(raw, year, part, name)
    higher = [column for column in raw if HIGHER.fullmatch(column) and column != area]
    taken = {area, year, part, *measures, *higher}
    names = [
        c for c in raw if c not in taken and not LABEL.fullmatch(c) and not c.startswith("TX_")
    ]
    frame = _melt(raw, measures, names, (padded, periods), name, [*problems, *wrong])
    frame.attrs["account"] += _coded_account(padded, codes, periods, part)
    return frame


def _coded_account(
    padded: pd.Series, codes: pd.Series, periods: pd.Series, part: str | None
) -> list[tuple[str, int, str]]:
    """What was done to codes and periods."""
    lines = []
    short = int((padded != codes).sum())
    if short:
        meaning = "codes that had lost the zero in front, brought to five digits"
        lines.append(("padded", short, meaning))
    if part and (whole := int((~periods.str.contains("-")).sum())):
        meaning = "rows of a whole year; another period than its months, never summed with them"
        lines.append(("whole_year", whole, meaning))
    return lines


def _unlike(
    cells: pd.Series, raw: pd.Series, pattern: str, name: str, expected: str, first: int = 2
) -> list[Problem]:
    """A problem for each cell that does not have the pattern, its rows counted from ``first``."""
    wrong = cells.index[~cells.isin([t for t in cells.unique() if re.fullmatch(pattern, t)])]
    return [
        Problem(
            file=name,
            row=int(row) + first,
            column=str(raw.name),
            found=repr(raw[row]),
            expected=expected,
        )
        for row in wrong
    ]


def _periods(
    raw: pd.DataFrame, year: str | None, part: str | None, name: str
) -> tuple[pd.Series, list[Problem]]:
    """The period of each row: a year, or a month or quarter of it."""
    if year is None:
        in_name = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", name)
        given = in_name[0] if len(in_name) == 1 else ""
        return pd.Series(given, index=raw.index), []
    years = raw[year].str.strip()
    problems = _unlike(years, raw[year], r"(?:19|20)\d\d", name, "a year")
    if part is None:
        return years, problems
    form, highest = ("-Q{}", 4) if part in ("CD_QUARTER", "CD_TRIMESTER") else ("-{:0>2}", 12)
    known = {"0": "", "00": "", "": ""}
    known |= {str(n): form.format(n) for n in range(1, highest + 1)}
    known |= {f"{n:02}": form.format(n) for n in range(1, highest + 1)}
    parts = raw[part].str.strip()
    pattern = "|".join(known)
    problems += _unlike(parts, raw[part], pattern, name, f"0 for the year, or 1 to {highest}")
    return years + parts.map(known).where(parts.isin(known), ""), problems


def _numbers(cells: pd.Series, name: str, first: int) -> tuple[pd.Series, list[Problem]]:
    """The numbers of a measure as text with a decimal point, and the cells that are none.

    Persons are whole: between digits of theirs a mark divides thousands.
    """
    values = cells.str.strip()
    values = values.mask(values.isin(NO_VALUE), "")
    if UNITS.get(str(cells.name)) == "persons":
        grouped = values.str.fullmatch(GROUPED)
        plain = values.where(~grouped, values.str.replace(r"\D", "", regex=True))
        pattern, expected = r"\d+(?:\.0+)?", "a whole number of persons or nothing"
    else:
        decimal = commas_are_decimal(values.unique())
        plain = values.str.replace(",", ".", regex=False) if decimal else values
        pattern, expected = NUMBER.pattern, "a number that can mean one thing, or nothing"
    return plain, _unlike(plain, cells, rf"(?:{pattern})?", name, expected, first)


def _melt(
    raw: pd.DataFrame,
    measures: Sequence[str],
    names: Sequence[str],
    place: tuple,
    name: str,
    problems: Sequence[Problem] = (),
    first: int = 2,
) -> pd.DataFrame:
    """One row per row and measure in the shape that all layouts share; repetitions once.

    Refuses what is wrong with the values together with the ``problems`` found before.
    """
    area, periods = place
    problems, tables = list(problems), []
    for measure in measures:
        plain, wrong = _numbers(raw[measure], name, first)
        problems += wrong
        tables.append(
            raw[list(names)].assign(measure=measure, area=area, period=periods, value=plain)
        )
    refuse(sorted(problems, key=lambda problem: problem.row or 0))
    long = pd.concat(tables, ignore_index=True)
    keys = [*names, "measure", "area", "period"]
    repeated = long.duplicated()
    twice = long[~repeated].duplicated(keys, keep="first")
    refuse(
        [
            Problem(
                file=name,
                row=int(row) % len(raw) + first,
                column=long.loc[row, "measure"],
                found=f"{long.loc[row, 'value']!r}, and another value before",
                expected="one value for each place, period and code",
            )
            for row in twice.index[twice]
        ]
    )
    long = long[~repeated].reset_index(drop=True)
    category = {
        column: pd.Categorical(long[column]) for column in long.columns if column != "value"
    }
    columns = {"area": category["area"], "period": category["period"], "value": long["value"]}
    columns["unit"] = pd.Categorical(long["measure"].map(lambda m: UNITS.get(m, "")))
    columns["dimensions"] = pack({n: category[n] for n in (*names, "measure")}, len(long))
    frame = long_frame(columns, len(long))
    frame.attrs["account"] = [
        line
        for line in (
            ("repeated", int(repeated.sum()), "rows printed twice alike, taken once"),
            (
                "no_period",
                int((long["period"] == "").sum()),
                "the file names no period; none is made up",
            ),
        )
        if line[1]
    ]
    return frame
