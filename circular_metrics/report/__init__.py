"""Notebooks run, pages written, an edition moved into its place."""
