"""What stands open on the day the city is loaded, so that every desk has something on it."""

from offramp.config.city.present.write import write_present

__all__ = ["write_present"]
