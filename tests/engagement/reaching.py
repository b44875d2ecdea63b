"""A year of PACE for the tests of reach: events held, declined, debriefed; concerns; members and their hours."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils.timezone import get_current_timezone

from offramp.accounts.models import User
from offramp.engagement.enums import Door, EventKind, Hours, How, Level, Place, Standing, State, Verdict
from offramp.engagement.models import (
    Assignment,
    Attendance,
    Concern,
    Debrief,
    Decision,
    Invitation,
    Member,
    Organisation,
    Theme,
    Tongue,
)
from offramp.engagement.rules.inviting import number_of
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import acting_as


def moment(year: int, month: int, day: int, hour: int = 14) -> datetime:
    return datetime(year, month, day, hour, tzinfo=get_current_timezone())


def organisation(cast: Cast, name: str, *communities: str, **more: Any) -> Organisation:
    with acting_as(cast.coordinator):
        return Organisation.objects.create(
            unit=cast.pace, name=name, communities=list(communities), known_since=moment(2017, 1, 1), **more
        )


def event(
    cast: Cast, starts_at: datetime, *, name: str = "Somali Mothers' Circle", ahead: int = 30, **columns: Any
) -> Invitation:
    """Write down an invitation as it stands long afterwards: it came so many days ahead."""
    came, key = starts_at - timedelta(days=ahead), new_id()
    described = {
        "state": State.ACCEPTED, "kind": EventKind.BARBECUE, "minutes": 120, "place": "A hall", "languages": ["som"],
        "door": Door.PAGE, "received_at": came, "described_at": came, "answer_by": came.date() + timedelta(days=5),
        "organisation_name": name, **columns,
    }  # fmt: skip
    with acting_as(cast.coordinator):
        return Invitation.objects.create(
            pk=key, unit=cast.pace, number=number_of(key), starts_at=starts_at, link=uuid4(), **described
        )


def answered(cast: Cast, row: Invitation, days: int, verdict: Verdict = Verdict.ACCEPT) -> None:
    with acting_as(cast.coordinator):
        Decision.objects.create(
            invitation=row, unit=cast.pace, verdict=verdict, decided_by=cast.coordinator,
            decided_at=row.described_at + timedelta(days=days),
        )  # fmt: skip


def debriefed(cast: Cast, row: Invitation, **told: Any) -> None:
    with acting_as(cast.coordinator):
        Debrief.objects.create(
            invitation=row, unit=cast.pace, told_by=cast.coordinator, told_at=row.starts_at, changed_at=row.starts_at,
            **told,
        )  # fmt: skip


def member(cast: Cast, user: User, **tongues: Level) -> Member:
    """Write down a member. tongues: their languages by code."""
    with acting_as(cast.coordinator):
        made = Member.objects.create(unit=cast.pace, user=user, standing=Standing.APPROVED, since=moment(2017, 1, 1))
        for code, level in tongues.items():
            Tongue.objects.create(unit=cast.pace, member=made, user=user, language=code, level=level)
    return made


def was_there(
    cast: Cast,
    row: Invitation,
    who: Member,
    minutes: int | None,
    hours: Hours = Hours.ON_DUTY,
    *,
    attended: bool = True,
) -> Assignment:
    """Have a member's attendance stated; what was stated before stays."""
    with acting_as(cast.coordinator):
        place, _made = Assignment.objects.get_or_create(
            invitation=row, member=who, unit=cast.pace,
            defaults={
                "user": who.user, "place": Place.CONFIRMED, "how": How.BY_HAND, "hours": hours,
                "asked_at": row.received_at, "link": uuid4(),
            },
        )  # fmt: skip
        Attendance.objects.create(
            assignment=place, invitation=row, unit=cast.pace, attended=attended, minutes=minutes,
            stated_by=cast.coordinator, stated_at=row.starts_at + timedelta(hours=1 + Attendance.objects.count()),
        )  # fmt: skip
    return place


def concern(cast: Cast, row: Invitation, theme: str = "", **columns: Any) -> Concern:
    with acting_as(cast.coordinator):
        named = None
        if theme:
            named, _made = Theme.objects.get_or_create(unit=cast.pace, name=theme, defaults={"made_at": row.starts_at})
        return Concern.objects.create(
            invitation=row,
            unit=cast.pace,
            text="Speeding by the school",
            heard_at=row.starts_at,
            theme=named,
            **columns,
        )


def a_year(cast: Cast) -> None:
    """Fill 2019: four events that took place, one that did not, one declined, two concerns, two members."""
    spring = event(cast, moment(2019, 3, 2), expected=80)
    summer = event(cast, moment(2019, 7, 6), kind=EventKind.FESTIVAL, name="Oromo Youth", ahead=5, languages=["orm"])
    event(cast, moment(2019, 12, 31, 23), languages=["eng", "som"], ahead=14)
    same = event(cast, moment(2019, 7, 6, 18), kind=EventKind.FESTIVAL, name="oromo youth", languages=[], ahead=50)
    rained = event(cast, moment(2019, 8, 1), name="Rained off")
    declined = event(cast, moment(2019, 9, 1), name="Tigrinya Elders", state=State.DECLINED, languages=["tir"], ahead=2)
    event(cast, moment(2018, 12, 31, 23), name="The year before")
    debriefed(cast, spring, reach=120, cards=30)
    debriefed(cast, summer, reach=1_500)
    debriefed(cast, rained, took_place=False, reach=None)
    answered(cast, spring, 3)
    answered(cast, summer, 4)
    answered(cast, same, 9)
    answered(cast, declined, 1, Verdict.DECLINE)
    told = {"told_at": moment(2019, 4, 1), "told_by": cast.coordinator}
    concern(cast, spring, "Speeding", due_on=date(2019, 4, 2), answered_at=moment(2019, 5, 1), **told)
    concern(cast, spring, "Speeding", due_on=date(2019, 3, 30), **told)
    concern(cast, summer)
    minh, elise = member(cast, cast.pace_member, som=Level.TALK), member(cast, cast.coordinator, tir=Level.GREETINGS)
    was_there(cast, spring, minh, 150)
    was_there(cast, summer, minh, None, Hours.VOLUNTEERED)
    was_there(cast, spring, elise, 60)
    was_there(cast, spring, elise, 90, attended=False)
