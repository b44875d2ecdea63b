"""Restricted files: closed by a supervisor to all but those named, looked after by the privacy officer."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import names_of_users
from offramp.kernel.clock import now
from offramp.people.actions import (
    lift_restriction,
    name_on_file,
    name_successor,
    restrict_file,
    settle_twin,
    take_off_file,
)
from offramp.people.queries import perhaps_the_same, restricted_file, restricted_files, to_follow, to_name
from offramp.people.web.forms import NameOnFile, NameSuccessor, Once, RestrictFile, SettleTwin
from offramp.people.web.loading import name_of, person_or_404
from offramp.ui.web import forms

ABOUT = "people:restriction"


def restriction(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Restrict a file; where it is restricted, show who is named and name more."""
    person = person_or_404(request, person_id)
    if person.unit_id != request.actor.unit:
        raise Http404
    held = restricted_file(request.viewer, person.pk)
    staff = [user for user in to_name(person.unit_id, at=now()) if user.pk != request.user.pk]
    data = request.POST or None
    form: forms.Form
    if held:
        named = {user for user, _name in held.named}
        form = NameOnFile(data, request=request, target=person.pk, staff=[u for u in staff if u.pk not in named])
    else:
        form = RestrictFile(data, request=request, target=person.pk, about=person.pk, staff=staff)

    def act() -> None:
        deed = name_on_file if held else restrict_file
        deed(person=person.pk, by=request.actor, at=now(), **form.cleaned_data)

    page = {"person": person, "name": name_of(request, person), "held": held, "own": request.user.pk}
    return _once(request, form, act, ABOUT, person.pk, "people/restriction.html", **page)


def take_off(request: SignedInRequest, person_id: UUID, user_id: UUID) -> HttpResponse:
    """Take somebody off a restricted file."""
    person = person_or_404(request, person_id)
    held = restricted_file(request.viewer, person.pk)
    if held is None or user_id not in {user for user, _name in held.named}:
        raise Http404
    form = Once(request.POST or None, request=request, target=f"{person.pk} {user_id}")

    def act() -> None:
        take_off_file(person=person.pk, user=user_id, by=request.actor, at=now())

    page = {"person": person, "name": name_of(request, person), "who": names_of_users([user_id]).get(user_id, "")}
    return _once(request, form, act, ABOUT, person.pk, "people/restriction_end.html", **page)


def lift(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Lift a restriction."""
    person = person_or_404(request, person_id)
    if restricted_file(request.viewer, person.pk) is None and request.method != "POST":
        raise Http404
    form = Once(request.POST or None, request=request, target=person.pk)

    def act() -> None:
        lift_restriction(person=person.pk, by=request.actor, at=now())

    page = {"person": person, "name": name_of(request, person)}
    return _once(request, form, act, "desk:record", person.pk, "people/restriction_end.html", **page)


def look_after(request: SignedInRequest) -> HttpResponse:
    """Show the restricted files, and the new files that may be the same as one."""
    page = {"files": restricted_files(request.viewer, at=now()), "twins": perhaps_the_same(request.viewer)}
    return render(request, "people/restricted.html", page)


def succeed(request: SignedInRequest, restriction_id: UUID) -> HttpResponse:
    """Name a supervisor on a restricted file that nobody who is named looks after any more."""
    held = next(iter(restricted_files(request.viewer, at=now(), only=restriction_id)), None)
    if held is None or (held.is_looked_after and request.method != "POST"):
        raise Http404
    staff = to_follow(held.restriction.subject, at=now())
    form = NameSuccessor(request.POST or None, request=request, target=restriction_id, staff=staff)

    def act() -> None:
        name_successor(restriction=restriction_id, by=request.actor, at=now(), **form.cleaned_data)

    return _once(request, form, act, "people:restricted", None, "people/succeed.html", held=held)


def settle(request: SignedInRequest, twin_id: UUID) -> HttpResponse:
    """Note what came of a new file that may be the same as a restricted one."""
    twin = next((each for each in perhaps_the_same(request.viewer) if each.twin == twin_id), None)
    form = SettleTwin(request.POST or None, request=request, target=twin_id)
    if twin is None and not form.is_valid():  # one that is sent a second time leads to where the first one led
        raise Http404

    def act() -> None:
        settle_twin(twin=twin_id, by=request.actor, at=now(), **form.cleaned_data)

    return _once(request, form, act, "people:restricted", None, "people/settle_twin.html", twin=twin)


def _once(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], object],
    leads_to: str,
    about: UUID | None,
    template: str,
    **page: object,
) -> HttpResponse:
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                act()
                sending.leads_to(leads_to, *([about] if about else []), saying=_("Saved."))
        if sending.done:
            return sending.redirect()
    return render(request, template, {"form": form, **page}, status=form.status)
