"""Days in the service's zone."""

from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone


def birthday(born_on: date, years: int) -> date:
    """Return the day on which somebody born on a day is so many years old. 29 February becomes 1 March."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def midnight(on: date) -> datetime:
    """Return the moment a day begins, in the service's zone."""
    return datetime.combine(on, time(), tzinfo=get_current_timezone())
