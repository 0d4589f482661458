"""Numbers and findings in words, Dutch and English from one source.

English is the language of the messages in the code; the files in ``nl/``, one per subject,
hold their Dutch.
"""

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from circular_metrics.errors import UnknownNameError
from circular_metrics.model import LANGUAGES
from circular_metrics.units import unit

CATALOGUE = Path(__file__).parent / "nl"
LOCALES = {"nl": "nl_BE", "en": "en_GB"}
NONE = "–"
FINEST = 6  # decimals at most, to show how wide an interval is
SMALLEST_POWER, LARGEST_POWER = -5, 14  # of ten, within which a number is written out
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@cache
def dutch() -> dict[str, str]:
    """English message → Dutch message, from every file of the catalogue.

    Raises
    ------
    UnknownNameError
        If two files give one message in different words: chance would decide which is shown.
    """
    found: dict[str, str] = {}
    for name, messages in _catalogue().items():
        mine = {en: nl for many in messages for en, nl in zip(*many, strict=True) if en and nl}
        twice = sorted(m for m in set(mine) & set(found) if mine[m] != found[m])
        if twice:
            raise UnknownNameError(f"{name}: said otherwise in another file: {twice}")
        found |= mine
    return found


@cache
def singular() -> dict[str, str]:
    """Message about ``{n}`` of something → the message about one of it.

    The entries of the catalogue with a ``msgid_plural``, as gettext has them.
    """
    messages = [english for many in _catalogue().values() for english, _ in many]
    return {english[1]: english[0] for english in messages if len(english) == 2}


@cache
def _catalogue() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """File → its messages, English and Dutch, each in one form or in two."""
    found = {}
    for path in sorted(CATALOGUE.glob("*.po")):
        with path.open("rb") as file:
            found[path.name] = [
                (_forms(m.id), _forms(m.string)) for m in read_po(file, locale="nl") if m.id
            ]
    return found


def _forms(text: str | Sequence[str]) -> tuple[str, ...]:
    """One form, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def listed(words: Sequence[object], language: str) -> str:
    """Several words as a sentence names them: ``a, b and c``."""
    return format_list([str(word) for word in words], locale=LOCALES[language])


def say(message: str, language: str, **values: object) -> str:
    """A message in ``language``, with its values in place; of one thing where ``n`` is one.

    Raises
    ------
    UnknownNameError
        If the language is unknown, or the message has no Dutch.
    """
    if language not in LANGUAGES:
        raise UnknownNameError(f"no language {language!r}. Known: {', '.join(LANGUAGES)}")
    if str(values.get("n")) == "1":
        message = singular().get(message, message)
    if language == "nl":
        if message not in dutch():
            raise UnknownNameError(f"wording/nl: no Dutch for {message!r}")
        message = dutch()[message]
    return message.format(**values) if values else message


def number(value: float | None, language: str, decimals: int = 0) -> str:
    """A number as the language writes it (43,4 or 43.4); a missing one is a dash.

    >>> number(1234.5, "nl", 1), number(1234.5, "en", 1), number(None, "nl")
    ('1.234,5', '1,234.5', '–')
    """
    if value is None or math.isnan(value):
        return NONE
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(
        round(value, decimals) + 0.0, pattern, locale=LOCALES[language], decimal_quantization=False
    )


def on_one_scale(values: tuple[float, ...], language: str) -> list[str]:
    """Numbers with as many decimals as give three digits of the first; else powers of ten.

    >>> on_one_scale((0.0, -1.5, 1.5), "en"), on_one_scale((-2e-12, 0.0), "nl")
    (['0.00', '-1.50', '1.50'], ['-2,00 × 10⁻¹²', '0'])
    """
    size = abs(values[0]) or max(map(abs, values)) or 100.0
    power = math.floor(math.log10(size))
    if SMALLEST_POWER <= power <= LARGEST_POWER:
        return [number(value, language, max(0, 2 - power)) for value in values]
    shown = f" × 10{str(power).translate(SUPERSCRIPT)}"
    return [number(value / 10.0**power, language, 2) + shown if value else "0" for value in values]


def quantity(value: float | None, unit_key: str, language: str, decimals: int | None = None) -> str:
    """A number with its unit, a non-breaking space between; a plain count is a number alone."""
    shown = unit(unit_key)
    digits = shown.decimals if decimals is None else decimals
    if value is None or math.isnan(value):
        return NONE
    if unit_key == "count":
        return number(value, language, digits)
    return f"{number(value, language, digits)}\u00a0{shown.label(language)}"


def interval(
    low: float | None, high: float | None, unit_key: str, language: str, decimals: int | None = None
) -> str:
    """``low to high``, ``at least low``, or a dash where no interval is known.

    With more decimals than the unit has, where its own are too coarse to show how wide it is.
    """
    digits = unit(unit_key).decimals if decimals is None else decimals
    if low is None or math.isnan(low):
        return NONE
    if high is None or math.isnan(high):
        return say("at least {low}", language, low=number(low, language, digits))
    while digits < FINEST and 0 < high - low < 2 / 10**digits:
        digits += 1
    between = say("to", language)
    return f"{number(low, language, digits)} {between} {number(high, language, digits)}"
