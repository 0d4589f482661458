"""Pictures as files beside the pages; what two pages show is kept once."""

import hashlib
import re
from pathlib import Path

from circular_metrics.show import Picture

FIGURES = "figures"
NAMED = re.compile(r"figures/([\w-]+)\.(svg|csv)")


def keep_picture(picture: Picture, name: str, folder: Path) -> dict[str, str]:
    """A picture and its figures as files; where they are, seen from the folder, and its words."""
    (folder / FIGURES).mkdir(exist_ok=True)
    drawn, data = f"{FIGURES}/{name}.svg", f"{FIGURES}/{name}.csv"
    (folder / drawn).write_text(picture.svg, encoding="utf-8", newline="\n")
    text = picture.data.to_csv(index=False, lineterminator="\n")
    (folder / data).write_text(text, encoding="utf-8", newline="\n")
    return {"file": drawn, "data": data, "alt": picture.alt}


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
