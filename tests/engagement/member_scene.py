"""Members of PACE as the tests need them: on the roster, with what they can, know and wish. Nobody here is real."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from offramp.access.actions import set_identity
from offramp.access.enums import Role
from offramp.accounts.models import Posting, User
from offramp.engagement.actions import joining
from offramp.engagement.enums import Course, How, Level, Place, Standing
from offramp.engagement.models import Assignment, Invitation, Member, Tongue, Training
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import acting_as


def account(username: str, name: str, cast: Cast, role: Role = Role.PATROL_OFFICER) -> User:
    """Return an account of the service: a constable of patrol, unless said otherwise."""
    made = User.objects.create_user(
        username, "correct horse battery", name=name, joined_at=now(), email=f"{username}@example.org"
    )
    Posting.objects.create(user=made, role=role, unit=cast.patrol, starts_at=now() - timedelta(days=900))
    return made


def member(cast: Cast, user: User | None = None, *, standing: Standing = Standing.APPROVED, **changes: Any) -> Member:
    """Have the coordinator add somebody to the roster: the cast's member, unless another is named."""
    about = {"rank": "Constable", "division": cast.west.pk, **changes}
    with acting_as(cast.coordinator) as by:
        return joining.add_member(user=(user or cast.pace_member).pk, standing=standing, by=by, at=now(), **about)


def speaks(cast: Cast, one: Member, language: str, level: Level = Level.FLUENT) -> Tongue:
    with acting_as(cast.coordinator):
        return Tongue.objects.create(member=one, user_id=one.user_id, unit=cast.pace, language=language, level=level)


def trained(cast: Cast, one: Member, course: Course = Course.BIAS, *, ends_in: int | None = 400) -> Training:
    """Write down a training that ends in so many days, or never."""
    ends = None if ends_in is None else localdate() + timedelta(days=ends_in)
    with acting_as(cast.coordinator):
        return Training.objects.create(
            member=one, user_id=one.user_id, unit=cast.pace, course=course, done_on=date(2020, 1, 1), expires_on=ends
        )


def placed(cast: Cast, one: Member, event: Invitation, place: Place = Place.CONFIRMED) -> Assignment:
    """Give somebody a place at an event."""
    with acting_as(cast.coordinator):
        return Assignment.objects.create(
            member=one, user_id=one.user_id, unit=cast.pace, invitation=event, place=place, how=How.BY_HAND,
            asked_at=now(), link=new_id(),
        )  # fmt: skip


def moved(event: Invitation, to: datetime, cast: Cast) -> Invitation:
    """Let an event be at another time, past ones too."""
    with transaction.atomic(), acting_as(cast.coordinator):
        Invitation.objects.filter(pk=event.pk).update(starts_at=to)
        return Invitation.objects.get(pk=event.pk)


def fresh(cast: Cast, one: Member) -> Member:
    """Return a member as the database has them now."""
    with acting_as(cast.coordinator):
        return Member.objects.select_related("user").get(pk=one.pk)


def at_event(cast: Cast, one: Member, event: Invitation, *, days_ago: int = 3) -> Assignment:
    """Let somebody have said yes to an event that is over."""
    row = placed(cast, one, event)
    moved(event, now() - timedelta(days=days_ago), cast)
    return row


def run(task: Any, **args: Any) -> None:
    """Run a job as the worker of the queue does."""
    task(**args)
    set_identity(None, None)
