"""One record as whoever has a purpose reads it, and the meetings somebody takes part in."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import MeasuresCategory
from offramp.diversion.enums import Purpose
from offramp.diversion.models import (
    CheckIn,
    Course,
    Guardian,
    Item,
    Measure,
    Meeting,
    MeetingNote,
    MeetingOver,
    Participant,
    Preparation,
    SchoolNote,
    SelfDescription,
    SupportOffer,
    TakenOut,
    Victim,
    VictimSaid,
    YoungPerson,
)
from offramp.diversion.queries.courses import cases_held_by, course_of, holder_of, meetings_with, names_of
from offramp.diversion.queries.facts import AgreedItem, Facts, born_on, facts_of, steps_of_programs, with_turns
from offramp.diversion.queries.naming import is_shared_with
from offramp.diversion.queries.opening import measure_for, reads, say, show
from offramp.diversion.queries.programs import identity_agreement_on
from offramp.diversion.rules import OLDEST, Step, age_on, eighteen_on
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of
from offramp.kernel.reading import not_shown

M = MeasuresCategory
Found = TypeVar("Found", bound=Model)
SITTINGS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who was harmed, with what they said, the newest last."""

    victim: Victim
    said: list[VictimSaid]

    @property
    def newest(self) -> VictimSaid | None:
        return self.said[-1] if self.said else None


@dataclass(slots=True)
class Record:
    """A record with as much of it as its reader may see. has_case: they administer it, and write."""

    measure: Measure
    sees: set[MeasuresCategory]
    purpose: str = ""
    young_person: YoungPerson | None = None
    born: date | None = None
    turns_eighteen_on: date | None = None
    decides_alone: bool = False
    """They are eighteen by now: no parent or guardian is asked or written to any more."""
    guardians: list[Guardian] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    course: Course | None = None
    steps: list[Step] = field(default_factory=list)
    follow_ups_due: dict[int, date] = field(default_factory=dict)
    check_ins: list[CheckIn] = field(default_factory=list)
    victims: list[Heard] = field(default_factory=list)
    school: list[SchoolNote] = field(default_factory=list)
    described: SelfDescription | None = None
    offers: list[SupportOffer] = field(default_factory=list)
    sits_in: set[UUID] = field(default_factory=set)
    """The meetings that are open to the reader, who takes part in them."""
    has_case: bool = False

    @property
    def name(self) -> str:
        """Return what the young person is called."""
        if self.young_person is None:
            return _("A young person")
        return f"{self.young_person.given_name} {self.young_person.family_name}".strip()


def record_for(viewer: Viewer, measure: UUID, *, at: datetime) -> Record | None:
    """Return a record for whoever has a purpose, and note each category that is shown; None for everybody else."""
    found = measure_for(viewer, measure, at=at)
    if found is None:
        return None
    has_case = viewer.id is not None and holder_of(measure) == viewer.id
    if has_case:
        say(viewer, Purpose.ADMINISTERING)
    record = Record(found, reads(viewer, measure, at=at), purpose=_in_words(viewer.purpose), has_case=has_case)
    _who(viewer, record, at)
    if M.MEASURE in record.sees:
        record.facts = facts_of([measure], at=at)[measure]
    if M.PROGRAM in record.sees:
        _program(viewer, record)
    if M.VICTIM in record.sees:
        record.victims = _victims(viewer, measure)
    if M.SCHOOL in record.sees:
        record.school = list(SchoolNote.objects.filter(measure_id=measure))
        show(viewer, measure, M.SCHOOL)
    if M.SELF_DESCRIBED in record.sees and _may_show_description(record, at):
        record.described = SelfDescription.objects.filter(measure_id=measure).order_by("at", "pk").last()
        show(viewer, measure, M.SELF_DESCRIBED)
    return record


def _may_show_description(record: Record, at: datetime) -> bool:
    """Say whether it may be shown how a young person describes themselves.

    To who has the case, as long as the agreement runs under which they were asked; to themselves, when they ask.
    """
    return not record.has_case or identity_agreement_on(localtime(at).date()) is not None


def _in_words(purposes: str) -> str:
    return ", ".join(str(Purpose(each).label) for each in purposes.split(", "))


def _who(viewer: Viewer, record: Record, at: datetime) -> None:
    if M.YOUTH not in record.sees:
        return
    measure = record.measure.pk
    show(viewer, measure, M.YOUTH)
    record.young_person = YoungPerson.objects.filter(measure_id=measure).order_by("at", "pk").last()
    record.guardians = list(Guardian.objects.filter(measure_id=measure))
    record.born = born_on(record.young_person) if record.young_person else None
    if record.born:
        record.decides_alone = age_on(localtime(at).date(), born=record.born) > OLDEST
        record.turns_eighteen_on = None if record.decides_alone else eighteen_on(record.born)


def _program(viewer: Viewer, record: Record) -> None:
    measure = record.measure.pk
    show(viewer, measure, M.PROGRAM, M.QUEUE)
    record.course = course_of(measure)
    record.check_ins = list(CheckIn.objects.filter(measure_id=measure).select_related("by"))
    record.sits_in = meetings_with(viewer.actor)
    record.offers = list(SupportOffer.objects.filter(measure_id=measure))
    if record.course:
        steps = steps_of_programs([record.course])[record.course.program_id]
        record.steps = record.facts.steps(steps)
        months, ends_at = record.course.program.follow_up_months, record.measure.ends_at
        record.follow_ups_due = record.facts.follow_ups_due(months, ends_at=ends_at)


def _victims(viewer: Viewer, measure: UUID) -> list[Heard]:
    show(viewer, measure, M.VICTIM)
    said: dict[UUID, list[VictimSaid]] = {}
    for row in VictimSaid.objects.filter(measure_id=measure):
        said.setdefault(row.victim_id, []).append(row)
    return [Heard(victim, said.get(victim.pk, [])) for victim in Victim.objects.filter(measure_id=measure)]


def choices_of_victims(measure: UUID) -> list[tuple[str, str]]:
    """Return the name of each who was harmed, with what they chose last; empty where they were not asked yet."""
    with not_shown("read to decide whether somebody may be named in a meeting"):
        chose = {row.victim_id: row.choice for row in VictimSaid.objects.filter(measure_id=measure)}
        return [(row.name, chose.get(row.pk, "")) for row in Victim.objects.filter(measure_id=measure)]


def victim_or_none(pk: UUID) -> Victim | None:
    """Return somebody who was harmed, as far as they are open to whoever asks."""
    return Victim.objects.filter(pk=pk).first()


def school_note_or_none(pk: UUID) -> SchoolNote | None:
    """Return what was given to a school, as far as it is open to whoever asks."""
    return SchoolNote.objects.filter(pk=pk).first()


def participant_or_none(pk: UUID) -> Participant | None:
    """Return who takes part in a meeting, to whoever takes part in it."""
    return Participant.objects.filter(pk=pk).first()


def victim(pk: UUID) -> Victim:
    """Return somebody who was harmed; refuse whoever they are not open to."""
    return _or_refuse(victim_or_none(pk))


def school_note(pk: UUID) -> SchoolNote:
    """Return what was given to a school; refuse whoever it is not open to."""
    return _or_refuse(school_note_or_none(pk))


def participant(pk: UUID) -> Participant:
    """Return who takes part in a meeting; refuse whoever doesn't."""
    return _or_refuse(participant_or_none(pk))


def meeting(pk: UUID) -> Meeting:
    """Return a meeting; refuse whoever it is not open to."""
    return _or_refuse(Meeting.objects.filter(pk=pk).first())


def open_measure(pk: UUID) -> Measure:
    """Return a record; refuse whoever it is not open to."""
    return _or_refuse(Measure.objects.filter(pk=pk).first())


def _or_refuse(found: Found | None) -> Found:
    if found is None:
        raise NotPermitted(_("This is not open to you."))
    return found


def item_for(viewer: Viewer, pk: UUID, *, at: datetime) -> Item | None:
    """Return an item to whoever has its case, and note the look; None for everybody else."""
    found = Item.objects.filter(pk=pk).first()
    if found is None or holder_of(found.measure_id) != viewer.id:
        return None
    if measure_for(viewer, found.measure_id, at=at) is None:
        return None
    show(viewer, found.measure_id, M.PROGRAM)
    return found


def name_for(viewer: Viewer, measure: UUID) -> str:
    """Return what the young person of a record is called, and note the look."""
    show(viewer, measure, M.YOUTH)
    return names_of([measure]).get(measure, "")


@dataclass(frozen=True, slots=True)
class TakingPart:
    """Somebody who takes part in a meeting, whether they were prepared for it, and whether they were taken out."""

    row: Participant
    preparations: list[Preparation]
    is_out: bool = False

    @property
    def part(self) -> str:
        return self.row.part

    @property
    def is_prepared(self) -> bool:
        return bool(self.preparations)


def participants_of(meeting: UUID) -> list[TakingPart]:
    """Return who takes part in a meeting, in the order they were named."""
    prepared: dict[UUID, list[Preparation]] = {}
    for row in Preparation.objects.filter(meeting_id=meeting):
        prepared.setdefault(row.participant_id, []).append(row)
    out = set(TakenOut.objects.filter(meeting_id=meeting).values_list("participant_id", flat=True))
    named = Participant.objects.filter(meeting_id=meeting)
    return [TakingPart(row, prepared.get(row.pk, []), row.pk in out) for row in named]


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as its participants see it: who comes, what was said, what was agreed. over: held, or called off."""

    meeting: Meeting
    people: list[TakingPart]
    notes: list[MeetingNote]
    items: list[AgreedItem]
    over: str
    is_led: bool


def sitting_for(viewer: Viewer, pk: UUID, *, at: datetime) -> Sitting | None:
    """Return a meeting to whoever takes part in it, and note the look; None for everybody else."""
    found = Meeting.objects.filter(pk=pk).first() if is_shared_with(viewer.actor, at=at) else None
    people = participants_of(pk) if found else []
    if found is None or not people:
        return None
    say(viewer, Purpose.CONFERENCE)
    show(viewer, found.measure_id, M.PROGRAM, M.CONFERENCE)
    over = MeetingOver.objects.filter(meeting=found).first()
    items = found.items.select_related("kind").prefetch_related("events")
    return Sitting(
        meeting=found,
        people=people,
        notes=list(MeetingNote.objects.filter(meeting=found).select_related("by")),
        items=[with_turns(row) for row in items],
        over=over.how if over else "",
        is_led=viewer.id is not None and holder_of(found.measure_id) == viewer.id,
    )


def sittings_of(viewer: Viewer, *, at: datetime, cursor: str = "") -> Page[Meeting]:
    """Return a page of the meetings a viewer takes part in by an account of theirs, the newest first."""
    page = page_of(_sittings(viewer, at), "-planned_at", "-id", cursor=cursor, size=SITTINGS_AT_ONCE)
    return replace(page, rows=_noted(viewer, page.rows))


def sittings_ahead(viewer: Viewer, since: datetime, until: datetime, *, at: datetime) -> list[Meeting]:
    """Return the meetings of a time in which a viewer takes part and that somebody else leads, the next first."""
    planned = _sittings(viewer, at).filter(meetingovers__isnull=True, planned_at__range=(since, until))
    led_by_others = planned.exclude(measure_id__in=cases_held_by(viewer.actor)).order_by("planned_at", "pk")
    return _noted(viewer, led_by_others)


def how_they_went(meetings: Iterable[Meeting]) -> dict[UUID, str]:
    """Return of each meeting that is over whether it was held or called off."""
    return {row.meeting_id: row.how for row in MeetingOver.objects.filter(meeting__in=list(meetings))}


def _sittings(viewer: Viewer, at: datetime) -> QuerySet[Meeting]:
    if not is_shared_with(viewer.actor, at=at):
        return Meeting.objects.none()
    return Meeting.objects.filter(pk__in=meetings_with(viewer.actor))


def _noted(viewer: Viewer, meetings: Iterable[Meeting]) -> list[Meeting]:
    found = list(meetings)
    for each in found:
        say(viewer, Purpose.CONFERENCE)
        show(viewer, each.measure_id, M.PROGRAM, M.CONFERENCE)
    return found
