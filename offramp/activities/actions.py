"""Write down what a team did. Nothing written is changed: a correction is a new note."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.accounts.queries import staff_of, teams_in
from offramp.activities import rules
from offramp.activities.models import Activity, ActivityNote, ActivityPerson, ActivityStaff
from offramp.audit.actions import record
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.people.queries import people_visible_to

if TYPE_CHECKING:
    from offramp.accounts.models import Team


@transaction.atomic
def log_activity(
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
) -> Activity:
    """Write down one thing a team did: one row whoever was there, and a note for each person it was with.

    facts: for the contact log. told: what was told to the navigator, theirs alone. unnamed: how many more were there.
    """
    require(by, Permission.ACTIVITY_LOG)
    did = _team_of(by, team)
    units = _units_of(people, by)
    rules.check_times(happened_at=happened_at, patrol_released_at=patrol_released_at, minutes=minutes, at=at)
    rules.check_patrol(kind=kind, patrol_released_at=patrol_released_at)
    rules.check_staff(staff, _able_to_go(did.unit_id, at=happened_at))
    rules.check_people(people, units, unnamed)
    rules.check_told(told, role=by.role)
    activity = Activity.objects.create(
        kind=kind,
        unit_id=did.unit_id,
        team=did,
        tier=did.tier,
        branch_id=branch,
        neighbourhood_id=neighbourhood,
        at=happened_at,
        minutes=minutes,
        outcome=outcome,
        patrol_released_at=patrol_released_at,
        people_count=len(units) + unnamed,
        logged_at=at,
        logged_by_id=by.user,
    )
    ActivityStaff.objects.bulk_create(ActivityStaff(activity=activity, user_id=user) for user in dict.fromkeys(staff))
    ActivityPerson.objects.bulk_create(
        ActivityPerson(activity=activity, person_id=person, unit_id=unit) for person, unit in units.items()
    )
    _write_notes(activity, units, Category.CONTACT_LOG, facts, place=place, occurrence=occurrence, by=by, at=at)
    if told:
        _write_notes(activity, units, Category.SUPPORT_NOTES, told, by=by, at=at)
    _record("activity.logged", activity, units, by=by, at=at)
    return activity


@transaction.atomic
def add_note(*, activity: UUID, facts: str, told: str, by: Actor, at: datetime) -> Activity:
    """Add to an activity, or correct it, in a new note for each person it was with; what stood before stays."""
    require(by, Permission.ACTIVITY_LOG)
    noted = Activity.objects.get(pk=activity, unit=by.home)
    rules.check_told(told, role=by.role)
    if not facts and not told:
        raise Refused(_("There is nothing written yet."), ask=_("Write what to add or correct."), field="facts")
    units = _noted_people(noted)
    if facts:
        _write_notes(noted, units, Category.CONTACT_LOG, facts, by=by, at=at)
    if told:
        _write_notes(noted, units, Category.SUPPORT_NOTES, told, by=by, at=at)
    _record("activity.noted", noted, units, by=by, at=at)
    return noted


def _team_of(by: Actor, team: UUID) -> "Team":
    """Return the team, if it is one the actor may log for: of their unit."""
    found = teams_in(by.home).filter(pk=team).first()
    if found is None:
        raise NotPermitted(_("That team is not in your unit."), ask=_("Choose a team of your unit."))
    return found


def _units_of(people: Sequence[UUID], by: Actor) -> dict[UUID, UUID]:
    known = people_visible_to(Viewer(by)).filter(pk__in=people)
    found = dict(known.values_list("pk", "unit_id"))
    return {person: found[person] for person in dict.fromkeys(people) if person in found}


def _noted_people(activity: Activity) -> dict[UUID, UUID]:
    """Return whom the notes the actor may read are about, with the units: a new note goes to the same people."""
    notes = list(ActivityNote.objects.filter(activity=activity).values_list("person_id", "unit_id"))
    if not notes:
        raise NotPermitted(_("You cannot see whom this was with."), ask=_("Ask whoever went to add the note."))
    return {person: unit for person, unit in notes if person is not None}


def _able_to_go(unit: UUID, *, at: datetime) -> list[UUID]:
    return list(staff_of(unit, rules.WHO_GOES, at=at).values_list("pk", flat=True))


def _write_notes(
    activity: Activity,
    units: dict[UUID, UUID],
    category: Category,
    text: str,
    *,
    by: Actor,
    at: datetime,
    place: str = "",
    occurrence: str = "",
) -> None:
    about: list[tuple[UUID | None, UUID]] = [*units.items()] or [(None, activity.unit_id)]
    ActivityNote.objects.bulk_create(
        ActivityNote(
            activity=activity,
            person_id=person,
            unit_id=unit,
            category=category,
            text=text,
            place=place,
            occurrence=occurrence,
            written_at=at,
            written_by_id=by.user,
        )
        for person, unit in about
    )


def _record(verb: str, activity: Activity, people: dict[UUID, UUID], *, by: Actor, at: datetime) -> None:
    about: Sequence[UUID | None] = [*people] or [None]
    for person in about:
        record(verb=verb, by=by, at=at, subject=activity.pk, about=person)
