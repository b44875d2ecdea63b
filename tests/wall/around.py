"""Who is around a person and what they take part in, as far as it is on file; each text with its own mark."""

from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.casework.actions import (
    PursuitTerms,
    SupporterTerms,
    add_pursuit,
    add_supporter,
    end_pursuit,
    end_supporter,
    note_with_supporter,
)
from offramp.casework.enums import PursuitKind, SupporterKind
from offramp.casework.models import Pursuit, Supporter
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from tests.wall.marks import Marks

C = Category


def of_plan(marks: Marks, place: str) -> str:
    return marks.word(C.PLAN, f"casework_{place}")


def those_around(marks: Marks, person: UUID, by: Actor) -> tuple[Supporter, Pursuit]:
    """A mentor and a club, both again as they tell of health, with a line on how it goes; and two that ended."""
    supporters, pursuits = {}, {}
    for category in (C.PLAN, C.HEALTH):

        def word(field: str, category: Category = category) -> str:
            return marks.word(category, f"casework_{field} {category}")

        about: dict[str, Any] = {"starts_on": localdate(), "tells_health": category == C.HEALTH}
        supporters[category] = add_supporter(
            person=person,
            terms=SupporterTerms(
                kind=SupporterKind.MENTOR,
                name=word("supporter.name"),
                place=word("supporter.place"),
                reach=word("supporter.reach"),
                what_for=word("supporter.what_for"),
                often=word("supporter.often"),
                **about,
            ),
            by=by,
            at=now(),
        )
        pursuits[category] = add_pursuit(
            person=person,
            terms=PursuitTerms(
                kind=PursuitKind.CLUB,
                what=word("pursuit.what"),
                place=word("pursuit.place"),
                with_whom=word("pursuit.with_whom"),
                times=word("pursuit.times"),
                **about,
            ),
            by=by,
            at=now(),
        )
        note_with_supporter(
            supporter=supporters[category].pk, on=localdate(), words=word("howitgoes.words"), by=by, at=now()
        )
    ended_around(marks, person, by)
    return supporters[C.PLAN], pursuits[C.PLAN]


def ended_around(marks: Marks, person: UUID, by: Actor) -> None:
    who = SupporterTerms(kind=SupporterKind.FAMILY, name="An aunt", starts_on=localdate())
    what = PursuitTerms(kind=PursuitKind.SPORT, what="Basketball", starts_on=localdate())
    supporter = add_supporter(person=person, terms=who, by=by, at=now())
    end_supporter(supporter=supporter.pk, reason=of_plan(marks, "supporter.end_reason"), by=by, at=now())
    pursuit = add_pursuit(person=person, terms=what, by=by, at=now())
    end_pursuit(pursuit=pursuit.pk, reason=of_plan(marks, "pursuit.end_reason"), by=by, at=now())
