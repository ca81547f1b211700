# Two commands do it all: `make chat` and `make test`. Both start from nothing but python3 (3.11 or newer) with venv.
# `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= python3
GEMEENTE ?= voorbeeldstad
ROL ?= leraar
TESTS ?=
PYTEST_ARGS ?=
LOCK_ARGS ?=

# One more than most machines of a CI have cores: a test with a real server waits a good part of its time.
WORKERS ?= 3

# The tests start the command some two hundred times. Without bytecode each start compiles all of it again.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
SYNAPSE_VENV := .venv-synapse
SYNAPSE_PINS := tests/services/synapse-requirements.txt
NODE_MODULES := tests/services/node_modules

# Every package is a wheel whose hash stands in a lock: nothing is built but our own three packages. uv installs in a
# quarter of the time; where it cannot (it does not read the settings of pip), pip does the same.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV_INSTALL := $(BIN)/uv pip install --quiet
LOCKED := --only-binary :all: --require-hashes

.PHONY: help chat check test lint format bench train words wheel lock clean

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

chat: $(VENV)/.chat-installed ## Talk with the assistant in this terminal (GEMEENTE=voorbeeldstad ROL=leraar)
	@$(BIN)/signaalwijzer chat --gemeente $(GEMEENTE) --rol $(ROL)

check: $(VENV)/.chat-installed ## Look for faults in the dialogs and landscapes
	@$(BIN)/signaalwijzer check

test: $(VENV)/.dev-installed $(SYNAPSE_VENV)/.installed $(NODE_MODULES)/.installed ## Run the tests, the real servers included (TESTS=path PYTEST_ARGS=...)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS) $(TESTS)

lint: $(VENV)/.dev-installed ## Look at style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/shellcheck .ci/run .ci/wheel deploy/prepare deploy/signaalwijzer-beheer
	$(BIN)/hadolint deploy/Dockerfile

format: $(VENV)/.dev-installed ## Put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev-installed ## Measure: run every tests/benchmarks/bench_*.py, one after the other
	@for file in tests/benchmarks/bench_*.py; do \
	  [ -e "$$file" ] || { echo "no benchmarks found"; exit 1; }; \
	  name=$$(basename "$$file" .py); \
	  echo "== $$name"; \
	  $(BIN)/python -m "tests.benchmarks.$$name"; \
	done

train: $(VENV)/.dev-installed ## Make the data of the reading anew, after a change of the examples or the lexicon
	$(BIN)/python -m dialogs.understanding.training

words: $(VENV)/.dev-installed ## Write the list of Dutch words anew, from the dictionary of simplemma and our own data
	$(BIN)/python -m tests.understanding.make_words

wheel: $(VENV)/.chat-installed ## Build the wheel into dist/
	$(BIN)/python -m hatchling build --target wheel

lock: $(VENV)/.dev-installed ## Write the locks anew from pyproject.toml (LOCK_ARGS=--upgrade for the newest versions)
	$(BIN)/uv pip compile $(UV_LOCK) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(UV_LOCK) --extra dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock
	printf 'hatchling>=1.27\neditables\n' | $(BIN)/uv pip compile $(UV_LOCK) --constraint requirements.lock - -o requirements-build.lock

UV_LOCK := --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: \
  --no-emit-index-url --no-header --no-annotate $(LOCK_ARGS)

clean: ## Throw away what was installed and built here; conversations stay
	rm -rf $(VENV) $(SYNAPSE_VENV) $(NODE_MODULES) dist build artefacts .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is younger than all it was made from, so a second `make` installs nothing.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python misses venv; on Debian: apt-get install python3-venv" >&2; exit 2; }

$(VENV)/.chat-installed: $(BIN)/python requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing into $(VENV) ..."
	@$(PIP_INSTALL) $(LOCKED) -r <(awk '/^[a-z]/ {wanted = /^uv==/} wanted' requirements-dev.lock) || true
	@$(UV_INSTALL) --compile-bytecode --python $(BIN)/python $(LOCKED) -r requirements.lock -r requirements-build.lock \
	  || $(PIP_INSTALL) $(LOCKED) -r requirements.lock -r requirements-build.lock
	@$(PIP_INSTALL) --no-deps --no-index --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev-installed: $(VENV)/.chat-installed requirements-dev.lock
	@$(UV_INSTALL) --python $(BIN)/python $(LOCKED) -r requirements-dev.lock \
	  || $(PIP_INSTALL) $(LOCKED) -r requirements-dev.lock
	@touch $@

# Synapse pins other versions than we do, so the homeserver of the tests has an environment of its own.
$(SYNAPSE_VENV)/.installed: $(SYNAPSE_PINS) $(VENV)/.dev-installed
	@echo "Installing Synapse into $(SYNAPSE_VENV) ..."
	@$(PYTHON) -m venv $(SYNAPSE_VENV)
	@$(UV_INSTALL) --compile-bytecode --python $(SYNAPSE_VENV)/bin/python -r $(SYNAPSE_PINS) \
	  || $(SYNAPSE_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r $(SYNAPSE_PINS)
	@touch $@

# The reference renderer of Adaptive Cards, the schemas of Teams, the Playground, and the Matrix clients of others. Without
# npm the tests that need them are skipped. What was there goes first: npm takes minutes to change one set into another.
$(NODE_MODULES)/.installed: tests/services/package.json
	@if command -v npm >/dev/null \
	  && rm -rf $(NODE_MODULES) \
	  && npm install --prefix tests/services --no-package-lock --ignore-scripts --no-audit --no-fund --silent; \
	then touch $@; else echo "No npm, or it installed nothing: cards are not checked by it, and no Matrix client of others runs"; fi
