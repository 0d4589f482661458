"""The documentation site: read from docstrings, from the tables and from notebooks that are run."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

project = "circular_metrics"
author = "circular_metrics contributors"
html_show_copyright = False

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["method.md"]  # the same as made/method, for readers of the repository
html_theme = "furo"
html_title = "circular_metrics"
html_show_sourcelink = False
html_static_path: list[str] = []

myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_timeout = 300
nb_execution_raise_on_error = True
nb_merge_streams = True

napoleon_google_docstring = False
napoleon_use_rtype = False
autodoc_typehints = "none"
autodoc_member_order = "bysource"
suppress_warnings = ["myst.header", "ref.python"]  # two rooms may use one short name


def setup(app) -> None:
    """Write the pages that are made from the package before the site is read."""
    sys.path.insert(0, str(HERE))
    from made import make

    app.connect("builder-inited", lambda app: make(Path(app.srcdir) / "made"))
