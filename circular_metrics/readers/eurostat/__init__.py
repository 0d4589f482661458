"""Eurostat's file layouts: whichever it is, one long frame of text comes out."""

import re
from pathlib import Path

import pandas as pd
import pyarrow as pa

from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import decode, is_blank, read_bytes
from circular_metrics.readers.eurostat.jsonstat import read_jsonstat
from circular_metrics.readers.eurostat.resaved import FIRST_LINE, with_tabs
from circular_metrics.readers.eurostat.sdmx_csv import is_sdmx_csv, read_sdmx_csv
from circular_metrics.readers.eurostat.tsv import read_plain_tsv, read_tsv
from circular_metrics.unpacking import gunzip

EXPECTED = (
    r"TSV (first cell 'freq,unit,geo\TIME_PERIOD'), SDMX-CSV (first column DATAFLOW or "
    "STRUCTURE) or a JSON-stat 2.0 dataset"
)
TSV = re.compile(r"[^\t]*\\[^\t]*\t")
LONGEST_HEADER = 2**20
LINE_END = re.compile(rb"\r\n|\n|\r")


def read_eurostat(path: Path, parsed: bool = False) -> pd.DataFrame:
    """Any file that Eurostat's site or interface gives, as one long frame of text.

    The layout is told by what is in the file, never by its name: TSV of before and since 2022,
    SDMX-CSV 1.0 with codes or labels, SDMX-CSV 2.x, JSON-stat 2.0; gzipped or not.

    Parameters
    ----------
    path : Path
        The file.
    parsed : bool
        Whether ``value`` may come as numbers, beside ``decimals``, where the layout and the file
        allow it: a third of the time and memory, and the same table once it is cleaned.

    Returns
    -------
    DataFrame
        One row per cell and the columns ``cells.COLUMNS``, all text: ``value`` is ``""`` where
        the publisher has none. What has few distinct values is categorical text, so that a
        table of millions of cells fits in memory.

    Raises
    ------
    MissingSourceError
        If there is no such file.
    BadInputError
        If it is none of the layouts, cut off, or has a cell that its layout does not allow;
        names every such row and column.
    """
    path = Path(path)
    plain = _plain(path) if parsed else None
    if plain is not None:
        return plain
    content = _unpacked(read_bytes(path), path.name)
    line_end = LINE_END.search(content)
    first_line = decode(content[: line_end.start() if line_end else len(content)], path.name)
    if first_line.lstrip().startswith("{"):
        return read_jsonstat(decode(content, path.name), path.name)
    if is_sdmx_csv(first_line):
        return read_sdmx_csv(decode(content, path.name), path.name)
    if TSV.match(first_line):
        return read_tsv(content, first_line, path.name)
    if FIRST_LINE.match(first_line):
        content = with_tabs(decode(content, path.name), path.name)
        return read_tsv(content, content.decode().partition("\n")[0], path.name)
    raise BadInputError(
        [Problem(file=path.name, row=1, found=repr(first_line[:80]), expected=EXPECTED)]
    )


def _plain(path: Path) -> pd.DataFrame | None:
    """A plain TSV; ``None`` for anything else, and for what cannot be read."""
    try:
        with path.open("rb") as file:
            header = file.readline(LONGEST_HEADER)
        if not TSV.match(header.decode("utf-8-sig")):
            return None
        content = memoryview(pa.OSFile(str(path)).read_buffer())  # in half the time of bytes
    except (OSError, UnicodeDecodeError):
        return None
    first_line = header.decode("utf-8-sig").rstrip("\r\n")
    return read_plain_tsv(content, first_line, len(header), path.name)


def _unpacked(content: bytes, name: str) -> bytes:
    """The bytes themselves, or those inside a gzip file."""
    content = gunzip(content, name)
    if is_blank(content):
        raise BadInputError([Problem(file=name, found="an empty file", expected="data")])
    return content
