"""An edition as a research object: rocrate reads it, and it says what is in the folder."""

import hashlib
import json

import pytest

rocrate = pytest.importorskip("rocrate.rocrate")


@pytest.fixture(scope="module")
def crate(pages):
    return rocrate.ROCrate(str(pages))


def test_the_library_reads_it_and_it_tells_who_when_and_under_which_licence(crate, pages):
    root = crate.root_dataset
    manifest = json.loads((pages / "manifest.json").read_text(encoding="utf-8"))
    assert root["datePublished"] == manifest["closed"]
    assert root["license"]["name"] == "CC-BY-SA-4.0"
    assert root["author"]["name"] == "circular_metrics contributors"


def test_every_file_of_the_edition_stands_in_it_with_its_hash(crate, pages):
    listed = {entity.id: entity for entity in crate.data_entities}
    for path in pages.rglob("*"):
        name = path.relative_to(pages).as_posix()
        if not path.is_file() or name in ("ro-crate-metadata.json", "manifest.json"):
            continue
        if path.parent.name == "figures":
            assert f"{path.parent.relative_to(pages).as_posix()}/" in listed
            continue
        assert listed[name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest(), name


def test_every_source_of_a_figure_stands_in_it_with_licence_and_hash(crate, pages):
    import pandas as pd

    from circular_metrics.sources import SOURCES

    shown = pd.read_csv(pages / "observations.csv", dtype=str, keep_default_na=False)
    named = {
        f"{key}@{vintage}"
        for row in shown[["source", "vintage"]].drop_duplicates().itertuples()
        for key, vintage in zip(row.source.split(";"), row.vintage.split(";"), strict=False)
    }
    assert named & set(SOURCES)
    for name in named & set(SOURCES):
        entity = crate.dereference(f"#source-{name}")
        assert entity["sha256"] == SOURCES[name].sha256
        assert entity["license"]["name"] == SOURCES[name].licence


def test_program_parameters_and_environment_stand_in_it(crate, pages):
    run = crate.dereference("#run")
    assert run["instrument"]["softwareVersion"]
    values = {e["name"]: e["value"] for e in run["object"] if e.type == "PropertyValue"}
    assert values["city"] == "leuven" and values["languages"] == "nl, en"
    lines = (pages / "environment.txt").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("pandas==") for line in lines)
