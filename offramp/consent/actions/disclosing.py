"""Write into the ledger what of a person left the unit. Its rows are only added, in the disclosing transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Operation, Permission, Role
from offramp.access.queries import bases_of, require
from offramp.audit import actions as audit
from offramp.consent import rules
from offramp.consent.enums import Authority
from offramp.consent.models import Disclosure
from offramp.consent.rules import DisclosureTerms
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor
from offramp.people.queries import unit_of

if TYPE_CHECKING:
    from offramp.consent.models import Consent


@transaction.atomic
def disclose_under_consent(
    *, consent: "Consent", categories: Iterable[Category], by_way_of: UUID, by: Actor, at: datetime
) -> Disclosure:
    """Write down that something went to whom a consent names. The action that sends it calls this.

    consent: held by the caller (`hold_consent`). by_way_of: the row by which it went, such as a referral.
    """
    person = consent.person_id
    require(by, Permission.DISCLOSURE_RECORD, subject=person, unit=by.unit, category=Category.CONSENT, at=at)
    told = Disclosure.objects.create(
        person_id=person,
        unit_id=by.home,
        categories=sorted({str(category) for category in categories}),
        authority=Authority.CONSENT,
        agency_id=consent.agency_id,
        recipient=consent.named,
        consent=consent,
        by_way_of=by_way_of,
        at=at,
        recorded_at=at,
        by_id=by.user,
    )
    audit.record(verb="disclosure.recorded", by=by, at=at, subject=told.pk, about=person, fields=["categories"])
    return told


@transaction.atomic
def record_disclosure(*, person: UUID, terms: DisclosureTerms, by: Actor, at: datetime) -> Disclosure:
    """Write down what was told of a person without their consent: by statute, for acute risk, or on an order."""
    require(by, Permission.DISCLOSURE_RECORD)
    if not _may_tell_of(person, by, at):
        raise NotPermitted(_("You are not working with this person."))
    return write_down(person=person, terms=terms, by=by, at=at)


def write_down(
    *, person: UUID, terms: DisclosureTerms, by_way_of: UUID | None = None, by: Actor, at: datetime
) -> Disclosure:
    """Add a line to the ledger, of what was told without a consent. Whoever calls this has asked whether they may."""
    rules.check_disclosure(terms, at=at)
    told = Disclosure.objects.create(
        person_id=person,
        unit_id=by.home,
        categories=sorted({str(category) for category in terms.categories}),
        authority=terms.authority,
        recipient=terms.recipient.strip(),
        by_way_of=by_way_of,
        words=terms.words.strip(),
        at=terms.told_at,
        recorded_at=at,
        by_id=by.user,
    )
    audit.record(verb="disclosure.recorded", by=by, at=at, subject=told.pk, about=person, fields=["categories"])
    return told


def _may_tell_of(person: UUID, by: Actor, at: datetime) -> bool:
    """A navigator discloses of whom they work with; the supervisor of anybody the unit has a file of."""
    if by.role == Role.HELP_SUPERVISOR:
        return unit_of(person) == by.home
    return bool(bases_of(by, Operation.WRITE, Category.CONSENT, subject=person, unit=by.unit, at=at))
