"""What the teams did, as far as the viewer may know with whom and what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from offramp.access.enums import Category, Permission
from offramp.access.queries import allowed
from offramp.accounts.queries import staff_of
from offramp.activities.models import Activity, ActivityNote, ActivityPerson, ActivityStaff
from offramp.activities.rules import WHO_GOES, Report
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of
from offramp.people.queries import names_of

if TYPE_CHECKING:
    from offramp.accounts.models import User

PAGE = 50
SHOWN_OF_A_PERSON = 200


@dataclass(frozen=True, slots=True)
class Words:
    """One note as it was written, once, whoever it was about."""

    category: str
    text: str
    place: str
    occurrence: str
    written_at: datetime
    written_by: str

    @property
    def is_told(self) -> bool:
        return self.category != Category.CONTACT_LOG


@dataclass(frozen=True, slots=True)
class Contact:
    """An activity with whatever of its notes the viewer may read."""

    activity: Activity
    facts: list[Words] = field(default_factory=list)
    told: list[Words] = field(default_factory=list)

    @property
    def place(self) -> str:
        return next((words.place for words in self.facts if words.place), "")

    @property
    def occurrence(self) -> str:
        return next((words.occurrence for words in self.facts if words.occurrence), "")


def activities_visible_to(viewer: Viewer) -> QuerySet[Activity]:
    """Return the activities of the viewer's unit, without with whom or what was said."""
    if not allowed(viewer.actor, Permission.ACTIVITY_LOG):
        return Activity.objects.none()
    rows = Activity.objects.filter(unit=viewer.actor.unit)
    return rows.select_related("team", "branch", "neighbourhood", "logged_by")


def activities_of_team(viewer: Viewer, team: UUID, *, cursor: str = "") -> Page[Activity]:
    """Return what a team of the viewer's unit did, newest first, a page at a time."""
    rows = activities_visible_to(viewer).filter(team=team).prefetch_related("staff__user")
    return page_of(rows, "-at", "-id", cursor=cursor, size=PAGE)


def contact_of(viewer: Viewer, activity: Activity) -> Contact:
    """Return an activity with the notes on it that the viewer may read, oldest first."""
    notes = list(_notes().filter(activity=activity))
    _show(viewer, notes)
    return _contact(activity, notes)


def people_at(viewer: Viewer, activity: Activity) -> dict[UUID, str]:
    """Return the people an activity was with, of whom the viewer may know that, by the names to call them by."""
    linked = ActivityPerson.objects.filter(activity=activity).values_list("person_id", flat=True)
    noted = ActivityNote.objects.filter(activity=activity, person__isnull=False).values_list("person_id", flat=True)
    people = sorted({key for key in [*linked, *noted] if key is not None})
    for person in people:
        viewer.show(person, Category.CONTACT_LOG)
    return names_of(viewer, people)


def activities_with(
    viewer: Viewer, person: UUID, *, before: datetime | None = None, most: int = SHOWN_OF_A_PERSON
) -> list[Contact]:
    """Return the latest contacts with a person that the viewer may read, newest first, with their notes.

    before: only what began earlier, for the pages of a long history.
    """
    linked = ActivityPerson.objects.filter(person=person).values("activity")
    own = ActivityNote.objects.filter(person=person).values("activity")
    rows = Activity.objects.filter(pk__in=linked.union(own)).select_related("team", "branch", "neighbourhood")
    rows = rows.filter(at__lt=before) if before else rows
    activities = list(rows.prefetch_related("staff__user").order_by("-at", "-id")[:most])
    notes = list(_notes().filter(person=person, activity__in=activities))
    if activities:
        viewer.show(person, Category.CONTACT_LOG)
    _show(viewer, notes)
    return [_contact(row, [note for note in notes if note.activity_id == row.pk]) for row in activities]


def report_of(viewer: Viewer, activity: Activity) -> Report:
    """Return the facts of an activity for a police report: never what was told to a navigator."""
    contact = contact_of(viewer, activity)
    area = activity.neighbourhood or activity.branch
    return Report(
        kind=activity.get_kind_display(),
        at=activity.at,
        place=contact.place,
        area=area.name if area else "",
        staff=[row.user.name for row in staff_at(activity)],
        people=list(people_at(viewer, activity).values()),
        people_count=activity.people_count,
        outcome=activity.get_outcome_display(),
        patrol_released_at=activity.patrol_released_at,
        occurrence=contact.occurrence,
        facts=[words.text for words in contact.facts],
    )


def staff_at(activity: Activity) -> list[ActivityStaff]:
    """Return who went, by name."""
    return list(activity.staff.select_related("user").order_by("user__name"))


def who_went(activities: Iterable[UUID]) -> list[UUID]:
    """Return everybody who went to any of these activities."""
    rows = ActivityStaff.objects.filter(activity__in=list(activities))
    return list(rows.values_list("user_id", flat=True).distinct())


def staff_to_choose(unit: UUID, *, at: datetime) -> "QuerySet[User]":
    """Return who goes out for a unit, by name."""
    return staff_of(unit, WHO_GOES, at=at)


def _notes() -> QuerySet[ActivityNote]:
    return ActivityNote.objects.select_related("written_by").order_by("written_at", "id")


def _show(viewer: Viewer, notes: Iterable[ActivityNote]) -> None:
    for note in notes:
        viewer.show(note.person_id or note.activity_id, note.category)


def _contact(activity: Activity, notes: Sequence[ActivityNote]) -> Contact:
    words = list(dict.fromkeys(_words(note) for note in notes))
    return Contact(activity, [w for w in words if not w.is_told], [w for w in words if w.is_told])


def _words(note: ActivityNote) -> Words:
    return Words(note.category, note.text, note.place, note.occurrence, note.written_at, note.written_by.name)
