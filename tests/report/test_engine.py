"""The in-process engine must leave in a notebook what a Jupyter kernel would have left."""

import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from circular_metrics.errors import NotebookError
from circular_metrics.report.notebooks import Job, execute, notebooks, run_all, settled

CELLS = [
    "import sys\nprint('out')\nprint('err', file=sys.stderr)\nnumber",
    "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))\ndisplay(2)\nprint(3)",
    "import pandas as pd\npd.DataFrame({'a': [1]})",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    "_ = 5",
    "value = 1\nvalue;",
]
IN_A_CHILD = (
    "import sys\nfrom pathlib import Path\nimport nbformat\n"
    "from circular_metrics.report.notebooks import execute\n"
    "nbformat.write(execute(Path(sys.argv[1]), {'number': 7}), sys.argv[2])"
)


def written(folder, *sources):
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    path = folder / "n.ipynb"
    nbformat.write(notebook, path)
    return path


def outputs(notebook):
    """What a reader or a program would see; of a bitmap only that there is one."""
    return [
        [
            {
                key: {m: "" if m == "image/png" else d for m, d in value.items()}
                if key == "data"
                else value
                for key, value in output.items()
            }
            for output in cell.get("outputs", [])
        ]
        for cell in notebook.cells
    ]


def in_process(path, folder):
    """Run in a process of its own, as the report does, so that tests share no shell."""
    out = folder / "done.ipynb"
    subprocess.run([sys.executable, "-c", IN_A_CHILD, path, out], check=True)
    return nbformat.read(out, as_version=4)


def test_same_outputs_as_a_kernel(tmp_path):
    notebook = new_notebook(
        cells=[new_code_cell("number = 1", metadata={"tags": ["parameters"]})]
        + [new_code_cell(source) for source in CELLS]
    )
    path = tmp_path / "n.ipynb"
    nbformat.write(notebook, path)
    ours = in_process(path, tmp_path)
    kernel = execute(path, {"number": 7}, engine=None)
    assert outputs(ours) == outputs(kernel)
    counts = [cell.execution_count for cell in kernel.cells]
    assert [cell.execution_count for cell in ours.cells] == counts
    assert any("image/png" in o.get("data", {}) for c in ours.cells for o in c.outputs)


@pytest.mark.parametrize("path", notebooks(), ids=lambda p: p.stem)
def test_a_notebook_of_the_report_is_the_same_in_a_kernel(path, tmp_path):
    if not path.stem.startswith(("20", "90")):
        pytest.skip("two notebooks stand for all: nbval runs every one in a kernel")
    out = tmp_path / "done.ipynb"
    script = IN_A_CHILD.replace("{'number': 7}", "{}")
    subprocess.run([sys.executable, "-c", script, path, out], check=True)
    ours = nbformat.read(out, as_version=4)
    kernel = execute(path, {}, engine=None)
    assert nbformat.writes(ours) == nbformat.writes(kernel)


def test_a_failing_cell_is_named(tmp_path):
    path = written(tmp_path, "fine = 1", "raise ValueError('too wet')")
    failures = []

    def finish(_):
        failures.append("went on after an error")

    with pytest.raises(NotebookError, match=r"n\.ipynb, cell 2: ValueError: too wet"):
        run_all([Job("n", path, {}, finish)], 1, lambda job: None)
    assert not failures


def test_a_killed_child_is_named_and_the_others_go_on(tmp_path):
    killed = written(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    other = tmp_path / "fine.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), other)
    marks = tmp_path / "marks"

    def finish(_):
        marks.write_text("done")

    jobs = [Job("killed", killed, {}, finish), Job("fine", other, {}, finish)]
    with pytest.raises(NotebookError, match="killed: the process ended without an answer"):
        run_all(jobs, 2, lambda job: None)
    assert marks.read_text() == "done"


def test_no_notebook_sees_another(tmp_path):
    first = written(tmp_path, "import math\nmath.pi = 3")
    second = tmp_path / "second.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("import math\nassert math.pi != 3")]), second)
    jobs = [Job("a", first, {}, id), Job("b", second, {}, id)]
    run_all(jobs, 1, lambda job: None)


def test_nothing_tells_when_or_where(tmp_path):
    path = written(tmp_path, "1")
    a, b = (settled(execute(path, {}, engine=None)) for _ in range(2))
    assert nbformat.writes(a) == nbformat.writes(b)


@pytest.mark.parametrize("first", ["circular_metrics.report.engine", "papermill"])
def test_papermill_finds_the_engine_whichever_of_the_two_is_imported_first(first):
    code = (
        f"import {first}; from papermill.engines import papermill_engines as known;"
        "from circular_metrics.report.engine import InProcessEngine as ours;"
        "engine = known.get_engine('circular_metrics');"
        "assert engine.execute_notebook == ours.execute_notebook;"
        "assert engine.nb_language == ours.nb_language;"
        "assert engine.nb_kernel_name == ours.nb_kernel_name"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
