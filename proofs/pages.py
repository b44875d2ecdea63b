"""Every page of the product, as every role that may open it: axe on a phone and at a desk, light and dark.

It prints the pages each role saw and leaves a screenshot of each in build/screens. `make test` looks at the pages
that open without an account.
"""

import subprocess
import sys

from offramp.kernel.database import PROJECT


def run() -> None:
    """Look at every page; end with an error where axe finds something or a page doesn't open."""
    command = [sys.executable, "-m", "pytest", "-q", "--timeout=900", "tests/journeys/every_page.py"]
    done = subprocess.run(command, cwd=PROJECT, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
