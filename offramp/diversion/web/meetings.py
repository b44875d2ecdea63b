"""Meetings, as those who take part in them see them; whoever has the case leads."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.diversion import queries
from offramp.diversion.actions import (
    add_participant,
    agree_on_item,
    call_off_meeting,
    hold_meeting,
    note_said,
    prepare,
    take_out,
    turn_item,
)
from offramp.diversion.enums import HowItWent
from offramp.diversion.queries import Sitting
from offramp.diversion.web import forms
from offramp.diversion.web.acting import Ask, answer
from offramp.kernel.clock import now
from offramp.ui.web.paging import page_address

MEETING, RECORD = "diversion:meeting", "diversion:record"


def mine(request: SignedInRequest) -> HttpResponse:
    """Show the meetings somebody takes part in by their account."""
    page = queries.sittings_of(request.viewer, at=now(), cursor=request.GET.get("page", ""))
    went = queries.how_they_went(page.rows)
    shown = [
        (each, None if each.pk in went else each.planned_at, HowItWent(went[each.pk]).label if each.pk in went else "")
        for each in page.rows
    ]
    around = {"previous": page_address(request, page.previous), "next": page_address(request, page.next)}
    return render(request, "diversion/meetings.html", {"meetings": shown, "at": now(), **around})


def show(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """Show a meeting to whoever takes part in it."""
    sitting = _sitting_or_404(request, meeting_id)
    page = {
        "sitting": sitting,
        "held": forms.Over(request=request, target=f"held {meeting_id}"),
        "off": forms.Over(request=request, target=f"off {meeting_id}"),
        "name": "",
        "over": HowItWent(sitting.over).label if sitting.over else "",
    }
    if sitting.is_led:
        page["name"] = queries.name_for(request.viewer, sitting.meeting.measure_id)
    return render(request, "diversion/meeting.html", page)


def _sitting_or_404(request: SignedInRequest, meeting_id: UUID, *, leads: bool = False) -> Sitting:
    sitting = queries.sitting_for(request.viewer, meeting_id, at=now())
    if sitting is None or (leads and not sitting.is_led):
        raise Http404
    return sitting


def _ask(sitting: Sitting, title: str, submit: str, saying: str, intro: str = "") -> Ask:
    when = date_format(localtime(sitting.meeting.planned_at), "j F Y, H:i")
    back = (f"{sitting.meeting.get_kind_display()}, {when}", reverse(MEETING, args=[sitting.meeting.pk]))
    return Ask(title=title, submit=submit, saying=saying, intro=intro, back=back)


def participant(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """Add who takes part."""
    sitting = _sitting_or_404(request, meeting_id, leads=True)
    course = queries.course_of(sitting.meeting.measure_id)
    named = queries.may_be_named(course.unit_id if course else None, at=now())
    users = [(str(key), name) for key, name in named.items() if key != request.user.pk]
    form = forms.Participant(request.POST or None, request=request, target=meeting_id, users=users)

    def act() -> object:
        given = {**form.cleaned_data, "user": UUID(form.cleaned_data["user"]) if form.cleaned_data["user"] else None}
        return add_participant(meeting=meeting_id, by=request.actor, at=now(), **given)

    ask = _ask(sitting, _("Who takes part?"), _("Add"), _("Added."))
    return answer(request, form, ask, act, (MEETING, meeting_id))


def prepared(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Write down that somebody was prepared."""
    found = queries.participant_or_none(participant_id)
    if found is None:
        raise Http404
    sitting = _sitting_or_404(request, found.meeting_id, leads=True)
    form = forms.Prepare(request.POST or None, request=request, target=participant_id)

    def act() -> object:
        return prepare(participant=participant_id, by=request.actor, at=now(), **form.cleaned_data)

    intro = _("They know what the meeting is, who comes, what will be asked, and that they may leave at any time.")
    ask = _ask(sitting, _("%(name)s is prepared") % {"name": found.name}, _("Write it down"), _("Written down."), intro)
    return answer(request, form, ask, act, (MEETING, found.meeting_id))


def out(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Take somebody out of a meeting: they read nothing of it from the next click on."""
    found = queries.participant_or_none(participant_id)
    if found is None:
        raise Http404
    sitting = _sitting_or_404(request, found.meeting_id, leads=True)
    form = forms.Out(request.POST or None, request=request, target=participant_id)

    def act() -> object:
        return take_out(participant=participant_id, by=request.actor, at=now())

    ask = _ask(
        sitting,
        _("%(name)s takes part no longer") % {"name": found.name},
        _("Take them out"),
        _("They take part no longer."),
        _("Who has an account here reads nothing of this meeting from the next click on. That they were named stays."),
    )
    return answer(request, form, ask, act, (MEETING, found.meeting_id))


def note(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """Keep what was said, for those who take part."""
    sitting = _sitting_or_404(request, meeting_id, leads=True)
    form = forms.Note(request.POST or None, request=request, target=meeting_id)

    def act() -> object:
        return note_said(meeting=meeting_id, by=request.actor, at=now(), **form.cleaned_data)

    intro = _("Only those who take part in this meeting read it. What is said here is no evidence.")
    return answer(
        request, form, _ask(sitting, _("What was said"), _("Keep it"), _("Kept."), intro), act, (MEETING, meeting_id)
    )


def item(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """Write down one thing that was agreed."""
    sitting = _sitting_or_404(request, meeting_id, leads=True)
    course = queries.course_of(sitting.meeting.measure_id)
    program = queries.program_for(course.program_id) if course else None
    kinds = list(program.item_kinds.all()) if program else []
    form = forms.Item(request.POST or None, request=request, target=meeting_id, kinds=kinds)

    def act() -> object:
        given = {**form.cleaned_data, "kind": UUID(form.cleaned_data["kind"])}
        return agree_on_item(meeting=meeting_id, by=request.actor, at=now(), **given)

    ask = _ask(sitting, _("What was agreed?"), _("Write it down"), _("It is part of the agreement."))
    return answer(request, form, ask, act, (MEETING, meeting_id), kinds=kinds)


def turn(request: SignedInRequest, item_id: UUID) -> HttpResponse:
    """Write down what became of an item."""
    found = queries.item_for(request.viewer, item_id, at=now())
    if found is None:
        raise Http404
    form = forms.Turn(request.POST or None, request=request, target=item_id)

    def act() -> object:
        return turn_item(item=item_id, by=request.actor, at=now(), **form.cleaned_data)

    ask = Ask(
        title=queries.with_turns(found).words,
        submit=_("Write it down"),
        saying=_("It is written down."),
        back=(
            queries.name_for(request.viewer, found.measure_id),
            reverse("diversion:record", args=[found.measure_id]),
        ),
    )
    return answer(request, form, ask, act, (RECORD, found.measure_id))


def _over(
    request: SignedInRequest, meeting_id: UUID, word: str, act: Callable[..., object], saying: str
) -> HttpResponse:
    _sitting_or_404(request, meeting_id, leads=True)
    form = forms.Over(request.POST or None, request=request, target=f"{word} {meeting_id}")
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                act(meeting=meeting_id, by=request.actor, at=now())
                sending.leads_to(MEETING, meeting_id, saying=saying)
        if sending.done:
            return sending.redirect()
    return render(request, "diversion/over.html", {"form": form, "meeting_id": meeting_id}, status=form.status)


def held(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """Say that it was held."""
    return _over(request, meeting_id, "held", hold_meeting, _("It was held."))


def call_off(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """Say that it does not take place."""
    return _over(request, meeting_id, "off", call_off_meeting, _("It is called off."))
