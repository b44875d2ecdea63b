"""Days and times: the browser's own control, and what people type where it has none."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from offramp.kernel.clock import now
from offramp.ui.web.forms.widgets import DayInput, MomentInput, TimeInput

DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%B %d, %Y", "%b %d, %Y"]
"""Never 3/4/2026: it is March here and April there."""
WELL_FORMED = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
A_MINUTE = timedelta(minutes=1)


class Day(forms.DateField):
    """A day. `ahead=False` refuses days to come, `past=False` those gone by."""

    def __init__(self, *, ahead: bool = True, past: bool = True, **options: Any) -> None:
        options.setdefault("widget", DayInput())
        options.setdefault("input_formats", DAY_FORMATS)
        messages = options.setdefault("error_messages", {})
        messages.setdefault("required", _("Choose a day, or write it like 2026-11-21."))
        messages.setdefault("invalid", _("Write the day like 2026-11-21, or 21 November 2026."))
        super().__init__(**options)
        self.ahead, self.past = ahead, past

    def to_python(self, value: Any) -> date | None:
        """Return the day; a well-written one that no calendar has is named as such."""
        try:
            return super().to_python(value)
        except ValidationError:
            if isinstance(value, str) and WELL_FORMED.fullmatch(value.strip()):
                said = gettext("There is no %(typed)s in the calendar. Look at the month and the year.")
                raise ValidationError(said % {"typed": value.strip()}, "no_day") from None
            raise_with_typed(value, gettext("“%(typed)s” is not a day we can read. Write it like 2026-11-21."))
            raise

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None:
            check_year(value)
            check_side(value, timezone.localdate(now()), ahead=self.ahead, past=self.past)


class Moment(forms.DateTimeField):
    """A day with its time, in the service's zone. `ahead=False` refuses what is to come, `past=False` what is gone."""

    def __init__(self, *, ahead: bool = True, past: bool = True, **options: Any) -> None:
        options.setdefault("widget", MomentInput())
        messages = options.setdefault("error_messages", {})
        messages.setdefault("required", _("Choose a day and a time."))
        messages.setdefault("invalid", _("Write the day and time like 2026-11-21 16:10."))
        super().__init__(**options)
        self.ahead, self.past = ahead, past

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment; a refusal names what was typed."""
        try:
            return super().to_python(value)
        except ValidationError:
            raise_with_typed(value, gettext("“%(typed)s” is not a time we can read. Write it like 2026-11-21 16:10."))
            raise

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None:
            check_year(value)
            # A form is filled for some minutes: the time it offered must not be refused as gone or to come.
            moment = now()
            if not self.ahead and value > moment + A_MINUTE:
                raise ValidationError(_not_ahead(timezone.localtime(moment)), "ahead")
            if not self.past and value < moment - 15 * A_MINUTE:
                raise ValidationError(_("That time has passed. Choose a later one."), "past")


class TimeOfDay(forms.TimeField):
    """A time of day."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", TimeInput())
        messages = options.setdefault("error_messages", {})
        messages.setdefault("required", _("Choose a time, or write it like 16:10."))
        messages.setdefault("invalid", _("Write the time like 16:10."))
        super().__init__(**options)


def raise_with_typed(value: Any, said: str) -> None:
    """Refuse with what was typed: a browser shows an empty control for what it cannot read, and the words would go."""
    if isinstance(value, str) and value.strip():
        raise ValidationError(said % {"typed": value.strip()[:40]}, "invalid")


def check_year(value: date) -> None:
    """Refuse a year that is a slip of the hand."""
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        raise ValidationError(_("Look at the year: it cannot be right."), "year")


def check_side(value: date, today: date, *, ahead: bool, past: bool) -> None:
    """Refuse a day on the wrong side of today."""
    if not ahead and value > today:
        said = gettext("That day is still to come: today is %(today)s. Choose today or an earlier day.")
        raise ValidationError(said % {"today": date_format(today, "j F Y")}, "ahead")
    if not past and value < today:
        raise ValidationError(_("That day has passed. Choose today or a later day."), "past")


def _not_ahead(local: datetime) -> str:
    said = gettext("That time is still to come: it is now %(now)s. Choose an earlier one.")
    return said % {"now": date_format(local, "j F Y, H:i")}
