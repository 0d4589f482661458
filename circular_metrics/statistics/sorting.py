"""Short texts put to labels by what others like them were put to, or left alone if unsure."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

CONFIDENT, RARE, FOLDS, SEED = 0.5, 5, 5, 20250731


def sorter():
    """A linear classifier over runs of letters, which needs no list of words in any language."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import SGDClassifier
    from sklearn.pipeline import make_pipeline

    letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True, max_features=20_000
    )
    lines = SGDClassifier(loss="log_loss", alpha=3e-5, max_iter=15, tol=None, random_state=SEED)
    return make_pipeline(letters, lines)


def sure_labels(labels: Sequence[str], chances: np.ndarray) -> np.ndarray:
    """The likeliest label of each text; ``""`` where its chance is not above `CONFIDENT`."""
    best = np.asarray(labels, dtype=object)[chances.argmax(axis=1)]
    return np.where(chances.max(axis=1) > CONFIDENT, best, "")


def cross_validated(texts: pd.Series, labels: pd.Series) -> pd.Series:
    """Each text's label by a classifier that has not seen it; ``""`` where it abstains.

    Equal texts stand in one fold: many records say "screen replacement", and none of them is a
    test of what was learned from the others. Labels of fewer than `RARE` texts that differ cannot
    be learned: they stay in the test, as labels that the classifier never gets right.
    """
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

    alike = texts.str.casefold()
    often = labels.map(alike.groupby(labels).nunique()) >= RARE
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    x, y, same = (part[often].to_numpy(dtype=object) for part in (texts, labels, alike))
    chances = cross_val_predict(sorter(), x, y, groups=same, cv=folds, method="predict_proba")
    found = pd.Series("", index=texts.index, dtype="str")
    found[often] = sure_labels(sorted(set(y)), chances)
    return found


def scores(labels: pd.Series, found: pd.Series) -> dict[str, float]:
    """How good sure labels are: ``n``, ``answered``, ``precision`` and ``f1``.

    ``answered`` is the share that got a label and ``precision`` the share of these that is right;
    ``f1`` is the mean of the labels' F1, weighted by how often they occur, abstentions wrong.
    """
    from sklearn.metrics import f1_score

    sure = found != ""
    right = (labels == found)[sure].mean() if sure.any() else float("nan")
    kinds = sorted(set(labels))
    f1 = f1_score(labels, found, labels=kinds, average="weighted", zero_division=0)
    return {
        "n": len(labels),
        "answered": float(sure.mean()),
        "precision": float(right),
        "f1": float(f1),
    }
