"""Identifiers: UUIDv7, so that rows sort by the moment they were made."""

from datetime import UTC, datetime
from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """Return a new identifier for a row. Never use one as a secret: it tells when it was made."""
    return uuid_utils.compat.uuid7()


def first_id_at(at: datetime) -> UUID:
    """Return the smallest identifier of that moment: the bound of a partition or of a page by time."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (0x2 << 62))


def made_at(identifier: UUID) -> datetime:
    """Return the moment an identifier was made, in UTC."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=UTC)
