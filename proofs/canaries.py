"""A word that is nowhere else in each field of a person, and of a measure; the whole product walked as everybody.

Each word must come to light for its rightful reader, and for nobody else: in no page, header, search, file, job, mail,
log or audit row. The tests walk as a few; this walks as all, and prints the figures.
"""

from proofs._tests import run_tests


def run() -> None:
    """Walk as everybody, and say what came to light."""
    run_tests("canaries", "tests/wall/test_canaries.py", "tests/wall/test_measure_canaries.py")
