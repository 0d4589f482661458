"""Annual accounts of the municipalities, as whoever has fetched them hands them over."""

import json
from pathlib import Path

import pandas as pd

from circular_metrics import store
from circular_metrics.clean import TABLES
from circular_metrics.clean.policy import clean_accounts
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers.bbc import read_accounts_by_field
from circular_metrics.schemas.policy import MUNICIPAL_INVESTMENTS

ACCOUNTS = "municipal_accounts"


def keep_accounts(path: Path, data: Path, replace: bool = False) -> list[Path]:
    """Check an export of accounts and keep it for the reports of every municipality.

    Parameters
    ----------
    path : Path
        The export of the report type *jaarrekening*, investments by policy field.
    data : Path
        The data folder; the accounts go to its folder of what was handed over.
    replace : bool
        Take the place of other accounts.

    Raises
    ------
    BadInputError
        If a cell is wrong, a row is of a plan, or a place is no municipality; nothing is written.
    OutputError
        If there are other accounts and ``replace`` was not asked.
    """
    raw = read_accounts_by_field(path)
    cleaned = clean_accounts(raw, Path(path).name)
    areas = store.read_table(TABLES["areas"], data)
    unknown = sorted(set(cleaned.table["area"]) - set(areas["code"]))
    if unknown:
        found = ", ".join(unknown)
        expected = "REFNIS codes of municipalities"
        raise BadInputError(
            [Problem(file=Path(path).name, column="NIS_code", found=found, expected=expected)]
        )
    table = MUNICIPAL_INVESTMENTS.validate(cleaned.table)
    account = {
        "status": "delivered",
        "meaning": "handed over by whoever fetched it; not verified by us",
        "file": store.name_of(Path(path)),
        "sha256": store.sha256(Path(path)),
        "years": sorted(int(year) for year in table["year"].unique()),
        "municipalities": int(table["area"].nunique()),
        "cleaning": cleaned.log.to_dict("records"),
    }
    place = accounts_file(data)
    return store.write_new(
        {
            place: store.csv_bytes(table),
            place.with_suffix(".json"): (json.dumps(account, indent=1) + "\n").encode(),
        },
        replace,
    )


def accounts_file(data: Path) -> Path:
    """Where accounts are kept once they were handed over."""
    return data / "delivered" / f"{ACCOUNTS}.csv"


def read_accounts(data: Path) -> pd.DataFrame:
    """The accounts that are kept, in the shape of the plans; no row where there are none."""
    path = accounts_file(data)
    if not path.is_file():
        return pd.DataFrame(columns=list(MUNICIPAL_INVESTMENTS.columns))
    return MUNICIPAL_INVESTMENTS.validate(pd.read_csv(path, dtype={"area": str}))
