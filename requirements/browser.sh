#!/bin/sh
# Makes sure that Chromium is there for the journeys: Debian's package, or Playwright's own.
set -eu
cd "$(dirname "$0")/.."

found() {
    [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ] && return 0
    command -v chromium >/dev/null && return 0
    .venv/bin/python - <<'END'
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    sys.exit(not Path(playwright.chromium.executable_path).exists())
END
}

install() {
    # Ubuntu's package named chromium is only a pointer to a snap, which a container can't run.
    if [ "$(id -u)" = 0 ] && [ "$(. /etc/os-release 2>/dev/null && echo "${ID:-}")" = debian ]; then
        { apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium; } >/dev/null 2>&1 && return 0
    fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        .venv/bin/playwright install --with-deps chromium >/dev/null 2>&1
    else
        .venv/bin/playwright install chromium >/dev/null 2>&1
    fi
}

found || { echo "Installing Chromium for the tests." && install && found; } || {
    echo "offramp: the tests need Chromium. On Debian: apt install chromium. Elsewhere set CHROMIUM to its program." >&2
    exit 1
}
