"""Each act leaves one row in the audit: which act, by whom, on what, about whom, and which fields; never a word."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.audit.models import Entry
from offramp.consent.actions import (
    AgreementTerms,
    DemandTerms,
    DisclosureTerms,
    acknowledge_withdrawal,
    close_demand,
    decide_demand,
    disclose_under_consent,
    end_agreement,
    extend_to_officer,
    give_on_demand,
    hold_consent,
    make_agreement,
    record_demand,
    record_disclosure,
    record_not_now,
    withdraw_consent,
)
from offramp.consent.enums import Authority, DemandKind, Verdict
from offramp.consent.queries import withdrawals_told_to
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from tests.consent.scene import Scene, consented, for_officers, seat

Row = tuple[str, UUID | None, UUID | None, UUID | None, list[str]]
"""A row of the audit: verb, whose act, on what, about whom, which fields."""


def test_what_a_person_agrees_to_and_takes_back(scene: Scene) -> None:
    cast, person, hand = scene.cast, scene.person, scene.cast.navigator.pk
    consent = consented(scene, for_officers(scene, Category.HEALTH))
    with scene.acting(cast.navigator) as by:
        answer = record_not_now(person=person, note="later", by=by, at=now())
        seat(scene, cast.colleague)
        extend_to_officer(person=person, user=cast.colleague.pk, by=by, at=now())
        withdraw_consent(consent=consent.pk, by=by, at=now())
    with scene.acting(cast.officer) as by:
        [notice] = withdrawals_told_to(Viewer(by))
        acknowledge_withdrawal(notice=notice.pk, by=by, at=now())
        acknowledge_withdrawal(notice=notice.pk, by=by, at=now())

    assert audited(scene, "consent.") == [
        ("consent.recorded", hand, consent.pk, person, ["categories"]),
        ("consent.not_now", hand, answer.pk, person, []),
        ("consent.extended", hand, cast.colleague.pk, person, []),
        ("consent.withdrawn", hand, consent.pk, person, []),
        ("consent.withdrawal_known", cast.officer.pk, notice.pk, person, []),
    ]


def test_what_leaves_the_unit(scene: Scene) -> None:
    person, hand, consent = scene.person, scene.cast.navigator.pk, consented(scene)
    with scene.acting(scene.cast.navigator) as by:
        held = hold_consent(consent=consent.pk, at=now())
        assert held is not None
        way = new_id()
        sent = disclose_under_consent(consent=held, categories=[Category.PLAN], by_way_of=way, by=by, at=now())
        said = DisclosureTerms(
            categories=[Category.WHEREABOUTS],
            recipient=" Ambulance ",
            authority=Authority.ACUTE_RISK,
            words=" She fell ",
            told_at=now(),
        )
        told = record_disclosure(person=person, terms=said, by=by, at=now())

    assert (sent.categories, sent.agency_id, sent.by_way_of, sent.by_id) == (["plan"], consent.agency_id, way, hand)
    assert (told.categories, told.recipient, told.words) == (["whereabouts"], "Ambulance", "She fell")
    assert audited(scene, "disclosure.") == [
        ("disclosure.recorded", hand, sent.pk, person, ["categories"]),
        ("disclosure.recorded", hand, told.pk, person, ["categories"]),
    ]


def test_what_is_demanded(scene: Scene) -> None:
    person, hand = scene.person, scene.cast.privacy.pk
    came: dict[str, Any] = {"received_on": localdate(), "due_on": localdate() + timedelta(days=9)}
    said = DemandTerms(
        kind=DemandKind.SUBPOENA, sender=" A court ", reference=" 24-103 ", person=person, decider=" Counsel ", **came
    )
    with scene.acting(scene.cast.privacy) as by:
        demand = record_demand(terms=said, by=by, at=now())
        decision = decide_demand(demand=demand.pk, verdict=Verdict.PART, words=" Owed ", by=by, at=now())
        told = give_on_demand(
            demand=demand.pk, categories=[Category.PLAN], words="One visit", given_at=now(), by=by, at=now()
        )
        closure = close_demand(demand=demand.pk, by=by, at=now())

    assert (demand.sender, demand.reference, demand.decider) == ("A court", "24-103", "Counsel")
    assert (decision.words, decision.by_id, closure.by_id, demand.recorded_by_id) == ("Owed", hand, hand, hand)
    assert audited(scene, "demand.", "disclosure.") == [
        ("demand.recorded", hand, demand.pk, person, []),
        ("demand.decided", hand, demand.pk, person, ["verdict"]),
        ("disclosure.recorded", hand, told.pk, person, ["categories"]),
        ("demand.closed", hand, demand.pk, person, []),
    ]


def test_what_an_agency_may_receive(scene: Scene) -> None:
    hand = scene.cast.privacy.pk
    said = AgreementTerms(
        unit=scene.cast.help.pk,
        agency=scene.cast.shelter.pk,
        categories=[Category.PLAN],
        starts_on=localdate(),
        reference=" ISA-7 ",
    )
    with scene.acting(scene.cast.privacy) as by:
        made = make_agreement(terms=said, by=by, at=now())
        ended = end_agreement(agreement=made.pk, last_day=localdate(), by=by, at=now())

    assert (made.reference, ended.pk, ended.ends_on) == ("ISA-7", made.pk, localdate())
    assert audited(scene, "agreement.") == [
        ("agreement.made", hand, made.pk, None, ["agency", "categories", "dates"]),
        ("agreement.ended", hand, made.pk, None, ["ends_on"]),
    ]


def audited(scene: Scene, *begin: str) -> list[Row]:
    """Return what the audit says of acts whose names begin so, in their order."""
    with scene.acting(scene.cast.privacy):
        rows = Entry.objects.order_by("pk")
        return [
            (row.verb, row.actor, row.subject, row.about, list(row.fields))
            for row in rows
            if row.verb.startswith(begin)
        ]
