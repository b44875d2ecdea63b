"""What PACE does in the background."""

from offramp.engagement.jobs import calendars, letters, visits

__all__ = ["calendars", "letters", "visits"]
