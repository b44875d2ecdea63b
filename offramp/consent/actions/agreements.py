"""Keep the agreements under which partner agencies receive anything: since when, until when, how much."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.consent import rules
from offramp.consent.models import Agreement
from offramp.consent.queries import agreement_with, agreements_in_force
from offramp.consent.rules import AgreementTerms
from offramp.kernel.days import midnight
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor


@transaction.atomic
def make_agreement(*, terms: AgreementTerms, by: Actor, at: datetime) -> Agreement:
    """Write down what an agency may receive of the unit's people, from which day until which."""
    require(by, Permission.AGREEMENT_KEEP)
    rules.check_agreement(terms)
    made = Agreement.objects.create(
        unit_id=terms.unit,
        agency_id=terms.agency,
        categories=sorted(set(terms.categories)),
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        reference=terms.reference.strip(),
    )
    audit.record(verb="agreement.made", by=by, at=at, subject=made.pk, fields=["agency", "categories", "dates"])
    return made


@transaction.atomic
def end_agreement(*, agreement: UUID, last_day: date, by: Actor, at: datetime) -> Agreement:
    """Let an agreement end earlier: from the next day on, or at once, nothing that stood on it alone is open."""
    require(by, Permission.AGREEMENT_KEEP)
    held = Agreement.objects.select_for_update().filter(pk=agreement).first()
    if held is None:
        raise NotPermitted(_("There is no such agreement."))
    rules.check_can_end(starts_on=held.starts_on, ends_on=held.ends_on, last_day=last_day)
    held.ends_on = last_day
    held.save(update_fields=["ends_on"])
    after = last_day + timedelta(days=1)
    if agreement_with(held.unit_id, held.agency_id, after) is None:
        for close in settings.STANDING_ON_AGREEMENT:
            import_string(close)(unit=held.unit_id, agency=held.agency_id, until=max(midnight(after), at))
    audit.record(verb="agreement.ended", by=by, at=at, subject=held.pk, fields=["ends_on"])
    return held


def hold_agreement(*, unit: UUID | None, agency: UUID, on: date) -> Agreement | None:
    """Lock the agreements with an agency until the transaction ends, and return the one that runs longest.

    Whoever sends something under one holds it first: its end waits, or was there before.
    """
    held = list(agreements_in_force(unit, on).filter(agency=agency).select_for_update())
    return held[-1] if held else None
