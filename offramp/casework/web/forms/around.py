"""Forms for who is around a person and what they take part in."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from offramp.casework.enums import PursuitKind, SupporterKind
from offramp.casework.rules import PursuitTerms, SupporterTerms
from offramp.kernel.clock import now
from offramp.ui.web import forms

DAYS = forms.Group(_("From when until when"), ("starts_on", "until_on"))
HEALTH = _("This alone tells of their health: officers see nothing of it")


def today() -> date:
    """Return today, in the service's zone."""
    return localdate(now())


class Around(forms.Versioned):
    """What both have in common: the days, and whether it tells of health."""

    keeps_draft = True

    starts_on = forms.Day(label=_("Since when?"))
    until_on = forms.Day(label=_("Until when?"), help_text=_("Only if it is meant to end."), required=False)
    tells_health = forms.Yes(label=HEALTH, required=False)

    def __init__(self, *args: Any, may_tell_health: bool, **options: Any) -> None:
        options["initial"] = {"starts_on": today(), **options.get("initial", {})}
        super().__init__(*args, **options)
        if not may_tell_health:
            del self.fields["tells_health"]

    def said(self) -> dict[str, Any]:
        """Return what the form says, without the version it was written on."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def overtaken(form: Around, version: int) -> bool:
    """Say whether somebody changed the row since the form was opened."""
    return form.is_bound and form.data.get("version") != str(version)


class Supporter(Around):
    action = "casework.supporter"
    layout = (
        forms.Group(_("Who is it?"), "kind", "name", "place"),
        forms.Group(_("How you work with them"), "reach", "what_for", "often"),
        DAYS,
        forms.Group(
            _("Health"), "tells_health", hint=_("A counsellor, a clinic: who tells of health by what they are.")
        ),
    )
    kind = forms.Choice(label=_("Who are they to this person?"), choices=SupporterKind.choices, coerce=SupporterKind)
    name = forms.Text(
        label=_("Name"), help_text=_("Whom to ask for. A first name will do, or “the office”."), max_length=120
    )
    place = forms.Text(label=_("School, office or group"), max_length=120, required=False)
    reach = forms.Text(label=_("How to reach them"), max_length=200, required=False)
    what_for = forms.Text(
        label=_("What for?"), help_text=_("Such as: his timetable, a quiet room."), max_length=200, required=False
    )
    often = forms.Text(
        label=_("For a mentor: how often do they meet?"),
        help_text=_("Such as: Saturdays, two hours."),
        max_length=120,
        required=False,
    )

    @property
    def terms(self) -> SupporterTerms:
        """Return what the form says as an action takes it."""
        return SupporterTerms(**self.said())


class Pursuit(Around):
    action = "casework.pursuit"
    layout = (
        forms.Group(_("What is it?"), "kind", "what", "place"),
        forms.Group(_("Who and when"), "with_whom", "times"),
        DAYS,
        forms.Group(_("Health"), "tells_health", hint=_("A group at a clinic: what tells of health by its name.")),
    )
    kind = forms.Choice(label=_("What kind?"), choices=PursuitKind.choices, coerce=PursuitKind)
    what = forms.Text(label=_("What do they take part in?"), max_length=120)
    place = forms.Text(label=_("Where?"), max_length=120, required=False)
    with_whom = forms.Text(label=_("With whom?"), help_text=_("A coach, a friend."), max_length=120, required=False)
    times = forms.Text(
        label=_("On which days?"),
        help_text=_("Such as: Tuesdays and Thursdays, 16:00."),
        max_length=120,
        required=False,
    )

    @property
    def terms(self) -> PursuitTerms:
        """Return what the form says as an action takes it."""
        return PursuitTerms(**self.said())


class EndAround(forms.Form):
    action = "casework.end-around"
    reason = forms.Text(label=_("Why did it end?"), max_length=200)


class HowItGoes(forms.Form):
    action = "casework.how-it-goes"
    keeps_draft = True
    on = forms.Day(label=_("Of which day?"), ahead=False, initial=today)
    words = forms.Text(
        label=_("How does it go?"),
        help_text=_("One line. The officers on the care team read it too: what they told you goes into a note."),
        max_length=200,
    )


class TellSupporter(forms.Form):
    action = "casework.tell"
    told = forms.Choice(
        label=_("What did you tell them?"),
        choices=[("together", _("That we work together")), ("plan", _("Something of the plan"))],
        rows=True,
    )
