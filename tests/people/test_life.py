"""How people are, where they are found, how they are reached, how they describe themselves; and who is told."""

from datetime import timedelta

import pytest

from offramp.accounts.models import User
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.people.actions import add_contact, describe_self, end_contact, note_sighting, set_status
from offramp.people.enums import ContactKind, Status
from offramp.people.models import Contact, Person
from offramp.people.queries import (
    contacts_of,
    declined_between,
    latest_status,
    reminders_stopped,
    self_description_of,
    sightings_of,
    status_history,
    status_of,
    statuses_open_to,
    unit_of,
)
from tests.cast import Cast
from tests.conftest import Acting
from tests.people.files import a_file, on_the_care_team


def on_the_case(cast: Cast, acting: Acting) -> Person:
    """Somebody on whose care team the officer and the navigator sit."""
    with acting(cast.navigator) as by:
        person = a_file(by, "Josephine Makokis")
        for user in (cast.navigator, cast.officer):
            on_the_care_team(person.pk, user)
    return person


def test_a_new_file_is_active(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)

        assert status_of(Viewer(by), [person.pk]) == {person.pk: Status.ACTIVE}
        assert latest_status(Viewer(by), person.pk) is None
        assert unit_of(person.pk) == cast.help.pk


def test_a_stay_in_hospital_is_health_and_custody_is_police_contact(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        inside, held = a_file(by, "Ann Lee"), a_file(by, "Bea Moss")
        for person in (inside, held):
            on_the_care_team(person.pk, cast.navigator)
        on_the_care_team(inside.pk, cast.officer)
        set_status(person=inside.pk, status=Status.IN_HOSPITAL, reason="Fourth floor", by=by, at=now())
        set_status(person=held.pk, status=Status.IN_CUSTODY, by=by, at=now())

    def seen(user: User) -> list[Status]:
        with acting(user) as by:
            viewer = Viewer(by)
            told = status_of(viewer, [inside.pk, held.pk])
            shown = {person: categories for (_stream, person), categories in viewer.shown.items()}
            assert shown.keys() == {person for person, status in told.items() if status != Status.ACTIVE}
            return [told[inside.pk], told[held.pk]]

    assert seen(cast.navigator) == [Status.IN_HOSPITAL, Status.IN_CUSTODY]
    assert seen(cast.officer) == [Status.ACTIVE, Status.IN_CUSTODY]
    assert seen(cast.other_navigator) == [Status.ACTIVE, Status.ACTIVE]
    assert seen(cast.worker) == [Status.ACTIVE, Status.ACTIVE]
    with acting(cast.officer) as by:
        assert list(status_history(Viewer(by), inside.pk)) == []


def test_an_officer_is_not_offered_to_record_what_is_health(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)
        on_the_care_team(person.pk, cast.officer)
        offered = statuses_open_to(by, person=person.pk, unit=person.unit_id, at=now())
        with pytest.raises(NotPermitted):
            set_status(person=person.pk, status=Status.IN_HOSPITAL, by=by, at=now())

    assert offered == [status for status in Status if status != Status.IN_HOSPITAL]


def test_death_and_declining_stop_every_reminder_for_whoever_may_know_of_them(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        people = {status: a_file(by, str(status.label)) for status in Status}
        for status, person in people.items():
            on_the_care_team(person.pk, cast.navigator)
            if status != Status.ACTIVE:
                set_status(person=person.pk, status=status, by=by, at=now())
    stopped = {people[Status.DECEASED].pk, people[Status.DECLINED].pk}
    for user, told in (
        (cast.navigator, stopped),
        (cast.colleague, stopped),
        (cast.worker, set()),
        (cast.pace_member, set()),
    ):
        with acting(user):
            assert reminders_stopped(person.pk for person in people.values()) == told
    assert reminders_stopped(person.pk for person in people.values()) == set()


def test_who_comes_back_is_reminded_about_again(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)
        set_status(person=person.pk, status=Status.DECLINED, by=by, at=now())
        set_status(person=person.pk, status=Status.ACTIVE, by=by, at=now())

        assert reminders_stopped([person.pk]) == set()
        assert reminders_stopped([]) == set()


def test_declining_leaves_a_count_and_no_reason(cast: Cast, acting: Acting) -> None:
    at = now()
    with acting(cast.officer) as by:
        person = a_file(by)
        set_status(person=person.pk, status=Status.DECLINED, reason="Swore at us", by=by, at=at)
        viewer = Viewer(by)
        told = latest_status(viewer, person.pk)

        assert told is not None
        assert (told.status, told.reason, told.noted_by) == (Status.DECLINED, "", "Cst. Daniel Park")
        assert viewer.shown == {("support", person.pk): {"identity"}}
        assert declined_between(at - timedelta(hours=1), at + timedelta(hours=1)) == 1
        assert declined_between(at - timedelta(hours=2), at - timedelta(hours=1)) == 0


def test_a_status_that_stands_is_not_set_again(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)
        set_status(person=person.pk, status=Status.MISSING, by=by, at=now())
        with pytest.raises(Refused, match="already “Missing”"):
            set_status(person=person.pk, status=Status.MISSING, by=by, at=now())


def test_a_status_holds_since_its_own_moment_never_one_to_come(cast: Cast, acting: Acting) -> None:
    at = now()
    with acting(cast.officer) as by:
        person = a_file(by)
        with pytest.raises(Refused, match="still to come"):
            set_status(person=person.pk, status=Status.MOVED, since=at + timedelta(hours=1), by=by, at=at)
        moved = set_status(person=person.pk, status=Status.MOVED, since=at - timedelta(days=3), by=by, at=at)

    assert moved.at == at - timedelta(days=3)


def test_a_colleague_off_the_case_notes_a_place_and_does_not_see_where_they_are_found(
    cast: Cast, acting: Acting
) -> None:
    person = on_the_case(cast, acting)
    with acting(cast.colleague) as by:
        note_sighting(
            person=person.pk, place="Under the bridge", neighbourhood=cast.oliver.pk, company="a dog", by=by, at=now()
        )  # fmt: skip
        assert list(sightings_of(Viewer(by), person.pk)) == []
    with acting(cast.navigator) as by:
        viewer = Viewer(by)
        [found] = sightings_of(viewer, person.pk)

    assert (found.place, found.neighbourhood.name, found.company) == ("Under the bridge", "Wîhkwêntôwin", "a dog")
    assert viewer.shown == {("support", person.pk): {"whereabouts"}}
    for user in (cast.other_navigator, cast.supervisor, cast.constable, cast.worker, cast.lead):
        with acting(user) as by:
            assert list(sightings_of(Viewer(by), person.pk)) == [], user.username


def test_a_place_is_noted_for_when_they_were_there(cast: Cast, acting: Acting) -> None:
    at = now()
    with acting(cast.officer) as by:
        person = a_file(by)
        noted = note_sighting(person=person.pk, place="Library", seen_at=at - timedelta(days=1), by=by, at=at)
        with pytest.raises(Refused, match="still to come"):
            note_sighting(person=person.pk, place="Library", seen_at=at + timedelta(days=1), by=by, at=at)

    assert noted.at == at - timedelta(days=1)


def test_what_they_say_of_themselves_is_for_navigators_on_the_case_alone(cast: Cast, acting: Acting) -> None:
    person = on_the_case(cast, acting)
    with acting(cast.navigator) as by:
        describe_self(
            person=person.pk, gender="two-spirit", identities=["nêhiyaw", " nêhiyaw ", "Métis"], by=by, at=now()
        )
        viewer = Viewer(by)
        said = self_description_of(viewer, person.pk)

    assert said is not None
    assert (said.gender, said.declared) == ("two-spirit", ["nêhiyaw", "Métis"])
    assert viewer.shown == {("support", person.pk): {"profile"}}
    for user in (cast.officer, cast.colleague, cast.other_navigator, cast.supervisor, cast.worker, cast.constable):
        with acting(user) as by:
            viewer = Viewer(by)
            assert self_description_of(viewer, person.pk) is None, user.username
            assert viewer.shown == {}


@pytest.mark.parametrize("who", ["officer", "other_navigator", "supervisor"])
def test_others_do_not_write_what_somebody_says_of_themselves(cast: Cast, acting: Acting, who: str) -> None:
    person = on_the_case(cast, acting)
    with acting(getattr(cast, who)) as by, pytest.raises(NotPermitted):
        describe_self(person=person.pk, gender="x", by=by, at=now())


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (ContactKind.PHONE, "780 555 0142", "+17805550142"),
        (ContactKind.PHONE, "(780) 555-0142 ext 9", "+17805550142;ext=9"),
        (ContactKind.EMAIL, " jo@example.org ", "jo@example.org"),
        (ContactKind.THROUGH, "Ask  Pia at the front desk", "Ask Pia at the front desk"),
    ],
)
def test_a_way_to_reach_them_is_kept_as_it_is_dialled(
    cast: Cast, acting: Acting, kind: ContactKind, typed: str, kept: str
) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)
        add_contact(person=person.pk, kind=kind, text=typed, by=by, at=now())
        with pytest.raises(Refused, match="in the file already"):
            add_contact(person=person.pk, kind=kind, text=typed, by=by, at=now())

        assert [way.text for way in contacts_of(Viewer(by), person.pk)] == [kept]


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (ContactKind.PHONE, "call me", "no phone number"),
        (ContactKind.PHONE, "12", "no phone number"),
        (ContactKind.EMAIL, "jo at example", "no e-mail address"),
        (ContactKind.THROUGH, "  ", "nothing to reach them by"),
    ],
)
def test_what_reaches_nobody_is_refused(cast: Cast, acting: Acting, kind: ContactKind, typed: str, said: str) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)
        with pytest.raises(Refused, match=said):
            add_contact(person=person.pk, kind=kind, text=typed, by=by, at=now())


def test_a_way_that_is_no_longer_good_is_taken_out_once(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)
        way = add_contact(person=person.pk, kind=ContactKind.PHONE, text="780 555 0142", by=by, at=now())
        end_contact(contact=way.pk, by=by, at=now())

        assert contacts_of(Viewer(by), person.pk) == []
        assert Contact.objects.count() == 1
        with pytest.raises(Refused, match="taken out already"):
            end_contact(contact=way.pk, by=by, at=now())
