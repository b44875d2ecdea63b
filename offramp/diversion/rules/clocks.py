"""Until when a record may be read. Derived from what kind of measure it is, and from nothing else."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from offramp.diversion.enums import MeasureType
from offramp.kernel.days import midnight
from offramp.kernel.errors import Refused

SANCTION_MONTHS = 24
"""Source: Youth Criminal Justice Act, s. 119(2)(a): two years after the young person consented to the sanction."""


def last_day(start: date, months: int) -> date:
    """Return the last day of a period of months after a day: the same day of the month, or the month's last.

    From 29 February two years lead to 28 February. That this is how the Interpretation Act counts is our reading.
    """
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def clock_of(
    measure: MeasureType, *, decided_on: date, consented_on: date | None, kept_months: Mapping[str, int]
) -> datetime:
    """Return the moment from which nobody reads a record: midnight after its last day, in the service's zone.

    A sanction's clock is the law's and starts with the consent. For the others no end was found in the law: it is
    the service's own policy, in months after the decision (`kept_months`, by measure).
    Raises Refused where a sanction has no day of consent.
    """
    if measure != MeasureType.SANCTION:
        return midnight(last_day(decided_on, kept_months[measure]) + timedelta(days=1))
    if consented_on is None:
        raise Refused(
            _("A sanction needs the day on which the young person consented: its clock starts there."),
            ask=_("Write down that day."),
            field="consented_on",
        )
    return midnight(last_day(consented_on, SANCTION_MONTHS) + timedelta(days=1))


def check_still_open(ends_at: datetime, *, at: datetime) -> None:
    """Refuse a record whose clock ran out before it is written: its consent lies too long ago."""
    if ends_at <= at:
        raise Refused(
            _("The clock of this record has run out: it may not be kept any more."),
            ask=_("Check the day of the consent."),
            field="consented_on",
        )


def check_within(day: date, *, ends_at: datetime, field: str) -> None:
    """Refuse a day on which the record is closed already: nobody could see it through."""
    if midnight(day) >= ends_at:
        raise Refused(
            _("This record closes before that day, and nobody could read it then."),
            ask=_("Choose an earlier day."),
            field=field,
        )
