"""One at a time: whoever changes the same thing waits for whoever came first."""

from uuid import UUID

from django.db import connection


def one_at_a_time(*, what: str, about: UUID) -> None:
    """Wait until no other transaction does this about the same subject; until ours ends, others wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{what}.{about}"])
