"""Behind the secret link: how it stands, messages, changes, calling off, the calendar."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from icalendar import Calendar

from offramp.access.actions import end_grants
from offramp.access.enums import Basis
from offramp.audit.models import Entry, LookSubject
from offramp.engagement.enums import State, Verdict
from offramp.engagement.models import Message
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.scene import TOLD, decided, in_days, link_of, page_of, post, received, seen_by, typed
from tests.ui.reading import flat, said, token_on


def test_a_message_stands_on_the_page_and_settles_what_was_asked(cast: Cast) -> None:
    row = received()
    decided(row, Verdict.ASK, cast.coordinator, letter="Is there parking?")
    client = Client()
    assert "Is there parking?" in flat(client.get(link_of(row)))

    done = post(client, link_of(row), text=TOLD)

    page = flat(client.get(link_of(row)))
    assert (done.status_code, said(done)) == (303, ["Your message is with us."])
    assert (TOLD in page, "Cst. Élise Bouchard" in page) == (True, True)
    assert seen_by(cast.coordinator, row.pk).state == State.RECEIVED


def test_a_message_leaves_what_was_not_asked_as_it_stands(cast: Cast, acting: Acting) -> None:
    row = received()
    decided(row, Verdict.ACCEPT, cast.coordinator)

    post(Client(), link_of(row), text=TOLD)

    found = seen_by(cast.coordinator, row.pk)
    assert (found.state, found.version) == (State.ACCEPTED, 2)


def test_an_empty_message_is_refused(cast: Cast) -> None:
    assert post(Client(), link_of(received()), text="").status_code == 422


def test_a_change_is_kept_and_looked_at_anew(cast: Cast, acting: Acting) -> None:
    row = received()
    decided(row, Verdict.ACCEPT, cast.coordinator)
    client = Client()
    assert 'value="16:00"' in flat(client.get(link_of(row, "change")))

    done = post(client, link_of(row, "change"), **typed(title="Winter table", version="2", day=f"{in_days(50).date()}"))

    found = seen_by(cast.coordinator, row.pk)
    assert (done.status_code, done.headers["Location"]) == (303, link_of(row))
    assert (found.title, found.state, found.version) == ("Winter table", State.RECEIVED, 3)
    assert found.answer_by == localdate() + timedelta(days=5)
    with acting(cast.privacy):
        changed = Entry.objects.get(verb="invitation.changed").fields
    assert {"starts_at", "title"} <= set(changed)


def test_what_does_not_change_anything_changes_no_version(cast: Cast) -> None:
    row = received()
    client = Client()
    first = post(client, link_of(row, "change"), **typed(version="1"))
    assert first.status_code == 303
    after = seen_by(cast.coordinator, row.pk).version

    assert post(client, link_of(row, "change"), **typed(version=f"{after}")).status_code == 303
    assert seen_by(cast.coordinator, row.pk).version == after


@pytest.mark.parametrize("version", ["1", "x"])
def test_a_change_on_an_older_version_is_told_keeps_its_words_and_can_be_sent_again(cast: Cast, version: str) -> None:
    row = received()
    decided(row, Verdict.DECLINE, cast.coordinator)
    client = Client()

    late = post(client, link_of(row, "change"), **typed(title="Winter table", version=version))
    again = client.post(
        link_of(row, "change"), {**typed(title="Winter table", version="2"), "form_token": token_on(late)}
    )

    page = flat(late)
    assert (late.status_code, again.status_code) == (422, 303)
    assert ["This was changed meanwhile." in page, "Winter table" in page] == [True, True]
    assert 'name="version" value="2"' in page


def test_a_change_to_a_time_that_cannot_be_is_refused(cast: Cast) -> None:
    row = received()

    answer = post(Client(), link_of(row, "change"), **typed(ends="14:00", version="1"))

    assert (answer.status_code, "The end has to come after the start" in flat(answer)) == (422, True)


def test_called_off_twice_is_once_and_nothing_changes_after(cast: Cast, acting: Acting) -> None:
    row = received()
    client = Client()
    asks = client.get(link_of(row, "call-off"))
    changes = client.get(link_of(row, "change"))
    other_tab = client.get(link_of(row, "call-off"))
    assert "Call the invitation off?" in flat(asks)

    done = [client.post(link_of(row, "call-off"), {"form_token": token_on(page)}) for page in (asks, other_tab)]
    late = client.post(link_of(row, "change"), {**typed(version="2"), "form_token": token_on(changes)})

    page = flat(client.get(link_of(row)))
    assert [answer.status_code for answer in done] == [303, 303]
    assert (late.status_code, "You called this off already." in flat(late)) == (422, True)
    shown = ["Called off by who invited", "Invite us again, from what is written here", "Change it"]
    assert [words in page for words in shown] == [True, True, False]
    assert client.get(link_of(row, "call-off")).headers["Location"] == link_of(row)
    with acting(cast.privacy):
        assert Entry.objects.filter(verb="invitation.called_off").count() == 1


def test_the_event_goes_into_their_own_calendar(cast: Cast) -> None:
    row = received(title="Table; late, all\nwelcome")

    answer = Client().get(link_of(row, "calendar"))

    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["SUMMARY"], event["LOCATION"]) == (row.title, row.place)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        row.starts_at.replace(microsecond=0), row.starts_at + timedelta(minutes=120),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["by-link", "change", "call-off", "calendar"])
def test_an_ended_link_opens_nothing_with_the_very_next_request(cast: Cast, acting: Acting, name: str) -> None:
    row = received()
    client = Client()
    before = client.get(link_of(row, name))
    assert (before.status_code, before.headers["Referrer-Policy"]) == (200, "same-origin")

    with acting(cast.coordinator):
        assert end_grants(founded_on=row.link, basis=Basis.LINK, at=now()) == 1

    assert client.get(link_of(row, name)).status_code == 404
    assert client.get(link_of(row, name).replace(link_of(row)[12:20], "AAAAAAAA")).status_code == 404


def test_the_coordinator_who_opens_a_link_acts_as_its_holder(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row, other = received(), received(organisation_name="Another circle")
    decided(row, Verdict.DECLINE, cast.coordinator, reason="They quarrelled with us")
    client = signed_in(cast.coordinator)

    page = client.get(link_of(row))
    post(client, link_of(row), text=TOLD)

    assert ("They quarrelled" in flat(page), "Another circle" in flat(page)) == (False, False)
    with acting(cast.coordinator):
        message = Message.objects.get(text=TOLD)
    assert (message.side, message.written_by) == ("organiser", None)
    with acting(cast.privacy):
        entry = Entry.objects.get(verb="invitation.written")
        looks = set(LookSubject.objects.filter(subject=row.pk).values_list("reader", flat=True))
    assert (entry.actor_kind, entry.actor) == ("link", row.link)
    assert looks == {row.link}
    assert client.get(page_of(other)).status_code == 200
