"""What of a person leaves the unit: agreed to, sent, answered, told; each text with its own mark."""

from datetime import date
from uuid import UUID

from offramp.access.enums import Category, Role
from offramp.accounts.models import Posting, User
from offramp.casework.models import Supporter
from offramp.consent.actions import record_consent, record_disclosure
from offramp.consent.enums import Ability, Authority, Recipient
from offramp.consent.models import Consent
from offramp.consent.rules import DisclosureTerms
from offramp.directory.enums import ServiceKind
from offramp.directory.models import Agency, Service
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from offramp.referrals.actions import Item, ask_back, decline_referral, reply, send_referral
from offramp.referrals.models import Referral
from tests.cast import Cast
from tests.conftest import acting_as
from tests.consent.scene import Scene, terms
from tests.wall.marks import Marks

C = Category


def a_treatment(cast: Cast, marks: Marks) -> Service:
    """A program whose name tells of health; the name itself is public."""
    return Service.objects.create(
        agency=cast.clinic,
        name=marks.word(C.HEALTH, "directory_service.name"),
        kind=ServiceKind.DETOX,
        reveals=C.HEALTH,
        is_long_term=True,
        starts_on=date(2020, 1, 1),
    )


def a_worker_of_the_clinic(cast: Cast, marks: Marks) -> User:
    """Somebody who works where people are treated: their name beside a referral tells to whom it went."""
    name = marks.word(C.REFERRAL, "accounts_user.name").title()
    worker = User.objects.create(username=f"clinic-{marks.whose.lower()}", name=name, joined_at=now())
    Posting.objects.create(user=worker, role=Role.AGENCY_WORKER, agency=cast.clinic.pk, starts_at=now())
    return worker


def of_consents(marks: Marks, place: str) -> str:
    return marks.word(C.CONSENT, f"consent_{place}")


def let_be_told(cast: Cast, marks: Marks, person: UUID, supporter: Supporter, by: Actor) -> None:
    said = terms(
        Scene(cast, acting_as, person),
        recipient=Recipient.SOMEBODY,
        agency=None,
        somebody=supporter.pk,
        named=of_consents(marks, "consent.named"),
    )
    record_consent(person=person, terms=said, by=by, at=now())


def agree(cast: Cast, harbour: Agency, marks: Marks, person: UUID, by: Actor) -> dict[str, Consent]:
    consents = {}
    for which, agency in (("open", cast.shelter), ("health", cast.clinic), ("back", harbour)):
        guardian = {"ability": Ability.GUARDIAN, "guardian": of_consents(marks, "consent.guardian")}
        said = terms(
            Scene(cast, acting_as, person),
            agency=agency.pk,
            categories=[C.IDENTITY, C.PLAN, C.HEALTH, C.SUPPORT_NOTES],
            purpose=of_consents(marks, f"consent.purpose {which}"),
            heard_by=of_consents(marks, f"consent.heard_by {which}"),
            present=of_consents(marks, f"consent.present {which}"),
            capacity_finding=of_consents(marks, f"consent.capacity_finding {which}"),
            **(guardian if which == "health" else {}),
        )
        consents[which] = record_consent(person=person, terms=said, by=by, at=now())
    return consents


def tell_a_court(marks: Marks, person: UUID, by: Actor) -> None:
    told = DisclosureTerms(
        categories=[C.IDENTITY],
        authority=Authority.ORDER,
        recipient=of_consents(marks, "disclosure.recipient"),
        words=of_consents(marks, "disclosure.words"),
        told_at=now(),
    )
    record_disclosure(person=person, terms=told, by=by, at=now())


def send(
    marks: Marks, person: UUID, consents: dict[str, Consent], services: list[Service], by: Actor
) -> dict[str, Referral]:
    sent = {}
    for (which, consent), service in zip(consents.items(), services, strict=True):
        reveals = C.HEALTH if which == "health" else C.PLAN
        items = [
            Item(
                category,
                marks.word(category, f"referrals_packetitem.label {which} {category}"),
                marks.word(category, f"referrals_packetitem.text {which} {category}"),
            )
            for category in (C.IDENTITY, reveals)
        ]
        sent[which] = send_referral(
            person=person,
            agency=service.agency_id,
            service=service.pk,
            hoped_for=marks.word(reveals, f"referrals_referralterms.hoped_for {which}"),
            consent=consent.pk,
            items=items,
            by=by,
            at=now(),
        )
    return sent


def answer(cast: Cast, marks: Marks, referrals: dict[str, Referral], worker: User) -> None:
    def word(which: str) -> str:
        return marks.word(C.REFERRAL, f"referrals_message.text {which}")

    with acting_as(cast.worker) as by:
        ask_back(referral=referrals["open"].pk, question=word("open question"), by=by, at=now())
    with acting_as(cast.navigator) as by:
        reply(referral=referrals["open"].pk, text=word("open reply"), by=by, at=now())
    with acting_as(worker) as by:
        decline_referral(referral=referrals["health"].pk, reason="full", words=word("health declined"), by=by, at=now())
