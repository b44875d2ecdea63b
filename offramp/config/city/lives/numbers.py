"""Numbers people write down: of incidents and police occurrences, and telephones that ring nowhere."""

from datetime import datetime

from offramp.config.city.moments import Dice


def incident(dice: Dice, at: datetime) -> str:
    """Return the number of a dispatch incident, or nothing where none was noted."""
    return f"{at.year % 100}-{dice.randint(100_000, 199_999)}" if dice.maybe(0.8) else ""


def occurrence(dice: Dice, at: datetime) -> str:
    """Return the number of a police occurrence, or nothing where none was made."""
    return f"{at.year % 100}-{dice.randint(10_000, 99_999)}" if dice.maybe(0.5) else ""


def telephone(dice: Dice) -> str:
    """Return a number of those kept for fiction."""
    return f"780-555-01{dice.randint(0, 99):02}"
