"""The open data of the company register (KBO, BCE), read in a stream and never whole.

The publisher issues a folder of quoted, comma-separated files: ``establishment.csv``,
``activity.csv``, ``address.csv`` and others. ``activity.csv`` has tens of millions of rows; it
comes piece by piece, several parsed at once, and of each only the rows asked for are kept.
"""

import csv
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from circular_metrics.cells import refuse
from circular_metrics.errors import SHOWN, BadInputError, Problem
from circular_metrics.readers import decode

FILES = {
    "activity.csv": ("EntityNumber", "NaceVersion", "NaceCode", "Classification"),
    "address.csv": ("EntityNumber", "TypeOfAddress", "Zipcode", "MunicipalityNL"),
    "establishment.csv": ("EstablishmentNumber", "EnterpriseNumber"),
}
VERSIONS = ("2008", "2025")  # 2003 is in the file too, for what was never recoded
HEAD = 4096  # bytes that hold the header
GROUP, PLACE = ["definition", "group"], ["municipality", "zipcode"]
PIECE = 4 << 20  # bytes that one worker parses at a time
BLANK = 4096  # bytes; a shorter piece may hold nothing but line ends
LONGEST_ROW = 64 << 20  # bytes; whatever is longer has a quote that is never closed
WORKERS = min(16, 2 * (os.cpu_count() or 1))  # each waits for its reader now and then
QUOTE = ord('"')


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What stands between the cells of a file, and its columns."""

    separator: str
    columns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Of one piece of a file: the rows kept, how many there were, those that are wrong, and why
    the rest could not be read."""

    kept: pa.Table
    rows: int
    wrong: tuple[Problem, ...]
    broken: str | None


def check_files(folder: Path, names: Iterable[str] = FILES) -> dict[str, Layout]:
    """The layout of each file, once every file and column is known to be there.

    Raises
    ------
    BadInputError
        With every file that is missing, empty, or lacks a column.
    """
    problems, layouts = [], {}
    for name in names:
        path = Path(folder) / name
        expected = f"the columns {', '.join(FILES[name])}"
        try:
            with path.open("rb") as file:
                head = file.read(HEAD)
        except OSError as error:
            problems.append(Problem(file=name, found=error.strerror or "", expected="a file"))
            continue
        line = decode(head, name).partition("\n")[0] if head.strip() else ""
        separator = ";" if line.count(";") > line.count(",") else ","
        header = next(csv.reader([line.rstrip("\r")], delimiter=separator), [])
        layouts[name] = Layout(separator=separator, columns=tuple(header))
        missing = [column for column in FILES[name] if column not in header]
        if missing:
            found = f"a header without {', '.join(missing)}" if line else "an empty file"
            problems.append(Problem(file=name, row=1, found=found, expected=expected))
    if problems:
        raise BadInputError(problems)
    return layouts


def count_establishments(folder: Path, activities: pd.DataFrame) -> pd.DataFrame:
    """Establishments per place whose main activity is in a list, group by group.

    Parameters
    ----------
    folder : Path
        A full extract of the register, unpacked.
    activities : DataFrame
        ``definition``, ``group``, ``version`` and ``code`` (a class of NACE, ``95.21``).

    Returns
    -------
    DataFrame
        ``definition``, ``group`` (``all`` for the whole definition), ``municipality``,
        ``zipcode`` and ``establishments``, as text but for the count. An establishment counts
        once in a group, however many of its activities and versions of NACE are in it. Without
        an address it stands with an empty place.

    Raises
    ------
    BadInputError
        For a missing file or column, or a row that cannot be read.
    """
    layouts = check_files(folder)
    wanted = activities.assign(key=activities["version"] + activities["code"].str.replace(".", ""))
    wanted = pd.concat([wanted, wanted.assign(group="all")])
    chosen = _choose(Path(folder) / "activity.csv", layouts["activity.csv"], wanted["key"])
    entity, names = pd.factorize(chosen["entity"])
    placed = _place(Path(folder) / "address.csv", layouts["address.csv"], names)
    place, places = pd.MultiIndex.from_frame(placed).factorize()
    # numbers and categories: texts of this many rows would take longer than the file
    wanted = wanted[["key", *GROUP]].astype(dict.fromkeys(GROUP, "category"))
    member = pd.DataFrame({"key": chosen["key"].to_numpy(), "entity": entity})
    member = member.merge(wanted, on="key", validate="many_to_many")
    member = member[[*GROUP, "entity"]].drop_duplicates()
    member["place"] = place[member["entity"]]
    counted = member.groupby([*GROUP, "place"], observed=True, as_index=False).size()
    counted = counted.join(pd.DataFrame(list(places), columns=PLACE, dtype=str), on="place")
    counted = counted.astype(dict.fromkeys(GROUP, str)).rename(columns={"size": "establishments"})
    columns = [*GROUP, *PLACE, "establishments"]
    return counted.sort_values(columns, ignore_index=True)[columns]


def _choose(path: Path, layout: Layout, keys: pd.Series) -> pd.DataFrame:
    """Establishments with a main activity of the list: one pass over the activities.

    Rows are sifted by the first four characters of the code, with or without a dot, which is
    cheap; only the few that are left are told apart by edition and class.
    """
    classes = {key[4:] for key in keys}
    heads = classes | {f"{code[:2]}.{code[2:3]}" for code in classes}
    heads = pa.array([head.encode() for head in sorted(heads)])  # bytes are cut four times as fast

    def sift(rows: pa.Table) -> pa.Table:
        head = pc.binary_slice(rows["NaceCode"].cast(pa.binary()), 0, 4)
        is_main = pc.equal(rows["Classification"], "MAIN")
        return rows.filter(pc.and_(is_main, pc.is_in(head, value_set=heads)))

    rows = _sifted(path, layout, sift)
    key = rows["NaceVersion"] + rows["NaceCode"].str.replace(".", "").str[:4]
    chosen = pd.DataFrame({"entity": rows["EntityNumber"], "key": key})
    return chosen[key.isin(keys) & chosen["entity"].str.startswith("2.")].drop_duplicates()


def _place(path: Path, layout: Layout, entities: pd.Index) -> pd.DataFrame:
    """The place of each chosen establishment, in their order: one pass over the addresses."""
    chosen = pa.array(entities, type=pa.string())

    def sift(rows: pa.Table) -> pa.Table:
        is_chosen = pc.is_in(rows["EntityNumber"], value_set=chosen)
        return rows.filter(pc.and_(is_chosen, pc.equal(rows["TypeOfAddress"], "BAET")))

    rows = _sifted(path, layout, sift).drop_duplicates("EntityNumber").set_index("EntityNumber")
    rows = rows.rename(columns={"MunicipalityNL": "municipality", "Zipcode": "zipcode"})
    return rows[PLACE].reindex(entities).fillna("")


def _sifted(path: Path, layout: Layout, sift: Callable[[pa.Table], pa.Table]) -> pd.DataFrame:
    """What ``sift`` keeps of a file, as text; while some pieces are parsed, others are read."""
    kept, problems, row = [], [], 1
    for piece in _at_once(_pieces(path), lambda content: _parse(content, layout, path.name, sift)):
        kept.append(piece.kept)
        problems += [replace(problem, row=row + problem.row) for problem in piece.wrong]
        row += piece.rows
        if piece.broken or len(problems) > SHOWN:
            refuse(problems)
            raise _not_whole(path.name, piece.broken)
    refuse(problems)
    return pa.concat_tables([_schema(path.name).empty_table(), *kept]).to_pandas()


def _at_once(pieces: Iterable[memoryview], work: Callable[[memoryview], Piece]) -> Iterator[Piece]:
    """What comes of each piece, in order, while the next few are worked on."""
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting: deque[Future[Piece]] = deque()
        for piece in pieces:
            waiting.append(pool.submit(work, piece))
            if len(waiting) > WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _pieces(path: Path) -> Iterator[memoryview]:
    """A file without its header, cut where rows end: at a line end that stands in no quotes.

    A piece holds until ``WORKERS + 2`` more were asked for: the memory of it is used again then.
    """
    size = PIECE
    with path.open("rb") as file:
        file.readline()
        buffers = _buffers(size)
        while read := file.readinto(content := next(buffers)):
            is_last = read < size
            end = read if is_last else content.rfind(b"\n") + 1
            while _is_quoted(content, end):
                end = content.rfind(b"\n", 0, end - 1) + 1
            if not end and (is_last or size > LONGEST_ROW):
                raise _not_whole(path.name, "a quote that is never closed")
            if end:
                yield memoryview(content)[:end]
            else:
                size *= 2
                buffers = _buffers(size)
            file.seek(end - read, os.SEEK_CUR)  # what was cut off is read again


def _buffers(size: int) -> Iterator[bytearray]:
    """As many as are filled, parsed and waiting at a time, over and over."""
    return cycle([bytearray(size) for _ in range(WORKERS + 3)])


def _is_quoted(content: bytearray, end: int) -> bool:
    """Whether the quotes before a place leave one open."""
    return bool(np.count_nonzero(np.frombuffer(content, np.uint8)[:end] == QUOTE) % 2)


def _parse(
    content: memoryview, layout: Layout, name: str, sift: Callable[[pa.Table], pa.Table]
) -> Piece:
    """The columns of a piece that are asked for, sifted; wrong rows are numbered within it."""
    schema = _schema(name)
    wrong: list[Problem] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        found, expected = f"{row.actual_columns} cells", f"{row.expected_columns} cells"
        wrong.append(Problem(file=name, row=row.number, found=found, expected=expected))
        return "skip" if len(wrong) <= SHOWN else "error"

    table, broken = schema.empty_table(), None
    try:
        if len(content) > BLANK or content.tobytes().strip():
            table = pyarrow.csv.read_csv(
                pa.py_buffer(content),
                read_options=pyarrow.csv.ReadOptions(
                    use_threads=False,  # else rows have no numbers
                    column_names=layout.columns,
                    block_size=len(content) + 1,
                ),
                parse_options=pyarrow.csv.ParseOptions(
                    delimiter=layout.separator, newlines_in_values=True, invalid_row_handler=note
                ),
                convert_options=pyarrow.csv.ConvertOptions(
                    include_columns=schema.names,
                    column_types=schema,
                ),
            )
    except pa.ArrowInvalid as error:
        broken = str(error).splitlines()[0][:300]
    rows = len(table) + len(wrong)
    return Piece(kept=sift(table), rows=rows, wrong=tuple(wrong), broken=broken)


def _schema(name: str) -> pa.Schema:
    """The columns of a file that are asked for, as text."""
    return pa.schema([(column, pa.string()) for column in FILES[name]])


def _not_whole(name: str, found: str | None) -> BadInputError:
    """The refusal of a file that cannot be read to its end."""
    return BadInputError(
        [Problem(file=name, found=found or "wrong rows", expected="a whole quoted CSV file")]
    )
