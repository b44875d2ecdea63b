"""A member's own calendar reads their events at a secret address, which they make and end."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils.timezone import localdate
from icalendar import Calendar

from offramp.access.queries import secret_of
from offramp.accounts.models import User
from offramp.audit.models import LookSubject
from offramp.config.middleware import RequestLog
from offramp.engagement.actions import joining
from offramp.engagement.actions.feeds import choose_reminders, end_feed, make_feed
from offramp.engagement.enums import Place
from offramp.engagement.models import Assignment, Entry, Member, Particulars
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.engagement.calendar_scene import accepted, calendar_in, mailed, member_of, moved, placed
from tests.engagement.khal import shown_in_khal
from tests.engagement.scene import post
from tests.ui.reading import flat

OWN = "/calendar/own/"


def fed(cast: Cast, user: User | None = None) -> str:
    """Let a member make a feed and return its address."""
    member_of(cast, user)
    with acting_as(user or cast.pace_member) as by:
        link = make_feed(by=by, at=now())
    return f"/calendar/{secret_of(link)}.ics"


def events_at(address: str) -> list[Any]:
    answer = Client().get(address)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_feed_holds_the_same_uids_and_sequences_as_the_mails(cast: Cast, tmp_path: Path) -> None:
    first, second = placed(cast, accepted(cast, 40), Place.CONFIRMED), placed(cast, accepted(cast, 41))
    letters = [calendar_in(letter).walk("VEVENT")[0] for letter in mailed()]

    feed = events_at(fed(cast))

    assert [(str(one["UID"]), int(one["SEQUENCE"])) for one in feed] == [
        (str(one["UID"]), int(one["SEQUENCE"])) for one in letters
    ]
    assert [str(one["UID"]) for one in feed] == [f"{row.pk}@127.0.0.1" for row in (first, second)]
    assert [str(one["STATUS"]) for one in feed] == ["CONFIRMED", "TENTATIVE"]
    content = Client().get(fed(cast)).content
    assert shown_in_khal(content, tmp_path, localdate() + timedelta(days=40)) == [
        f"{localdate() + timedelta(days=n)} 14:00 {localdate() + timedelta(days=n)} 16:00 "
        f"Summer table, Somali Mothers' Circle @ Hall at Wîhkwêntôwin, 102 Ave {status}"
        for n, status in ((40, "CONFIRMED"), (41, "TENTATIVE"))
    ]


def test_what_was_taken_off_is_marked_as_cancelled(cast: Cast) -> None:
    row = placed(cast, accepted(cast), Place.CONFIRMED)
    moved(cast, row, Place.DROPPED)

    [event] = events_at(fed(cast))

    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 1)


def test_the_feed_is_private_and_its_secret_stands_in_no_log(cast: Cast, acting: Acting) -> None:
    row = placed(cast, accepted(cast))
    address = fed(cast)

    answer = Client().get(address)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert set(answer.headers["Cache-Control"].split(", ")) >= {"private", "no-store"}
    assert (answer.headers["Referrer-Policy"], answer.headers["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert RequestLog.format_request(RequestFactory().get(address)) == "GET /calendar/…"
    with acting(cast.privacy):
        assert LookSubject.objects.filter(subject=row.member_id).count() == 1
    assert b"/place/" not in answer.content


def test_the_feed_of_one_member_shows_nothing_of_another(cast: Cast) -> None:
    event = accepted(cast)
    mine = placed(cast, event)
    placed(cast, event, member=member_of(cast, cast.constable))

    assert [str(one["UID"]) for one in events_at(fed(cast))] == [f"{mine.pk}@127.0.0.1"]


def test_a_new_address_ends_the_one_before_and_an_end_ends_it(cast: Cast, acting: Acting) -> None:
    first, second = fed(cast), fed(cast)
    seen = [Client().get(address).status_code for address in (first, second)]
    with acting(cast.pace_member) as by:
        end_feed(by=by, at=now())
        end_feed(by=by, at=now())

    assert (seen, Client().get(second).status_code) == ([404, 200], 404)
    assert Client().get("/calendar/AAAA.ics").status_code == 404


def test_the_feed_of_whoever_left_or_was_locked_out_ends(cast: Cast, acting: Acting) -> None:
    address = fed(cast)
    User.objects.filter(pk=cast.pace_member.pk).update(is_active=False)
    locked_out = Client().get(address).status_code
    User.objects.filter(pk=cast.pace_member.pk).update(is_active=True)
    with acting(cast.coordinator):
        Member.objects.filter(user=cast.pace_member).update(left_at=now())

    assert (locked_out, Client().get(address).status_code) == (404, 404)


def test_the_link_of_a_place_or_of_an_invitation_is_no_feed(cast: Cast) -> None:
    event = accepted(cast)
    row = placed(cast, event)

    addresses = [f"/calendar/{secret_of(link)}.ics" for link in (row.link, event.link)]
    assert [Client().get(address).status_code for address in addresses] == [404, 404]
    assert Client().get(fed(cast).replace("calendar", "place").replace(".ics", "/")).status_code == 404


def test_the_feed_goes_three_months_back_and_takes_the_same_queries(cast: Cast, acting: Acting) -> None:
    rows = [placed(cast, accepted(cast, 40 + n)) for n in range(3)]
    with acting(cast.coordinator):
        Entry.objects.filter(assignment=rows[0]).update(starts_at=now() - timedelta(days=91))

    assert len(events_at(fed(cast))) == 2


def test_a_member_makes_an_address_and_ends_it_on_their_page(cast: Cast, signed_in: SignedIn) -> None:
    member_of(cast)
    client = signed_in(cast.pace_member)
    before = flat(client.get(OWN))

    made = post(client, f"{OWN}feed/")
    page = client.get(OWN)
    asks = flat(client.get(f"{OWN}end-feed/"))
    ended = post(client, f"{OWN}end-feed/")

    address = page.context["address"].removeprefix("http://127.0.0.1:8000")
    assert (made.status_code, ended.status_code) == (303, 303)
    assert ["Make an address" in before, "Make a new address" in flat(page), "End the address" in asks] == [True] * 3
    assert (address.endswith(".ics"), Client().get(address).status_code) == (True, 404)


def test_reminders_are_chosen_from_a_list(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    member_of(cast, remind=[48])
    client = signed_in(cast.pace_member)

    done = [
        client.post(OWN, {"hours": hours, "form_token": reminders_token(client)}).status_code
        for hours in (["24", "1"], ["5"])
    ]

    with acting(cast.pace_member) as by:
        assert (done, Particulars.objects.get().remind_hours) == ([303, 422], [24, 1])
        with pytest.raises(Refused, match="not one of the times"):
            choose_reminders(hours=[5], by=by, at=now())


def test_the_feed_of_a_member_who_leaves_is_gone(cast: Cast, acting: Acting) -> None:
    address = fed(cast)
    assert Client().get(address).status_code == 200
    with acting(cast.coordinator) as by:
        joining.leave(member=Member.objects.get(user=cast.pace_member).pk, by=by, at=now())

    assert Client().get(address).status_code == 404
    with acting(cast.coordinator):
        assert Particulars.objects.get().feed is None


def test_whoever_is_no_member_has_no_page_and_makes_no_feed(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    assert signed_in(cast.pace_member).get(OWN).status_code == 404
    assert signed_in(cast.coordinator).get(OWN).status_code == 403
    with acting(cast.pace_member) as by, pytest.raises(NotPermitted):
        make_feed(by=by, at=now())
    with acting(cast.coordinator) as by, pytest.raises(NotPermitted):
        end_feed(by=by, at=now())
    assert Assignment.objects.count() == 0


def reminders_token(client: Client) -> str:
    """Return the token of the second of the page's two forms."""
    return str(client.get(OWN).context["form"].token).split('value="')[1].split('"')[0]
