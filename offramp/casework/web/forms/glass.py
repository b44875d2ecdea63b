"""The forms around danger to life: to open more of a file, to end that, to judge it."""

from django.utils.translation import gettext_lazy as _

from offramp.casework.enums import Verdict
from offramp.ui.web import forms


class BreakGlass(forms.Form):
    action = "casework.break-glass"
    keeps_draft = True
    reason = forms.LongText(
        label=_("What is the danger to life?"),
        help_text=_("Who is in danger, of what, and what you need to know now. The care team reads it."),
        max_length=1000,
    )


class CloseGlass(forms.Form):
    action = "casework.close-glass"


class ReviewGlass(forms.Form):
    action = "casework.review-glass"
    keeps_draft = True
    says_optional = False
    verdict = forms.Choice(label=_("Was it justified?"), choices=Verdict.choices, coerce=Verdict)
    words = forms.LongText(label=_("Why?"), help_text=_("The opener and the care team read it."), max_length=2000)
    follow_up = forms.LongText(
        label=_("What follows from it?"),
        help_text=_("Needed where it was not justified: who is spoken to, whether the person is told."),
        max_length=2000,
        required=False,
    )
