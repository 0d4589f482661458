"""Brands: one spelling for each, and which words say that it is not known."""

import unicodedata
from collections.abc import Sequence

from circular_metrics.clean.repair.columns import Column
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.clean.repair.texts import ungarbled

# A brand called NA exists; only "n/a" says that there is none.
UNKNOWN_BRANDS = frozenset(
    [
        "unknown",
        "onbekend",
        "unbekannt",
        "ukendt",
        "inconnu",
        "inconnue",
        "geen",
        "geen merk",
        "zonder merk",
        "no name",
        "n/a",
        "nvt",
        "n.v.t",
        "n.v.t.",
    ]
)
STROKES = "?/.-"
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
    plain = brand.strip().casefold()
    return plain in UNKNOWN_BRANDS or (
        plain != "" and not (plain.strip(STROKES) and plain.strip("x"))
    )


def _is_sentence(brand: str) -> bool:
    """Whether it has more words than a brand has."""
    return len(brand) > 2 * MANY_WORDS and len(brand.split()) > MANY_WORDS


def clean_brands(brands: Sequence[str]) -> list[str]:
    """The one spelling of each."""
    return [clean_brand(brand) for brand in brands]


def brand_findings(brand: Column) -> list[Finding]:
    """How many records name a brand in a spelling of their own, or say that it is unknown."""
    none = [is_unknown(label) or _is_sentence(label) for label in brand.labels]
    return [Finding("V1", brand.rows(none))]
