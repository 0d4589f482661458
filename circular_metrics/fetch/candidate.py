"""How a file that was re-issued differs from the pinned one: in bytes, and in its lines."""

import difflib
from pathlib import Path

from circular_metrics.model import Source
from circular_metrics.store import places, sha256

SHOWN = 20
LARGEST = 20_000_000


def difference(source: Source, new: Path, data: Path) -> str:
    """An account of a candidate vintage beside the pinned file.

    Parameters
    ----------
    source : Source
        What is pinned.
    new : Path
        What came.
    data : Path
        Where the pinned file, or an earlier vintage of it, may lie.

    Returns
    -------
    str
        Hashes and sizes; of text files also how many lines came and went, and the first of them.
    """
    lines = [
        f"{source.name}: the publisher's file is another one than the pinned one.",
        f"pinned sha256 {source.sha256}",
        f"found  sha256 {sha256(new)}, {new.stat().st_size} bytes",
    ]
    old = _kept(source, data)
    if old is None:
        lines.append("The pinned file is not here, so that lines cannot be compared.")
    else:
        lines += _lines(old, new)
    lines.append(
        "To use it: declare it as a vintage of its own (CONTRIBUTING.md) and pin it in an edition."
    )
    return "\n".join(lines)


def _kept(source: Source, data: Path) -> Path | None:
    """The pinned file, else the newest other vintage of the same source that is here."""
    here = [place for place in places(source, data) if place.is_file()]
    others = sorted((data / "raw" / source.key).glob(f"*/{source.filename}"))
    return here[0] if here else (others[-1] if others else None)


def _lines(old: Path, new: Path) -> list[str]:
    """Lines that came and went, the first few in full."""
    if max(old.stat().st_size, new.stat().st_size) > LARGEST:
        return ["Too large to compare line by line."]
    try:
        was, now = (path.read_text(encoding="utf-8").splitlines() for path in (old, new))
    except UnicodeDecodeError:
        return ["Not text: only size and hash are compared."]
    went, came = set(was) - set(now), set(now) - set(was)
    shown = [
        line
        for line in difflib.unified_diff(
            sorted(went), sorted(came), "pinned", "found", n=0, lineterm=""
        )
        if not line.startswith("@@")
    ]
    counted = f"compared with {old.parent.name}: {len(went)} lines went, {len(came)} came"
    return [counted, *shown[:SHOWN], *(["…"] if len(shown) > SHOWN else [])]
