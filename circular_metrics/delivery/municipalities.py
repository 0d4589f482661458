"""OVAM's yearly table of waste by municipality as a delivery: the city's own rows and its peers'.

Which fraction is which measure of the template is declared here, word by word. A fraction that is
not among the words is left out and named, never guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from circular_metrics.cells import unpack
from circular_metrics.cells.headings import fold
from circular_metrics.clean.waste.publishers import OVAM_KIND, SWING_KIND
from circular_metrics.delivery.declare import Template
from circular_metrics.delivery.receive import DELIVERED
from circular_metrics.errors import BadInputError, Problem
from circular_metrics.readers import read_bytes
from circular_metrics.readers.workbook_ovam import OVAM
from circular_metrics.readers.workbook_places import read_tables
from circular_metrics.readers.workbook_swing import SWING

BY_MUNICIPALITY = "waste_by_municipality"
CODE = re.compile(r"\d{5}")
DISTRICT = re.compile(r"\s*\([^()]*\)$")
_HOUSEHOLD = ("huishoudelijk afval", "totaal huishoudelijk afval", "huishoudelijk afval totaal",
              "huishoudelijk afval per inwoner")  # fmt: skip
FRACTIONS: Mapping[str, tuple[str, ...]] = {
    "residual_waste_kg_per_inhabitant": (
        "restafval", "huishoudelijk restafval", "totaal restafval", "restafval totaal",
        "totaal huishoudelijk restafval", "restafval per inwoner",
        "huishoudelijk restafval per inwoner",
    ),
    "household_waste_kg_per_inhabitant": _HOUSEHOLD,
    "household_waste_t": _HOUSEHOLD,
    "separate_collection_percent": (
        "selectief ingezameld", "selectieve inzameling", "aandeel selectieve inzameling",
        "aandeel selectief ingezameld", "selectief",
    ),
    "bio_waste_kg_per_inhabitant": (
        "gft", "gft afval", "groente fruit en tuinafval", "groente, fruit en tuinafval",
        "gft per inwoner", "gft afval per inwoner",
    ),
    "textiles_kg_per_inhabitant": ("textiel", "textiel per inwoner", "textielafval"),
    "litter_t": ("zwerfvuil",),
}  # fmt: skip

# A row may say how or by whom its part was collected; these words say that it is the whole.
WHOLE = ("", "totaal", "totalen", "total", "alle", "alles", "alle inzamelwijzen", "samen",
         "gemeente", "gemeenten", "municipality")  # fmt: skip
AT_THE_DOOR = ("huis aan huis", "aan huis", "huis aan huis inzameling", "haha")
DOOR_ALONE = ("bio_waste_kg_per_inhabitant",)  # what the template asks of the doorstep alone

_TAKEN = {word for words in OVAM.roles.values() for word in words}
EITHER = replace(  # a table of OVAM, or its figures as Provincies in Cijfers saves them
    OVAM,
    roles={
        role: (*words, *(word for word in SWING.roles.get(role, ()) if word not in _TAKEN))
        for role, words in OVAM.roles.items()
    },
    gaps={**SWING.gaps, **OVAM.gaps},
    withheld=(*OVAM.withheld, *SWING.withheld),
)


def read_municipalities(
    path: Path, template: Template, areas: pd.DataFrame
) -> tuple[pd.DataFrame, list[str]]:
    """The figures of a table by municipality that the template asks for.

    Parameters
    ----------
    path : Path
        OVAM's workbook or text; a workbook, text or JSON of Provincies in Cijfers.
    template : Template
        The measures, their units and bounds.
    areas : DataFrame
        The table ``areas``: names become codes where the file has none.

    Returns
    -------
    (DataFrame, list of str)
        One row per municipality, measure and year in the columns of a delivery, ``area`` before
        them; and the fractions, with their units, that were left out. A blank is no row.

    Raises
    ------
    BadInputError
        For what the reader cannot place; for a place that is no Flemish municipality, a value
        out of bounds, two fractions that are one measure and differ, or no fraction known.
    """
    name = path.name
    is_json = read_bytes(path).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    kind = SWING_KIND if is_json else OVAM_KIND
    table = kind.clean(kind.read(path) if is_json else read_tables(path, EITHER), name).table
    table = table[table["value"].notna() & ~table["confidential"]].reset_index(drop=True)
    dimensions = [unpack(text) for text in table["dimensions"].astype("str")]
    subject = pd.Series([_subject(found) for found in dimensions], dtype=str)
    way = pd.Series([_way(found) for found in dimensions], dtype=str)
    unit = table["unit"].astype("str").where(table["unit"].notna(), "")
    measure = [_measure(*told, template) for told in zip(subject, way, unit, strict=True)]
    asked = pd.Series([found is not None for found in measure], dtype=bool)
    whole = subject.where(way.map(fold).isin(WHOLE), subject + ", " + way)
    others = (whole + " (" + unit + ")")[~asked]
    if not asked.any():
        found = ", ".join(repr(text) for text in others.unique()[:20]) or "no figure"
        expected = "; ".join(f"{key}: {words[0]}" for key, words in FRACTIONS.items())
        raise BadInputError([Problem(file=name, found=found, expected=f"one of {expected}")])
    rows = pd.DataFrame(
        {
            "area": _codes(table["area"].astype("str"), table["period"].astype("str"), areas),
            "place": table["area"].astype("str"),
            "measure": pd.Series(measure, dtype=object),
            "year": table["period"].astype("str"),
            "detail": "all",
            "value": table["value"],
            "unit": unit,
            "date": "",
            "scope": "",
            "note": [f"flag {text}" if text else "" for text in _texts(table["flag"])],
            "status": "delivered",
            "file": name,
            "row": whole,
        }
    )[asked.to_numpy()]
    _refuse(rows, template, name)
    rows = rows.astype({"year": "int64"}).drop_duplicates(["area", "measure", "year"])
    rows = rows[["area", *DELIVERED]].sort_values(["measure", "area", "year"], ignore_index=True)
    return rows, sorted(others.unique())


def _subject(dimensions: dict[str, str]) -> str:
    """The fraction of a row."""
    return dimensions.get("fraction") or dimensions.get("variable") or ""


def _way(dimensions: dict[str, str]) -> str:
    """How a row's part was collected or treated; nothing where it is the whole."""
    return dimensions.get("collection") or dimensions.get("level") or ""


def _texts(column: pd.Series) -> list[str]:
    """A column as text, ``""`` for the missing."""
    return column.astype("str").where(column.notna(), "").tolist()


def _measure(subject: str, way: str, unit: str, template: Template) -> str | None:
    """The measure that a fraction in a unit is, if it is one; a part of one is not."""
    units = {measure.key: measure.unit for measure in template.measures}
    words, how = fold(subject), fold(way)
    found = (k for k, known in FRACTIONS.items() if words in known and units[k] == unit)
    return next(
        (k for k in found if how in WHOLE or (how in AT_THE_DOOR and k in DOOR_ALONE)), None
    )


def _codes(places: pd.Series, years: pd.Series, areas: pd.DataFrame) -> list[str]:
    """The code of each place, ``""`` where it is no municipality or the name may be of two.

    A name is that of a municipality of today, else of one that there was at the end of the year.
    """
    known = areas[areas["level"] == "municipality"]
    codes = set(known["code"])
    today = _by_name(known[known["valid_to"].isna()])
    then = {}
    for year in years.unique():
        last_day = f"{year}-12-31"
        began, ended = (known[name].astype("str") for name in ("valid_from", "valid_to"))
        then[year] = _by_name(
            known[(began <= last_day) & (known["valid_to"].isna() | (ended >= last_day))]
        )
    return [
        (text if text in codes else "")
        if CODE.fullmatch(text)
        else today.get(fold(text)) or then[year].get(fold(text), "")
        for text, year in zip(places, years, strict=True)
    ]


def _by_name(known: pd.DataFrame) -> dict[str, str]:
    """Name → code of the municipalities whose name no other of them has."""
    names = known["name_nl"].map(lambda text: fold(DISTRICT.sub("", text)))
    once = names[~names.duplicated(keep=False)]
    return dict(zip(once, known.loc[once.index, "code"], strict=True))


def _refuse(rows: pd.DataFrame, template: Template, name: str) -> None:
    """Refuse what is no municipality, no year, out of bounds, or two figures of one thing."""
    bounds = {m.key: (m.low, 100.0 if m.kind == "percent" else m.high) for m in template.measures}
    problems = []
    for place in rows.loc[rows["area"] == "", "place"].unique():
        expected = "a municipality of one meaning, or its code of five digits"
        problems.append(Problem(file=name, found=f"the place {place!r}", expected=expected))
    for row in rows.itertuples(index=False):
        low, high = bounds[row.measure]
        where = f"{row.value:g} for {row.row}, {row.place}, {row.year}"
        if not re.fullmatch(r"\d{4}", row.year):
            problems.append(Problem(file=name, found=where, expected="a whole year"))
        if row.value < low or (high is not None and row.value > high):
            expected = f"from {low:g} to {high:g} {row.unit}"
            problems.append(Problem(file=name, found=where, expected=expected))
    keys = ["area", "measure", "year"]
    apart = rows.drop_duplicates([*keys, "value"])
    for key, group in apart[apart.duplicated(keys, keep=False)].groupby(keys):
        found = " and ".join(
            f"{v:g} ({s})" for v, s in zip(group["value"], group["row"], strict=True)
        )
        expected = f"one figure for {', '.join(key)}"
        problems.append(Problem(file=name, found=found, expected=expected))
    if problems:
        raise BadInputError(problems[:200])
