"""What is done on an intake's page: rate, decide, claim, advise, close."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from offramp.triage.enums import Dimension, IntakeEnd, Level, Rated
from offramp.triage.models import Intake
from offramp.ui.web import forms

ENDS = [(end.value, end.label) for end in IntakeEnd if end != IntakeEnd.DUPLICATE]


class Versioned(forms.Versioned):
    """A form on an intake's page."""

    def __init__(self, *args: Any, intake: Intake, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("version", intake.version)


class Rate(Versioned):
    """The five risks and three needs. Leaving one as not known is an answer."""

    action = "intake.rate"

    def __init__(self, *args: Any, ratings: dict[Dimension, Rated], **options: Any) -> None:
        super().__init__(*args, **options)
        for dimension in Dimension:
            self.fields[dimension.value] = forms.Choice(
                label=dimension.label,
                choices=Rated.choices,
                initial=ratings.get(dimension, Rated.UNKNOWN),
            )

    def rated(self) -> dict[Dimension, Rated]:
        """Return the rating of each risk and need."""
        return {dimension: Rated(self.cleaned_data[dimension.value]) for dimension in Dimension}


class Decide(Versioned):
    """Accept the suggested level, or another with a reason."""

    action = "intake.decide"
    keeps_draft = True

    level = forms.Choice(label=_("Level"), choices=Level.choices)
    override_reason = forms.Text(
        label=_("Why another than suggested"), required=False, max_length=300,
        help_text=_("Not needed for the suggested level."),
    )  # fmt: skip


class Claim(forms.Form):
    """We are going, or we answer. `team` is asked only of those who may send several."""

    action = "intake.claim"

    team = forms.Picked(label=_("Which team?"), required=False, choices=[])

    def __init__(self, *args: Any, teams: list[tuple[str, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if teams:
            self.offer(team=[("", _("Its own team")), *teams])
        else:
            del self.fields["team"]


class Give(forms.Form):
    """Give an intake back."""

    action = "intake.release"


class Link(forms.Form):
    """Say that an intake is about somebody."""

    action = "intake.link"


class SameAs(forms.Form):
    """Say that an intake is the same as another."""

    action = "intake.same_as"


class Advise(forms.Form):
    """Advice to whoever asked."""

    action = "intake.advise"
    keeps_draft = True

    text = forms.LongText(
        label=_("Advice"), max_length=5000, help_text=_("Whoever asked reads this. It counts as one consultation.")
    )
    then_close = forms.Yes(label=_("Close it: advice was enough"))


class Close(forms.Form):
    """How it ended."""

    action = "intake.close"

    end = forms.Choice(label=_("How did it end?"), rows=True, choices=ENDS)
    note = forms.Text(label=_("Anything to know"), required=False, max_length=300)
