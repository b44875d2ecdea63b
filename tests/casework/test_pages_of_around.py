"""The pages of who is around a young person: written, changed, never overwritten unseen, ended; and on the record."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate

from offramp.casework.actions import SupporterTerms, change_supporter
from offramp.casework.enums import SupporterKind
from offramp.casework.models import HowItGoes, Pursuit, Supporter
from offramp.kernel.clock import now
from offramp.kernel.days import birthday
from tests.casework.files import CANARY, in_care
from tests.casework.pages import TOKEN, press, token
from tests.casework.young import a_pursuit, a_supporter, a_young_person, aged
from tests.cast import Cast
from tests.conftest import Acting, SignedIn

MENTOR = {"kind": "mentor", "name": "Odette Morin", "often": "Saturdays", "starts_on": "2026-01-05", "version": ""}
CLUB = {"kind": "club", "what": "Drum group", "times": "Thursdays", "starts_on": "2026-01-05", "version": ""}


@pytest.fixture
def person(cast: Cast, acting: Acting) -> UUID:
    return a_young_person(acting, cast.navigator, cast.officer)


def text(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def around(client: Client, person: UUID) -> str:
    page = client.get(reverse("casework:around", args=[person]))
    assert page.status_code == 200
    return text(page)


def test_somebody_is_added_written_of_changed_and_ended(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: UUID
) -> None:
    client, there = signed_in(cast.navigator), reverse("casework:around", args=[person])
    assert "Nobody is written down yet" in around(client, person)
    added = press(client, reverse("casework:add-supporter", args=[person]), MENTOR)
    with acting(cast.navigator):
        row = Supporter.objects.get()

    def send(name: str, fields: dict[str, object]) -> Any:
        return press(client, reverse(f"casework:{name}", args=[row.pk]), fields)

    noted = send("note-with-supporter", {"on": "2026-02-01", "words": "They cooked."})
    changed = send("change-supporter", {**MENTOR, "often": "Sundays", "version": "1", "until_on": "2027-02-01"})
    page = around(client, person)
    ended = send("end-supporter", {"reason": "Moved away"})

    assert {(answer.status_code, answer["Location"]) for answer in (added, noted, changed, ended)} == {(303, there)}
    told = ("Sundays", "They cooked.", "until 1 February 2027", "Nothing: no consent names them")
    assert [words in page for words in told] == [True] * 4
    assert "Moved away" in around(client, person)
    assert client.get(reverse("casework:change-supporter", args=[row.pk])).status_code == 404


def test_what_they_take_part_in_is_added_written_of_changed_and_ended(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: UUID
) -> None:
    client, there = signed_in(cast.officer), reverse("casework:around", args=[person])
    added = press(client, reverse("casework:add-pursuit", args=[person]), CLUB)
    with acting(cast.officer):
        row = Pursuit.objects.get()

    def send(name: str, fields: dict[str, object]) -> Any:
        return press(client, reverse(f"casework:{name}", args=[row.pk]), fields)

    noted = send("note-in-pursuit", {"on": "2026-02-01", "words": "He led a song."})
    changed = send("change-pursuit", {**CLUB, "place": "The friendship centre", "version": "1"})
    page = around(client, person)
    ended = send("end-pursuit", {"reason": "No bus"})

    assert {(answer.status_code, answer["Location"]) for answer in (added, noted, changed, ended)} == {(303, there)}
    assert [words in page for words in ("Drum group", "He led a song.", "The friendship centre")] == [True] * 3
    assert "No bus" in around(client, person)


@pytest.mark.parametrize(
    ("route", "typed", "said"),
    [
        ("add-supporter", {**MENTOR, "name": "  "}, "Write this before you go on."),
        ("add-supporter", {**MENTOR, "until_on": "2025-01-01"}, "It ends before it begins."),
        ("add-pursuit", {**CLUB, "until_on": "2025-01-01"}, "It ends before it begins."),
        ("add-pursuit", {**CLUB, "starts_on": "3/4/26"}, "Write it like 2026-11-21"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: UUID, route: str, typed: dict[str, object], said: str
) -> None:
    answer = press(signed_in(cast.navigator), reverse(f"casework:{route}", args=[person]), typed)

    words = answer.content.decode()
    assert answer.status_code == 422
    assert said in words
    assert str(typed.get("often") or typed.get("times")) in words
    with acting(cast.navigator):
        assert (Supporter.objects.count(), Pursuit.objects.count()) == (0, 0)


def test_the_second_of_two_editors_is_told_keeps_the_text_and_may_send_it_again(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    row = a_supporter(acting, cast.navigator, person)
    client, there = signed_in(cast.officer), reverse("casework:change-supporter", args=[row.pk])
    typed = {**MENTOR, "often": "Fridays", "version": "1", "form_token": token(client, there)}
    with acting(cast.navigator) as by:
        meanwhile = SupporterTerms(kind=SupporterKind.MENTOR, name="Odette M.", starts_on=date(2026, 1, 5))
        change_supporter(supporter=row.pk, version=1, terms=meanwhile, by=by, at=now())

    told = client.post(there, typed)
    words = told.content.decode()
    again = {**typed, "version": "2", "form_token": TOKEN.findall(words)[-1]}
    sent = client.post(there, again)
    with acting(cast.navigator):
        row.refresh_from_db()

    assert (told.status_code, "Odette M." in words, "Fridays" in words) == (422, True, True)
    assert (sent.status_code, row.often, row.version) == (303, "Fridays", 3)


def test_an_officer_is_offered_no_health_and_sees_none_on_the_page_or_the_record(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    row = a_supporter(acting, cast.navigator, person, name=CANARY, tells_health=True)
    club = a_pursuit(acting, cast.navigator, person, what=CANARY, tells_health=True)
    a_supporter(acting, cast.navigator, person, name="Ms. Holub", kind=SupporterKind.SCHOOL)
    officer, navigator = signed_in(cast.officer), signed_in(cast.navigator)
    record = reverse("desk:record", args=[person])
    form = officer.get(reverse("casework:add-supporter", args=[person])).context["form"]

    assert "tells_health" not in form.fields
    assert [CANARY in around(client, person) for client in (officer, navigator)] == [False, True]
    assert [CANARY in text(client.get(record)) for client in (officer, navigator)] == [False, True]
    assert "Ms. Holub" in text(officer.get(record))
    for name, key in (("change-supporter", row.pk), ("end-supporter", row.pk), ("change-pursuit", club.pk)):
        assert officer.get(reverse(f"casework:{name}", args=[key])).status_code == 404
    assert officer.get(reverse("casework:tell-supporter", args=[row.pk])).status_code == 403


def test_the_supervisor_an_agency_and_a_colleague_have_no_such_page(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    row = a_supporter(acting, cast.navigator, person)
    for user in (cast.supervisor, cast.colleague, cast.other_navigator, cast.lead):
        for name, key in (("around", person), ("add-supporter", person), ("note-with-supporter", row.pk)):
            assert signed_in(user).get(reverse(f"casework:{name}", args=[key])).status_code == 404
    assert signed_in(cast.worker).get(reverse("casework:around", args=[person])).status_code == 403


def panels(page: Any) -> list[bool]:
    return [words in text(page) for words in ("Around them", "What they take part in")]


def test_the_record_shows_the_panels_of_the_young_and_of_whom_something_stands_and_of_nobody_else(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    adult = in_care(cast, acting)
    client = signed_in(cast.navigator)

    def shown(about: UUID) -> list[bool]:
        return panels(client.get(reverse("desk:record", args=[about])))

    assert (shown(person), shown(adult)) == ([True, True], [False, False])
    a_pursuit(acting, cast.navigator, adult)
    assert shown(adult) == [True, True]
    assert panels(signed_in(cast.colleague).get(reverse("desk:record", args=[person]))) == [False, False]


def test_the_record_says_how_old_they_are_and_when_they_turn_eighteen(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    grown = a_young_person(acting, cast.navigator, cast.officer, born_on=aged(18, days=0), name="Mei Ostrowski")
    client = signed_in(cast.officer)
    young, old = (text(client.get(reverse("desk:record", args=[about]))) for about in (person, grown))
    turns = birthday(aged(15), 18)

    assert f"15 years old · turns 18 on {date_format(turns, 'j F Y')}" in young
    assert ("18 years old" in old, "turns 18" in old) == (True, False)


def test_the_page_takes_as_many_queries_for_three_as_for_one(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    client, counts = signed_in(cast.navigator), []
    for more in (1, 2):
        for _ in range(more):
            row = a_supporter(acting, cast.navigator, person)
            club = a_pursuit(acting, cast.navigator, person)
            with acting(cast.navigator):
                for of in ({"supporter": row}, {"pursuit": club}):
                    HowItGoes(
                        person_id=person, unit_id=row.unit_id, category="plan", on=localdate(), words="Well",
                        noted_at=now(), noted_by=cast.navigator, **of,
                    ).save(force_insert=True)  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            around(client, person)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_desk_asks_about_a_mentor(cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID) -> None:
    a_supporter(acting, cast.navigator, person, starts_on=date(2026, 1, 5))
    waiting = signed_in(cast.navigator).get("/").context["desk"].waiting

    assert [(line.title, line.detail, line.action) for line in waiting] == [
        (
            "Ask how it goes with the mentor of Keegan Houle",
            "Odette Morin · nobody has written since 5 January",
            "Ask them",
        )
    ]
    of_the_officer = signed_in(cast.officer).get("/").context["desk"].waiting
    assert [line.title for line in of_the_officer] == ["You are on the care team of Keegan Houle"]
