"""Reads of concerns, themes and promises, as far as row security opens them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate

from offramp.access.enums import EngagementCategory, Stream
from offramp.engagement.enums import Stand
from offramp.engagement.models import Concern, Promise, Theme
from offramp.engagement.rules import concerns as rules
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of

E = EngagementCategory
PAGE = 25
ORDER = ("rank", "since", "id")
ON_A_DESK = 20
ALIKE = 0.25
"""From this likeness of their words on (0 to 1), two concerns are shown as perhaps about one thing."""

TOLD = Q(told_at__isnull=False) & (Q(reopened_at__isnull=True) | Q(reopened_at__lt=F("told_at")))
"""We said what we did, or why we couldn't, and the community did not say since that this is no answer."""


def concerns(*, today: date) -> QuerySet[Concern]:
    """Return every concern that is open to whoever asks, each with `rank`: its place in the order of the list."""
    rank = {stand: place for place, stand in enumerate(rules.STANDS)}
    return Concern.objects.select_related("invitation__neighbourhood", "theme", "heard_by").annotate(
        rank=Case(
            When(answered_at__isnull=False, then=Value(rank[Stand.ANSWERED])),
            When(TOLD, then=Value(rank[Stand.TOLD])),
            When(due_on__lt=today, then=Value(rank[Stand.OVERDUE])),
            When(owner="", then=Value(rank[Stand.UNOWNED])),
            default=Value(rank[Stand.OPEN]),
            output_field=IntegerField(),
        ),
        since=Coalesce(F("due_on"), TruncDate("heard_at")),
    )


def stand_of(concern: Concern) -> Stand:
    """Return where a concern stands that came with its rank."""
    return rules.stand_of(vars(concern)["rank"])


def concerns_listed(
    viewer: Viewer, *, cursor: str, today: date, theme: UUID | None = None, neighbourhood: UUID | None = None
) -> Page[Concern]:
    """Return a page of concerns: overdue first, then what nobody has taken on, open, told, answered."""
    rows = concerns(today=today)
    if theme:
        rows = rows.filter(theme=theme)
    if neighbourhood:
        rows = rows.filter(invitation__neighbourhood=neighbourhood)
    page = page_of(rows, *ORDER, cursor=cursor, size=PAGE)
    _shown(viewer, page.rows)
    return page


def in_order(rows: QuerySet[Concern]) -> list[Concern]:
    """Return the first of some concerns, in the order of the list."""
    return page_of(rows, *ORDER, cursor="", size=ON_A_DESK).rows


def concern_for(viewer: Viewer, concern: UUID, *, today: date) -> Concern | None:
    """Return one concern, or None where the viewer may not see it."""
    found = concerns(today=today).select_related("told_by").filter(pk=concern).first()
    return _shown(viewer, [found])[0] if found else None


def similar_to(viewer: Viewer, concern: Concern) -> list[Concern]:
    """Return up to five concerns whose words are alike, the likest first. A suggestion: nobody is linked by itself."""
    rows = Concern.objects.select_related("invitation", "theme").exclude(pk=concern.pk)
    alike = rows.annotate(alike=TrigramSimilarity("text", concern.text)).filter(alike__gte=ALIKE)
    return _shown(viewer, alike.order_by("-alike", "id")[:5])


def themes() -> QuerySet[Theme]:
    """Return every theme, with how many concerns it holds and how many of them the community calls answered."""
    answered = Count("concerns", filter=Q(concerns__answered_at__isnull=False))
    return Theme.objects.annotate(held=Count("concerns"), answered=answered)


def said_about(viewer: Viewer, invitation: UUID, *, today: date) -> list[Concern]:
    """Return what was said at or about one event, in order."""
    return _shown(viewer, concerns(today=today).filter(invitation=invitation).order_by("heard_at", "id"))


def said_in_words(viewer: Viewer, invitation: UUID, *, today: date) -> list[tuple[Concern, Stand]]:
    """Return what was said at or about one event, each with where it stands."""
    return [(row, stand_of(row)) for row in said_about(viewer, invitation, today=today)]


def promises_about(viewer: Viewer, invitation: UUID) -> list[Promise]:
    """Return what was promised at one event, the earliest day first."""
    rows = list(Promise.objects.filter(invitation=invitation).select_related("made_by", "kept_by"))
    if rows:
        viewer.show(invitation, E.EVENTS, stream=Stream.ENGAGEMENT)
    return rows


def promise_for(viewer: Viewer, promise: UUID) -> Promise | None:
    """Return one promise, or None where the viewer may not see it."""
    found = Promise.objects.filter(pk=promise).first()
    if found:
        viewer.show(found.invitation_id, E.EVENTS, stream=Stream.ENGAGEMENT)
    return found


def overdue_concerns(viewer: Viewer, *, today: date) -> list[Concern]:
    """Return the concerns whose day has passed without an answer, the oldest first."""
    late = concerns(today=today).filter(due_on__lt=today, answered_at__isnull=True).exclude(TOLD)
    return _shown(viewer, late.order_by("due_on", "id")[:ON_A_DESK])


def overdue_promises(viewer: Viewer, *, today: date, made_by: UUID | None = None) -> list[Promise]:
    """Return promises that were not kept by their day, the oldest first; of one member, or of all."""
    rows = Promise.objects.select_related("invitation").filter(kept_at__isnull=True, due_on__lt=today)
    if made_by:
        rows = rows.filter(made_by=made_by)
    found = list(rows.order_by("due_on", "id")[:ON_A_DESK])
    for row in found:
        viewer.show(row.invitation_id, E.EVENTS, stream=Stream.ENGAGEMENT)
    return found


def _shown(viewer: Viewer, rows: Iterable[Concern]) -> list[Concern]:
    found = list(rows)
    for row in found:
        viewer.show(row.invitation_id, E.EVENTS, stream=Stream.ENGAGEMENT)
    return found
