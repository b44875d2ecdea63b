"""What a team did: one row whoever was there, and notes that open only to those they are for."""

from datetime import timedelta
from typing import Any

import pytest

from offramp.access.enums import Category
from offramp.activities.actions import add_note, log_activity
from offramp.activities.enums import Kind, Outcome
from offramp.activities.models import Activity, ActivityNote, ActivityPerson
from offramp.activities.queries import (
    activities_of_team,
    activities_visible_to,
    activities_with,
    contact_of,
    people_at,
    report_of,
    staff_to_choose,
)
from offramp.activities.rules import report_text
from offramp.audit.models import Entry
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.ids import new_id
from tests.access.test_the_wall_in_sql import on_the_care_team
from tests.cast import Cast
from tests.conftest import Acting
from tests.triage.scenes import somebody

AT = now()
TOLD = "She left because of her uncle."


def a_visit(cast: Cast, by: Actor, **did: Any) -> Activity:
    done: dict[str, Any] = {
        "kind": Kind.INTERACTION,
        "team": cast.downtown_team.pk,
        "happened_at": AT - timedelta(hours=1),
        "branch": cast.downtown.pk,
        "neighbourhood": cast.oliver.pk,
        "place": "Bench by the church",
        "people": [],
        "staff": [cast.officer.pk, cast.navigator.pk],
        "outcome": Outcome.HELPED,
        "facts": "Gave a blanket.",
        "told": "",
        "occurrence": "",
        "patrol_released_at": None,
        "minutes": 20,
        "at": AT,
    }
    return log_activity(**{**done, **did}, by=by)


def test_a_visit_with_three_people_is_one_interaction_with_a_note_for_each(cast: Cast, acting: Acting) -> None:
    people = [somebody(cast, acting, name).pk for name in ("Ann", "Bo", "Cy")]

    with acting(cast.officer) as by:
        visit = a_visit(cast, by, people=people, unnamed=1, occurrence="26-1234")
        notes = [(n.person_id, n.category, n.text, n.place, n.occurrence) for n in ActivityNote.objects.all()]
        assert sorted(notes, key=str) == sorted(
            ((p, "contact_log", "Gave a blanket.", "Bench by the church", "26-1234") for p in people), key=str
        )

    assert Activity.objects.get() == visit
    assert (visit.kind, visit.tier, visit.people_count, visit.minutes) == ("interaction", "branch", 4, 20)
    assert sorted(row.user.username for row in visit.staff.all()) == ["navigator", "officer"]
    with acting(cast.officer):
        assert set(Entry.objects.filter(verb="activity.logged").values_list("about", flat=True)) == {*people}


def test_a_visit_with_nobody_named_has_one_note(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        a_visit(cast, by, unnamed=2)
        note = ActivityNote.objects.get()
        assert (note.person_id, note.unit_id) == (None, cast.help.pk)


def test_what_was_told_to_the_navigator_never_reaches_an_officer(cast: Cast, acting: Acting) -> None:
    person = somebody(cast, acting)
    for user in (cast.navigator, cast.officer):
        with acting(user):
            on_the_care_team(person, user)
    with acting(cast.navigator) as by:
        visit = a_visit(cast, by, people=[person.pk], told=TOLD)

    def read_by(who: str) -> tuple[list[str], list[str], bool]:
        with acting(getattr(cast, who)) as by:
            contacts = activities_with(Viewer(by), person.pk)
            texts = [words.text for contact in contacts for words in contact.facts]
            told = [words.text for contact in contacts for words in contact.told]
            return texts, told, TOLD in report_text(report_of(Viewer(by), visit))

    assert {who: read_by(who) for who in ("navigator", "officer", "colleague", "supervisor", "other_navigator")} == {
        "navigator": (["Gave a blanket."], [TOLD], False),
        "officer": (["Gave a blanket."], [], False),
        "colleague": (["Gave a blanket."], [], False),
        "supervisor": (["Gave a blanket."], [], False),
        "other_navigator": ([], [], False),
    }


@pytest.mark.parametrize("who", ["officer", "supervisor"])
def test_only_a_navigator_writes_what_was_told(cast: Cast, acting: Acting, who: str) -> None:
    with acting(getattr(cast, who)) as by, pytest.raises(Refused) as refused:
        a_visit(cast, by, told=TOLD)

    assert refused.value.field == "told"


def test_the_facts_for_the_police_report_are_copied_whole(cast: Cast, acting: Acting) -> None:
    person = somebody(cast, acting, "Josephine M.")
    began = AT - timedelta(hours=1)
    with acting(cast.officer) as by:
        visit = a_visit(
            cast, by, kind=Kind.ON_SCENE_ASSIST, people=[person.pk], unnamed=1, occurrence="26-1234",
            patrol_released_at=began + timedelta(minutes=10), happened_at=began,
        )  # fmt: skip
        lines = report_text(report_of(Viewer(by), visit)).split("\n")

    assert [line for line in lines if not line.startswith(("When", "Patrol released"))] == [
        "What: On-scene assist to Patrol",
        "Where: Bench by the church, Wîhkwêntôwin",
        "Who went: Amara Okafor, Cst. Daniel Park",
        "With: Josephine M., 1 not named",
        "Outcome: Helped on the spot",
        "Occurrence: 26-1234",
        "Gave a blanket.",
    ]


def test_when_patrol_was_released_may_be_unknown(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        visit = a_visit(cast, by, kind=Kind.CALL_PRIMARY)
        assert "Patrol released: not known" in report_text(report_of(Viewer(by), visit))


@pytest.mark.parametrize(
    ("did", "field"),
    [
        ({"happened_at": AT + timedelta(hours=1)}, "happened_at"),
        ({"kind": Kind.CALL_PRIMARY, "patrol_released_at": AT - timedelta(hours=2)}, "patrol_released_at"),
        ({"kind": Kind.CALL_PRIMARY, "patrol_released_at": AT + timedelta(hours=2)}, "patrol_released_at"),
        ({"kind": Kind.INTERACTION, "patrol_released_at": AT}, "patrol_released_at"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"staff": []}, "staff"),
        ({"staff": [new_id()]}, "staff"),
        ({"people": [new_id()]}, "people"),
        ({"unnamed": -1}, "unnamed"),
        ({"unnamed": 201}, "unnamed"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    cast: Cast, acting: Acting, did: dict[str, Any], field: str
) -> None:
    with acting(cast.officer) as by, pytest.raises(Refused) as refused:
        a_visit(cast, by, **did)

    assert refused.value.field == field


def test_staff_are_chosen_among_those_who_go_out(cast: Cast, acting: Acting) -> None:
    names = list(staff_to_choose(cast.help.pk, at=AT).values_list("username", flat=True))

    assert sorted(names) == sorted(
        ["officer", "navigator", "colleague", "other_navigator", "core_navigator", "core_officer", "supervisor"]
    )


def test_nobody_logs_for_a_team_of_another_unit(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        a_visit(cast, by, team=new_id())


@pytest.mark.parametrize("who", ["constable", "lead", "worker", "analyst", "privacy", "administrator"])
def test_no_other_role_logs_a_visit_or_lists_any(cast: Cast, acting: Acting, who: str) -> None:
    with acting(cast.officer) as by:
        visit = a_visit(cast, by)

    with acting(getattr(cast, who)) as by:
        with pytest.raises(NotPermitted):
            a_visit(cast, by)
        with pytest.raises(NotPermitted):
            add_note(activity=visit.pk, facts="x", told="", by=by, at=AT)
        assert list(activities_visible_to(Viewer(by))) == []


def test_a_correction_is_a_new_note_for_the_same_people(cast: Cast, acting: Acting) -> None:
    person = somebody(cast, acting)
    with acting(cast.navigator) as by:
        visit = a_visit(cast, by, people=[person.pk])
        add_note(activity=visit.pk, facts="It was a coat.", told=TOLD, by=by, at=AT + timedelta(minutes=1))
        contact = contact_of(Viewer(by), visit)

        assert [words.text for words in contact.facts] == ["Gave a blanket.", "It was a coat."]
        assert [words.text for words in contact.told] == [TOLD]
        assert set(ActivityNote.objects.values_list("person", flat=True)) == {person.pk}


def test_a_correction_says_something(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        visit = a_visit(cast, by)
        with pytest.raises(Refused) as refused:
            add_note(activity=visit.pk, facts="", told="", by=by, at=AT)

    assert refused.value.field == "facts"


def test_nobody_adds_to_what_they_cannot_read(cast: Cast, acting: Acting) -> None:
    person = somebody(cast, acting)
    with acting(cast.officer) as by:
        visit = a_visit(cast, by, people=[person.pk])

    with acting(cast.other_navigator) as by, pytest.raises(NotPermitted, match="cannot see whom"):
        add_note(activity=visit.pk, facts="x", told="", by=by, at=AT)


def test_nobody_adds_to_what_has_no_note_for_them(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        visit = a_visit(cast, by)
        visit.pk, visit._state.adding = new_id(), True
        visit.save()
        with pytest.raises(NotPermitted, match="cannot see whom"):
            add_note(activity=visit.pk, facts="x", told="", by=by, at=AT)


def test_whoever_moved_to_another_unit_lists_nothing_of_the_first(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        a_visit(cast, by)
    cast.officer.postings.update(unit=cast.patrol)

    with acting(cast.officer) as by:
        assert list(activities_visible_to(Viewer(by))) == []


def test_whom_a_visit_was_with_is_told_to_those_who_may_know(cast: Cast, acting: Acting) -> None:
    person = somebody(cast, acting, "Josephine M.")
    with acting(cast.navigator) as by:
        visit = a_visit(cast, by, people=[person.pk])

    told = {}
    for who in ("officer", "navigator", "colleague", "other_navigator"):
        with acting(getattr(cast, who)) as by:
            told[who] = list(people_at(Viewer(by), visit).values())
    assert told == {
        "officer": ["Josephine M."],
        "navigator": ["Josephine M."],
        "colleague": ["Josephine M."],
        "other_navigator": [],
    }


def test_what_is_shown_of_a_person_is_logged_by_category(cast: Cast, acting: Acting) -> None:
    person = somebody(cast, acting)
    with acting(cast.navigator) as by:
        on_the_care_team(person, cast.navigator)
        a_visit(cast, by, people=[person.pk], told=TOLD)
        viewer = Viewer(by)
        activities_with(viewer, person.pk)

        assert viewer.shown == {("support", person.pk): {Category.CONTACT_LOG, Category.SUPPORT_NOTES}}
        assert ActivityPerson.objects.count() == 1


def test_a_teams_activities_come_newest_first_without_their_people(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        older, newer = a_visit(cast, by, happened_at=AT - timedelta(hours=2)), a_visit(cast, by)
        viewer = Viewer(by)
        assert activities_of_team(viewer, cast.downtown_team.pk).rows == [newer, older]
        assert activities_of_team(viewer, cast.west_team.pk).rows == []
    assert viewer.shown == {}


def test_a_navigator_may_add_what_was_told_alone(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        visit = a_visit(cast, by)
        add_note(activity=visit.pk, facts="", told=TOLD, by=by, at=AT + timedelta(minutes=1))
        contact = contact_of(Viewer(by), visit)

    assert ([w.text for w in contact.facts], [w.text for w in contact.told]) == (["Gave a blanket."], [TOLD])
