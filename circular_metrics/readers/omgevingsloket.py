"""Exports of applications from the Flemish permit desk (Omgevingsloket), read as text.

The desk exports with commas or semicolons, with or without a byte-order mark; all columns keep
their Dutch headings, in any order.
"""

from pathlib import Path

import pandas as pd

from circular_metrics.readers import decode, parse_delimited, read_bytes

REQUIRED = (
    "Jaar indiening",
    "Handeling",
    "Gesloopte oppervlakte (m²)",
    "Gesloopte volume (m³)",
)


def read_omgevingsloket(path: Path) -> pd.DataFrame:
    """An export as text, whichever of ``,`` ``;`` or tab stands between its cells.

    Raises
    ------
    BadInputError
        If it is no such export; see ``parse_delimited``.
    """
    path = Path(path)
    text = decode(read_bytes(path), path.name)
    header = text.partition("\n")[0]
    separator = max(";,\t", key=header.count)
    return parse_delimited(text, path.name, REQUIRED, separator)
