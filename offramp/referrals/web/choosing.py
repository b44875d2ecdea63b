"""To whom a person can be referred today: agencies, their services and free places, and what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.consent.queries import agreements_in_force, consents_standing
from offramp.directory.queries import FreePlaces, agencies_open_for_referral, agency_names, free_places
from offramp.kernel.clock import now

if TYPE_CHECKING:
    from offramp.consent.models import Consent
    from offramp.directory.models import Service


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """A service somebody may be referred to, and the consent it can go under, if there is one."""

    service: "Service"
    agency: UUID
    agency_name: str
    consent: "Consent | None"
    covered: frozenset[Category]
    last_day: str

    @property
    def free(self) -> FreePlaces | None:
        """Return how many places are free, as far as that is known and worth saying."""
        return free_places(self.service, at=now())

    @property
    def reveals(self) -> Category:
        """Return what the service tells by its mere name."""
        return Category.HEALTH if self.service.reveals == Category.HEALTH else Category.PLAN


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """A partner agency with what it offers today."""

    agency: UUID
    name: str
    has_agreement: bool
    has_consent: bool
    services: list[ServiceChoice]


def agencies_to_choose(request: SignedInRequest, person: UUID) -> list[AgencyChoice]:
    """Return the partner agencies, those with a consent in force first, each with its services today."""
    at = now()
    today = localtime(at).date()
    consents = consents_standing(request.viewer, person, at=at)
    agreed = {found.agency_id: found.categories for found in agreements_in_force(request.actor.unit, today)}
    agencies = list(agencies_open_for_referral(request.actor.unit, today).prefetch_related("services"))
    names = agency_names([agency.pk for agency in agencies], today)
    found = []
    for agency in agencies:
        mine = [consent for consent in consents if consent.agency_id == agency.pk]
        allowed = agreed.get(agency.pk)
        services = [
            _choice(service, names[agency.pk], mine, allowed or ())
            for service in agency.services.all()
            if _is_offered(service, today)
        ]
        found.append(AgencyChoice(agency.pk, names[agency.pk], allowed is not None, bool(mine), services))
    return sorted(found, key=lambda choice: (not choice.has_consent, not choice.has_agreement, choice.name.casefold()))


def service_chosen(request: SignedInRequest, person: UUID, service: UUID) -> ServiceChoice | None:
    """Return a service as a choice for a person, or None where it can't be chosen today."""
    choices = (choice for agency in agencies_to_choose(request, person) for choice in agency.services)
    return next((choice for choice in choices if choice.service.pk == service and choice.consent), None)


def _choice(
    service: "Service", agency_name: str, consents: Iterable["Consent"], agreed: Iterable[str]
) -> ServiceChoice:
    """Of several consents the one that covers most is taken, and of those the one that runs longest."""
    needs = Category.HEALTH if service.reveals == Category.HEALTH else Category.PLAN
    fitting = [consent for consent in consents if needs in set(consent.categories) & set(agreed)]
    best = max(fitting, key=lambda consent: (len(consent.categories), consent.ends_at), default=None)
    covered = frozenset(Category(name) for name in set(best.categories) & set(agreed)) if best else frozenset()
    until = date_format(localtime(best.ends_at - timedelta(microseconds=1)), "j F Y") if best else ""
    return ServiceChoice(service, service.agency_id, agency_name, best, covered, until)


def _is_offered(service: "Service", on: date) -> bool:
    return service.starts_on <= on and (service.ends_on is None or service.ends_on >= on)
