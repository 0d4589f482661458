# Two lines for most people: `make report` and `make test`. The rest is for those who work on it.
PYTHON ?= python3
BIN = .venv/bin
CITY ?= leuven
EDITION ?= 2025

PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK = uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
  --generate-hashes --no-header --no-annotate --quiet

.PHONY: setup setup-test report test lint notebooks data docs docs-links audit lock clean

setup: .venv/made
setup-test: .venv/made-test

.venv/made: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r constraints.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

.venv/made-test: .venv/made constraints-test.txt
	$(PIP) --require-hashes -r constraints-test.txt
	touch $@

report: setup
	$(BIN)/circular-metrics report $(CITY) --edition $(EDITION)

test: setup-test
	$(BIN)/python -m pytest -n logical --dist loadfile

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

notebooks: setup-test
	$(BIN)/python -m circular_metrics.report.renew

data: setup-test
	$(BIN)/circular-metrics build
	$(BIN)/circular-metrics list sources --markdown > data/README.md
	$(BIN)/circular-metrics list indicators --markdown > docs/method.md

docs: setup-test
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs

docs-links: docs
	$(BIN)/python -m sphinx -W --keep-going -q -b linkcheck docs build/links

audit: setup
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	build/audit/bin/pip-audit --strict --require-hashes --disable-pip -r constraints.txt

lock:
	$(LOCK) --all-extras -o constraints-test.txt
	$(LOCK) -c constraints-test.txt -o constraints.txt

clean:
	rm -rf .venv build .pytest_cache .ruff_cache .hypothesis
