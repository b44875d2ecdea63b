"""Days in the service's zone."""

from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone


def midnight(on: date) -> datetime:
    """Return the moment a day begins, in the service's zone."""
    return datetime.combine(on, time(), tzinfo=get_current_timezone())
