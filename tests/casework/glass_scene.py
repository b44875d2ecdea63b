"""Somebody in care whom a colleague off the team knows by name alone, with something in every category."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from offramp.access.enums import Category
from offramp.accounts.models import User
from offramp.casework.actions import break_glass, write_note
from offramp.casework.enums import Area
from offramp.casework.models import BreakGlass, Goal, Note
from offramp.kernel.clock import now
from offramp.people.actions import note_sighting
from offramp.people.models import Sighting
from tests.casework.files import CANARY, a_goal, in_care
from tests.cast import Cast
from tests.conftest import Acting

DANGER = "He said goodbye on the phone and walked to the bridge"
HEALTH_CANARY = "canarymethadone"
PLACE_CANARY = "canarytent"
GOAL_CANARY = "canarydoor"


@dataclass(frozen=True, slots=True)
class Opened:
    """What somebody reads in SQL of one person: sightings, goals, notes told to a navigator, notes of health."""

    sightings: int
    goals: int
    notes: int
    health: int


NOTHING = Opened(0, 0, 0, 0)
AN_OFFICER = Opened(1, 1, 0, 0)
A_NAVIGATOR = Opened(1, 2, 0, 1)


def a_full_file(cast: Cast, acting: Acting, name: str = "Josephine M.") -> UUID:
    """In the care of the navigator and the officer: found in a tent, a goal each of plan and of health, two notes."""
    person = in_care(cast, acting, name)
    with acting(cast.navigator) as by:
        note_sighting(person=person, place=PLACE_CANARY, by=by, at=now())
        write_note(person=person, text=CANARY, by=by, at=now())
        write_note(person=person, text=HEALTH_CANARY, category=Category.HEALTH, source="She told me", by=by, at=now())
    a_goal(cast, acting, person, Area.HOUSING, GOAL_CANARY)
    a_goal(cast, acting, person, Area.ADDICTIONS, HEALTH_CANARY)
    return person


def opens(cast: Cast, acting: Acting, person: UUID, user: User, at: datetime | None = None) -> BreakGlass:
    """Somebody opens more because of danger to life."""
    with acting(user) as by:
        return break_glass(person=person, reason=DANGER, by=by, at=at or now())


def five_hours_ago() -> datetime:
    return now() - timedelta(hours=5)


def reads(acting: Acting, user: User, person: UUID) -> Opened:
    """Return what the runtime role finds as that user, without a filter but the person."""
    with acting(user):
        return Opened(
            Sighting.objects.filter(person=person).count(),
            Goal.objects.filter(person=person).count(),
            Note.objects.filter(person=person, category=Category.SUPPORT_NOTES).count(),
            Note.objects.filter(person=person, category=Category.HEALTH).count(),
        )
