"""The small site of `tests.ui.pages`, in place of ours."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.ui.site import small_site


@pytest.fixture
def pages(settings: Settings) -> Iterator[None]:
    """Serve the small site, under its own access matrix."""
    with small_site(settings):
        yield
