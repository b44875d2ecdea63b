"""The supervisor of a member says whether they are released from duty for an event: by a link in a mail, or told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from offramp.access.actions import new_link
from offramp.access.enums import EngagementCategory, LinkRole, Permission, Stream
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.enums import HOLDING, Place
from offramp.engagement.models import Assignment, Release
from offramp.engagement.rules import places as rules
from offramp.kernel.identity import Actor, ActorKind

OPENED = (EngagementCategory.ROSTER,)


def ask_for_release(*, assignment: Assignment, at: datetime) -> Release | None:
    """Have the supervisor of who is coming asked, by a job, once; nobody is asked about volunteered hours.

    What was answered before who invites changed the event is asked anew.
    """
    if assignment.hours not in rules.CALLS_FOR_RELEASE:
        return None
    row = Release.objects.select_for_update(of=("self",)).filter(assignment=assignment).first()
    if row is not None and row.asked_at >= assignment.invitation.described_at:
        return row
    row = row or _new(assignment, at=at)
    row.asked_at, row.mailed_at, row.answered_at, row.released = at, None, None, None
    row.save()
    app.configure_task("engagement.ask_supervisor").defer(release=str(row.pk))
    return row


def renew_releases(*, invitation: UUID, at: datetime) -> None:
    """Have supervisors asked anew where an event that was accepted again had been changed since."""
    places = Assignment.objects.filter(invitation=invitation, place=Place.CONFIRMED)
    for place in places.select_related("invitation"):
        ask_for_release(assignment=place, at=at)


@transaction.atomic
def answer_release(*, release: UUID, released: bool, by: Actor, at: datetime) -> Release:
    """Take a supervisor's answer, by their link alone. Until the event they may change their mind."""
    row = Release.objects.select_for_update(of=("self",)).select_related("assignment").get(pk=release)
    rules.check_own(is_own=by.kind == ActorKind.LINK and by.id == row.link)
    entry = row.assignment.entrys.get()
    rules.check_lies_ahead(entry.starts_at, at=at)
    rules.check_open(is_open=row.assignment.place in HOLDING)
    return _answered(row, released=released, by=by, at=at)


@transaction.atomic
def note_release(*, assignment: UUID, released: bool, version: int, by: Actor, at: datetime) -> Release:
    """Write down what a supervisor told the coordinator. version: the place as it was read."""
    require(by, Permission.ROSTER_MANAGE)
    place = Assignment.objects.select_for_update(of=("self",)).select_related("invitation").get(pk=assignment)
    rules.check_version(version, place.version)
    rules.check_lies_ahead(place.invitation.starts_at, at=at)
    row = Release.objects.select_for_update(of=("self",)).filter(assignment=place).first()
    return _answered(row or _new(place, at=at), released=released, by=by, at=at)


@transaction.atomic
def note_asked(*, release: UUID, at: datetime) -> bool:
    """Note that a supervisor is written to, and say whether this is the first time."""
    return bool(Release.objects.filter(pk=release, mailed_at__isnull=True).update(mailed_at=at))


def _answered(row: Release, *, released: bool, by: Actor, at: datetime) -> Release:
    row.released, row.answered_at = released, at
    row.save()
    record(verb="release.given" if released else "release.refused", by=by, at=at, subject=row.pk)
    return row


def _new(assignment: Assignment, *, at: datetime) -> Release:
    link, _secret = new_link(
        subject=assignment.pk, role=LinkRole.SUPERVISOR, categories=OPENED, stream=Stream.ENGAGEMENT, at=at
    )
    return Release(
        assignment=assignment, invitation_id=assignment.invitation_id, unit_id=assignment.unit_id, link=link,
        asked_at=at,
    )  # fmt: skip
