"""The same figures and words give the same picture, so it is drawn once.

One page of a report shares pictures with another, and one municipality with the next: Belgium,
the Union, what holds for every plan. What was drawn in a forked child is told to its parent, from
which the next children have it.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import wraps

import numpy as np
import pandas as pd

from circular_metrics.show import Picture

_kept: dict[str, Picture] = {}
_used: dict[str, None] = {}


def once(draw: Callable[..., Picture]) -> Callable[..., Picture]:
    """The same function, which draws nothing that this process or its parents have drawn."""

    @wraps(draw)
    def drawn(*args, **kwargs) -> Picture:
        key = fingerprint(draw, args, kwargs)
        if key not in _kept:
            _kept[key] = draw(*args, **kwargs)
        _used[key] = None
        return _kept[key]

    return drawn


def fingerprint(*values: object) -> str:
    """One hash over values: frames by every cell, type and label, functions by their names.

    Cells are plain values; an array says no more than its ends in words, and an object without
    words of its own no more than where it lies in memory, so both are refused.

    Raises
    ------
    TypeError
        For an array, or an object without words of its own.
    """
    found = hashlib.sha256()
    for value in values:
        for part in _parts(value):
            found.update(part.encode() + b"\0")
    return found.hexdigest()


def _parts(value: object) -> Iterator[str]:
    """A value as texts; different values give different texts."""
    yield type(value).__name__
    if isinstance(value, pd.DataFrame | pd.Series):
        frame = value.to_frame() if isinstance(value, pd.Series) else value
        yield repr(frame.index.tolist())
        for name, column in frame.items():
            yield f"{name!r} {column.dtype} {column.tolist()!r}"
    elif is_dataclass(value):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from _parts([*value.items()] if _is_deep(value) else repr(dict(value)))
    elif isinstance(value, list | tuple):
        yield str(len(value))
        for one in value:
            yield from _parts(one)
    elif isinstance(value, np.ndarray):
        raise TypeError("an array has no fingerprint: give a frame or a list")
    elif callable(value):
        yield f"{value.__module__}.{value.__qualname__}"
    else:
        if type(value).__repr__ is object.__repr__:
            raise TypeError(f"a {type(value).__name__} has no fingerprint: it is told by its place")
        yield repr(value)


def _is_deep(value: Mapping) -> bool:
    """Whether there is more in it than words and numbers."""
    return not all(isinstance(one, str | int | float) for one in value.values())


def begin() -> None:
    """In a child: from now on count what it uses itself."""
    _used.clear()


def told() -> dict[str, Picture]:
    """What this process has drawn or used, for the parent that forked it."""
    return {key: _kept[key] for key in _used}


def learn(pictures: Mapping[str, Picture]) -> None:
    """Keep what a child has drawn or used."""
    _kept.update(pictures)
    _used.update(dict.fromkeys(pictures))


def forget() -> None:
    """Let go of what was not used since the last time."""
    for key in _kept.keys() - _used.keys():
        del _kept[key]
    _used.clear()
