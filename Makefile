# One command a job. Everything runs in .venv, made from the lock on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo playground sandbox run test chaos bench bench-full screenshots lint types audit check lock clean

help:  ## Show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(STAMP)

demo: $(STAMP)  ## Play the main job in the sandbox, then open it in a browser: no account needed
	$(BIN)/easel demo

playground: $(STAMP)  ## The sandbox as a page in your browser; prints a link
	$(BIN)/easel sandbox --web

sandbox: $(STAMP)  ## Keep the sandbox running and type commands as in Discord
	$(BIN)/easel sandbox

guide: $(STAMP)  ## Play every feature and renew the pictures of docs/guide.md
	$(BIN)/python -m sandbox.guide

run: $(STAMP)  ## Start the bot (needs DISCORD_TOKEN and FAL_KEY, see .env.example)
	$(BIN)/easel run

test: $(STAMP)  ## Run the tests
	$(BIN)/python -m pytest -n auto

SEED ?= 1
chaos: $(STAMP)  ## 500 requests, random faults, ten kills; SEED=n replays a run
	$(BIN)/python -m tests.chaos.run --seed $(SEED)

screenshots: $(STAMP)  ## Take the README's pictures of the playground anew (needs Chromium)
	$(BIN)/python -m tests.playground.screenshots --out docs

bench: $(STAMP)  ## Measure Easel beside a bare bot and a usual one (3 minutes); figures in benchmark.json
	$(BIN)/python -m benchmarks

bench-full: $(STAMP)  ## The same with five rounds (25 minutes at most); tables and charts into docs/
	$(BIN)/python -m benchmarks --full --publish docs

lint: $(STAMP)  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)  ## mypy, strict
	$(BIN)/mypy

audit: $(STAMP)  ## Known holes in the pinned dependencies (needs the package index's advisories)
	$(BIN)/pip-audit --progress-spinner off --disable-pip --require-hashes -r requirements.lock

check: lint types test  ## Everything that must be green

lock: $(STAMP)  ## Renew the lock files from pyproject.toml
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --no-emit-index-url --no-annotate --generate-hashes --quiet pyproject.toml --group dev --extra postgres -o requirements-dev.lock
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-annotate --generate-hashes --quiet pyproject.toml --extra postgres -c requirements-dev.lock -o requirements.lock

clean:  ## Remove what can be made again
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis demo-output
