"""Open data made into a circular city's annual report that can be checked figure by figure.

What notebooks may import: ``open_edition`` and, through the edition, its objectives' pages.
"""

__all__ = ["open_edition"]


def __getattr__(name: str):
    """Import on first use, so that ``circular-metrics --help`` need not wait for pandas."""
    if name == "open_edition":
        from circular_metrics.edition import open_edition

        return open_edition
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
