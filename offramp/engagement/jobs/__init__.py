"""What PACE does in the background."""

from offramp.engagement.jobs import calendars, letters, places

__all__ = ["calendars", "letters", "places"]
