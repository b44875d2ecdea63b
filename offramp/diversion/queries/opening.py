"""For which purpose somebody reads a measure now. Without one there is nothing here for them."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from offramp.access.enums import Basis, MeasuresCategory, Operation, Permission, Stream
from offramp.access.queries import bases_of, grants_in_force, require
from offramp.diversion.enums import Purpose
from offramp.diversion.models import Measure, Opening, TakenOn
from offramp.diversion.rules import digest_of
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.keyset import Page, page_of

M = MeasuresCategory
STATED_AT_ONCE = 50


def measures_called(given_name: str, family_name: str, born: date | None) -> list[UUID]:
    """Return the records of a name and birth date whose term is not over, oldest first: their ids, and no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM diversion_find(%s)", [digest_of(given_name, family_name, born)])
        return [row[0] for row in cursor.fetchall()]


def openings_of(by: Actor, *, at: datetime) -> QuerySet[Opening]:
    """Return what an actor has open for a purpose now, the newest first: neither over, nor closed before its time."""
    mine = Opening.objects.filter(by_id=by.user, at__lte=at, until_at__gt=at)
    standing = grants_in_force(by, mine.values_list("measure_id", flat=True), at=at).values_list(
        "founded_on", flat=True
    )
    return mine.filter(pk__in=list(standing)).order_by("-at", "-pk")


def purposes_stated(viewer: Viewer, *, cursor: str = "") -> Page[Opening]:
    """Return a page of the purposes that anybody stated, the newest first: who, which, for what, until when."""
    require(viewer.actor, Permission.MEASURE_ANSWER)
    return page_of(Opening.objects.select_related("by"), "-at", "-id", cursor=cursor, size=STATED_AT_ONCE)


def purpose_of(by: Actor, measure: UUID, *, at: datetime) -> Purpose | None:
    """Return for which purpose an actor reads a measure now: the one they stated last, else that they have the case."""
    stated = openings_of(by, at=at).filter(measure_id=measure).first()
    if stated:
        return Purpose(stated.purpose)
    held = TakenOn.objects.filter(measure_id=measure).order_by("-at", "-pk").first()
    return Purpose.ADMINISTERING if held and held.officer_id == by.id else None


def measure_for(viewer: Viewer, measure: UUID, *, at: datetime) -> Measure | None:
    """Return a record for whoever has a purpose, and note the look with it; None for everybody else."""
    purpose = purpose_of(viewer.actor, measure, at=at)
    found = Measure.objects.select_related("branch", "by").filter(pk=measure).first() if purpose else None
    if found is None or purpose is None:
        return None
    say(viewer, purpose)
    show(viewer, measure, M.MEASURE)
    return found


def say(viewer: Viewer, purpose: Purpose) -> None:
    """Note for which purpose a page is read, beside those it is read for already."""
    said = {*viewer.purpose.split(", "), str(purpose)} - {""}
    viewer.purpose = ", ".join(sorted(said))


def show(viewer: Viewer, measure: UUID, *categories: MeasuresCategory) -> None:
    """Note that these categories of a measure are about to be shown."""
    viewer.show(measure, *categories, stream=Stream.MEASURES)


def reads(viewer: Viewer, measure: UUID, *, at: datetime) -> set[MeasuresCategory]:
    """Return which categories of a measure a viewer may read now."""
    return {each for each in M if _on(viewer.actor, each, measure, at=at)}


def _on(by: Actor, category: MeasuresCategory, measure: UUID, *, at: datetime) -> frozenset[Basis]:
    return bases_of(by, Operation.READ, category, subject=measure, unit=None, at=at)


def with_purpose(viewer: Viewer, purpose: Purpose, measures: Iterable[UUID], *categories: MeasuresCategory) -> None:
    """Note a list that is shown for one purpose: one's own cases."""
    say(viewer, purpose)
    for measure in measures:
        show(viewer, measure, *categories)


def over() -> list[UUID]:
    """Return what is over and not disposed of yet, the longest over first: to what disposes by itself, else nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM diversion_over()")
        return [row[0] for row in cursor.fetchall()]
