# Two lines for most people: `make report` and `make test`. The rest is for those who work on it.
PYTHON ?= python3
BIN = .venv/bin
CITY ?= leuven
EDITION ?= 2025

.PHONY: setup report test lint notebooks data clean

setup: .venv/made

.venv/made: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test]"
	touch .venv/made

report: setup
	$(BIN)/circular-metrics report $(CITY) --edition $(EDITION)

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

notebooks: setup
	$(BIN)/python -m circular_metrics.report.renew

data: setup
	$(BIN)/circular-metrics build
	$(BIN)/circular-metrics list sources --markdown > data/README.md
	$(BIN)/circular-metrics list indicators --markdown > docs/method.md

clean:
	rm -rf .venv build .pytest_cache .ruff_cache .hypothesis
