"""Who is concerned: the young person as known now, who was harmed and what they choose, schools, own descriptions."""

from datetime import date, timedelta
from typing import Any
from typing import cast as cast_to
from unittest.mock import patch

import pytest
from django.utils.timezone import localtime

from offramp.access.enums import Permission, Role
from offramp.access.who_sees_what import MAY
from offramp.diversion import queries
from offramp.diversion.actions import (
    add_guardian,
    add_victim,
    correct_young_person,
    describe,
    end_identity_agreement,
    end_school_need,
    give_to_school,
    hear_victim,
    note_contact,
    note_support_offer,
    record_identity_agreement,
)
from offramp.diversion.enums import Heard, Identity, Kin, Reached, Said, SchoolGround, VictimChoice
from offramp.diversion.models import Agreeing, Measure, SchoolNote, SelfDescription, SupportOffer, Victim
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.sealed import key_store
from tests.cast import Cast
from tests.conftest import Acting, acting_as
from tests.diversion.scene import BORN, considered, opened, said, taken_on, youth


@pytest.fixture
def case(cast: Cast) -> Measure:
    """A referral that the youth officer has taken on."""
    kept = considered(cast)
    taken_on(cast, kept)
    return kept


def today(days: int = 0) -> date:
    """Return today, or a day so many days from it."""
    return localtime(now()).date() + timedelta(days=days)


def a_note(case: Measure, by: Actor, days: int = 10) -> SchoolNote:
    """Give something to a school, needed for some days."""
    return give_to_school(
        measure=case.pk,
        given_to="Vice-principal, Riverbend School",
        ground=SchoolGround.SAFETY,
        words="She comes back on Monday",
        needed_until=today(days),
        by=by,
        at=now(),
    )


def test_names_are_corrected_by_a_newer_row_and_what_was_written_stays_behind_it(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        correct_young_person(
            measure=case.pk,
            given_name=" Teresa ",
            family_name="Auger",
            reach="With her mother now",
            language="Cree",
            by=by,
            at=now(),
        )
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        assert (record.name, record.young_person and record.young_person.reach, str(record.born)) == (
            "Teresa Auger",
            "With her mother now",
            BORN.isoformat(),
        )
        assert case.youngpersons.count() == 2
        assert queries.measures_called("Teresa", "Auger", BORN) == [case.pk]
        assert queries.measures_called("Tessa", "Auger", BORN) == []  # a false name may be somebody else's
        with pytest.raises(Refused):
            correct_young_person(
                measure=case.pk, given_name=" ", family_name="", reach="", language="", by=by, at=now()
            )


def test_guardians_are_added_and_told_or_nobody_was_reached(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        add_guardian(measure=case.pk, name="Joe Auger", kin=Kin.FATHER, reach="", by=by, at=now())
        note_contact(measure=case.pk, reached=Reached.NOBODY, words="Rang three times", by=by, at=now())
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        assert [(row.name, row.kin) for row in record.guardians] == [("Marie Auger", "other"), ("Joe Auger", "father")]
        assert [(row.reached, row.words) for row in record.facts.contacts][-1] == ("nobody", "Rang three times")
        for act in (
            lambda: add_guardian(measure=case.pk, name="", kin=Kin.FATHER, reach="", by=by, at=now()),
            lambda: note_contact(measure=case.pk, reached=Reached.PHONE, words=" ", by=by, at=now()),
        ):
            with pytest.raises(Refused):
                act()


def test_who_was_harmed_chooses_and_chooses_anew(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        shop = Victim.objects.get()
        with pytest.raises(Refused, match="Nothing is written") as refusal:
            hear_victim(victim=shop.pk, choice=VictimChoice.SENDS_WORDS, by=by, at=now())
        assert refusal.value.field == "words"
        words = "Tell her we are not angry"
        hear_victim(victim=shop.pk, choice=VictimChoice.SENDS_WORDS, words=words, by=by, at=now())
        hear_victim(victim=shop.pk, choice=VictimChoice.NOTHING, by=by, at=now())
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        [heard] = record.victims
        assert [row.choice for row in heard.said] == ["takes_part", "sends_words", "nothing"]
        assert heard.newest is not None
        assert heard.newest.choice == "nothing"


def test_who_was_harmed_is_seen_by_who_has_the_case_and_not_by_the_officer_who_wrote_it_down(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    opened(cast, cast.constable)
    with acting(cast.constable) as by:
        assert Victim.objects.count() == 0
        with acting_as(cast.youth_officer):
            shop = Victim.objects.get()
    with acting(cast.constable) as by, pytest.raises(NotPermitted):
        hear_victim(victim=shop.pk, choice=VictimChoice.NOTHING, by=by, at=now())


def test_somebody_harmed_who_has_a_record_of_their_own_is_joined_to_nothing(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    other = considered(cast, said(youth=youth(given_name="Kyle", family_name="Bull")))
    with acting(cast.youth_officer) as by:
        add_victim(measure=case.pk, name="Kyle Bull", reach="", is_young=True, by=by, at=now())
        assert queries.measures_called("Kyle", "Bull", BORN) == [other.pk]
        assert list(Measure.objects.values_list("pk", flat=True)) == [case.pk]
        assert opened(cast, cast.youth_officer) == [case.pk]  # Tessa's, and not where Kyle is named


def test_what_a_school_was_given_stands_apart_under_its_own_key_and_is_destroyed_with_it(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        note = a_note(case, by)
        key_store().destroy(note.pk, at=now())
    with acting(cast.youth_officer) as by:
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        assert [(row.words, row.given_to) for row in record.school] == [("This was disposed of.",) * 2]
        assert record.measure.grounds == "Seen on camera with two pairs of shoes"
        assert key_store().destroyed_at(case.pk) is None


def test_what_a_school_no_longer_needs_is_closed_at_once_and_the_record_is_not(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        note, other = a_note(case, by), a_note(case, by)
        end_school_need(note=note.pk, by=by, at=now())
    with acting(cast.youth_officer) as by:
        assert [row.pk for row in SchoolNote.objects.all()] == [other.pk]
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        assert record.name == "Tessa Rose Auger"
        with pytest.raises(NotPermitted):
            end_school_need(note=note.pk, by=by, at=now())


@pytest.mark.parametrize(("days", "field"), [(-1, "needed_until"), (800, "needed_until")])
def test_what_a_school_gets_is_needed_until_a_day_that_is_ahead_and_before_the_record_closes(
    cast: Cast, case: Measure, acting: Acting, days: int, field: str
) -> None:
    with acting(cast.youth_officer) as by:
        with pytest.raises(Refused) as refusal:
            a_note(case, by, days=days)
        assert (refusal.value.field, SchoolNote.objects.count()) == (field, 0)


def test_nobody_is_asked_how_they_describe_themselves_without_an_agreement_in_force(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    def told(*identities: Identity) -> None:
        with acting(cast.youth_officer) as by:
            describe(measure=case.pk, identities=[*identities], by=by, at=now())

    with pytest.raises(Refused, match="no agreement"):
        told(Identity.METIS)
    with acting(cast.privacy) as by:
        agreement = record_identity_agreement(
            with_whom="The Otipemisiwak Métis Government",
            terms="Counts by group, for both",
            starts_on=today(-1),
            ends_on=None,
            by=by,
            at=now(),
        )
    told(Identity.METIS, Identity.FIRST_NATIONS)
    told()  # several, or none
    with pytest.raises(Refused, match="contradict") as refusal:
        told(Identity.METIS, Identity.NOT_INDIGENOUS)
    assert refusal.value.field == "identities"
    with acting(cast.privacy) as by:
        end_identity_agreement(agreement=agreement.pk, ends_on=today(-1), by=by, at=now())
    with pytest.raises(Refused, match="no agreement"):
        told(Identity.METIS)
    with acting(cast.youth_officer):
        assert [row.identities for row in SelfDescription.objects.order_by("at")] == [["first_nations", "metis"], []]


def test_an_agreement_is_the_privacy_officer_s_and_ends_after_it_begins(cast: Cast, acting: Acting) -> None:
    def recorded(by: Actor) -> None:
        record_identity_agreement(
            with_whom="A Nation", terms="Counts", starts_on=today(), ends_on=today(-1), by=by, at=now()
        )

    with acting(cast.privacy) as by, pytest.raises(Refused, match="ends before it begins"):
        recorded(by)
    with acting(cast.youth_officer) as by, pytest.raises(NotPermitted):
        recorded(by)


def test_help_is_offered_and_what_was_told_there_is_kept_word_for_word(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    def offered(is_wanted: bool, words: str, guardian: Said = Said.NOT_ASKED) -> SupportOffer:
        with acting(cast.youth_officer) as by:
            return note_support_offer(
                measure=case.pk,
                is_wanted=is_wanted,
                words=words,
                guardian_said=guardian,
                heard=Heard.ORAL,
                by=by,
                at=now(),
            )

    with pytest.raises(Refused, match="Nothing is written"):
        offered(True, " ")
    with pytest.raises(Refused, match="parent or guardian says no"):
        offered(True, "Needs a place to stay", Said.NO)
    assert offered(False, "Something nobody may send").words == ""
    assert offered(True, "Needs a place to stay", Said.YES).words == "Needs a place to stay"
    with acting(cast.youth_officer):
        offers = SupportOffer.objects.order_by("at", "pk").values_list("is_wanted", "guardian_said", "heard")
        assert list(offers) == [(False, "not_asked", "oral"), (True, "yes", "oral")]
        assert set(Agreeing.objects.values_list("asked_for", flat=True)) == {"referral"}


def test_who_may_not_refer_to_help_offers_nothing_though_they_have_the_case(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    nobody: dict[Permission, frozenset[Role]] = {Permission.SUPPORT_OFFER: frozenset()}
    with patch.dict(cast_to(dict[Permission, Any], MAY), nobody), acting(cast.youth_officer) as by:
        with pytest.raises(NotPermitted):
            note_support_offer(
                measure=case.pk,
                is_wanted=False,
                words="",
                guardian_said=Said.NOT_ASKED,
                heard=Heard.ORAL,
                by=by,
                at=now(),
            )
        assert SupportOffer.objects.count() == 0
