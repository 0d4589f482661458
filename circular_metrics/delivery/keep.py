"""Where the city's deliveries lie: apart from open data, each with the file that it came from."""

import json
from pathlib import Path

import pandas as pd

from circular_metrics import store
from circular_metrics.city import City
from circular_metrics.delivery import TEMPLATES, Template
from circular_metrics.delivery.receive import receive
from circular_metrics.errors import OutputError
from circular_metrics.readers.workbook import read_workbook


def delivery_folder(city: City, data: Path) -> Path:
    """The folder of a city's own deliveries; nothing of it is open data."""
    return data / "delivered" / city.key


def import_file(
    path: Path, city: City, out: Path, *, template: str | None = None, replace: bool = False
) -> list[Path]:
    """Read a filled-in template and keep it as ``<template>.csv`` with its account.

    Raises
    ------
    BadInputError
        If any cell is wrong; nothing is written then.
    OutputError
        If there is another delivery of that template and ``replace`` was not asked.
    """
    known = TEMPLATES
    if template is not None:
        known = {template: TEMPLATES[store.named(template, TEMPLATES, "template")]}
    found, frame = receive(read_workbook(path), known, Path(path).name)
    frame.insert(0, "area", city.area)
    account = {
        "template": found.key,
        "city": city.key,
        "status": "delivered",
        "meaning": "handed over by the city or its partners; not open data, not verified by us",
        "file": Path(path).name,
        "sha256": store.sha256(Path(path)),
        "rows": len(frame),
        "measures": sorted(frame["measure"].unique()),
    }
    files = {
        out / f"{found.key}.csv": store.csv_bytes(frame),
        out / f"{found.key}.json": (json.dumps(account, indent=1) + "\n").encode(),
    }
    other = [p for p, body in files.items() if p.exists() and p.read_bytes() != body]
    if other and not replace:
        raise OutputError(
            f"{other[0]}: there is another delivery already; add --replace to take its place"
        )
    return [store.write_atomically(place, body) for place, body in files.items()]


def read_delivery(template: Template, city: City, data: Path) -> pd.DataFrame:
    """What the city delivered for a template; no row if it delivered nothing."""
    path = delivery_folder(city, data) / f"{template.key}.csv"
    columns = ["area", "measure", "year", "detail", "value", "unit", "date", "scope", "note"]
    if not path.is_file():
        return pd.DataFrame(columns=[*columns, "status", "file", "row"])
    return pd.read_csv(path, dtype={"area": str}, keep_default_na=False, na_values=[""])
