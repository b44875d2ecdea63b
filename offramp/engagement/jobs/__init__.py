"""What PACE does in the background."""

from offramp.engagement.jobs import calendars, letters

__all__ = ["calendars", "letters"]
