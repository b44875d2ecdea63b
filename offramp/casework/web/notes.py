"""What was told to a navigator: written by navigators alone, read by an officer where the person agrees."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.casework import queries
from offramp.casework.actions import write_note
from offramp.casework.web import forms
from offramp.casework.web.acting import Ask, answer
from offramp.casework.web.opening import opened, writes
from offramp.kernel.clock import now

TOLD = (Category.SUPPORT_NOTES, Category.HEALTH)


def show(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show the notes of a person, newest first, page by page."""
    about = opened(request, person_id)
    if not any(category in about.seen for category in TOLD):
        raise Http404
    notes = queries.notes_of(request.viewer, person_id, cursor=request.GET.get("page", ""))
    may_write = writes(request, about, Category.SUPPORT_NOTES)
    page = {"about": about, "notes": notes, "may_write": may_write}
    return render(request, "casework/notes.html", page)


def write(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write a note."""
    about = opened(request, person_id, *TOLD)
    form = forms.WriteNote(request.POST or None, request=request, target=person_id, about=person_id)
    ask = Ask(
        title=_("A note about %(name)s") % {"name": about.name},
        intro=_("It is kept as you write. Never copy a CPIC return into it."),
        submit=_("Save the note"),
        saying=_("The note is saved."),
        leads_to="casework:notes",
    )

    def act() -> object:
        return write_note(person=person_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)
