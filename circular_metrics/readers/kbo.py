"""The open data of the company register (KBO, BCE), read in a stream and never whole.

The publisher issues a folder of quoted, comma-separated files: ``establishment.csv``,
``activity.csv``, ``address.csv`` and others. ``activity.csv`` has tens of millions of rows; it
comes block by block, and of each block only the rows that are asked for are kept.
"""

import csv
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from circular_metrics.cells import SHOWN, refuse
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import decode

FILES = {
    "activity.csv": ("EntityNumber", "NaceVersion", "NaceCode", "Classification"),
    "address.csv": ("EntityNumber", "TypeOfAddress", "Zipcode", "MunicipalityNL"),
    "establishment.csv": ("EstablishmentNumber", "EnterpriseNumber"),
}
VERSIONS = ("2008", "2025")  # 2003 is in the file too, for what was never recoded
HEAD = 4096  # bytes that hold the header
PLACE = ["municipality", "zipcode"]


def check_files(folder: Path, names: Iterable[str] = FILES) -> dict[str, str]:
    """The separator of each file, once every file and column is known to be there.

    Raises
    ------
    BadInputError
        With every file that is missing, empty, or lacks a column.
    """
    problems, separators = [], {}
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
        separators[name] = ";" if line.count(";") > line.count(",") else ","
        header = next(csv.reader([line], delimiter=separators[name]), [])
        missing = [column for column in FILES[name] if column not in header]
        if missing:
            found = f"a header without {', '.join(missing)}" if line else "an empty file"
            problems.append(Problem(file=name, row=1, found=found, expected=expected))
    if problems:
        raise BadInputError(problems)
    return separators


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
    separators = check_files(folder)
    wanted = activities.assign(key=activities["version"] + activities["code"].str.replace(".", ""))
    chosen = _choose(Path(folder) / "activity.csv", separators["activity.csv"], wanted["key"])
    entities = chosen["entity"].drop_duplicates()
    placed = _place(Path(folder) / "address.csv", separators["address.csv"], entities)
    member = chosen.merge(wanted, on="key", validate="many_to_many")
    member = pd.concat([member, member.assign(group="all")])
    member = member[["definition", "group", "entity"]].drop_duplicates()
    member = member.merge(placed, how="left", on="entity", validate="many_to_one")
    counted = member.fillna("").groupby(["definition", "group", *PLACE], as_index=False).size()
    return counted.rename(columns={"size": "establishments"})


def _choose(path: Path, sep: str, keys: pd.Series) -> pd.DataFrame:
    """Establishments with a main activity of the list: one pass over the activities.

    Rows are sifted by the first four characters of the code, with or without a dot, which is
    cheap; only the few that are left are told apart by edition and class.
    """
    classes = {key[4:] for key in keys}
    heads = pa.array(sorted(classes | {f"{code[:2]}.{code[2:3]}" for code in classes}))
    found = []
    for rows in _ahead(_blocks(path, sep)):
        head = pc.utf8_slice_codeunits(rows["NaceCode"], 0, 4)
        is_main = pc.equal(rows["Classification"], "MAIN")
        found.append(rows.filter(pc.and_(is_main, pc.is_in(head, value_set=heads))))
    rows = _frame(found, path)
    key = rows["NaceVersion"] + rows["NaceCode"].str.replace(".", "").str[:4]
    chosen = pd.DataFrame({"entity": rows["EntityNumber"], "key": key})
    return chosen[key.isin(keys) & chosen["entity"].str.startswith("2.")].drop_duplicates()


def _place(path: Path, sep: str, entities: pd.Series) -> pd.DataFrame:
    """The address of each chosen establishment: one pass over the addresses."""
    chosen = pa.array(entities, type=pa.string())
    found = []
    for rows in _ahead(_blocks(path, sep)):
        is_chosen = pc.is_in(rows["EntityNumber"], value_set=chosen)
        is_its_own = pc.equal(rows["TypeOfAddress"], "BAET")
        found.append(rows.filter(pc.and_(is_chosen, is_its_own)))
    rows = _frame(found, path).drop_duplicates("EntityNumber")
    names = {"EntityNumber": "entity", "MunicipalityNL": "municipality", "Zipcode": "zipcode"}
    return rows.rename(columns=names)[list(names.values())]


def _ahead(blocks: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same blocks; while one is sifted, the next is read."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = reader.submit(next, blocks, None)
            yield block


def _blocks(path: Path, sep: str) -> Iterator[pa.RecordBatch]:
    """A file's columns that are asked for, as text, about a megabyte of the file at a time."""
    names = FILES[path.name]
    wrong: list[Problem] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        found, expected = f"{row.actual_columns} cells", f"{row.expected_columns} cells"
        wrong.append(Problem(file=path.name, row=row.number, found=found, expected=expected))
        return "skip" if len(wrong) <= SHOWN else "error"

    try:
        yield from pyarrow.csv.open_csv(
            path,
            read_options=pyarrow.csv.ReadOptions(use_threads=False),  # else rows have no numbers
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=sep, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                include_columns=names, column_types=dict.fromkeys(names, pa.string())
            ),
        )
    except pa.ArrowInvalid as error:
        refuse(wrong)
        found, expected = str(error).splitlines()[0][:300], "a whole quoted CSV file"
        raise BadInputError([Problem(file=path.name, found=found, expected=expected)]) from error
    refuse(wrong)


def _frame(blocks: list[pa.RecordBatch], path: Path) -> pd.DataFrame:
    """What was kept of a file's blocks, as text."""
    schema = pa.schema([(name, pa.string()) for name in FILES[path.name]])
    return pa.Table.from_batches(blocks, schema=schema).to_pandas()
