"""Every route x every kind of actor x every relation to a person, over the wire; and each guarded table in SQL.

Each answer must be the one that follows from the access matrix and `who_sees_what`, and none may hold a word of a
category that its reader may not see. The tests ask a sample; this asks all of it, and prints the figures.
"""

from proofs._tests import run_tests


def run() -> None:
    """Ask every combination, and say what came of it."""
    run_tests("matrix", "tests/wall/test_matrix.py", "tests/wall/test_matrix_in_sql.py")
