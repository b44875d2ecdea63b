"""A consent has its six elements, was given by somebody able to give it, and opens no more than the agreement."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from offramp.access.enums import Basis, Category, Role
from offramp.access.who_sees_what import READS
from offramp.audit.models import Entry
from offramp.consent.actions import check_consent, record_consent, record_not_now
from offramp.consent.enums import FOR_OFFICERS, IN_PLAIN_WORDS, Ability, Method, Recipient
from offramp.consent.models import Agreement, Consent, NotNow
from offramp.consent.queries import (
    agreement_with,
    consent_in_force,
    consents_ending,
    consents_of,
    consents_standing,
    not_now_of,
)
from offramp.consent.rules import Birth
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import Acting
from tests.consent.scene import Scene, a_scene, consented, for_officers, terms


def test_a_consent_keeps_what_was_said(scene: Scene) -> None:
    said = terms(scene, guardian="", capacity_finding="", present="Her sister")

    consent = consented(scene, said)

    with scene.acting(scene.cast.navigator) as by:
        kept = consents_of(Viewer(by), scene.person)
        assert [row.pk for row in kept] == [consent.pk]
        row = kept[0]
        assert (row.categories, row.purpose, row.agency_id) == (["identity", "plan"], said.purpose, said.agency)
        assert (row.starts_at, row.ends_at) == (said.starts_at, said.ends_at)
        assert (row.method, row.heard_by, row.ability, row.present) == ("oral", "Amara Okafor", "able", "Her sister")
        assert (row.acknowledged, row.told_revocable, row.recorded_by) == (True, True, scene.cast.navigator)
        assert [(e.verb, e.subject, e.fields) for e in Entry.objects.filter(about=scene.person)] == [
            ("consent.recorded", consent.pk, ["categories"])
        ]


def test_reading_consents_is_noted_and_costs_one_query_for_one_and_for_three(scene: Scene) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            consented(scene)
        with scene.acting(scene.cast.navigator) as by:
            viewer = Viewer(by)
            with CaptureQueriesContext(connection) as queries:
                found = consents_of(viewer, scene.person)
            counts.append((len(found), len(queries)))
            assert viewer.shown == {("support", scene.person): {"consent"}}

    assert counts == [(1, 1), (3, 1)]


def test_reading_no_consents_shows_nothing(scene: Scene) -> None:
    with scene.acting(scene.cast.navigator) as by:
        viewer = Viewer(by)
        assert consents_of(viewer, scene.person) == []
        assert not_now_of(viewer, scene.person) == []
        assert viewer.shown == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"categories": []}, "categories"),
        ({"purpose": "  "}, "purpose"),
        ({"agency": None}, "agency"),
        ({"acknowledged": False}, "acknowledged"),
        ({"told_revocable": False}, "told_revocable"),
        ({"heard_by": " "}, "heard_by"),
        ({"present": " "}, "present"),
        ({"ability": Ability.NOT_NOW}, "ability"),
        ({"ability": Ability.GUARDIAN}, "guardian"),
        ({"categories": [Category.CONSENT]}, "categories"),
        ({"categories": [Category.REFERRAL]}, "categories"),
        ({"ends_at": now() - timedelta(days=3), "starts_at": now() - timedelta(days=9)}, "ends_at"),
        ({"ends_at": now() + timedelta(days=3), "starts_at": now() + timedelta(days=9)}, "ends_at"),
    ],
)
def test_each_missing_element_is_refused_beside_its_field(scene: Scene, changes: dict[str, Any], field: str) -> None:
    assert refused(scene, **changes).field == field

    with scene.acting(scene.cast.navigator):
        assert Consent.objects.count() == 0


def test_a_consent_that_begins_and_ends_at_one_moment_is_refused(scene: Scene) -> None:
    moment = now() + timedelta(days=1)
    assert refused(scene, starts_at=moment, ends_at=moment).message == "It ends before it begins."


def test_a_written_consent_needs_nobody_who_heard_it(scene: Scene) -> None:
    assert consented(scene, terms(scene, method=Method.WRITTEN, heard_by="")).method == "written"


def test_an_agreement_limits_what_may_be_shared(scene: Scene) -> None:
    Agreement.objects.filter(agency=scene.cast.shelter).update(categories=["identity", "plan"])

    refusal = refused(scene, categories=[Category.IDENTITY, Category.HEALTH, Category.SUPPORT_NOTES])

    assert refusal.field == "categories"
    assert refusal.message == ("The agreement with this agency does not allow: Health, What was told to a navigator.")


@pytest.mark.parametrize("ended", ["yesterday", "never made", "not begun"])
def test_without_an_agreement_in_force_no_agency_can_be_named(scene: Scene, ended: str) -> None:
    agreements = Agreement.objects.filter(agency=scene.cast.shelter)
    today = now().date()
    if ended == "yesterday":
        agreements.update(ends_on=today - timedelta(days=2))
    elif ended == "not begun":
        agreements.update(starts_on=today + timedelta(days=2))
    else:
        agreements.delete()

    assert refused(scene).field == "agency"


def test_of_two_agreements_the_one_that_runs_longest_counts(scene: Scene) -> None:
    cast, today = scene.cast, now().date()
    Agreement.objects.filter(agency=cast.shelter).update(ends_on=today)
    longer = Agreement.objects.create(unit=cast.help, agency=cast.shelter, categories=["plan"], starts_on=today)

    assert agreement_with(cast.help.pk, cast.shelter.pk, today) == longer
    assert agreement_with(cast.patrol.pk, cast.shelter.pk, today) is None


def test_a_thirteen_year_old_needs_a_finding_of_capacity(cast: Cast, acting: Acting) -> None:
    scene = a_scene(cast, acting, born_on=now().date().replace(day=1) - timedelta(days=13 * 365 + 40))

    assert refused(scene).field == "capacity_finding"
    assert consented(scene, terms(scene, capacity_finding="Explains in her own words what it means")).pk
    assert consented(scene, terms(scene, ability=Ability.GUARDIAN, guardian="Her aunt, M. B.")).guardian


@pytest.mark.parametrize(
    ("birth", "may_be"),
    [
        (Birth(date(2008, 11, 22), None), True),
        (Birth(date(2008, 11, 21), None), False),
        (Birth(date(2008, 2, 29), None), False),
        (Birth(date(2009, 1, 1), None), True),
        (Birth(None, 2008), True),
        (Birth(None, 2007), False),
        (Birth(None, None), False),
    ],
)
def test_who_may_be_under_age(birth: Birth, may_be: bool) -> None:
    assert birth.may_be_under_age(date(2026, 11, 21)) is may_be


def test_one_born_on_29_february_comes_of_age_on_1_march() -> None:
    birth = Birth(date(2008, 2, 29), None)

    assert [birth.may_be_under_age(date(2026, 2, 28)), birth.may_be_under_age(date(2026, 3, 1))] == [True, False]


def test_officers_can_be_let_see_only_what_is_closed_to_them(scene: Scene) -> None:
    refusal = refused(scene, recipient=Recipient.OFFICERS, agency=None, categories=[Category.IDENTITY])

    assert refusal.field == "categories"
    assert READS[Role.HELP_OFFICER][Basis.CONSENT] == FOR_OFFICERS
    assert set(IN_PLAIN_WORDS) > FOR_OFFICERS


def test_not_now_is_a_full_answer_and_is_kept(scene: Scene) -> None:
    with scene.acting(scene.cast.navigator) as by:
        answer = record_not_now(person=scene.person, note="Wants to sleep first", by=by, at=now())
        viewer = Viewer(by)

        assert not_now_of(viewer, scene.person) == [answer]
        assert viewer.shown == {("support", scene.person): {"consent"}}
        assert Consent.objects.count() == 0
        assert Entry.objects.filter(verb="consent.not_now", subject=answer.pk).count() == 1


@pytest.mark.parametrize("name", ["officer", "supervisor", "worker", "constable", "analyst", "administrator"])
def test_only_navigators_record_consents(scene: Scene, name: str) -> None:
    with scene.acting(getattr(scene.cast, name)) as by:
        for act in (
            lambda: record_consent(person=scene.person, terms=terms(scene), by=by, at=now()),
            lambda: record_not_now(person=scene.person, by=by, at=now()),
        ):
            with pytest.raises(NotPermitted), transaction.atomic():
                act()


def test_a_navigator_off_the_care_team_records_none(scene: Scene) -> None:
    with scene.acting(scene.cast.other_navigator) as by:
        with pytest.raises(NotPermitted):
            record_consent(person=scene.person, terms=terms(scene), by=by, at=now())
        with pytest.raises(NotPermitted):
            record_not_now(person=scene.person, by=by, at=now())


def test_nobody_but_the_navigators_on_the_care_team_reads_consents(scene: Scene) -> None:
    consented(scene)
    consented(scene, for_officers(scene, Category.HEALTH))
    with scene.acting(scene.cast.navigator) as by:
        record_not_now(person=scene.person, note="later", by=by, at=now())

    seen = {}
    for user in scene.cast.everyone:
        if user != scene.cast.stranger:
            with scene.acting(user):
                seen[user.username] = (Consent.objects.count(), NotNow.objects.count())

    assert {name: counts for name, counts in seen.items() if counts != (0, 0)} == {"navigator": (2, 1)}


def test_any_member_of_the_unit_may_ask_yes_or_no(scene: Scene) -> None:
    shelter, clinic, at = scene.cast.shelter.pk, scene.cast.clinic.pk, now()
    consented(scene, terms(scene, starts_at=at - timedelta(minutes=1)))

    with scene.acting(scene.cast.colleague):
        asked = [
            consent_in_force(person=scene.person, agency=shelter, at=at),
            consent_in_force(person=scene.person, agency=shelter, at=at, covering=[Category.PLAN]),
            consent_in_force(person=scene.person, agency=shelter, at=at, covering=[Category.HEALTH]),
            consent_in_force(person=scene.person, agency=clinic, at=at),
            consent_in_force(person=scene.person, agency=shelter, at=at + timedelta(days=181)),
            consent_in_force(person=scene.person, agency=shelter, at=at - timedelta(days=1)),
        ]
    with scene.acting(scene.cast.constable):
        asked.append(consent_in_force(person=scene.person, agency=shelter, at=at))

    assert asked == [True, True, False, False, False, False, False]


def test_consents_that_end_soon_are_named_the_next_first(scene: Scene) -> None:
    at = now()
    late, soon, _far, officers = (
        consented(scene, terms(scene, ends_at=at + timedelta(days=9))),
        consented(scene, terms(scene, ends_at=at + timedelta(days=2))),
        consented(scene, terms(scene, ends_at=at + timedelta(days=90))),
        consented(scene, for_officers(scene, Category.HEALTH, ends_at=at + timedelta(days=5))),
    )

    consented(scene, terms(scene, starts_at=at + timedelta(days=1), ends_at=at + timedelta(days=3)))  # not begun
    with scene.acting(scene.cast.navigator) as by:
        later = now()
        assert consents_ending(Viewer(by), at + timedelta(days=14), at=later) == [soon, officers, late]
        assert [c.pk for c in consents_standing(Viewer(by), scene.person, at=later)] == [_far.pk, late.pk, soon.pk]


def test_what_one_person_agreed_to_is_told_of_nobody_else(scene: Scene) -> None:
    other = a_scene(scene.cast, scene.acting)
    mine, theirs = consented(scene), consented(other)

    with scene.acting(scene.cast.navigator) as by:
        found = [consents_standing(Viewer(by), each.person, at=now()) for each in (scene, other)]

    assert found == [[mine], [theirs]]


def test_checking_a_consent_writes_nothing(scene: Scene) -> None:
    with scene.acting(scene.cast.navigator) as by:
        check_consent(person=scene.person, terms=terms(scene), by=by, at=now())

        assert Consent.objects.count() == 0


def refused(scene: Scene, **changes: Any) -> Refused:
    with scene.acting(scene.cast.navigator) as by, pytest.raises(Refused) as caught, transaction.atomic():
        record_consent(person=scene.person, terms=terms(scene, **changes), by=by, at=now())
    return caught.value


def test_whoever_moved_to_another_unit_reads_no_consent_of_the_first(scene: Scene) -> None:
    consented(scene)
    scene.cast.navigator.postings.update(unit=scene.cast.patrol)

    with scene.acting(scene.cast.navigator) as by:
        assert consents_of(Viewer(by), scene.person) == []
