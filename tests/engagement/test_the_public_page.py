"""Anybody invites on the public page: what is taken, what is refused, and that nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, localtime

from offramp.audit.models import Entry
from offramp.engagement.enums import State
from offramp.engagement.models import Invitation, Inviter
from offramp.ui.models import SentForm
from tests.cast import Cast
from tests.conftest import Acting
from tests.engagement.scene import PUBLIC_PAGE, jobs, opened_before, send, typed
from tests.ui.reading import flat, said


def day(ahead: int) -> str:
    return f"{localdate() + timedelta(days=ahead)}"


def kept(cast: Cast, acting: Acting) -> list[Invitation]:
    with acting(cast.coordinator):
        return list(Invitation.objects.select_related("neighbourhood"))


def test_an_invitation_is_received_and_its_secret_page_says_when_they_will_hear(cast: Cast, acting: Acting) -> None:
    client = Client()

    done = send(client)
    page = flat(client.get(done.headers["Location"]))

    [row] = kept(cast, acting)
    assert (done.status_code, said(done)) == (303, ["We have your invitation."])
    assert (row.state, row.door, row.minutes, row.neighbourhood) == (State.RECEIVED, "page", 120, cast.oliver)
    assert row.answer_by == localdate() + timedelta(days=5)
    assert [words in page for words in ("We have it", "and it is soon", row.number, "Youth", "Somali")] == [
        True, False, True, True, True,
    ]  # fmt: skip
    assert jobs() == [{"link": str(row.link), "message": ""}]
    with acting(cast.coordinator):
        inviter = Inviter.objects.get()
    assert (inviter.name, inviter.email, inviter.language) == ("Halima Warsame", "halima@example.org", "en")
    with acting(cast.privacy):
        entry = Entry.objects.get(verb="invitation.received")
    assert (entry.actor_kind, entry.actor, entry.subject) == ("link", row.link, row.pk)


def test_what_comes_late_is_told_so_and_what_can_be_offered(cast: Cast, acting: Acting) -> None:
    client = Client()

    page = flat(client.get(send(client, day=day(9)).headers["Location"]))

    assert "We have it, and it is soon" in page
    assert "The event is 9 days away; we ask for 21. What we can still offer: a later date" in page


def test_in_french_everything_is_answered_in_french(cast: Cast, acting: Acting) -> None:
    client = Client(headers={"accept-language": "fr"})

    assert send(client).status_code == 303

    with acting(cast.coordinator):
        assert Inviter.objects.get().language == "fr"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"day": "2020-01-05"}, "That day has passed. Choose today or a later day."),
        ({"day": f"{localdate().year + 1}-06-31"}, "in the calendar. Look at the month and the year."),
        ({"day": "02/03"}, "“02/03” is not a day we can read. Write it like 2026-11-21."),
        ({"day": day(740)}, "That is more than two years away. Look at the year, or ask nearer the day."),
        ({"day": ""}, "Choose a day, or write it like 2026-11-21."),
        ({"ends": "14:00"}, "The end has to come after the start, on the same day or in the night after it."),
        ({"ends": "13:00"}, "The end has to come after the start, on the same day or in the night after it."),
        ({"ends": "late"}, "Write the time like 16:10."),
        ({"email": "", "phone": ""}, "We need a way to answer you. Give an e-mail address or a phone number."),
        ({"kind": ""}, "Choose one."),
        ({"hoped_for": "a" * 10_001}, "Use at most 10,000 characters: this has 10,001."),
        ({"protocol": "an Elder\x00"}, "There are characters here that cannot be seen."),
    ],
)
def test_what_cannot_be_is_refused_beside_all_that_was_typed(
    cast: Cast, acting: Acting, changes: dict[str, Any], says: str
) -> None:
    answer = send(Client(), **{"access_needs": "A ramp, please", **changes})

    page = flat(answer)
    words = [
        "A ramp, please",
        "Summer table",
        "Hall at Wîhkwêntôwin",
        "Halima Warsame",
        'value="80"',
        *changes.values(),
    ]
    assert answer.status_code == 422
    assert says.replace("'", "&#x27;") in page
    assert [word for word in words if len(word) < 99 and word.replace("\x00", "") not in page.replace("\x00", "")] == []
    assert (kept(cast, acting), jobs()) == ([], [])


def test_an_event_may_end_after_midnight(cast: Cast, acting: Acting) -> None:
    assert send(Client(), starts="20:00", ends="01:30").status_code == 303

    assert [row.minutes for row in kept(cast, acting)] == [330]


def test_a_phone_number_is_enough_and_any_script_is_kept(cast: Cast, acting: Acting) -> None:
    words = "نتمنى أن تزورونا 🎉" + "ش" * 9_000

    assert send(Client(), email="", phone="780-555-0142", hoped_for=words, organisation_name="دار").status_code == 303

    assert [(row.hoped_for, row.organisation_name) for row in kept(cast, acting)] == [(words, "دار")]


def test_faster_than_a_person_reads_is_asked_to_look_again_and_then_taken(cast: Cast, acting: Acting) -> None:
    client = Client()

    fast, slow = send(client, seconds=0), send(client, seconds=4)

    assert (fast.status_code, slow.status_code) == (422, 303)
    assert "That was faster than anyone reads. Look it over, then send it again." in flat(fast)
    assert len(kept(cast, acting)) == 1


def test_the_same_form_sent_twice_gives_one_invitation(cast: Cast, acting: Acting) -> None:
    client = Client()
    filled = {**typed(), "form_token": opened_before(client.get(PUBLIC_PAGE))}

    first, second = client.post(PUBLIC_PAGE, filled), client.post(PUBLIC_PAGE, filled)

    assert first.headers["Location"] == second.headers["Location"]
    assert len(kept(cast, acting)) == 1


def test_an_eleventh_within_the_hour_from_one_connection_waits_and_others_do_not(cast: Cast, acting: Acting) -> None:
    client = Client()
    answers = [send(client).status_code for _ in range(10)]

    held, other = send(client, title="The eleventh"), send(Client(REMOTE_ADDR="203.0.113.9"))

    assert (answers, held.status_code, other.status_code) == ([303] * 10, 422, 303)
    assert "Wait an hour, or call us: your text is still here." in flat(held)
    assert "The eleventh" in flat(held)
    assert len(kept(cast, acting)) == 11


def test_the_times_are_those_of_the_city(cast: Cast, acting: Acting) -> None:
    send(Client())

    [row] = kept(cast, acting)
    assert localtime(row.starts_at).strftime("%H:%M") == "14:00"


def test_what_fills_the_field_nobody_sees_is_held_back_and_a_person_sends_it_again(cast: Cast, acting: Acting) -> None:
    held = send(Client(), website="http://spam.example")

    page = held.content.decode()
    assert (held.status_code, "Summer table" in page, "spam.example" in page) == (422, True, False)
    assert "A field that nobody sees was filled in. Look it over, then send it again." in flat(held)
    assert send(Client()).status_code == 303
    with acting(cast.coordinator):
        assert Invitation.objects.count() == 1


def test_no_table_keeps_the_address_of_a_link(cast: Cast) -> None:
    answer = send(Client())

    secret = answer.headers["Location"].split("/")[2]
    assert len(secret) == 32
    assert [sent for sent in SentForm.objects.all() if secret in sent.result_url] == []


def test_wishes_are_folded_until_there_is_one(cast: Cast) -> None:
    folded = [group.has_something for group in Client().get(PUBLIC_PAGE).context["form"].groups if group.folded]
    wished = send(Client(), firearms="please_not", day="")

    assert folded == [False]
    assert [group.has_something for group in wished.context["form"].groups if group.folded] == [True]
