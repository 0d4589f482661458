"""Papermill's engine that runs a notebook inside the process it is called from.

A Jupyter kernel costs a second to start and stop; a process that was forked from a warm parent
has everything imported. The cells run in IPython's own shell, and what they show, print
or raise is kept in the notebook as a kernel would have kept it.

The process should run one notebook and end: the shell is the process's own, as a kernel's is.

Papermill's entry point names this module and not the class in it: importing papermill asks for the
entry point, and where this module is what imports papermill there is no class yet. What papermill
calls of an engine stands at the foot.
"""

import os
import sys
from importlib import import_module
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.backends.registry import backend_registry
from nbformat.v4 import new_output
from papermill.engines import Engine
from traitlets.config import Config

LATE = ("IPython.core.application", "IPython.core.completer", "IPython.core.oinspect", "networkx")
INLINE = "module://matplotlib_inline.backend_inline"


def at_cell(number: int) -> None:
    """Is given the number of the code cell that begins; a child process puts its own here."""


class Stream:
    """A text stream whose writings become outputs of the cell that is running."""

    def __init__(self, name: str, outputs: list[nbformat.NotebookNode]):
        """Keep the name (``stdout`` or ``stderr``) and where outputs go."""
        self.name, self.outputs = name, outputs
        self.encoding = "utf-8"

    def write(self, text: str) -> int:
        """Add the text to the stream output before it, or begin a new one."""
        last = self.outputs[-1] if self.outputs else None
        if last is not None and last.output_type == "stream" and last.name == self.name:
            last.text += text
        elif text:
            self.outputs.append(new_output("stream", name=self.name, text=text))
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        """Never a terminal."""
        return False


class KeptDisplays(DisplayPublisher):
    """Keeps what ``display`` is given."""

    outputs: list[nbformat.NotebookNode]

    def publish(self, data, metadata=None, *_, **__) -> None:
        """Keep one display; called by IPython."""
        self.outputs.append(new_output("display_data", data=data, metadata=metadata or {}))

    def clear_output(self, wait=False) -> None:
        """Drop what the cell has shown so far."""
        self.outputs.clear()


class KeptResults(DisplayHook):
    """Keeps the value of a cell's last expression."""

    outputs: list[nbformat.NotebookNode]

    def write_output_prompt(self) -> None:
        """No prompt is written."""

    def write_format_data(self, format_dict, md_dict=None) -> None:
        """Keep one result; called by IPython."""
        self.outputs.append(
            new_output(
                "execute_result",
                data=format_dict,
                metadata=md_dict or {},
                execution_count=self.prompt_count,
            )
        )

    def finish_displayhook(self) -> None:
        """Nothing was written to a stream, so no stream is to be closed."""


class Shell(InteractiveShell):
    """IPython's shell with its displays, results and errors kept as outputs."""

    outputs: list[nbformat.NotebookNode]

    def keep_in(self, outputs: list[nbformat.NotebookNode]) -> None:
        """From now on, keep everything in ``outputs``."""
        self.outputs = self.display_pub.outputs = self.displayhook.outputs = outputs

    def _showtraceback(self, etype, evalue, stb) -> None:
        self.outputs.append(
            new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb))
        )


def new_shell() -> Shell:
    """The process's shell, empty, drawing figures inline as a kernel does."""
    os.environ["MPLBACKEND"] = INLINE  # where matplotlib is not imported yet
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rcParams["backend"] = INLINE
    Shell.clear_instance()
    return Shell.instance(
        display_pub_class=KeptDisplays,
        displayhook_class=KeptResults,
        user_ns={},
        config=Config({"HistoryManager": {"enabled": False}}),  # none of the user's is written
    )


def warm() -> None:
    """Import what a shell and the cells ask for when they run, before children are forked."""
    for name in LATE:
        import_module(name)
    backend_registry.list_all()  # reads what every installed package says of itself


def run_cell(shell: Shell, cell: nbformat.NotebookNode) -> bool:
    """Run one code cell and put what it gave into it; whether it went well."""
    outputs: list[nbformat.NotebookNode] = []
    shell.keep_in(outputs)
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Stream("stdout", outputs), Stream("stderr", outputs)
    try:
        result = shell.run_cell(cell.source, store_history=True)
    finally:
        sys.stdout, sys.stderr = kept
    cell.outputs = outputs
    cell.execution_count = shell.execution_count - 1
    return result.success


class InProcessEngine(Engine):
    """``papermill --engine circular_metrics``: no kernel, one process, one notebook."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **_: Any) -> None:
        """Run the cells in order; stop at the first that raises without being tagged so."""
        shell = new_shell()
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            at_cell(shell.execution_count)
            nb_man.cell_start(cell, index)
            well = run_cell(shell, cell)
            if not well and "raises-exception" not in cell.metadata.get("tags", []):
                nb_man.cell_exception(cell, index)
                break
            nb_man.cell_complete(cell, index)


execute_notebook = InProcessEngine.execute_notebook
nb_kernel_name = InProcessEngine.nb_kernel_name
nb_language = InProcessEngine.nb_language
