"""Members of PACE and an accepted event, as the tests of places need them. Nobody here is real."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from offramp.access.actions import set_identity
from offramp.access.queries import secret_of
from offramp.accounts.models import Posting, User
from offramp.engagement.actions import answers, places
from offramp.engagement.enums import Course, Level, Standing, Verdict, Way
from offramp.engagement.models import Assignment, Invitation, Member, Particulars, Tongue, Training
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, ActorKind
from tests.cast import Cast
from tests.conftest import acting_as
from tests.engagement.scene import decided, received


def account(cast: Cast, username: str, name: str) -> User:
    """Open an account of a member of PACE."""
    user = User.objects.create_user(
        username, "correct horse battery", name=name, joined_at=now(), email=f"{username}@example.org"
    )
    Posting.objects.create(user=user, role="pace_member", unit=cast.pace, starts_at=now() - timedelta(days=90))
    return user


def member(cast: Cast, user: User, *, supervisor: str = "sgt.lind@example.org", **changes: Any) -> Member:
    """Put a user on the roster of members."""
    with acting_as(cast.coordinator):
        made = Member.objects.create(
            unit=cast.pace, user=user, since=now() - timedelta(days=400), standing=Standing.APPROVED, **changes
        )
        Particulars.objects.create(
            unit=cast.pace, member=made, user=user, supervisor_name="Sgt. Lind", supervisor_email=supervisor
        )
    return made


def knows(cast: Cast, who: Member, language: str = "som", course: Course = Course.BIAS, **changes: Any) -> None:
    """Write down a language and a training."""
    mine = {"unit": cast.pace, "member": who, "user": who.user}
    with acting_as(cast.coordinator):
        Tongue.objects.create(language=language, level=Level.FLUENT, **mine)
        Training.objects.create(course=course, done_on=now().date() - timedelta(days=300), **mine, **changes)


def accepted(cast: Cast, days: int = 40, **changes: Any) -> Invitation:
    """Have the public invite and the coordinator accept."""
    row = received(days, **changes)
    decided(row, Verdict.ACCEPT, cast.coordinator)
    return row


def asked_to(cast: Cast, event: Invitation, who: Member, **changes: Any) -> Assignment:
    with acting_as(cast.coordinator) as by:
        return places.ask(invitation=event.pk, member=who.pk, by=by, at=now(), **changes)


def put_in(cast: Cast, event: Invitation, who: Member, **changes: Any) -> Assignment:
    with acting_as(cast.coordinator) as by:
        return places.put_in(invitation=event.pk, member=who.pk, by=by, at=now(), **changes)


def said(who: Member, place: Assignment, *, comes: bool) -> Assignment:
    """Let a member answer on their page."""
    with acting_as(who.user) as by:
        return answers.answer(assignment=place.pk, comes=comes, way=Way.PAGE, by=by, at=now())


def signed_up(who: Member, event: Invitation) -> Assignment:
    with acting_as(who.user) as by:
        return answers.sign_up(invitation=event.pk, by=by, at=now())


@contextmanager
def behind(link: UUID, role: str) -> Iterator[Actor]:
    """Act as whoever holds a link, in the database's eyes too."""
    with transaction.atomic():
        set_identity(None, None, link=secret_of(link))
        yield Actor(ActorKind.LINK, id=link, role=role)
        set_identity(None, None)


def place(cast: Cast, key: UUID) -> Assignment:
    """Read a place anew."""
    with acting_as(cast.coordinator):
        return Assignment.objects.get(pk=key)
