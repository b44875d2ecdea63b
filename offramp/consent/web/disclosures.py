"""What of a person left the unit: their page, a form for what they were not asked about, and the register of all."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Role
from offramp.access.queries import readable
from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import names_of_users
from offramp.consent import queries
from offramp.consent.actions import record_disclosure
from offramp.consent.queries import REGISTER
from offramp.consent.web import forms
from offramp.consent.web.sentence import disclosed, in_words_of_ledger
from offramp.kernel.clock import now
from offramp.people.queries import names_of, unit_of
from offramp.ui.web.paging import page_address


def of_person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show what of a person left the unit, as far as the viewer may know."""
    name = _name_or_404(request, person_id)
    found = queries.disclosures_of(request.viewer, person_id, cursor=request.GET.get("page", ""))
    page = {
        "person_id": person_id,
        "name": name,
        "lines": disclosed(found.rows),
        "previous": page_address(request, found.previous),
        "next": page_address(request, found.next),
        "of_own": request.actor.role == Role.HELP_SUPERVISOR,
    }
    return render(request, "consent/disclosures.html", page)


def disclose(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down what was told of a person by statute, for acute risk, or on an order."""
    name = _name_or_404(request, person_id)
    form = forms.Disclose(request.POST or None, request=request, target=person_id, about=person_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                record_disclosure(person=person_id, terms=form.said, by=request.actor, at=now())
                sending.leads_to("consent:disclosures", person_id, saying=_("It is written down."))
        if sending.done:
            return sending.redirect()
    page = {"person_id": person_id, "name": name, "form": form}
    return render(request, "consent/disclose.html", page, status=form.status)


def register(request: SignedInRequest) -> HttpResponse:
    """Show everything that left the unit, of everybody or of one person, as ids and names of staff."""
    about, before = _id(request, "whom"), _id(request, "page")
    found = queries.ledger(request.viewer, about=about, before=before)
    lines, more = found[:REGISTER], found[REGISTER:]
    page = {
        "lines": in_words_of_ledger(lines, names_of_users(line.by for line in lines)),
        "about": about,
        "is_first": before is None,
        "next": page_address(request, str(lines[-1].id) if more else ""),
    }
    return render(request, "consent/ledger.html", page)


def _id(request: SignedInRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _name_or_404(request: SignedInRequest, person_id: UUID) -> str:
    """Return what to call a person whose disclosures the viewer may read or write."""
    if request.actor.role == Role.HELP_SUPERVISOR:
        may = unit_of(person_id) == request.actor.unit
    else:
        may = Category.CONSENT in readable(request.actor, subject=person_id, unit=request.actor.unit, at=now())
    if not may:
        raise Http404
    return names_of(request.viewer, [person_id]).get(person_id) or _("this person")
