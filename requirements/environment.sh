#!/bin/sh
# Makes .venv from the hashed locks, or brings it up to date; does nothing when it already is.
set -eu
cd "$(dirname "$0")/.."

stop() {
    echo "offramp: $1" >&2
    exit 1
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    stop "Python 3.11 or newer is needed. On Debian or Ubuntu: apt install python3 python3-venv. On macOS: brew install python@3.13."
}

make_venv() {
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv."
    "$python" -m venv --clear .venv
}

wanted=$(cat requirements/dev.txt requirements/uv.txt requirements/environment.sh | cksum)
stamp=.venv/offramp-environment
if [ -x .venv/bin/offramp ] && .venv/bin/python -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

.venv/bin/python -c '' 2>/dev/null || make_venv
rm -f "$stamp"
# uv comes first and by hash, so that nothing unchecked ever installs the rest.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    --requirement requirements/uv.txt ||
    stop "uv could not be installed. Is a Python package index reachable? (pip config, or PIP_INDEX_URL)"
VIRTUAL_ENV=$PWD/.venv
export VIRTUAL_ENV
.venv/bin/uv pip sync --quiet --require-hashes --no-build requirements/dev.txt ||
    stop "the packages could not be installed. Is a Python package index reachable? (UV_DEFAULT_INDEX)"
.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
echo "$wanted" >"$stamp"
