"""Whoever asks what stands behind a figure gets the formula, the file and its sha256."""

import pytest

from circular_metrics.edition import open_edition
from circular_metrics.errors import UnknownNameError
from circular_metrics.sources import SOURCES


def test_a_figure_is_explained_down_to_its_file():
    shown = open_edition("leuven", 2025).objective("so2").explain("renovation_share")
    told = dict(shown.frame.to_numpy().tolist())
    assert told["indicator"].endswith("(renovation_share)")
    published = {f"{source.published}, sha256 {source.sha256}" for source in SOURCES.values()}
    assert told["file"] in published
    assert {"formula", "value", "interval", "status", "scope", "source"} <= set(told)


def test_without_a_figure_the_formula_is_told_and_nothing_else():
    shown = open_edition("leuven", 2025, "nl").objective("so5").explain("raw_material_consumption")
    assert shown.frame.iloc[:, 0].tolist() == ["formule"]


def test_an_indicator_that_does_not_exist_is_named():
    with pytest.raises(UnknownNameError, match="renovation_shares"):
        open_edition("leuven", 2025).objective("so2").explain("renovation_shares")
