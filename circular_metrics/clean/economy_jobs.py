"""Jobs by municipality and activity, and establishments of the register by municipality, tidied."""

import re
from collections.abc import Mapping

import pandas as pd

from circular_metrics.cells import refuse
from circular_metrics.codelists import economy as codes
from circular_metrics.errors import Problem
from circular_metrics.model import Cleaned, Kind
from circular_metrics.readers.employment import read_employment
from circular_metrics.schemas.economy import EMPLOYMENT

NUMBER = r"\d{1,3}([ .\u00a0\u202f]\d{3})+|\d+(\.0+)?"
NACE = r"\d{2}(\.\d{1,3})?|\d{3,5}"
KEY = ["area", "period", "version", "nace"]
SINCE = "2018-01-01"  # addresses of the register name municipalities of before the last mergers

# First digits of a postal code → first digit of the REFNIS code: tells places of one name apart.
ZIP_PROVINCES = (
    (range(1000, 1300), "2"),
    (range(1300, 1500), "2"),
    (range(1500, 2000), "2"),
    (range(2000, 3000), "1"),
    (range(3000, 3500), "2"),
    (range(3500, 4000), "7"),
    (range(4000, 5000), "6"),
    (range(5000, 6000), "9"),
    (range(6000, 6600), "5"),
    (range(6600, 7000), "8"),
    (range(7000, 8000), "5"),
    (range(8000, 9000), "3"),
    (range(9000, 10000), "4"),
)


def clean_employment(raw: pd.DataFrame, name: str) -> Cleaned:
    """Jobs by municipality and class of activity; what is kept secret is missing, not zero.

    Parameters
    ----------
    raw : DataFrame
        What ``read_employment`` gives.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned
        ``employment``; sub-totals by municipality (rows or columns called total) are left out.

    Raises
    ------
    BadInputError
        With every cell that is no number, every place without a REFNIS code, and every
        code that is none, and every figure that stands there twice and otherwise.
    """
    words = raw[["area", "nace"]].apply(lambda column: column.str.casefold())
    is_total = words["nace"].str.fullmatch(f"{codes.TOTALS}|{codes.SECTIONS_NAMED}")
    is_total |= words["area"].str.fullmatch(codes.TOTALS)
    nowhere = ~is_total & words["area"].str.fullmatch(codes.NO_PLACE)
    rows = raw[~is_total & ~nowhere]
    secret = rows["jobs"].str.casefold().isin(codes.SECRET)
    wrong = {
        "jobs": ~secret & ~rows["jobs"].str.fullmatch(NUMBER),
        "area": ~rows["area"].str.fullmatch(r"\d{5}"),
        "nace": ~rows["nace"].str.fullmatch(NACE),
    }
    refuse_cells(rows, wrong, name)
    digits = rows["jobs"].str.replace(r"\.0+$", "", regex=True)
    digits = digits.str.replace(r"[ .\u00a0\u202f]", "", regex=True)
    table = pd.DataFrame(
        {
            "area": rows["area"],
            "period": rows["period"].astype(object).where(rows["period"] != "", None),
            "version": rows["version"],
            "nace": rows["nace"].map(dotted),
            "jobs": pd.to_numeric(digits.where(~secret)).astype("Int64"),
        }
    )
    again = table.duplicated()
    table, rows = table[~again], rows[~again]
    refuse_cells(rows, {"twice": table.duplicated(KEY)}, name)
    log = _log(
        ("cells read", len(raw), "One per municipality and activity."),
        ("totals", int(is_total.sum()), "Sub-totals: left out, they would count jobs twice."),
        ("without a place", int(nowhere.sum()), "Jobs of no municipality: left out."),
        ("secret", int(secret.sum()), "Kept secret by the publisher: missing, not zero."),
        ("the same again", int(again.sum()), "Rows that repeat another: taken once."),
    )
    return Cleaned(EMPLOYMENT.validate(table.sort_values(KEY, ignore_index=True), lazy=True), log)


def dotted(code: str) -> str:
    """A code of NACE with its dot and without its letter: ``E3832`` becomes ``38.32``.

    >>> dotted("E 3832"), dotted("95.21"), dotted("95")
    ('38.32', '95.21', '95')
    """
    bare = re.sub(r"[^0-9]", "", code)
    return f"{bare[:2]}.{bare[2:]}" if len(bare) > 2 else bare


def clean_register(counts: pd.DataFrame, areas: pd.DataFrame) -> Cleaned:
    """Establishments by municipality of today, definition and group.

    Parameters
    ----------
    counts : DataFrame
        What ``count_establishments`` gives.
    areas : DataFrame
        ``areas``.

    Returns
    -------
    Cleaned
        ``definition``, ``group``, ``area``, ``establishments``. What has no address, or a place
        that is not known, is in the quarantine with its count.
    """
    code = _codes_of(counts, areas)
    known = counts[code.notna()].assign(area=code[code.notna()])
    keys = ["definition", "group", "area"]
    table = known.groupby(keys, as_index=False)["establishments"].sum()
    lost = counts[code.isna()].assign(reason="no municipality of that name")
    lost.loc[lost["municipality"] == "", "reason"] = "no address of an establishment"
    whole = counts["group"] == "all"
    log = _log(
        ("counted", int(counts.loc[whole, "establishments"].sum()), "Over all definitions."),
        (
            "without a known place",
            int(lost.loc[lost["group"] == "all", "establishments"].sum()),
            "Set aside in the quarantine.",
        ),
    )
    return Cleaned(table, log, None if lost.empty else lost)


def _codes_of(counts: pd.DataFrame, areas: pd.DataFrame) -> pd.Series:
    """REFNIS code of today for each name and postal code, missing where there is none."""
    places = areas[(areas["level"] == "municipality")]
    places = places[places["valid_to"].isna() | (places["valid_to"] >= SINCE)]
    today = places["successor"].fillna(places["code"])
    by_name: dict[str, set[tuple[str, str]]] = {}
    for column in ("name_nl", "name_fr"):
        for name, own, now in zip(places[column], places["code"], today, strict=True):
            bare = str(name).partition(" (")[0].casefold()
            by_name.setdefault(bare, set()).add((own, now))
    found = []
    for name, zipcode in zip(counts["municipality"], counts["zipcode"], strict=True):
        options = by_name.get(str(name).partition(" (")[0].strip().casefold(), set())
        if len({now for _, now in options}) > 1:
            options = {o for o in options if o[0].startswith(_province(zipcode))}
        codes_now = {now for _, now in options}
        found.append(codes_now.pop() if len(codes_now) == 1 else None)
    return pd.Series(found, index=counts.index, dtype="object")


def _province(zipcode: str) -> str:
    """First digit of the REFNIS codes in the province of a postal code."""
    number = int(zipcode) if str(zipcode).isdigit() else -1
    return next((digit for numbers, digit in ZIP_PROVINCES if number in numbers), "none")


EXPECTED = {
    "jobs": ("jobs", "a whole number of jobs, or a sign that it is secret"),
    "area": ("area", "a REFNIS code of 5 digits"),
    "nace": ("nace", "a NACE code of 2 to 5 digits, or a total"),
    "twice": ("jobs", "each municipality, quarter and activity once"),
}


def refuse_cells(rows: pd.DataFrame, wrong: Mapping[str, pd.Series], name: str) -> None:
    """Refuse the cells that are wrong, naming sheet, row and column; all of them at once."""
    problems = []
    for what, mask in wrong.items():
        part, expected = EXPECTED[what]
        for row in rows[mask].drop_duplicates(["sheet", f"{part}_at"]).itertuples():
            column, number = re.fullmatch(r"([A-Z]+)(\d+)", getattr(row, f"{part}_at")).groups()
            problems.append(
                Problem(
                    file=name,
                    sheet=row.sheet,
                    row=int(number),
                    column=column,
                    found=repr(getattr(row, part)),
                    expected=expected,
                )
            )
    refuse(problems)


def _log(*rules: tuple[str, int, str]) -> pd.DataFrame:
    """The account of the cleaning, a rule a row."""
    return pd.DataFrame(rules, columns=["rule", "rows", "meaning"]).astype({"rows": "int64"})


KINDS = (
    Kind(
        key="employment",
        title="Jobs by municipality and NACE code (RSZ/ONSS or NBB workbook)",
        output="employment",
        read=read_employment,
        clean=clean_employment,
    ),
)
TABLES = ()
