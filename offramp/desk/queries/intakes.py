"""What reached HELP, as lines of a desk: the team's queue, what one claimed, what one asked, what nobody answered."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.accounts.queries import teams_in
from offramp.desk.queries.waiting import Load, Waiting
from offramp.kernel.identity import Viewer
from offramp.triage.enums import Level
from offramp.triage.queries import CONSULTS, Sieve, intakes_visible_to, queue

if TYPE_CHECKING:
    from offramp.triage.models import Intake

FIRST = 5
MOST = 20


def next_in_queue(viewer: Viewer) -> list[Waiting]:
    """Return the first of the open intakes of the viewer's teams, danger and the oldest due first."""
    rows = _open(viewer).filter(team__in=viewer.actor.teams, going_at__isnull=True)
    found = _shown(viewer, rows.order_by("rank", "due_at", "id")[:FIRST])
    return [_line(row, action=_("Take it"), level=_level(row.level)) for row in found]


def claimed(viewer: Viewer) -> list[Waiting]:
    """Return the open intakes the viewer claimed."""
    mine = queue(viewer, None, sieve=Sieve(mine=True)).rows
    return [_line(row, due_at=row.due_at, action=_("Go on")) for row in mine]


def unanswered(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return the consults past their time that nobody answered, longest waiting first."""
    rows = _open(viewer).filter(answered_at__isnull=True, door__in=CONSULTS, due_at__lt=at)
    found = _shown(viewer, rows.order_by("due_at", "id")[:MOST])
    return [_line(row, due_at=row.due_at, action=_("Look")) for row in found]


def asked(viewer: Viewer) -> tuple[list[Waiting], list[Waiting]]:
    """Return what the viewer asked lately: what is still open, and what is done."""
    rows = list(intakes_visible_to(viewer).filter(asked_by=viewer.id).order_by("-asked_at", "-id")[:MOST])
    still_open = _shown(viewer, (row for row in rows if _waits(row)))
    done = _shown(viewer, [row for row in rows if not _waits(row)][:FIRST])
    return (
        [_line(row, due_at=row.due_at, detail=_state(row), page="triage:asked") for row in still_open],
        [_line(row, detail=_state(row), clock=_("answered"), page="triage:asked") for row in done],
    )


def loads(viewer: Viewer) -> list[Load]:
    """Return how many intakes each team has open."""
    counted = _open(viewer).order_by().values("team").annotate(count=Count("pk")).values_list("team", "count")
    by_team = dict(counted)
    address = reverse("triage:queue")
    return [
        Load(team.name, by_team.get(team.pk, 0), f"{address}?team={team.pk}") for team in teams_in(viewer.actor.unit)
    ]


def _open(viewer: Viewer) -> "QuerySet[Intake]":
    return intakes_visible_to(viewer).filter(closed_at__isnull=True)


def _shown(viewer: Viewer, rows: "Iterable[Intake]") -> "list[Intake]":
    found = list(rows)
    for row in found:
        viewer.show(row.pk, Category.CONTACT_LOG)
    return found


def _line(
    row: "Intake",
    *,
    due_at: datetime | None = None,
    action: str = "",
    detail: str = "",
    level: str = "",
    clock: str = "",
    page: str = "triage:intake",
) -> Waiting:
    where = row.neighbourhood.name if row.neighbourhood else row.branch.name if row.branch else ""
    return Waiting(
        title=row.title,
        url=reverse(page, args=[row.pk]),
        due_at=due_at,
        detail=" · ".join(part for part in (where, row.place, detail) if part),
        action=action,
        level=level,
        clock=clock,
    )


def _level(level: str) -> str:
    """Return the level as bars show it: danger to life has the most of them."""
    return Level.NOW if level == Level.DANGER else level


def _waits(row: "Intake") -> bool:
    return row.closed_at is None and row.answered_at is None


def _state(row: "Intake") -> str:
    if row.going_at and row.closed_at is None:
        return _("HELP is going")
    if row.answered_at:
        return _("HELP answered")
    return _("Closed") if row.closed_at else _("Waits for an answer")
