"""Any table of official statistics as one long table, whatever its layout was."""

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from circular_metrics.codelists.waste import CONF_STATUS, CONFIDENTIAL_FLAG, FLAGS, SUPPRESSED
from circular_metrics.errors import BadInputError, Problem, UnknownLabelError
from circular_metrics.model import Cleaned, Kind
from circular_metrics.readers.eurostat import read_eurostat
from circular_metrics.schemas.waste import SERIES

LOG = ("rule", "rows", "meaning")
DATES = ("%d/%m/%y %H:%M:%S", "%d/%m/%Y %H:%M:%S")  # as SDMX-CSV 1.0 prints its LAST UPDATE
FREQUENCY = re.compile(r"[A-Z]?")  # a label such as "Annual" is longer than a code


@dataclass(frozen=True)
class Flags:
    """How a publisher writes flags: the parts of one text, what each means, which withhold."""

    parts: Callable[[str], Sequence[str]]
    meanings: Mapping[str, str]
    withheld: tuple[str, ...]


EUROSTAT_FLAGS = Flags(tuple, FLAGS, (CONFIDENTIAL_FLAG, SUPPRESSED))


def clean_series(raw: pd.DataFrame, file: str, flags: Flags = EUROSTAT_FLAGS) -> Cleaned:
    """Any table of official statistics as one long table.

    Parameters
    ----------
    raw : DataFrame
        The long frame of text that a reader gives. Its ``attrs`` may hold ``account`` (lines for
        the log), ``aside`` (rows for the quarantine), ``meanings`` of flags and ``vintage``.
    file : str
        The file's name; the dataset is called after it where the layout does not name one.
    flags : Flags
        How this publisher writes flags.

    Returns
    -------
    Cleaned
        ``table`` has the columns of ``schemas.waste.SERIES``, one row per published cell in the
        file's order. A cell without a value stays, its value missing; nothing is filled in.

    Raises
    ------
    UnknownLabelError
        For a flag or confidentiality status that has no meaning on record.
    BadInputError
        For a date of update in no known form.
    """
    meanings = Flags(flags.parts, {**flags.meanings, **_given(raw, flags)}, flags.withheld)
    _refuse_unknown(raw, file, meanings)
    updated = _mapped(raw["updated"], lambda text: _iso(text, file))
    table = pd.DataFrame(
        {
            "dataset": _mapped(raw["dataset"], lambda text: (text or _named(file)).lower()),
            **{name: _mapped(raw[name]) for name in ("freq", "dimensions", "unit", "area")},
            "period": _mapped(raw["period"]),
            **_numbers(raw),
            "flag": _mapped(raw["flag"]),
            "confidential": _confidential(raw, flags),
            "updated": updated,
            "vintage": _vintage(raw, updated),
            "attributes": _mapped(raw["attributes"]),
        },
        copy=False,
    )
    with ThreadPoolExecutor(1) as pool:
        log = pool.submit(_log, table, raw, meanings)  # it goes through all cells, as checking does
        SERIES.validate(table, lazy=True, inplace=True)  # without a copy: it changes nothing
        _refuse_infinite(table, file)
    aside = raw.attrs.get("aside")
    return Cleaned(table, log.result(), pd.DataFrame(aside) if aside else None)


def _numbers(raw: pd.DataFrame) -> dict[str, np.ndarray]:
    """Values and the decimals that they are printed with, of text or as the reader gives them."""
    if "decimals" in raw:
        return {name: raw[name].to_numpy() for name in ("value", "decimals")}
    texts = pa.array(raw["value"], type=pa.string())
    values = pc.cast(pc.if_else(pc.equal(texts, ""), None, texts), pa.float64())
    return {"value": values.to_numpy(zero_copy_only=False), "decimals": _decimals(texts)}


def _refuse_infinite(table: pd.DataFrame, file: str) -> None:
    """A number too large for any figure, as ``1e400``, would become infinite."""
    values = table["value"].to_numpy()
    ends = (extreme.reduce(values, initial=np.nan) for extreme in (np.fmin, np.fmax))
    if not np.isinf(list(ends)).any():
        return
    places = table[["dimensions", "unit", "area", "period"]][np.isinf(values)]
    problems = [
        Problem(
            file=file,
            found=f"an infinite number for {' | '.join(w for w in place if isinstance(w, str))}",
            expected="a figure",
        )
        for place in places.itertuples(index=False)
    ]
    raise BadInputError(problems)


def _given(raw: pd.DataFrame, flags: Flags) -> dict[str, str]:
    """What the file itself says that its flags mean."""
    meanings = {}
    for codes, labels in raw.attrs.get("meanings", {}).items():
        parts = flags.parts(codes)
        words = labels.split("; ") if len(parts) > 1 else [labels]
        if len(parts) == len(words):
            meanings |= dict(zip(parts, words, strict=True))
    return meanings


def _vintage(raw: pd.DataFrame, updated: pd.Categorical) -> pd.Categorical:
    """Year and month of the publisher's update, or what the file's name tells."""
    given = raw.attrs.get("vintage")
    if given and not len(updated.categories):
        return pd.Categorical([given] * len(raw))
    return _mapped(updated, lambda text: text[:7])


def _named(file: str) -> str:
    """The dataset's code by the file's name, for a layout that does not carry it."""
    return file.partition(".")[0].removeprefix("estat_")


def _mapped(
    column: pd.Series | pd.Categorical, rename: Callable[[str], str] = str
) -> pd.Categorical:
    """A column of codes renamed code by code; ``""`` becomes missing."""
    old = _categories(column)
    new = [rename(text) for text in old.categories.tolist()]
    kept = [text for text in dict.fromkeys(new) if text]
    place = {text: n for n, text in enumerate(kept)}
    codes = _recoded(old.codes, np.array([place.get(text, -1) for text in new], dtype=np.intp))
    return pd.Categorical.from_codes(codes, pd.Index(kept, dtype="str"), validate=False)


def _categories(column: pd.Series | pd.Categorical) -> pd.Categorical:
    """A column of codes as it is, without a copy; any other made one."""
    values = column.array if isinstance(column, pd.Series) else column
    return values if isinstance(values, pd.Categorical) else pd.Categorical(column)


def _recoded(codes: np.ndarray, places: np.ndarray) -> np.ndarray:
    """New codes for old; looked up one by one, which takes its time, only where they must be."""
    moves = set((places - np.arange(len(places))).tolist())
    if moves <= {0}:
        return codes
    if len(moves) == 1 and codes.min(initial=0) >= 0:
        return codes + codes.dtype.type(moves.pop())
    return np.append(places, -1).astype(codes.dtype)[codes]  # missing, -1, stays so


def _iso(text: str, file: str) -> str:
    """A date of update as ISO 8601."""
    if not text:
        return ""
    for form in DATES:
        try:
            return datetime.strptime(text, form).isoformat()
        except ValueError:
            continue
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        problem = Problem(
            file=file,
            column="LAST UPDATE",
            found=repr(text),
            expected="a date such as '30/09/24 23:00:00' or '2024-09-30T23:00:00+0200'",
        )
        raise BadInputError([problem]) from error
    return text


def _refuse_unknown(raw: pd.DataFrame, file: str, flags: Flags) -> None:
    """Each flag and status must be known, where the publisher's are; all that are not, at once."""
    cells = _categories(raw["flag"])
    lines = []
    for code, text in enumerate(cells.categories):
        if flags.meanings and any(part not in flags.meanings for part in flags.parts(text)):
            rows = np.flatnonzero(cells.codes == code)
            first = raw.iloc[rows[0]][["dimensions", "unit", "area", "period"]]
            place = " | ".join(str(word) for word in first if word)
            lines.append(f"{file}, flags: found {text!r} in {len(rows)} cells, first {place}")
    if lines:
        known = ", ".join(f"{letter} ({meaning})" for letter, meaning in flags.meanings.items())
        lines.append(f"expected letters of {known}")
    status = _categories(raw["conf_status"]).categories
    unknown = [code for code in status if code.upper() not in CONF_STATUS]
    if unknown:
        expected = f"expected one of {sorted(CONF_STATUS)}"
        lines.append(f"{file}, CONF_STATUS: found {unknown}; {expected}")
    if lines:
        raise UnknownLabelError("\n".join(lines))


def _confidential(raw: pd.DataFrame, flags: Flags) -> np.ndarray:
    """Whether the publisher withholds a cell, by its status or its flag."""
    status = _categories(raw["conf_status"])
    flag = _categories(raw["flag"])
    by_status = np.array([CONF_STATUS[code.upper()] for code in status.categories], dtype=bool)
    withheld = set(flags.withheld)
    by_flag = np.array([bool(withheld & {*flags.parts(t)}) for t in flag.categories], dtype=bool)
    held = [codes for codes, by in ((status.codes, by_status), (flag.codes, by_flag)) if by.any()]
    none = np.zeros(len(raw), dtype=bool)
    return none if not held else by_status[status.codes] | by_flag[flag.codes]


def _decimals(numbers: pa.Array) -> np.ndarray:
    """How many digits each number has behind its decimal point; 0 where there is no number."""
    point = pc.find_substring(numbers, ".").to_numpy(zero_copy_only=False)
    length = pc.binary_length(numbers).to_numpy(zero_copy_only=False)
    decimals = np.where(point < 0, 0, length - point - 1)
    powers = pc.match_substring(numbers, "e", ignore_case=True).to_numpy(zero_copy_only=False)
    for place in np.flatnonzero(powers):
        mantissa, _, power = numbers[int(place)].as_py().lower().partition("e")
        decimals[place] = max(len(mantissa.partition(".")[2]) - int(power), 0)
    return decimals.astype("int8")


def _counts(column: pd.Series) -> dict[str, int]:
    """How many rows have each of few texts; the missing have none."""
    cells = _categories(column)
    counts = ((t, np.count_nonzero(cells.codes == n)) for n, t in enumerate(cells.categories))
    return {text: int(rows) for text, rows in counts if rows}


def _log(table: pd.DataFrame, raw: pd.DataFrame, flags: Flags) -> pd.DataFrame:
    """What was met, a line per rule."""
    empty = np.isnan(table["value"].to_numpy())
    labelled = [name for name in table["freq"].cat.categories if not FREQUENCY.fullmatch(name)]
    lines = [
        ("cells", len(table), "cells in the file"),
        (
            "missing",
            np.count_nonzero(empty & ~table["confidential"].to_numpy()),
            "without a value; kept missing",
        ),
        ("confidential", np.count_nonzero(table["confidential"]), "withheld by the publisher"),
        (
            "named_by_file",
            _counts(raw["dataset"]).get("", 0),
            "the layout names no dataset; it is called after the file",
        ),
        (
            "no_update",
            len(table) - sum(_counts(table["updated"]).values()),
            "the file names no date of update",
        ),
        (
            "labels",
            sum(n for text, n in _counts(table["freq"]).items() if text in labelled),
            "labels stand where codes are usual; kept as published",
        ),
    ]
    counts = _counts(table["flag"])
    met = dict.fromkeys(part for text in counts for part in flags.parts(text))
    for part in sorted(met, key=[*flags.meanings, *met].index):
        rows = sum(n for text, n in counts.items() if part in flags.parts(text))
        meaning = flags.meanings.get(part, "a mark of the publisher, kept as published")
        lines.append((f"flag_{part}", rows, f"flagged {part}: {meaning}"))
    lines += raw.attrs.get("account", [])
    return pd.DataFrame(lines, columns=LOG)


EUROSTAT = Kind(
    key="eurostat",
    title="Any Eurostat table: TSV, SDMX-CSV 1.0 or 2.x, JSON-stat 2.0; gzipped or not",
    output="series",
    read=partial(read_eurostat, parsed=True),
    clean=clean_series,
)
