"""Links and what belongs together: end a link, invite again, the same event, what an invitation follows."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.queries import secret_of
from offramp.access.web.requests import IdentifiedRequest, SignedInRequest
from offramp.engagement import letters, queries
from offramp.engagement.actions import linking as actions
from offramp.engagement.enums import WhyEnded
from offramp.engagement.models import Invitation
from offramp.engagement.queries import linking
from offramp.engagement.web import linking_forms as forms
from offramp.engagement.web.floods import hold_back
from offramp.engagement.web.link import behind, private
from offramp.kernel.clock import now


def again(request: IdentifiedRequest, secret: str) -> HttpResponse:
    """Invite again from an earlier invitation, by its link."""
    earlier = behind(request, secret)
    typed = forms.as_typed_again(earlier, queries.inviter_of(request.viewer, earlier.pk))
    form = forms.Again(request.POST or None, request=request, target=earlier.pk, initial=typed)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                hold_back(request)
                made = actions.invite_again(
                    earlier=earlier.pk, asked=form.asked(), **form.contact(), by=request.actor, at=now()
                )
                sending.leads_to("engagement:by-link", secret_of(made.link), saying=_("We have your invitation."))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "invitation": earlier, "secret": secret}
    return private(render(request, "engagement/again.html", page, status=form.status))


def write_down_again(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """Write down that they invite again, from what they asked for last time."""
    earlier = _invitation_or_404(request, invitation_id)
    typed = forms.as_typed_again(earlier, queries.inviter_of(request.viewer, earlier.pk))
    form = forms.AgainByPhone(request.POST or None, request=request, target=earlier.pk, initial=typed)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                made = actions.invite_again(
                    earlier=earlier.pk, asked=form.asked(), **form.contact(), by=request.actor, at=now()
                )
                sending.leads_to("engagement:invitation", made.pk, saying=_("It is in the inbox."))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "invitation": earlier}
    return render(request, "engagement/reach/again.html", page, status=form.status)


def end_link(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """End the secret link of who invites; send them a new one."""
    invitation = _invitation_or_404(request, invitation_id)
    inviter = queries.inviter_of(request.viewer, invitation_id)
    first = {
        "link": str(invitation.link), "why": WhyEnded.WRONG_ADDRESS, "then": "renew",
        "email": inviter.email if inviter else "", "letter": letters.letter_of_new_link(invitation, inviter),
    }  # fmt: skip
    form = forms.EndLink(request.POST or None, request=request, target=invitation_id, initial=first)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                sending.leads_to("engagement:invitation", invitation_id, saying=_end(request, invitation_id, form))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "invitation": invitation, "belongings": linking.belongings_of(request.viewer, invitation)}
    return render(request, "engagement/reach/end_link.html", page, status=form.status)


def join(request: SignedInRequest, invitation_id: UUID, earlier_id: UUID) -> HttpResponse:
    """Settle an invitation with another one for the same event."""
    invitation, stays = _invitation_or_404(request, invitation_id), _invitation_or_404(request, earlier_id)
    letter = letters.letter_of_joining(invitation, stays, queries.inviter_of(request.viewer, invitation_id))
    first = {"version": invitation.version, "letter": letter}
    form = forms.Join(request.POST or None, request=request, target=f"{invitation_id}:{earlier_id}", initial=first)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.join_same_event(
                    invitation=invitation_id, other=earlier_id, by=request.actor, at=now(), **form.cleaned_data
                )
                sending.leads_to("engagement:invitation", earlier_id, saying=_("They are answered together now."))
        if sending.done:
            return sending.redirect()
    if form.is_overtaken:
        invitation = _invitation_or_404(request, invitation_id)
        form.look_again(invitation.version)
    page = {"form": form, "invitation": invitation, "stays": stays}
    return render(request, "engagement/reach/join.html", page, status=form.status)


def take_apart(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """Ask first, then let an invitation stand for itself again."""
    invitation = _invitation_or_404(request, invitation_id)
    form = forms.TakeApart(request.POST or None, request=request, target=invitation_id)
    return _asked_first(
        request, invitation, form, _("It stands for itself again, and waits for a decision."),
        lambda: actions.take_apart(invitation=invitation_id, by=request.actor, at=now()),
        {"title": _("Take them apart?"), "label": _("Take apart"), "other": invitation.same_as},
    )  # fmt: skip


def follows(request: SignedInRequest, invitation_id: UUID, earlier_id: UUID) -> HttpResponse:
    """Ask first, then say that an invitation is the next of an earlier one; or no longer, where it was."""
    invitation, earlier = _invitation_or_404(request, invitation_id), _invitation_or_404(request, earlier_id)
    form = forms.Follows(request.POST or None, request=request, target=f"{invitation_id}:{earlier_id}")
    ends = invitation.follows_id == earlier.pk
    words = {
        "title": _("Is it no longer the next of this one?") if ends else _("Is it the next of this one?"),
        "label": _("Unlink") if ends else _("Link them"),
        "other": earlier,
    }
    return _asked_first(
        request, invitation, form, _("Unlinked.") if ends else _("Linked."),
        lambda: actions.say_it_follows(
            invitation=invitation_id, earlier=None if ends else earlier_id, by=request.actor, at=now()
        ),
        words,
    )  # fmt: skip


def _end(request: SignedInRequest, invitation: UUID, form: forms.EndLink) -> str:
    typed = form.cleaned_data
    about = {"invitation": invitation, "link": typed["link"], "why": WhyEnded(typed["why"])}
    if typed["then"] == "renew":
        actions.renew_link(**about, email=typed["email"], letter=typed["letter"], by=request.actor, at=now())
        return _("The old link opens nothing any more; the new one is on its way.")
    actions.end_link(**about, by=request.actor, at=now())
    return _("The link opens nothing any more.")


def _asked_first(
    request: SignedInRequest,
    invitation: Invitation,
    form: forms.TakeApart | forms.Follows,
    saying: str,
    act: Callable[[], object],
    words: dict[str, object],
) -> HttpResponse:
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                act()
                sending.leads_to("engagement:invitation", invitation.pk, saying=saying)
        if sending.done:
            return sending.redirect()
    page = {"form": form, "invitation": invitation, **words}
    return render(request, "engagement/reach/asked_first.html", page, status=form.status)


def _invitation_or_404(request: SignedInRequest, invitation_id: UUID) -> Invitation:
    found = queries.invitation_for(request.viewer, invitation_id)
    if found is None:
        raise Http404
    return found
