# One target per task. Everything runs in .venv, which the first target creates from the lock files: what Easel needs to
# run, and for tests and checks also the tools.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
STAMP := $(VENV)/.installed
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo playground sandbox guide run test test-unit chaos rolling-restart fault-grid bench bench-full bench-data bench-processes bench-postgres screenshots docs lint types audit check release lock clean

help:  ## List these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(RUNTIME): requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing Easel into $(VENV). This happens once and takes one to three minutes..."
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) -r requirements.lock -r requirements-build.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m bot.tuning.compact_modules >/dev/null
	@touch $(RUNTIME)

$(STAMP): requirements-dev.lock $(RUNTIME)
	@echo "Installing the tools for tests and checks..."
	@$(INSTALL) -r requirements-dev.lock
	@touch $(STAMP)

demo: $(RUNTIME)  ## Tour in the sandbox, ends with a link to the playground; no account needed
	$(BIN)/easel demo

playground: $(RUNTIME)  ## Easel in your browser, against the sandbox
	$(BIN)/easel sandbox --web

sandbox: $(RUNTIME)  ## Easel in the terminal, against the sandbox
	$(BIN)/easel sandbox

guide: $(STAMP)  ## Play every feature and regenerate docs/guide/
	$(BIN)/python -m sandbox.scenarios.guide

run: $(RUNTIME)  ## Start the bot (needs DISCORD_TOKEN and FAL_KEY, see .env.example)
	@$(BIN)/python -m bot.tuning.compact_modules >/dev/null
	$(BIN)/easel run

test: $(STAMP)  ## Run all tests (about 20 minutes on two cores)
	$(BIN)/python -m pytest -n auto --dist worksteal

test-unit: $(STAMP)  ## Run the unit and architecture tests (under a minute)
	$(BIN)/python -m pytest -n auto tests/unit tests/contracts tests/architecture

SEED ?= 1
chaos: $(STAMP)  ## 1,000 requests with random faults, outages and kills (about 15 minutes); SEED=n replays a run
	$(BIN)/python -m tests.chaos.run --seed $(SEED)

rolling-restart: $(STAMP)  ## Replace all processes ten times at ten commands a second (ten minutes, needs PostgreSQL); RUNS=n
	.ci/with-postgres $(BIN)/python -m tests.chaos.rolling_restart --runs $(or $(RUNS),10)

fault-grid: $(STAMP)  ## Every call of the bot to Discord, fal, database and disk, with every fault and duration (an hour)
	EASEL_FAULT_GRID_FULL=1 $(BIN)/python -m pytest -n auto --dist worksteal tests/faults/test_fault_grid_*.py

screenshots: $(STAMP)  ## Retake the pictures of the playground (needs Chromium)
	$(BIN)/python -m tests.playground.screenshots --out docs

bench: $(STAMP)  ## Measure Easel against two other bots (4 minutes); writes benchmark.json
	@$(BIN)/python -m bot.tuning.compact_modules >/dev/null
	.ci/with-postgres $(BIN)/python -m benchmarks

bench-full: $(STAMP)  ## The same with five rounds (20 minutes); updates docs/performance.md
	@$(BIN)/python -m bot.tuning.compact_modules >/dev/null
	.ci/with-postgres $(BIN)/python -m benchmarks --full --publish docs

bench-data: $(STAMP)  ## Measure every query with 2 million jobs on both engines (half an hour); SCALE=0.1 for less
	.ci/with-postgres $(BIN)/python -m benchmarks.many_rows --scale $(or $(SCALE),1)

bench-processes: $(STAMP)  ## Measure 1 to 4 processes with up to 50,000 servers on PostgreSQL (ten minutes); updates docs
	.ci/with-postgres $(BIN)/python -m benchmarks.many_processes --chart docs/many-processes.png

bench-postgres: $(STAMP)  ## Measure jobs per second of several processes at one PostgreSQL server (2 minutes)
	.ci/with-postgres $(BIN)/python -m benchmarks.shared_counters

docs: $(STAMP)  ## Build the documentation site into site/; a dead link fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

lint: $(STAMP)  ## Rules and formatting (ruff), and the direction of imports (import-linter)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(STAMP)  ## mypy, strict
	$(BIN)/mypy

audit: $(STAMP)  ## Known vulnerabilities in the pinned dependencies; without network, OFFLINE_OK=1 skips it
	$(BIN)/python .ci/audit.py --command $(BIN)/pip-audit $(if $(OFFLINE_OK),--offline-ok) requirements.lock requirements-build.lock

check: lint types test  ## lint, types and test: run before sending a change

release: $(STAMP)  ## Dry run of a release (VERSION=x.y.z); APPLY=1 does it
	$(BIN)/python .ci/release.py $(VERSION) $(if $(APPLY),--apply)

lock: $(STAMP)  ## Upgrade the lock files from pyproject.toml
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --no-emit-index-url --no-annotate --generate-hashes --quiet pyproject.toml --group dev --extra postgres --extra otel -o requirements-dev.lock
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-annotate --generate-hashes --quiet pyproject.toml --extra postgres -c requirements-dev.lock -o requirements.lock
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-annotate --generate-hashes --quiet --group build -c requirements-dev.lock -o requirements-build.lock

clean:  ## Remove generated files
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis demo-output dist site
