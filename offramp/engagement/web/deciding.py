"""The coordinator's inbox, one invitation with everything about it, and the decision."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.engagement import letters, queries
from offramp.engagement.actions import decide, write_to_organiser
from offramp.engagement.enums import OPEN, Instead, State, Verdict
from offramp.engagement.models import Invitation
from offramp.engagement.queries.linking import belongings_of
from offramp.engagement.queries.mails import mails_waiting
from offramp.engagement.web import forms
from offramp.kernel.clock import now
from offramp.ui.web.paging import page_address

SHOWS = ("waiting", "ahead", "settled")


def inbox(request: SignedInRequest) -> HttpResponse:
    """Show the invitations that wait, those accepted and ahead, or those settled."""
    show = request.GET.get("show", "waiting")
    if show not in SHOWS:
        raise Http404
    page = {show: True, "mails_waiting": mails_waiting() or ""}
    if show == "waiting":
        return render(request, "engagement/inbox.html", {**page, "lines": queries.waiting(request.viewer)})
    listed = queries.accepted_ahead if show == "ahead" else queries.settled
    rows = listed(request.viewer, cursor=request.GET.get("page", ""), at=now())
    ways = {"previous": page_address(request, rows.previous), "next": page_address(request, rows.next)}
    return render(request, "engagement/inbox.html", {**page, "page": rows, **ways})


def show(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """Show one invitation."""
    return _page(request, _invitation_or_404(request, invitation_id))


def write(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """Write to who invites, without deciding."""
    invitation = _invitation_or_404(request, invitation_id)
    form = forms.Write(request.POST or None, request=request, target=invitation_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                write_to_organiser(invitation=invitation_id, text=form.cleaned_data["text"], by=request.actor, at=now())
                sending.leads_to("engagement:invitation", invitation_id, saying=_("Written. It stands on their page."))
        if sending.done:
            return sending.redirect()
    return _page(request, invitation, form)


def decide_it(request: SignedInRequest, invitation_id: UUID, verdict: str) -> HttpResponse:
    """Decide about an invitation, with the letter that says so."""
    if verdict not in Verdict:
        raise Http404
    chosen, invitation = Verdict(verdict), _invitation_or_404(request, invitation_id)
    inviter = queries.inviter_of(request.viewer, invitation_id)
    form = forms.Decide(
        request.POST or None,
        request=request,
        target=f"{invitation_id}:{verdict}",
        verdict=chosen,
        initial={
            "version": invitation.version,
            "letter": letters.letter(chosen, invitation, inviter),
            "instead": [Instead.LATER_DATE] if chosen == Verdict.OFFER else [],
        },
    )
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                decide(invitation=invitation_id, verdict=chosen, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("engagement:invitation", invitation_id, saying=_("Decided, and written to them."))
        if sending.done:
            return sending.redirect()
    if form.is_overtaken:
        invitation = _invitation_or_404(request, invitation_id)
        form.look_again(invitation.version)
    page = {"form": form, "invitation": invitation, "verdict": chosen, "inviter": inviter}
    return render(request, "engagement/decide.html", page, status=form.status)


def _invitation_or_404(request: SignedInRequest, invitation_id: UUID) -> Invitation:
    found = queries.invitation_for(request.viewer, invitation_id)
    if found is None:
        raise Http404
    return found


def _page(request: SignedInRequest, invitation: Invitation, form: forms.Write | None = None) -> HttpResponse:
    form = form or forms.Write(request=request, target=invitation.pk)
    page = {
        "invitation": invitation,
        "form": form,
        "inviter": queries.inviter_of(request.viewer, invitation.pk),
        "messages_sent": queries.messages_about(request.viewer, invitation.pk),
        "decisions": queries.decisions_about(invitation.pk),
        "weighed": queries.weighed(invitation),
        "ages": queries.ages_of(invitation),
        "languages": queries.languages_of(invitation),
        "promise": queries.promise_of(invitation),
        "same": queries.same_event(request.viewer, invitation),
        "earlier": queries.earlier_ones(request.viewer, invitation),
        "belongings": belongings_of(request.viewer, invitation),
        "is_open": invitation.state in OPEN,
        "verdicts": [] if invitation.state == State.CANCELLED else list(Verdict),
    }
    return render(request, "engagement/invitation.html", page, status=form.status)
