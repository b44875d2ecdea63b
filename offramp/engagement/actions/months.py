"""A month proposed at once: asked for, worked out by a job, taken over as a whole or event by event."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.actions.seats import bars_for, locked_event, locked_member, move, seat
from offramp.engagement.enums import HOLDING, How, Place, Progress
from offramp.engagement.models import Assignment, Proposal
from offramp.engagement.queries.months import is_at_work, month_now
from offramp.engagement.rules import proposals as rules
from offramp.engagement.rules.explaining import explain
from offramp.engagement.rules.months import Month, Solved
from offramp.engagement.rules.proposals import Line, Shortage, Stood
from offramp.kernel.identity import Actor, Viewer

READY = (Progress.READY, Progress.TAKEN)
AT_WORK = (Progress.WAITING, Progress.RUNNING)


@transaction.atomic
def ask_for_month(*, month: date, by: Actor, at: datetime) -> Proposal:
    """Have a month's roster proposed by a job; return the one that is being worked out, if there is one."""
    require(by, Permission.ROSTER_MANAGE)
    rules.check_month(month, today=timezone.localdate(at))
    waited_for = Proposal.objects.filter(month=month, progress__in=AT_WORK).first()
    if waited_for is not None and is_at_work(waited_for, at=at):
        return waited_for
    made = Proposal.objects.create(unit_id=by.home, month=month, asked_by_id=by.user, asked_at=at, moved_at=at)
    record(verb="month.asked", by=by, at=at, subject=made.pk)
    app.configure_task("engagement.propose_month").defer(proposal=str(made.pk))
    return made


@transaction.atomic
def begin(*, proposal: UUID, by: Actor, at: datetime) -> Proposal | None:
    """Note that a proposal is worked on from now; None where it is done, or another is at it."""
    row = _locked(proposal)
    stalled = row.progress == Progress.RUNNING and not is_at_work(row, at=at)
    if row.progress != Progress.WAITING and not stalled:
        return None
    row.progress, row.moved_at = Progress.RUNNING, at
    row.save(update_fields=["progress", "moved_at"])
    record(verb="month.begun", by=by, at=at, subject=row.pk)
    return row


@transaction.atomic
def note_progress(*, proposal: UUID, found: Solved | None, at: datetime) -> None:
    """Note how far a proposal is: what the best roster so far is worth, and the bound."""
    row = _locked(proposal)
    if row.progress == Progress.RUNNING:
        _note(row, found, at=at)
        row.save(update_fields=["best", "bound", "seconds", "moved_at"])


@transaction.atomic
def finish(*, proposal: UUID, month: Month, stood: dict[UUID, Stood], found: Solved, by: Actor, at: datetime) -> None:
    """Keep a roster that was worked out, with the reasons for each place and each gap."""
    row = _locked(proposal)
    if row.progress != Progress.RUNNING:
        return
    filled = explain(month, found.places)
    row.chosen = [Line.of(one, stood[one.occasion]).kept() for one in filled]
    row.unfilled = [Shortage.of(one).kept() for one in filled if one.missing]
    row.progress = Progress.READY
    _note(row, found, at=at)
    row.save()
    record(verb="month.proposed", by=by, at=at, subject=row.pk)


@transaction.atomic
def fail(*, proposal: UUID, by: Actor, at: datetime) -> None:
    """Note that a proposal did not come about."""
    row = _locked(proposal)
    if row.progress in AT_WORK:
        row.progress, row.moved_at = Progress.FAILED, at
        row.save(update_fields=["progress", "moved_at"])
        record(verb="month.failed", by=by, at=at, subject=row.pk)


@transaction.atomic
def take_over(*, proposal: UUID, invitation: UUID | None = None, by: Actor, at: datetime) -> int:
    """Ask the members who were proposed, take off those who would move, and return how many were asked.

    invitation: this event alone; else all of them. What changed since it was proposed is refused, and nothing is done.
    """
    require(by, Permission.ROSTER_MANAGE)
    row = _locked(proposal)
    rules.check_is_ready(row.progress, READY)
    now = month_now(Viewer(by), row.month, at=at)
    wanted = [line for line in map(Line.read, row.chosen) if invitation in (None, line.invitation)]
    open_lines = [line for line in wanted if not rules.is_taken(line, now.stands)]
    for line in open_lines:
        rules.check_still_holds(rules.changed_since(line, now.month, now.stands))
    for line in open_lines:
        _take_off(line.invitation, line.leaves, by=by, at=at)
    asked = sum(_ask(line, by=by, at=at) for line in open_lines)
    _settle(row, at=at)
    record(verb="month.taken_over", by=by, at=at, subject=row.pk)
    return asked


def _take_off(invitation: UUID, members: Collection[UUID], *, by: Actor, at: datetime) -> None:
    locked_event(invitation=invitation)
    for place in Assignment.objects.select_for_update(of=("self",)).filter(
        invitation=invitation, member__in=members, place__in=HOLDING
    ):
        move(row=place, place=Place.REMOVED, at=at)
        record(verb="place.removed", by=by, at=at, subject=place.pk, about=invitation)


def _ask(line: Line, *, by: Actor, at: datetime) -> int:
    event = locked_event(invitation=line.invitation)
    for member in sorted(line.comes):
        person = locked_member(member=member)
        rules.check_free_now(person.user.name, bars_for(event=event, member=person, by=by))
        place = seat(event=event, member=person, place=Place.ASKED, how=How.PROPOSED, at=at)
        record(verb="place.asked", by=by, at=at, subject=place.pk, about=event.pk)
    return len(line.comes)


def _settle(row: Proposal, *, at: datetime) -> None:
    """Note that a proposal is taken over, once each event stands as it was proposed."""
    held: dict[UUID, set[UUID]] = {}
    lines = [Line.read(kept) for kept in row.chosen]
    rows = Assignment.objects.filter(invitation__in=[line.invitation for line in lines], place__in=HOLDING)
    for event, member in rows.values_list("invitation", "member"):
        held.setdefault(event, set()).add(member)
    if all(held.get(line.invitation, set()) == line.members for line in lines):
        row.progress = Progress.TAKEN
    row.moved_at = at
    row.save(update_fields=["progress", "moved_at"])


def _note(row: Proposal, found: Solved | None, *, at: datetime) -> None:
    row.moved_at = at
    if found is not None:
        row.best, row.bound, row.seconds = found.best, found.bound, found.seconds


def _locked(proposal: UUID) -> Proposal:
    return Proposal.objects.select_for_update(of=("self",)).get(pk=proposal)
