"""Files opened because of danger to life: what runs, what others are told, what waits for the privacy officer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from offramp.access.enums import OversightCategory, Permission
from offramp.access.queries import categories_in_words, require, role_in_words
from offramp.audit.queries import LogSieve, looks, subjects_of
from offramp.casework.enums import Verdict
from offramp.casework.models import BreakGlass
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.keyset import Page, page_of
from offramp.kernel.reading import not_shown
from offramp.people.queries import restricted_file

GLASS_PAGE = 25
TOLD_FOR = timedelta(days=7)
MOST_LOOKS = 200


@dataclass(frozen=True, slots=True)
class LookThen:
    """One look of the opener at that person while it was open: when, on which page, at what."""

    at: datetime
    route: str
    categories: str


@dataclass(frozen=True, slots=True)
class GlassCount:
    """How often a file was opened because of danger: in a role, in a unit, or altogether."""

    label: str
    uses: int
    waiting: int
    not_justified: int
    hours_to_review: float | None
    """The median of those reviewed, in hours."""


def own_glass(by: Actor, person: UUID, *, at: datetime) -> BreakGlass | None:
    """Return the actor's own use that runs now for a person, or None."""
    return _running(at).filter(person=person, opened_by=by.user).first()


def others_named_on(person: UUID, by: Actor) -> list[str]:
    """Return who else is named on a restricted file, by name; nobody where it is a file like any other."""
    held = restricted_file(Viewer(by), person)
    return [name for user, name in held.named if user != by.id] if held else []


def glass_open_on(viewer: Viewer, person: UUID, *, at: datetime) -> list[BreakGlass]:
    """Return the uses that run now for a person, as far as the viewer may know of them, the newest first."""
    found = list(_running(at).filter(person=person).select_related("opened_by").order_by("-opened_at"))
    if found:
        viewer.show(person, OversightCategory.EMERGENCY)
    return found


def glass_for(viewer: Viewer, pk: UUID) -> BreakGlass | None:
    """Return one use with its review, or None where the viewer may not know of it."""
    found = _told().filter(pk=pk).first()
    if found:
        viewer.show(found.person_id, OversightCategory.EMERGENCY)
    return found


def glass_told_to(viewer: Viewer, *, at: datetime) -> list[BreakGlass]:
    """Return what the viewer is told of for seven days: what others opened, and how one's own was judged."""
    since = at - TOLD_FOR
    by_others = Q(opened_at__gte=since) & ~Q(opened_by=viewer.id)
    own_judged = Q(opened_by=viewer.id, review__reviewed_at__gte=since)
    return _shown(viewer, _told().filter(by_others | own_judged).order_by("-opened_at")[:50])


def glass_waiting(viewer: Viewer) -> list[BreakGlass]:
    """Return the uses that nobody has judged yet, the oldest first."""
    require(viewer.actor, Permission.GLASS_REVIEW)
    return _shown(viewer, _told().filter(review__isnull=True).order_by("opened_at", "id")[:100])


def glass_judged(viewer: Viewer, *, cursor: str = "") -> Page[BreakGlass]:
    """Return a page of the uses that were judged, the newest first."""
    require(viewer.actor, Permission.GLASS_REVIEW)
    page = page_of(_told().filter(review__isnull=False), "-opened_at", "-id", cursor=cursor, size=GLASS_PAGE)
    _shown(viewer, page.rows)
    return page


def glass_to_judge(pk: UUID) -> BreakGlass:
    """Return a use as the privacy officer sees it; refuse where there is none."""
    found = BreakGlass.objects.filter(pk=pk).first()
    if found is None:
        raise NotPermitted(_("There is nothing here that you may judge."))
    return found


def looks_while_open(viewer: Viewer, use: BreakGlass) -> list[LookThen]:
    """Return what the opener looked at of that person while the use was open, the first look first."""
    require(viewer.actor, Permission.GLASS_REVIEW)
    sieve = LogSieve(
        who=use.opened_by_id, whom=use.person_id, from_at=use.opened_at, until_at=use.ended_at or use.until_at
    )
    found = list(looks(sieve).order_by("id")[:MOST_LOOKS])
    shown = subjects_of(look.pk for look in found)
    return [
        LookThen(
            look.at,
            look.route,
            "; ".join(categories_in_words(row.categories) for row in shown[look.pk] if row.subject == use.person_id),
        )
        for look in found
    ]


def glass_counts(viewer: Viewer, *, since: datetime) -> list[GlassCount]:
    """Return how often files were opened since a moment: altogether, by role, by unit."""
    require(viewer.actor, Permission.GLASS_REVIEW)
    with not_shown("they are counted"):
        rows = list(
            BreakGlass.objects.filter(opened_at__gte=since).values(
                "role", "unit__name", "opened_at", "review__reviewed_at", "review__verdict"
            )
        )
    roles, units = sorted({row["role"] for row in rows}), sorted({row["unit__name"] for row in rows})
    return [
        _count(_("All"), rows),
        *(_count(role_in_words(role), [row for row in rows if row["role"] == role]) for role in roles),
        *(_count(unit, [row for row in rows if row["unit__name"] == unit]) for unit in units),
    ]


def _count(label: str, rows: list[Any]) -> GlassCount:
    judged = [row for row in rows if row["review__reviewed_at"]]
    hours = [(row["review__reviewed_at"] - row["opened_at"]).total_seconds() / 3600 for row in judged]
    return GlassCount(
        label,
        uses=len(rows),
        waiting=len(rows) - len(judged),
        not_justified=sum(row["review__verdict"] == Verdict.NOT_JUSTIFIED for row in judged),
        hours_to_review=round(median(hours), 1) if hours else None,
    )


def _running(at: datetime) -> QuerySet[BreakGlass]:
    return BreakGlass.objects.filter(ended_at__isnull=True, opened_at__lte=at, until_at__gt=at)


def _told() -> QuerySet[BreakGlass]:
    return BreakGlass.objects.select_related("opened_by", "unit", "review__reviewed_by")


def _shown(viewer: Viewer, uses: "QuerySet[BreakGlass] | list[BreakGlass]") -> list[BreakGlass]:
    found = list(uses)
    for use in found:
        viewer.show(use.person_id, OversightCategory.EMERGENCY)
    return found
