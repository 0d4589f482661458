"""JSON-stat as Eurostat writes it: one flat, often sparse list of cells."""

import json
import math
from typing import Any

import numpy as np
import pandas as pd

from circular_metrics.cells import (
    AREA,
    check_periods,
    long_frame,
    refuse,
    split_dimensions,
)
from circular_metrics.errors import BadInputError, Problem

TIME = ("time", "TIME_PERIOD")
KEYS = ("id", "size", "dimension", "value")


def read_jsonstat(text: str, name: str) -> pd.DataFrame:
    """A JSON-stat file, its dimensions in any order, its values a list or by position.

    A dataset of 2.0, a collection that holds datasets, or a bundle as versions before 2.0 wrote.
    A cell is a position that has a value or a status; the others do not exist.
    Numbers stay the text that they are in the file, so that no printed digit is lost.
    """
    frames = [_read(dataset, name) for dataset in _datasets(_parse(text, name), name)]
    if len(frames) == 1:
        return frames[0]
    return pd.concat([frame.astype("str") for frame in frames], ignore_index=True)


def _read(dataset: dict[str, Any], name: str) -> pd.DataFrame:
    """The cells of one dataset."""
    categories = _categories(dataset, name)
    sizes = [len(codes) for codes in categories.values()]
    problems: list[Problem] = []
    length = math.prod(sizes)
    values = _by_position(dataset["value"], "value", (length, name), problems)
    flags = _by_position(dataset.get("status") or {}, "status", (length, name), problems, values)
    positions = np.array(sorted(values.keys() | flags.keys()), dtype="int64")
    places = np.unravel_index(positions, sizes)
    columns = {
        label: pd.Categorical.from_codes(codes, pd.Index(known, dtype="str"))
        for (label, known), codes in zip(categories.items(), places, strict=True)
    }
    period = columns.pop(_named(dataset, "time", TIME))
    check_periods(list(period.categories), name)
    geo = _named(dataset, "geo", AREA)
    if geo in columns and not set(AREA) & set(columns):
        columns["geo"] = columns.pop(geo)
    numbers = [values.get(position, "") for position in positions.tolist()]
    refuse([*problems, *_no_numbers(numbers, positions, name)])
    extension = dataset.get("extension")
    return long_frame(
        split_dimensions(columns, len(positions))
        | {
            "dataset": str(extension.get("id", "") if isinstance(extension, dict) else ""),
            "updated": str(dataset.get("updated") or ""),
            "period": period,
            "value": pd.array(numbers, dtype="str"),
            "flag": pd.Categorical(_marks(positions.tolist(), values, flags)),
        },
        len(positions),
    )


def _named(dataset: dict[str, Any], role: str, usual: tuple[str, ...]) -> str:
    """The dimension of time or place: by its usual name, else by the role that the file gives."""
    own = next((label for label in usual if label in dataset["id"]), "")
    role_of = dataset.get("role")
    given = role_of.get(role) if isinstance(role_of, dict) else None
    told = [label for label in given or [] if label in dataset["id"]]
    return own or (told[0] if told else "")


def _parse(text: str, name: str) -> dict[str, Any]:
    """The JSON object, its numbers as text."""
    try:
        document = json.loads(text, parse_float=_Number, parse_int=_Number, parse_constant=_Number)
    except json.JSONDecodeError as error:
        problem = Problem(file=name, row=error.lineno, found=error.msg, expected="whole JSON")
        raise BadInputError([problem]) from error
    if document.get("error"):
        found = f"an error answer of the publisher: {str(document['error'])[:200]}"
        raise BadInputError([Problem(file=name, found=found, expected="a dataset")])
    return document


def _datasets(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The datasets that a document is or holds, each with its necessary members."""
    kind = document.get("class")
    held = [document]
    if kind == "collection":
        link = document.get("link")
        items = link.get("item") if isinstance(link, dict) else None
        held = [i for i in items or [] if isinstance(i, dict) and "value" in i]
    elif kind is None and "value" not in document:
        held = [_of_bundle(key, one) for key, one in document.items() if _is_old(one)]
    if not held or kind not in (None, "dataset", "collection"):
        found = f"class {kind!r}" + (" that holds no dataset itself" if not held else "")
        raise BadInputError([Problem(file=name, found=found, expected="class 'dataset'")])
    refuse(
        [
            Problem(file=name, column=key, found="nothing", expected=f"the member {key!r}")
            for dataset in held
            for key in KEYS
            if key not in dataset
        ]
    )
    return held


def _is_old(one: Any) -> bool:
    """Whether a member is a dataset as versions before 2.0 have it."""
    return isinstance(one, dict) and "value" in one and isinstance(one.get("dimension"), dict)


def _of_bundle(key: str, dataset: dict[str, Any]) -> dict[str, Any]:
    """A dataset of a bundle in the shape of 2.0: its key is its name."""
    inner = {part: dataset["dimension"].get(part) for part in ("id", "size", "role")}
    name = {} if key == "dataset" else {"extension": {"id": key}}
    return {**name, **inner, **dataset}


class _Number(str):
    """A JSON number as it was printed, to be told from a JSON string."""


def _categories(dataset: dict[str, Any], name: str) -> dict[str, list[str]]:
    """The codes of each dimension, in the order of the flat list."""
    problems, categories = [], {}
    sizes = _sizes(dataset, name)
    if len(sizes) != len(dataset["id"]) or not _named(dataset, "time", TIME):
        found = f"dimensions {dataset['id']} with sizes {sizes}"
        expected = "a size for each, and 'time' among them, by name or role"
        raise BadInputError([Problem(file=name, column="id", found=found, expected=expected)])
    for label, size in zip(dataset["id"], sizes, strict=True):
        codes = _codes(dataset["dimension"].get(label))
        found = "no codes, or out of order" if codes is None else f"{len(codes)} codes"
        if codes is None or len(codes) != size or len(set(codes)) != size:
            expected = f"{size} codes, each at its own place"
            problems.append(Problem(file=name, column=label, found=found, expected=expected))
        categories[label] = codes
    refuse(problems)
    return categories


def _codes(dimension: Any) -> list[str] | None:
    """The codes of one dimension in their order; none where it is not written as the standard says.

    The index is a list of codes or an object of code → place; a dimension with one code may leave
    it out and give only that code's label.
    """
    category = dimension.get("category") if isinstance(dimension, dict) else None
    if not isinstance(category, dict):
        return None
    index = category.get("index")
    if isinstance(index, dict):
        places = {str(place) for place in index.values() if isinstance(place, _Number)}
        if places != set(map(str, range(len(index)))):
            return None
        index = sorted(index, key=lambda code: int(index[code]))
    codes = index or category.get("label")
    if not isinstance(codes, list | dict) or not all(type(code) is str for code in codes):
        return None
    return list(codes)


def _sizes(dataset: dict[str, Any], name: str) -> list[int]:
    """How many codes each dimension has; refuses members of another shape than the standard's."""
    shapes = {"id": (list, "a list of names"), "dimension": (dict, "an object of dimensions")}
    shapes["size"] = (list, "a list of whole numbers")
    wrong = [key for key, (kind, _) in shapes.items() if not isinstance(dataset[key], kind)]
    if not wrong and not all(
        isinstance(size, _Number) and size.isdecimal() for size in dataset["size"]
    ):
        wrong = ["size"]
    refuse(
        [
            Problem(file=name, column=key, found=f"{dataset[key]!r}"[:80], expected=shapes[key][1])
            for key in wrong
        ]
    )
    return [int(size) for size in dataset["size"]]


def _by_position(
    given: Any,
    member: str,
    table: tuple[int, str],
    problems: list[Problem],
    cells: dict[int, str] | None = None,
) -> dict[int, str]:
    """Position → text, for each of the three ways in which a member may be written.

    What stands at a place that the ``table``, of a length and a name, has not is added to the
    ``problems``.
    """
    length, name = table
    if isinstance(given, str):  # one status that holds for every cell
        return dict.fromkeys(cells or {}, given)
    if isinstance(given, list):
        if len(given) != length:
            found, expected = f"{len(given)} cells", f"{length} cells"
            problems.append(Problem(file=name, column=member, found=found, expected=expected))
        return {place: t for place, t in enumerate(given[:length]) if t is not None}
    wrong = {place for place in given if not _is_position(place, length)}
    expected = f"a position below {length}"
    problems += [
        Problem(file=name, column=member, found=f"position {place!r}", expected=expected)
        for place in given
        if place in wrong
    ]
    return {int(p): text for p, text in given.items() if text is not None and p not in wrong}


def _is_position(text: str, length: int) -> bool:
    """Whether a key is a position, written in the one way that it can be: ``7``, never ``07``."""
    return text.isdecimal() and str(int(text)) == text and int(text) < length


def _marks(positions: list[int], values: dict[int, str], flags: dict[int, str]) -> list[str]:
    """The flag of each cell; the ``:`` that some files set where there is no value is none."""
    return [
        flags.get(place, "")
        if place in values
        else str(flags.get(place, "")).removeprefix(":").strip()
        for place in positions
    ]


def _no_numbers(numbers: list[Any], positions: np.ndarray, name: str) -> list[Problem]:
    """A problem for each value that is not a JSON number."""
    return [
        Problem(
            file=name, column="value", found=f"{number!r} at position {place}", expected="a number"
        )
        for number, place in zip(numbers, positions.tolist(), strict=True)
        if number != "" and not (isinstance(number, _Number) and number[-1].isdecimal())
    ]
