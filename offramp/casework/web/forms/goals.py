"""Forms for goals and the steps to them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from offramp.casework.enums import Area, GoalOutcome, StepOutcome
from offramp.casework.web.forms.offering import users
from offramp.ui.web import forms

if TYPE_CHECKING:
    from offramp.accounts.models import User

SURE = [(str(number), str(number)) for number in range(11)]


class SetGoal(forms.Form):
    action = "casework.goal"
    keeps_draft = True
    words = forms.Text(
        label=_("The goal, in their own words"),
        help_text=_("As they say it: “My own door, with a lock.”"),
        max_length=300,
    )
    area = forms.Choice(label=_("Part of life"), choices=[], coerce=Area)
    confidence = forms.Choice(
        label=_("How sure are they, from 0 to 10?"), choices=SURE, required=False, coerce=int, empty_value=None
    )
    target_on = forms.Day(label=_("By when?"), past=False, required=False)

    def __init__(self, *args: Any, areas: Iterable[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(area=[(area.value, area.label) for area in areas])


class ChangeGoal(SetGoal):
    action = "casework.change-goal"
    target_on = forms.Day(label=_("By when?"), required=False)
    version = forms.Hidden()

    def clean_version(self) -> int:
        """Return the version the editor had before them; 0, which none has, where the page was altered."""
        text = str(self.cleaned_data["version"])
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def edit_on(self, version: int) -> None:
        """Keep what was typed, so that it can be sent again on what the goal says now."""
        self.data = {**dict(self.data.items()), "version": str(version)}


class EndGoal(forms.Form):
    action = "casework.end-goal"
    outcome = forms.Choice(label=_("How did it end?"), choices=GoalOutcome.choices, rows=True, coerce=GoalOutcome)


class PromiseStep(forms.Form):
    action = "casework.step"
    keeps_draft = True
    words = forms.Text(label=_("What will be done?"), max_length=300)
    due_at = forms.Moment(label=_("When?"), past=False, required=False)
    promised_by = forms.Picked(label=_("Whose promise is it?"), choices=[], coerce=UUID)
    tells_health = forms.Yes(
        label=_("The words tell of health: officers see only that something is due"), required=False
    )

    def __init__(self, *args: Any, team: "Iterable[User]", may_tell_health: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(promised_by=[("", _("Choose somebody on the care team")), *users(team)])
        if not may_tell_health:
            del self.fields["tells_health"]


class FinishStep(forms.Form):
    action = "casework.finish-step"
    outcome = forms.Choice(label=_("What came of it?"), choices=StepOutcome.choices, rows=True, coerce=StepOutcome)
    due_at = forms.Moment(label=_("Moved to when?"), help_text=_("Only if it was moved."), past=False, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the new time of a step that was moved."""
        cleaned = super().clean() or self.cleaned_data
        moved = cleaned.get("outcome") == StepOutcome.MOVED
        if moved and not cleaned.get("due_at") and "due_at" not in self.errors:
            self.add_error("due_at", _("Choose the new day and time."))
        return cleaned
