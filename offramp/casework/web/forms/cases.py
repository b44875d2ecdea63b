"""Forms that carry a case from acceptance to closure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from offramp.casework.enums import CheckIn, ClosureOutcome, Phase
from offramp.casework.rules import ON_THE_WAY
from offramp.casework.web.forms.offering import users
from offramp.kernel.clock import now
from offramp.ui.web import forms

if TYPE_CHECKING:
    from offramp.accounts.models import Team, User
    from offramp.directory.models import Service

STAYS, ENDS = "stays", "ends"


class AcceptCase(forms.Form):
    action = "casework.accept"
    keeps_draft = True
    team = forms.Picked(label=_("Team"), choices=[], coerce=UUID)
    reason = forms.Text(
        label=_("Why case management?"), help_text=_("In one sentence, as you would say it to them."), max_length=300
    )
    seats = forms.Choices(
        label=_("Who else is on the care team?"),
        help_text=_("They see the plan from now on. Navigators also see what is told to a navigator."),
        choices=[],
        coerce=UUID,
        required=False,
    )

    def __init__(self, *args: Any, teams: "Iterable[Team]", staff: "Iterable[User]", **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(team.pk), team.name) for team in teams]
        self.offer(team=[("", _("Choose a team")), *named], seats=users(staff))


class MovePhase(forms.Form):
    action = "casework.phase"
    phase = forms.Choice(label=_("Next phase"), choices=[], rows=True, coerce=Phase)

    def __init__(self, *args: Any, now_in: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(phase=[(phase.value, phase.label) for phase in ON_THE_WAY if phase != now_in])


class HandOver(forms.Form):
    action = "casework.hand-over"
    service = forms.Picked(label=_("To which program?"), choices=[], coerce=UUID)

    def __init__(self, *args: Any, programs: "Iterable[tuple[str, Iterable[Service]]]", **options: Any) -> None:
        super().__init__(*args, **options)
        grouped = [(agency, [(str(each.pk), each.name) for each in services]) for agency, services in programs]
        self.offer(service=[("", _("Choose a long-term program")), *grouped])


class FirstKept(forms.Form):
    action = "casework.first-kept"
    kept_at = forms.Moment(label=_("When was it kept?"), ahead=False, initial=now)


class FollowUp(forms.Form):
    action = "casework.follow-up"
    found = forms.Choice(label=_("How are they doing?"), choices=CheckIn.choices, rows=True, coerce=CheckIn)


class CloseCase(forms.Form):
    action = "casework.close"
    keeps_draft = True
    outcome = forms.Choice(
        label=_("How does it end?"), choices=ClosureOutcome.choices, rows=True, coerce=ClosureOutcome
    )
    words = forms.LongText(
        label=_("In their own words"), help_text=_("What they say of it, if they will."), max_length=500, required=False
    )
    team = forms.Choice(
        label=_("And the care team?"),
        choices=[(STAYS, _("Everybody stays, in case they come back")), (ENDS, _("It ends with the case"))],
        rows=True,
        initial=STAYS,
    )
