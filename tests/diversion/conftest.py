"""A superuser beside the runtime, who moves a record's end to where a test needs it."""

from collections.abc import Iterator

import psycopg
import pytest

from offramp.kernel.embedded import Server
from tests.diversion.above import Above


@pytest.fixture
def above(server: Server, own_database: str) -> Iterator[Above]:
    """A superuser in a database of the test's own."""
    with psycopg.connect(server.superuser_url(own_database), autocommit=True) as connection:
        yield Above(connection)
