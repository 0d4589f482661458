"""Brands: one spelling for each, and which words say that it is not known."""

import re
import unicodedata
from collections.abc import Sequence

from pyarrow import compute

from circular_metrics.clean.repair.columns import Column
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.clean.repair.texts import GARBLED, ungarbled

# A brand called NA exists; only "n/a" says that there is none.
UNKNOWN_BRAND = (
    r"(?i)^(?:unknown|onbekend|unbekannt|ukendt|inconnue?|geen|geen merk|zonder merk|no name"
    r"|n/a|nvt|n\.v\.t\.?|[?/.\-]+|x+)$"
)
ALIASES = {
    "de longhi": "delonghi",
    "de'longhi": "delonghi",
    "krups": "krups",
    "russel hobbs": "russell hobbs",
    "hewlett packard": "hp",
    "hewlett-packard": "hp",
    "phillips": "philips",
    "philps": "philips",
    "kaercher": "karcher",
    "rowentha": "rowenta",
}
MANY_WORDS = 6


def clean_brand(brand: str) -> str:
    """A brand's one spelling; ``""`` where it is unknown or a whole sentence.

    Letters lose case and accents, so that Kärcher and Karcher meet; digits, which belong to a
    model, stay.

    >>> clean_brands([" Kärcher ", "De'Longhi", "Onbekend", "NA"])
    ['karcher', 'delonghi', '', 'na']
    """
    if is_unknown(brand) or _is_sentence(brand):
        return ""
    plain = unicodedata.normalize("NFKD", ungarbled(brand).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = " ".join(plain.replace("’", "'").split())
    return ALIASES.get(plain, plain)


def is_unknown(brand: str) -> bool:
    """Whether the words say that the brand is not known."""
    return re.match(UNKNOWN_BRAND, brand.strip()) is not None


def _is_sentence(brand: str) -> bool:
    """Whether it has more words than a brand has."""
    return len(brand.split()) > MANY_WORDS


def clean_brands(brands: Sequence[str]) -> list[str]:
    """The one spelling of each."""
    return [clean_brand(brand) for brand in brands]


def brand_findings(brand: Column) -> list[Finding]:
    """How many records name a brand as a sentence, say that it is unknown, or garble it."""
    trimmed = compute.utf8_trim_whitespace(brand.kinds)
    words = compute.list_value_length(compute.utf8_split_whitespace(trimmed))
    unknown = compute.match_substring_regex(trimmed, UNKNOWN_BRAND)
    garbled = compute.match_substring_regex(brand.kinds, GARBLED.pattern)
    return [
        Finding("V1", brand.rows(compute.or_(unknown, compute.greater(words, MANY_WORDS)))),
        Finding("V2", brand.rows(garbled)),
    ]
