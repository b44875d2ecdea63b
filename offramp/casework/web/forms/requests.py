"""The forms of access requests: to ask to see more of a file, to answer, to end it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Category
from offramp.casework.enums import Answered
from offramp.ui.web import forms


class AskAccess(forms.Form):
    action = "casework.ask-access"
    keeps_draft = True
    categories = forms.Choices(label=_("What do you need to see?"), choices=[], coerce=Category, rows=True)
    reason = forms.LongText(
        label=_("What do you need it for?"), help_text=_("Who answers and the care team read it."), max_length=1000
    )
    until = forms.Day(label=_("Until which day?"), past=False)

    def __init__(self, *args: Any, categories: Iterable[Category], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(categories=[(str(each), each.label) for each in categories])


class AnswerAccess(forms.Form):
    action = "casework.answer-access"
    keeps_draft = True
    answer = forms.Choice(label=_("Your answer"), choices=Answered.choices, coerce=Answered)
    until = forms.Day(label=_("If yes, until which day?"))
    words = forms.LongText(label=_("Why?"), help_text=_("Who asked reads it."), max_length=1000)


class EndAccess(forms.Form):
    action = "casework.end-access"
