"""What opens without an account is accessible. `offramp proof pages` looks at every page as every role."""

from tests.journeys.conftest import OpenAs
from tests.journeys.every_page import faults_on


def test_axe_finds_nothing_on_the_way_in(open_as: OpenAs) -> None:
    page = open_as(None)

    assert faults_on(page, "/sign-in/", "nobody-sign-in") == []
    assert faults_on(page, "/nothing-here/", "nobody-404") == []
