"""What whoever has a case may write down: each deed a page with one form, one action, and one way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from offramp.access.enums import MeasuresCategory as M
from offramp.access.enums import Role
from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import staff_of
from offramp.diversion import actions, queries
from offramp.diversion.enums import AskedFor, MeasureType, StepKind
from offramp.diversion.queries import Record
from offramp.diversion.rules import may_follow_up
from offramp.diversion.web import forms
from offramp.diversion.web.acting import Ask, answer
from offramp.kernel.clock import now
from offramp.ui.web.forms import Form

Make = Callable[[SignedInRequest, Record], Form]


@dataclass(frozen=True, slots=True)
class Deed:
    """A page about one record. after: it may be done after the end too. writes: the category it is written in."""

    title: Any
    submit: Any
    saying: Any
    icon: str
    form: Callable[..., Form]
    act: Callable[..., object]
    writes: M = M.PROGRAM
    after: bool = False
    intro: Any = ""
    more: Callable[[SignedInRequest, Record], dict[str, Any]] | None = None


def _officers(request: SignedInRequest, _record: Record) -> dict[str, Any]:
    staff = staff_of(request.actor.home, [Role.YOUTH_OFFICER], at=now()).exclude(pk=request.user.pk)
    return {"officers": [(str(user.pk), user.name) for user in staff]}


def _steps(_request: SignedInRequest, record: Record) -> dict[str, Any]:
    by_hand = queries.steps_by_hand(record.measure.pk)
    return {"steps": [(str(step.pk), step.label) for step in record.steps if step.pk in by_hand]}


def _asked(_request: SignedInRequest, record: Record) -> dict[str, Any]:
    is_sanction = record.measure.measure_type == MeasureType.SANCTION
    return {"asked_for": [AskedFor.PROGRAM, AskedFor.AGREEMENT, *([AskedFor.SANCTION] if is_sanction else [])]}


def _due(_request: SignedInRequest, record: Record) -> dict[str, Any]:
    days = record.follow_ups_due
    return {"due": [(str(months), f"{months} ({date_format(days[months], 'j F Y')})") for months in _due_in(record)]}


def _as_known(_request: SignedInRequest, record: Record) -> dict[str, Any]:
    known = record.young_person
    names = ("given_name", "family_name", "language", "reach")
    return {"initial": {name: getattr(known, name) for name in names} if known else {}}


DEEDS: Final[Mapping[str, Deed]] = {
    "review": Deed(
        gettext_lazy("Review it"),
        gettext_lazy("Save the review"),
        gettext_lazy("It is reviewed."),
        "search-check",
        forms.Review,
        actions.review,
    ),
    "contact": Deed(
        gettext_lazy("A parent or guardian was told"),
        gettext_lazy("Write it down"),
        gettext_lazy("It is written down."),
        "phone",
        forms.Contact,
        actions.note_contact,
    ),
    "guardian": Deed(
        gettext_lazy("Add a parent or guardian"),
        gettext_lazy("Add"),
        gettext_lazy("Added."),
        "user-plus",
        forms.Guardian,
        actions.add_guardian,
        M.YOUTH,
    ),
    "young-person": Deed(
        gettext_lazy("Names and how to reach them"),
        gettext_lazy("Save"),
        gettext_lazy("Saved."),
        "pencil",
        forms.YoungPerson,
        actions.correct_young_person,
        M.YOUTH,
        intro=gettext_lazy("What was written before stays behind it. The birth date of the record stays as it was."),
        more=_as_known,
    ),
    "born": Deed(
        gettext_lazy("A birth date that was not known"),
        gettext_lazy("Save"),
        gettext_lazy("Saved."),
        "pencil",
        forms.Born,
        actions.write_birth_date,
        M.YOUTH,
        after=True,
        intro=gettext_lazy("Once it is written, the record is found by it, and it stays as it is."),
    ),
    "needs": Deed(
        gettext_lazy("What they need"),
        gettext_lazy("Save"),
        gettext_lazy("Saved."),
        "sprout",
        forms.Needs,
        actions.note_needs,
        intro=gettext_lazy("No diagnoses, and nothing that a care professional told in confidence."),
    ),
    "answer": Deed(
        gettext_lazy("Somebody was asked to agree"),
        gettext_lazy("Write down the answer"),
        gettext_lazy("The answer is written down."),
        "message-circle-question-mark",
        forms.Answer,
        actions.note_answer,
        M.MEASURE,
        intro=gettext_lazy("A yes may be taken back at any time: then the program ends at once."),
        more=_asked,
    ),
    "tick": Deed(
        gettext_lazy("A step is done"),
        gettext_lazy("Tick it off"),
        gettext_lazy("It is ticked off."),
        "list-checks",
        forms.Tick,
        actions.tick_step,
        more=_steps,
    ),
    "meeting": Deed(
        gettext_lazy("Plan a meeting"),
        gettext_lazy("Plan it"),
        gettext_lazy("The meeting is planned."),
        "calendar-plus",
        forms.Meeting,
        actions.plan_meeting,
        intro=gettext_lazy("What is said there is for those who take part in it, and for nobody else."),
    ),
    "check-in": Deed(
        gettext_lazy("Check in"),
        gettext_lazy("Write it down"),
        gettext_lazy("It is written down."),
        "message-circle",
        forms.CheckIn,
        actions.check_in,
    ),
    "victim": Deed(
        gettext_lazy("Add who was harmed"),
        gettext_lazy("Add"),
        gettext_lazy("Added."),
        "user-plus",
        forms.Victim,
        actions.add_victim,
        M.VICTIM,
        intro=gettext_lazy("Nothing looks for a record of their own, and nothing of this one is opened to them."),
    ),
    "school": Deed(
        gettext_lazy("Given to a school or care professional"),
        gettext_lazy("Write it down"),
        gettext_lazy("It is written down, apart from the rest."),
        "school",
        forms.School,
        actions.give_to_school,
        M.SCHOOL,
        intro=gettext_lazy("Only as much as they need. It is kept apart, and destroyed when it is not needed."),
    ),
    "describe": Deed(
        gettext_lazy("How they describe themselves"),
        gettext_lazy("Save"),
        gettext_lazy("Saved."),
        "user-round",
        forms.Describe,
        actions.describe,
        M.SELF_DESCRIBED,
        intro=gettext_lazy("Only if they wish to say, in their own choice. Never from a name, a face or a file."),
    ),
    "end": Deed(
        gettext_lazy("How it ended"),
        gettext_lazy("End it"),
        gettext_lazy("It has ended. Thank everybody."),
        "flag",
        forms.End,
        actions.end_course,
        M.MEASURE,
    ),
    "follow-up": Deed(
        gettext_lazy("How are they now?"),
        gettext_lazy("Write it down"),
        gettext_lazy("It is written down."),
        "calendar-clock",
        forms.FollowUp,
        actions.follow_up,
        after=True,
        more=_due,
    ),
    "hand-on": Deed(
        gettext_lazy("Hand the case on"),
        gettext_lazy("Hand it on"),
        gettext_lazy("It is handed on, and closed to you."),
        "arrow-right",
        forms.HandOn,
        actions.hand_on,
        M.MEASURE,
        after=True,
        intro=gettext_lazy("It is open to them from the next click on, and closed to you."),
        more=_officers,
    ),
}


FOR_STEP: Final[Mapping[str, str]] = {
    StepKind.REVIEW: "review",
    StepKind.GUARDIANS: "contact",
    StepKind.NEEDS: "needs",
    StepKind.ALL_AGREE: "answer",
    StepKind.MEETING: "meeting",
    StepKind.SUPPORT: "check-in",
    StepKind.COMPLETION: "end",
    StepKind.OTHER: "tick",
}
"""Which deed brings a step on."""


def next_deed(record: Record) -> tuple[str, Deed] | None:
    """Return what brings the current step on, or the follow-up that is due; None where nothing is, or not theirs."""
    if not record.has_case:
        return None
    kind = next((step.kind for step in record.steps if step.state == "current"), "")
    name = FOR_STEP.get(kind, "follow-up" if _due_in(record) else "")
    return (name, DEEDS[name]) if name else None


def offered(record: Record) -> list[tuple[str, Deed]]:
    """Return what may be done with a record now: nothing to who does not have its case."""
    if not record.has_case:
        return []
    has_ended = record.facts.ending is not None
    return [
        (name, deed) for name, deed in DEEDS.items() if (deed.after or not has_ended) and _makes_sense(name, record)
    ]


def _makes_sense(name: str, record: Record) -> bool:
    if name == "review":
        return record.facts.review is None
    if name == "born":
        return record.young_person is not None and not record.young_person.born
    if name == "tick":
        return bool(queries.steps_by_hand(record.measure.pk))
    if name == "follow-up":
        return bool(_due_in(record))
    if name == "describe":
        return queries.identity_agreement_on(localtime(now()).date()) is not None
    return True


def _due_in(record: Record) -> list[int]:
    """Return after how many months a follow-up may be written down now and is not."""
    told, today = {row.months for row in record.facts.follow_ups}, localtime(now()).date()
    return [
        months
        for months, day in record.follow_ups_due.items()
        if months not in told and may_follow_up(day, today=today)
    ]


def do(request: SignedInRequest, measure_id: UUID, doing: str) -> HttpResponse:
    """Ask for one deed about a record, and do it."""
    at = now()
    record = queries.record_for(request.viewer, measure_id, at=at)
    if record is None or not record.has_case or doing not in DEEDS:
        raise Http404
    asked = DEEDS[doing]
    more = asked.more(request, record) if asked.more else {}
    form = asked.form(request.POST or None, request=request, target=measure_id, **more)
    ask = Ask(
        title=str(asked.title),
        submit=str(asked.submit),
        saying=str(asked.saying),
        intro=str(asked.intro),
        back=(record.name, reverse("diversion:record", args=[measure_id])),
    )
    leads_to = ("diversion:cases", None) if doing == "hand-on" else ("diversion:record", measure_id)

    def act() -> object:
        return asked.act(measure=measure_id, by=request.actor, at=at, **form.cleaned_data)

    return answer(request, form, ask, act, leads_to, record=record)
