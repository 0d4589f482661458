"""Problem texts: what dirt they hold, counted, and how it is taken out where a text is used.

Neither texts nor brands are given out: matching releases and classifying faults use them cleaned,
and the log says how many rows had which dirt.
"""

import html
import re
import unicodedata

import numpy as np
import pandas as pd
import pyarrow as pa

from circular_metrics.clean.repair.columns import Column
from circular_metrics.clean.repair.rules import Finding
from circular_metrics.clean.repair.scan import Texts

UNKNOWN_TEXTS = ("unknown", "onbekend", "unbekannt", "ukendt", "inconnu")
GARBLED_MARKS = ("Ã", "â€", "√", "?§")  # one of them is in all that GARBLED finds
GARBLED = re.compile("Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|√[§©®∂]|\\?§")
LITERAL_BREAK = re.compile(r"\\r\\n|\\[rn]")
MARKUP = re.compile(r"&(?:[a-zA-Z]+|#\d+);|</?[a-zA-Z][^<>]*>")
NAMED_EMOJI = re.compile(r"\\N\{([A-Z0-9 \-]+)\}")
FILLER = re.compile(r"(?:\s*\. \. \.)+\s*$|^\s*\.+\s*")
FORMULA, ADDRESS = b"=+-@", ("http://", "https://", "www.")
LONGEST = 2048  # at which a partner's export cuts
# What was lost in a conversion before publication can only be looked up, not computed.
LOST = {"K?§rcher": "Kärcher", "K√§rcher": "Kärcher"}


def text_findings(problem: pd.Series, brand: Column) -> list[Finding]:
    """How many records have each kind of dirt in their text or brand."""
    texts = Texts(problem)

    def hold(form: re.Pattern, *marks: str) -> np.ndarray:
        rows = texts.hold(*marks)
        some = np.flatnonzero(rows)
        found = texts.array.take(pa.array(some)).to_pylist() if len(some) else []
        rows[some] = [form.search(text) is not None for text in found]
        return rows

    dotted = texts.hold(". . .") | texts.begin_with(b".")
    lengths = np.diff(texts.starts)
    cut = lengths >= LONGEST
    return [
        Finding(
            "V2",
            hold(GARBLED, *GARBLED_MARKS)
            | brand.rows([not b.isascii() and bool(GARBLED.search(b)) for b in brand.labels]),
        ),
        Finding("T1", hold(LITERAL_BREAK, "\\")),
        Finding("T2", hold(MARKUP, "&", "<")),
        Finding("T3", texts.hold("[emoji]", "\\N{")),
        Finding("T4", dotted | texts.are(UNKNOWN_TEXTS) | cut),
        Finding("T5", texts.begin_with(FORMULA) | texts.hold(*ADDRESS)),
    ]


def clean_text(text: str) -> str:
    """A text without the dirt that exports put into it: rules V2 and T1 to T4.

    >>> clean_text("Lekt\\\\r\\\\nen stopt. . . ."), clean_text("Akku &amp; Kabel")
    ('Lekt en stopt.', 'Akku & Kabel')
    """
    text = ungarbled(LITERAL_BREAK.sub(" ", text))
    text = html.unescape(MARKUP.sub(lambda m: m[0] if m[0][0] == "&" else " ", text))
    text = NAMED_EMOJI.sub(_emoji, text)
    text = " ".join(FILLER.sub("", text).split())
    return "" if text.casefold() in UNKNOWN_TEXTS else text


def _emoji(found: re.Match) -> str:
    """The character of a name, or the name where there is no such character."""
    try:
        return unicodedata.lookup(found[1])
    except KeyError:
        return found[0]


def ungarbled(text: str) -> str:
    """A text read in the wrong encoding put right, only where the way back is exact.

    >>> ungarbled("KÃ¤rcher"), ungarbled("canâ€™t"), ungarbled("Ä Ã§"), ungarbled("K?§rcher")
    ('Kärcher', 'can’t', 'Ä Ã§', 'Kärcher')
    """
    for lost, found in LOST.items():
        text = text.replace(lost, found)
    while GARBLED.search(text):
        better = _once_back(text)
        if better == text:
            break
        text = better
    return text


def _once_back(text: str) -> str:
    """One wrong reading undone; the text itself where that cannot be done without loss."""
    for wrong in ("cp1252", "latin-1", "mac-roman"):
        try:
            better = text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
        if better.encode("utf-8").decode(wrong) == text:
            return better
    return text
