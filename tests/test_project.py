"""The project's own files: dependencies told twice must agree, and nothing of a workplace shows."""

import re
import subprocess
import tomllib
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
    assert bounds(plain) == bounds(wanted)


def test_constraints_pin_every_dependency_exactly_and_name_no_address():
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").split()
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in lines}
    direct = bounds(PYPROJECT["project"]["dependencies"])
    assert {name.lower() for name in direct} <= pinned
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+", line) for line in lines)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of the project's own files")
    return [PROJECT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_path_of_a_machine_and_no_index_address_in_the_project():
    marks = re.compile(
        r"/(work|root|home|Users|tmp)/|--(extra-)?index-url|--find-links|C:\\\\Users"
    )
    for path in tracked():
        if path.suffix in {".png", ".zip", ".xlsx", ".parquet", ".gz"} or not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            if path != Path(__file__):
                assert not marks.search(line), f"{path.relative_to(PROJECT)}:{number}: {line[:120]}"
