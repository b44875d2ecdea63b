"""The community's side, behind its secret link: add a concern, and say whether what we did answers it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.access.web.requests import IdentifiedRequest
from offramp.engagement.actions import concerns as actions
from offramp.engagement.enums import Stand
from offramp.engagement.queries import concerns as queries
from offramp.engagement.web.link import behind, private
from offramp.kernel.clock import now
from offramp.ui.web import forms


class AddConcern(forms.Form):
    action = "concern.add"
    text = forms.LongText(
        label=gettext_lazy("What troubles you?"), rows=4, max_length=2000,
        help_text=gettext_lazy("In any language. Please name nobody."),
    )  # fmt: skip


class Judge(forms.Versioned):
    """Whether what we did answers it. Only the community says so."""

    action = "concern.judge"
    says_optional = False
    is_answered = forms.Choice(
        label=gettext_lazy("Does this answer it?"),
        choices=[
            ("yes", gettext_lazy("This answers it")),
            ("no", gettext_lazy("This does not answer it")),
        ],
    )
    because = forms.LongText(
        label=gettext_lazy("If it does not: why?"), rows=3, max_length=2000, required=False,
        help_text=gettext_lazy("Please name nobody."),
    )  # fmt: skip


def add(request: IdentifiedRequest, secret: str) -> HttpResponse:
    """Write down a concern oneself."""
    invitation = behind(request, secret)
    form = AddConcern(request.POST or None, request=request, target=invitation.pk)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.add_concern(
                    invitation=invitation.pk, text=form.cleaned_data["text"], by=request.actor, at=now()
                )
                sending.leads_to("engagement:by-link", secret, saying=_("We have it. What becomes of it stands here."))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "invitation": invitation, "secret": secret}
    return private(render(request, "engagement/concerns/add.html", page, status=form.status))


def judge(request: IdentifiedRequest, secret: str, said_id: UUID) -> HttpResponse:
    """Say whether what we did answers it."""
    invitation = behind(request, secret)
    today = timezone.localdate(now())
    concern = queries.concern_for(request.viewer, said_id, today=today)
    if concern is None or concern.invitation_id != invitation.pk:
        raise Http404
    form = Judge(request.POST or None, request=request, target=said_id, initial={"version": concern.version})
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                _judged(request, form, said_id)
                sending.leads_to("engagement:by-link", secret, saying=_("Thank you for telling us."))
        if sending.done:
            return sending.redirect()
    if form.is_overtaken:
        concern = queries.concern_for(request.viewer, said_id, today=today) or concern
        form.look_again(concern.version)
    page = {
        "form": form,
        "concern": concern,
        "invitation": invitation,
        "secret": secret,
        "is_told": queries.stand_of(concern) == Stand.TOLD,
    }
    return private(render(request, "engagement/concerns/judge.html", page, status=form.status))


def _judged(request: IdentifiedRequest, form: Judge, concern: UUID) -> None:
    version, because = form.cleaned_data["version"], form.cleaned_data["because"]
    if form.cleaned_data["is_answered"] == "yes":
        actions.call_answered(concern=concern, version=version, by=request.actor, at=now())
    else:
        actions.call_unanswered(concern=concern, because=because, version=version, by=request.actor, at=now())
