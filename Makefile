PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fmt eval lock bench-nlp

help:  ## Say what there is.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

setup: $(STAMP)  ## Make .venv with everything pinned.

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tocsin needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: $(STAMP)  ## Run the whole flow on a real local Kafka and end. KEEP=1 stays up.
	$(BIN)/tocsin demo $(if $(KEEP),--keep)

test: $(STAMP)  ## Run every test, those on a real Kafka too.
	$(BIN)/python -m pytest

check: $(STAMP)  ## Lint, types, formats, data files.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/tocsin check

fmt: $(STAMP)  ## Format and fix what can be fixed.
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: $(STAMP)  ## Pin dependencies anew (needs uv).
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --extra local --group dev -o requirements.lock
	$(BIN)/python deploy/lock.py

bench-nlp: $(STAMP)  ## Articles a second against stock spaCy, side by side.
	$(BIN)/python benchmarks/nlp.py

eval: $(STAMP)  ## How well detection does, with its worst errors. SET=dev|test|all, ITEMS=0 for all, BASE=earlier.json.
	$(BIN)/python -m benchmarks.eval $(if $(SET),--set $(SET)) $(if $(ITEMS),--items $(ITEMS)) $(if $(BASE),--base $(BASE))
