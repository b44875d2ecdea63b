"""What PACE does in the background."""

from offramp.engagement.jobs import letters

__all__ = ["letters"]
