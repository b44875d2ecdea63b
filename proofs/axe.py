"""axe on every page as every role that may open it, on a phone and at a desk, light and dark.

The tests look at a page on the light phone as each role, and on the dark desk too as the first of them; this looks in
all four ways as all, at every colour anew.
"""

from proofs._tests import run_tests


def run() -> None:
    """Look at every page, and name what axe finds."""
    run_tests("axe", "tests/journeys/test_every_page.py", "tests/journeys/test_every_page_of_a_second_step.py")
