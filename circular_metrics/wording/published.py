"""Texts that came with the data or that define a figure, in Dutch where they are known.

What the code says to a reader goes through ``say``, which refuses a message without Dutch. The
texts here are others': what a figure counts, what a source does not say, titles, coverage, the
documentation of an indicator. A city that hands over a scope of its own words keeps its words.
"""

import re
from functools import cache

from babel.messages.pofile import read_po

from circular_metrics.wording import CATALOGUE, dutch

FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:-\d+)*")
SEPARATORS = str.maketrans(".,", ",.")


@cache
def published() -> dict[str, str]:
    """English text → Dutch text, from the files in ``nl/published``.

    Texts that differ in their figures alone stand there once, with ``{}`` for each figure.
    """
    found: dict[str, str] = {}
    for path in sorted((CATALOGUE / "published").glob("*.po")):
        with path.open("rb") as file:
            found |= {m.id: m.string for m in read_po(file, locale="nl") if m.id and m.string}
    return found


def told(text: str, language: str) -> str:
    """A text of a source or of an indicator in ``language``; as it is where no other is known.

    What a city adds in its own words, behind a colon, stays as it was written.

    >>> told("0.05 % of the buildings; my own words", "en")
    '0.05 % of the buildings; my own words'
    """
    if language == "en" or not text:
        return text
    whole = known(text)
    if whole is not None:
        return whole
    head, colon, own = text.partition(": ")
    if colon and known(head) is not None:
        return f"{known(head)}: {own}"
    return "; ".join(known(part) or part for part in text.split("; "))


def known(text: str) -> str | None:
    """The Dutch of a text, or of one that differs from it in figures alone."""
    exact = published().get(text) or dutch().get(text)
    if exact:
        return exact
    same = published().get(FIGURE.sub("{}", text))
    return same and same.format(*(number.translate(SEPARATORS) for number in FIGURE.findall(text)))
