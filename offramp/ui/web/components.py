"""The living page of components, for developers: each in its states, drawn by the same templates as everywhere."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offramp.kernel.clock import now
from offramp.ui.web import forms
from offramp.ui.web.tables import Heading, columns


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of the road: `state` is done, current or empty."""

    label: str
    state: str = ""
    detail: str = ""


class Specimen(forms.Form):
    """A form with one field of each kind."""

    action = "ui.specimen"
    layout = (
        forms.Group(
            _("Where and when"), "place", ("day", "moment", "time"), hint=_("What you know; nothing is guessed.")
        ),
        forms.Group(_("What was seen"), "kind", "needs", "branch", "note"),
        forms.Group(_("Who to call back"), "phone", "email", "people", "agreed"),
    )
    place = forms.Text(label=_("Place"), help_text=_("An address, a corner, or where people call it."))
    day = forms.Day(label=_("Day"), ahead=False)
    moment = forms.Moment(label=_("From"), required=False)
    time = forms.TimeOfDay(label=_("Until"), required=False)
    kind = forms.Choice(
        label=_("What is it?"), choices=[("cold", _("Cold")), ("lost", _("Lost")), ("ill", _("Unwell"))]
    )
    needs = forms.Choices(
        label=_("What would help?"),
        rows=True,
        required=False,
        choices=[("warm", _("Something warm")), ("bed", _("A bed tonight")), ("talk", _("Someone to talk to"))],
    )
    branch = forms.Picked(label=_("Branch"), empty=_("Choose a branch"), choices=[("d", "Downtown"), ("w", "West")])
    note = forms.LongText(label=_("Note"), required=False, help_text=_("Facts, in your own words."), max_length=4000)
    phone = forms.Phone(label=_("Telephone"), required=False)
    email = forms.Email(label=_("E-mail"), required=False)
    people = forms.Number(label=_("How many people?"), least=1, most=200, initial=1)
    agreed = forms.Yes(label=_("They know that I ask for them"), must=_("Tell them first, then tick this."))


def show(request: HttpRequest) -> HttpResponse:
    """Show each component in each of its states."""
    return render(request, "ui/components.html", shown(request))


def shown(request: HttpRequest) -> dict[str, Any]:
    """Return what the page of components draws."""
    moment = now()
    wrong = Specimen(
        {"day": "2026-02-30", "people": "0", "email": "amara@", "note": "x" * 4100}, request=request, auto_id="wrong_%s"
    )
    return {
        "form": Specimen(request=request),
        "wrong": wrong,
        "alone": Specimen(request=request, auto_id="alone_%s"),
        "late": moment - timedelta(days=2, hours=1),
        "hours_late": moment - timedelta(hours=3, minutes=4),
        "soon": moment + timedelta(minutes=40, seconds=30),
        "later": moment + timedelta(days=2),
        "today": timezone.localdate(moment),
        "phases": [
            Phase("Stabilise, set goals", "done", "12 Sep"),
            Phase("Transition", "current", "since 9 Nov"),
            Phase("Follow-up"),
            Phase("Closed"),
        ],
        "approach": [
            "Speak from the front, use her name, give her time. Sit if she sits.",
            "Carry naloxone. Ask before moving her things.",
            "What helps: something warm, time, one voice at a time.",
        ],
        "columns": columns(
            request,
            Heading("since", _("Waiting since")),
            Heading("what", _("What"), sortable=False),
            Heading("where", _("Branch")),
            Heading("people", _("People"), numeric=True),
            default="-since",
        ),
        "rows": [
            ("20 Nov, 14:02", "Discharged at noon, nowhere to sleep", "Downtown", 1),
            ("20 Nov, 16:40", "Two people in a stairwell, cold", "Northeast", 2),
            ("21 Nov, 09:15", "Asks for help with identification", "West", 1),
        ],
        "loads": [
            ("Downtown", 17),
            ("Northeast", 9),
            ("Northwest", 6),
            ("Southeast", 8),
            ("Southwest", 4),
            ("West", 11),
        ],
        "step_names": [_("Event"), _("You"), _("Check")],
        "pills": [("cold", _("Cold")), ("lost", _("Lost"))],
    }
