"""A consent taken back is over for the very next query; officers see by it no more."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from offramp.access.actions import end_grants
from offramp.access.enums import Basis, Category
from offramp.access.models import Grant
from offramp.accounts.models import User
from offramp.audit.models import Entry
from offramp.casework.models import Note
from offramp.consent.actions import extend_to_officer, hold_consent, withdraw_consent, withhold_from_officer
from offramp.consent.models import Consent, Withdrawal
from offramp.consent.queries import consent_in_force, officers_covered
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.ids import new_id
from offramp.people.models import SelfDescription
from tests.consent.scene import Scene, consented, for_officers, seat


def test_officers_on_the_care_team_see_what_the_person_lets_them_and_no_more(scene: Scene) -> None:
    consented(scene, for_officers(scene, Category.HEALTH))

    assert seen_by(scene, scene.cast.officer) == (["health"], 0)
    assert seen_by(scene, scene.cast.colleague) == ([], 0)
    assert seen_by(scene, scene.cast.supervisor) == ([], 0)

    consented(scene, for_officers(scene, Category.SUPPORT_NOTES, Category.PROFILE))

    assert seen_by(scene, scene.cast.officer) == (["health", "support_notes"], 1)


def test_a_withdrawal_is_felt_by_the_very_next_query(scene: Scene) -> None:
    consent = consented(scene, for_officers(scene, Category.HEALTH))
    assert seen_by(scene, scene.cast.officer) == (["health"], 0)

    withdrawal = withdrawn(scene, consent, words="No more")

    assert seen_by(scene, scene.cast.officer) == ([], 0)
    with scene.acting(scene.cast.navigator):
        assert (withdrawal.words, withdrawal.recorded_by_id) == ("No more", scene.cast.navigator.pk)
        assert Entry.objects.filter(verb="consent.withdrawn", subject=consent.pk).count() == 1
        assert not consent_in_force(person=scene.person, agency=scene.cast.shelter.pk, at=now())


def test_withdrawing_twice_tells_when_it_was_done(scene: Scene) -> None:
    consent = consented(scene)
    withdrawn(scene, consent)

    with pytest.raises(Refused, match="taken back already"), transaction.atomic():
        withdrawn(scene, consent)

    with scene.acting(scene.cast.navigator):
        assert Withdrawal.objects.count() == 1


def test_a_consent_that_is_over_is_not_withdrawn(scene: Scene) -> None:
    consent = consented(scene)

    with (
        scene.acting(scene.cast.navigator) as by,
        pytest.raises(Refused, match="Nothing stands on it"),
        transaction.atomic(),
    ):
        withdraw_consent(consent=consent.pk, by=by, at=consent.ends_at)


@pytest.mark.parametrize("name", ["officer", "supervisor", "other_navigator", "worker", "constable"])
def test_who_does_not_see_a_consent_does_not_withdraw_it(scene: Scene, name: str) -> None:
    consent = consented(scene)

    with scene.acting(getattr(scene.cast, name)) as by, pytest.raises(NotPermitted), transaction.atomic():
        withdraw_consent(consent=consent.pk, by=by, at=now())


def test_a_consent_that_is_not_there_is_not_taken_back(scene: Scene) -> None:
    with scene.acting(scene.cast.navigator) as by, pytest.raises(NotPermitted, match="not open to you"):
        withdraw_consent(consent=new_id(), by=by, at=now())


def test_an_officer_who_joins_the_care_team_is_let_in_by_whoever_seats_them(scene: Scene) -> None:
    cast = scene.cast
    consent = consented(scene, for_officers(scene, Category.HEALTH))
    withdrawn(scene, consented(scene, for_officers(scene, Category.SUPPORT_NOTES)))

    with scene.acting(cast.officer) as by:
        seat(scene, cast.colleague)
        opened = [extend_to_officer(person=scene.person, user=cast.colleague.pk, by=by, at=now()) for _ in range(2)]
        covered = officers_covered(scene.person, at=now())

    assert opened == [1, 1]
    assert covered == [(consent.pk, [Category.HEALTH], consent.starts_at, consent.ends_at)]
    with scene.acting(cast.colleague):
        grants = Grant.objects.filter(founded_on=consent.pk, party=cast.colleague.pk, ends_at__gt=now())
        assert set(grants.values_list("ends_at", flat=True)) == {consent.ends_at}
    assert seen_by(scene, cast.colleague) == (["health"], 0)


def test_who_has_no_seat_is_let_in_nowhere(scene: Scene) -> None:
    consented(scene, for_officers(scene, Category.HEALTH))

    with scene.acting(scene.cast.navigator) as by:
        seat(scene, scene.cast.core_navigator)
        for user in (scene.cast.colleague, scene.cast.core_navigator, scene.cast.constable):
            assert extend_to_officer(person=scene.person, user=user.pk, by=by, at=now()) == 0

    assert seen_by(scene, scene.cast.colleague) == ([], 0)


def test_an_officer_who_joins_where_nothing_was_consented_gets_nothing(scene: Scene) -> None:
    with scene.acting(scene.cast.navigator) as by:
        assert extend_to_officer(person=scene.person, user=scene.cast.officer.pk, by=by, at=now()) == 0
        assert Entry.objects.filter(verb="consent.extended").count() == 0


def test_an_officer_who_leaves_the_care_team_sees_no_more_by_consent(scene: Scene) -> None:
    cast = scene.cast
    consented(scene, for_officers(scene, Category.HEALTH))
    with scene.acting(cast.navigator) as by:
        founding = seat(scene, cast.colleague)
        extend_to_officer(person=scene.person, user=cast.colleague.pk, by=by, at=now())
        end_grants(founded_on=founding, basis=Basis.CARE_TEAM, at=now())
        ended = withhold_from_officer(person=scene.person, user=cast.colleague.pk, by=by, at=now())

    assert ended == 1
    assert seen_by(scene, cast.colleague) == ([], 0)
    assert seen_by(scene, cast.officer) == (["health"], 0)


def test_another_unit_ends_and_learns_nothing(scene: Scene) -> None:
    consented(scene, for_officers(scene, Category.HEALTH))

    with scene.acting(scene.cast.constable) as by:
        assert officers_covered(scene.person, at=now()) == []
        with pytest.raises(NotPermitted):
            withhold_from_officer(person=scene.person, user=scene.cast.officer.pk, by=by, at=now())


def test_a_consent_is_held_only_while_it_stands(scene: Scene) -> None:
    consent = consented(scene)
    ask = partial(hold_consent, consent=consent.pk)

    with scene.acting(scene.cast.navigator), transaction.atomic():
        assert ask(at=now()) == consent
        assert ask(at=consent.starts_at) == consent
        assert ask(at=consent.starts_at - timedelta(microseconds=1)) is None
        assert hold_consent(consent=consent.pk, at=consent.ends_at) is None
    withdrawn(scene, consent)
    with scene.acting(scene.cast.navigator), transaction.atomic():
        assert ask(at=now()) is None
    with scene.acting(scene.cast.other_navigator), pytest.raises(NotPermitted), transaction.atomic():
        ask(at=now())


def withdrawn(scene: Scene, consent: Consent, words: str = "") -> Withdrawal:
    with scene.acting(scene.cast.navigator) as by:
        return withdraw_consent(consent=consent.pk, words=words, by=by, at=now())


def seen_by(scene: Scene, user: User) -> tuple[list[str], int]:
    """Return the categories of notes and the number of self-descriptions that somebody reads."""
    with scene.acting(user):
        return sorted(Note.objects.values_list("category", flat=True)), SelfDescription.objects.count()
