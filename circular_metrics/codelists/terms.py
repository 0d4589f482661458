"""Lists of words and their false friends, and the texts that have one of them."""

import pandas as pd


def named_in(texts: pd.Series, terms: pd.DataFrame) -> pd.Series:
    """Whether each text has one of the terms, once their false friends are taken out.

    Parameters
    ----------
    texts : Series of text
        Sentences in Dutch.
    terms : DataFrame
        ``pattern`` and ``false_friends``: regular expressions, whatever the case.
    """
    found = pd.Series(False, index=texts.index)
    distinct = texts.drop_duplicates()
    for pattern, friends in zip(terms["pattern"], terms["false_friends"], strict=True):
        # two blanks could let the words on either side meet in one pattern
        kept = distinct.str.replace(f"(?i:{friends})", " | ", regex=True) if friends else distinct
        hits = distinct[kept.str.contains(f"(?i:{pattern})", regex=True)]
        found |= texts.isin(hits)
    return found
