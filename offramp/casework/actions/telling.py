"""Tell somebody around a person what a consent allows, and write it into the ledger."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.casework import rules
from offramp.casework.actions.around import held_around
from offramp.casework.models import Supporter
from offramp.consent.actions import disclose_under_consent, hold_consent
from offramp.consent.queries import consent_naming
from offramp.kernel.identity import Actor, Viewer


@transaction.atomic
def tell_supporter(*, supporter: UUID, plan: bool, by: Actor, at: datetime) -> None:
    """Write down that somebody was told that the unit works with the person, or the plan too, under their consent."""
    told = held_around(model=Supporter, pk=supporter, by=by, at=at)
    permission, category = Permission.DISCLOSURE_RECORD, Category.CONSENT
    require(by, permission, subject=told.person_id, unit=told.unit_id, category=category, at=at)
    named = consent_naming(Viewer(by), told.pk, at=at)
    consent = hold_consent(consent=named.pk, at=at) if named else None
    ground = rules.told_under(consent, plan=plan)
    categories = [Category.IDENTITY, *([Category.PLAN] if plan else [])]
    disclose_under_consent(consent=ground, categories=categories, by_way_of=told.pk, by=by, at=at)
