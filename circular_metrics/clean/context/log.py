"""The account that cleaning gives of itself."""

import pandas as pd


def account(*rules: tuple[str, int, str]) -> pd.DataFrame:
    """The account of a cleaning, one row per rule: its name, rows touched, meaning."""
    return pd.DataFrame(rules, columns=["rule", "rows", "meaning"])
