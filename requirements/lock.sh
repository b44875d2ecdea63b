#!/bin/sh
# Resolves pyproject.toml anew into hashed locks that name no address.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}

compile() {
    "$uv" --no-config pip compile --quiet --universal --python-version 3.11 --upgrade \
        --generate-hashes --no-header --no-annotate "$@"
}

compile pyproject.toml --output-file requirements/runtime.txt
compile pyproject.toml --extra dev --constraints requirements/runtime.txt --output-file requirements/dev.txt
compile requirements/uv.in --output-file requirements/uv.txt
if grep -n '://' requirements/*.txt; then
    echo "offramp: a lock names an address. Remove it before committing." >&2
    exit 1
fi
