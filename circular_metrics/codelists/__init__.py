"""Publishers' labels and our codes for them; a label without a code is refused, never guessed."""

from collections.abc import Mapping

import pandas as pd

from circular_metrics.errors import UnknownLabelError


def recode(labels: pd.Series, codelist: Mapping[str, str | None], where: str = "") -> pd.Series:
    """Replace each label by its code; ``None`` in the codelist means "no information".

    Parameters
    ----------
    labels : Series of text
        What the publisher wrote.
    codelist : mapping
        Label → code.
    where : str
        The file the labels come from, for the message.

    Returns
    -------
    Series of text
        The codes, missing where the codelist says ``None``.

    Raises
    ------
    UnknownLabelError
        If any label has no code; names each such label and how often it occurs.
    """
    unknown = labels[~labels.isin(list(codelist))]
    if not unknown.empty:
        counts = ", ".join(f"{label!r} ({n} rows)" for label, n in unknown.value_counts().items())
        known = ", ".join(repr(label) for label in codelist)
        place = f"{where}, " if where else ""
        raise UnknownLabelError(
            f"{place}column {labels.name!r}: found {counts}; expected one of {known}"
        )
    return labels.map(codelist).astype("string")
