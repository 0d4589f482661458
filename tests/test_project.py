"""The project's own files: dependencies told twice must agree, and nothing of a workplace shows."""

import re
import subprocess
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA_NAMES = {"matplotlib-base": "matplotlib"}


def bounds(lines) -> dict[str, str]:
    split = (re.match(r"([A-Za-z0-9_.-]+)\s*(.*)", line).groups() for line in lines)
    return {CONDA_NAMES.get(name, name): bound for name, bound in split}


def test_conda_and_pip_users_get_the_same():
    wanted = [
        *PYPROJECT["project"]["dependencies"],
        *PYPROJECT["project"]["optional-dependencies"]["test"],
        f"python {PYPROJECT['project']['requires-python']}",
    ]
    conda = yaml.safe_load((PROJECT / "environment.yml").read_text(encoding="utf-8"))
    plain = [line for line in conda["dependencies"] if isinstance(line, str) and line != "pip"]
    by_pip = next(line["pip"] for line in conda["dependencies"] if isinstance(line, dict))
    assert bounds([*plain, *by_pip[1:]]) == bounds(wanted)
    assert by_pip[0] == "--editable ."


def test_the_citation_is_complete_and_of_this_version():
    """Citation File Format 1.2.0: required fields, and those a reader copies."""
    cff = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(cff)
    assert cff["cff-version"] == "1.2.0" and cff["type"] in ("software", "dataset")
    person, entity = {"family-names", "given-names"}, {"name"}
    assert all(person <= set(author) or entity <= set(author) for author in cff["authors"])
    assert cff["version"] == PYPROJECT["project"]["version"]
    assert date.fromisoformat(cff["date-released"])
    assert cff["license"] == PYPROJECT["project"]["license"]
    changes = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {cff['version']}, {cff['date-released']}" in changes


LOCKS = ("constraints.txt", "constraints-test.txt")


def pinned(lock: str) -> dict[str, str]:
    """Package → how it is pinned, hashes left out."""
    lines = (PROJECT / lock).read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if not line.startswith("    --hash=sha256:")]
    assert all(re.match(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+( ; .*)? \\$", line) for line in found)
    return {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower(): line for line in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_dependency_with_hashes_and_names_no_address(lock):
    wanted = [*PYPROJECT["project"]["dependencies"]]
    if lock == "constraints-test.txt":
        extras = PYPROJECT["project"]["optional-dependencies"]
        wanted += [line for lines in extras.values() for line in lines]
    assert {name.lower() for name in bounds(wanted)} <= set(pinned(lock))
    text = (PROJECT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert all("--hash" in entry for entry in re.split(r"\n(?=\S)", text))


def test_a_report_is_made_with_the_versions_that_were_tested():
    tested = pinned("constraints-test.txt")
    assert all(tested[name] == line for name, line in pinned("constraints.txt").items())


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of the project's own files")
    return [PROJECT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_path_of_a_machine_and_no_index_address_in_the_project():
    homes = "|".join(("work", "root", "home", "Users", "tmp"))
    marks = re.compile(rf"/({homes})/|--(extra-)?index[-]url|--find[-]links|C:\\+Users")
    for path in tracked():
        if path.suffix in {".png", ".zip", ".xlsx", ".parquet", ".gz"} or not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            if path != Path(__file__):
                assert not marks.search(line), f"{path.relative_to(PROJECT)}:{number}: {line[:120]}"
