"""Who partners with a unit, what they are called on a day, what they offer. All of it is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from offramp.directory.enums import ServiceKind
from offramp.directory.models import Agency, AgencyName, Partnership, Service

FRESH_FOR = timedelta(hours=12)
WORTH_SAYING_FOR = timedelta(days=14)
"""How long a number of free places is good without a warning, and worth saying at all. Ours: nobody published one."""


@dataclass(frozen=True, slots=True)
class FreePlaces:
    """How many places an agency said were free, when, and whether that is long ago."""

    count: int
    told_at: datetime
    is_old: bool


@dataclass(frozen=True, slots=True)
class Help:
    """One line of "Find help": a service with the name its agency bears now."""

    service: Service
    agency: UUID
    agency_name: str
    phone: str
    free: FreePlaces | None


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """An agency on a day: its names over time, when it was a partner, what it offers."""

    agency: Agency
    name: str
    former_names: list[AgencyName]
    partnerships: list[Partnership]
    services: list[Help]


def lasts(on: date) -> Q:
    """Return the condition that a dated row has begun by a day and has not ended before it."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def agencies_open_for_referral(unit: UUID | None, on: date) -> QuerySet[Agency]:
    """Return the agencies that are partners of a unit on a day."""
    return Agency.objects.filter(pk__in=Partnership.objects.filter(lasts(on), unit=unit).values("agency"))


def agency_name(agency: UUID, on: date) -> str:
    """Return the name an agency bears on a day, or nothing where it has none."""
    return agency_names([agency], on).get(agency, "")


def agency_names(agencies: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Return the names that some agencies bear on a day, in one query."""
    began = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    borne = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    names = AgencyName.objects.filter(began & borne, agency__in=set(agencies))
    return dict(names.order_by(F("starts_on").asc(nulls_first=True)).values_list("agency_id", "text"))


def every_agency(on: date) -> dict[UUID, str]:
    """Return each agency with the name it bears on a day, in the order of names."""
    named = agency_names(Agency.objects.values_list("pk", flat=True), on)
    return dict(sorted(named.items(), key=lambda one: one[1].casefold()))


def services_of(agency: UUID, on: date) -> QuerySet[Service]:
    """Return what an agency offers on a day, by name."""
    return Service.objects.filter(lasts(on), agency=agency).order_by("name", "pk")


def long_term_programs(on: date) -> QuerySet[Service]:
    """Return the programs people stay in after the unit, offered on a day, by name."""
    return Service.objects.filter(lasts(on), is_long_term=True).select_related("agency").order_by("name", "pk")


def kinds_offered(unit: UUID | None, on: date) -> list[ServiceKind]:
    """Return the kinds of help that partners of a unit offer on a day, in the order of the list of kinds."""
    offered = set(_offered(unit, on).values_list("kind", flat=True))
    return [kind for kind in ServiceKind if kind in offered]


def find_help(
    unit: UUID | None, *, kind: str = "", text: str = "", long_term: bool = False, at: datetime, on: date
) -> list[Help]:
    """Return what partners of a unit offer on a day: of one kind, with these words, or what lasts; free places first.

    The list is as long as the partners' services, some dozens: it is not paged.
    """
    services = _offered(unit, on)
    if kind:
        services = services.filter(kind=kind)
    if long_term:
        services = services.filter(is_long_term=True)
    found = _told(services, at=at, on=on)
    words = text.casefold().split()
    fitting = [help for help in found if all(word in _words(help) for word in words)]
    return sorted(fitting, key=_order)


def agency_page(agency: UUID, *, at: datetime, on: date) -> AgencyPage | None:
    """Return an agency with its names over time, its partnerships and what it offers; None where there is none."""
    found = Agency.objects.filter(pk=agency).first()
    if found is None:
        return None
    names = list(AgencyName.objects.filter(agency=found).order_by("-starts_on", "-pk"))
    name = agency_name(agency, on)
    return AgencyPage(
        agency=found,
        name=name or (names[0].text if names else found.code),
        former_names=[row for row in names if row.text != name],
        partnerships=list(Partnership.objects.filter(agency=found).select_related("unit").order_by("-starts_on")),
        services=_told(services_of(agency, on).select_related("agency"), at=at, on=on),
    )


def _offered(unit: UUID | None, on: date) -> QuerySet[Service]:
    partners = agencies_open_for_referral(unit, on)
    return Service.objects.filter(lasts(on), agency__in=partners).select_related("agency").order_by("name", "pk")


def _told(services: QuerySet[Service], *, at: datetime, on: date) -> list[Help]:
    rows = list(services)
    names = agency_names([row.agency_id for row in rows], on)
    return [
        Help(row, row.agency_id, names.get(row.agency_id, row.agency.code), row.agency.phone, free_places(row, at=at))
        for row in rows
    ]


def free_places(service: Service, *, at: datetime) -> FreePlaces | None:
    """Return how many places a service said were free; None where it never did, or too long ago to be worth saying."""
    if service.places is None or service.places_told_at is None:
        return None
    age = at - service.places_told_at
    if age > WORTH_SAYING_FOR:
        return None
    return FreePlaces(service.places, service.places_told_at, is_old=age > FRESH_FOR)


def _words(help: Help) -> str:
    parts = (help.service.name, help.agency_name, help.service.get_kind_display(), help.service.how_to_reach)
    return " ".join(parts).casefold()


def _order(help: Help) -> tuple[int, str]:
    """Free places told lately first, then not known or told long ago, full ones last."""
    known = help.free if help.free and not help.free.is_old else None
    return (1 if known is None else 0 if known.count else 2, help.service.name.casefold())
