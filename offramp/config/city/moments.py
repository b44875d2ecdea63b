"""Days and hours of the training city, and dice that fall the same way each time."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")
ZONE = ZoneInfo("America/Edmonton")
FIRST_HOUR, LAST_HOUR = 7, 18


def local(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of the city's clock, in UTC."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE).astimezone(UTC)


def day_of(at: datetime) -> date:
    """Return the day of a moment by the city's clock."""
    return at.astimezone(ZONE).date()


class Dice(random.Random):
    """Chance with a seed, and the questions a life asks of it."""

    def maybe(self, likelihood: float) -> bool:
        """Return whether something happens that happens this often, 0 to 1."""
        return self.random() < likelihood

    def one(self, things: Sequence[T]) -> T:
        """Return one of these."""
        return things[int(self.random() * len(things))]

    def some(self, things: Sequence[T], least: int, most: int) -> list[T]:
        """Return a few of these, none twice."""
        return self.sample(things, min(len(things), self.randint(least, most)))

    def hour_of(self, day: date) -> datetime:
        """Return some moment of a working day."""
        return local(day, self.randint(FIRST_HOUR, LAST_HOUR), self.randint(0, 59))

    def day_between(self, first: date, last: date) -> date:
        """Return a day from the first to the last."""
        return first + timedelta(days=int(self.random() * ((last - first).days + 1)))

    def minutes_after(self, at: datetime, least: int, most: int) -> datetime:
        """Return a moment some minutes later."""
        return at + timedelta(minutes=self.randint(least, most))

    def days_after(self, at: datetime, least: int, most: int) -> datetime:
        """Return a working hour some days later."""
        return self.hour_of(day_of(at) + timedelta(days=self.randint(max(least, 1), max(most, 1))))
