"""Members with places at events, and what their calendars were told. Nobody here is real."""

from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from django.core import mail
from icalendar import Calendar
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.access.actions import new_link, set_identity
from offramp.access.enums import EngagementCategory, LinkRole, Stream
from offramp.accounts.models import User
from offramp.accounts.queries import pace_unit
from offramp.engagement.actions.calendars import tell
from offramp.engagement.enums import How, Place, Verdict
from offramp.engagement.jobs import calendars as jobs
from offramp.engagement.models import Assignment, Entry, Invitation, Member, Particulars
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import acting_as
from tests.engagement.scene import decided, received


def accepted(cast: Cast, days: int = 40, **changes: Any) -> Invitation:
    """Return an invitation that the coordinator accepted."""
    row = received(days, **changes)
    decided(row, Verdict.ACCEPT, cast.coordinator)
    return row


def member_of(cast: Cast, user: User | None = None, *, remind: list[int] | None = None) -> Member:
    """Return somebody on the roster: the member of the cast, or another."""
    user, unit = user or cast.pace_member, pace_unit()
    with acting_as(cast.coordinator):
        found = Member.objects.filter(user=user).first()
        if found is None:
            found = Member.objects.create(unit=unit, user=user, since=now(), standing="approved")
            Particulars.objects.create(unit=unit, member=found, user=user, remind_hours=remind or [])
    return found


def placed(cast: Cast, invitation: Invitation, place: Place = Place.ASKED, member: Member | None = None) -> Assignment:
    """Give a member a place at an event and have their calendar told."""
    member, key = member or member_of(cast), new_id()
    with acting_as(cast.coordinator):
        link, _secret = new_link(
            subject=key, role=LinkRole.ROSTERED, categories=[EngagementCategory.ROSTER], stream=Stream.ENGAGEMENT,
            at=now(),
        )  # fmt: skip
        row = Assignment(
            pk=key, unit_id=invitation.unit_id, invitation=invitation, member=member, user_id=member.user_id,
            place=place, how=How.REQUESTED, asked_at=now(), link=link,
        )  # fmt: skip
        row.save(force_insert=True)
        tell(assignment=row, at=now())
    return row


def moved(cast: Cast, row: Assignment, place: Place, *, at: datetime | None = None) -> Entry | None:
    """Let a place become another and have the calendar told."""
    with acting_as(cast.coordinator):
        row.place = place
        row.save(update_fields=["place"])
        return tell(assignment=row, at=at or now())


def entry_of(cast: Cast, row: Assignment) -> Entry | None:
    with acting_as(cast.coordinator):
        return Entry.objects.filter(assignment=row).first()


def waiting(task: str) -> list[dict[str, str]]:
    """Return the arguments of the jobs of one kind, in order."""
    rows = ProcrastinateJob.objects.filter(task_name=f"engagement.{task}").order_by("id")
    return [dict(job.args) for job in rows]


def run(task: str) -> None:
    """Run each job of one kind that waits, as the worker of the queue does."""
    do: Callable[..., None] = getattr(jobs, task)
    for args in waiting(task):
        do(**args)
        set_identity(None, None)


def mailed() -> list[EmailMessage]:
    """Mail what waits, and return every mail so far as a program at the other end reads it."""
    run("mail_entry")
    return [message_from_bytes(sent.message().as_bytes(), policy=policy.default) for sent in mail.outbox]


def calendar_in(letter: EmailMessage) -> Any:
    """Return the calendar part of a mail."""
    part = letter.get_body(("calendar",)) or next(p for p in letter.walk() if p.get_content_type() == "text/calendar")
    return Calendar.from_ical(part.get_content())
