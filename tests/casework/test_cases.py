"""A case from acceptance to closure."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.audit.queries import LogSieve, entries
from offramp.casework.actions import (
    accept_case,
    close_case,
    finish_follow_up,
    hand_over,
    move_phase,
    note_first_kept,
)
from offramp.casework.enums import CheckIn, ClosureOutcome, Phase
from offramp.casework.models import Case, FollowUp, Seat, Transition
from offramp.casework.queries import (
    CaseSeen,
    ahead_of,
    case_for,
    case_of,
    follow_up_for,
    happenings_of,
    phase_now,
    promises_of,
    transition_for,
)
from offramp.directory.models import Service
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.people.actions import set_status
from offramp.people.enums import Status
from tests.casework.files import a_person, died, in_care, triaging, with_case
from tests.cast import Cast
from tests.conftest import Acting


def test_acceptance_opens_a_case_in_its_first_phase_for_a_team_and_its_tier(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)

    seen = the_case(cast, acting, person)
    assert (seen.case.team, seen.case.tier, seen.case.reason) == (cast.downtown_team, "branch", "Wants a home")
    assert (seen.case, seen.phase, seen.is_open) == (case, Phase.STABILISE, True)


def test_one_open_case_for_each_person(cast: Cast, acting: Acting) -> None:
    person, first = with_case(cast, acting)
    with acting(cast.officer) as by:
        with pytest.raises(Refused, match="in case management already"):
            accept_case(person=person, team=cast.core_team.pk, by=by, at=now())
        close_case(case=first.pk, outcome=ClosureOutcome.LOST_CONTACT, by=by, at=now())
        again = accept_case(person=person, team=cast.core_team.pk, by=by, at=now())

    assert (again.tier, the_case(cast, acting, person).case) == ("core", again)


def test_a_case_is_accepted_by_who_works_with_the_person_for_a_team_of_the_unit(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)

    with acting(cast.colleague) as by, pytest.raises(NotPermitted):
        accept_case(person=person, team=cast.west_team.pk, by=by, at=now())
    with acting(cast.lead) as by, pytest.raises(NotPermitted):
        accept_case(person=person, team=cast.west_team.pk, by=by, at=now())
    with acting(cast.navigator) as by, pytest.raises(Refused, match="That team is not of this unit"):
        accept_case(person=person, team=new_id(), by=by, at=now())
    with acting(cast.navigator):
        assert Case.objects.count() == 0


def test_a_supervisor_who_triages_accepts_and_seats_others_not_herself(cast: Cast, acting: Acting) -> None:
    person = a_person(cast, acting)
    with acting(cast.supervisor) as by:
        triaging(person, cast.supervisor)
        accept_case(
            person=person, team=cast.core_team.pk, seats=[cast.core_navigator.pk, cast.core_officer.pk], by=by, at=now()
        )
        seats = [(seat.user.username, seat.is_lead) for seat in Seat.objects.select_related("user").order_by("id")]

    assert seats == [("core_navigator", True), ("core_officer", False)]


def test_nobody_who_died_is_accepted(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    died(cast, acting, person)

    with acting(cast.navigator) as by, pytest.raises(Refused, match="recorded as deceased"):
        accept_case(person=person, team=cast.core_team.pk, by=by, at=now())


def test_whoever_declined_help_is_accepted_once_they_want_it(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        set_status(person=person, status=Status.DECLINED, reason="Not now", by=by, at=now())
        with pytest.raises(Refused, match="declined help"):
            accept_case(person=person, team=cast.downtown_team.pk, by=by, at=now())

        set_status(person=person, status=Status.ACTIVE, reason="Asked for a bed", by=by, at=now())
        accept_case(person=person, team=cast.downtown_team.pk, by=by, at=now())

    assert the_case(cast, acting, person).is_open


def test_a_case_moves_along_its_way_and_back_but_never_to_where_it_is(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.officer) as by:
        for phase in (Phase.TRANSITION, Phase.FOLLOW_UP, Phase.STABILISE):
            move_phase(case=case.pk, phase=phase, by=by, at=now())
        with pytest.raises(Refused, match="in this phase already"):
            move_phase(case=case.pk, phase=Phase.STABILISE, by=by, at=now())
        with pytest.raises(Refused, match="closed with an outcome"):
            move_phase(case=case.pk, phase=Phase.CLOSED, by=by, at=now())

    assert [change.phase for change in the_case(cast, acting, person).changes] == [
        "stabilise",
        "transition",
        "follow_up",
        "stabilise",
    ]


def test_a_hand_over_waits_until_the_first_appointment_was_kept(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.officer) as by:
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
    seen = the_case(cast, acting, person)
    assert (seen.phase, seen.waiting_transitions) == (Phase.TRANSITION, [handed])

    with acting(cast.navigator) as by:
        with pytest.raises(Refused, match="still to come"):
            note_first_kept(transition=handed.pk, kept_at=now() + timedelta(hours=1), by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())
        with pytest.raises(Refused, match="noted as kept already"):
            note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())

    seen = the_case(cast, acting, person)
    assert (seen.phase, seen.waiting_transitions) == (Phase.FOLLOW_UP, [])


def test_whoever_leads_asks_30_60_90_and_180_days_after_the_hand_over(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.officer) as by:
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())

    with acting(cast.navigator) as by:
        promised = promises_of(Viewer(by))
        today = localdate()
        assert [(promise.person, promise.due) for promise in promised] == [
            (person, today + timedelta(days=days)) for days in (30, 60, 90, 180)
        ]
        assert promised[0].words == "Day 30 after the hand-over: ask how it goes"
        first = promised[0].follow_up
        assert first is not None
        asked = follow_up_for(Viewer(by), first)
        assert asked is not None
        finish_follow_up(follow_up=first, found=CheckIn.WELL, by=by, at=now())
        with pytest.raises(Refused, match="Somebody asked already"):
            finish_follow_up(follow_up=first, found=CheckIn.WELL, by=by, at=now())
        assert len(promises_of(Viewer(by))) == 3


def test_a_second_program_is_followed_up_with_the_first(cast: Cast, acting: Acting) -> None:
    _, case = with_case(cast, acting)
    with acting(cast.navigator) as by:
        for _ in range(2):
            handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
            note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())

        assert FollowUp.objects.count() == 4


def test_only_a_long_term_program_that_is_offered_takes_a_hand_over(cast: Cast, acting: Acting) -> None:
    _, case = with_case(cast, acting)
    ended = Service.objects.create(
        agency=cast.shelter,
        name="Old house",
        kind="housing",
        is_long_term=True,
        starts_on=localdate() - timedelta(days=90),
        ends_on=localdate() - timedelta(days=1),
    )
    with acting(cast.navigator) as by:
        with pytest.raises(Refused, match="no long-term program"):
            hand_over(case=case.pk, service=cast.detox.pk, by=by, at=now())
        with pytest.raises(Refused, match="no long-term program"):
            hand_over(case=case.pk, service=ended.pk, by=by, at=now())
        with pytest.raises(Refused, match="no long-term program"):
            hand_over(case=case.pk, service=new_id(), by=by, at=now())
        assert Transition.objects.count() == 0


def test_a_program_that_tells_of_health_is_handed_over_behind_that_wall(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    recovery = Service.objects.create(
        agency=cast.clinic,
        name="canarywarble recovery house",
        kind="addictions",
        reveals=Category.HEALTH,
        is_long_term=True,
        starts_on=localdate() - timedelta(days=90),
    )
    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        hand_over(case=case.pk, service=recovery.pk, by=by, at=now())
    with acting(cast.navigator) as by:
        handed = hand_over(case=case.pk, service=recovery.pk, by=by, at=now())
        assert [each.service.name for each in the_case_as(Viewer(by), person).transitions] == [recovery.name]
        assert transition_for(Viewer(by), handed.pk) == handed

    with acting(cast.officer) as by:
        viewer = Viewer(by)
        assert the_case_as(viewer, person).transitions == []
        assert transition_for(viewer, handed.pk) is None
        told = " ".join(f"{each.title} {each.detail}" for each in happenings_of(viewer, person, before=None, most=20))
        assert "canarywarble" not in told
        with pytest.raises(NotPermitted):
            note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())


def test_a_closure_keeps_the_outcome_and_the_persons_words_and_stops_every_promise(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.navigator) as by:
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())
        assert len(ahead_of(Viewer(by), person, unit=cast.help.pk, at=now())) == 4

        close_case(case=case.pk, outcome=ClosureOutcome.INDEPENDENT, words=" I have keys ", by=by, at=now())

        seen = the_case_as(Viewer(by), person)
        assert seen.closure is not None
        assert (seen.closure.outcome, seen.closure.words, seen.phase) == ("independent", "I have keys", "closed")
        assert (promises_of(Viewer(by)), ahead_of(Viewer(by), person, unit=cast.help.pk, at=now())) == ([], [])


def test_a_closed_case_takes_no_more_changes(cast: Cast, acting: Acting) -> None:
    _, case = with_case(cast, acting)
    with acting(cast.navigator) as by:
        close_case(case=case.pk, outcome=ClosureOutcome.GOALS_MET, by=by, at=now())

        with pytest.raises(Refused, match="This case is closed"):
            close_case(case=case.pk, outcome=ClosureOutcome.GOALS_MET, by=by, at=now())
        with pytest.raises(Refused, match="This case is closed"):
            move_phase(case=case.pk, phase=Phase.TRANSITION, by=by, at=now())
        with pytest.raises(Refused, match="This case is closed"):
            hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())


def test_the_team_ends_with_the_case_if_so_chosen(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.officer) as by:
        close_case(case=case.pk, outcome=ClosureOutcome.MOVED, ends_team=True, by=by, at=now())
        assert case_of(Viewer(by), person) is None
    with acting(cast.navigator) as by:
        assert case_of(Viewer(by), person) is None
        assert case_for(Viewer(by), case.pk) is None


def test_a_case_closes_by_a_death_only_when_it_is_recorded(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.navigator) as by, pytest.raises(Refused, match="Their death is not recorded yet"):
        close_case(case=case.pk, outcome=ClosureOutcome.DECEASED, by=by, at=now())
    died(cast, acting, person)
    with acting(cast.navigator) as by:
        close_case(case=case.pk, outcome=ClosureOutcome.DECEASED, by=by, at=now())
        assert not the_case_as(Viewer(by), person).is_open


def test_a_death_stops_every_reminder_at_once(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.navigator) as by:
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())
    died(cast, acting, person)

    with acting(cast.navigator) as by:
        assert (promises_of(Viewer(by)), ahead_of(Viewer(by), person, unit=cast.help.pk, at=now())) == ([], [])


def test_a_case_is_nothing_to_a_colleague_or_to_the_supervisor_by_rank(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    for user in (cast.colleague, cast.other_navigator, cast.supervisor, cast.lead, cast.worker, cast.constable):
        with acting(user) as by:
            assert (case_of(Viewer(by), person), case_for(Viewer(by), case.pk)) == (None, None)
            with pytest.raises(NotPermitted):
                move_phase(case=case.pk, phase=Phase.TRANSITION, by=by, at=now())


def test_what_happens_to_a_case_is_written_down_without_content(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.navigator) as by:
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())
        close_case(case=case.pk, outcome=ClosureOutcome.INDEPENDENT, words="I have keys", by=by, at=now())

    with acting(cast.privacy):
        ours = entries(LogSieve(whom=person)).filter(verb__startswith="casework.").order_by("id")
        rows = ours.values_list("verb", "fields")
        assert list(rows)[2:] == [
            ("casework.case_accepted", ["team"]),
            ("casework.handed_over", ["service"]),
            ("casework.phase_entered", ["phase"]),
            ("casework.first_kept", ["first_kept_at"]),
            ("casework.phase_entered", ["phase"]),
            ("casework.case_closed", ["outcome", "words"]),
        ]


def test_the_timeline_tells_what_happened_newest_first_and_page_by_page(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.officer) as by:
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())
        close_case(case=case.pk, outcome=ClosureOutcome.INDEPENDENT, words="I have keys", by=by, at=now())
        all_of_it = happenings_of(Viewer(by), person, before=None, most=20)
        rest = happenings_of(Viewer(by), person, before=all_of_it[2].at, most=2)

    assert [(each.title, each.detail) for each in all_of_it] == [
        ("Case closed: Independent, supported by a program", "“I have keys”"),
        ("Follow-up", "Cst. Daniel Park"),
        ("First appointment kept", "Rooms with a lock"),
        ("Transition", "Cst. Daniel Park"),
        ("Handed over to Rooms with a lock", "Cst. Daniel Park"),
        ("Stabilise, set goals", "Amara Okafor"),
    ]
    assert rest == all_of_it[3:5]


def test_a_first_appointment_kept_before_the_hand_over_was_noted_stands_at_its_own_time(
    cast: Cast, acting: Acting
) -> None:
    person, case = with_case(cast, acting)
    kept_at = now() - timedelta(days=2)
    with acting(cast.navigator) as by:
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=kept_at, by=by, at=now())
        earlier = happenings_of(Viewer(by), person, before=handed.at, most=20)

    assert (earlier[-1].at, earlier[-1].title) == (kept_at, "First appointment kept")
    assert "Handed over to Rooms with a lock" not in [each.title for each in earlier]


def the_case(cast: Cast, acting: Acting, person: UUID) -> CaseSeen:
    with acting(cast.navigator) as by:
        return the_case_as(Viewer(by), person)


def the_case_as(viewer: Viewer, person: UUID) -> CaseSeen:
    seen = case_of(viewer, person)
    assert seen is not None
    assert phase_now(seen.case.pk) == seen.phase
    return seen
