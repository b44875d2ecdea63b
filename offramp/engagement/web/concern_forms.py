"""The forms of a concern, for the coordinator: who takes it on, what it is about, what we did."""

from django.utils.translation import gettext_lazy as _

from offramp.engagement.enums import Outcome, Owner
from offramp.ui.web import forms

NO_NAMES = _("A name or a way to recognise somebody does not belong here.")


class Sieve(forms.Form):
    """Narrow the list: by theme, by neighbourhood."""

    says_optional = False
    theme = forms.Picked(label=_("Theme"), choices=(), required=False, empty=_("Every theme"))
    neighbourhood = forms.Picked(label=_("Neighbourhood"), choices=(), required=False, empty=_("Everywhere"))


class TakeOn(forms.Versioned):
    """Who takes a concern on. What is missing is for the rules to say."""

    action = "concern.take_on"
    says_optional = False
    text = forms.LongText(label=_("What was said"), rows=2, max_length=2000, help_text=NO_NAMES)
    owner = forms.Choice(label=_("Who takes it on?"), choices=Owner.choices)
    owner_name = forms.Text(label=_("Its name"), max_length=200, help_text=_("The unit, agency or organisation."))
    action_text = forms.LongText(label=_("What will they do?"), rows=2, max_length=2000)
    due_on = forms.Day(label=_("An answer by"), past=False)


class Link(forms.Versioned):
    """What a concern is about, and which others are about the same."""

    action = "concern.link"
    says_optional = False
    theme = forms.Picked(label=_("Theme"), choices=(), required=False, empty=_("A new one, named below"))
    name = forms.Text(label=_("Or a new theme"), required=False, max_length=120, help_text=NO_NAMES)
    also = forms.Choices(label=_("These too, which sound alike"), choices=(), required=False, rows=True)

    def named(self) -> str:
        """Return the name that was written, or else the theme that was chosen."""
        return str(self.cleaned_data["name"] or self.cleaned_data["theme"])


class Answer(forms.Versioned):
    """What we did, or why we couldn't: they read it as it stands here."""

    action = "concern.answer"
    keeps_draft = True
    says_optional = False
    outcome = forms.Choice(label=_("What became of it?"), choices=Outcome.choices)
    answer = forms.LongText(label=_("What we did, or why we couldn't"), rows=5, max_length=4000, help_text=NO_NAMES)
