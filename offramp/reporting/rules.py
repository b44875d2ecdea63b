"""Which periods make sense, and which numbers are too small to show."""

from datetime import date

from django.utils.translation import gettext as _

from offramp.kernel.errors import Refused

SMALLEST_SHOWN = 5
"""An analyst is not told counts from 1 to 4: among so few, somebody may be known."""


def check_period(from_on: date, to_on: date) -> None:
    """Refuse a period that ends before it begins."""
    if to_on < from_on:
        raise Refused(
            _("The last day is before the first."), ask=_("Choose a last day on or after the first."), field="to_on"
        )


def is_small(count: int) -> bool:
    """Say whether a count is too small for whoever sees aggregates alone."""
    return 0 < count < SMALLEST_SHOWN
