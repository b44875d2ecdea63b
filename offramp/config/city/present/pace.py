"""PACE since it began: every invitation, and what stands open now."""

from offramp.config.city.city import City
from offramp.config.city.lives.pace.invitations import stories
from offramp.config.city.writers.engagement.inviting import write_invitations


def write_pace(city: City, seed: str) -> None:
    """Write the years of PACE into the city's book."""
    write_invitations(city, stories(city.now, seed))
