"""Starters with their survivors, and local units by municipality, as tidy tables."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from circular_metrics.codelists import economy as codes
from circular_metrics.codelists import recode
from circular_metrics.codelists.statbel import whole_numbers
from circular_metrics.errors import BadInputError, Problem, UnknownLabelError
from circular_metrics.model import Cleaned, Kind, Source, Table
from circular_metrics.readers import read_delimited
from circular_metrics.readers.bestat import PLACES, read_establishments
from circular_metrics.readers.refnis import MERGER_COLUMNS, read_mergers, read_refnis
from circular_metrics.schemas.economy import ESTABLISHMENTS, STARTER_SURVIVAL
from circular_metrics.sources import context
from circular_metrics.sources import economy as sources

SURVIVOR_COLUMNS = tuple(f"s{years}" for years in codes.SURVIVAL_YEARS)
STARTER_COLUMNS = ("y", "r", "p", "n1", "fr", *SURVIVOR_COLUMNS)
IN_USE = "31/12/9999"
read_starters = partial(read_delimited, columns=STARTER_COLUMNS)


def clean_starters(raw: pd.DataFrame, name: str) -> Cleaned:
    """Starters by year, province and NACE section, with those that were left after 1 to 5 years.

    Parameters
    ----------
    raw : DataFrame
        Statbel's table of survival, as text.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned
        ``starter_survival``: provinces and Brussels only; regions and the country are sums.

    Raises
    ------
    BadInputError
        If a year or a number is not one, or a place, year and section occur twice.
    UnknownLabelError
        If there is a region, province or section without a code.
    """
    _refuse(raw, ~raw["y"].str.fullmatch(r"20\d\d"), name, "a year in column 'y'", first_row=2)
    region = recode(raw["r"], codes.REGIONS, name)
    province = recode(raw["p"], codes.PROVINCES, name)
    numbers = {column: raw[column].str.removesuffix(".0") for column in ("fr", *SURVIVOR_COLUMNS)}
    counts = {column: whole_numbers(cells, name) for column, cells in numbers.items()}
    _refuse(raw, counts["fr"].isna(), name, "a number of starters in column 'fr'", first_row=2)
    table = pd.DataFrame(
        {
            "year": raw["y"].astype("int64"),
            "area": province.fillna(region).astype(str),
            "region": region.astype(str),
            "nace_section": recode(raw["n1"], {s: s for s in codes.SECTIONS}, name).astype(str),
            "starters": counts["fr"].astype("int64"),
            **{f"survivors_{s[1:]}": counts[s] for s in SURVIVOR_COLUMNS},
        }
    )
    _refuse(
        raw, table.duplicated(["year", "area", "nace_section"]), name, "each row once", first_row=2
    )
    log = _log(
        ("rows read", len(raw), "One row per year, province and section."),
        ("Brussels", int(province.isna().sum()), "No province: the region's own code."),
        ("survivors to come", int(counts["s5"].isna().sum()), "Five years are not over: missing."),
    )
    return Cleaned(table, log)


def clean_establishments(raw: pd.DataFrame, name: str) -> Cleaned:
    """Local units by named municipality and year, each once.

    Parameters
    ----------
    raw : DataFrame
        A be.STAT view by municipality and quarter, as text.
    name : str
        The file's name, for messages.

    Returns
    -------
    Cleaned
        ``region``, ``province``, ``arrondissement``, ``municipality``, ``year`` and
        ``establishments``. What has no location is set aside in the quarantine.

    Raises
    ------
    BadInputError
        If a quarter is not the fourth, a number is not one, a name is blank, or a place and year
        have two different numbers.
    """
    year = raw["Kwartaal"].str.extract(f"^{codes.FOURTH_QUARTER}$")[0]
    _refuse(raw, year.isna(), name, "'4de kwartaal' and a year")
    count = whole_numbers(raw["Aantal vestigingseenheden"], name, first_row=1)
    _refuse(raw, count.isna(), name, "a number of local units")
    again = raw.duplicated()
    nowhere = ~again & (raw["Gewest"] == codes.NOWHERE)
    kept = ~again & ~nowhere
    _refuse(raw, kept & (raw["Gemeente"] == ""), name, "the name of a municipality")
    _refuse(raw, kept & raw[~again].duplicated([*PLACES, "Kwartaal"]), name, "one number a year")
    table = pd.DataFrame(
        {
            "region": raw["Gewest"],
            "province": raw["Provincie"],
            "arrondissement": raw["Arrondissement"],
            "municipality": raw["Gemeente"],
            "year": year.astype("int64"),
            "establishments": count.astype("int64"),
        }
    )[kept].reset_index(drop=True)
    aside = raw[nowhere].assign(file=name, line=raw.index[nowhere] + 1, reason="no location")
    log = _log(
        ("rows read", len(raw), "One row per municipality and quarter."),
        ("exact repetitions", int(again.sum()), "The same row a second time: left out."),
        ("no location", int(nowhere.sum()), "Units that lie in no municipality: set aside."),
    )
    return Cleaned(table, log, aside.reset_index(drop=True))


def municipality_codes(refnis: pd.DataFrame, mergers: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Code of each municipality of 1 January 2025 by arrondissement and name, both in Dutch.

    Parameters
    ----------
    refnis : DataFrame
        Statbel's list, in which that day's mergers are not yet made, as text.
    mergers : DataFrame
        The list of mergers, as text.
    """
    in_use = refnis[refnis["DT_VLDT_END"] == IN_USE]
    districts = in_use[in_use["LVL_REFNIS"] == "3"]
    district = dict(zip(districts["CD_REFNIS"], districts["TX_REFNIS_NL"], strict=True))
    old, new = (mergers[column] for column in MERGER_COLUMNS)
    merged = {code for cell in old.str.findall(r"\((\d{5})\)") for code in cell}
    places = in_use[(in_use["LVL_REFNIS"] == "4") & ~in_use["CD_REFNIS"].isin(merged)]
    names = dict(zip(places["CD_REFNIS"], places["TX_REFNIS_NL"], strict=True))
    parts = new.str.extract(r"^\s*(?P<name>.+?)\s*(?:\(voorlopige naam\)\s*)?\((?P<code>\d{5})\)")
    names |= dict(zip(parts["code"], parts["name"].replace(codes.DUTCH_NAMES), strict=True))
    return {(district[f"{code[:2]}000"], plain_name(name)): code for code, name in names.items()}


def plain_name(name: str) -> str:
    """A municipality's name without the place in brackets that tells namesakes apart."""
    return name.replace("’", "'").partition(" (")[0]


def clean_establishment_table(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """The table ``establishments``: named municipalities with their codes.

    Raises
    ------
    UnknownLabelError
        If a municipality is not in the list of codes; names each, and how often.
    """
    (source, facts), (_, refnis), (_, mergers) = raw.items()
    cleaned = clean_establishments(facts, source.filename)
    places = cleaned.table
    known = municipality_codes(refnis, mergers)
    names = places["municipality"].map(plain_name)
    keys = pd.Series(list(zip(places["arrondissement"], names, strict=True)), places.index)
    area = keys.map(known)
    unknown = keys[area.isna()].value_counts()
    if len(unknown):
        found = ", ".join(
            f"{name!r} in {where!r} ({n} rows)" for (where, name), n in unknown.items()
        )
        raise UnknownLabelError(f"{source.filename}: no code for {found}")
    table = pd.DataFrame(
        {
            "area": area.astype(str),
            "year": places["year"],
            "establishments": places["establishments"],
            "source": source.key,
            "vintage": source.vintage,
        }
    )
    more = _log(
        ("names to codes", int(area.nunique()), "Municipalities found in their arrondissement.")
    )
    return Cleaned(table, pd.concat([cleaned.log, more], ignore_index=True), cleaned.quarantine)


def _clean_starter_table(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """The table ``starter_survival``."""
    ((source, frame),) = raw.items()
    return clean_starters(frame, source.filename)


def _refuse(
    raw: pd.DataFrame, wrong: pd.Series, name: str, expected: str, first_row: int = 1
) -> None:
    """Stop at rows that are wrong, showing each; a header makes the first row of data row 2."""
    problems = [
        Problem(
            file=name,
            row=int(row) + first_row,
            found=repr(raw.loc[row].tolist()),
            expected=expected,
        )
        for row in raw.index[wrong.reindex(raw.index, fill_value=False).astype(bool)]
    ]
    if problems:
        raise BadInputError(problems)


def _log(*rules: tuple[str, int, str]) -> pd.DataFrame:
    """The account of the cleaning, a rule a row."""
    return pd.DataFrame(rules, columns=["rule", "rows", "meaning"]).astype({"rows": "int64"})


KINDS = (
    Kind(
        key="starters",
        title="Statbel survival of enterprises liable to VAT (CSV)",
        output="starter_survival",
        read=read_starters,
        clean=clean_starters,
    ),
    Kind(
        key="establishments",
        title="Statbel local units by municipality (be.STAT view, JSON)",
        output="establishments_by_name",
        read=read_establishments,
        clean=clean_establishments,
    ),
)

TABLES = (
    Table(
        key="starter_survival",
        title="Starters and their survivors by year, province and NACE section",
        licence="CC-BY-4.0",
        schema=STARTER_SURVIVAL,
        inputs={sources.VAT_SURVIVAL: read_starters},
        clean=_clean_starter_table,
        sort_by=("year", "area", "nace_section"),
    ),
    Table(
        key="establishments",
        title="Local units by municipality, fourth quarters",
        licence="CC-BY-4.0",
        schema=ESTABLISHMENTS,
        inputs={
            sources.LOCAL_UNITS: read_establishments,
            context.REFNIS: read_refnis,
            context.MERGERS_2025: read_mergers,
        },
        clean=clean_establishment_table,
        sort_by=("area", "year"),
    ),
)
