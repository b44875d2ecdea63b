"""The directory of work units, and handing something to one of them: it waits until they say yes, or no and why."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.kernel.identity import Actor
from offramp.prevention.actions.changes import change, check_version
from offramp.prevention.enums import Reply
from offramp.prevention.models import HandOff, HandOffReply, Response, WorkUnit
from offramp.prevention.queries.hand_offs import answers_itself, hand_offs, is_answered_by, open_to_hand_offs
from offramp.prevention.queries.problems import stage_of
from offramp.prevention.rules import problems as rules

SHIPPED: Final = (
    (_("Crime suppression and investigation"), _("Looks into crimes that keep happening, and stops them.")),
    (_("Serious crimes"), _("Looks into the gravest crimes.")),
    (_("Diversion and desistance"), _("Helps people stop, and offers a way beside the courts.")),
    (_("Social delivery"), _("Brings housing, health and income help to where it is missing.")),
    (_("Young people support branch"), _("Works with young people, their families and schools.")),
)
"""Names to begin with, from the service's own page; what each does is in our words. All of it can be changed."""


@transaction.atomic
def begin_directory(*, by: Actor, at: datetime) -> list[WorkUnit]:
    """Write the shipped work units into an empty directory; into any other, nothing."""
    require(by, Permission.PROBLEM_KEEP)
    if WorkUnit.objects.exists():
        return []
    today = timezone.localdate(at)
    made = WorkUnit.objects.bulk_create(
        WorkUnit(name=str(name), does=str(does), starts_on=today) for name, does in SHIPPED
    )
    for row in made:
        record(verb="work_unit.added", by=by, at=at, subject=row.pk)
    return made


@transaction.atomic
def add_work_unit(
    *, name: str, does: str, reach: str, takes_hand_offs: bool, unit: UUID | None, starts_on: date,
    ends_on: date | None, by: Actor, at: datetime,
) -> WorkUnit:  # fmt: skip
    """Add a work unit to the directory."""
    require(by, Permission.PROBLEM_KEEP)
    _check(name, None, starts_on, ends_on)
    row = WorkUnit.objects.create(
        name=name.strip(), does=does.strip(), reach=reach.strip(), takes_hand_offs=takes_hand_offs, unit_id=unit,
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    record(verb="work_unit.added", by=by, at=at, subject=row.pk)
    return row


@transaction.atomic
def change_work_unit(
    *, work_unit: UUID, name: str, does: str, reach: str, takes_hand_offs: bool, unit: UUID | None, starts_on: date,
    ends_on: date | None, version: int, by: Actor, at: datetime,
) -> WorkUnit:  # fmt: skip
    """Change a work unit: its name, what it does, who answers for it, until when it is there."""
    require(by, Permission.PROBLEM_KEEP)
    _check(name, work_unit, starts_on, ends_on)
    row = WorkUnit.objects.select_for_update(of=("self",)).get(pk=work_unit)
    check_version(now=row.version, read=version)
    new: dict[str, object] = {
        "name": name.strip(), "does": does.strip(), "reach": reach.strip(), "takes_hand_offs": takes_hand_offs,
        "unit_id": unit, "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
    change(row=row, new=new, verb="work_unit.changed", about=None, by=by, at=at)
    return row


@transaction.atomic
def hand_off(
    *, problem: UUID, response: UUID | None, work_unit: UUID, asked: str, due_on: date, by: Actor, at: datetime
) -> HandOff:
    """Hand a problem, or one action about it, to a work unit with what is asked, and by when an answer is."""
    require(by, Permission.PROBLEM_KEEP)
    today = timezone.localdate(at)
    rules.check_words(asked, field="asked")
    rules.check_is_open(stage_of(problem))
    takes = open_to_hand_offs(today).filter(pk=work_unit).exists()
    rules.check_hand_off(takes=takes, due_on=due_on, today=today)
    of_it = Response.objects.get(pk=response, problem=problem) if response else None
    row = HandOff.objects.create(
        problem_id=problem, response=of_it, work_unit_id=work_unit, asked=asked.strip(), due_on=due_on, sent_at=at,
        sent_by_id=by.user,
    )  # fmt: skip
    record(verb="hand_off.sent", by=by, at=at, subject=row.pk, about=problem)
    return row


@transaction.atomic
def answer_hand_off(
    *, hand_off: UUID, reply: Reply, reason: str, told_by: str, told_on: date, by: Actor, at: datetime
) -> HandOffReply:
    """Write down what a work unit answers: by whoever answers for it, or by the sender where nobody there signs in."""
    require(by, Permission.HAND_OFF_ANSWER)
    row = hand_offs().select_for_update(of=("self",)).get(pk=hand_off)
    is_theirs = is_answered_by(row, by)
    if not is_theirs:
        require(by, Permission.PROBLEM_KEEP)
        rules.check_answers_for(answers_itself=answers_itself(row.work_unit, at=at))
    rules.check_reply(reply, reason=reason, told_by=told_by, is_answered=hasattr(row, "reply"), by_themselves=is_theirs)
    made = HandOffReply.objects.create(
        hand_off=row, reply=reply, reason=reason.strip(), told_by="" if is_theirs else told_by.strip(),
        told_on=told_on, written_at=at, written_by_id=by.user,
    )  # fmt: skip
    record(verb=f"hand_off.{reply}", by=by, at=at, subject=row.pk, about=row.problem_id)
    return made


@transaction.atomic
def take_back_hand_off(*, hand_off: UUID, reason: str, by: Actor, at: datetime) -> HandOffReply:
    """Take back what was handed over and waits for its answer, with why: it was meant for another unit, or is done."""
    require(by, Permission.PROBLEM_KEEP)
    row = hand_offs().select_for_update(of=("self",)).get(pk=hand_off)
    rules.check_waits(is_answered=hasattr(row, "reply"))
    rules.check_words(reason, field="reason")
    made = HandOffReply.objects.create(
        hand_off=row, reply=Reply.TAKEN_BACK, reason=reason.strip(), told_on=timezone.localdate(at), written_at=at,
        written_by_id=by.user,
    )  # fmt: skip
    record(verb="hand_off.taken_back", by=by, at=at, subject=row.pk, about=row.problem_id)
    return made


def _check(name: str, itself: UUID | None, starts_on: date, ends_on: date | None) -> None:
    rules.check_words(name, field="name")
    others = WorkUnit.objects.exclude(pk=itself) if itself else WorkUnit.objects.all()
    is_taken = others.filter(name__iexact=name.strip()).exists()
    rules.check_name_is_free(is_taken=is_taken)
    if ends_on:
        rules.check_days(starts_on, ends_on, field="ends_on")
