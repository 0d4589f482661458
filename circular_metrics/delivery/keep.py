"""Where the city's deliveries lie: apart from open data, each with the file that it came from."""

import json
from pathlib import Path

import pandas as pd

from circular_metrics import store
from circular_metrics.city import City
from circular_metrics.clean import TABLES
from circular_metrics.codelists.register import COLUMNS
from circular_metrics.delivery import TEMPLATES
from circular_metrics.delivery.municipalities import BY_MUNICIPALITY, read_municipalities
from circular_metrics.delivery.receive import receive
from circular_metrics.delivery.register import REGISTER, is_register, receive_register
from circular_metrics.readers.workbook import read_workbook


def delivery_folder(city: City, data: Path) -> Path:
    """The folder of a city's own deliveries; nothing of it is open data."""
    return data / "delivered" / city.key


def import_file(
    path: Path,
    city: City,
    out: Path,
    *,
    template: str | None = None,
    replace: bool = False,
    data: Path | None = None,
) -> list[Path]:
    """Read a filled-in template and keep it as ``<template>.csv`` with its account.

    An action register, whose cells are texts and lists, is kept as ``actions.json``. A table of
    waste by municipality is read only where ``template`` says that the file is one; the rows of
    every place in it are kept, since the city's peers are among them.

    Raises
    ------
    BadInputError
        If any cell is wrong; nothing is written then.
    OutputError
        If there is another delivery of that template and ``replace`` was not asked.
    """
    if template is not None:
        store.named(template, (*TEMPLATES, REGISTER, BY_MUNICIPALITY), "template")
    if template == BY_MUNICIPALITY:
        return store.write_new(_by_municipality(path, city, out, data), replace)
    sheets, name = read_workbook(path), Path(path).name
    if template == REGISTER or (template is None and is_register(sheets)):
        body = _register(*receive_register(sheets, city, name), _account(path, REGISTER, city))
        return store.write_new({out / f"{REGISTER}.json": body}, replace)
    known = TEMPLATES if template is None else {template: TEMPLATES[template]}
    found, frame = receive(sheets, known, name)
    frame.insert(0, "area", city.area)
    account = _account(path, found.key, city) | {
        "rows": len(frame),
        "measures": sorted(frame["measure"].unique()),
    }
    files = {
        out / f"{found.key}.csv": store.csv_bytes(frame),
        out / f"{found.key}.json": (json.dumps(account, indent=1) + "\n").encode(),
    }
    return store.write_new(files, replace)


def _by_municipality(path: Path, city: City, out: Path, data: Path | None) -> dict[Path, bytes]:
    """The files of a table of waste by municipality: its rows, and what was left out of it."""
    areas = store.read_table(TABLES["areas"], store.data_folder(data))
    frame, left_out = read_municipalities(path, TEMPLATES["waste"], areas)
    account = _account(path, BY_MUNICIPALITY, city) | {
        "rows": len(frame),
        "measures": sorted(frame["measure"].unique()),
        "municipalities": int(frame["area"].nunique()),
        "left_out": left_out,
    }
    return {
        out / f"{BY_MUNICIPALITY}.csv": store.csv_bytes(frame),
        out / f"{BY_MUNICIPALITY}.json": (json.dumps(account, indent=1) + "\n").encode(),
    }


def _account(path: Path, template: str, city: City) -> dict[str, object]:
    """Which file a delivery came from, and what it is."""
    return {
        "template": template,
        "city": city.key,
        "status": "delivered",
        "meaning": "handed over by the city or its partners; not open data, not verified by us",
        "file": store.name_of(Path(path)),
        "sha256": store.sha256(Path(path)),
    }


def _register(actions: pd.DataFrame, answers: pd.DataFrame, account: dict[str, object]) -> bytes:
    """Texts and lists as JSON, nothing lost."""
    content = account | {
        "rows": len(actions),
        "actions": json.loads(actions.to_json(orient="records", double_precision=15)),
        "answers": json.loads(answers.to_json(orient="records")),
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def register_file(city: City, data: Path) -> Path:
    """Where a city's action register is kept once it has been imported."""
    return delivery_folder(city, data) / f"{REGISTER}.json"


def read_register(city: City, data: Path) -> tuple[pd.DataFrame | None, pd.DataFrame]:
    """The city's kept register: actions (``None`` without one) and answers."""
    path = register_file(city, data)
    empty = pd.DataFrame(columns=["objective", "question", "answer"], dtype=str)
    if not path.is_file():
        return None, empty
    content = json.loads(path.read_text(encoding="utf-8"))
    actions = pd.DataFrame(content["actions"], columns=[column.key for column in COLUMNS])
    for key in (column.key for column in COLUMNS if column.is_list):
        actions[key] = actions[key].map(tuple)
    answers = pd.DataFrame(content["answers"], columns=list(empty.columns))
    return actions.astype({"budget_eur": float}), answers


def read_delivery(template: str, city: City, data: Path) -> pd.DataFrame:
    """What the city delivered for a template; no row if it delivered nothing."""
    path = delivery_folder(city, data) / f"{template}.csv"
    columns = ["area", "measure", "year", "detail", "value", "unit", "date", "scope", "note"]
    if not path.is_file():
        return pd.DataFrame(columns=[*columns, "status", "file", "row"])
    return pd.read_csv(path, dtype={"area": str}, keep_default_na=False, na_values=[""])
