"""Each layer of the wall attacked while the other is off: found / tried, of policies, cells, functions, our own checks.

A policy lets everything through; a cell of the table is gone, or is there; a function that reads with more rights than
its caller forgets one of its terms; a check of the application does nothing.
Each of them one at a time, and each must be noticed. The tests try some; this tries all, and names what isn't found.

The checks of PACE's room, of young persons' measures and of problems are tried too. Left out are the audiences of
allauth's own routes: each of its views asks for a sign-in by itself, so nobody can notice that ours does not.
"""

from proofs._tests import run_tests
from proofs._warm import ROOMS_OF_SUPPORT


def run() -> None:
    """Try everything, and say what was found."""
    run_tests("sabotage", "tests/wall/test_sabotage.py")
    of_all = [
        "tests/diversion",
        "tests/engagement",
        "tests/prevention",
        "tests/kernel/test_identity.py",
        "tests/wall/test_every_act_asks_the_role.py",
        "tests/wall/sabotage/routes.py",
    ]
    run_tests("sabotage", "-p", "proofs._warm.checking", *ROOMS_OF_SUPPORT, *of_all)
