"""Proofs that are tests at full size: they run alone, and print their figures."""

import os
import subprocess
import sys

from offramp.kernel.database import PROJECT


def run_tests(proof: str, *paths: str) -> None:
    """Run some tests at full size; end with their exit code where one fails."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "pytest", "--quiet", "--numprocesses=0", "--capture=fd", *paths]
    done = subprocess.run(command, cwd=PROJECT, env={**environment, "OFFRAMP_PROOF": proof}, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
