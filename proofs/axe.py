"""axe on every page as every role that may open it, in both widths and both themes.

The tests look at each page as one role that may open it: all roles take longer than a test run may.
"""

import os
import subprocess
import sys

from offramp.kernel.database import PROJECT

PAGES = ("tests/journeys/test_every_page.py", "tests/journeys/test_every_page_of_a_second_step.py")


def run() -> None:
    """Walk through every page and print which as whom; end with an error where axe finds something."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--numprocesses=auto", *PAGES],
        cwd=PROJECT, env=environment | {"AXE_AS_EVERY_ROLE": "1"}, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.returncode)
