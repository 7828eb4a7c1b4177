# Everything a developer says to this project. On a machine with Python 3.11 or later, make and git, each of these
# sets up what it needs by itself, without root, from PyPI and npm alone.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test check test-sqlite test-postgres test-browser bench fmt lock clean

PYTHON ?= python3
BIN := .venv/bin
NPM = $(if $(shell command -v npm),npm,$(BIN)/npm)
CODE := eoffice documents workflows kpi worker
PAGES = $(shell find $(CODE) -name '*.html')

# A stamp carries the digest of what it was made from: a fresh checkout changes times, not digests.
digest = $(firstword $(shell cat $(1) | cksum))
REQUIREMENTS := .venv/.requirements-$(call digest,requirements-dev.txt)
COMMAND := .venv/.eoffice-$(firstword $(shell (pwd; cat pyproject.toml) | cksum))
PACKAGES := node_modules/.packages-$(call digest,package-lock.json)
STATIC := static-built/.made
# What packages bring along and no page asks for.
UNUSED := *.map redoc rest_framework
# Static files and catalogues are made without a database and without keys.
NO_SECRETS := EOFFICE_SECRET_KEY=none EOFFICE_FILE_KEY=none DATABASE_URL=sqlite://:memory:

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /|/' | while IFS='|' read -r name what; do \
		printf '  make %-15s %s\n' "$$name" "$$what"; done

install: $(REQUIREMENTS) $(COMMAND) $(PACKAGES) $(STATIC) ## Set up, or bring up to date, everything below
	@$(BIN)/python -m eoffice.common.catalogues

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "eoffice needs Python 3.11 or later; name one with PYTHON=… (found: $$($(PYTHON) --version))"; exit 1; }
	$(PYTHON) -m venv .venv

$(REQUIREMENTS): | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@rm -f .venv/.requirements-* && touch $@

$(COMMAND): | $(REQUIREMENTS)
	$(BIN)/python -m pip install -qqq --disable-pip-version-check --no-deps --no-index --no-build-isolation -e .
	@rm -f .venv/.eoffice-* && touch $@

# No package may run a script of its own on this machine.
$(PACKAGES): | $(REQUIREMENTS)
	PATH="$$PATH:$(CURDIR)/$(BIN)" $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@rm -f node_modules/.packages-* && touch $@

$(STATIC): $(PACKAGES) $(REQUIREMENTS) $(shell find $(CODE) -path '*/static/*' -type f) eoffice/settings/base.py
	@$(NO_SECRETS) $(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0 $(UNUSED:%=--ignore "%")
	@touch $@

run: install ## Start everything on http://127.0.0.1:8000, with the demo (Ctrl-C stops it)
	@EOFFICE_DEMO=$${EOFFICE_DEMO:-1} $(BIN)/eoffice start

test: check test-sqlite test-postgres test-browser ## Check and test everything, on SQLite and on PostgreSQL

check: install ## Only the static checks: style, types, layers, migrations, pages, labels
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE) tests manage.py
	$(BIN)/lint-imports
	$(NO_SECRETS) $(BIN)/python manage.py makemigrations --check --dry-run
	$(if $(PAGES),$(BIN)/djhtml --tabwidth 2 --check $(PAGES))
	$(BIN)/python -m tests.platform.labels

test-sqlite: install ## The tests on SQLite, without a broker
	$(BIN)/pytest -n 2 -q -m "not browser"

test-postgres: install ## The tests on PostgreSQL and Valkey
	$(BIN)/python -m tests.services $(BIN)/pytest -n 2 -q -m "not browser and not once"

test-browser: install ## The tests that drive a browser
	$(BIN)/pytest -q -m browser

bench: install ## Measure what docs/benchmarks.md holds (minutes; on a quiet machine)
	$(BIN)/python -m tests.bench

fmt: install ## Bring every file into the project's form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(if $(PAGES),$(BIN)/djhtml --tabwidth 2 $(PAGES))

lock: ## Lock again what requirements*.in and package.json ask for
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 -o requirements.txt requirements.in
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 -o requirements-dev.txt requirements-dev.in
	PATH="$$PATH:$(CURDIR)/$(BIN)" $(NPM) install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund

clean: ## Remove what these commands made (never the data folder)
	rm -rf .venv node_modules static-built build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache test-results
	find $(CODE) -name '*.mo' -delete
