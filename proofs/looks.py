"""Whoever a page shows stands in the read log, and whoever stands there was shown.

Two people and an invitation, with a word that is nowhere else in each field; every page opened by everybody who may
come. The words on each page are compared with the rows its response left in the read log, subject by subject and
category by category. Then real Chromium goes through the journeys and every page of the training city as each role,
and of each answer the people, intakes and referrals that it tells of are compared with those that the log names. The
tests walk as one of each kind, and through the journeys; this walks as all, and prints the figures.
"""

from proofs._tests import run_tests

IN_A_BROWSER = ("test_every_page.py", "test_the_thread.py", "test_the_wall.py", "test_an_invitation.py")


def run() -> None:
    """Open every page as everybody, and say where log and look differ."""
    run_tests("looks", "tests/wall/test_looks.py", *(f"tests/journeys/{name}" for name in IN_A_BROWSER))
