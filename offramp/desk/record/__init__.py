"""A person's record: put together from every room, each part as far as its reader may see it."""

from offramp.desk.record.compose import Record, record_of

__all__ = ["Record", "record_of"]
