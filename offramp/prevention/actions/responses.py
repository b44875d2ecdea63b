"""What is done about a problem, and initiatives: written down, changed, ended."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.kernel.identity import Actor
from offramp.prevention.actions.changes import change, check_version
from offramp.prevention.enums import Approach, Ending
from offramp.prevention.models import Initiative, Response
from offramp.prevention.queries.problems import stage_of
from offramp.prevention.rules import problems as rules


@transaction.atomic
def add_response(
    *, problem: UUID, approach: Approach, what: str, owner_name: str, partners: str, cost: int | None,
    starts_on: date, due_on: date, by: Actor, at: datetime,
) -> Response:  # fmt: skip
    """Write down one action: who does it, with whom, for how much, from when, by when."""
    require(by, Permission.PROBLEM_KEEP)
    _check(what, owner_name, starts_on, due_on)
    rules.check_is_open(stage_of(problem))
    row = Response.objects.create(
        problem_id=problem, approach=approach, what=what.strip(), owner_name=owner_name.strip(),
        partners=partners.strip(), cost=cost, starts_on=starts_on, due_on=due_on, made_at=at, made_by_id=by.user,
    )  # fmt: skip
    record(verb="response.planned", by=by, at=at, subject=row.pk, about=problem)
    return row


@transaction.atomic
def change_response(
    *, response: UUID, approach: Approach, what: str, owner_name: str, partners: str, cost: int | None,
    starts_on: date, due_on: date, version: int, by: Actor, at: datetime,
) -> Response:  # fmt: skip
    """Change an action that has not ended."""
    require(by, Permission.PROBLEM_KEEP)
    _check(what, owner_name, starts_on, due_on)
    row = Response.objects.select_for_update(of=("self",)).get(pk=response)
    check_version(now=row.version, read=version)
    rules.check_is_running(is_ended=row.ended_on is not None)
    new: dict[str, object] = {
        "approach": approach, "what": what.strip(), "owner_name": owner_name.strip(), "partners": partners.strip(),
        "cost": cost, "starts_on": starts_on, "due_on": due_on,
    }  # fmt: skip
    change(row=row, new=new, verb="response.changed", about=row.problem_id, by=by, at=at)
    return row


@transaction.atomic
def end_response(*, response: UUID, ending: Ending, ended_on: date, why: str, by: Actor, at: datetime) -> Response:
    """Write down that an action was done, or dropped and why."""
    require(by, Permission.PROBLEM_KEEP)
    row = Response.objects.select_for_update(of=("self",)).get(pk=response)
    rules.check_is_running(is_ended=row.ended_on is not None)
    rules.check_ending(ending, why=why)
    new: dict[str, object] = {"ending": ending, "ended_on": ended_on, "ended_by_id": by.user, "why": why.strip()}
    change(row=row, new=new, verb=f"response.{ending}", about=row.problem_id, by=by, at=at)
    return row


@transaction.atomic
def plan_initiative(
    *, title: str, about: str, approach: Approach, owner_name: str, branch: UUID | None, place: str, starts_on: date,
    ends_on: date, by: Actor, at: datetime,
) -> Initiative:  # fmt: skip
    """Put an initiative into the calendar."""
    require(by, Permission.PROBLEM_KEEP)
    rules.check_words(title, field="title")
    rules.check_days(starts_on, ends_on, field="ends_on")
    row = Initiative.objects.create(
        title=title.strip(), about=about.strip(), approach=approach, owner_name=owner_name.strip(), branch_id=branch,
        place=place.strip(), starts_on=starts_on, ends_on=ends_on, made_at=at, made_by_id=by.user,
    )  # fmt: skip
    record(verb="initiative.planned", by=by, at=at, subject=row.pk)
    return row


@transaction.atomic
def change_initiative(
    *, initiative: UUID, title: str, about: str, approach: Approach, owner_name: str, branch: UUID | None, place: str,
    starts_on: date, ends_on: date, version: int, by: Actor, at: datetime,
) -> Initiative:  # fmt: skip
    """Change an initiative."""
    require(by, Permission.PROBLEM_KEEP)
    rules.check_words(title, field="title")
    rules.check_days(starts_on, ends_on, field="ends_on")
    row = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative)
    check_version(now=row.version, read=version)
    new: dict[str, object] = {
        "title": title.strip(), "about": about.strip(), "approach": approach, "owner_name": owner_name.strip(),
        "branch_id": branch, "place": place.strip(), "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
    change(row=row, new=new, verb="initiative.changed", about=None, by=by, at=at)
    return row


@transaction.atomic
def call_off_initiative(*, initiative: UUID, by: Actor, at: datetime) -> Initiative:
    """Take an initiative out of the calendar; twice is once."""
    require(by, Permission.PROBLEM_KEEP)
    row = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative)
    if row.called_off_at is None:
        new: dict[str, object] = {"called_off_at": at, "called_off_by_id": by.user}
        change(row=row, new=new, verb="initiative.called_off", about=None, by=by, at=at)
    return row


def _check(what: str, owner_name: str, starts_on: date, due_on: date) -> None:
    rules.check_words(what, field="what")
    rules.check_words(owner_name, field="owner_name")
    rules.check_days(starts_on, due_on, field="due_on")
