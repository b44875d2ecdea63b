"""What PACE does in the background."""

from offramp.engagement.jobs import calendars, letters, places, visits

__all__ = ["calendars", "letters", "places", "visits"]
