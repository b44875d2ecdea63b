# `make` lists what it can do.
.DEFAULT_GOAL := help
.PHONY: help env lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

env: ## Make the environment in .venv
	@requirements/environment.sh

lock: env ## Resolve the dependencies anew into requirements/*.txt
	@requirements/lock.sh

clean: ## Remove the environment and everything built (the demo's data stay in .data)
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
