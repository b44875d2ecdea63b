"""What `activities.actions` writes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from offramp.access.enums import Category
from offramp.accounts.models import Team
from offramp.activities.models import Activity, ActivityNote, ActivityPerson, ActivityStaff
from offramp.config.city.city import City
from offramp.kernel.identity import Actor

__all__ = [
    "log_activity",
]


def log_activity(
    city: City,
    *,
    kind: str,
    team: UUID,
    happened_at: datetime,
    branch: UUID | None,
    neighbourhood: UUID | None,
    place: str,
    people: Sequence[UUID],
    staff: Sequence[UUID],
    outcome: str,
    facts: str,
    told: str,
    occurrence: str,
    patrol_released_at: datetime | None,
    minutes: int | None,
    by: Actor,
    at: datetime,
    unnamed: int = 0,
) -> UUID:
    """Write one activity, who went, whom it was with, and a note for each of them."""
    book, unit = city.book, city.unit
    activity = book.add(
        Activity(
            pk=book.id_at(at),
            kind=kind,
            unit_id=unit,
            team_id=team,
            tier=book.get(Team, team).tier,
            branch_id=branch,
            neighbourhood_id=neighbourhood,
            at=happened_at,
            minutes=minutes,
            outcome=outcome,
            patrol_released_at=patrol_released_at,
            people_count=len(people) + unnamed,
            logged_at=at,
            logged_by_id=by.user,
        )
    )
    for user in staff:
        book.add(ActivityStaff(pk=book.id_at(at), activity=activity, user_id=user))
    for person in people:
        book.add(ActivityPerson(pk=book.id_at(at), activity=activity, person_id=person, unit_id=unit))
    abouts: Sequence[UUID | None] = people or [None]
    for about in abouts:
        note = _note(city, activity, about, by, at)
        note.category, note.text, note.place, note.occurrence = Category.CONTACT_LOG, facts, place, occurrence
        book.add(note)
    for about in abouts if told else ():
        note = _note(city, activity, about, by, at)
        note.category, note.text = Category.SUPPORT_NOTES, told
        book.add(note)
    for about in abouts:
        book.record("activity.logged", by, at, subject=activity.pk, about=about)
    return activity.pk


def _note(city: City, activity: Activity, person: UUID | None, by: Actor, at: datetime) -> ActivityNote:
    return ActivityNote(
        pk=city.book.id_at(at),
        activity=activity,
        person_id=person,
        unit_id=city.unit,
        written_at=at,
        written_by_id=by.user,
    )
