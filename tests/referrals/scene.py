"""A person in care who agreed, and what is sent of them."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from offramp.access.enums import Category, Role
from offramp.accounts.models import Posting, User
from offramp.consent.models import Consent
from offramp.directory.models import Agency, Service
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.referrals.actions import Item, accept_referral, send_referral
from offramp.referrals.models import Referral
from offramp.referrals.queries import ReferralSeen, referral_for
from tests.consent.scene import Scene, consented, terms
from tests.ui.reading import Answer, flat

PACKET = (Item(Category.IDENTITY, "Name", "Josephine M."), Item(Category.PLAN, "Goal", "A door that locks"))
ALL_BUT_POLICE = [category for category in Category if category not in ("consent", "referral", "contact_log")]


def to_shelter(scene: Scene, consent: Consent | None = None, **changes: Any) -> Referral:
    """Have the navigator send somebody to the shelter, for a room."""
    held = consent or consented(scene)
    return sent(scene, held, scene.cast.shelter, scene.cast.beds, **changes)


def to_detox(scene: Scene, consent: Consent | None = None, **changes: Any) -> Referral:
    """Have the navigator send somebody to the clinic's detox: its name reveals health."""
    agreed = terms(scene, agency=scene.cast.clinic.pk, categories=[Category.IDENTITY, Category.HEALTH, Category.PLAN])
    changes.setdefault("hoped_for", "A detox bed")
    return sent(scene, consent or consented(scene, agreed), scene.cast.clinic, scene.cast.detox, **changes)


def sent(
    scene: Scene,
    consent: Consent,
    agency: Agency,
    service: Service,
    *,
    items: Sequence[Item] = PACKET,
    hoped_for: str = "A room of her own",
    answer_by: date | None = None,
    at: datetime | None = None,
) -> Referral:
    """Have the navigator send a referral."""
    with scene.acting(scene.cast.navigator) as by:
        return send_referral(
            person=scene.person,
            agency=agency.pk,
            service=service.pk,
            hoped_for=hoped_for,
            consent=consent.pk,
            items=items,
            answer_by=answer_by,
            by=by,
            at=at or now(),
        )


def accepted(scene: Scene, referral: Referral) -> None:
    """Have the agency's worker accept."""
    with scene.acting(scene.cast.worker) as by:
        accept_referral(referral=referral.pk, by=by, at=now())


def as_seen_by(scene: Scene, user: User, referral: Referral) -> ReferralSeen | None:
    """Return a referral as somebody sees it."""
    with scene.acting(user) as by:
        return referral_for(Viewer(by), referral.pk, at=now())


def another_worker(scene: Scene) -> User:
    """Return a second worker of the shelter."""

    user = User.objects.create_user(f"w{new_id().hex[-6:]}", "correct horse battery", name="Ren Abe", joined_at=now())
    Posting.objects.create(user=user, role=Role.AGENCY_WORKER, agency=scene.cast.shelter.pk, starts_at=now())
    return user


def token_for(page: Answer, action: str) -> str:
    """Return the token of the form on a page that is sent to an address."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?name="form_token" value="([^"]+)"', flat(page))
    assert form is not None, f"no form for {action}"
    return form[1]
