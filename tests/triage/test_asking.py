"""Ask HELP, log a call, refer to HELP: what is written, where it goes, what is refused."""

from datetime import timedelta

import pytest

from offramp.access.enums import Role
from offramp.activities.models import Activity
from offramp.audit.models import Entry
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.triage.actions import ask_again, ask_help, log_call, refer_to_help
from offramp.triage.enums import Door, Level, Seen, Urgency
from offramp.triage.models import Advice, Intake
from offramp.triage.queries import asked_by, last_branch_of
from tests.cast import Cast
from tests.conftest import Acting
from tests.triage.scenes import a_danger, a_referral, an_ask

AT = now()


def test_an_ask_needs_no_name_and_goes_to_the_team_of_its_branch(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, seen=[Seen.COLD, Seen.NO_HOME], urgency=Urgency.DAYS, at=AT)

    assert (asked.door, asked.unit, asked.team, asked.tier) == ("patrol_ask", cast.help, cast.downtown_team, "branch")
    assert (asked.title, asked.person_name) == (
        "Out in the cold or heat without shelter, says they have nowhere to stay",
        "",
    )
    assert (asked.level, asked.due_at, asked.asked_by) == (Level.TODAY, AT + timedelta(hours=8), cast.constable)


def test_the_branch_is_guessed_from_the_place(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, place="Wihkwentowin, by the church", branch=None)

    assert (asked.branch, asked.neighbourhood, asked.team) == (cast.downtown, cast.oliver, cast.downtown_team)


def test_the_branch_is_guessed_from_the_last_ask_where_the_place_tells_nothing(cast: Cast, acting: Acting) -> None:
    an_ask(cast, acting, branch=cast.west.pk, at=AT - timedelta(hours=1))

    asked = an_ask(cast, acting, place="Same corner", branch=None, at=AT)

    assert (asked.branch, asked.team) == (cast.west, cast.west_team)
    with acting(cast.constable) as by:
        assert last_branch_of(Viewer(by)) == cast.west


def test_a_place_that_tells_no_branch_is_asked_about(cast: Cast, acting: Acting) -> None:
    with pytest.raises(Refused) as refused:
        an_ask(cast, acting, place="Somewhere", branch=None)

    assert (refused.value.field, refused.value.ask) == ("branch", "Choose the branch.")


def test_an_ask_that_says_nothing_is_refused(cast: Cast, acting: Acting) -> None:
    with pytest.raises(Refused) as refused:
        an_ask(cast, acting, seen=[], story="  ")

    assert refused.value.field == "seen"


def test_an_ask_leaves_an_audit_row_of_ids_alone(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, story="Sleeps by the vent", person_name="Joe")

    with acting(cast.constable):
        entry = Entry.objects.get(verb="intake.asked")
    assert (entry.subject, entry.about, entry.actor, entry.fields) == (asked.pk, asked.pk, cast.constable.pk, [])


@pytest.mark.parametrize("role", ["officer", "supervisor", "lead", "worker", "analyst", "privacy", "administrator"])
def test_only_patrol_asks_help(cast: Cast, acting: Acting, role: str) -> None:
    with acting(getattr(cast, role)) as by, pytest.raises(NotPermitted):
        ask_help(
            place="x", seen=[Seen.COLD], urgency="now", on_scene_wanted=False, branch=cast.downtown.pk, by=by, at=AT
        )


def test_a_help_member_logs_a_call_with_the_advice_they_gave(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        logged = log_call(
            place="Transit centre", seen=[Seen.INTOXICATED], urgency=Urgency.TODAY, on_scene_wanted=False,
            caller="Cst. Patel, 780-555-0142", advice="The shelter has a bed until ten.", by=by, at=AT,
        )  # fmt: skip
        advice = Advice.objects.get(intake=logged)

    assert (logged.door, logged.team, logged.caller) == ("logged_call", cast.downtown_team, "Cst. Patel, 780-555-0142")
    assert (advice.text, advice.for_user, advice.by) == (
        "The shelter has a bed until ten.",
        cast.officer,
        cast.officer,
    )
    assert [(a.kind, a.tier, a.at) for a in Activity.objects.all()] == [("consultation", "branch", AT)]


def test_a_logged_call_without_advice_is_no_consultation(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        log_call(
            place="Transit centre", seen=[Seen.INTOXICATED], urgency=Urgency.TODAY, on_scene_wanted=True,
            caller="", by=by, at=AT,
        )  # fmt: skip

    assert Activity.objects.count() == 0


def test_patrol_logs_no_calls(cast: Cast, acting: Acting) -> None:
    with acting(cast.constable) as by, pytest.raises(NotPermitted):
        log_call(place="x", seen=[Seen.COLD], urgency="now", on_scene_wanted=False, caller="", by=by, at=AT)


def test_a_referral_to_help_goes_to_the_core_team_wherever_it_is(cast: Cast, acting: Acting) -> None:
    with acting(cast.constable) as by:
        referred = refer_to_help(
            door=Door.FROM_PATROL, place="Wîhkwêntôwin", seen=[Seen.REPEAT_CALLS], urgency=Urgency.DAYS, caller="",
            by=by, at=AT,
        )  # fmt: skip

    assert (referred.team, referred.tier, referred.branch) == (cast.core_team, "core", cast.downtown)
    assert a_referral(cast, acting).branch is None


@pytest.mark.parametrize(
    ("who", "door", "field"),
    [
        ("constable", Door.FROM_COMMUNITY, "door"),
        ("core_officer", Door.FROM_PATROL, "door"),
        ("core_officer", Door.LOGGED_CALL, "door"),
    ],
)
def test_nobody_refers_through_another_door(cast: Cast, acting: Acting, who: str, door: Door, field: str) -> None:
    with acting(getattr(cast, who)) as by, pytest.raises(Refused) as refused:
        refer_to_help(door=door, place="x", seen=[Seen.COLD], urgency="days", caller="", by=by, at=AT)

    assert refused.value.field == field


def test_an_agency_is_named_only_where_it_refers(cast: Cast, acting: Acting) -> None:
    assert a_referral(cast, acting, door=Door.FROM_AGENCY, from_agency=cast.shelter.pk).from_agency == cast.shelter
    with pytest.raises(Refused) as refused:
        a_referral(cast, acting, from_agency=cast.shelter.pk)

    assert refused.value.field == "from_agency"


def test_asking_again_adds_what_is_new_and_never_lowers_the_level(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, seen=[Seen.NO_HOME], urgency=Urgency.TODAY, story="At the vent.", at=AT)
    later = AT + timedelta(hours=1)

    with acting(cast.constable) as by:
        again = ask_again(
            intake=asked.pk, seen=[Seen.NOT_WAKING], urgency=Urgency.DAYS, on_scene_wanted=False, story="Colder now.",
            by=by, at=later,
        )  # fmt: skip

    assert (again.seen, again.level) == (["no_home", "not_waking"], Level.NOW)
    assert again.due_at == later + timedelta(minutes=20)
    assert again.story.startswith("At the vent.\n\nAsked again, ")
    assert again.story.endswith(" Colder now.")
    assert again.version == 2


def test_asking_again_with_less_leaves_the_level_and_its_clock(cast: Cast, acting: Acting) -> None:
    asked = a_danger(cast, acting, at=AT)

    with acting(cast.constable) as by:
        again = ask_again(
            intake=asked.pk, seen=[], urgency=Urgency.DAYS, on_scene_wanted=False, story="", by=by,
            at=AT + timedelta(hours=1),
        )  # fmt: skip

    assert (again.level, again.due_at) == (Level.DANGER, asked.due_at)


def test_nobody_asks_again_about_anothers_ask(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        logged = log_call(
            place="x", seen=[Seen.COLD], urgency=Urgency.NOW, on_scene_wanted=False, caller="", by=by, at=AT
        )
    with acting(cast.constable) as by, pytest.raises(NotPermitted):
        ask_again(intake=logged.pk, seen=[], urgency=Urgency.NOW, on_scene_wanted=True, story="mine", by=by, at=AT)


def test_a_lead_refers_nobody_and_asks_nothing_again(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)
    with acting(cast.lead) as by:
        with pytest.raises(NotPermitted, match="Your role does not do this"):
            refer_to_help(
                door=Door.FROM_COMMUNITY, place="x", seen=[Seen.COLD], urgency="days", caller="", by=by, at=AT
            )
        with pytest.raises(NotPermitted, match="Your role does not do this"):
            ask_again(intake=asked.pk, seen=[], urgency="now", on_scene_wanted=True, story="mine", by=by, at=AT)


def test_everybody_has_their_own_asks_and_no_others(cast: Cast, acting: Acting) -> None:
    mine = an_ask(cast, acting)
    with acting(cast.officer) as by:
        log_call(place="x", seen=[Seen.COLD], urgency=Urgency.NOW, on_scene_wanted=False, caller="", by=by, at=AT)

    with acting(cast.constable) as by:
        assert by.role == Role.PATROL_OFFICER
        assert asked_by(Viewer(by)).rows == [mine]
        assert Intake.objects.count() == 1
