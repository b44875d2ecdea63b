"""The collection notice: a public page, its next version, and which one a person was given."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import IdentifiedRequest, SignedInRequest
from offramp.kernel.clock import now
from offramp.people.actions import note_notice_given, set_notice
from offramp.people.enums import NOTICE_LANGUAGES, NoticeWay
from offramp.people.queries import notice_in_force, notices_given
from offramp.people.rules import NoticeWords
from offramp.people.web.loading import name_of, person_or_404
from offramp.ui.web import forms


class SetNotice(forms.Form):
    """A new version of the collection notice, part by part."""

    action = "notice.set"
    keeps_draft = True
    collects = forms.LongText(label=gettext_lazy("Who collects, and what"), max_length=2000)
    purpose = forms.LongText(label=gettext_lazy("What for"), max_length=2000)
    authority = forms.LongText(label=gettext_lazy("Under which authority"), max_length=2000)
    automated = forms.LongText(
        label=gettext_lazy("What the computer helps with"),
        help_text=gettext_lazy("Suggested levels, matches, duplicates, rosters: and that a person decides."),
        max_length=2000,
    )
    contact = forms.LongText(label=gettext_lazy("Whom to ask"), max_length=2000)
    seen = forms.Hidden()


class GiveNotice(forms.Form):
    """How a person was given the notice."""

    action = "notice.give"
    language = forms.Choice(label=gettext_lazy("In which language"), choices=NOTICE_LANGUAGES)
    way = forms.Choice(label=gettext_lazy("How they were given it"), choices=NoticeWay, rows=True)


def show(request: IdentifiedRequest) -> HttpResponse:
    """Show the notice in force to anybody, in the language they read, to be printed too."""
    return render(request, "people/notice.html", {"notice": notice_in_force(get_language() or "en")})


def change(request: SignedInRequest, language: str) -> HttpResponse:
    """Write the next version of the notice in a language."""
    if language not in dict(NOTICE_LANGUAGES):
        raise Http404
    current = notice_in_force(language)
    version = current.version if current.language == language else 0
    words: dict[str, Any] = {name: getattr(current, name) for name in NoticeWords.__slots__}
    form = SetNotice(request.POST or None, request=request, target=language, initial={**words, "seen": version})
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                said = {name: form.cleaned_data[name] for name in NoticeWords.__slots__}
                seen = int(form.cleaned_data["seen"])
                set_notice(language=language, words=NoticeWords(**said), seen=seen, by=request.actor, at=now())
                sending.leads_to("people:notice", saying=_("The new version is in force."))
        if sending.done:
            return sending.redirect()
    languages = [(code, name, code == language) for code, name in NOTICE_LANGUAGES]
    page = {"form": form, "version": version, "languages": languages}
    return render(request, "people/notice_change.html", page, status=form.status)


def give(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Note which version of the notice a person was given, and how; show those they were given."""
    person = person_or_404(request, person_id, to_write=Category.IDENTITY)
    form = GiveNotice(request.POST or None, request=request, target=person_id, initial={"language": "en"})
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                way, notice = NoticeWay(form.cleaned_data["way"]), notice_in_force(form.cleaned_data["language"])
                note_notice_given(person=person_id, notice=notice.pk, way=way, by=request.actor, at=now())
                sending.leads_to("people:give-notice", person_id, saying=_("It stands on their file."))
        if sending.done:
            return sending.redirect()
    page = {
        "person": person,
        "name": name_of(request, person),
        "notice": notice_in_force("en"),
        "given": notices_given(request.viewer, person_id),
        "form": form,
    }
    return render(request, "people/notice_given.html", page, status=form.status)
