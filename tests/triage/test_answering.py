"""Claim, advise, respond: who was first, what counts, whose files open."""

from datetime import timedelta

import pytest

from offramp.access.enums import Basis, Category
from offramp.access.queries import readable
from offramp.activities.models import Activity, ActivityNote
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.ids import new_id
from offramp.triage.actions import claim, close_intake, give_advice, link_person, release_claim
from offramp.triage.enums import IntakeEnd, Seen
from offramp.triage.models import Assistance, Claim, Intake, IntakePerson, Response
from offramp.triage.queries import advice_on, claim_of
from tests.cast import Cast
from tests.conftest import Acting
from tests.triage.scenes import a_danger, a_referral, a_visit, an_ask, somebody

AT = now()


def test_a_team_that_goes_is_named_to_the_asker(cast: Cast, acting: Acting) -> None:
    asked = a_danger(cast, acting)

    with acting(cast.colleague) as by:
        taken = claim(intake=asked.pk, team=None, is_going=True, by=by, at=AT)

    assert (taken.team, taken.is_going, taken.by) == (cast.west_team, True, cast.colleague)
    with acting(cast.constable):
        followed = Intake.objects.get()
    assert (followed.team, followed.claimed_at, followed.going_at) == (cast.west_team, AT, AT)


def test_the_second_team_is_told_who_was_first(cast: Cast, acting: Acting) -> None:
    asked = a_danger(cast, acting)
    with acting(cast.colleague) as by:
        claim(intake=asked.pk, team=None, is_going=True, by=by, at=AT)

    with acting(cast.core_officer) as by, pytest.raises(Refused) as refused:
        claim(intake=asked.pk, team=None, is_going=True, by=by, at=AT)

    assert "West team took this first: Cst. Ilse Brandt" in refused.value.message


def test_a_team_that_has_it_already_has_it_once(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)

    with acting(cast.officer) as by:
        first = claim(intake=asked.pk, team=None, is_going=False, by=by, at=AT)
    with acting(cast.navigator) as by:
        assert claim(intake=asked.pk, team=None, is_going=False, by=by, at=AT) == first


def test_a_team_that_answers_may_still_go(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)
    later = AT + timedelta(minutes=5)

    with acting(cast.officer) as by:
        claim(intake=asked.pk, team=None, is_going=False, by=by, at=AT)
        claim(intake=asked.pk, team=None, is_going=True, by=by, at=later)
        asked.refresh_from_db()

        assert [(c.is_going, c.released_at) for c in Claim.objects.order_by("at")] == [(False, later), (True, None)]
    assert (asked.claimed_at, asked.going_at) == (later, later)


def test_a_claim_given_back_returns_to_the_queue_it_came_to(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)
    with acting(cast.colleague) as by:
        claim(intake=asked.pk, team=None, is_going=True, by=by, at=AT)
        given_back = release_claim(intake=asked.pk, by=by, at=AT)
        assert claim_of(given_back) is None

    assert (given_back.team, given_back.tier) == (cast.downtown_team, "branch")
    assert (given_back.claimed_at, given_back.going_at, given_back.due_at) == (None, None, asked.due_at)


def test_a_referral_given_back_returns_to_the_core_team(cast: Cast, acting: Acting) -> None:
    referred = a_referral(cast, acting)
    with acting(cast.officer) as by:
        claim(intake=referred.pk, team=None, is_going=False, by=by, at=AT)
        assert release_claim(intake=referred.pk, by=by, at=AT).team == cast.core_team


def test_no_team_gives_back_what_another_has(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)
    with acting(cast.officer) as by:
        claim(intake=asked.pk, team=None, is_going=True, by=by, at=AT)

    with acting(cast.colleague) as by, pytest.raises(Refused, match="Your team does not have this"):
        release_claim(intake=asked.pk, by=by, at=AT)


def test_a_supervisor_sends_any_team_and_others_only_their_own(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)

    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        claim(intake=asked.pk, team=cast.west_team.pk, is_going=True, by=by, at=AT)
    with acting(cast.supervisor) as by:
        with pytest.raises(NotPermitted):
            claim(intake=asked.pk, team=new_id(), is_going=True, by=by, at=AT)
        assert claim(intake=asked.pk, team=cast.west_team.pk, is_going=True, by=by, at=AT).team == cast.west_team


def test_a_closed_intake_is_not_claimed(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)
    with acting(cast.officer) as by:
        close_intake(intake=asked.pk, end=IntakeEnd.NOT_FOUND, by=by, at=AT)
        with pytest.raises(Refused, match="closed meanwhile"):
            claim(intake=asked.pk, team=None, is_going=True, by=by, at=AT)


def test_advice_makes_an_ask_a_consultation_once(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)
    assert Activity.objects.count() == 0

    with acting(cast.navigator) as by:
        give_advice(intake=asked.pk, text="Ask for her sister.", by=by, at=AT)
        give_advice(intake=asked.pk, text="And offer tea.", by=by, at=AT + timedelta(minutes=1))
        asked.refresh_from_db()
        consultation = Activity.objects.get()
        assert Response.objects.get().activity == consultation
        assert [(note.text, note.place) for note in ActivityNote.objects.all()] == [
            ("Ask for her sister.", "Stairwell, 107 St")
        ]

    assert (consultation.kind, consultation.outcome, consultation.team, consultation.branch) == (
        "consultation",
        "advised",
        cast.downtown_team,
        cast.downtown,
    )
    assert asked.answered_at == AT


def test_the_asker_reads_the_advice_and_nobody_elses(cast: Cast, acting: Acting) -> None:
    mine, other = an_ask(cast, acting), a_referral(cast, acting)
    with acting(cast.officer) as by:
        give_advice(intake=mine.pk, text="Ask for her sister.", by=by, at=AT)
        give_advice(intake=other.pk, text="Not for patrol.", by=by, at=AT)

    with acting(cast.constable):
        assert [advice.text for advice in advice_on(mine)] == ["Ask for her sister."]
        assert advice_on(other) == []


def test_an_ask_may_be_closed_with_its_advice(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)
    with acting(cast.officer) as by:
        give_advice(intake=asked.pk, text="Let her rest.", by=by, at=AT, then_close=True)
        asked.refresh_from_db()

    assert asked.closed_at == AT


def test_a_consult_that_became_an_assist_counts_in_both(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)
    with acting(cast.officer) as by:
        give_advice(intake=asked.pk, text="We come.", by=by, at=AT)
        a_visit(asked, cast, by, AT, staff=[cast.officer.pk, cast.navigator.pk], then_close=True)
        asked.refresh_from_db()

    assert sorted(Activity.objects.values_list("kind", flat=True)) == ["consultation", "on_scene_assist"]
    assert asked.closed_at == AT


@pytest.mark.parametrize(("who", "counted"), [("core_officer", 1), ("core_navigator", 1), ("officer", 0)])
def test_the_core_teams_first_help_with_a_referral_is_an_assistance(
    cast: Cast, acting: Acting, who: str, counted: int
) -> None:
    referred = a_referral(cast, acting)

    with acting(getattr(cast, who)) as by:
        give_advice(intake=referred.pk, text="Come on Tuesday.", by=by, at=AT)
        a_visit(referred, cast, by, AT + timedelta(seconds=30))
        assert list(Assistance.objects.values_list("tier", "at")) == [("core", AT)] * counted

    assert Activity.objects.filter(kind="consultation").count() == 0


def test_an_ask_from_a_call_is_no_referral_whoever_helps(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)

    with acting(cast.core_officer) as by:
        a_visit(asked, cast, by, AT)
        assert Assistance.objects.count() == 0


def test_a_linked_persons_file_opens_to_the_team_until_the_intake_is_closed(cast: Cast, acting: Acting) -> None:
    asked, person = an_ask(cast, acting), somebody(cast, acting)

    def notes_open_to(who: str) -> bool:
        with acting(getattr(cast, who)) as by:
            open_now = readable(by, subject=person.pk, unit=cast.help.pk, at=now())
        return Basis.TRIAGE in open_now.get(Category.SUPPORT_NOTES, frozenset())

    def whereabouts_open_to(who: str) -> bool:
        with acting(getattr(cast, who)) as by:
            return Category.WHEREABOUTS in readable(by, subject=person.pk, unit=cast.help.pk, at=now())

    with acting(cast.officer) as by:
        link_person(intake=asked.pk, person=person.pk, by=by, at=AT)
        link_person(intake=asked.pk, person=person.pk, by=by, at=AT)
        assert IntakePerson.objects.count() == 1
    open_to = {
        who: (notes_open_to(who), whereabouts_open_to(who))
        for who in ("navigator", "officer", "other_navigator", "colleague", "constable", "lead")
    }
    with acting(cast.officer) as by:
        close_intake(intake=asked.pk, end=IntakeEnd.NOT_FOUND, by=by, at=now())

    assert open_to == {
        "navigator": (True, True),
        "officer": (False, True),
        "other_navigator": (False, False),
        "colleague": (False, False),
        "constable": (False, False),
        "lead": (False, False),
    }
    assert not notes_open_to("navigator")
    assert not whereabouts_open_to("officer")


def test_whoever_went_and_whoever_claims_sees_the_linked_person_too(cast: Cast, acting: Acting) -> None:
    asked, person = an_ask(cast, acting), somebody(cast, acting)
    with acting(cast.officer) as by:
        link_person(intake=asked.pk, person=person.pk, by=by, at=AT)
        a_visit(asked, cast, by, AT, staff=[cast.officer.pk, cast.other_navigator.pk])
    with acting(cast.core_officer) as by:
        claim(intake=asked.pk, team=None, is_going=True, by=by, at=AT)

    def open_to(who: str) -> bool:
        with acting(getattr(cast, who)) as by:
            return Category.WHEREABOUTS in readable(by, subject=person.pk, unit=cast.help.pk, at=now())

    assert [open_to(who) for who in ("other_navigator", "colleague", "core_navigator")] == [True, False, True]


def test_people_met_on_a_visit_are_linked_and_those_who_went_before_see_them(cast: Cast, acting: Acting) -> None:
    asked, person = an_ask(cast, acting), somebody(cast, acting)
    with acting(cast.officer) as by:
        a_visit(asked, cast, by, AT, staff=[cast.other_navigator.pk])
        a_visit(asked, cast, by, AT, people=[person.pk], unnamed=2)
        assert list(IntakePerson.objects.values_list("person", flat=True)) == [person.pk]
        assert sorted(Activity.objects.values_list("people_count", flat=True)) == [0, 3]
    with acting(cast.other_navigator) as by:
        assert Category.PLAN in readable(by, subject=person.pk, unit=cast.help.pk, at=now())


def test_nobody_is_linked_who_is_not_on_file(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, seen=[Seen.COLD])

    with acting(cast.officer) as by, pytest.raises(Refused, match="not on file"):
        link_person(intake=asked.pk, person=new_id(), by=by, at=AT)


@pytest.mark.parametrize("who", ["constable", "lead", "worker", "analyst", "privacy"])
def test_no_other_role_answers_an_intake(cast: Cast, acting: Acting, who: str) -> None:
    asked, person = an_ask(cast, acting), somebody(cast, acting)

    with acting(getattr(cast, who)) as by:
        with pytest.raises(NotPermitted):
            claim(intake=asked.pk, team=None, is_going=True, by=by, at=AT)
        with pytest.raises(NotPermitted):
            give_advice(intake=asked.pk, text="x", by=by, at=AT)
        with pytest.raises(NotPermitted):
            a_visit(asked, cast, by, AT, staff=[cast.officer.pk])
        with pytest.raises(NotPermitted):
            link_person(intake=asked.pk, person=person.pk, by=by, at=AT)
        with pytest.raises(NotPermitted):
            close_intake(intake=asked.pk, end=IntakeEnd.NOT_HELP, by=by, at=AT)


def test_what_nobody_holds_is_not_given_back(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)

    with acting(cast.officer) as by, pytest.raises(Refused, match="Your team does not have this"):
        release_claim(intake=asked.pk, by=by, at=AT)
