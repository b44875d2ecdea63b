"""What a person takes part in: a sport, a club, tutoring; and how it goes."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.casework import queries
from offramp.casework.actions import add_pursuit, change_pursuit, end_pursuit, note_in_pursuit
from offramp.casework.models import Pursuit
from offramp.casework.web import forms
from offramp.casework.web.acting import Ask, answer
from offramp.casework.web.around import AROUND, tells_health
from offramp.casework.web.opening import Opened, opened
from offramp.kernel.clock import now

FIELDS = ("kind", "what", "place", "with_whom", "times", "starts_on", "until_on", "version")


def add(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down what a person takes part in."""
    about = opened(request, person_id, Category.PLAN)
    may_tell = tells_health(request)
    form = forms.Pursuit(
        request.POST or None, request=request, target=person_id, about=person_id, may_tell_health=may_tell
    )
    ask = Ask(
        title=_("What does %(name)s take part in?") % {"name": about.name},
        submit=_("Write it down"),
        saying=_("Written down."),
        leads_to=AROUND,
    )

    def act() -> object:
        return add_pursuit(person=person_id, terms=form.terms, by=request.actor, at=now())

    return answer(request, form, about, ask, act)


def change(request: SignedInRequest, pursuit_id: UUID) -> HttpResponse:
    """Change what a person takes part in. The second of two editors is told, and keeps their words."""
    row, about = _pursuit_or_404(request, pursuit_id)
    form = forms.Pursuit(
        request.POST or None,
        request=request,
        target=pursuit_id,
        about=about.person,
        may_tell_health=tells_health(request),
        initial={name: getattr(row, name) for name in FIELDS} | {"tells_health": row.category == Category.HEALTH},
    )
    overtaken = forms.overtaken(form, row.version)
    ask = Ask(
        title=_("Change “%(what)s”") % {"what": row.what},
        submit=_("Save"),
        saying=_("Saved."),
        leads_to=AROUND,
        template="casework/change_around.html",
    )

    def act() -> object:
        seen, terms = form.cleaned_data["version"], form.terms
        if overtaken:
            form.look_again(row.version)
        return change_pursuit(pursuit=pursuit_id, version=seen, terms=terms, by=request.actor, at=now())

    page = {"overtaken": overtaken, "now": [row.what, row.place, row.with_whom, row.times]}
    return answer(request, form, about, ask, act, **page)


def end(request: SignedInRequest, pursuit_id: UUID) -> HttpResponse:
    """Write down that a person takes part in something no more."""
    row, about = _pursuit_or_404(request, pursuit_id)
    form = forms.EndAround(request.POST or None, request=request, target=pursuit_id)
    ask = Ask(
        title=_("“%(what)s” has ended for %(name)s") % {"what": row.what, "name": about.name},
        intro=_("It stays readable below."),
        submit=_("It has ended"),
        saying=_("Written down."),
        leads_to=AROUND,
    )

    def act() -> object:
        return end_pursuit(pursuit=pursuit_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def goes(request: SignedInRequest, pursuit_id: UUID) -> HttpResponse:
    """Write in a line how it goes in what a person takes part in."""
    row, about = _pursuit_or_404(request, pursuit_id)
    form = forms.HowItGoes(request.POST or None, request=request, target=pursuit_id, about=about.person)
    ask = Ask(
        title=_("How does it go: %(what)s?") % {"what": row.what},
        intro=_("About %(name)s") % {"name": about.name},
        submit=_("Write it down"),
        saying=_("Written down."),
        leads_to=AROUND,
    )

    def act() -> object:
        return note_in_pursuit(pursuit=pursuit_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def _pursuit_or_404(request: SignedInRequest, pursuit_id: UUID) -> tuple[Pursuit, Opened]:
    row = queries.pursuit_for(request.viewer, pursuit_id)
    if row is None:
        raise Http404
    return row, opened(request, row.person_id, row.category)
