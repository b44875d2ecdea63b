"""The coordinator has a month's roster proposed, looks at it, and takes it over."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from offramp.access.web.requests import SignedInRequest
from offramp.engagement.actions.months import ask_for_month, take_over
from offramp.engagement.enums import Progress
from offramp.engagement.models import Proposal
from offramp.engagement.queries import months as queries
from offramp.kernel.clock import now
from offramp.ui.web import forms, tables

COLUMNS = [
    tables.Column(label, "", "", numeric=False)
    for label in (
        gettext_lazy("Event"),
        gettext_lazy("Who goes"),
        gettext_lazy("What to know"),
        gettext_lazy("Take over"),
    )
]


class ChooseMonth(forms.Form):
    """Which month to propose."""

    action = "month.ask"
    month = forms.Picked(label=gettext_lazy("Month"), choices=(), coerce=date.fromisoformat)


class TakeOver(forms.Form):
    """Ask the members who were proposed, for one event or all."""

    action = "month.take_over"


def months(request: SignedInRequest) -> HttpResponse:
    """Choose a month to propose, and find earlier proposals."""
    at = now()
    form = ChooseMonth(request.POST or None, request=request)
    ahead = queries.months_ahead(at=at)
    form.offer(month=[(month.isoformat(), _named(month, events)) for month, events in ahead])
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                made = ask_for_month(month=form.cleaned_data["month"], by=request.actor, at=at)
                sending.leads_to("engagement:proposal", made.pk)
        if sending.done:
            return sending.redirect()
    page = {"form": form, "proposals": queries.proposals()}
    return render(request, "engagement/months/months.html", page, status=form.status)


def proposal(request: SignedInRequest, proposal_id: UUID, invitation_id: UUID | None = None) -> HttpResponse:
    """Show a proposal, or how far it is; take it over, as a whole or one event of it."""
    found = queries.proposal_for(proposal_id)
    if found is None:
        raise Http404
    form = TakeOver(request.POST or None, request=request, target=_target(found, invitation_id))
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                asked = take_over(proposal=found.pk, invitation=invitation_id, by=request.actor, at=now())
                sending.leads_to("engagement:proposal", found.pk, saying=_asked(asked))
        if sending.done:
            return sending.redirect()
    return _page(request, found, form)


def _page(request: SignedInRequest, found: Proposal, form: TakeOver) -> HttpResponse:
    page: dict[str, Any] = {"proposal": found, "form": form, "is_at_work": queries.is_at_work(found, at=now())}
    if found.progress in (Progress.READY, Progress.TAKEN):
        shown = queries.shown(request.viewer, found, at=now())
        whole = TakeOver(request=request, target=_target(found, None))
        lines = [(line, TakeOver(request=request, target=_target(found, line.invitation.pk))) for line in shown.lines]
        page |= {"shown": shown, "whole": whole, "lines": lines, "columns": COLUMNS}
    page |= {"gap": queries.gap_of(found), "is_ready": "shown" in page}
    return render(request, "engagement/months/proposal.html", page, status=form.status)


def _target(found: Proposal, invitation: UUID | None) -> str:
    return f"{found.pk}:{invitation or ''}"


def _named(month: date, events: int) -> str:
    words = ngettext("%(month)s: %(n)s event", "%(month)s: %(n)s events", events)
    return words % {"month": date_format(month, "F Y"), "n": events}


def _asked(asked: int) -> str:
    if not asked:
        return _("Taken over. Nobody new had to be asked.")
    words = ngettext("Taken over. %(n)s member was asked.", "Taken over. %(n)s members were asked.", asked)
    return words % {"n": asked}
