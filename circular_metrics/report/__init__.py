"""Notebooks run, pages written, an edition moved into its place."""

import sys

# One module of 2 s that jsonschema's optional format checks import and notebooks never need.
sys.modules.setdefault("rfc3987_syntax", None)
