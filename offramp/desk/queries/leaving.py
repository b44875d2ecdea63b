"""What somebody who leaves still has: for the lead of navigators, and for the supervisor of officers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offramp.access.enums import Category
from offramp.accounts.queries import leaving, staff_of
from offramp.casework.queries import hands_on_for
from offramp.desk.queries.accounts import MOMENT
from offramp.desk.queries.waiting import Waiting
from offramp.kernel.identity import Viewer
from offramp.people.queries import names_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from offramp.accounts.models import User

AHEAD = timedelta(days=14)
"""How long before an office ends it stands on the desk of who hands on. Ours."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One of somebody's people, with how much they promised there that is not done, and when the first of it is due."""

    person: UUID
    name: str
    is_lead: bool
    since: datetime
    promises: int
    due: datetime | None

    @property
    def detail(self) -> str:
        """Return how much is promised, and whether they lead, in words."""
        promised = ngettext("%(n)d promise", "%(n)d promises", self.promises) % {"n": self.promises}
        return " · ".join(part for part in (promised, _("leads the care team") if self.is_lead else "") if part)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody for whom the reader hands on: what they still have, who may take it, and when they leave if it is known.

    claims: intakes they claimed that are open. They are their team's, and stay with it.
    closed: of how many more the reader knows nobody yet: a lead covers for them first.
    """

    user: "User"
    last_at: datetime | None
    kept: list[Kept]
    claims: int
    closed: int
    colleagues: "QuerySet[User]"


def leaving_work(viewer: Viewer, user: UUID, *, at: datetime) -> Leaving | None:
    """Return what somebody still has; None where it is not for the reader to hand on."""
    unit, roles = viewer.actor.unit, hands_on_for(viewer.role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_may_hand_on(%s), desk_claims_of(%s)", [user, user])
        may, claims = cursor.fetchone()
    if not may or unit is None:
        return None
    staff = staff_of(unit, roles, at=at)
    theirs = staff.filter(pk=user).first()
    if theirs is None:
        return None
    held = leaving(unit, roles, before=datetime.max.replace(tzinfo=at.tzinfo), at=at).filter(user=user).first()
    kept, closed = _kept(viewer, user)
    last_at = held.ends_at - MOMENT if held and held.ends_at else None
    return Leaving(theirs, last_at, kept, claims, closed, staff.exclude(pk=user))


def leavers(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return whose office ends within two weeks while they still have people: for who hands on for them."""
    unit, roles = viewer.actor.unit, hands_on_for(viewer.role)
    if unit is None:
        return []
    ending = {held.user_id: held for held in leaving(unit, roles, before=at + AHEAD, at=at)}
    many: dict[UUID, int] = {}
    for holder, *_row in _work_of(ending):
        many[holder] = many.get(holder, 0) + 1
    return [
        Waiting(
            _("%(who)s leaves on %(day)s")
            % {"who": held.user.name, "day": date_format(localdate(held.ends_at - MOMENT), "j F")},
            reverse("desk:leaving", args=[user]),
            localdate(held.ends_at - MOMENT),
            ngettext("%(n)d person is theirs yet", "%(n)d people are theirs yet", many[user]) % {"n": many[user]},
            _("Hand on"),
        )
        for user, held in ending.items()
        if user in many and held.ends_at
    ]


def _kept(viewer: Viewer, user: UUID) -> tuple[list[Kept], int]:
    """Return those of somebody's people whom the reader may know, and of how many they may not."""
    rows = _work_of([user])
    names = names_of(viewer, [row[1] for row in rows])
    for person in names:
        viewer.show(person, Category.PLAN)
    kept = [
        Kept(person, names[person], is_lead, since, promises + follow_ups, due)
        for _holder, person, is_lead, since, promises, follow_ups, due in rows
        if person in names
    ]
    return kept, len(rows) - len(kept)


def _work_of(users: Collection[UUID]) -> list[tuple[UUID, UUID, bool, datetime, int, int, datetime | None]]:
    if not users:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM desk_work_of(%s::uuid[])", [list(users)])
        return list(cursor.fetchall())
