"""OECD.Stat's CSV and its successor: a row per cell, codes beside their labels."""

import re
from pathlib import Path

import pandas as pd

from circular_metrics.cells import ACTIONS, NUMBER, PERIOD, long_frame, pack, refuse
from circular_metrics.cells.numbers import POWERS, commas_are_decimal, scaled
from circular_metrics.codelists.waste import OECD_MEANINGS
from circular_metrics.errors import Problem
from circular_metrics.readers import (
    decode_western,
    parse_delimited,
    read_bytes,
    rows_as_lines,
    separator_of,
)

ROLES = {
    "value": ("Value", "OBS_VALUE", "VALUE", "ObsValue"),
    "period": ("YEA", "TIME", "TIME_PERIOD", "YEAR", "Year", "Time", "Time period"),
    "area": (
        "COU",
        "LOCATION",
        "REF_AREA",
        "COUNTRY",
        "CNT",
        "REG_ID",
        "Country",
        "Reference area",
    ),
    "unit": ("Unit Code", "UNIT", "UNIT_MEASURE", "Unit", "Unit of measure"),
    "power": ("PowerCode Code", "POWERCODE", "UNIT_MULT", "PowerCode", "Unit multiplier"),
    "flag": ("Flag Codes", "OBS_STATUS", "FLAGS", "Flags", "Observation status", "Flag"),
    "meaning": ("Flags", "Observation status", "Flag"),
    "withheld": ("CONF_STATUS",),
    "freq": ("FREQ", "FREQUENCY", "Frequency"),
    "decimals": ("DECIMALS",),  # of the publisher's own display
    "dataset": ("STRUCTURE_ID", "DATAFLOW"),
}
LABELS = {
    "Country": ("COU", "LOCATION", "COUNTRY"),
    "Reference area": ("REF_AREA",),
    "Year": ("YEA", "YEAR", "TIME"),
    "Time": ("TIME", "YEA"),
    "Time period": ("TIME_PERIOD",),
    "Unit": ("Unit Code", "UNIT"),
    "PowerCode": ("PowerCode Code", "POWERCODE"),
    "Reference Period": ("Reference Period Code", "REFERENCEPERIOD"),
    "Flags": ("Flag Codes",),
}
HEAD = ("STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "DATAFLOW", "Observation value")
BOTH = re.compile(r"(?<=\w): .*")
CODED = re.compile(r"[A-Z][A-Z0-9_]*|.* Codes?")
FLAG_WORDS = {words.casefold(): code for code, words in reversed(OECD_MEANINGS.items())}
NO_VALUE = ("", "..", "...", ":", "NaN", "nan", "#N/A", "-")
EXPORTED = re.compile(r"_(\d{2})(\d{2})((?:19|20)\d{2})\d{6,}")  # day, month, year, time of day


def read_oecd(path: Path) -> pd.DataFrame:
    """A file of OECD.Stat or of the OECD Data Explorer as one long frame of text.

    Labels that stand beside their codes are left out. The power of ten (``PowerCode``) is applied
    to the value, which is then in the unit itself; it is kept among the attributes.

    Returns
    -------
    DataFrame
        The columns ``cells.COLUMNS``. ``attrs`` hold what the publisher's flags mean.

    Raises
    ------
    BadInputError
        For a missing column, a value, power or period that is none, or two different values for
        the same cell; names every row.
    """
    path = Path(path)
    text = decode_western(read_bytes(path), path.name)
    expected = "an OECD.Stat CSV with columns such as COU, VAR, YEA, Value"
    sep = separator_of(text, path.name, ",;\t|", expected)
    raw = _parse(text, path.name, sep)
    with rows_as_lines(text, sep):
        return _read(raw, path.name)


def _read(raw: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows in the shape that all layouts share."""
    roles = {
        role: next((name for name in names if name in raw), None) for role, names in ROLES.items()
    }
    header = ", ".join(map(repr, raw.columns[:30]))
    refuse(
        [
            Problem(
                file=name,
                row=1,
                found=f"columns {header}",
                expected=f"also a column of {role}s: {' or '.join(ROLES[role][:4])}",
            )
            for role in ("value", "period", "area")
            if roles[role] is None
        ]
    )
    value, power = _values(raw, roles, name)
    if roles["flag"]:
        raw[roles["flag"]] = raw[roles["flag"]].map(_flag_codes)
    dimensions = _dimensions(raw, roles)
    return _long(raw, roles, dimensions, (value, power), name)


def _flag_codes(flags: str) -> str:
    """The codes of flags that a file without them spells out; codes as they are."""
    whole = FLAG_WORDS.get(flags.casefold())
    parts = [FLAG_WORDS.get(part.strip().casefold()) for part in flags.split(";")]
    return whole or ("; ".join(parts) if all(parts) else flags)


def _parse(text: str, name: str, sep: str) -> pd.DataFrame:
    """The rows as text, cells stripped."""
    raw = parse_delimited(text, name, (), sep)
    raw = raw.rename(columns=lambda name: name.strip()).apply(lambda cells: cells.str.strip())
    both = {name: code for name in raw if (code := BOTH.sub("", name)) != name}
    for name in both:  # a code and its name in one cell, as in `REF_AREA: Reference area`
        raw[name] = raw[name].str.partition(": ")[0]
    return raw.rename(columns=both)


def _values(raw: pd.DataFrame, roles: dict, name: str) -> tuple[pd.Series, pd.Series]:
    """Values with their power of ten applied, as text, and the powers."""
    value = raw[roles["value"]]
    value = value.mask(value.isin(NO_VALUE), "")
    if commas_are_decimal(value.unique()):
        value = value.str.replace(",", ".", regex=False)
    power = pd.Series("0", index=raw.index)
    if roles["power"]:
        column = raw[roles["power"]]
        power = column.str.casefold().map(lambda text: str(POWERS.get(text, text or "0")))
    tests = {
        roles["value"]: (value, rf"(?:{NUMBER})?", "a number that can mean one thing, or nothing"),
        roles["period"]: (raw[roles["period"]], PERIOD.pattern, "a time period"),
        roles["power"]: (power, r"-?\d{1,2}", "a power of ten, such as 3 for thousands"),
    }
    if "ACTION" in raw:
        tests["ACTION"] = (raw["ACTION"], "|".join(ACTIONS), f"one of {ACTIONS[1:]}")
    problems = [
        Problem(
            file=name,
            row=int(row) + 2,
            column=column,
            found=repr(raw.loc[row, column]),
            expected=expected,
        )
        for column, (cells, pattern, expected) in tests.items()
        for row in cells.index[~cells.str.fullmatch(pattern)]
    ]
    refuse(sorted(problems, key=lambda problem: problem.row))
    whole = [scaled(number, int(ten)) for number, ten in zip(value, power, strict=True)]
    return pd.Series(whole, index=raw.index, dtype="str"), power


def _dimensions(raw: pd.DataFrame, roles: dict) -> list[str]:
    """The columns that tell one cell from another, without labels that have their code beside."""
    taken = {name for name in roles.values() if name} | set(HEAD)
    labels = {name for name in raw if name in LABELS and any(code in raw for code in LABELS[name])}
    columns = list(raw.columns)
    for before, name in zip(columns, columns[1:], strict=False):
        beside = CODED.fullmatch(before) and not CODED.fullmatch(name) and name not in taken
        if beside and before not in HEAD and _says_the_same(raw[before], raw[name]):
            labels.add(name)
    apart = {c for c in columns if c not in taken | labels and not CODED.fullmatch(c)}
    for name in apart:  # columns in another order: a label that some code settles
        codes = [c for c in columns if CODED.fullmatch(c) and c not in taken]
        if any(_says_the_same(raw[c], raw[name]) and len(raw[c].unique()) > 1 for c in codes):
            labels.add(name)
    blank = {name for name in columns if not raw[name].any()}
    return [name for name in columns if name not in taken | labels | blank]


def _says_the_same(codes: pd.Series, labels: pd.Series) -> bool:
    """Whether each code has one label only."""
    pairs = pd.DataFrame({"code": codes, "label": labels}).drop_duplicates()
    return not pairs["code"].duplicated().any()


def _long(raw: pd.DataFrame, roles: dict, names: list[str], values: tuple, name: str):
    """The frame in the shape that all layouts share."""
    value, power = values
    parts = ("area", "period", "unit", "freq", "dataset")
    keys = [*names, *(roles[part] for part in parts if roles[part])]
    keyed = raw[keys].assign(value=value)
    repeated = keyed.duplicated()
    twice = keyed[~repeated].duplicated(keys)
    refuse(
        [
            Problem(
                file=name,
                row=int(row) + 2,
                column=roles["value"],
                found=f"{value[row]!r}, and another value before",
                expected="each cell once",
            )
            for row in twice.index[twice]
        ]
    )
    kept, length = raw[~repeated], int((~repeated).sum())
    columns: dict[str, object] = {
        ours: pd.Categorical(kept[roles[ours]])
        for ours in ("area", "period", "unit", "flag", "freq")
        if roles[ours]
    }
    columns["value"] = value[~repeated].reset_index(drop=True)
    columns["dimensions"] = pack({n: pd.Categorical(kept[n]) for n in names}, length)
    columns["dataset"] = _dataset(kept, roles["dataset"], name)
    if roles["withheld"]:
        columns["conf_status"] = pd.Categorical(kept[roles["withheld"]])
    if (power != "0").any():
        columns["attributes"] = pack({"power": pd.Categorical(power[~repeated])}, length)
    frame = long_frame(columns, length)
    frame.attrs["account"] = _account(value, power, repeated)
    if roles["flag"] and roles["meaning"] and roles["meaning"] != roles["flag"]:
        pairs = kept[[roles["flag"], roles["meaning"]]].drop_duplicates()
        frame.attrs["meanings"] = dict(pairs.itertuples(index=False, name=None))
    exported = EXPORTED.search(name)
    if exported:
        frame.attrs["vintage"] = f"{exported[3]}-{exported[2]}"
    return frame


def _dataset(kept: pd.DataFrame, column: str | None, name: str) -> str | pd.Categorical:
    """``DF_MUNW`` from ``OECD.ENV.EPI:DF_MUNW(1.0)``, or what the file is called."""
    if column is None:
        return EXPORTED.sub("", Path(name).stem)
    return pd.Categorical([text.rpartition(":")[2].partition("(")[0] for text in kept[column]])


def _account(value: pd.Series, power: pd.Series, repeated: pd.Series) -> list:
    """What was done to the file."""
    scaled = int(((power != "0") & (value != "")).sum())
    lines = [
        ("power", scaled, "values multiplied by the power of ten that the file gives"),
        ("repeated", int(repeated.sum()), "rows printed twice alike, taken once"),
    ]
    return [line for line in lines if line[1]]
