# `make` lists what it can do.
.DEFAULT_GOAL := help
.PHONY: help env demo test check bench proof mutate lock clean
BIN := .venv/bin
WORKERS ?= auto
# Compiled modules are kept, whatever the caller's shell says: each of our processes starts three seconds sooner.
export PYTHONDONTWRITEBYTECODE :=

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

env: ## Make the environment in .venv, nothing else
	@requirements/environment.sh

demo: env ## Run the system with its training city (PORT=8000, FRESH=1 starts anew)
	@exec $(BIN)/offramp demo $(if $(PORT),--port $(PORT)) $(if $(FRESH),--fresh)

test: env ## Run the tests, in a real browser too (ARGS= goes to pytest, SCREENS=1 leaves pictures)
	@requirements/browser.sh
	@SCREENS=$(SCREENS) $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup $(ARGS)

check: env ## Lint, types, architecture
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djangofmt --check offramp
	@$(BIN)/djangofmt check offramp
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest --quiet tests/architecture/test_rules_hold.py

bench: env ## Measure, and print a table (NAME= for one)
	@$(BIN)/offramp bench $(NAME)

proof: env ## Run the long proofs (NAME= for one)
	@$(BIN)/offramp proof $(NAME)

mutate: env ## Make 300 small mistakes in access, consent and audit, and list those no test finds
	@$(BIN)/python -m proofs._warm.mutate

lock: env ## Resolve the dependencies anew into requirements/*.txt
	@requirements/lock.sh

clean: ## Remove the environment and everything built (the demo's data stay in .data)
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
