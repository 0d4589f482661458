"""Zips, workbooks and gzip files are opened here and nowhere else, within these limits.

Nothing is ever unpacked to the disk: what is inside is read in memory, so no name in an archive
becomes a path.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePosixPath

from circular_metrics.errors import BadInputError, Problem

ZIP_MAGIC, GZIP_MAGIC = b"PK\x03\x04", b"\x1f\x8b"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
WORKBOOK = "an Excel workbook (.xlsx)"
LARGEST = 400 * 2**20  # bytes unpacked; the whole country's permits since 1996 unpack to 25 MB
LARGEST_WORKBOOK = 300 * 2**20
RATIO, RATIO_ABOVE = 200, 30 * 2**20  # deflate packs blank rows 30 : 1 and emptiness 1,000 : 1
MOST_MEMBERS = 10_000
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError)


def gunzip(content: bytes, name: str) -> bytes:
    """What is inside a gzip file; any other content as it is.

    Raises
    ------
    BadInputError
        If it is cut off or damaged, or unpacks to more than ``LARGEST`` bytes.
    """
    if not content.startswith(GZIP_MAGIC):
        return content
    expected = "a whole gzip file"
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            found = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInputError([Problem(file=name, found=str(error), expected=expected)]) from error
    if len(found) > LARGEST:
        more = f"more than {LARGEST} bytes packed into {len(content)}"
        raise BadInputError([Problem(file=name, found=more, expected=expected)])
    return found


def text_in_zip(content: bytes, name: str, endings: Sequence[str]) -> tuple[str, bytes]:
    """Name and bytes of the one file in a zip that ends in one of ``endings``.

    Raises
    ------
    BadInputError
        If it is damaged, encrypted, has another number of files or another kind of file in it,
        names a place outside, or unpacks to far more than it is.
    """
    expected = f"a whole zip with one file ({', '.join(endings)}) of at most 400 MiB"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [m for m in archive.infolist() if not (m.is_dir() or _is_litter(m.filename))]
            refused = _unsafe(members, endings)
            if refused:
                raise BadInputError([Problem(file=name, found=refused, expected=expected)])
            text = archive.read(members[0])
    except BROKEN as error:
        raise BadInputError([Problem(file=name, found=str(error), expected=expected)]) from error
    inside = f"{name}/{members[0].filename}"
    if not text.strip():
        raise BadInputError([Problem(file=inside, found="an empty file", expected="data")])
    return inside, text


def open_workbook(content: bytes, name: str, **options: bool):
    """A workbook's values; formulas are not computed, links are not followed, no macro is kept.

    Parameters
    ----------
    content : bytes
        Of an ``.xlsx``.
    options :
        Of ``openpyxl.load_workbook``, such as ``read_only`` or ``data_only``.

    Raises
    ------
    BadInputError
        If it is no whole workbook, is protected, or is not safe to unpack.
    """
    from openpyxl import load_workbook

    refuse_unsafe_workbook(content, name)
    try:
        return load_workbook(io.BytesIO(content), keep_links=False, keep_vba=False, **options)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        raise damaged(name, error) from error


def damaged(name: str, error: Exception) -> BadInputError:
    """A workbook of which a part cannot be read."""
    found = f"a damaged workbook ({type(error).__name__}: {str(error)[:120]})"
    return BadInputError([Problem(file=name, found=found, expected=WORKBOOK)])


def refuse_unsafe_workbook(content: bytes, name: str) -> None:
    """Stop at what is no workbook, or would unpack to far more than it is."""
    found = ""
    if content.startswith(OLD_EXCEL):
        found = "an old .xls, or a workbook with a password"
    elif not content.startswith(ZIP_MAGIC):
        found = "a file of another kind"
    else:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found = _unsafe_workbook(archive)
        except BROKEN as error:
            found = f"a damaged zip ({error})"
    if found:
        raise BadInputError([Problem(file=name, found=found, expected=WORKBOOK)])


def is_workbook(content: bytes) -> bool:
    """Whether bytes are a workbook, and not a zip with a file in it."""
    if not content.startswith(ZIP_MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _unsafe_workbook(archive: zipfile.ZipFile) -> str:
    """Why a zip is not opened as a workbook, or nothing."""
    members = archive.infolist()
    whole = sum(m.file_size for m in members)
    if whole > LARGEST_WORKBOOK:
        return f"{whole} bytes when unpacked, more than {LARGEST_WORKBOOK}"
    if len(members) > MOST_MEMBERS:
        return f"{len(members)} parts, more than {MOST_MEMBERS}"
    for member in members:
        if member.file_size > RATIO_ABOVE and member.file_size > RATIO * member.compress_size:
            return f"{member.file_size} bytes packed into {member.compress_size}"
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if b"<!DOCTYPE" in part.read(4096).upper():
                    return f"a document type in {member.filename}"
    if "xl/workbook.xml" not in archive.namelist():
        return "a zip without a workbook in it"
    return ""


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
    if member.file_size > LARGEST or member.file_size > RATIO * member.compress_size:
        return f"{member.file_size} bytes packed into {member.compress_size}"
    return ""
