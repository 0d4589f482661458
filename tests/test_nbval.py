"""nbval must turn red for a changed number, and for nothing else."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

PROJECT = Path(__file__).resolve().parent.parent
KEPT = PROJECT / "notebooks" / "20_circular_building.ipynb"


def nbval(path, **environment):
    import os

    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "--nbval"),
            *("--nbval-current-env", f"--nbval-sanitize-with={PROJECT / 'tests' / 'nbval.cfg'}"),
            *("-c", os.devnull, f"--rootdir={path.parent}", str(path)),
        ],
        capture_output=True,
        text=True,
        cwd=path.parent,
        env=os.environ | environment,
    )


def changed(folder, change):
    """A copy of a kept notebook, somewhere else, with ``change`` made to its plain outputs."""
    notebook = nbformat.read(KEPT, as_version=4)
    count = 0
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            before = nbformat.writes(notebook)
            change(output)
            count += nbformat.writes(notebook) != before
    assert count, "the test changed nothing"
    path = folder / "copy.ipynb"
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def number():
    """A figure of the picture of permits that stands in the kept outputs."""
    notebook = nbformat.read(KEPT, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "renovation_permits" in output.get("data", {}).get("text/csv", ""):
                row = output["data"]["text/csv"].splitlines()[10]
                return row.split(",")[3]
    raise AssertionError("no such picture")


def test_a_changed_number_turns_it_red_with_the_old_and_the_new_value(tmp_path, number):
    wrong = str(float(number) + 1)

    def change(output):
        data = output.get("data", {})
        if "renovation_permits" in data.get("text/csv", ""):
            data["text/csv"] = data["text/csv"].replace(f",{number},", f",{wrong},")

    result = nbval(changed(tmp_path, change))
    assert result.returncode == 1, result.stdout
    assert wrong in result.stdout and number in result.stdout


def test_another_drawing_time_path_and_locale_do_not(tmp_path):
    def change(output):
        if "image/svg+xml" in output.get("data", {}):
            drawing = output["data"]["image/svg+xml"]
            output["data"]["image/svg+xml"] = drawing.replace("DejaVu Sans", "Comic Sans")

    folder = tmp_path / "élsewhere with spaces"
    folder.mkdir()
    result = nbval(changed(folder, change), TZ="Asia/Tokyo", LC_ALL="C", MPLCONFIGDIR=str(tmp_path))
    assert result.returncode == 0, result.stdout[-3000:]
