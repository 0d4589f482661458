"""The processed tables as a Data Package: valid by Frictionless' own validator, rows and all."""

import json
import shutil

import pytest

from circular_metrics.clean import TABLES
from circular_metrics.report.datapackage import NAME, datapackage, described

frictionless = pytest.importorskip("frictionless")


@pytest.fixture(scope="module")
def package(data):
    return json.loads((data / "processed" / NAME).read_text(encoding="utf-8"))


def test_what_is_kept_is_what_would_be_written(data):
    assert (data / "processed" / NAME).read_bytes() == datapackage(data)


def test_every_table_stands_in_it_with_licence_sources_and_hash(package, data):
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        account = json.loads((data / "processed" / f"{resource['name']}.json").read_text("utf-8"))
        assert resource["hash"] == f"sha256:{account['sha256']}"
        assert len(resource["sources"]) == len(account["sources"]) > 0
        assert resource["licenses"] and all(field["type"] for field in resource["schema"]["fields"])


def test_tables_made_from_repair_data_are_share_alike(package):
    shared = {r["name"] for r in package["resources"] if r["licenses"][0]["name"] == "CC-BY-SA-4.0"}
    assert "repair_counts" in shared


def test_the_tables_hold_what_the_descriptor_says(data):
    report = frictionless.validate(str(data / "processed" / NAME))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:10]


def test_a_cell_of_another_type_is_found(data, tmp_path):
    """The validator is not asleep: one letter in a column of numbers is reported."""
    for name in ("population.csv", "population.json"):
        shutil.copy(data / "processed" / name, tmp_path)
    (tmp_path / "processed").mkdir()
    for name in ("population.csv", "population.json"):
        shutil.move(tmp_path / name, tmp_path / "processed" / name)
    table = tmp_path / "processed" / "population.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    column = lines[0].strip().split(",").index("population")
    cells = lines[1].split(",")
    cells[column] = "many" + ("\n" if column == len(cells) - 1 else "")
    table.write_text("".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    path = tmp_path / "processed" / NAME
    path.write_bytes(datapackage(tmp_path))
    found = frictionless.validate(str(path)).flatten(["type", "fieldName"])
    assert ["type-error", "population"] in found


def test_the_descriptor_is_of_the_tables_that_are_put_in_place_with_it(data, tmp_path):
    """It is made before they stand there, and moved in one step with them."""
    shutil.copytree(data / "processed", tmp_path / "processed")
    account = json.loads((tmp_path / "processed" / "population.json").read_bytes())
    about = {"population.json": json.dumps(account | {"sha256": "0" * 64}).encode()}
    made = json.loads(described(tmp_path, about)[NAME])
    hashes = {r["name"]: r["hash"] for r in made["resources"]}
    assert hashes["population"] == f"sha256:{'0' * 64}"
    assert list(hashes) == list(TABLES)
    kept = json.loads((data / "processed" / "areas.json").read_bytes())
    assert hashes["areas"] == f"sha256:{kept['sha256']}"
