"""Maps: read from the user's boundaries, coloured by value, a gap is grey and not zero."""

import json

import numpy as np
import pandas as pd
import pytest

from circular_metrics.charts.map import NO_VALUE, STEPS, municipalities, without
from circular_metrics.edition import open_edition
from circular_metrics.edition.boundaries import outlines_of
from circular_metrics.errors import BadInputError
from circular_metrics.readers.boundaries import read_outlines
from circular_metrics.sources.boundaries import MUNICIPALITIES, NOTICE


def square(x, y, size=0.1):
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    return [[list(corner) for corner in corners]]


def features(*places, key="code", prefix=""):
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {key: f"{prefix}{code}"},
                "geometry": {"type": kind, "coordinates": shape},
            }
            for code, kind, shape in places
        ],
    }


PLACES = [(f"2400{i}", "Polygon", square(4.5 + 0.1 * i, 50.8)) for i in range(6)]


def written(tmp_path, document):
    path = tmp_path / "lau.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return path


@pytest.mark.parametrize(("key", "prefix"), [("code", ""), ("LAU_ID", ""), ("GISCO_ID", "BE_")])
def test_outlines_are_read_under_each_name_of_the_code(tmp_path, key, prefix):
    found = read_outlines(written(tmp_path, features(*PLACES, key=key, prefix=prefix)))
    assert list(found) == [code for code, *_ in PLACES]
    assert all(ring.shape == (5, 2) for rings in found.values() for ring in rings)


def test_a_place_in_two_parts_has_two_rings(tmp_path):
    parts = ("24001", "MultiPolygon", [square(4.5, 50.8), square(4.9, 50.9)])
    assert len(read_outlines(written(tmp_path, features(parts)))["24001"]) == 2


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{", "whole JSON|row 1"),
        ("[]", "no 'features'"),
        ({"features": []}, "no 'features'"),
        (features(("240", "Polygon", square(4.5, 50.8))), "row 1.*no code"),
        (features(("24001", "Point", [4.5, 50.8])), "row 1.*no polygon"),
        (features(("24001", "Polygon", square(173_000, 174_000))), "no polygon in longitude"),
        (features(("24001", "Polygon", [[["x", "y"]]])), "no polygon"),
    ],
)
def test_what_is_no_such_file_is_refused_by_feature(tmp_path, document, said):
    with pytest.raises(BadInputError, match=said):
        read_outlines(written(tmp_path, document))


def drawn(tmp_path, values, marked=("24000",), language="en"):
    outlines = read_outlines(written(tmp_path, features(*PLACES)))
    names = {code: f"Place {code}" for code, *_ in PLACES}
    return municipalities(values, outlines, marked, names, "A share", "%", language, NOTICE)


def test_colours_follow_the_order_of_the_values_and_a_gap_is_grey(tmp_path):
    values = pd.Series([10, 20, 30, 40, 50, np.nan], index=[code for code, *_ in PLACES])
    picture = drawn(tmp_path, values)
    assert [step in picture.svg for step in (*STEPS, NO_VALUE)] == [True] * 6
    assert "no value (1)" in picture.svg and NOTICE in picture.svg
    assert "Place 24000" in picture.svg and "Place 24001" not in picture.svg
    assert picture.data["value"].isna().sum() == 1 and 0 not in picture.data["value"].tolist()


def test_the_same_map_twice_is_the_same_bytes_and_values_alone_change_it(tmp_path):
    values = pd.Series(range(6), index=[code for code, *_ in PLACES], dtype=float)
    one, same, other = (drawn(tmp_path, v) for v in (values, values.copy(), values[::-1].copy()))
    assert one.svg == same.svg
    assert other.data["value"].tolist() == one.data["value"].tolist()[::-1]


def test_every_flemish_municipality_of_today_has_an_outline(published):
    """581 municipalities to 2024; those that merged since are drawn under their successor."""
    edition = open_edition("leuven", 2025, "en", "partners", None)
    beside = edition.objective("so2").beside
    outlines = outlines_of(edition)
    areas = set(beside.figures.index)
    assert len(areas) == 285 and areas <= set(outlines)
    picture = beside.map
    assert "Leuven" in picture.svg and NOTICE in picture.svg
    assert len(picture.svg) < 70_000


def test_the_boundaries_are_passed_on_in_no_table(data):
    """Eurostat GISCO: the right to use them is not transferable."""
    kept = [p for p in (data / "processed").glob("*.json") if "gisco" in p.read_text("utf-8")]
    assert not kept
    assert not list(data.rglob("belgium_municipalities*"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_map_without_boundaries_says_where_the_user_s_own_copy_goes(language):
    words = without("Renovation share, 2024", language).markdown
    assert words.startswith("Renovation share, 2024:")
    assert f"data/raw/{MUNICIPALITIES.key}/{MUNICIPALITIES.vintage}" in words
