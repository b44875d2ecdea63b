"""Places at an event: asked, answered, put in, confirmed, changed, taken off; hard rules hold each time."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from offramp.audit.models import Entry as Done
from offramp.engagement.actions import answers, call_off, places, releases
from offramp.engagement.enums import Course, Hours, How, Place, Verdict, Way
from offramp.engagement.models import Absence, Assignment, Entry, Invitation, Member, Need, Release, ToldOtherwise
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, ActorKind
from tests.cast import Cast
from tests.conftest import Acting, acting_as
from tests.engagement import places_scene as scene
from tests.engagement.scene import as_holder, decided, in_days, received


def test_who_is_asked_and_says_yes_is_coming_and_their_supervisor_is_asked(
    cast: Cast, acting: Acting, minh: Member
) -> None:
    event = scene.accepted(cast)

    asked = scene.asked_to(cast, event, minh)
    came = scene.said(minh, asked, comes=True)

    found = scene.place(cast, asked.pk)
    assert (asked.place, came.place, found.place) == (Place.ASKED, Place.CONFIRMED, Place.CONFIRMED)
    assert (found.how, found.answered_by, found.version) == (How.REQUESTED, Way.PAGE, 2)
    with acting(cast.coordinator):
        assert Entry.objects.get().method == "REQUEST"
        assert Release.objects.get().released is None
    with acting(cast.privacy):
        verbs = list(Done.objects.filter(verb__startswith="place.").values_list("verb", "actor", "subject"))
    assert verbs == [
        ("place.asked", cast.coordinator.pk, asked.pk), ("place.confirmed", cast.pace_member.pk, asked.pk),
    ]  # fmt: skip


def test_a_no_gives_the_place_up_and_the_same_answer_twice_is_once(cast: Cast, minh: Member, ayaan: Member) -> None:
    event = scene.accepted(cast)
    asked, other = scene.asked_to(cast, event, minh), scene.asked_to(cast, event, ayaan)

    scene.said(minh, asked, comes=False)
    scene.said(minh, asked, comes=False)
    scene.said(ayaan, other, comes=True)
    scene.said(ayaan, other, comes=False)

    found = [scene.place(cast, row.pk) for row in (asked, other)]
    assert [(row.place, row.version) for row in found] == [(Place.DECLINED, 2), (Place.DROPPED, 3)]


def test_a_yes_after_a_no_needs_room(cast: Cast, acting: Acting, minh: Member, ayaan: Member) -> None:
    event = scene.accepted(cast)
    need(cast, event, most=1)
    asked = scene.asked_to(cast, event, minh)
    scene.said(minh, asked, comes=False)
    scene.put_in(cast, event, ayaan)

    with pytest.raises(Refused, match="Every place is taken"):
        scene.said(minh, asked, comes=True)
    need(cast, event, most=2, version=2)

    assert scene.said(minh, asked, comes=True).place == Place.CONFIRMED


def test_who_signs_up_is_confirmed_by_the_coordinator(cast: Cast, minh: Member) -> None:
    event = scene.accepted(cast)

    wished = scene.signed_up(minh, event)
    again = scene.signed_up(minh, event)
    scene.said(minh, wished, comes=True)
    confirmed = scene.put_in(cast, event, minh, hours=Hours.VOLUNTEERED)

    assert (wished.place, again.pk, again.version) == (Place.WISHED, wished.pk, 1)
    assert (confirmed.pk, confirmed.place, confirmed.how) == (wished.pk, Place.CONFIRMED, How.SIGNED_UP)
    assert scene.place(cast, wished.pk).hours == Hours.VOLUNTEERED


def test_a_wish_taken_back_is_gone_and_may_come_again(cast: Cast, minh: Member) -> None:
    event = scene.accepted(cast)
    wished = scene.signed_up(minh, event)

    assert scene.said(minh, wished, comes=False).place == Place.DROPPED
    assert scene.signed_up(minh, event).place == Place.WISHED


def test_two_events_at_one_time_are_refused_also_without_time_for_the_way(cast: Cast, minh: Member) -> None:
    scene.put_in(cast, scene.accepted(cast), minh)
    same = scene.accepted(cast, organisation_name="Oromo elders", place="Far away")
    near = scene.accepted(
        cast, organisation_name="Nepali youth", place="Far away", starts_at=in_days(40) + timedelta(minutes=130)
    )

    for event, why in ((same, "Is at another event at that time"), (near, "Has 10 minutes to another event")):
        with pytest.raises(Refused, match=why):
            scene.put_in(cast, event, minh, told="They say they can")
        with pytest.raises(Refused, match=why):
            scene.signed_up(minh, event)


def test_a_training_must_hold_on_the_day(cast: Cast, minh: Member, ayaan: Member) -> None:
    event = scene.accepted(cast)
    need(cast, event, courses=[Course.BIAS])
    scene.knows(cast, minh, expires_on=localdate() + timedelta(days=39))
    scene.knows(cast, ayaan, expires_on=localdate() + timedelta(days=41))

    with pytest.raises(Refused, match="A training will have expired"):
        scene.asked_to(cast, event, minh)
    assert scene.asked_to(cast, event, ayaan).place == Place.ASKED


def test_the_longest_of_several_trainings_counts(cast: Cast, minh: Member) -> None:
    event = scene.accepted(cast)
    need(cast, event, courses=[Course.BIAS])
    for days in (30, 60, 10):
        scene.knows(cast, minh, language=f"x{days}", expires_on=localdate() + timedelta(days=days))

    assert scene.asked_to(cast, event, minh).place == Place.ASKED
    scene.knows(cast, minh, language="end", expires_on=None)
    assert scene.put_in(cast, scene.accepted(cast, 50), minh).place == Place.CONFIRMED


@pytest.mark.parametrize("weekly", [False, True])
def test_who_is_away_comes_only_where_they_told_otherwise(
    cast: Cast, acting: Acting, minh: Member, weekly: bool
) -> None:
    event = scene.accepted(cast)
    away(cast, minh, event, weekly=weekly)

    with pytest.raises(Refused, match="If they told you otherwise") as refusal:
        scene.asked_to(cast, event, minh)
    with pytest.raises(Refused, match="You said that you are not available then"):
        scene.signed_up(minh, event)
    asked = scene.asked_to(cast, event, minh, told="Her leave was moved")

    assert refusal.value.field == "told"
    with acting(cast.coordinator):
        assert list(ToldOtherwise.objects.values_list("assignment", "text")) == [(asked.pk, "Her leave was moved")]
    assert scene.said(minh, asked, comes=True).place == Place.CONFIRMED


def test_what_they_told_is_read_by_the_coordinator_and_themselves_alone(
    cast: Cast, acting: Acting, minh: Member, ayaan: Member
) -> None:
    event = scene.accepted(cast)
    away(cast, minh, event)
    scene.asked_to(cast, event, minh, told="Her leave was moved")

    seen = {}
    for user in cast.everyone:
        if user != cast.stranger:
            with acting(user):
                seen[user.username] = ToldOtherwise.objects.count()
    with acting(ayaan.user):
        seen["ayaan"] = ToldOtherwise.objects.count()

    assert {name for name, count in seen.items() if count} == {"coordinator", "pace_member"}


def test_a_yes_is_checked_once_more(cast: Cast, minh: Member) -> None:
    event, other = scene.accepted(cast), scene.accepted(cast, organisation_name="Oromo elders")
    asked = scene.asked_to(cast, event, minh)
    with acting_as(cast.coordinator):
        Assignment.objects.filter(pk=asked.pk).update(place=Place.DECLINED)
    scene.put_in(cast, other, minh)

    with pytest.raises(Refused, match="Is at another event"):
        scene.said(minh, asked, comes=True)


def test_the_second_of_two_coordinators_is_told(cast: Cast, acting: Acting, minh: Member, ayaan: Member) -> None:
    event = scene.accepted(cast)
    need(cast, event, most=1)
    asked = scene.asked_to(cast, event, minh)

    with acting(cast.coordinator) as by:
        with pytest.raises(Refused, match="They were asked or put in meanwhile"):
            places.put_in(invitation=event.pk, member=minh.pk, by=by, at=now())
        with pytest.raises(Refused, match="Every place is taken"):
            places.ask(invitation=event.pk, member=ayaan.pk, by=by, at=now())
        places.change_place(
            assignment=asked.pk, hours=Hours.OVERTIME, locked=True, version=asked.version, by=by, at=now()
        )
        for late in (
            lambda: places.take_off(assignment=asked.pk, version=1, by=by, at=now()),
            lambda: places.change_place(
                assignment=asked.pk, hours=Hours.ON_DUTY, locked=False, version=1, by=by, at=now()
            ),
            lambda: answers.answer(assignment=asked.pk, comes=True, way=Way.COORDINATOR, version=1, by=by, at=now()),
            lambda: releases.note_release(assignment=asked.pk, released=True, version=1, by=by, at=now()),
            lambda: places.change_need(
                invitation=event.pk, at_least=1, at_most=3, courses=[], version=1, by=by, at=now()
            ),
        ):
            with pytest.raises(Refused, match="A colleague changed this meanwhile") as refusal:
                late()
            assert refusal.value.field == "version"
    found = scene.place(cast, asked.pk)
    assert (found.place, found.hours, found.locked) == (Place.ASKED, Hours.OVERTIME, True)


def test_who_is_taken_off_is_told_and_can_not_say_yes_but_sign_up_anew(
    cast: Cast, acting: Acting, minh: Member
) -> None:
    event = scene.accepted(cast)
    put_in = scene.put_in(cast, event, minh)

    with acting(cast.coordinator) as by:
        places.take_off(assignment=put_in.pk, version=1, by=by, at=now())
        with pytest.raises(Refused, match="taken off"):
            places.take_off(assignment=put_in.pk, version=2, by=by, at=now())
        assert Entry.objects.get().method == "CANCEL"

    with pytest.raises(Refused, match="You were taken off this event"):
        scene.said(minh, put_in, comes=True)
    assert scene.signed_up(minh, event).place == Place.WISHED


def test_an_event_called_off_or_declined_later_takes_everybody_off(
    cast: Cast, acting: Acting, minh: Member, ayaan: Member
) -> None:
    off, declined = scene.accepted(cast), scene.accepted(cast, 50)
    for event in (off, declined):
        scene.put_in(cast, event, minh)
        scene.asked_to(cast, event, ayaan)

    as_holder(off, lambda by: call_off(invitation=off.pk, by=by, at=now()))
    decided(declined, Verdict.DECLINE, cast.coordinator, version=2)

    with acting(cast.coordinator):
        assert set(Assignment.objects.values_list("place", flat=True)) == {Place.REMOVED}
        assert set(Entry.objects.values_list("method", flat=True)) == {"CANCEL"}
    with acting(cast.privacy):
        done = Done.objects.filter(verb="place.removed", about=off.pk)
        assert set(done.values_list("actor_kind", "actor")) == {("link", off.link)}


def test_a_question_or_a_change_leaves_the_roster_and_a_second_yes_asks_supervisors_anew(
    cast: Cast, acting: Acting, minh: Member
) -> None:
    event = scene.accepted(cast)
    put_in = scene.put_in(cast, event, minh)
    with acting(cast.coordinator) as by:
        releases.note_release(assignment=put_in.pk, released=True, version=1, by=by, at=now())
        Invitation.objects.filter(pk=event.pk).update(described_at=now() + timedelta(seconds=1))

    decided(event, Verdict.ASK, cast.coordinator, version=2)
    kept = scene.place(cast, put_in.pk).place
    decided(event, Verdict.ACCEPT, cast.coordinator, version=3)

    with acting(cast.coordinator):
        release = Release.objects.get()
    assert (kept, release.released, release.answered_at) == (Place.CONFIRMED, None, None)


@pytest.mark.parametrize("how", ["left", "closed"])
def test_who_left_while_rostered_is_shown_so_and_can_not_say_yes(
    cast: Cast, acting: Acting, minh: Member, how: str
) -> None:
    event, later = scene.accepted(cast), scene.accepted(cast, 60)
    asked = scene.asked_to(cast, event, minh)
    with acting(cast.coordinator):
        if how == "left":
            Member.objects.filter(pk=minh.pk).update(left_at=now())
    if how == "closed":
        type(minh.user).objects.filter(pk=minh.user_id).update(is_active=False)

    with acting(cast.coordinator) as by:
        with pytest.raises(Refused, match="Has left PACE"):
            answers.answer(assignment=asked.pk, comes=True, way=Way.COORDINATOR, by=by, at=now())
        with pytest.raises(Refused, match="Has left PACE"):
            places.ask(invitation=later.pk, member=minh.pk, by=by, at=now())
    if how == "left":
        with pytest.raises(NotPermitted, match="You are not on the roster"):
            scene.signed_up(minh, event)


def test_nothing_is_filled_that_is_not_accepted_or_has_begun(cast: Cast, acting: Acting, minh: Member) -> None:
    event = scene.accepted(cast)
    asked = scene.asked_to(cast, event, minh)
    with acting(cast.coordinator) as by, pytest.raises(Refused, match="The event has begun"):
        places.take_off(assignment=asked.pk, version=1, by=by, at=event.starts_at)
    with acting(cast.coordinator) as by, pytest.raises(Refused, match="The event has begun"):
        answers.answer(assignment=asked.pk, comes=True, way=Way.COORDINATOR, by=by, at=event.starts_at)

    waiting = received(40)
    with pytest.raises(Refused, match="not accepted"):
        scene.put_in(cast, waiting, minh)
    with pytest.raises(Refused, match="not accepted"):
        scene.signed_up(minh, waiting)


def test_need_follows_kind_and_size_and_is_changed(cast: Cast, acting: Acting) -> None:
    small, large = scene.accepted(cast, kind="linc"), scene.accepted(cast, 41, expected=700)

    with acting(cast.coordinator):
        found = {row.invitation_id: (row.at_least, row.at_most, row.courses) for row in Need.objects.all()}
    assert found == {small.pk: (1, 2, ["linc_instructor"]), large.pk: (4, 8, [])}
    need(cast, small, least=2, most=3, courses=[Course.BIAS, Course.ANTI_RACISM])
    with acting(cast.coordinator) as by:
        row = Need.objects.get(invitation=small)
        with pytest.raises(Refused, match="At most is less than at least"):
            places.change_need(invitation=small.pk, at_least=3, at_most=2, courses=[], version=2, by=by, at=now())
    assert (row.at_least, row.at_most, row.courses, row.version) == (2, 3, ["anti_racism", "bias"], 2)


def test_others_may_not(cast: Cast, acting: Acting, minh: Member, ayaan: Member) -> None:
    event = scene.accepted(cast)
    asked = scene.asked_to(cast, event, minh)

    with acting(ayaan.user) as by:
        for forbidden in (
            lambda: answers.answer(assignment=asked.pk, comes=True, way=Way.PAGE, by=by, at=now()),
            lambda: answers.answer(assignment=asked.pk, comes=True, way=Way.COORDINATOR, by=by, at=now()),
            lambda: answers.answer(assignment=asked.pk, comes=True, way=Way.LINK, by=by, at=now()),
            lambda: places.ask(invitation=event.pk, member=ayaan.pk, by=by, at=now()),
            lambda: places.put_in(invitation=event.pk, member=ayaan.pk, by=by, at=now()),
            lambda: places.take_off(assignment=asked.pk, version=1, by=by, at=now()),
            lambda: releases.note_release(assignment=asked.pk, released=True, version=1, by=by, at=now()),
        ):
            with pytest.raises(NotPermitted):
                forbidden()
    for user in (cast.officer, cast.coordinator):
        with acting(user) as by, pytest.raises(NotPermitted):
            answers.sign_up(invitation=event.pk, by=by, at=now())
    assert scene.place(cast, asked.pk).place == Place.ASKED


def test_nobody_answers_their_own_place_in_a_way_that_is_anothers(cast: Cast, acting: Acting, minh: Member) -> None:
    asked = scene.asked_to(cast, scene.accepted(cast), minh)

    with acting(minh.user) as by:
        for way in (Way.COORDINATOR, Way.LINK, Way.MAIL):
            with pytest.raises(NotPermitted, match="Your role does not do this"):
                answers.answer(assignment=asked.pk, comes=True, way=way, by=by, at=now())
    with scene.behind(asked.link, "rostered") as by, pytest.raises(NotPermitted, match="Your role does not do this"):
        answers.answer(assignment=asked.pk, comes=True, way=Way.PAGE, by=by, at=now())
    assert scene.place(cast, asked.pk).place == Place.ASKED


def test_the_links_holder_answers_their_own_place_alone(
    cast: Cast, acting: Acting, minh: Member, ayaan: Member
) -> None:
    event = scene.accepted(cast)
    mine, theirs = scene.asked_to(cast, event, minh), scene.asked_to(cast, event, ayaan)

    with scene.behind(mine.link, "rostered") as by:
        came = answers.answer(assignment=mine.pk, comes=True, way=Way.LINK, by=by, at=now())
        assert list(Assignment.objects.values_list("pk", flat=True)) == [mine.pk]
        stranger = Actor(ActorKind.LINK, id=theirs.link, role="rostered")
        with pytest.raises(NotPermitted):
            answers.answer(assignment=mine.pk, comes=False, way=Way.LINK, by=stranger, at=now())

    assert (came.place, scene.place(cast, theirs.pk).place) == (Place.CONFIRMED, Place.ASKED)


def need(
    cast: Cast, event: Invitation, *, least: int = 1, most: int = 2, version: int = 1, courses: Sequence[Course] = ()
) -> None:
    with acting_as(cast.coordinator) as by:
        places.change_need(
            invitation=event.pk, at_least=least, at_most=most, courses=courses, version=version, by=by, at=now()
        )


def away(cast: Cast, who: Member, event: Invitation, *, weekly: bool = False) -> None:
    """Write down that a member can't come when an event is."""
    once = {"starts_at": event.starts_at - timedelta(hours=1), "ends_at": event.starts_at + timedelta(hours=1)}
    week = {"weekday": event.starts_at.weekday(), "starts": "00:00", "ends": "23:59"}
    with acting_as(cast.coordinator):
        Absence.objects.create(unit=cast.pace, member=who, user=who.user, **(week if weekly else once))
