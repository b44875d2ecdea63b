"""Calendars of members are told by mail; whoever could not do it at once leaves it to these."""

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.enums import UnitKind
from offramp.accounts.queries import pace_unit, unit_of_kind
from offramp.engagement.actions.calendars import note_entry_mailed, note_reminded, tell
from offramp.engagement.actions.moved_events import bring_up_to_date
from offramp.engagement.jobs.calendar_letters import letter_of, reminder_of
from offramp.engagement.models import Assignment
from offramp.engagement.queries.calendars import reminders_due, reminders_of
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor


@app.task(name="engagement.follow_place", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def follow_place(*, assignment: str) -> None:
    """Bring one calendar up to date with a place that changed where the event could not be read."""
    _as_clerk()
    place = Assignment.objects.select_for_update(of=("self",)).get(pk=UUID(assignment))
    tell(assignment=place, at=now())


@app.task(name="engagement.follow_event", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def follow_event(*, invitation: str) -> None:
    """Bring places and calendars up to date with an event that was changed, called off or decided anew."""
    bring_up_to_date(invitation=UUID(invitation), by=_as_clerk(), at=now())


@app.task(name="engagement.mail_entry", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def mail_entry(*, entry: str) -> None:
    """Mail a member what their calendar is to say. Each sequence goes once, however often this runs."""
    _as_clerk()
    row = note_entry_mailed(entry=UUID(entry), at=now())
    if row is not None and row.user.email:
        letter_of(row, remind=reminders_of(row.member_id)).send()


@app.periodic(cron="*/10 * * * *")
@app.task(name="engagement.remind")
@transaction.atomic
def remind(timestamp: int) -> None:
    """Look, every ten minutes, who is to be reminded; each of them by a job of their own."""
    if unit_of_kind(UnitKind.PACE) is None:
        return
    _as_clerk()
    for entry in reminders_due(at=datetime.fromtimestamp(timestamp, UTC)):
        app.configure_task("engagement.remind_of").defer(entry=str(entry))


@app.task(name="engagement.remind_of", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def remind_of(*, entry: str) -> None:
    """Remind a member who is coming, where they wished to be reminded at this time. Each reminder goes once."""
    _as_clerk()
    due = note_reminded(entry=UUID(entry), at=now())
    if due is not None and due[0].user.email:
        reminder_of(due[0], hours=due[1]).send()


def _as_clerk() -> Actor:
    return act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=now())
