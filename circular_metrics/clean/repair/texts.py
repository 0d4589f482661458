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
from pyarrow import compute

from circular_metrics.clean.repair.arrow import POOL, arrow_of, starts_of
from circular_metrics.clean.repair.rules import Finding

UNKNOWN_TEXTS = ("unknown", "onbekend", "unbekannt", "ukendt", "inconnu")
GARBLED = re.compile("Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|√[§©®∂]|\\?§")
LITERAL_BREAK = re.compile(r"\\r\\n|\\[rn]")
MARKUP = re.compile(r"&(?:[a-zA-Z]+|#\d+);|</?[a-zA-Z][^<>]*>")
NAMED_EMOJI = re.compile(r"\\N\{([A-Z0-9 \-]+)\}")
FILLER = re.compile(r"(?:\s*\. \. \.)+\s*$|^\s*\.+\s*")
LONGEST = 2048  # at which a partner's export cuts
# What was lost in a conversion before publication can only be looked up, not computed.
LOST = {"K?§rcher": "Kärcher", "K√§rcher": "Kärcher"}
DIRT = {
    "V2": GARBLED.pattern,
    "T1": LITERAL_BREAK.pattern,
    "T2": MARKUP.pattern,
    "T3": r"\[emoji\]|\\N\{",
    "T4": rf"\. \. \.|^\.|^(?i:[\s\p{{Z}}]*(?:{'|'.join(UNKNOWN_TEXTS)})[\s\p{{Z}}]*)$",
    "T5": r"^[=+\-@]|https?://|www\.",
}


def text_findings(problem: pd.Series) -> list[Finding]:
    """How many records have each kind of dirt in their text."""
    texts = arrow_of(problem)
    rows = dict.fromkeys(DIRT, np.zeros(len(texts), dtype=bool))
    lengths = np.diff(starts_of(texts))
    if lengths.any():  # one pass finds the few texts that have any dirt at all
        some = np.flatnonzero(_hold(texts, "|".join(DIRT.values())))
        few = compute.take(texts, pa.array(some), memory_pool=POOL)
        rows = {rule: _at(some[_hold(few, form)], len(texts)) for rule, form in DIRT.items()}
    rows["T4"] = rows["T4"] | (lengths >= LONGEST)
    return [Finding(rule, found) for rule, found in rows.items()]


def _at(places: np.ndarray, rows: int) -> np.ndarray:
    """A mask of so many rows, true at these places."""
    mask = np.zeros(rows, dtype=bool)
    mask[places] = True
    return mask


def _hold(texts: pa.LargeStringArray, form: str) -> np.ndarray:
    """Which texts hold the form."""
    return np.asarray(compute.match_substring_regex(texts, form, memory_pool=POOL))


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
