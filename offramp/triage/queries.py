"""What reached HELP: the queue, one intake, what its asker sees, and what nobody answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from offramp.access.enums import Category, Permission
from offramp.access.queries import allowed
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of
from offramp.kernel.reading import not_shown
from offramp.people.queries import names_of
from offramp.triage import rules
from offramp.triage.enums import Dimension, Door, IntakeEnd, Level, Rated, Seen, Urgency
from offramp.triage.models import (
    Advice,
    Claim,
    Decision,
    Intake,
    IntakeClosing,
    IntakePerson,
    Rating,
    Response,
)
from offramp.triage.policy import policy_in_force

if TYPE_CHECKING:
    from offramp.activities.models import Activity
    from offramp.areas.models import Branch

PAGE = 50
PINNED = 4
CONSULTS = (Door.PATROL_ASK, Door.LOGGED_CALL)
LOOKING_BACK = timedelta(days=30)
COMPARED = 200


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which of a queue's intakes to show. Empty words are no condition."""

    level: str = ""
    door: str = ""
    text: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Similar:
    """Another intake that may be the same incident, and why."""

    intake: Intake
    reasons: list[str]


def intakes_visible_to(viewer: Viewer) -> QuerySet[Intake]:
    """Return the intakes a viewer may see: the unit's for those who triage, one's own for whoever asked."""
    rows = Intake.objects.select_related("team", "branch", "neighbourhood")
    if allowed(viewer.actor, Permission.INTAKE_TRIAGE):
        return rows.filter(unit=viewer.actor.unit)
    if allowed(viewer.actor, Permission.CONSULT_ASK):
        return rows.filter(asked_by=viewer.id)
    return Intake.objects.none()


def dangers(viewer: Viewer) -> list[Intake]:
    """Return the open dangers to life to which nobody is going yet, oldest first: what is pinned on every page."""
    rows = intakes_visible_to(viewer).filter(closed_at__isnull=True, rank=0, going_at__isnull=True)
    return _shown(viewer, rows.order_by("due_at", "id")[:PINNED])


def queue(viewer: Viewer, team: UUID | None, *, sieve: Sieve = Sieve(), cursor: str = "") -> Page[Intake]:
    """Return open intakes of a team, or of all: danger first, then by level, then the oldest due; a page at a time."""
    rows = _sifted(intakes_visible_to(viewer).filter(closed_at__isnull=True), viewer, sieve)
    if team is not None:
        rows = rows.filter(team=team)
    page = page_of(rows, "rank", "due_at", "id", cursor=cursor, size=PAGE)
    _shown(viewer, page.rows)
    return page


def intake_for(viewer: Viewer, pk: UUID) -> Intake | None:
    """Return one intake, or None where there is none that the viewer may see."""
    found = intakes_visible_to(viewer).select_related("asked_by", "from_agency").filter(pk=pk).first()
    return _shown(viewer, [found])[0] if found else None


def asked_by(viewer: Viewer, *, cursor: str = "") -> Page[Intake]:
    """Return what the viewer asked themselves, newest first, a page at a time."""
    rows = intakes_visible_to(viewer).filter(asked_by=viewer.id)
    page = page_of(rows, "-asked_at", "-id", cursor=cursor, size=PAGE)
    _shown(viewer, page.rows)
    return page


def last_branch_of(viewer: Viewer) -> "Branch | None":
    """Return the branch the viewer asked from last: the first guess for the next time."""
    last = Intake.objects.filter(asked_by=viewer.id, branch__isnull=False).select_related("branch")
    found = last.order_by("-asked_at").first()
    return found.branch if found else None


def unanswered_asks(viewer: Viewer, *, at: datetime, cursor: str = "") -> Page[Intake]:
    """Return open consults past their time, without advice and without anybody who went, longest waiting first."""
    rows = _unanswered(viewer).filter(closed_at__isnull=True, due_at__lt=at)
    page = page_of(rows, "due_at", "id", cursor=cursor, size=PAGE)
    _shown(viewer, page.rows)
    return page


def never_answered(viewer: Viewer, *, at: datetime, cursor: str = "") -> Page[Intake]:
    """Return consults of the last 30 days that were closed without advice or a visit, newest first."""
    rows = _unanswered(viewer).filter(closed_at__gt=at - LOOKING_BACK)
    rows = rows.exclude(intakeclosings__end=IntakeEnd.DUPLICATE)
    page = page_of(rows, "-due_at", "-id", cursor=cursor, size=PAGE)
    _shown(viewer, page.rows)
    return page


def similar_to(viewer: Viewer, intake: Intake) -> list[Similar]:
    """Return intakes that may be the same incident, with the reasons, the closest in time first."""
    around = (intake.asked_at - rules.SAME_INCIDENT_WITHIN, intake.asked_at + rules.SAME_INCIDENT_WITHIN)
    rows = intakes_visible_to(viewer).filter(asked_at__range=around).exclude(pk=intake.pk)
    rows = rows.exclude(intakeclosings__end=IntakeEnd.DUPLICATE)
    alike = Q(branch=intake.branch_id) if intake.branch_id else Q(branch__isnull=True)
    if intake.incident:
        alike |= Q(incident__iexact=intake.incident)
    with not_shown("all are compared; those that are alike are noted below"):
        found = [Similar(row, _why_same(intake, row)) for row in rows.filter(alike).order_by("-asked_at")[:COMPARED]]
    likely = [one for one in found if one.reasons]
    _shown(viewer, [one.intake for one in likely])
    return sorted(likely, key=lambda one: abs(one.intake.asked_at - intake.asked_at))


def seen_words(intake: Intake) -> list[str]:
    """Return the facts seen, in the words of the form and in its order."""
    return [str(fact.label) for fact in Seen if fact in intake.seen]


def ratings_of(intake: UUID) -> dict[Dimension, Rated]:
    """Return the newest rating of each risk and need that was rated."""
    rows = Rating.objects.filter(intake=intake).order_by("at", "id").values_list("dimension", "rated")
    return {Dimension(dimension): Rated(rated) for dimension, rated in rows}


def suggestion_for(intake: Intake) -> rules.Suggestion:
    """Return the level the policy suggests for what is known of an intake now, with its reasons."""
    picture = rules.Picture(
        seen=frozenset(map(Seen, intake.seen)),
        urgency=Urgency(intake.urgency),
        on_scene_wanted=intake.on_scene_wanted,
        ratings=ratings_of(intake.pk),
    )
    return rules.suggest(policy_in_force(), picture)


def decisions_of(intake: Intake) -> list[Decision]:
    """Return who decided which level, newest first."""
    return list(Decision.objects.filter(intake=intake).select_related("by").order_by("-at", "-id"))


def claim_of(intake: Intake) -> Claim | None:
    """Return the claim in force, with its team and who said so."""
    return Claim.objects.filter(intake=intake, released_at__isnull=True).select_related("team", "by").first()


def advice_on(intake: Intake) -> list[Advice]:
    """Return the advice given on an intake, oldest first: its asker may read it too."""
    return list(Advice.objects.filter(intake=intake).select_related("by").order_by("at", "id"))


def responses_to(intake: Intake) -> "list[Activity]":
    """Return the activities that answered an intake, oldest first."""
    rows = Response.objects.filter(intake=intake).select_related("activity", "activity__team")
    return [row.activity for row in rows.order_by("at", "id")]


def closing_of(intake: Intake) -> IntakeClosing | None:
    """Return how an intake ended, or None while it is open, or to a reader who only sees that it has."""
    return IntakeClosing.objects.filter(intake=intake).select_related("by", "same_as").first()


def duplicates_of(viewer: Viewer, intake: Intake) -> list[Intake]:
    """Return the intakes that were closed as the same as this one."""
    closed = IntakeClosing.objects.filter(same_as=intake).values("intake")
    return _shown(viewer, intakes_visible_to(viewer).filter(pk__in=closed).order_by("asked_at"))


def people_linked_to(viewer: Viewer, intake: Intake) -> dict[UUID, str]:
    """Return the people an intake turned out to be about, by the names to call them by."""
    people = list(IntakePerson.objects.filter(intake=intake).order_by("linked_at").values_list("person_id", flat=True))
    for person in people:
        viewer.show(person, Category.CONTACT_LOG)
    return names_of(viewer, people)


def intakes_about(viewer: Viewer, person: UUID) -> list[Intake]:
    """Return the intakes about a person that the viewer may see, newest first."""
    linked = IntakePerson.objects.filter(person=person).values("intake")
    return _shown(viewer, intakes_visible_to(viewer).filter(pk__in=linked).order_by("-asked_at")[:COMPARED])


def _sifted(rows: QuerySet[Intake], viewer: Viewer, sieve: Sieve) -> QuerySet[Intake]:
    if sieve.level in Level.values:
        rows = rows.filter(rank=rules.HIGHEST_FIRST.index(Level(sieve.level)))
    if sieve.door in Door.values:
        rows = rows.filter(door=sieve.door)
    if sieve.mine:
        held = Claim.objects.filter(by=viewer.id, released_at__isnull=True)
        rows = rows.filter(pk__in=held.values("intake"))
    if sieve.text:
        words = Q(place__icontains=sieve.text) | Q(title__icontains=sieve.text) | Q(incident__icontains=sieve.text)
        rows = rows.filter(words | Q(neighbourhood__name__icontains=sieve.text))
    return rows


def _unanswered(viewer: Viewer) -> QuerySet[Intake]:
    return intakes_visible_to(viewer).filter(answered_at__isnull=True, door__in=CONSULTS)


def _shown(viewer: Viewer, rows: Iterable[Intake]) -> list[Intake]:
    """Note that intakes are about to be shown, whoever they turn out to be about."""
    found = list(rows)
    for row in found:
        viewer.show(row.pk, Category.CONTACT_LOG)
    return found


def _why_same(one: Intake, other: Intake) -> list[str]:
    return rules.same_incident(_incident(one), _incident(other))


def _incident(intake: Intake) -> rules.Incident:
    return rules.Incident(
        id=intake.pk,
        asked_at=intake.asked_at,
        incident=intake.incident,
        place=intake.place,
        neighbourhood=intake.neighbourhood_id,
        seen=frozenset(map(Seen, intake.seen)),
    )


def intakes_with_others(person: UUID) -> list[tuple[UUID, list[UUID]]]:
    """Return the intakes that are about a person, each with who else it is about: for a process that acts for nobody.

    What was closed as the same as one of them is among them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT intake, others FROM triage_intakes_about(%s) ORDER BY 1", [person])
        found: list[tuple[UUID, list[UUID]]] = cursor.fetchall()
    return found
