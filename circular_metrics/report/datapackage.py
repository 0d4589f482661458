"""The processed tables as a Data Package: what each column is, for tools that know none of ours.

``data/processed/datapackage.json`` follows Frictionless' Data Package 1.0 and Table Schema; it is
made from the same schemas that the tables are held to and from the accounts beside them.
"""

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from circular_metrics.clean import TABLES
from circular_metrics.model import Table
from circular_metrics.store import read_provenance

NAME = "datapackage.json"
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "MIT": "https://opensource.org/license/mit",
}
BOUNDS = {
    "greater_than_or_equal_to": (("minimum", "min_value"),),
    "less_than_or_equal_to": (("maximum", "max_value"),),
    "in_range": (("minimum", "min_value"), ("maximum", "max_value")),
    "isin": (("enum", "allowed_values"),),
    "str_matches": (("pattern", "pattern"),),
}


def described(data: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The descriptor's name and bytes once ``files`` stand beside the tables that are kept."""
    return {NAME: datapackage(data, files=files)}


def datapackage(
    data: Path,
    tables: Mapping[str, Table] = TABLES,
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The descriptor of those tables that are kept in ``data/processed``; the others are left out.

    Parameters
    ----------
    data : Path
        The data folder.
    tables : mapping
        Key → table.
    files : mapping
        Name → bytes of accounts that are about to be put there.

    References
    ----------
    Frictionless Data, *Data Package* and *Table Schema*, version 1.
    """
    accounts = {key: _account(key, data, files) for key in tables}
    kept = {key: account for key, account in accounts.items() if account is not None}
    package = {
        "profile": "tabular-data-package",
        "name": "circular-metrics-processed",
        "title": "Tidy tables on waste, building, repair, policy and firms for Flemish cities",
        "version": version("circular-metrics"),
        "licenses": licences(sorted({tables[key].licence for key in kept})),
        "resources": [resource(tables[key], account) for key, account in kept.items()],
    }
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode()


def _account(key: str, data: Path, files: Mapping[str, bytes]) -> Mapping[str, Any] | None:
    """The account of a table: that which is about to be written, else that which is kept."""
    name = f"{key}.json"
    if name in files:
        return json.loads(files[name])
    return read_provenance(key, data) if (data / "processed" / name).is_file() else None


def licences(names: list[str]) -> list[dict[str, str]]:
    """Licences as the specification writes them; one without an address by its title."""
    return [
        {"name": name, "path": LICENCES[name]}
        if name in LICENCES
        else {"name": "other", "title": name}
        for name in names
    ]


def resource(table: Table, account: Mapping[str, Any]) -> dict[str, Any]:
    """One table: file, hash, licence, sources and columns."""
    return {
        "profile": "tabular-data-resource",
        "name": table.key,
        "path": f"{table.key}.csv",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{account['sha256']}",
        "licenses": licences([table.licence]),
        "sources": [
            {
                "title": f"{s['publisher']}: {s['title']} ({s['key']}@{s['vintage']})",
                "path": s["landing_page"],
            }
            for s in account["sources"]
        ],
        "schema": table_schema(table),
    }


def table_schema(table: Table) -> dict[str, Any]:
    """The columns of a table with their types and bounds; its key where it has one."""
    fields = [field(name, column) for name, column in table.schema.columns.items()]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.schema.unique:
        required = {f["name"] for f in fields if f["constraints"].get("required")}
        if required.issuperset(table.schema.unique):
            schema["primaryKey"] = list(table.schema.unique)
    return schema


def field(name: str, column: Any) -> dict[str, Any]:
    """One column as a field of Table Schema."""
    kind = kind_of(str(column.dtype))
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.unique:
        constraints["unique"] = True
    for check in column.checks:
        statistics = check.statistics or {}
        for ours, theirs in BOUNDS.get(check.name, ()):
            value = statistics.get(theirs)
            if value is not None:
                constraints[ours] = plain(value)
    found = {"name": name, "type": kind, "description": column.description or ""}
    if kind == "boolean":
        found |= {"trueValues": ["True"], "falseValues": ["False"]}
    return {**found, "constraints": constraints}


def kind_of(dtype: str) -> str:
    """The type of Table Schema for one of pandas."""
    starts = {
        "int": "integer",
        "Int": "integer",
        "float": "number",
        "Float": "number",
        "bool": "boolean",
        "datetime": "date",
    }
    return next((kind for start, kind in starts.items() if dtype.startswith(start)), "string")


def plain(value: Any) -> Any:
    """A check's value as JSON has it."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return getattr(value, "pattern", value.item() if hasattr(value, "item") else value)
