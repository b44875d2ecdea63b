"""How much of the code all tests cover, by branch: 95% overall, 98% in each file where rules are kept.

Measuring makes the tests half as long again, so `make test` doesn't. This runs them all, and ends with an error where
something falls short.
"""

import os
import subprocess
import sys

from offramp.kernel.database import PROJECT

HOW = ("--numprocesses=auto", "--dist=loadgroup", "--timeout=600")  # who migrates first is measured too, and slow


def run() -> None:
    """Run every test while its branches are counted, then say what falls short."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    for command in (["pytest", *HOW, "--cov", "--cov-report="], ["tests.covered"]):
        done = subprocess.run([sys.executable, "-m", *command], cwd=PROJECT, env=environment, check=False)
        if done.returncode:
            raise SystemExit(done.returncode)
