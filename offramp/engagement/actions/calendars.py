"""Calendars of members follow their places: what was last told stands in the entry, and leaves by a job."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from offramp.engagement.enums import Method, Place
from offramp.engagement.models import Assignment, Entry, Invitation
from offramp.engagement.queries.calendars import reminder_for, reminders_of
from offramp.engagement.rules import calendars as rules


@transaction.atomic
def tell(*, assignment: Assignment, at: datetime) -> Entry | None:
    """Bring what a member's calendar was told up to date with their place and the event; a job mails it.

    No entry comes of a place that was never asked for or confirmed. Whoever can't read the event itself, such as a
    member by the link in a mail, leaves this to a job: then nothing is returned.
    """
    invitation = Invitation.objects.filter(pk=assignment.invitation_id).first()
    if invitation is None:
        app.configure_task("engagement.follow_place").defer(assignment=str(assignment.pk))
        return None
    said = rules.says(invitation, place=assignment.place)
    entry = Entry.objects.select_for_update(of=("self",)).filter(assignment=assignment).first()
    if entry is None:
        return _first(assignment, said, at=at) if said.method == Method.REQUEST else None
    changed = rules.differs(entry, said)
    if not changed:
        return entry
    for name in changed:
        setattr(entry, name, getattr(said, name))
    entry.told_at = at
    entry.sequence += rules.raises(changed)
    entry.save()
    if rules.raises(changed):
        Assignment.objects.filter(pk=assignment.pk).update(reminded_hours=None)
    _mail(entry)
    return entry


@transaction.atomic
def follow_event(*, invitation: UUID) -> None:
    """Have the calendars of all who hold a place follow an event that was changed, called off or decided anew."""
    app.configure_task("engagement.follow_event").defer(invitation=str(invitation))


def _first(assignment: Assignment, said: rules.Says, *, at: datetime) -> Entry:
    entry = Entry.objects.create(
        assignment=assignment, invitation_id=assignment.invitation_id, unit_id=assignment.unit_id,
        member_id=assignment.member_id, user_id=assignment.user_id,
        uid=rules.uid_of(assignment.pk, site=settings.SITE_URL), told_at=at, **said.as_columns(),
    )  # fmt: skip
    _mail(entry)
    return entry


def _mail(entry: Entry) -> None:
    """Have the entry mailed, with the change or not at all."""
    app.configure_task("engagement.mail_entry").defer(entry=str(entry.pk))


@transaction.atomic
def note_entry_mailed(*, entry: UUID, at: datetime) -> Entry | None:
    """Note that an entry goes out as it stands now, and return it; None where there is nothing to mail.

    Nothing is mailed twice at one sequence, taken off a calendar that never had it or said no itself, or of what is
    over. `mailed_sequence` of what is returned is still the one before.
    """
    row = Entry.objects.select_for_update(of=("self",)).select_related("assignment", "user").filter(pk=entry).first()
    if row is None or row.mailed_sequence >= row.sequence or not rules.is_worth_a_mail(row, row.assignment, at=at):
        return None
    Entry.objects.filter(pk=entry).update(mailed_sequence=row.sequence)
    return row


@transaction.atomic
def note_reminded(*, entry: UUID, at: datetime) -> tuple[Entry, int] | None:
    """Note the reminder that is due for an entry, and return it with its hours; None where none is.

    Where several have come due since, one mail is enough: the nearest.
    """
    row = Entry.objects.select_for_update(of=("self",)).select_related("assignment", "user").get(pk=entry)
    due = reminder_for(row, reminders_of(row.member_id), at=at)
    if due is None or row.assignment.place != Place.CONFIRMED or row.method != Method.REQUEST:
        return None
    Assignment.objects.filter(pk=row.assignment_id).update(reminded_hours=due)
    return row, due
