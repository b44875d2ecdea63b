"""Who somebody is: birth and languages, names, ways to reach them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.people.actions import add_contact, add_name, call_by, change_particulars, end_contact, retire_name
from offramp.people.enums import ContactKind, GivenName, NameKind
from offramp.people.models import Particulars
from offramp.people.queries import contacts_of, names_held, particulars_of
from offramp.people.web.forms import AddContact, AddName, ChangeParticulars
from offramp.people.web.loading import name_of, person_or_404


def change_birth(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Change birth and languages; the second of two editors sees what the first wrote beside their own."""
    person = person_or_404(request, person_id, to_write=Category.IDENTITY)
    stands = particulars_of(request.viewer, person.pk)
    data, typed = request.POST or None, _as_typed(stands)
    form = ChangeParticulars(data, request=request, target=person.pk, about=person.pk, initial=typed)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                change_particulars(
                    person=person.pk,
                    born_on=form.cleaned_data["born_on"],
                    born_about=form.cleaned_data["born_about"],
                    languages=form.languages,
                    seen=form.cleaned_data["version"],
                    by=request.actor,
                    at=now(),
                )
                sending.leads_to("desk:record", person.pk, saying=_("Saved."))
        if sending.done:
            return sending.redirect()
    overtaken = form.is_overtaken
    if overtaken and stands:
        form.look_again(stands.version)
    page = {"form": form, "person": person, "name": name_of(request, person), "stands": stands if overtaken else None}
    return render(request, "people/particulars.html", page, status=form.status)


def list_names(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show the names somebody goes by; add one, choose the one to call them by, retire one."""
    person = person_or_404(request, person_id, to_write=Category.IDENTITY)
    form = AddName(_typed(request), request=request, target=person.pk)
    if request.method == "POST" and "of" in request.POST:
        return _changed(request, NAME_CHANGES, "people:names", person.pk)
    if form.is_valid():
        typed = form.cleaned_data
        with form.sent_once() as sending:
            if sending.is_first:
                given = GivenName(NameKind(typed["kind"]), typed["text"])
                add_name(person=person.pk, name=given, is_main=typed["is_main"], by=request.actor, at=now())
                sending.leads_to("people:names", person.pk, saying=_("The name is in the file."))
        if sending.done:
            return sending.redirect()
    names = names_held(request.viewer, person.pk)
    page = {"form": form, "person": person, "name": names[0].text if names else person.file_number, "names": names}
    return render(request, "people/names.html", page, status=form.status)


def list_contacts(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show how somebody is reached; add a way, take one out."""
    person = person_or_404(request, person_id, to_write=Category.IDENTITY)
    form = AddContact(_typed(request), request=request, target=person.pk)
    if request.method == "POST" and "of" in request.POST:
        return _changed(request, CONTACT_CHANGES, "people:contacts", person.pk)
    if form.is_valid():
        typed = form.cleaned_data
        with form.sent_once() as sending:
            if sending.is_first:
                kind = ContactKind(typed["kind"])
                add_contact(person=person.pk, kind=kind, text=typed["text"], by=request.actor, at=now())
                sending.leads_to("people:contacts", person.pk, saying=_("It is in the file."))
        if sending.done:
            return sending.redirect()
    page = {
        "form": form,
        "person": person,
        "name": name_of(request, person),
        "contacts": contacts_of(request.viewer, person.pk),
    }
    return render(request, "people/contacts.html", page, status=form.status)


Change = Callable[..., Any]
NAME_CHANGES: dict[str, Change] = {
    "call": lambda of, **who: call_by(name=of, **who),
    "retire": lambda of, **who: retire_name(name=of, **who),
}
CONTACT_CHANGES: dict[str, Change] = {"end": lambda of, **who: end_contact(contact=of, **who)}


def _changed(request: SignedInRequest, changes: dict[str, Change], route: str, person: UUID) -> HttpResponse:
    """Do what a button in a list says, and show the list again; pressed twice, the second says what is so."""
    change = changes.get(request.POST.get("change", ""))
    try:
        if change is None:
            raise Refused(_("This button does nothing."), ask=_("Choose one that is shown."))
        change(UUID(request.POST["of"]), by=request.actor, at=now())
    except NotPermitted:
        raise
    except (Refused, ValueError) as refusal:
        messages.warning(request, str(refusal) if isinstance(refusal, Refused) else _("Choose one that is shown."))
    else:
        messages.success(request, _("Saved."))
    answer = redirect(route, person)
    answer.status_code = 303
    return answer


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" and "of" not in request.POST else None


def _as_typed(stands: Particulars | None) -> dict[str, Any]:
    if stands is None:
        return {"version": "0"}
    spoken = [*stands.languages, "", ""]
    return {
        "born_on": stands.born_on,
        "born_about": stands.born_about,
        "language": spoken[0],
        "other_language": spoken[1],
        "version": str(stands.version),
    }
