"""Who can see me: on paper for the person, and for the privacy officer with who looked."""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offramp.access.web.requests import SignedInRequest
from offramp.desk.actions import note_log_read
from offramp.desk.queries import LookedBy, who_looked, who_sees
from offramp.kernel.clock import now
from offramp.people.queries import restricted_file
from offramp.reporting.queries import start_of
from offramp.ui.web import forms

DAYS = timedelta(days=30)


class Period(forms.Form):
    """Which days of the read log; the last thirty if nothing is said."""

    says_optional = False
    from_on = forms.Day(label=_("From"), required=False)
    to_on = forms.Day(label=_("Until"), required=False)


def for_the_person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show a person, by their navigator, who can see what about them now: to print and to take along."""
    at = now()
    sights = who_sees(request.viewer, person_id, at=at)
    if sights is None:
        raise Http404
    named = [sight for sight in sights if not sight.many or sight.agency]
    roles = [sight for sight in sights if sight.many and not sight.agency]
    restricted = restricted_file(request.viewer, person_id)
    context = {"person": person_id, "named": named, "roles": roles, "restricted": restricted, "at": at}
    return render(request, "desk/sight/for_the_person.html", context)


def for_the_privacy_officer(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show who can see anything of a person now, and who looked in a period."""
    at = now()
    sights = who_sees(request.viewer, person_id, at=at)
    if sights is None:
        raise Http404
    today = timezone.localdate(at)
    given = request.GET.copy()
    if not given.get("from_on") and not given.get("to_on"):
        given["from_on"], given["to_on"] = (today - DAYS).isoformat(), today.isoformat()
    period, looked = Period(given), None
    if period.is_valid():
        looked = _looked(request, person_id, period.cleaned_data["from_on"], period.cleaned_data["to_on"] or today)
        note_log_read(log="looks", filters=["whom"], by=request.actor, at=at)
    restricted = restricted_file(request.viewer, person_id)
    context = {
        "person": person_id, "sights": sights, "period": period, "looked": looked, "restricted": restricted, "at": at,
    }  # fmt: skip
    return render(request, "desk/sight/for_the_privacy_officer.html", context, status=period.status)


def _looked(request: SignedInRequest, person: UUID, first: date | None, last: date) -> list[LookedBy]:
    """Return who looked from the first day until the last, that included; without a first day, from thirty before."""
    from_at, until_at = start_of(first or last - DAYS), start_of(last + timedelta(days=1))
    return who_looked(request.viewer, person, from_at=from_at, until_at=until_at)
