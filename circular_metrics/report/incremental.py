"""What a page was made from, as one hash: the same hash, and there is nothing to run."""

import hashlib
import json
import platform
import shutil
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from circular_metrics.clean import TABLES
from circular_metrics.report.place import MANIFEST, not_ours
from circular_metrics.store import read_provenance

PACKAGE = Path(__file__).resolve().parent.parent
WORK = "work"
PARTS = ("parameters", "notebook", "tables", "delivered", "code", "environment")
WORDS = {
    "parameters": "its parameters changed",
    "notebook": "the notebook changed",
    "tables": "the tables changed",
    "delivered": "what was handed over changed",
    "code": "the package's code changed",
    "environment": "Python or a library changed",
}


@cache
def code() -> str:
    """The package's own files: code, wording, cities, editions, templates, styles."""
    found = hashlib.sha256()
    for path in sorted(p for p in PACKAGE.rglob("*") if p.is_file()):
        if "__pycache__" in path.parts:
            continue
        found.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


@cache
def environment() -> str:
    """Python, its platform and every library's version, as its folder is called."""
    names = {path.name for place in sys.path for path in Path(place).glob("*.dist-info")}
    python = [platform.python_version(), platform.system(), platform.machine()]
    return _hash([*python, *sorted(names)])


def tables(data: Path) -> str:
    """Every processed table, by the hash in its account, which is held when it is read."""
    return _hash([read_provenance(key, data)["sha256"] for key in sorted(TABLES)])


def delivered(data: Path, city: str | None) -> str:
    """Every file that was handed over by a city, or for all of them; by any city without one."""
    folder = data / "delivered"
    own = folder.rglob("*") if city is None else (folder / city).rglob("*")
    files = {path for path in (*folder.glob("*"), *own) if path.is_file()}
    return _hash(
        [
            (path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
            for path in sorted(files)
        ]
    )


def account(
    parameters: Mapping[str, object], notebooks: list[Path], data: Path
) -> dict[str, object]:
    """The hash of each part that a report is made from.

    Parameters
    ----------
    parameters : mapping
        City, edition, languages, peers.
    notebooks : list of Path
        Those that are run.
    data : Path
        The data folder.
    """
    return {
        "parameters": _hash(dict(parameters)),
        "notebook": {p.stem: _hash(p.read_text(encoding="utf-8")) for p in notebooks},
        "tables": tables(data),
        "delivered": delivered(data, parameters.get("city")),
        "code": code(),
        "environment": environment(),
    }


def why_again(folder: Path, now: Mapping[str, object]) -> str | None:
    """Why a report must be made again, or ``None`` if the one in place is what would be made."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        before, files = manifest[WORK], manifest["files"]
    except FileNotFoundError:
        return "there is none yet"
    except (OSError, ValueError, KeyError, TypeError):
        return "it does not say what it was made from"
    if not_ours(folder) or any(not (folder / name).is_file() for name in files):
        return "files of it are missing or were changed"
    changed = [WORDS[part] for part in PARTS if before.get(part) != now[part]]
    return "; ".join(changed) or None


def unchanged(folder: Path, now: Mapping[str, object]) -> set[str]:
    """The notebooks of the report in place whose pages may be taken over as they are.

    All of them but those that changed, if nothing else did; else none.
    """
    if why_again(folder, now) != WORDS["notebook"]:
        return set()
    before = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))[WORK]["notebook"]
    mine = now["notebook"]
    return {name for name in mine if before.get(name) == mine[name]}


def take_over(name: str, old: Path, new: Path) -> None:
    """Copy one page with its pictures and its notebook from a language's old folder."""
    for place in (f"{name}.html", f"notebooks/{name}.ipynb", f"figures/{name}-*"):
        for path in sorted(old.glob(place)):
            target = new / path.relative_to(old)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _hash(content: object) -> str:
    """One hash of anything that JSON can write."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
