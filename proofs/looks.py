"""Whoever a page shows stands in the read log, and whoever stands there was shown.

Two people and an invitation, with a word that is nowhere else in each field; every page opened by everybody who may
come. The words on each page are compared with the rows its response left in the read log, subject by subject and
category by category. The tests walk as one of each kind; this walks as all, and prints the figures.
"""

from proofs._tests import run_tests


def run() -> None:
    """Open every page as everybody, and say where log and look differ."""
    run_tests("looks", "tests/wall/test_looks.py")
