"""Events that were accepted, who was rostered to them, and what was told of them. Nobody here is real."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from offramp.access.enums import Role
from offramp.accounts.models import Posting, User
from offramp.engagement.actions.concerns import answer_concern, take_on
from offramp.engagement.actions.visits import Happened, tell
from offramp.engagement.enums import How, Outcome, Owner, Place, Standing, Verdict
from offramp.engagement.models import Assignment, Concern, Invitation, Member
from offramp.engagement.queries import visits as queries
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import acting_as
from tests.engagement.scene import decided, received

HEARD = "Our sons are stopped on the way to the mosque"


def accepted(cast: Cast, days: int = -2, **changes: Any) -> Invitation:
    """Return an event that was accepted; in the past by two days, unless said otherwise."""
    came = now() + timedelta(days=days - 30)
    row = received(days, at=came, **changes)
    decided(row, Verdict.ACCEPT, cast.coordinator)
    return row


def member_of(cast: Cast, user: User) -> Member:
    with acting_as(cast.coordinator):
        found, _made = Member.objects.get_or_create(
            user=user, defaults={"unit": cast.pace, "standing": Standing.APPROVED, "since": now()}
        )
    return found


def rostered(
    cast: Cast, row: Invitation, user: User | None = None, *, place: Place = Place.CONFIRMED, **more: Any
) -> Assignment:
    """Give a member a place at an event; the cast's member, unless said otherwise."""
    user = user or cast.pace_member
    member = member_of(cast, user)
    with acting_as(cast.coordinator):
        return Assignment.objects.create(
            invitation=row, unit=cast.pace, member=member, user=user, place=place, how=How.REQUESTED,
            asked_at=now(), link=new_id(), **more,
        )  # fmt: skip


def colleague_of(cast: Cast) -> User:
    """Return another member of PACE."""
    made = User.objects.create_user(
        "second_member", "correct horse battery", name="Cst. Ruth Adeyemi", joined_at=now(),
        email="second_member@example.org",
    )  # fmt: skip
    Posting.objects.create(user=made, role=Role.PACE_MEMBER, unit=cast.pace, starts_at=now() - timedelta(days=900))
    return made


def told(user: User, row: Invitation, *, at: datetime | None = None, **changes: Any) -> None:
    """Have somebody tell how an event was."""
    happened = changes.pop("happened", Happened(took_place=True, reach=60, mood="friendly", cards=12))
    with acting_as(user) as by:
        version = changes.pop("version", queries.version_of(row.pk))
        tell(invitation=row.pk, happened=happened, version=version, by=by, at=at or now(), **changes)


def heard(cast: Cast, text: str = HEARD, row: Invitation | None = None) -> Concern:
    """Return a concern that a member heard at an event."""
    row = row or accepted(cast)
    if not _is_rostered(cast, row):
        rostered(cast, row)
    first = not _is_told(cast, row)
    told(cast.pace_member, row, concerns=[text], **({} if first else {"happened": None}))
    with acting_as(cast.coordinator):
        return Concern.objects.select_related("invitation").get(text=text, invitation=row)


def taken_on(cast: Cast, concern: Concern, **changes: Any) -> None:
    said: dict[str, Any] = {
        "text": concern.text, "owner": Owner.UNIT, "owner_name": "Downtown division", "action": "Walk the route",
        "due_on": localdate() + timedelta(days=10), **changes,
    }  # fmt: skip
    version = fresh(cast, concern.pk).version
    with acting_as(cast.coordinator) as by:
        take_on(concern=concern.pk, version=version, by=by, at=now(), **said)


def answered(cast: Cast, concern: Concern, **changes: Any) -> None:
    said: dict[str, Any] = {"outcome": Outcome.DID, "answer": "Two constables walk there on Fridays", **changes}
    version = fresh(cast, concern.pk).version
    with acting_as(cast.coordinator) as by:
        answer_concern(concern=concern.pk, version=version, by=by, at=now(), **said)


def fresh(cast: Cast, concern: UUID) -> Concern:
    with acting_as(cast.coordinator):
        return Concern.objects.select_related("invitation").get(pk=concern)


def _is_rostered(cast: Cast, row: Invitation) -> bool:
    with acting_as(cast.coordinator):
        return Assignment.objects.filter(invitation=row, user=cast.pace_member).exists()


def _is_told(cast: Cast, row: Invitation) -> bool:
    with acting_as(cast.coordinator):
        return queries.debrief_of(row.pk) is not None
