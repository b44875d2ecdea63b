"""Calendars of members follow their places: what was last told stands in the entry, and leaves by a job."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from offramp.engagement.enums import Method
from offramp.engagement.models import Assignment, Entry, Invitation
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
    _mail(entry)
    return entry


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
