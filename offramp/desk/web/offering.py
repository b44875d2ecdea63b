"""Offer HELP to a young person: with their yes, one new referral goes there, and nothing else."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _

from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import citywide_teams
from offramp.areas.queries import branches
from offramp.desk.actions import offer_help
from offramp.desk.actions.offering import Wish
from offramp.diversion.enums import Heard, Said
from offramp.diversion.queries import record_for
from offramp.kernel.clock import now
from offramp.ui.web import forms

ANSWERS = [(each.value, each.label) for each in (Said.YES, Said.NO, Said.NOT_ASKED)]


class OfferHelp(forms.Form):
    """What the young person wants HELP to know, in their words."""

    action = "support.offer"
    layout = (
        forms.Group(_("What they said"), "wanted", "guardian_said", "heard"),
        forms.Group(
            _("What HELP is told"),
            "person_name",
            "reach",
            ("place", "branch"),
            "words",
            "team",
            hint=_("Only what they want HELP to know. Nothing of a measure, and not that there is one."),
        ),
    )
    wanted = forms.Choice(label=_("Do they want it?"), choices=[("yes", _("Yes")), ("no", _("Not now"))])
    guardian_said = forms.Choice(label=_("A parent or guardian"), choices=ANSWERS, initial=Said.NOT_ASKED)
    heard = forms.Choice(label=_("How did they say it?"), choices=Heard.choices, initial=Heard.ORAL)
    person_name = forms.Text(label=_("Their name"), max_length=100, required=False)
    reach = forms.Text(label=_("How HELP may reach them"), max_length=100, required=False)
    place = forms.Text(label=_("Where to meet"), max_length=200, required=False)
    branch = forms.Picked(label=_("Branch"), choices=[], required=False)
    team = forms.Choice(label=_("Who should help?"), rows=True)
    words = forms.LongText(label=_("What they wish for, in their words"), max_length=2000, required=False)

    def __init__(
        self, *args: Any, branches: list[tuple[str, str]], teams: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, initial={"team": teams[-1][0]} if teams else None, **options)
        self.offer(branch=[("", _("Choose")), *branches], team=teams)

    def clean(self) -> dict[str, Any]:
        """Ask for what HELP needs, where something is sent."""
        data = super().clean() or {}
        if data.get("wanted") == "yes":
            for name in ("person_name", "reach", "place", "branch", "words"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, now_said("HELP needs this to find them."))
        return data

    def wish(self) -> Wish | None:
        """Return what is sent, or None where nothing is."""
        given = self.cleaned_data
        if given["wanted"] != "yes":
            return None
        where, team = UUID(given["branch"]), UUID(given["team"])
        return Wish(given["person_name"], given["reach"], given["place"], where, given["words"], team)


def offer(request: SignedInRequest, measure_id: UUID | None = None) -> HttpResponse:
    """Offer HELP: for a case, or for a child under twelve, of whom nothing else is kept."""
    record = record_for(request.viewer, measure_id, at=now()) if measure_id else None
    if measure_id and (record is None or not record.has_case):
        raise Http404
    known = [(str(each.pk), each.name) for each in branches()]
    teams = [(str(team.pk), f"{team.unit.name}: {team.name}") for team in citywide_teams()]
    form = OfferHelp(request.POST or None, request=request, target=measure_id or "nobody", branches=known, teams=teams)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                _send(request, form, measure_id, sending)
        if sending.done:
            return sending.redirect()
    return render(request, "desk/offer_help.html", {"form": form, "record": record}, status=form.status)


def _send(request: SignedInRequest, form: OfferHelp, measure: UUID | None, sending: forms.Sending) -> None:
    given = form.cleaned_data
    sent = offer_help(
        wish=form.wish(),
        guardian_said=Said(given["guardian_said"]),
        heard=Heard(given["heard"]),
        measure=measure,
        by=request.actor,
        at=now(),
    )
    saying = now_said("HELP was asked, with their yes.") if sent else now_said("Noted: not now. Nothing was sent.")
    route, keys = ("diversion:record", [measure]) if measure else ("desk:home", [])
    sending.leads_to(route, *keys, saying=saying)
