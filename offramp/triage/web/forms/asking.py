"""Ask HELP in twenty seconds: where, what is seen, how urgent. Everything else may be left out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from offramp.triage.enums import REFERRALS_TO_HELP, Door, Seen, Urgency
from offramp.triage.web.forms.choosing import as_id, branch_choices, neighbourhood_choices
from offramp.ui.web import forms

WHERE = forms.Group(_("Where"), "place")
MORE = forms.Group(_("Only if it helps"), "story", ("incident", "person_name"), "neighbourhood", "branch", folded=True)
CPIC = _("Facts, in your own words. Never copy CPIC returns here.")


class Asked(forms.Form):
    """What every way of asking has in common."""

    keeps_draft = True

    place = forms.Text(label=_("Place"), help_text=_("An address, a corner, or where people call it."), max_length=200)
    branch = forms.Choice(
        label=_("Branch"), required=False, choices=[], help_text=_("Only if the place does not tell.")
    )
    seen = forms.Choices(label=_("What do you see?"), required=False, choices=Seen.choices)
    urgency = forms.Choice(label=_("How urgent?"), choices=Urgency.choices, initial=Urgency.UNKNOWN)
    story = forms.LongText(label=_("What else is seen or asked"), required=False, help_text=CPIC)
    incident = forms.Text(label=_("Incident number"), required=False, max_length=40)
    person_name = forms.Text(label=_("A name"), required=False, max_length=200, help_text=_("Not needed to ask."))
    neighbourhood = forms.Picked(label=_("Neighbourhood"), required=False, choices=[])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(branch=branch_choices(), neighbourhood=neighbourhood_choices())
        self.fields["place"].widget.attrs["autofocus"] = True

    def said(self) -> dict[str, Any]:
        """Return what an action takes: facts as facts, ids as ids."""
        data = dict(self.cleaned_data)
        data["seen"] = [Seen(fact) for fact in data["seen"]]
        for name in {"branch", "neighbourhood", "from_agency", "team"} & set(data):
            data[name] = as_id(data[name])
        return data


class AskHelp(Asked):
    """A patrol officer asks from a call."""

    action = "intake.ask"
    layout = (WHERE, forms.Group(_("What is it?"), "seen", "urgency", "on_scene_wanted"), MORE)
    on_scene_wanted = forms.Yes(label=_("I want HELP to come"))


class LogCall(Asked):
    """A HELP member writes down what a caller asks, while on the phone."""

    action = "intake.log"
    layout = (
        forms.Group(_("Who calls"), "caller"),
        WHERE,
        forms.Group(_("What is it?"), "seen", "urgency", "on_scene_wanted"),
        forms.Group(_("What you advised"), "advice", hint=_("Only with advice it counts as a consultation.")),
        MORE,
    )
    caller = forms.Text(
        label=_("Caller"), required=False, max_length=200, help_text=_("Who it is and how to call back.")
    )
    on_scene_wanted = forms.Yes(label=_("They want HELP to come"))
    advice = forms.LongText(label=_("Advice given"), required=False, max_length=5000, rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["place"].widget.attrs["autofocus"]
        self.fields["caller"].widget.attrs["autofocus"] = True


class ReferToHelp(Asked):
    """Somebody is referred to HELP. `doors`: who may refer here; `teams`: to whom. With one alone, it is not asked."""

    action = "intake.refer"
    layout = (
        forms.Group(_("Who refers"), "team", "door", "from_agency", "caller"),
        WHERE,
        forms.Group(_("Why"), "seen", "urgency", "story"),
        forms.Group(_("Only if it helps"), ("person_name", "incident"), "neighbourhood", "branch", folded=True),
    )
    team = forms.Choice(label=_("To whom?"), choices=[], required=False, rows=True)
    door = forms.Choice(label=_("Who refers?"), choices=[])
    from_agency = forms.Picked(label=_("Agency"), required=False, choices=[])
    caller = forms.Text(
        label=_("Who to call back"), required=False, max_length=200, help_text=_("A name and a number.")
    )

    def __init__(
        self,
        *args: Any,
        doors: Sequence[Door],
        teams: Sequence[tuple[str, str]] = (),
        agencies: dict[UUID, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if len(teams) > 1:
            self.offer(team=teams)
            self.initial.setdefault("team", teams[0][0])
        else:
            del self.fields["team"]
        if len(doors) == 1:
            for name in ("door", "from_agency", "caller"):
                del self.fields[name]
        else:
            named = [("", ""), *((str(key), name) for key, name in (agencies or {}).items())]
            self.offer(door=[(door.value, door.label) for door in doors], from_agency=named)
        self._only = doors[0] if len(doors) == 1 else None

    def said(self) -> dict[str, Any]:
        """Return what an action takes; the one door where there is no choice."""
        data = super().said()
        return {**data, "door": self._only, "caller": ""} if self._only else data


class AskAgain(forms.Form):
    """The asker adds what is new, while it is open."""

    action = "intake.ask_again"
    keeps_draft = True
    layout = (
        forms.Group("", "urgency", "on_scene_wanted", "story"),
        forms.Group(_("Something new is seen"), "seen", folded=True),
    )

    seen = forms.Choices(label=_("What is new?"), required=False, choices=Seen.choices)
    urgency = forms.Choice(label=_("How urgent is it now?"), choices=Urgency.choices)
    on_scene_wanted = forms.Yes(label=_("I want HELP to come"))
    story = forms.LongText(label=_("What else?"), required=False, max_length=2000, rows=3, help_text=CPIC)

    def said(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {**self.cleaned_data, "seen": [Seen(fact) for fact in self.cleaned_data["seen"]]}


DOORS_FOR_HELP = [door for door in Door if door in REFERRALS_TO_HELP and door != Door.FROM_PATROL]
