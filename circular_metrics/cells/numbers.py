"""A printed number whichever way it marks thousands and decimals; what may mean two is refused."""

import re
from collections.abc import Iterable
from decimal import Decimal

SPACES = re.compile(r"[\s\u00a0\u202f']+(?=\d)")  # between groups of digits
PLAIN = re.compile(r"[+-]?\d+(?:[eE][+-]?\d+)?")
EITHER = re.compile(r"[+-]?[1-9]\d{0,2}(?P<mark>[.,])\d{3}")  # 1.234: thousands or decimals
DECIMALS = re.compile(r"[+-]?(?:\d*)(?P<mark>[.,])\d+(?:[eE][+-]?\d+)?")
GROUPS = re.compile(r"[+-]?\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})+")  # 1.234.567
BOTH = re.compile(r"[+-]?\d{1,3}(?:(?P<group>[.,])\d{3})+(?!(?P=group))(?P<mark>[.,])\d+")
OTHER = {".": ",", ",": "."}
COMMAS = re.compile(r"(?<![\d,])(?P<whole>\d+),(?P<rest>\d+)(?![\d,])")
POWERS = {"units": 0, "tens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9}


class NotANumber(Exception):
    """Text that is no number, or that may be two: what was expected instead."""


def decimal_mark(texts: Iterable[str]) -> str:
    """What stands before the decimals in these cells: ``,``, ``.``, or ``""`` if they do not tell.

    Only cells that can be read in one way have a say, as ``1.234,5``, ``12,5`` and ``0.234``.

    >>> decimal_mark(["1.234", "12,5"]), decimal_mark(["1.234"]), decimal_mark(["1,5", "2.5"])
    (',', '', '')
    """
    marks = {mark for text in texts if (mark := _own_mark(_joined(text)))}
    return marks.pop() if len(marks) == 1 else ""


def as_number(text: str, mark: str = "") -> str:
    """The number as text with a decimal point and nothing else, every printed digit kept.

    ``mark`` is the decimal mark of the cells around it, which settles what ``1.234`` is.

    >>> as_number("1.234,50"), as_number("1,234.5"), as_number("1 234"), as_number("1.234", ",")
    ('1234.50', '1234.5', '1234', '1234')

    Raises
    ------
    NotANumber
        With what was expected.
    """
    joined = _joined(text)
    if PLAIN.fullmatch(joined):
        return joined.removeprefix("+")
    own = _own_mark(joined)
    if not own and EITHER.fullmatch(joined):
        if not mark:
            thousands, decimals = re.sub(r"[.,]", "", joined), joined.replace(",", ".")
            raise NotANumber(f"{thousands} or {decimals} written so that it can only mean one")
        own = mark
    if not own:
        raise NotANumber("a number")
    bare = joined.replace(OTHER[own], "").replace(own, ".").removeprefix("+")
    return f"0{bare}" if bare.startswith(".") else bare


def commas_are_decimal(texts: Iterable[str]) -> bool:
    """Whether a comma marks decimals in all of these cells: one tells, and none has a point.

    ``1,234`` alone does not tell: it may be a thousand. ``12,5`` and ``0,234`` do.

    >>> commas_are_decimal(["12,5 b", "1,234"]), commas_are_decimal(["1,234"])
    (True, False)
    """
    tells = False
    for text in texts:
        if "." in text:
            return False
        found = COMMAS.search(text)
        tells |= bool(found) and not EITHER.fullmatch(found[0])
    return tells


def scaled(number: str, power: int) -> str:
    """A number times ten to a power as text, every printed digit kept; ``""`` stays ``""``.

    >>> scaled("7290.5", 3), scaled("15", -1), scaled("", 3)
    ('7290500', '1.5', '')
    """
    return f"{Decimal(number).scaleb(power):f}" if number and power else number


def _joined(text: str) -> str:
    """The text without blanks between its groups of digits."""
    return SPACES.sub("", text.strip()).replace("\u2212", "-")


def _own_mark(text: str) -> str:
    """The decimal mark that a number shows by itself, or nothing."""
    if found := BOTH.fullmatch(text):
        return found["mark"]
    if found := GROUPS.fullmatch(text):
        return OTHER[found["mark"]]
    if EITHER.fullmatch(text):
        return ""
    found = DECIMALS.fullmatch(text)
    return found["mark"] if found else ""
