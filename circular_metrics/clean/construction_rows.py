"""Rows of Statbel's tables: each once, and the account of what was done to them."""

from collections.abc import Iterable

import pandas as pd

from circular_metrics.errors import BadInputError, Problem


def once(tidy: pd.DataFrame, keys: list[str], name: str) -> tuple[pd.DataFrame, int]:
    """The rows without exact repetitions, and how many those were; unlike ones are refused."""
    kept = tidy.drop_duplicates()
    unlike = kept.duplicated(keys, keep=False)
    if unlike.any():
        problems = [
            Problem(
                file=name,
                row=int(row) + 2,
                found=f"a second, other row for {kept.loc[row, keys].to_dict()}",
                expected="one",
            )
            for row in kept.index[kept.duplicated(keys)]
        ]
        raise BadInputError(problems)
    return kept, len(tidy) - len(kept)


def log_of(*rules: tuple[str, object, str]) -> pd.DataFrame:
    """The account of the cleaning, a rule a row."""
    log = pd.DataFrame(rules, columns=["rule", "rows", "meaning"])
    return log.astype({"rows": "int64"})


def added(logs: Iterable[pd.DataFrame], *more: pd.DataFrame) -> pd.DataFrame:
    """The same rules of several files added up, in order of appearance; then further rules."""
    together = pd.concat(logs).groupby(["rule", "meaning"], sort=False, as_index=False)["rows"]
    return pd.concat([together.sum(), *more], ignore_index=True)[["rule", "rows", "meaning"]]
