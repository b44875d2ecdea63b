"""The forms of calendars: a yes or no by link, the address of a feed, reminders."""

from django.utils.translation import gettext_lazy as _

from offramp.engagement.enums.calendars import Lead
from offramp.ui.web import forms


def _is_yes(value: str) -> bool:
    return value == "yes"


class Answer(forms.Form):
    """Yes or no, by the link in a mail."""

    action = "place.answer_by_link"
    comes = forms.Choice(choices=[("yes", _("Yes, I come")), ("no", _("I can't come"))], coerce=_is_yes)


class MakeFeed(forms.Form):
    action = "calendar.make_feed"


class EndFeed(forms.Form):
    action = "calendar.end_feed"


class Reminders(forms.Form):
    """When a member is reminded."""

    action = "calendar.reminders"
    hours = forms.Choices(
        label=_("Remind me by mail"), choices=Lead.choices, coerce=int, required=False,
        help_text=_("Choose none and nothing is sent. Your own calendar gets the same reminders with each event."),
    )  # fmt: skip
