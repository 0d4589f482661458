"""A picture that two pages show is kept once."""

import hashlib
import re
from pathlib import Path

NAMED = re.compile(r"figures/([\w-]+)\.(svg|csv)")


def share_pictures(folder: Path) -> None:
    """Pages and notebooks refer to the first of equal pictures; the others are removed.

    Parameters
    ----------
    folder : Path
        The folder of one language, with ``figures/`` and ``notebooks/`` in it.
    """
    first: dict[bytes, str] = {}
    same: dict[str, str] = {}
    for path in sorted((folder / "figures").glob("*.svg")):
        both = path.read_bytes() + path.with_suffix(".csv").read_bytes()
        kept = first.setdefault(hashlib.sha256(both).digest(), path.stem)
        if kept != path.stem:
            same[path.stem] = kept
            path.unlink()
            path.with_suffix(".csv").unlink()
    for page in [*folder.glob("*.html"), *(folder / "notebooks").glob("*.ipynb")] if same else []:
        text = page.read_text(encoding="utf-8")
        shared = NAMED.sub(lambda found: f"figures/{same.get(found[1], found[1])}.{found[2]}", text)
        if shared != text:
            page.write_text(shared, encoding="utf-8", newline="\n")
