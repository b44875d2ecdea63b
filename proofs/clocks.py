"""A young person's record is read until its last second; from the first after it nobody reads it, nor from a backup.

Each kind of measure gets its end by the rules, at months' ends and on 29 February too. Then its end is set so near that
the database's clock passes it while everybody who can read the record reads on: every table of the room at once, each
reading with the moment at which it was made. A record that is over is disposed of by the hourly job, and a backup from
before is put back: as everybody, nothing of it is read, and no text of it opens. The tests do the same in less time;
this takes longer at each end, and prints the figures.
"""

from proofs._tests import run_tests


def run() -> None:
    """Read over the end of each kind of record, restore one that was disposed of, and say what came of it."""
    run_tests("clocks", "tests/diversion/test_clocks.py", "tests/diversion/test_disposing.py")
