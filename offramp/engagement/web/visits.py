"""The brief before an event, the debrief after it, and what was told."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from offramp.access.enums import Permission
from offramp.access.queries import allowed
from offramp.access.web.requests import SignedInRequest
from offramp.engagement.actions import concerns as concern_actions
from offramp.engagement.actions import visits as actions
from offramp.engagement.models import Invitation
from offramp.engagement.queries import concerns as concern_queries
from offramp.engagement.queries import inviter_of, languages_of
from offramp.engagement.queries import visits as queries
from offramp.engagement.web import visit_forms as forms
from offramp.kernel.clock import now
from offramp.ui.web.errors import conflict
from offramp.ui.web.forms import Form


def brief(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Show the one page for the day before; the coordinator passes on whom to ask for."""
    event, is_coordinator = _event_or_404(request, visit_id), allowed(request.actor, Permission.ROSTER_MANAGE)
    form = None
    if is_coordinator:
        inviter = inviter_of(request.viewer, visit_id)
        known = {"name": inviter.name, "phone": inviter.phone} if inviter else {}
        form = forms.PassOn(request.POST or None, request=request, target=visit_id, initial=known)
        if form.is_valid():
            with form.sent_once() as sending:
                if sending.is_first:
                    told = actions.pass_contact_on(invitation=visit_id, by=request.actor, at=now(), **form.cleaned_data)
                    sending.leads_to(
                        "engagement:brief",
                        visit_id,
                        saying=ngettext("Passed on to %(n)s member.", "Passed on to %(n)s members.", told)
                        % {"n": told},
                    )
            if sending.done:
                return sending.redirect()
    page = {
        "brief": queries.brief_of(request.viewer, event, at=now()),
        "invitation": event,
        "languages": languages_of(event),
        "form": form,
        "is_coordinator": is_coordinator,
        "today": timezone.localdate(),
    }
    return render(request, "engagement/visits/brief.html", page, status=form.status if form else 200)


def debrief(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Tell how an event was, in a minute."""
    event = _event_or_404(request, visit_id)
    told, stays = queries.debrief_of(visit_id), queries.stays_at(visit_id)
    form = forms.Debriefed(
        request.POST or None, request=request, target=visit_id, viewer=request.viewer, invitation=event, told=told,
        stays=stays, initial=forms.as_told(told, queries.version_of(visit_id)),
    )  # fmt: skip
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.tell(
                    invitation=visit_id, happened=form.happened(), attended=form.attended(), concerns=form.heard(),
                    promises=form.promised(), introductions=form.introduced(), by=request.actor, at=now(),
                    version=form.cleaned_data["version"],
                )  # fmt: skip
                sending.leads_to("engagement:visit", visit_id, saying=_("Told. Thank you."))
        if sending.done:
            return sending.redirect()
    if form.is_overtaken:
        if "took_place" not in form.fields and "took_place" in form.data:
            return conflict(request, typed=_all_of(request, form).typed())
        form.look_again(queries.version_of(visit_id))
    page = {"form": form, "invitation": event, "told": told, "stays": stays, "begun": event.starts_at <= now()}
    return render(request, "engagement/visits/debrief.html", page, status=form.status)


def show(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Show what was told of an event, each statement with who and when."""
    event, viewer = _event_or_404(request, visit_id), request.viewer
    at = now()
    page = {
        "invitation": event,
        "told": queries.debrief_of(visit_id),
        "stays": queries.stays_at(visit_id),
        "concerns": concern_queries.said_about(viewer, visit_id, today=timezone.localdate(at)),
        "promises": [
            (row, forms.Kept(request=request, target=row.pk) if _may_touch(request, row.made_by_id) else None)
            for row in concern_queries.promises_about(viewer, visit_id)
        ],
        "introductions": [
            (row, forms.Met(request=request, target=row.pk) if _may_touch(request, row.made_by_id) else None)
            for row in queries.introductions_at(visit_id)
        ],
        "is_coordinator": allowed(request.actor, Permission.CONCERN_MANAGE),
        "begun": event.starts_at <= at,
    }
    return render(request, "engagement/visits/visit.html", page)


@require_POST
def kept(request: SignedInRequest, promise_id: UUID) -> HttpResponse:
    """Write down that a promise was kept."""
    row = concern_queries.promise_for(request.viewer, promise_id)
    if row is None:
        raise Http404
    form = forms.Kept(request.POST, request=request, target=promise_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                concern_actions.keep_promise(promise=promise_id, by=request.actor, at=now())
                sending.leads_to("engagement:visit", row.invitation_id, saying=_("Kept. They see it on their page."))
        if sending.done:
            return sending.redirect()
    return _again(request, row.invitation_id, form)


@require_POST
def met(request: SignedInRequest, introduction_id: UUID, answer: str) -> HttpResponse:
    """Write down whether two who were introduced have met."""
    row = queries.introduction_for(request.viewer, introduction_id)
    if row is None or answer not in ("yes", "no"):
        raise Http404
    form = forms.Met(request.POST, request=request, target=introduction_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.say_they_met(introduction=introduction_id, met=answer == "yes", by=request.actor, at=now())
                sending.leads_to("engagement:visit", row.invitation_id, saying=_("Written down."))
        if sending.done:
            return sending.redirect()
    return _again(request, row.invitation_id, form)


def _again(request: SignedInRequest, visit_id: UUID, form: Form) -> HttpResponse:
    """Lead back to the visit, and say why nothing was done."""
    for line in form.error_lines:
        messages.error(request, line.text)
    return redirect("engagement:visit", visit_id)


def _all_of(request: SignedInRequest, form: forms.Debriefed) -> forms.Debriefed:
    """Return the form as it was sent, with what a colleague told meanwhile: nothing typed is lost."""
    return forms.Debriefed(
        request.POST, request=request, target=form.target, viewer=request.viewer, invitation=form.invitation,
        told=None, stays=form.stays,
    )  # fmt: skip


def _event_or_404(request: SignedInRequest, visit_id: UUID) -> Invitation:
    found = queries.visit_for(request.viewer, visit_id)
    if found is None:
        raise Http404
    return found


def _may_touch(request: SignedInRequest, author: UUID) -> bool:
    return request.actor.id == author or allowed(request.actor, Permission.CONCERN_MANAGE)
