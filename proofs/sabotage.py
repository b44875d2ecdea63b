"""Each layer of the wall attacked while the other is off: found / tried, of policies and of cells of the table.

A policy lets everything through; a cell of the table is gone, or is there. Each of them one at a time, and each must be
noticed. The tests try some; this tries all, and names what isn't found.
"""

from proofs._tests import run_tests


def run() -> None:
    """Try everything, and say what was found."""
    run_tests("sabotage", "tests/wall/test_sabotage.py")
