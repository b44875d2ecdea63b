"""`make mutate`: 300 seeded mistakes in `access`, `consent` and `audit`, or as many as one hour allows."""

from proofs._tests import run_tests
from proofs._warm import ROOMS_OF_SUPPORT

if __name__ == "__main__":
    run_tests("mutate", "-p", "proofs._warm.mutating", *ROOMS_OF_SUPPORT, "tests/wall/test_sabotage.py")
