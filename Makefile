# Every command a person needs, each alone sufficient on a machine with Python 3.11+, git and make.
# Settings: make audit PYTHON=python3.13 VENV=/tmp/venv

PYTHON ?= python3
VENV ?= .venv
# What is installed to develop with; .ci/run adds the extra spark, which is 570 MB.
EXTRAS ?= dev
BIN := $(VENV)/bin
READY := $(VENV)/.installed
READY_DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help audit test lint types layers unit test-services coverage reports docs pictures bench fuzz confidence licences measure dist release-check clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

# A program that cannot even start ends with 1 too, so it is asked for its version first.
audit: $(READY) ## install what is needed and read the three seed articles
	@$(BIN)/audit version
	@$(BIN)/audit check seeds/; status=$$?; \
	if [ $$status -eq 1 ]; then \
	  echo "audit found something an editor should see (exit code 1); nothing went wrong."; \
	elif [ $$status -ne 0 ]; then \
	  echo "audit could not judge (exit code $$status)." >&2; exit $$status; \
	fi

test: lint types layers unit ## what is checked before every change: style, types, layers, tests, the wheel

lint: $(READY_DEV) ## ruff: style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY_DEV) ## mypy --strict
	$(BIN)/mypy --strict

layers: $(READY_DEV) ## import-linter: the one-way layers of docs/architecture.md
	$(BIN)/lint-imports --no-cache

unit: $(READY_DEV) ## pytest on all cores, and the wheel in an empty environment
	$(BIN)/python -m pytest -n auto -m "not services"

test-services: $(READY_DEV) ## the tests that need a browser, an office, a terminal, a database or Java (.ci/run brings them)
	$(BIN)/python -m pytest -n auto -m services

coverage: $(READY_DEV) ## the same with the share of lines and branches that tests run: twice the time
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

reports: $(READY) ## write the golden reports of the seeds again (reports/)
	$(BIN)/python -m tools.reports

docs: $(READY) ## write again what is made from the program: docs/rules/, the samples of docs/outputs.md
	$(BIN)/python -m tools.rule_reference
	$(BIN)/python -m tools.outputs

pictures: $(READY_DEV) ## draw the pictures of README and docs/ again (Chromium)
	$(BIN)/python -m tools.pictures_html
	$(BIN)/python -m tools.pictures_review
	$(BIN)/python -m tools.pictures_desk

bench: $(READY_DEV) ## how fast: start, texts beside other tools, many files, versions, length, memory
	$(BIN)/python -m tools.bench_goals
	$(BIN)/python -m tools.site_speed
	$(BIN)/python -m tools.bench
	$(BIN)/python -m tools.bench_review
	$(BIN)/python -m tools.bench_score
	$(BIN)/python -m tools.bench_auditor
	$(BIN)/python -m tools.bench_archive_check --grows 1000 3000 --killed 1000 --kills 5
	$(BIN)/python -m tools.bench_archive --articles 2000 --stream 1000
	$(BIN)/python -m tools.bench_spark

fuzz: $(READY_DEV) ## whole projects through everything for ten minutes; each format for a minute by atheris, if installed
	$(BIN)/python -m tools.fuzz_runs 600
	$(BIN)/python -m tools.fuzz

confidence: $(READY) ## measure how sure each rule is, on the development data: rules/confidence.tsv
	$(BIN)/python -m tools.confidence

licences: $(READY_DEV) ## the licence of everything that is installed, and whether it fits
	$(BIN)/python -m tools.licences

measure: $(READY) ## how right: precision and recall on the development data
	$(BIN)/python -m tools.measure

dist: $(READY_DEV) ## build sdist and wheel into dist/, and try the wheel in an empty environment
	rm -rf dist
	$(BIN)/python -m build --outdir dist .
	$(BIN)/python -m pytest -m wheel

release-check: dist ## whether dist/ is a release: version, contents, metadata, changelog, licences, sizes of extras
	$(BIN)/python -m tools.release
	$(BIN)/python -m tools.licences
	$(BIN)/python -m tools.extras

clean: ## remove the environment, builds and caches
	rm -rf $(VENV) build dist .coverage .coverage.* htmlcov .hypothesis .import_linter_cache \
	  .mypy_cache .pytest_cache .ruff_cache
	find audit tests tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The environment is made once; a changed pyproject.toml installs again into it.
# ensurepip is asked for first: where Debian leaves it out, venv would die half made.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make audit PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is $$($(PYTHON) -V 2>&1); Python 3.11 or newer is needed. Name one: make audit PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(READY_DEV): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[$(EXTRAS)]'
	@touch $(READY) $@
