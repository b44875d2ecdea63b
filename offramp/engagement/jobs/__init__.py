"""What PACE does in the background."""

from offramp.engagement.jobs import calendars, letters, members, places, visits

__all__ = ["calendars", "letters", "members", "places", "visits"]
