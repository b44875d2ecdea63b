"""Plan a meeting, name who takes part, prepare them, hold it, keep what was said for its participants alone."""

from datetime import datetime, timedelta
from typing import LiteralString
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, MeasuresCategory, Permission, Role, Stream
from offramp.access.queries import require
from offramp.accounts.queries import names_of_users
from offramp.diversion import queries, rules
from offramp.diversion.actions.administering import administered, check_willing, noted, own
from offramp.diversion.enums import HowItWent, MeetingKind, Part, Purpose
from offramp.diversion.models import Measure, Meeting, MeetingNote, MeetingOver, Participant, Preparation, TakenOut
from offramp.kernel.days import midnight
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor

M = MeasuresCategory


@transaction.atomic
def plan_meeting(
    *, measure: UUID, kind: MeetingKind, planned_at: datetime, place: str, name: str, by: Actor, at: datetime
) -> Meeting:
    """Plan a meeting; whoever plans it leads it. name: what the participants call who leads it."""
    held = administered(measure=measure, category=M.PROGRAM, by=by, at=at)
    rules.check_written(place, field="place")
    rules.check_ahead(localtime(planned_at).date(), today=localtime(at).date(), field="planned_at")
    rules.check_within(localtime(planned_at).date(), ends_at=held.ends_at, field="planned_at")
    meeting = Meeting.objects.create(
        **own(held=held, by=by, at=at), kind=kind, planned_at=planned_at, place=place.strip()
    )
    _take_part(held, meeting, user=by.user, name=name, part=Part.FACILITATOR, until=held.ends_at, by=by, at=at)
    noted(verb="meeting_planned", held=held, subject=meeting.pk, by=by, at=at, fields=("planned_at", "place"))
    return meeting


@transaction.atomic
def add_participant(
    *, meeting: UUID, name: str, part: Part, user: UUID | None = None, by: Actor, at: datetime
) -> Participant:
    """Name who takes part. Who has an account here reads what is agreed and said in this meeting, and nothing else."""
    planned, held = _led(meeting, by=by, at=at)
    _check_not_over(planned)
    rules.check_written(name, field="name")
    rules.check_chose(part, name, choices=queries.choices_of_victims(held.pk))
    until = _reads_until(user, held, at=at) if user else held.ends_at
    made = _take_part(held, planned, user=user, name=name, part=part, until=until, by=by, at=at)
    noted(verb="participant_added", held=held, subject=made.pk, by=by, at=at, fields=("name", "part"))
    return made


def _reads_until(user: UUID, held: Measure, *, at: datetime) -> datetime:
    """Return until when somebody may read a meeting; refuse who may not take part in any by their account.

    A partner's worker reads it no longer than an agreement of their agency with the program's unit runs, which is held
    until the transaction ends: its end waits, or was there before.
    """
    office = queries.office_in_meetings(user, at=at)
    if office is None:
        raise Refused(_("Only partner agencies and youth officers take part by an account."), field="user")
    if office.role != Role.AGENCY_WORKER or office.agency is None:
        return held.ends_at
    course = queries.course_of(held.pk)
    unit = course.unit_id if course else None
    agreement = import_string(settings.AGREEMENT_HELD)(unit=unit, agency=office.agency, on=localtime(at).date())
    if agreement is None:
        raise Refused(
            _("There is no agreement in force with their agency about the program."),
            ask=_("Name them without an account, or ask the privacy officer for an agreement."),
            field="user",
        )
    last = agreement.ends_on
    return min(held.ends_at, midnight(last + timedelta(days=1))) if last else held.ends_at


def _take_part(
    held: Measure,
    meeting: Meeting,
    *,
    user: UUID | None,
    name: str,
    part: Part,
    until: datetime,
    by: Actor,
    at: datetime,
) -> Participant:
    made = Participant(**own(held=held, by=by, at=at), meeting=meeting, user_id=user, name=name.strip(), part=part)
    if user is not None:
        grant(
            party=user,
            stream=Stream.MEASURES,
            subject=meeting.pk,
            categories=rules.OPENS[Purpose.CONFERENCE],
            basis=Basis.CONFERENCE,
            founded_on=made.pk,
            starts_at=at,
            ends_at=until,
        )
    made.save(force_insert=True)
    return made


@transaction.atomic
def take_out(*, participant: UUID, by: Actor, at: datetime) -> TakenOut:
    """Let somebody take part no longer: who was named by mistake. They read nothing of it with the next request."""
    found = queries.participant(participant)
    _planned, held = _led(found.meeting_id, by=by, at=at)
    if found.user_id == by.user:
        raise Refused(_("You lead this meeting."), ask=_("Hand the case on, and whoever has it then leads."))
    if TakenOut.objects.filter(participant=found).exists():
        raise Refused(_("They take part no longer already."), ask=_("Look at who takes part."))
    return _out(found, held, by, at)


def _out(found: Participant, held: Measure, by: Actor, at: datetime) -> TakenOut:
    made = TakenOut.objects.create(**own(held=held, by=by, at=at), meeting_id=found.meeting_id, participant=found)
    end_grants(founded_on=found.pk, basis=Basis.CONFERENCE, at=at)
    noted(verb="participant_taken_out", held=held, subject=found.pk, by=by, at=at)
    return made


@transaction.atomic
def prepare(*, participant: UUID, words: str = "", by: Actor, at: datetime) -> Preparation:
    """Write down that somebody was prepared for a meeting."""
    found = queries.participant(participant)
    planned, held = _led(found.meeting_id, by=by, at=at)
    made = Preparation.objects.create(
        **own(held=held, by=by, at=at), meeting=planned, participant=found, words=words.strip()
    )
    noted(verb="participant_prepared", held=held, subject=made.pk, by=by, at=at)
    return made


@transaction.atomic
def note_said(*, meeting: UUID, words: str, by: Actor, at: datetime) -> MeetingNote:
    """Keep what was said in a meeting, for its participants alone."""
    planned, held = _led(meeting, by=by, at=at)
    rules.check_written(words, field="words")
    made = MeetingNote.objects.create(**own(held=held, by=by, at=at), meeting=planned, words=words.strip())
    noted(verb="meeting_noted", held=held, subject=made.pk, by=by, at=at, fields=("words",))
    return made


@transaction.atomic
def hold_meeting(*, meeting: UUID, by: Actor, at: datetime) -> MeetingOver:
    """Say that a meeting was held."""
    planned, held = _led(meeting, by=by, at=at)
    check_willing(measure=held.pk, at=at)
    people = [each for each in queries.participants_of(meeting) if not each.is_out]
    rules.check_can_meet(
        planned.kind, parts=[each.part for each in people], prepared=sum(each.is_prepared for each in people)
    )
    return _over(planned, held, HowItWent.HELD, by, at)


@transaction.atomic
def call_off_meeting(*, meeting: UUID, by: Actor, at: datetime) -> MeetingOver:
    """Say that a meeting does not take place: whoever has the case, who may have come to it after it was planned.

    It is closed to all others at once.
    """
    planned = queries.meeting(meeting)
    held = administered(measure=planned.measure_id, category=M.PROGRAM, by=by, at=at, may_have_ended=True)
    return _over(planned, held, HowItWent.CALLED_OFF, by, at)


def let_lead(*, measure: Measure, officer: UUID, by: Actor, at: datetime) -> None:
    """Name who takes a case over as who leads the meetings that are planned, where the one who hands on takes part.

    These are closed to the one who hands on. Those that were held while they sat in them stay open to them.
    """
    name, until = names_of_users([officer]).get(officer, ""), measure.ends_at
    for planned in queries.meetings_planned(measure.pk).filter(pk__in=queries.meetings_with(by)):
        _take_part(measure, planned, user=officer, name=name, part=Part.FACILITATOR, until=until, by=by, at=at)
        for mine in queries.parts_of(planned.pk, by.user):
            _out(mine, measure, by, at)


def call_off_what_is_planned(*, measure: Measure, by: Actor, at: datetime) -> None:
    """Call off each meeting of a record that was neither held nor called off: what it was for has ended."""
    for planned in queries.meetings_planned(measure.pk):
        _over(planned, measure, HowItWent.CALLED_OFF, by, at)


def _over(planned: Meeting, held: Measure, how: HowItWent, by: Actor, at: datetime) -> MeetingOver:
    _check_not_over(planned)
    made = MeetingOver.objects.create(**own(held=held, by=by, at=at), meeting=planned, how=how)
    if how == HowItWent.CALLED_OFF:
        _ask_database("SELECT diversion_close_meeting(%s, %s)", planned.pk, at)
    noted(verb=f"meeting_{how}", held=held, subject=planned.pk, by=by, at=at)
    return made


def _check_not_over(planned: Meeting) -> None:
    if MeetingOver.objects.filter(meeting=planned).exists():
        raise Refused(_("This meeting was held or called off already."), ask=_("Plan another one."))


def end_with_agreement(*, unit: UUID, agency: UUID, until: datetime) -> None:
    """Let what an agency's workers read of a unit's meetings end with the agreement. Ending that calls this."""
    _ask_database("SELECT diversion_end_with_agreement(%s, %s, %s)", unit, agency, until)


def _ask_database(asked: LiteralString, *values: UUID | datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(asked, values)


def _led(meeting: UUID, *, by: Actor, at: datetime) -> tuple[Meeting, Measure]:
    """Return a meeting and its record for who has the case and takes part in the meeting; refuse everybody else."""
    planned = Meeting.objects.filter(pk=meeting).first()
    if planned is None:
        raise NotPermitted(_("This meeting is not open to you."))
    require(by, Permission.MEASURE_TAKE_PART, subject=meeting, category=M.CONFERENCE, at=at)
    return planned, administered(measure=planned.measure_id, category=M.PROGRAM, by=by, at=at, may_have_ended=True)
