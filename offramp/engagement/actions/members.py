"""What is written about a member: by the coordinator, or by the member about themselves."""

from collections.abc import Collection
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import allowed, require
from offramp.audit.actions import record
from offramp.engagement.enums import Course, Level
from offramp.engagement.models import Absence, Member, Particulars, Tongue, Training
from offramp.engagement.queries.members import usual_months
from offramp.engagement.rules import members as rules
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor


class Kind(StrEnum):
    """What may be taken back after it was said."""

    LANGUAGE = "language"
    AWAY = "away"
    TRAINING = "training"


MODELS: dict[Kind, type[Tongue | Absence | Training]] = {
    Kind.LANGUAGE: Tongue,
    Kind.AWAY: Absence,
    Kind.TRAINING: Training,
}


@transaction.atomic
def change_wishes(
    *,
    member: UUID,
    version: int,
    wished_load: int,
    communities: Collection[str],
    supervisor_name: str,
    supervisor_email: str,
    by: Actor,
    at: datetime,
) -> None:
    """Say how many events a member wishes for, whom they know, and who releases them."""
    row = locked_member(member=member, by=by)
    check_unchanged(row=row, version=version)
    rules.check_wished_load(wished_load)
    columns: dict[str, Any] = {
        "wished_load": wished_load,
        "communities": list(communities),
        "supervisor_name": supervisor_name.strip(),
        "supervisor_email": supervisor_email.strip(),
    }
    found, _made = Particulars.objects.get_or_create(member=row, defaults=whose(row=row))
    changed = [name for name, value in columns.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, columns[name])
    found.save(update_fields=list(columns))
    note_changed(row=row, verb="member.wishes_changed", fields=changed, by=by, at=at)


@transaction.atomic
def say_language(*, member: UUID, language: str, level: Level, by: Actor, at: datetime) -> Tongue:
    """Say that a member speaks a language, and how well; said again, the level is the new one."""
    row = locked_member(member=member, by=by)
    found, _made = Tongue.objects.update_or_create(
        member=row, language=language, defaults={**whose(row=row), "level": level, "withdrawn_at": None}
    )
    note_changed(row=row, verb="member.language_said", by=by, at=at)
    return found


@transaction.atomic
def say_away(*, member: UUID, starts_at: datetime, ends_at: datetime, by: Actor, at: datetime) -> Absence:
    """Say that a member can't come from one moment to another. Nobody asks why."""
    row = locked_member(member=member, by=by)
    rules.check_away(starts_at, ends_at, at=at)
    made = Absence.objects.create(member=row, **whose(row=row), starts_at=starts_at, ends_at=ends_at)
    note_changed(row=row, verb="member.away_said", by=by, at=at)
    return made


@transaction.atomic
def say_away_weekly(
    *,
    member: UUID,
    weekday: int,
    starts: time,
    ends: time,
    first_on: date,
    last_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Absence:
    """Say that a member can't come at some hours of every week. An end at or before the start is on the next day."""
    row = locked_member(member=member, by=by)
    rules.check_weekly(weekday, starts, ends, first_on, last_on)
    made = Absence.objects.create(
        member=row, **whose(row=row), weekday=weekday, starts=starts, ends=ends, first_on=first_on, last_on=last_on
    )
    note_changed(row=row, verb="member.away_said", by=by, at=at)
    return made


@transaction.atomic
def record_training(
    *, member: UUID, course: Course, done_on: date, expires_on: date | None = None, by: Actor, at: datetime
) -> Training:
    """Write down a training a member did. expires_on: the last day it holds; empty as long as that course holds."""
    require(by, Permission.MEMBER_MANAGE)
    row = locked_member(member=member, by=by)
    rules.check_training(done_on, expires_on, today=timezone.localdate(at))
    ends = expires_on or rules.last_day(course, done_on, months=usual_months())
    made = Training.objects.create(member=row, **whose(row=row), course=course, done_on=done_on, expires_on=ends)
    note_changed(row=row, verb="member.training_recorded", by=by, at=at)
    return made


@transaction.atomic
def take_back(*, member: UUID, kind: Kind, row: UUID, by: Actor, at: datetime) -> None:
    """Take back a language, a time away or a training; twice is once. Trainings are the coordinator's."""
    if kind == Kind.TRAINING:
        require(by, Permission.MEMBER_MANAGE)
    owner = locked_member(member=member, by=by)
    found: Any = MODELS[kind]._base_manager.filter(pk=row, member=owner, withdrawn_at__isnull=True)
    if found.update(withdrawn_at=at):
        note_changed(row=owner, verb=f"member.{kind}_taken_back", by=by, at=at)


@transaction.atomic
def note_training_warned(*, training: UUID, days: int) -> bool:
    """Note that a member is warned of a training's end, and say whether this is the first time for this warning."""
    row = Training.objects.select_for_update(of=("self",)).get(pk=training)
    if row.warned_days is not None and row.warned_days <= days:
        return False
    row.warned_days = days
    row.save(update_fields=["warned_days"])
    return True


def locked_member(*, member: UUID, by: Actor) -> Member:
    """Return a member on the roster, locked, where the actor may write about them: all of them, or oneself alone."""
    if not allowed(by, Permission.MEMBER_MANAGE):
        require(by, Permission.MEMBER_OWN)
    row = Member.objects.select_for_update(of=("self",)).filter(pk=member).first()
    if row is None or (row.user_id != by.id and not allowed(by, Permission.MEMBER_MANAGE)):
        raise NotPermitted(_("You can change your own page alone."), ask=_("Ask the coordinator."))
    rules.check_on_roster(row.left_at)
    return row


def check_unchanged(*, row: Member, version: int) -> None:
    """Refuse a change of what somebody else changed meanwhile."""
    if row.version != version:
        raise Refused(
            _("This was changed meanwhile."), ask=_("Look at what it says now, then save yours."), field="version"
        )


def note_changed(*, row: Member, verb: str, fields: Collection[str] = (), by: Actor, at: datetime) -> None:
    """Raise a member's version and write the change into the audit log."""
    row.version += 1
    row.save(update_fields=["version"])
    record(verb=verb, by=by, at=at, subject=row.pk, fields=fields)


def whose(*, row: Member) -> dict[str, Any]:
    """Return what each row of a member repeats: whose it is, in which unit."""
    return {"user_id": row.user_id, "unit_id": row.unit_id}
