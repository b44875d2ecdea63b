"""Tell how an event was: who was there, whom it reached, what was heard and promised. No name of anybody who came."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.enums import Permission, Role
from offramp.access.queries import allowed, require
from offramp.audit.actions import record
from offramp.engagement.enums import HOLDING, State
from offramp.engagement.models import (
    Assignment,
    Attendance,
    Concern,
    DayContact,
    Debrief,
    Introduction,
    Invitation,
    Promise,
)
from offramp.engagement.queries import visits as queries
from offramp.engagement.rules import visits as rules
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor


@dataclass(frozen=True, slots=True)
class Happened:
    """How an event was. reach: about how many people were met; cards: how many were handed over. None is unknown."""

    took_place: bool
    reach: int | None = None
    mood: str = ""
    cards: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """Whether a member was there, and for how many minutes, if known."""

    assignment: UUID
    attended: bool
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Introduced:
    """To whom the organisation was introduced, and what for."""

    to: str
    about: str = ""


@transaction.atomic
def tell(
    *,
    invitation: UUID,
    happened: Happened | None,
    attended: Sequence[Attended] = (),
    concerns: Sequence[str] = (),
    promises: Sequence[Promised] = (),
    introductions: Sequence[Introduced] = (),
    version: int,
    by: Actor,
    at: datetime,
) -> Debrief:
    """Tell how an event was. Who tells after another adds to it: how it was stays with the first, and the coordinator.

    happened: None where another told it before. version: see `queries.visits.version_of`; where somebody told more
    meanwhile, it is refused. Whatever is added is a row of its own; nothing is overwritten but one's own words.
    """
    require(by, Permission.DEBRIEF_TELL)
    row = Invitation.objects.get(pk=invitation)
    rules.check_can_debrief(row.state, row.starts_at, at=at)
    if by.role == Role.PACE_MEMBER:
        rules.check_was_rostered(row.assignments.filter(user=by.user, place__in=HOLDING).exists())
    if queries.version_of(row.pk) != version:
        raise _overtaken()
    debrief = _told(row, happened, by=by, at=at)
    _say_who_was_there(row, attended, by=by, at=at)
    _add(row, concerns, promises, introductions, by=by, at=at)
    return debrief


@transaction.atomic
def say_they_met(*, introduction: UUID, met: bool, by: Actor, at: datetime) -> Introduction:
    """Say whether two who were introduced have met: by who introduced them, or the coordinator."""
    require(by, Permission.DEBRIEF_TELL)
    row = Introduction.objects.select_for_update(of=("self",)).filter(pk=introduction).first()
    if row is None or (row.made_by_id != by.user and not allowed(by, Permission.CONCERN_MANAGE)):
        raise NotPermitted(_("A colleague introduced them."), ask=_("Ask them, or the coordinator."))
    if row.met != met:
        row.met, row.met_told_at = met, at
        row.save(update_fields=["met", "met_told_at"])
        record(verb="introduction.told", by=by, at=at, subject=row.pk, about=row.invitation_id)
    return row


@transaction.atomic
def pass_contact_on(*, invitation: UUID, name: str, phone: str, by: Actor, at: datetime) -> int:
    """Pass on whom to ask for on the day to each member who goes now, and return to how many."""
    require(by, Permission.ROSTER_MANAGE)
    row = Invitation.objects.get(pk=invitation)
    rules.check_may_brief(row.state == State.ACCEPTED)
    rules.check_contact(name)
    going = queries.going_to(row.pk)
    for each in going:
        DayContact.objects.update_or_create(
            assignment=each,
            defaults={
                "invitation": row, "unit_id": row.unit_id, "user_id": each.user_id, "name": name.strip(),
                "phone": phone, "passed_by_id": by.user, "passed_at": at, "forgotten_at": None,
            },
        )  # fmt: skip
    record(verb="contact.passed_on", by=by, at=at, subject=row.pk)
    return len(going)


@transaction.atomic
def note_briefed(*, assignment: UUID, by: Actor, at: datetime) -> Assignment | None:
    """Note that a member's brief goes out, once, and hand on the contact for the day to who joined late.

    Returns their place, or None where it went out before or is not due.
    """
    row = Assignment.objects.select_for_update(of=("self",)).filter(pk=assignment).first()
    if row is None or row.pk not in {due.pk for due in queries.to_brief(at=at)}:
        return None
    row.briefed_at = at
    row.save(update_fields=["briefed_at"])
    given = DayContact.objects.filter(invitation=row.invitation_id, forgotten_at__isnull=True).first()
    if given is not None:
        DayContact.objects.get_or_create(
            assignment=row,
            defaults={
                "invitation_id": row.invitation_id, "unit_id": row.unit_id, "user_id": row.user_id, "name": given.name,
                "phone": given.phone, "passed_by_id": given.passed_by_id, "passed_at": at,
            },
        )  # fmt: skip
    record(verb="member.briefed", by=by, at=at, subject=row.pk, about=row.invitation_id)
    return row


@transaction.atomic
def forget_contacts(*, by: Actor, at: datetime) -> int:
    """Empty the contacts of days that are over, and return how many."""
    emptied = queries.to_forget(at=at).update(name="", phone="", forgotten_at=at)
    if emptied:
        record(verb="contact.forgotten", by=by, at=at)
    return emptied


def _told(row: Invitation, happened: Happened | None, *, by: Actor, at: datetime) -> Debrief:
    """Return what is told of how it was: written down now, put right by who may, or left as another told it."""
    debrief = Debrief.objects.filter(invitation=row).first()
    if happened is None:
        if debrief is None:
            raise Refused(_("Nobody told how it was yet."), ask=_("Tell whether it took place."), field="took_place")
        return debrief
    rules.check_happened(took_place=happened.took_place, reach=happened.reach, mood=happened.mood, cards=happened.cards)
    if debrief is not None:
        return _put_right(debrief, happened, by=by, at=at)
    debrief, is_first = Debrief.objects.get_or_create(
        invitation=row,
        defaults={"unit_id": row.unit_id, "told_by_id": by.user, "told_at": at, "changed_at": at, **asdict(happened)},
    )
    if not is_first:
        raise _overtaken()
    record(verb="visit.told", by=by, at=at, subject=debrief.pk, about=row.pk)
    return debrief


def _put_right(debrief: Debrief, happened: Happened, *, by: Actor, at: datetime) -> Debrief:
    if by.role == Role.PACE_MEMBER and debrief.told_by_id != by.user:
        raise NotPermitted(_("A colleague told how it was."), ask=_("Ask them, or the coordinator, to put it right."))
    changed = sorted(name for name, value in asdict(happened).items() if getattr(debrief, name) != value)
    if changed:
        for name in changed:
            setattr(debrief, name, getattr(happened, name))
        debrief.changed_at, debrief.version = at, debrief.version + 1
        debrief.save(update_fields=[*changed, "changed_at", "version"])
        record(verb="visit.put_right", by=by, at=at, subject=debrief.pk, about=debrief.invitation_id, fields=changed)
    return debrief


def _say_who_was_there(row: Invitation, attended: Sequence[Attended], *, by: Actor, at: datetime) -> None:
    """Write down each statement that says something new; the earlier ones stay."""
    stays = {stay.assignment.pk: stay for stay in queries.stays_at(row.pk)}
    for each in attended:
        rules.check_minutes(each.minutes, field=f"minutes_{each.assignment.hex}")
        stay = stays.get(each.assignment)
        if stay is None:
            raise Refused(_("Somebody here had no place at this event."), ask=_("Look at the page again."))
        minutes = each.minutes if each.attended else None
        if stay.last is None or (stay.last.attended, stay.last.minutes) != (each.attended, minutes):
            made = Attendance.objects.create(
                assignment=stay.assignment, invitation=row, unit_id=row.unit_id, attended=each.attended,
                minutes=minutes, stated_by_id=by.user, stated_at=at,
            )  # fmt: skip
            record(verb="attendance.stated", by=by, at=at, subject=made.pk, about=row.pk)


def _add(
    row: Invitation, concerns: Sequence[str], promises: Sequence[Promised], introductions: Sequence[Introduced],
    *, by: Actor, at: datetime,
) -> None:  # fmt: skip
    common = {"invitation": row, "unit_id": row.unit_id}
    for text in concerns:
        heard = Concern.objects.create(**common, text=text, heard_by_id=by.user, heard_at=at)
        record(verb="concern.heard", by=by, at=at, subject=heard.pk, about=row.pk)
    for place, each in enumerate(promises):
        day = rules.day_promised(each.text, each.due_on, today=timezone.localdate(at), field=f"promise_{place}")
        made = Promise.objects.create(**common, text=each.text.strip(), due_on=day, made_by_id=by.user, made_at=at)
        record(verb="promise.made", by=by, at=at, subject=made.pk, about=row.pk)
    for one in introductions:
        brought = Introduction.objects.create(
            **common, organisation_id=row.organisation_id, to=one.to, about=one.about, made_by_id=by.user, made_at=at
        )
        record(verb="introduction.made", by=by, at=at, subject=brought.pk, about=row.pk)


def _overtaken() -> Refused:
    return Refused(
        _("A colleague told more meanwhile."), ask=_("Look at what is recorded below, then send yours."),
        field="version",
    )  # fmt: skip
