"""A member's own page: what they can, know and wish, when they can't come, and the wish to join."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.engagement.actions.joining import ask_to_join
from offramp.engagement.actions.members import Kind
from offramp.engagement.enums import Standing
from offramp.engagement.queries import members as queries
from offramp.engagement.web import members_forms as forms
from offramp.engagement.web import members_sections as sections
from offramp.engagement.web.members import change_section, withdraw_row
from offramp.kernel.clock import now


def show(request: SignedInRequest) -> HttpResponse:
    """Show a member their own page; who is not on the roster yet is told whom to ask."""
    member = queries.own_member(request.viewer)
    if member is None:
        return render(request, "engagement/members/me.html", {})
    told = queries.told(request.viewer, member, at=now())
    can_ask = Standing.ASKED not in told.taken and Standing.APPROVED not in told.taken
    return render(request, "engagement/members/me.html", {"told": told, "can_ask": can_ask})


def change(request: SignedInRequest, section: str) -> HttpResponse:
    """Change one section of one's own page."""
    if section not in sections.OWN:
        raise Http404
    return change_section(request, sections.OWN[section], _told_or_404(request), back=reverse("engagement:me"))


def withdraw(request: SignedInRequest, kind: str, row_id: UUID) -> HttpResponse:
    """Take back a language or a time away. Trainings are the coordinator's."""
    if kind == Kind.TRAINING:
        raise Http404
    return withdraw_row(request, _told_or_404(request), kind, row_id, back=reverse("engagement:me"))


def join(request: SignedInRequest) -> HttpResponse:
    """Ask to become a member, after an event."""
    told = _told_or_404(request)
    form = forms.Join(request.POST or None, request=request, target=told.member.pk)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                ask_to_join(member=told.member.pk, by=request.actor, at=now())
                sending.leads_to("engagement:me", saying=_("The coordinator knows that you want to join."))
        if sending.done:
            return sending.redirect()
    return render(request, "engagement/members/join.html", {"form": form}, status=form.status)


def _told_or_404(request: SignedInRequest) -> queries.Told:
    member = queries.own_member(request.viewer)
    if member is None:
        raise Http404
    return queries.told(request.viewer, member, at=now())
