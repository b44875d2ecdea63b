"""Ask for consent, say in one sentence what it opens, record it, take it back."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.access.enums import Category
from offramp.access.queries import readable
from offramp.access.web.requests import SignedInRequest
from offramp.consent import queries
from offramp.consent.actions import (
    acknowledge_withdrawal,
    check_consent,
    note_told,
    record_consent,
    record_not_now,
    withdraw_consent,
)
from offramp.consent.enums import FOR_OFFICERS, TO_SOMEBODY, Ability, Recipient
from offramp.consent.models import WithdrawalNotice
from offramp.consent.web import forms
from offramp.consent.web.sentence import in_words, left_out, listed, who_sees_what
from offramp.directory.queries import agency_names
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.people.queries import names_of

STEPS = (gettext_lazy("Who"), gettext_lazy("What"), gettext_lazy("Check"))


def of_person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show what a person agreed to, what they took back, and when they said "not now"."""
    name = _name_or_404(request, person_id)
    at, notices = now(), queries.not_heard_of(request.viewer, person_id)
    silent, untold = _not_heard_of(request, person_id, notices), _untold(request, notices)
    shown = in_words(queries.consents_of(request.viewer, person_id), silent, untold)
    page = {
        "person_id": person_id,
        "name": name,
        "stands": [row for row in shown if not row.consent.is_over(at)],
        "over": [row for row in shown if row.consent.is_over(at)],
        "asked": queries.not_now_of(request.viewer, person_id),
    }
    return render(request, "consent/of_person.html", page)


def choose(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Ask first who may see something: the agencies with an agreement in force, or the officers on the care team."""
    name = _name_or_404(request, person_id)
    agreements = queries.agreements_in_force(request.actor.unit, localtime(now()).date())
    names = agency_names({agreement.agency_id for agreement in agreements}, localtime(now()).date())
    agencies = sorted(names.items(), key=lambda pair: pair[1].casefold())
    page = {"person_id": person_id, "name": name, "agencies": agencies, "steps": STEPS}
    return render(request, "consent/choose.html", page)


def record(request: SignedInRequest, person_id: UUID, agency_id: UUID | None = None) -> HttpResponse:
    """Record a consent for an agency, or for the officers on the care team."""
    name = _name_or_404(request, person_id)
    return _record(request, person_id, name, _recipient_or_404(request, agency_id))


def record_somebody(request: SignedInRequest, person_id: UUID, somebody_id: UUID) -> HttpResponse:
    """Record a consent that somebody around the person may be told something: a school, family, a mentor."""
    name = _name_or_404(request, person_id)
    called = import_string(settings.NAME_OF_SOMEBODY)(request.viewer, person_id, somebody_id)
    if not called:
        raise Http404
    return _record(
        request,
        person_id,
        name,
        forms.To(Recipient.SOMEBODY, [str(each) for each in TO_SOMEBODY], called, somebody=somebody_id),
    )


def _record(request: SignedInRequest, person_id: UUID, name: str, to: forms.To) -> HttpResponse:
    """Record a consent: the form, then one plain sentence to agree with, then it is saved."""
    if request.POST.get("ability") == Ability.NOT_NOW:
        return redirect("consent:not-now", person_id)
    at, birth = now(), queries.birth_of(request.viewer, person_id)
    form = forms.RecordConsent(
        request.POST or None,
        request=request,
        target=f"{person_id}:{to.key}",
        about=person_id,
        to=to,
        birth=birth,
    )
    page = {"person_id": person_id, "name": name, "recipient": to.name, "form": form, "steps": STEPS}
    page["is_somebody"] = to.somebody is not None
    if form.is_valid() and request.POST.get("step") == "record":
        with form.sent_once() as sending:
            if sending.is_first:
                record_consent(person=person_id, terms=form.said(at), by=request.actor, at=at)
                sending.leads_to("consent:of-person", person_id, saying=_("The consent is recorded."))
        if sending.done:
            return sending.redirect()
    elif form.is_valid() and request.POST.get("step") != "change" and _holds(request, form, person_id):
        return render(request, "consent/confirm.html", {**page, **_asked_once_more(form, name)})
    return render(request, "consent/record.html", page, status=form.status)


def not_now(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Record that a person was asked and said "not now": a full answer."""
    name = _name_or_404(request, person_id)
    form = forms.NotNow(request.POST or None, request=request, target=person_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                record_not_now(person=person_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("consent:of-person", person_id, saying=_("Noted: not now. Nothing is shared."))
        if sending.done:
            return sending.redirect()
    page = {"person_id": person_id, "name": name, "form": form}
    return render(request, "consent/not_now.html", page, status=form.status)


def withdraw(request: SignedInRequest, consent_id: UUID) -> HttpResponse:
    """Take a consent back."""
    consent = queries.consent_for(request.viewer, consent_id)
    if consent is None:
        raise Http404
    form = forms.Withdraw(request.POST or None, request=request, target=consent_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                withdraw_consent(consent=consent_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("consent:of-person", consent.person_id, saying=_("The consent is taken back."))
        if sending.done:
            return sending.redirect()
    name = _name_or_404(request, consent.person_id)
    page = {"name": name, "person_id": consent.person_id, "form": form, "row": in_words([consent])[0]}
    return render(request, "consent/withdraw.html", page, status=form.status)


def told(request: SignedInRequest) -> HttpResponse:
    """Show an officer which consents were taken back that had opened something to them."""
    notices = queries.withdrawals_told_to(request.viewer)
    names = names_of(request.viewer, {notice.person_id for notice in notices})
    rows = [
        (names.get(each.person_id) or _("somebody"), each, forms.Know(None, request=request, target=each.pk))
        for each in notices
    ]
    return render(request, "consent/told.html", {"rows": rows})


def acknowledge(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    """Say that one knows a consent was taken back."""
    if queries.notice_to(request.viewer, notice_id) is None:
        raise Http404
    form = forms.Know(request.POST or None, request=request, target=notice_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                acknowledge_withdrawal(notice=notice_id, by=request.actor, at=now())
                sending.leads_to("consent:told", saying=_("Noted."))
        if sending.done:
            return sending.redirect()
    return redirect("consent:told")


def told_them(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    """Say that one told somebody around a person that they may be told no more."""
    notice = queries.notice_to_pass_on(request.viewer, notice_id)
    if notice is None:
        raise Http404
    form = forms.ToldThem(request.POST or None, request=request, target=notice_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                note_told(notice=notice_id, by=request.actor, at=now())
                sending.leads_to("consent:of-person", notice.person_id, saying=_("Noted."))
        if sending.done:
            return sending.redirect()
    return redirect("consent:of-person", notice.person_id)


def _untold(request: SignedInRequest, notices: list[WithdrawalNotice]) -> dict[UUID, tuple[UUID, SafeString]]:
    """Return for each consent whose end somebody around the person is still to be told of what says that they were."""
    return {
        notice.withdrawal.consent_id: (notice.pk, forms.ToldThem(None, request=request, target=notice.pk).token)
        for notice in notices
        if notice.officer is None
    }


def _not_heard_of(request: SignedInRequest, person_id: UUID, notices: list[WithdrawalNotice]) -> dict[UUID, list[str]]:
    """Return for each consent that was taken back who has not said yet that they know."""
    silent: dict[UUID, list[str]] = {}
    for notice in notices:
        if notice.officer:
            silent.setdefault(notice.withdrawal.consent_id, []).append(notice.who)
    pairs = [
        pair for name in settings.NOT_HEARD_OF_WITHDRAWAL for pair in import_string(name)(request.viewer, person_id)
    ]
    names = agency_names({agency for _consent, agency in pairs}, localtime(now()).date()) if pairs else {}
    for consent, agency in pairs:
        silent.setdefault(consent, []).append(names[agency])
    return silent


def _name_or_404(request: SignedInRequest, person_id: UUID) -> str:
    """Return what to call a person whose consents the viewer may read."""
    seen = readable(request.actor, subject=person_id, unit=request.actor.unit, at=now())
    if Category.CONSENT not in seen:
        raise Http404
    return names_of(request.viewer, [person_id]).get(person_id) or _("this person")


def _recipient_or_404(request: SignedInRequest, agency_id: UUID | None) -> forms.To:
    """Return the agency by name, or the officers, with what may be opened to them."""
    if agency_id is None:
        return forms.To(Recipient.OFFICERS, [str(category) for category in FOR_OFFICERS])
    today = localtime(now()).date()
    agreement = queries.agreement_with(request.actor.unit, agency_id, today)
    if agreement is None:
        raise Http404
    name = agency_names([agency_id], today)[agency_id]
    return forms.To(Recipient.AGENCY, agreement.categories, name, agency=agency_id)


def _holds(request: SignedInRequest, form: forms.RecordConsent, person_id: UUID) -> bool:
    """Say whether the consent would be accepted; what would not is shown in the form."""
    at = now()
    try:
        check_consent(person=person_id, terms=form.said(at), by=request.actor, at=at)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def _asked_once_more(form: forms.RecordConsent, name: str) -> dict[str, Any]:
    said = form.said(now())
    sentence = who_sees_what(
        kind=said.recipient,
        recipient=form.to.name,
        name=name,
        categories=said.categories,
        purpose=said.purpose,
        starts_at=said.starts_at,
        ends_at=said.ends_at,
    )
    hidden = listed(left_out(said.categories, said.recipient))
    yes, change = forms.carried(form, "record"), forms.carried(form, "change")
    return {"sentence": sentence, "hidden": hidden, "yes": yes, "change": change}
