"""Send a referral: choose the service, choose what goes along, look at exactly what they will see, send."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.access.enums import Category
from offramp.access.queries import readable
from offramp.access.web.requests import SignedInRequest
from offramp.consent.enums import IN_PLAIN_WORDS
from offramp.kernel.clock import now
from offramp.people.queries import names_of
from offramp.referrals.actions import send_referral
from offramp.referrals.packing import offers
from offramp.referrals.web import forms
from offramp.referrals.web.choosing import ServiceChoice, agencies_to_choose, service_chosen

STEPS = (gettext_lazy("To whom"), gettext_lazy("What goes along"), gettext_lazy("Check"))


def choose(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show the agencies and services somebody can be referred to today, with their free places and how old that is."""
    page = {
        "person_id": person_id,
        "name": _name_or_404(request, person_id),
        "agencies": agencies_to_choose(request, person_id),
        "steps": STEPS,
    }
    return render(request, "referrals/choose.html", page)


def send(request: SignedInRequest, person_id: UUID, service_id: UUID) -> HttpResponse:
    """Send a referral to one service: the form, then exactly what they will see, then it is sent."""
    name = _name_or_404(request, person_id)
    choice = service_chosen(request, person_id, service_id)
    if choice is None:
        raise Http404
    covered = [category for category in IN_PLAIN_WORDS if category in choice.covered]
    form = forms.SendReferral(
        request.POST or None,
        request=request,
        target=f"{person_id}:{service_id}",
        about=person_id,
        offers=offers(request.viewer, person_id, choice.covered),
        covered=covered,
    )
    page = {"person_id": person_id, "name": name, "choice": choice, "form": form, "steps": STEPS}
    step = request.POST.get("step")
    if form.is_valid() and step != "change":
        if not form.packet():
            form.add_error("items", _("Choose at least one thing for them to go by, or write a few words below."))
        elif step == "send" and request.POST.get("seen") == _digest(form):
            with form.sent_once() as sending:
                if sending.is_first:
                    referral = _sent(request, person_id, choice, form)
                    sending.leads_to("referrals:referral", referral, saying=_("The referral is sent."))
            if sending.done:
                return sending.redirect()
        else:
            return render(request, "referrals/preview.html", {**page, **_preview(form, changed=step == "send")})
    return render(request, "referrals/send.html", page, status=form.status)


def _sent(request: SignedInRequest, person: UUID, choice: ServiceChoice, form: forms.SendReferral) -> UUID:
    if choice.consent is None:
        raise Http404
    referral = send_referral(
        person=person,
        agency=choice.agency,
        service=choice.service.pk,
        hoped_for=form.cleaned_data["hoped_for"],
        consent=choice.consent.pk,
        items=form.packet(),
        answer_by=form.cleaned_data["answer_by"],
        by=request.actor,
        at=now(),
    )
    return referral.pk


def _preview(form: forms.SendReferral, *, changed: bool) -> dict[str, Any]:
    return {
        "hoped_for": form.cleaned_data["hoped_for"],
        "answer_by": form.cleaned_data["answer_by"],
        "items": form.packet(),
        "changed": changed,
        "yes": forms.carried(form, step="send", seen=_digest(form)),
        "change": forms.carried(form, step="change"),
    }


def _digest(form: forms.SendReferral) -> str:
    """Return a fingerprint of what was looked at: what goes must be what was seen, though the file may change."""
    said = [form.cleaned_data["hoped_for"], *(part for item in form.packet() for part in (item.label, item.text))]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def _name_or_404(request: SignedInRequest, person_id: UUID) -> str:
    """Return what to call a person whose referrals the viewer may read in full."""
    seen = readable(request.actor, subject=person_id, unit=request.actor.unit, at=now())
    if Category.REFERRAL not in seen:
        raise Http404
    return names_of(request.viewer, [person_id]).get(person_id) or _("this person")
