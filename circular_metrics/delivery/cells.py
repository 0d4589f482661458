"""What a cell says: Belgian numbers and dates, and text that no spreadsheet will run."""

import re
from datetime import date, datetime

from circular_metrics.readers.workbook import Cell

NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}([.\u00a0\u202f ]\d{3})+)(,\d+)?")  # 1234,5 and 1.234,5
POINT = re.compile(r"[+-]?\d+\.\d+")  # 12.5: a decimal point, unless three digits follow it
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
BELGIAN = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
RUNS = re.compile(r"[=@\t\r]|[+-](?![\d\s.,])")


class NotUnderstood(Exception):
    """A cell that does not hold what it must: what was found, what was expected."""

    def __init__(self, found: str, expected: str):
        """Keep both for the message, which also names the place."""
        self.found, self.expected = found, expected
        super().__init__(found)


def as_number(
    cell: Cell,
    *,
    expected: str,
    low: float | None = None,
    high: float | None = None,
    whole: bool = False,
    percent: bool = False,
) -> float:
    """The number in a cell, typed or written the Belgian way, within its bounds.

    A cell that the spreadsheet shows as a percentage holds a fraction: 88,5 % is 0.885.
    """
    value = _number(cell, expected, percent)
    if whole and value != round(value):
        raise NotUnderstood(repr(cell.value), expected)
    if (low is not None and value < low) or (high is not None and value > high):
        raise NotUnderstood(repr(cell.value), expected)
    return value


def _number(cell: Cell, expected: str, percent: bool) -> float:
    """The number without its bounds."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        shown_as_percent = "%" in cell.format
        if shown_as_percent and not percent:
            raise NotUnderstood(f"{100 * value:g} %", expected)
        return round(100 * value, 12) if shown_as_percent else float(value)
    if not isinstance(value, str):
        raise NotUnderstood(_shown(value), expected)
    text = value.strip()
    if percent:
        text = text.removesuffix("%").strip()
    if AMBIGUOUS.fullmatch(text):
        thousands, decimal = text.replace(".", ""), text.replace(".", ",")
        raise NotUnderstood(repr(value), f"{thousands} or {decimal}: a point may mean either")
    if NUMBER.fullmatch(text):
        return float(re.sub(r"[.\u00a0\u202f ]", "", text).replace(",", "."))
    if POINT.fullmatch(text):
        return float(text)
    raise NotUnderstood(_shown(value), expected)


def as_date(cell: Cell) -> str:
    """The day in a cell as ``YYYY-MM-DD``; day before month, as in Belgium."""
    value, expected = cell.value, "a date such as 31/12/2025"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    text = value.strip() if isinstance(value, str) else ""
    belgian, iso = BELGIAN.fullmatch(text), ISO.fullmatch(text)
    try:
        if belgian:
            day, month, year = map(int, belgian.groups())
            return date(year, month, day).isoformat()
        if iso:
            return date(*map(int, iso.groups())).isoformat()
    except ValueError:
        pass
    raise NotUnderstood(_shown(value), expected)


def as_text(cell: Cell) -> str:
    """Text on one line; what a spreadsheet would run as a formula is refused."""
    text = " ".join(str(cell.value).split())
    if RUNS.match(str(cell.value)) or RUNS.match(text):
        raise NotUnderstood(_shown(cell.value), "text that does not begin like a formula")
    return text


def _shown(value: object) -> str:
    """A value as it is shown in a message."""
    return repr(value)[:80]
