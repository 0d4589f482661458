"""The open data of the company register (KBO, BCE), read in a stream and never whole.

The publisher issues a folder of quoted, comma-separated files: ``establishment.csv``,
``activity.csv``, ``address.csv`` and others. ``activity.csv`` has tens of millions of rows; DuckDB
scans it with a bound on memory and only what is asked for comes out.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from circular_metrics.errors import BadInputError, CircularMetricsError, Problem
from circular_metrics.readers import decode

if TYPE_CHECKING:
    import duckdb

FILES = {
    "activity.csv": ("EntityNumber", "NaceVersion", "NaceCode", "Classification"),
    "address.csv": ("EntityNumber", "TypeOfAddress", "Zipcode", "MunicipalityNL"),
    "establishment.csv": ("EstablishmentNumber", "EnterpriseNumber"),
}
VERSIONS = ("2008", "2025")  # 2003 is in the file too, for what was never recoded
MEMORY, THREADS = "600MB", 2
HEAD = 4096  # bytes that hold the header


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


def count_establishments(
    folder: Path, activities: pd.DataFrame, memory: str = MEMORY, threads: int = THREADS
) -> pd.DataFrame:
    """Establishments per place whose main activity is in a list, group by group.

    Parameters
    ----------
    folder : Path
        A full extract of the register, unpacked.
    activities : DataFrame
        ``definition``, ``group``, ``version`` and ``code`` (a class of NACE, ``95.21``).
    memory : str
        What DuckDB may use; beyond it, it writes to disk.
    threads : int
        Cores to use.

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
    CircularMetricsError
        If DuckDB is not installed.
    """
    separators = check_files(folder)
    database = _database(memory, threads)
    wanted = activities.assign(key=activities["version"] + activities["code"].str.replace(".", ""))
    database.register("wanted", wanted[["definition", "group", "key"]].drop_duplicates())
    try:
        _choose(database, Path(folder) / "activity.csv", separators["activity.csv"], wanted["key"])
        _place(database, Path(folder) / "address.csv", separators["address.csv"])
        return database.execute(COUNT).df()
    except _error() as error:
        found = str(error).splitlines()[0][:300]
        problem = Problem(file=str(folder), found=found, expected="whole quoted CSV files")
        raise BadInputError([problem]) from error
    finally:
        database.close()


COUNT = """
    WITH member AS (
        SELECT DISTINCT w.definition, w."group", c.entity
        FROM chosen c JOIN wanted w USING (key)
    ), grouped AS (
        SELECT definition, "group", entity FROM member
        UNION ALL SELECT DISTINCT definition, 'all', entity FROM member
    )
    SELECT definition, "group", coalesce(municipality, '') AS municipality,
           coalesce(zipcode, '') AS zipcode, count(*) AS establishments
    FROM grouped LEFT JOIN placed USING (entity)
    GROUP BY ALL ORDER BY ALL
"""


def _choose(database: "duckdb.DuckDBPyConnection", path: Path, sep: str, keys: pd.Series) -> None:
    """Establishments with a main activity of the list: one pass over the activities.

    Rows are sifted by the first four characters of the code, with or without a dot, which is
    cheap; only the few that are left are told apart by edition and class.
    """
    listed = ", ".join(f"'{key}'" for key in sorted(set(keys)))
    classes = {key[4:] for key in keys}
    heads = classes | {f"{code[:2]}.{code[2:3]}" for code in classes}
    database.execute(
        f"""
        CREATE TEMP TABLE chosen AS
        WITH sifted AS (
            SELECT EntityNumber AS entity, NaceVersion, NaceCode
            FROM {_scan(path, sep)}
            WHERE Classification = 'MAIN'
              AND left(NaceCode, 4) IN ({", ".join(f"'{head}'" for head in sorted(heads))})
              AND EntityNumber >= '2'
        )
        SELECT DISTINCT entity, NaceVersion || left(replace(NaceCode, '.', ''), 4) AS key
        FROM sifted
        WHERE NaceVersion || left(replace(NaceCode, '.', ''), 4) IN ({listed})
          AND starts_with(entity, '2.')
        """
    )


def _place(database: "duckdb.DuckDBPyConnection", path: Path, sep: str) -> None:
    """The address of each chosen establishment: one pass over the addresses."""
    database.execute(
        f"""
        CREATE TEMP TABLE placed AS
        SELECT a.EntityNumber AS entity, any_value(a.MunicipalityNL) AS municipality,
               any_value(a.Zipcode) AS zipcode
        FROM {_scan(path, sep)} a SEMI JOIN chosen ON chosen.entity = a.EntityNumber
        WHERE a.TypeOfAddress = 'BAET'
        GROUP BY a.EntityNumber
        """
    )


def _scan(path: Path, sep: str) -> str:
    """The table function that streams one file, every column as text."""
    quoted = str(path).replace("'", "''")
    return (
        f"read_csv('{quoted}', header = true, all_varchar = true, delim = '{sep}', "
        "quote = '\"', escape = '\"')"
    )


def _database(memory: str, threads: int) -> "duckdb.DuckDBPyConnection":
    """An empty database in memory, with its bounds."""
    try:
        import duckdb
    except ImportError as error:
        raise CircularMetricsError(
            "reading the company register needs DuckDB: pip install 'circular-metrics[register]'"
        ) from error
    database = duckdb.connect()
    database.execute(f"SET memory_limit = '{memory}'")
    database.execute(f"SET threads = {int(threads)}")
    database.execute("SET preserve_insertion_order = false")
    database.execute("SET enable_progress_bar = false")  # it would go to standard output
    return database


def _error() -> type[Exception]:
    import duckdb

    return duckdb.Error
