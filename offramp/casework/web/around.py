"""Who is around a person: school, family, mentors; and what they may be told."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.casework import queries
from offramp.casework.actions import (
    add_supporter,
    change_supporter,
    end_supporter,
    note_with_supporter,
    tell_supporter,
)
from offramp.casework.models import Supporter
from offramp.casework.rules import READS_HEALTH
from offramp.casework.web import forms
from offramp.casework.web.acting import Ask, answer
from offramp.casework.web.opening import Opened, opened, writes
from offramp.kernel.clock import now

AROUND = "casework:around"
FIELDS = ("kind", "name", "place", "reach", "what_for", "often", "starts_on", "until_on", "version")


def show(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show who is around a person and what they take part in, how it goes, and below who was."""
    about, at = opened(request, person_id, Category.PLAN), now()
    page = {
        "about": about,
        "supporters": queries.supporters_of(request.viewer, person_id, at=at),
        "pursuits": queries.pursuits_of(request.viewer, person_id),
        "past": [
            *queries.supporters_of(request.viewer, person_id, ended=True, at=at),
            *queries.pursuits_of(request.viewer, person_id, ended=True),
        ],
        "may_write": writes(request, about),
        "asks_consent": Category.CONSENT in about.seen,
    }
    return render(request, "casework/around.html", page)


def add(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down somebody around a person."""
    about = opened(request, person_id, Category.PLAN)
    form = forms.Supporter(
        request.POST or None, request=request, target=person_id, about=person_id, may_tell_health=tells_health(request)
    )
    ask = Ask(
        title=_("Who is around %(name)s?") % {"name": about.name},
        intro=_("What they may be told is asked separately, and recorded as a consent."),
        submit=_("Write it down"),
        saying=_("Written down. What they may be told is nothing, until a consent says so."),
        leads_to=AROUND,
    )

    def act() -> object:
        return add_supporter(person=person_id, terms=form.terms, by=request.actor, at=now())

    return answer(request, form, about, ask, act)


def change(request: SignedInRequest, supporter_id: UUID) -> HttpResponse:
    """Change what is known of somebody around a person. The second of two editors is told, and keeps their words."""
    row, about = supporter_or_404(request, supporter_id)
    form = forms.Supporter(
        request.POST or None,
        request=request,
        target=supporter_id,
        about=about.person,
        may_tell_health=tells_health(request),
        initial={name: getattr(row, name) for name in FIELDS} | {"tells_health": row.category == Category.HEALTH},
    )
    overtaken = forms.overtaken(form, row.version)
    ask = Ask(
        title=_("Change what is known of %(who)s") % {"who": row.name},
        submit=_("Save"),
        saying=_("Saved."),
        leads_to=AROUND,
        template="casework/change_around.html",
    )

    def act() -> object:
        seen, terms = form.cleaned_data["version"], form.terms
        if overtaken:
            form.look_again(row.version)
        return change_supporter(supporter=supporter_id, version=seen, terms=terms, by=request.actor, at=now())

    page = {"overtaken": overtaken, "now": [row.name, row.place, row.reach, row.what_for, row.often]}
    return answer(request, form, about, ask, act, **page)


def end(request: SignedInRequest, supporter_id: UUID) -> HttpResponse:
    """Write down that somebody is around a person no more."""
    row, about = supporter_or_404(request, supporter_id)
    form = forms.EndAround(request.POST or None, request=request, target=supporter_id)
    ask = Ask(
        title=_("%(who)s is around %(name)s no more") % {"who": row.name, "name": about.name},
        intro=_("It stays readable below. A consent that names them is taken back under “Consents”."),
        submit=_("It has ended"),
        saying=_("Written down."),
        leads_to=AROUND,
    )

    def act() -> object:
        return end_supporter(supporter=supporter_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def goes(request: SignedInRequest, supporter_id: UUID) -> HttpResponse:
    """Write in a line how it goes with somebody around a person."""
    row, about = supporter_or_404(request, supporter_id)
    form = forms.HowItGoes(request.POST or None, request=request, target=supporter_id, about=about.person)
    ask = Ask(
        title=_("How does it go with %(who)s?") % {"who": row.name},
        intro=_("About %(name)s") % {"name": about.name},
        submit=_("Write it down"),
        saying=_("Written down."),
        leads_to=AROUND,
    )

    def act() -> object:
        return note_with_supporter(supporter=supporter_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def tell(request: SignedInRequest, supporter_id: UUID) -> HttpResponse:
    """Write into the ledger that somebody was told something, under the consent that names them."""
    row, about = supporter_or_404(request, supporter_id)
    if Category.CONSENT not in about.seen:
        raise Http404
    form = forms.TellSupporter(request.POST or None, request=request, target=supporter_id)
    ask = Ask(
        title=_("What did you tell %(who)s?") % {"who": row.name},
        intro=_("It goes into the ledger of what left the unit: what, to whom, under which consent."),
        submit=_("Write it down"),
        saying=_("It is in the ledger."),
        leads_to=AROUND,
    )

    def act() -> object:
        plan = form.cleaned_data["told"] == "plan"
        return tell_supporter(supporter=supporter_id, plan=plan, by=request.actor, at=now())

    return answer(request, form, about, ask, act)


def supporter_or_404(request: SignedInRequest, supporter_id: UUID) -> tuple[Supporter, Opened]:
    """Return somebody around a person with whose life it is, or a 404."""
    row = queries.supporter_for(request.viewer, supporter_id)
    if row is None:
        raise Http404
    return row, opened(request, row.person_id, row.category)


def tells_health(request: SignedInRequest) -> bool:
    """Say whether whoever writes may write of health."""
    return request.actor.role in READS_HEALTH
