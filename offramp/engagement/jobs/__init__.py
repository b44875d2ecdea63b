"""What PACE does in the background."""

from offramp.engagement.jobs import calendars, letters, mails, members, months, places, visits

__all__ = ["calendars", "letters", "mails", "members", "months", "places", "visits"]
