"""Every route x every kind of actor x every relation to a person, over the wire; and each guarded table in SQL.

Each answer must be the one that follows from the access matrix and `who_sees_what`, and none may hold a word of a
category that its reader may not see. The tests ask a sample; this asks all of it, and prints the figures. A young
person's measure is asked for in SQL, by everybody in each relation to it; and nobody finds a way between the streams.
"""

from proofs._tests import run_tests

OF_MEASURES = ("measures_in_sql", "streams_apart")


def run() -> None:
    """Ask every combination, and say what came of it."""
    run_tests("matrix", *(f"tests/wall/test_{name}.py" for name in ("matrix", "matrix_in_sql", *OF_MEASURES)))
