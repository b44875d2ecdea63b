"""Pages of the tests' own in place of the product's, for tests of the way of a request."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from offramp.access.web.routes import matrix


@pytest.fixture
def pages(settings: Settings) -> Iterator[None]:
    """The pages of this test in place of the product's."""
    settings.ROOT_URLCONF, settings.ACCESS_MATRIX = "tests.access.pages", "tests.access.pages.ROUTES"
    matrix.cache_clear()
    yield
    matrix.cache_clear()
