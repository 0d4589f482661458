"""SDMX-CSV 1.0 and 2.x as Eurostat writes them: one row per cell, with codes or with labels."""

import csv
import re
import warnings

import numpy as np
import pandas as pd

from circular_metrics.cells import (
    ACTIONS,
    NUMBER,
    long_frame,
    pack,
    refuse,
    split_dimensions,
)
from circular_metrics.cells import PERIOD as PERIOD_PATTERN
from circular_metrics.cells.numbers import POWERS, commas_are_decimal, scaled
from circular_metrics.codelists.waste import FLAG_LABELS, OBS_STATUS
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import parse_delimited, rows_as_lines

FIRST_COLUMN = re.compile(
    r'^"?(?:DATAFLOW|STRUCTURE)(?:\[.?\])?(?:: ?[^,;\t|"]*)?"?(?P<sep>[,;\t|])', re.IGNORECASE
)
HEAD = ("DATAFLOW", "LAST UPDATE", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION")
KEYS = ("SERIES_KEY", "OBS_KEY")  # 2.x may repeat the dimensions in one text
PERIOD, VALUE = "TIME_PERIOD", "OBS_VALUE"
FLAG = ("OBS_FLAG", "OBS_STATUS")
CONFIDENTIAL = "CONF_STATUS"
SPECIAL = (*HEAD, *KEYS, PERIOD, VALUE, *FLAG, CONFIDENTIAL)
OURS = {"FREQ": "freq", "UNIT": "unit", "GEO": "geo"}  # dimensions that Eurostat writes small
AREA = "REF_AREA"  # the name of `geo` in the other agencies' structures
MULTIPLE = re.compile(r"\[.?\]$")  # 2.x: the column may hold several values
LABELLED = re.compile(r"(?P<code>[A-Za-z_]\w*): ?(?P<label>.+)")
MISSING = ("", ":", "NaN", "#N/A")  # the last two by the specification of 2.x
MULTIPLIER = "UNIT_MULT"
TRAILING = "(behind the last column)"
IDENTIFIER = re.compile(r"(?:[^:]+:)?(?P<dataset>[^():]+)(?:\([^)]*\))?(?:: .*)?")


def is_sdmx_csv(header: str) -> bool:
    """Whether a first line is one of SDMX-CSV, or of an excerpt without its first columns."""
    return bool(FIRST_COLUMN.match(header)) or {PERIOD, VALUE} <= set(re.findall(r"\w+", header))


def read_sdmx_csv(text: str, name: str) -> pd.DataFrame:
    """An SDMX-CSV file; the first line says which version, separator and kind of labels."""
    found = FIRST_COLUMN.match(text)
    sep = found["sep"] if found else max(",;\t|", key=text.partition("\n")[0].count)
    frame = _parse(text, name, sep)
    with rows_as_lines(text, sep):
        return _read(_without_trailing(frame, name), sep, name)


def _read(frame: pd.DataFrame, sep: str, name: str) -> pd.DataFrame:
    """The rows in the shape that all layouts share."""
    frame = _codes_only(_named(frame))
    _refuse_columns(frame, name)
    frame[VALUE] = _with_point(frame[VALUE].str.strip(), sep)
    frame[VALUE] = frame[VALUE].mask(frame[VALUE].isin(MISSING), "")
    for column in {PERIOD, "ACTION", *FLAG, CONFIDENTIAL} & {*frame.columns}:
        frame[column] = frame[column].str.partition(": ")[0].str.strip()
    _refuse_rows(frame, name)
    if MULTIPLIER in frame:
        powers = _powers(frame).astype(int)
        frame[VALUE] = [scaled(v, p) for v, p in zip(frame[VALUE], powers, strict=True)]
    return _long(frame, name)


def _parse(text: str, name: str, sep: str) -> pd.DataFrame:
    """The rows as text. Foreign-trade files end each row, but not the header, in a separator."""
    header, _, rest = text.partition("\n")
    first = next(csv.reader([rest.partition("\n")[0]], delimiter=sep), [])
    names = next(csv.reader([header], delimiter=sep))
    if len(first) == len(names) + 1:
        text = f"{header}{sep}{TRAILING}\n{rest}"
    with warnings.catch_warnings():
        # pandas warns and drops where a row is longer than the header; here that is refused
        warnings.simplefilter("error", pd.errors.ParserWarning)
        try:
            return parse_delimited(text, name, (), sep)
        except pd.errors.ParserWarning as warning:
            problem = Problem(
                file=name, found="rows with more cells than the header", expected=f"{len(names)}"
            )
            raise BadInputError([problem]) from warning


def _without_trailing(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The frame without the unnamed last column, which must be empty."""
    if TRAILING not in frame:
        return frame
    filled = frame.index[frame[TRAILING] != ""]
    refuse(
        [
            Problem(
                file=name,
                row=int(row) + 2,
                found=f"{frame.loc[row, TRAILING]!r} behind the last column",
                expected="nothing",
            )
            for row in filled
        ]
    )
    return frame.drop(columns=TRAILING)


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the names of its columns as the standard and Eurostat write them."""
    bare = {name: MULTIPLE.sub("", name.strip()) for name in frame.columns}
    special = {name.upper(): name for name in SPECIAL}
    names = {old: OURS.get(new, special.get(new.upper(), new)) for old, new in bare.items()}
    if "geo" not in names.values():
        names |= {old: "geo" for old, new in names.items() if new == AREA}
    return frame.rename(columns=names)


def _with_point(values: pd.Series, sep: str) -> pd.Series:
    """Numbers with a decimal point; where no comma divides the cells, one may mark decimals."""
    if sep == "," or not commas_are_decimal(values.unique()):
        return values
    return values.str.replace(",", ".")


def _codes_only(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without the names that stand beside the codes, or with them in one cell."""
    both = {n: found["code"] for n in frame.columns if (found := LABELLED.fullmatch(n))}
    for name in both:
        frame[name] = frame[name].str.partition(": ")[0]
    frame = _named(frame.rename(columns=both))
    components = [name for name in frame.columns if name not in (*HEAD, *KEYS)]
    if "STRUCTURE_NAME" in frame and {PERIOD, VALUE} <= set(components[::2]):
        frame = frame.drop(columns=components[1::2])
    return frame.drop(columns=[name for name in KEYS if name in frame])


def _refuse_columns(frame: pd.DataFrame, name: str) -> None:
    """Refuse a file without period or value, or of version 2 without its identifier."""
    needed = (*(("STRUCTURE_ID",) if "STRUCTURE" in frame else ()), PERIOD, VALUE)
    header = ", ".join(map(repr, frame.columns[:30]))
    refuse(
        [
            Problem(file=name, row=1, found=f"columns {header}", expected=f"also {column!r}")
            for column in needed
            if column not in frame
        ]
    )


def _refuse_rows(frame: pd.DataFrame, name: str) -> None:
    """Refuse values that are no number, periods that are none, deletions, and repeated cells."""
    dimensions = _dimensions(frame)
    tests = {
        VALUE: (
            ~frame[VALUE].str.fullmatch(f"(?:{NUMBER})?"),
            "a number that can mean one thing, or nothing",
        ),
        PERIOD: (~frame[PERIOD].str.strip().isin(_periods(frame)), "a time period"),
        ", ".join([*dimensions, PERIOD]): (
            frame.duplicated([*_head(frame), *dimensions, PERIOD]),
            "each cell once",
        ),
    }
    if "ACTION" in frame:
        tests["ACTION"] = (~frame["ACTION"].isin(ACTIONS), f"one of {ACTIONS[1:]}")
    if MULTIPLIER in frame:
        is_power = _powers(frame).str.fullmatch(r"-?\d{1,2}")
        tests[MULTIPLIER] = (~is_power, "a power of ten, such as 3 for thousands")
    problems = []
    for column, (wrong, expected) in tests.items():
        for row in np.flatnonzero(wrong):
            found = repr(frame[column].iloc[row]) if column in frame else "a cell printed before"
            problems.append(
                Problem(file=name, row=int(row) + 2, column=column, found=found, expected=expected)
            )
    refuse(sorted(problems, key=lambda problem: problem.row))


def _powers(frame: pd.DataFrame) -> pd.Series:
    """The power of ten by which each value is to be multiplied, as text."""
    words = frame[MULTIPLIER].str.partition(": ")[0].str.strip().str.casefold()
    return words.map(lambda text: str(POWERS.get(text, text or "0")))


def _periods(frame: pd.DataFrame) -> list[str]:
    """The period texts that are periods."""
    return [text for text in frame[PERIOD].str.strip().unique() if PERIOD_PATTERN.fullmatch(text)]


def _head(frame: pd.DataFrame) -> list[str]:
    """The columns that say which dataset a row is of."""
    return [name for name in ("DATAFLOW", "STRUCTURE_ID") if name in frame]


def _dimensions(frame: pd.DataFrame) -> list[str]:
    """The columns that say which cell a row is.

    All that come before the value; behind it only those that Eurostat writes small, since an
    attribute, which may stand there too, has capitals.
    """
    before = frame.columns[: frame.columns.get_loc(VALUE)]
    return [
        name for name in frame.columns if (name in before or name.islower()) and name not in SPECIAL
    ]


def _long(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The frame in the shape that all layouts share."""
    length = len(frame)
    dimensions = _dimensions(frame)
    columns: dict[str, object] = split_dimensions(
        {column: _categories(frame[column]) for column in dimensions}, length
    )
    for identifier in _head(frame):
        columns["dataset"] = _categories(frame[identifier].map(_dataset))
    columns["period"] = _categories(frame[PERIOD])
    columns["value"] = frame[VALUE]
    flag = next((column for column in FLAG if column in frame), None)
    if "LAST UPDATE" in frame:
        columns["updated"] = _categories(frame["LAST UPDATE"])
    if flag:
        columns["flag"] = _categories(frame[flag].map(_letters))
    if CONFIDENTIAL in frame:
        columns["conf_status"] = _categories(frame[CONFIDENTIAL].map(_status))
    known = {*HEAD, *dimensions, PERIOD, VALUE, flag, CONFIDENTIAL}
    others = [column for column in frame.columns if column not in known]
    columns["attributes"] = pack({c: _categories(frame[c]) for c in others}, length)
    long = long_frame(columns, length)
    if MULTIPLIER in frame and (times := int((_powers(frame) != "0").sum())):
        meaning = "values multiplied by the power of ten that the file gives"
        long.attrs["account"] = [("power", times, meaning)]
    if flag == "OBS_STATUS":
        used = {part for text in long["flag"].unique() for part in text}
        long.attrs["meanings"] = {part: OBS_STATUS[part] for part in sorted(used & {*OBS_STATUS})}
    return long


def _letters(flag: str) -> str:
    """The letters of a flag that a file of labels spells out."""
    bare = flag.replace("definition differs, see", "definition differs (see")
    parts = [FLAG_LABELS.get(part.strip().casefold()) for part in bare.split(", ")]
    return "".join(parts) if all(parts) else flag


def _status(status: str) -> str:
    """The code of a confidentiality status that a file of labels spells out."""
    word = status.strip().casefold()
    return {"confidential": "C", "free": "F", "free (free for publication)": "F"}.get(word, status)


def _categories(column: pd.Series) -> pd.Categorical:
    """A column of text with few distinct values, blanks around them gone."""
    return pd.Categorical(column.str.strip())


def _dataset(identifier: str) -> str:
    """``cei_wm020`` from ``ESTAT:CEI_WM020(1.0)``."""
    found = IDENTIFIER.fullmatch(identifier)
    return found["dataset"] if found else identifier
