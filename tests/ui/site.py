"""How a test puts the small site of `tests.ui.pages` in place of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from pytest_django import Settings

from offramp.access.web.routes import matrix


@contextmanager
def small_site(settings: Settings) -> Iterator[None]:
    """Serve the small site, under its own access matrix and without our navigation, until the block ends."""
    settings.ROOT_URLCONF = "tests.ui.pages"
    settings.ACCESS_MATRIX = "tests.ui.pages.ROUTES"
    for hook in ("NAVIGATION", "ACCOUNT", "SEARCH", "NOTICES", "ALARMS", "BILINGUAL"):
        setattr(settings, f"UI_{hook}", None)
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if not path.startswith("offramp.config.languages")]
    matrix.cache_clear()
    yield
    matrix.cache_clear()
