"""Statbel's open data files: a zip with one delimited text, that text alone, or the same as JSON.

Statbel issues a table as a zip that holds one text file with ``|`` between the cells. Others
re-serialise it per place as ``{"dataset": …, "record_count": …, "facts": [{column: value}]}``.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import ZIP_MAGIC, decode, parse_delimited, read_bytes, read_json

PERMITS = (
    "REFNIS",
    "CD_YEAR",
    "CD_PERIOD",
    "MS_BUILDING_RES_NEW",
    "MS_DWELLING_RES_NEW",
    "MS_APARTMENT_RES_NEW",
    "MS_SINGLE_HOUSE_RES_NEW",
    "MS_TOTAL_SURFACE_RES_NEW",
    "MS_BUILDING_RES_RENOVATION",
    "MS_BUILDING_NONRES_NEW",
    "MS_VOLUME_NONRES_NEW",
    "MS_BUILDING_NONRES_RENOVATION",
    "CD_REFNIS_REGION",
    "CD_REFNIS_LEVEL",
)
LARGEST = 400 * 2**20  # the whole country's permits since 1996 unpack to 25 MB
LARGEST_RATIO = 200  # they are packed 9 : 1; deflate reaches 1,032 : 1 only on emptiness
MOST_SHOWN = 20
TEXT = (".txt", ".csv")


def read_permits(path: Path) -> pd.DataFrame:
    """Building permits, ``TF_BUILDING_PERMITS``: zip, text or JSON, as text."""
    return read_statbel(path, PERMITS)


def read_statbel(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """One of Statbel's tables in whichever of its three forms, recognised by its first bytes.

    Parameters
    ----------
    path : Path
        The file; its name and extension do not matter.
    columns : sequence of str
        Columns that must be there; others are let through.

    Returns
    -------
    DataFrame
        Every cell as text, blanks as ``""``. JSON's ``NaN`` is the text ``nan``.

    Raises
    ------
    BadInputError
        If the file is not such a table, is cut off, or is not safe to unpack.
    """
    path = Path(path)
    content = read_bytes(path)
    if content.startswith(ZIP_MAGIC):
        name, content = text_in_zip(content, path.name)
    elif content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return facts_of(read_json(path), path.name, columns)
    else:
        name = path.name
    text = decode(content, name)
    return parse_text(text, name, columns)


def parse_text(text: str, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """Delimited text as frame: Statbel's ``|``, or what a spreadsheet puts in its place."""
    header, end, rest = text.lstrip("\n").partition("\n")
    separator = max("|;\t,", key=header.count)
    text = header.upper() + end + rest
    frame = parse_delimited(text, name, columns, separator)
    if separator == "|":
        _refuse_uneven(text, name, len(frame.columns))
    return frame


def _refuse_uneven(text: str, name: str, width: int) -> None:
    """Stop at rows with more or fewer cells than the header: no cell of Statbel's holds a ``|``."""
    cells = (line.count("|") + 1 if line.strip() else 0 for line in text.split("\n"))
    problems = [
        Problem(file=name, row=row, found=f"{found} cells", expected=f"{width} cells")
        for row, found in enumerate(cells, start=1)
        if found != width and found > 0
    ]
    if problems:
        raise BadInputError(problems[:MOST_SHOWN])


def text_in_zip(content: bytes, name: str, endings: Sequence[str] = TEXT) -> tuple[str, bytes]:
    """Name and bytes of the one file in a zip, read in memory: nothing is written."""
    expected = f"a whole zip with one file ({', '.join(endings)}) of at most 400 MiB"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [m for m in archive.infolist() if not (m.is_dir() or _is_litter(m.filename))]
            refused = _unsafe(members, endings)
            if refused:
                raise BadInputError([Problem(file=name, found=refused, expected=expected)])
            text = archive.read(members[0])
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise BadInputError([Problem(file=name, found=str(error), expected=expected)]) from error
    inside = f"{name}/{members[0].filename}"
    if not text.strip():
        raise BadInputError([Problem(file=inside, found="an empty file", expected="data")])
    return inside, text


def _is_litter(name: str) -> bool:
    """What macOS and Windows put into a zip beside what was meant."""
    return name.startswith("__MACOSX/") or name.endswith((".DS_Store", "Thumbs.db"))


def _unsafe(members: Sequence[zipfile.ZipInfo], endings: Sequence[str]) -> str:
    """Why a zip with these members is not unpacked, or nothing."""
    if len(members) != 1:
        return f"{len(members)} files in the zip"
    member = members[0]
    inside = PurePosixPath(member.filename.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in member.filename:
        return f"the path {member.filename!r} in the zip"
    if inside.suffix.lower() not in endings:
        return f"{member.filename!r} in the zip"
    if member.flag_bits & 1:
        return "an encrypted zip"
    if member.file_size > LARGEST or member.file_size > LARGEST_RATIO * member.compress_size:
        return f"{member.file_size} bytes packed into {member.compress_size}"
    return ""


def facts_of(document: Any, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """The records under ``facts`` as a frame of text."""
    facts = document.get("facts") if isinstance(document, dict) else None
    if not isinstance(facts, list) or not facts:
        raise BadInputError([Problem(file=name, found="no 'facts'", expected="a list of facts")])
    count = document.get("record_count", len(facts))
    if count != len(facts):
        problem = Problem(file=name, found=f"{len(facts)} facts", expected=f"{count} facts")
        raise BadInputError([problem])
    problems = [
        Problem(file=name, row=row, found=found, expected=f"a record with {list(columns)}")
        for row, fact in enumerate(facts, start=1)
        if (found := _wrong_fact(fact, columns))
    ]
    if problems:
        raise BadInputError(problems[:MOST_SHOWN])
    frame = pd.DataFrame([{key: _text(cell) for key, cell in fact.items()} for fact in facts])
    return frame.fillna("").astype(str)  # a column that is not asked for may be partly absent


def _wrong_fact(fact: Any, columns: Sequence[str]) -> str:
    """What is wrong with one record, or nothing."""
    if not isinstance(fact, dict):
        return f"a {type(fact).__name__}"
    missing = [column for column in columns if column not in fact]
    if missing:
        return f"a record without {missing}"
    nested = [key for key, cell in fact.items() if isinstance(cell, dict | list)]
    return f"more than one value in {nested}" if nested else ""


def _text(cell: Any) -> str:
    """A JSON value as the text it was written as."""
    return "" if cell is None else str(cell)
