"""Dirt in texts and brands: counted, because neither is given out, so that nobody is surprised."""

import pandas as pd

from circular_metrics.clean.repair.rules import Finding

UNKNOWN_BRAND = r"(?i)^\s*(?:unknown|onbekend|unbekannt|ukendt|inconnu|geen|nvt|x+|[?/.\-]+)\s*$"
GARBLED = "Ã[\u0080-\u00bf©¨¤¶¼]|â€|√[§©®∂]|\\?§"
TEXTS = {
    "T1": r"\\[rn]",
    "T2": r"&(?:[a-zA-Z]+|#\d+);|</?[a-zA-Z][^<>]*>",
    "T3": r"\[emoji\]|\\N\{",
    "T4": r"(?i)\. \. \.|^\.|^\s*(?:unknown|onbekend|unbekannt|ukendt)\s*$",
    "T5": r"^\s*[=+\-@]|https?://|www\.",
}


def text_findings(frame: pd.DataFrame) -> list[Finding]:
    """How many records have each kind of dirt in their text or brand."""
    problem, brand = frame["problem"], frame["brand"]
    garbled = brand.str.contains(GARBLED) | problem.str.contains(GARBLED)
    return [
        Finding("V1", brand.str.contains(UNKNOWN_BRAND).to_numpy(dtype=bool)),
        Finding("V2", garbled.to_numpy(dtype=bool)),
        *(
            Finding(rule, problem.str.contains(form).to_numpy(dtype=bool))
            for rule, form in TEXTS.items()
        ),
    ]
