"""Read the logs. Row security shows a user their own rows, and the privacy officer all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from offramp.audit.models import Block, Entry, Look, LookSubject
from offramp.kernel.ids import first_id_at

MOST_LOOKED = 500


@dataclass(frozen=True, slots=True)
class LogSieve:
    """Which rows of a log: by whom, about whom, what, in which period. Empty is no condition."""

    who: UUID | None = None
    whom: UUID | None = None
    what: str = ""
    from_at: datetime | None = None
    until_at: datetime | None = None


def entries(sieve: LogSieve) -> QuerySet[Entry]:
    """Return what was done, as far as the reader may see it. `what` is a verb, or the context before its dot."""
    rows = Entry.objects.filter(_in_period(sieve))
    if sieve.who:
        rows = rows.filter(actor=sieve.who)
    if sieve.whom:
        rows = rows.filter(Q(about=sieve.whom) | Q(subject=sieve.whom))
    if sieve.what:
        rows = rows.filter(verb__startswith=sieve.what)
    return rows


def looks(sieve: LogSieve) -> QuerySet[Look]:
    """Return the responses that showed somebody's data, as far as the reader may see it. `what` begins a route."""
    rows = Look.objects.filter(_in_period(sieve))
    if sieve.who:
        rows = rows.filter(reader=sieve.who)
    if sieve.whom:
        rows = rows.filter(pk__in=LookSubject.objects.filter(subject=sieve.whom).values("look"))
    if sieve.what:
        rows = rows.filter(route__startswith=sieve.what)
    return rows


def random_looks(sieve: LogSieve, *, count: int) -> list[Look]:
    """Return some looks of a period, each as likely as any other: for a review by sample."""
    return list(looks(sieve).order_by("?")[:count])


def subjects_of(looks: Iterable[UUID]) -> dict[UUID, list[LookSubject]]:
    """Return what each of these looks showed, of whom, in one query."""
    found: dict[UUID, list[LookSubject]] = {}
    for row in LookSubject.objects.filter(look__in=list(looks)).order_by("id"):
        found.setdefault(row.look, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Looked:
    """How often somebody looked by one route, and when last."""

    reader: UUID | None
    role: str
    route: str
    times: int
    last_at: datetime


def looks_counted(subjects: Iterable[UUID], *, from_at: datetime, until_at: datetime) -> list[Looked]:
    """Return who looked at some subjects in a period, by reader and route, most often first.

    As far as the reader may see the log.
    """
    sieve = LogSieve(from_at=from_at, until_at=until_at)
    shown = LookSubject.objects.filter(_in_period(sieve), subject__in=list(subjects))
    rows = Look.objects.filter(_in_period(sieve), pk__in=shown.values("look")).values("reader", "role", "route")
    counted = rows.annotate(times=Count("pk"), last_at=Max("at")).order_by("-times", "reader", "role", "route")
    return [Looked(**row) for row in counted[:MOST_LOOKED]]


def sealed_to() -> datetime | None:
    """Return when rows were sealed last, as far as the reader may see it; None where none was."""
    return Block.objects.order_by("number").values_list("sealed_at", flat=True).last()


def _in_period(sieve: LogSieve) -> Q:
    """Bound the key rather than the time: it tells the month, and so the partition."""
    period = Q()
    if sieve.from_at:
        period &= Q(pk__gte=first_id_at(sieve.from_at))
    if sieve.until_at:
        period &= Q(pk__lt=first_id_at(sieve.until_at))
    return period
