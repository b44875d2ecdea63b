"""The agreements with partner agencies: which run, which are over."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from offramp.consent.models import Agreement
from offramp.kernel.keyset import Page, page_of

PAGE = 25


def agreements_kept(*, on: date, is_over: bool = False, cursor: str = "") -> Page[Agreement]:
    """Return a page of the agreements that run or will on a day, or of those that are over; the newest first."""
    over = Q(ends_on__lt=on)
    rows = Agreement.objects.select_related("unit").filter(over if is_over else Q(ends_on__isnull=True) | ~over)
    return page_of(rows, "-starts_on", "-id", cursor=cursor, size=PAGE)


def agreement_called(pk: UUID) -> Agreement | None:
    """Return one agreement, or None."""
    return Agreement.objects.select_related("unit").filter(pk=pk).first()


def agreements_in_force(unit: UUID | None, on: date) -> QuerySet[Agreement]:
    """Return the information-sharing agreements of a unit that run on a day, the one that runs longest last."""
    return Agreement.objects.filter(_runs(on), unit=unit).order_by("ends_on", "id")  # PostgreSQL has what is empty last


def agreements_of(agency: UUID | None, on: date) -> QuerySet[Agreement]:
    """Return the agreements under which an agency receives anything on a day, of whatever unit."""
    return Agreement.objects.filter(_runs(on), agency=agency)


def agencies_agreed(unit: UUID | None, on: date) -> set[UUID]:
    """Return the agencies with which a unit has an agreement that runs on a day."""
    return set(agreements_in_force(unit, on).values_list("agency", flat=True))


def agreement_with(unit: UUID | None, agency: UUID, on: date) -> Agreement | None:
    """Return the agreement with an agency that runs on a day; of several, the one that runs longest."""
    return agreements_in_force(unit, on).filter(agency=agency).last()


def _runs(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
