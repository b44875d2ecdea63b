"""Access requests: ask to see more of a file, read of a request, answer it, end what it allowed."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.queries import categories_in_words
from offramp.access.web.requests import SignedInRequest
from offramp.casework import queries
from offramp.casework.actions import answer_access, ask_access, end_access
from offramp.casework.models import AccessRequest
from offramp.casework.web import forms
from offramp.casework.web.acting import Ask, answer
from offramp.casework.web.opening import opened
from offramp.kernel.clock import now
from offramp.people.queries import names_of

DESK = "desk:home"


def ask(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Ask to see more of a person's file."""
    about = opened(request, person_id, Category.IDENTITY)
    lacks = [each for each in queries.askable(request.actor.role) if each not in about.seen]
    form = forms.AskAccess(
        request.POST or None,
        request=request,
        target=person_id,
        categories=lacks,
        initial={"until": localdate(now()) + timedelta(days=settings.ACCESS_DAYS)},
    )
    page = Ask(
        title=_("Ask to see more of the file of %(name)s") % {"name": about.name},
        intro=_(
            "A navigator on the care team reads this and answers; where there is none, the supervisor. Until then"
            " nothing more opens."
        ),
        submit=_("Ask"),
        saying=_("You have asked. The answer stands on your desk."),
        template="casework/ask_access.html",
    )

    def act() -> object:
        return ask_access(person=person_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, page, act, sees_all=not lacks)


def show(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Show one request to whoever may know of it; who answers it does so here."""
    asked = _found_or_404(request, request_id)
    answers = queries.answers_it(request.actor, asked, at=now())
    form = _answer_form(request, asked) if answers else None
    if form and form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                answer_access(request=request_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("casework:access-request", request_id, saying=_("You have answered. They are told."))
        if sending.done:
            return sending.redirect()
    given = queries.answer_of(asked)
    page = {
        "asked": asked,
        "given": given,
        "what": categories_in_words(asked.categories),
        "runs": given is not None and given.is_open(now()),
        "ends": answers,
        "form": form,
        "name": names_of(request.viewer, [asked.person_id]).get(asked.person_id, ""),
    }
    return render(request, "casework/access_request.html", page, status=form.status if form else 200)


def end(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """End before its last day what a request opened."""
    asked = _found_or_404(request, request_id)
    given = queries.answer_of(asked)
    if given is None or not given.is_open(now()) or not queries.answers_it(request.actor, asked, at=now()):
        raise Http404
    about = opened(request, asked.person_id)
    form = forms.EndAccess(request.POST or None, request=request, target=request_id)
    page = Ask(
        title=_("%(who)s sees no more of the file of %(name)s") % {"who": asked.asked_by.name, "name": about.name},
        intro=_("What was allowed is closed from the next click on."),
        submit=_("End it"),
        saying=_("It is closed. They are told."),
        leads_to="casework:team",
    )

    def act() -> object:
        return end_access(request=request_id, by=request.actor, at=now())

    return answer(request, form, about, page, act)


def _found_or_404(request: SignedInRequest, pk: UUID) -> AccessRequest:
    found = queries.request_for(request.viewer, pk)
    if found is None:
        raise Http404
    return found


def _answer_form(request: SignedInRequest, asked: AccessRequest) -> forms.AnswerAccess | None:
    """Return the form for who answers, while nobody has; whoever sends it too late keeps what they wrote."""
    if queries.answer_of(asked) is not None and request.method != "POST":
        return None
    return forms.AnswerAccess(request.POST or None, request=request, target=asked.pk, initial={"until": asked.until_on})
