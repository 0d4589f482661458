"""Every area that a figure may be of."""

from collections.abc import Mapping

import pandas as pd

from circular_metrics.clean.context.log import account
from circular_metrics.clean.context.mergers import PROVISIONAL, merged_codes, with_mergers
from circular_metrics.clean.context.refnis import refnis_areas
from circular_metrics.codelists import context as codes
from circular_metrics.model import Cleaned, Kind, Source, Table
from circular_metrics.readers.refnis import read_mergers, read_refnis
from circular_metrics.schemas.context import AREAS
from circular_metrics.sources import context as sources


def _named_areas() -> pd.DataFrame:
    """Countries, groups of them and service areas: not in the REFNIS list."""
    lists = (("country", codes.COUNTRIES, None), ("group", codes.GROUPS, None))
    lists += (("service area", codes.SERVICE_AREAS, "02000"),)
    return pd.DataFrame(
        [
            {
                "code": code,
                "name_nl": dutch,
                "name_fr": french,
                "name_en": english,
                "level": level,
                "parent": parent,
            }
            for level, names, parent in lists
            for code, (dutch, french, english) in names.items()
        ]
    )


def _typed_areas(areas: pd.DataFrame) -> pd.DataFrame:
    """All columns of ``areas``, in order, as text with missing cells."""
    columns = list(AREAS.columns)
    return (
        areas.reindex(columns=columns).astype("str").where(areas.reindex(columns=columns).notna())
    )


def clean_areas(raw: Mapping[Source, pd.DataFrame]) -> Cleaned:
    """Every area that a figure may be of: REFNIS codes up to 2025, countries, service areas.

    Parameters
    ----------
    raw : mapping of Source to DataFrame
        Statbel's list and the mergers of 2025, as text.

    Returns
    -------
    Cleaned
        ``areas``.

    Raises
    ------
    BadInputError, UnknownLabelError
        If a file does not hold what it must.
    """
    list_of_codes = refnis_areas(raw[sources.REFNIS], sources.REFNIS.filename)
    mergers = merged_codes(raw[sources.MERGERS_2025], sources.MERGERS_2025.filename)
    merged = with_mergers(list_of_codes.table, mergers)
    ended = int((mergers["old"] != mergers["new"]).sum())
    added = len(merged) - len(list_of_codes.table)
    provisional = int(
        raw[sources.MERGERS_2025].apply(lambda c: c.str.contains(PROVISIONAL)).to_numpy().sum()
    )
    named = _named_areas()
    log = pd.concat(
        [
            list_of_codes.log,
            account(
                ("ended 2025", ended, "municipalities that merged on 1 January 2025 end there"),
                ("new 2025", added, "municipalities that began on 1 January 2025 added"),
                ("provisional name", provisional, "'(voorlopige naam)' dropped from the name"),
                ("not in REFNIS", len(named), "countries, groups and service areas added"),
            ),
        ],
        ignore_index=True,
    )
    return Cleaned(_typed_areas(pd.concat([merged, named], ignore_index=True)), log)


AREA_TABLE = Table(
    key="areas",
    title="Areas: municipalities to countries, with mergers",
    licence="CC-BY-4.0",
    schema=AREAS,
    inputs={sources.REFNIS: read_refnis, sources.MERGERS_2025: read_mergers},
    clean=clean_areas,
    sort_by=("level", "code"),
)


def clean_refnis_file(raw: pd.DataFrame, name: str) -> Cleaned:
    """``areas`` of one REFNIS list alone: what it says, plus the countries it lies in."""
    cleaned = refnis_areas(raw, name)
    table = _typed_areas(pd.concat([cleaned.table, _named_areas()], ignore_index=True))
    known = table["parent"].isin(table["code"])
    # A list that is an excerpt may name parents that it does not hold.
    table = table.assign(parent=table["parent"].where(known))
    return Cleaned(AREAS.validate(table, lazy=True), cleaned.log)


REFNIS_KIND = Kind(
    key="refnis",
    title="Statbel REFNIS codes (TU_COM_REFNIS.txt)",
    output="areas",
    read=read_refnis,
    clean=clean_refnis_file,
)
