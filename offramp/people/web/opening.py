"""Open a file, after a search; with a second look where somebody of nearly that name is in the files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.people.actions import note_notice_given, open_person
from offramp.people.enums import NoticeWay
from offramp.people.models import CollectionNotice, Person
from offramp.people.queries import Found, likely_the_same, notice_in_force, searched_for
from offramp.people.rules import split_year
from offramp.people.web.forms import OpenFile


def open_file(request: SignedInRequest) -> HttpResponse:
    """Open a file for somebody who was searched for and not found."""
    text, back = searched_for(request.actor, request.GET.get("searched", ""))
    if not text:
        messages.info(request, _("Search first: there may be a file already."))
        return redirect("people:search")
    name, year = split_year(text)
    form = OpenFile(request.POST or None, request=request, initial={"name": name, "born_about": year})
    likely, notice = list[Found](), notice_in_force(get_language() or "en")
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                likely = likely_the_same(request.viewer, form.names, year=form.birth_year)
                form.settle(" ".join(sorted(str(found.person) for found in likely)))
                person = _opened(request, form, text, notice)
                if back:
                    sending.leads_back(f"{back}?q={person.file_number}", saying=_("The file is open."))
                else:
                    sending.leads_to("desk:record", person.pk, saying=_("The file is open."))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "likely": likely, "text": text, "notice": notice}
    return render(request, "people/new.html", page, status=form.status)


def _opened(request: SignedInRequest, form: OpenFile, text: str, notice: CollectionNotice) -> Person:
    """Open the file and return it, with the notice on it where they were given it."""
    typed = form.cleaned_data
    person = open_person(
        names=form.names,
        born_on=typed["born_on"],
        born_about=typed["born_about"],
        languages=form.languages,
        searched_for=text,
        by=request.actor,
        at=now(),
    )
    if typed["given"]:
        way = NoticeWay(typed["given"])
        note_notice_given(person=person.pk, notice=notice.pk, way=way, by=request.actor, at=now())
    return person
