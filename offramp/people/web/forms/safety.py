"""Forms of the safety card."""

from django.utils.translation import gettext_lazy as _

from offramp.people.rules import EARLIEST_YEAR, LONGEST_NAME
from offramp.people.web.forms.asking import AskingForm
from offramp.ui.web import forms


class WriteCard(AskingForm, forms.Versioned):
    action = "safety.write"
    keeps_draft = True
    answer_words = _("I looked at these words: they say how to act, and tell no history and nobody else's name.")
    answer_missing = _("Some words may say more than a card should. Change them, or tick the box.")
    layout = (forms.Group("", "approach", "helps", "told_person", "answer"),)
    approach = forms.LongText(
        label=_("How to approach, one advice a line"), max_length=1000, rows=6,
        help_text=_("What to do and what to leave: “Carry naloxone.” “Speak slowly, one officer talks.”"),
    )  # fmt: skip
    helps = forms.LongText(label=_("What helps"), max_length=500, rows=3, required=False)
    told_person = forms.Yes(label=_("They know what this card says."))


class ReviewCard(forms.Form):
    action = "safety.review"
    review_on = forms.Day(label=_("Look at it again on"), past=False)
    told_person = forms.Yes(label=_("They know what this card says."))


class LookUp(forms.Form):
    action = "safety.look_up"
    incident = forms.Text(
        label=_("Incident number"), max_length=30, help_text=_("It is kept as the reason you looked.")
    )
    name = forms.Text(label=_("Name"), max_length=LONGEST_NAME, help_text=_("First and last, or the street name."))
    born_about = forms.Number(
        label=_("Birth year, about"), required=False, least=EARLIEST_YEAR, most=2100, help_text=_("If you know it.")
    )
