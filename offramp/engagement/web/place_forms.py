"""The forms of places at an event."""

from typing import Any

from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _

from offramp.engagement.enums import Course, Hours
from offramp.engagement.models import Member
from offramp.engagement.rules.places import MOST_MEMBERS
from offramp.ui.web import forms


class ChangeNeed(forms.Versioned):
    """What an event needs."""

    action = "need.change"
    says_optional = False
    layout = (forms.Group(_("Members"), ("at_least", "at_most")), forms.Group(_("Trainings"), "courses"))
    at_least = forms.Number(label=_("At least"), least=1, most=MOST_MEMBERS)
    at_most = forms.Number(label=_("At most"), least=1, most=MOST_MEMBERS)
    courses = forms.Choices(
        label=_("Each member holds, on that day"), choices=Course.choices, required=False, rows=True
    )


class Fill(forms.Form):
    """Ask a member, or put them in."""

    action = "place.fill"
    hours = forms.Choice(
        label=_("Hours"), choices=Hours.choices, initial=Hours.ON_DUTY, required=False, empty_value=Hours.ON_DUTY
    )
    told = forms.Text(
        label=_("What did they tell you?"), required=False, max_length=300,
        help_text=_("Only where they had said that they can't then. They and you read it."),
    )  # fmt: skip


class ChangePlace(forms.Versioned):
    """What the hours are to a member, and whether a proposal may move them."""

    action = "place.change"
    hours = forms.Choice(label=_("Hours"), choices=Hours.choices)
    locked = forms.Yes(label=_("Locked: a proposal for the month leaves this place as it is."))


class Deed(forms.Versioned):
    """One press about a place that a colleague may have changed meanwhile."""

    action = "place.deed"


class Answer(forms.Form):
    action = "place.answer"


class SignUp(forms.Form):
    action = "place.sign_up"


class OfferSwap(forms.Form):
    """A member offers their place to a colleague who could come."""

    action = "swap.offer"
    to = forms.Picked(label=_("To whom?"), choices=[])

    def __init__(self, *args: Any, colleagues: list[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(to=[("", _("Choose a colleague")), *((one.pk, one.user.name) for one in colleagues)])


class AnswerSwap(forms.Form):
    action = "swap.answer"


class Release(forms.Form):
    """A supervisor says yes or no: by one of two buttons."""

    action = "release.answer"
    released = forms.Choice(
        label=_("Can they be released?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=HiddenInput()
    )
