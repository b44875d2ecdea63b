"""The safety card: a navigator reviews it; patrol sees it for an incident, and nothing else of anybody."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from offramp.access.actions import end_grants
from offramp.access.enums import Basis, Category
from offramp.audit.models import Entry
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.people.actions import look_up_safety, put_card_away, review_safety_card, write_safety_card
from offramp.people.models import Name, Person, SafetyCard, SafetyLookup
from offramp.people.queries import (
    cards_looked_up,
    identity_of,
    lookup_by,
    people_visible_to,
    safety_card_of,
    safety_cards_to_review,
)
from tests.cast import Cast
from tests.conftest import Acting
from tests.people.files import a_card_in_force, a_file

ADVICE = "Carry naloxone\nSpeak slowly, one officer talks"


def test_a_card_waits_for_a_navigator_and_the_one_before_stays_in_force(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        person = a_file(by)
        first = a_card_in_force(person.pk, by)
    with acting(cast.officer) as by:
        written = write_safety_card(person=person.pk, approach=ADVICE, helps="Tea", by=by, at=now())
        viewer = Viewer(by)
        cards = safety_card_of(viewer, person.pk)

    assert (cards.in_force, cards.waiting, cards.newest, cards.version) == (first, written, written, 2)
    assert viewer.shown == {("support", person.pk): {"safety"}}


def test_a_review_puts_the_card_in_force_and_ends_the_one_before(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        person = a_file(by)
        first = a_card_in_force(person.pk, by)
        second = write_safety_card(person=person.pk, approach=ADVICE, by=by, at=now())
        again = timezone.localdate() + timedelta(days=30)
        review_safety_card(card=second.pk, review_on=again, told_person=True, by=by, at=now())
        cards = safety_card_of(Viewer(by), person.pk)

        assert cards.in_force == second
        assert (cards.in_force.review_on, cards.in_force.told_person, cards.waiting) == (again, True, None)
        with pytest.raises(Refused, match="no longer in force"):
            review_safety_card(card=first.pk, review_on=again, by=by, at=now())


def test_an_officer_writes_and_does_not_review(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)
        card = write_safety_card(person=person.pk, approach=ADVICE, by=by, at=now())
        with pytest.raises(NotPermitted):
            review_safety_card(card=card.pk, review_on=timezone.localdate() + timedelta(days=9), by=by, at=now())
        with pytest.raises(NotPermitted):
            put_card_away(card=card.pk, by=by, at=now())


@pytest.mark.parametrize(("days", "said"), [(0, "still to come"), (-1, "still to come"), (400, "within a year")])
def test_the_next_review_is_within_a_year(cast: Cast, acting: Acting, days: int, said: str) -> None:
    with acting(cast.navigator) as by:
        card = write_safety_card(person=a_file(by).pk, approach=ADVICE, by=by, at=now())
        with pytest.raises(Refused, match=said):
            review_safety_card(card=card.pk, review_on=timezone.localdate() + timedelta(days=days), by=by, at=now())


@pytest.mark.parametrize(("text", "said"), [(" \n-\n", "says nothing"), ("\n".join("abcdefghi"), "at most 8 lines")])
def test_a_card_says_something_that_can_be_read_at_the_door(cast: Cast, acting: Acting, text: str, said: str) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)
        with pytest.raises(Refused, match=said):
            write_safety_card(person=person.pk, approach=text, by=by, at=now())


def test_the_second_of_two_writers_is_told_and_changes_nothing(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by)
        write_safety_card(person=person.pk, approach="Speak slowly", seen=0, by=by, at=now())
    with acting(cast.colleague) as by:
        with pytest.raises(Refused, match=r"Cst\. Daniel Park changed this"):
            write_safety_card(person=person.pk, approach="Stand back", seen=0, by=by, at=now())
        changed = write_safety_card(person=person.pk, approach="Speak slowly\nStand back", seen=1, by=by, at=now())

        assert [(card.pk, card.approach, card.version) for card in SafetyCard.objects.all()] == [
            (changed.pk, "Speak slowly\nStand back", 2)
        ]


def test_a_card_put_away_is_shown_no_more(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        person = a_file(by)
        card = a_card_in_force(person.pk, by)
        put_card_away(card=card.pk, by=by, at=now())
        cards = safety_card_of(Viewer(by), person.pk)

        assert (cards.in_force, cards.waiting, cards.version) == (None, None, 1)
        with pytest.raises(Refused, match="no longer in force"):
            put_card_away(card=card.pk, by=by, at=now())


def test_cards_to_review_are_the_new_ones_then_those_whose_day_has_come(cast: Cast, acting: Acting) -> None:
    today = timezone.localdate()
    with acting(cast.navigator) as by:
        due, later, new = (a_file(by, name).pk for name in ("Ann", "Bea", "Cid"))
        for person in (due, later):
            a_card_in_force(person, by)
        write_safety_card(person=new, approach=ADVICE, by=by, at=now())
        SafetyCard.objects.filter(person=due).update(review_on=today)

        waiting = [card.person_id for card in safety_cards_to_review(Viewer(by), today=today)]
    with acting(cast.worker) as by:
        assert list(safety_cards_to_review(Viewer(by), today=today)) == []

    assert waiting == [new, due]


def looked_up(cast: Cast, acting: Acting, name: str, year: int | None = None) -> list[tuple[UUID, bool]]:
    """What the constable gets to see for a name: whose card, and whether the name fits exactly."""
    with acting(cast.constable) as by:
        lookup = look_up_safety(incident="26-104233", name=name, born_about=year, by=by, at=now())
        return [(found.card.person_id, found.is_exact) for found in cards_looked_up(Viewer(by), lookup, at=now())]


def files_with_cards(cast: Cast, acting: Acting, *names: tuple[str, int | None]) -> Sequence[UUID]:
    with acting(cast.navigator) as by:
        people = [a_file(by, name, born_about=year).pk for name, year in names]
        for person in people:
            a_card_in_force(person, by)
    return people


def test_patrol_sees_the_card_for_an_incident_and_nothing_else(cast: Cast, acting: Acting) -> None:
    [person] = files_with_cards(cast, acting, ("Josephine Makokis", 1984))
    at = now()
    with acting(cast.constable) as by:
        lookup = look_up_safety(incident=" 26-104233 ", name="josephine makokis", by=by, at=at)
        viewer = Viewer(by)
        [found] = cards_looked_up(viewer, lookup, at=now())

        assert (found.card.approach, found.is_exact) == ("Speak slowly\nNo hands on the cart", True)
        assert (viewer.purpose, viewer.shown) == ("26-104233", {("support", person): {"safety"}})
        assert (list(people_visible_to(viewer)), identity_of(viewer, person), Name.objects.count()) == ([], None, 0)
        assert cards_looked_up(viewer, lookup, at=at + timedelta(minutes=61)) == []
        end_grants(founded_on=lookup.pk, basis=Basis.INCIDENT, at=now())
        assert SafetyCard.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "year", "is_exact"),
    [
        ("Makokis Josephine", None, True),
        ("Joséphine MAKOKIS", 1985, True),
        ("Josephine Makokiss", None, False),
        ("Jozephine Makokis", 1984, False),
    ],
)
def test_a_name_nearly_the_same_finds_the_card_and_says_so(
    cast: Cast, acting: Acting, name: str, year: int | None, is_exact: bool
) -> None:
    [person] = files_with_cards(cast, acting, ("Josephine Makokis", 1984))

    assert looked_up(cast, acting, name, year) == [(person, is_exact)]


@pytest.mark.parametrize(
    ("name", "year"), [("Josephine", None), ("Josephine Makokis", 1950), ("Walter Bruno", None), ("J M", None)]
)
def test_a_name_that_does_not_fit_finds_no_card(cast: Cast, acting: Acting, name: str, year: int | None) -> None:
    files_with_cards(cast, acting, ("Josephine Makokis", 1984))

    assert looked_up(cast, acting, name, year) == []


def test_a_file_without_a_reviewed_card_answers_as_if_there_were_none(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        a_file(by, "Ann Lee")
        write_safety_card(person=a_file(by, "Bea Moss").pk, approach=ADVICE, by=by, at=now())
        ended = a_card_in_force(a_file(by, "Cid Root").pk, by)
        put_card_away(card=ended.pk, by=by, at=now())

    answers = [looked_up(cast, acting, name) for name in ("Ann Lee", "Bea Moss", "Cid Root", "Nobody Atall")]

    assert answers == [[], [], [], []]
    with acting(cast.privacy):
        assert set(Entry.objects.filter(verb="safety.looked_up").values_list("about", flat=True)) == {None}


def test_several_who_fit_come_exact_ones_first_and_a_year_tells_them_apart(cast: Cast, acting: Acting) -> None:
    near, exact, other = files_with_cards(
        cast, acting, ("John Smithe", 1970), ("John Smith", None), ("John Smith", 1950)
    )

    found = looked_up(cast, acting, "John Smith", 1971)

    assert found == [(exact, True), (near, False)]
    assert (other, True) in looked_up(cast, acting, "John Smith")


def test_a_card_put_away_after_the_lookup_is_shown_no_more(cast: Cast, acting: Acting) -> None:
    gone, stays = files_with_cards(cast, acting, ("John Smith", 1950), ("John Smith", 1952))
    with acting(cast.constable) as by:
        lookup = look_up_safety(incident="26-104233", name="John Smith", born_about=None, by=by, at=now())
    with acting(cast.navigator) as by:
        [card] = SafetyCard.objects.filter(person=gone)
        put_card_away(card=card.pk, by=by, at=now())

    with acting(cast.constable) as by:
        viewer = Viewer(by)
        assert [found.card.person_id for found in cards_looked_up(viewer, lookup, at=now())] == [stays]
    assert {subject for _stream, subject in viewer.shown} == {stays}


def test_each_lookup_is_kept_with_its_incident_and_each_card_in_the_audit(cast: Cast, acting: Acting) -> None:
    [person] = files_with_cards(cast, acting, ("Ann Lee", None))
    looked_up(cast, acting, "Ann Lee")
    looked_up(cast, acting, "Nobody Atall")

    assert list(SafetyLookup.objects.order_by("pk").values_list("incident", "cards", "exact")) == [
        ("26-104233", 1, 1),
        ("26-104233", 0, 0),
    ]
    with acting(cast.privacy):
        about = Entry.objects.filter(verb="safety.looked_up").order_by("pk").values_list("about", "actor")
        assert list(about) == [(person, cast.constable.pk), (None, cast.constable.pk)]


@pytest.mark.parametrize("number", ["", "x", "no digits", "26", "a" * 40, "26'; --"])
def test_without_an_incident_nothing_is_looked_up(cast: Cast, acting: Acting, number: str) -> None:
    with acting(cast.constable) as by, pytest.raises(Refused, match="not an incident number"):
        look_up_safety(incident=number, name="Ann Lee", by=by, at=now())


@pytest.mark.parametrize("who", ["officer", "navigator", "worker", "analyst", "administrator", "supervisor"])
def test_only_patrol_looks_up_by_incident(cast: Cast, acting: Acting, who: str) -> None:
    files_with_cards(cast, acting, ("Ann Lee", None))
    with acting(getattr(cast, who)) as by:
        with pytest.raises(NotPermitted):
            look_up_safety(incident="26-104233", name="Ann Lee", by=by, at=now())
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_look_up('ann lee', NULL, 3)")
            assert cursor.fetchone() == (0,)


def test_a_lookup_is_shown_to_whoever_made_it_alone(cast: Cast, acting: Acting) -> None:
    with acting(cast.constable) as by:
        lookup = look_up_safety(incident="26-104233", name="Ann Lee", by=by, at=now())
        assert lookup_by(Viewer(by), lookup.pk) == lookup
    with acting(cast.officer) as by:
        assert lookup_by(Viewer(by), lookup.pk) is None


def test_the_card_opens_safety_alone_in_the_grant(cast: Cast, acting: Acting) -> None:
    files_with_cards(cast, acting, ("Ann Lee", None))
    looked_up(cast, acting, "Ann Lee")
    with acting(cast.constable), connection.cursor() as cursor:
        cursor.execute("SELECT categories, ends_at - starts_at FROM access_grant")
        assert cursor.fetchall() == [([Category.SAFETY], timedelta(hours=1))]
        assert Person.objects.count() == 1


def test_a_card_looked_up_opens_no_record(cast: Cast, acting: Acting) -> None:
    files_with_cards(cast, acting, ("Ann Lee", None))
    looked_up(cast, acting, "Ann Lee")
    with acting(cast.constable) as by:
        assert (Person.objects.count(), list(people_visible_to(Viewer(by)))) == (1, [])
