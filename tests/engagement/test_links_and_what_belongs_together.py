"""End a link and send a new one; invite again from an earlier invitation; the same event twice; from year to year."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from offramp.access.actions import set_identity
from offramp.access.queries import secret_of
from offramp.audit.models import Entry
from offramp.engagement.actions import linking as actions
from offramp.engagement.enums import Door, State, Verdict, WhyEnded
from offramp.engagement.jobs.letters import write
from offramp.engagement.models import EndedLink, Invitation, Inviter
from offramp.engagement.rules.linking import next_time
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.scene import (
    TOLD,
    as_holder,
    asked,
    decided,
    jobs,
    link_of,
    opened_before,
    page_of,
    post,
    received,
    seen_by,
    typed,
)
from tests.ui.reading import flat, said

ENDING = {"why": "leaked", "then": "renew", "email": "new@example.org", "letter": "Here is your new page"}


def ending(cast: Cast, row: Invitation, signed_in: SignedIn, **changes: str) -> Any:
    return post(signed_in(cast.coordinator), page_of(row, "end-link"), link=str(row.link), **{**ENDING, **changes})


def test_the_old_link_stops_with_the_next_request_and_a_new_one_is_mailed(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    row = received()
    decided(row, Verdict.ASK, cast.coordinator, letter="Is there parking?")
    holder, old = Client(), link_of(row)
    assert holder.get(old).status_code == 200

    done = post(signed_in(cast.coordinator), page_of(row, "end-link"), link=str(row.link), **ENDING)

    new = seen_by(cast.coordinator, row.pk)
    assert (done.status_code, said(done)) == (
        303, ["The old link opens nothing any more; the new one is on its way."],
    )  # fmt: skip
    assert [holder.get(address).status_code for address in (old, link_of(new))] == [404, 200]
    assert TOLD not in flat(holder.get(old))
    for job in jobs():
        write(**job)
        set_identity(None, None)
    assert [(message.to, secret_of(new.link) in str(message.body)) for message in mail.outbox] == [
        (["new@example.org"], True)
    ] * 2
    assert {str(message.body).split("\n")[0] for message in mail.outbox} == {
        "Is there parking?", "Here is your new page",
    }  # fmt: skip
    with acting(cast.privacy):
        assert sorted(Entry.objects.filter(verb__contains="link").values_list("verb", "about")) == sorted(
            [("invitation.link_ended", row.link), ("invitation.link_renewed", new.link)]
        )
    with acting(cast.coordinator):
        assert [(one.link, one.why, one.ended_by_id) for one in EndedLink.objects.all()] == [
            (row.link, WhyEnded.LEAKED, cast.coordinator.pk)
        ]


def test_the_coordinator_never_sees_the_new_link(cast: Cast, signed_in: SignedIn) -> None:
    row = received()
    client = signed_in(cast.coordinator)

    post(client, page_of(row, "end-link"), link=str(row.link), **ENDING)

    new = seen_by(cast.coordinator, row.pk)
    pages = [flat(client.get(page_of(row, name))) for name in ("invitation", "end-link")]
    assert [secret_of(new.link) in page for page in pages] == [False, False]
    assert "A link was ended: Somebody else may have it. Cst. Élise Bouchard" in pages[0]


def test_a_link_is_ended_without_a_new_one_and_may_get_one_later(cast: Cast, signed_in: SignedIn) -> None:
    row, client = received(), Client()

    ended = ending(cast, row, signed_in, then="end", email="", letter="")
    closed = client.get(link_of(row)).status_code
    page = flat(signed_in(cast.coordinator).get(page_of(row, "end-link")))
    twice = ending(cast, row, signed_in, then="end")
    later = ending(cast, row, signed_in)

    assert [said(ended), closed, "It was ended already. You can send a new one." in page] == [
        ["The link opens nothing any more."], 404, True,
    ]  # fmt: skip
    assert ("That link was ended already." in flat(twice), later.status_code) == (True, 303)
    assert client.get(link_of(seen_by(cast.coordinator, row.pk))).status_code == 200


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": ""}, "A new link goes by e-mail, to who invites alone."),
        ({"email": "not an address"}, "Write"),
        ({"letter": ""}, "Whoever invited reads nothing yet."),
        ({"why": "boredom"}, "Choose one of those shown."),
        ({"link": "x"}, "That link was ended already."),
    ],
)
def test_what_cannot_be_is_refused_and_the_old_link_stands(
    cast: Cast, signed_in: SignedIn, changes: dict[str, str], says: str
) -> None:
    row = received()

    answer = post(signed_in(cast.coordinator), page_of(row, "end-link"), **{"link": str(row.link), **ENDING, **changes})

    assert (answer.status_code, says in flat(answer)) == (422, True)
    assert Client().get(link_of(row)).status_code == 200


def test_nobody_else_ends_links_or_joins_invitations(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row, other = received(), received(organisation_name="Another circle")
    pages = [
        page_of(row, "end-link"), page_of(row, "join", str(other.pk)), page_of(row, "take-apart"),
        page_of(row, "follows", str(other.pk)), page_of(row, "write-down-again"),
    ]  # fmt: skip

    for user in cast.everyone:
        found = {signed_in(user).get(page).status_code for page in pages}
        assert found == ({200} if user == cast.coordinator else {403}), user.username
    one, at = row.pk, now()
    with acting(cast.pace_member) as by:
        acts: list[Callable[[], object]] = [
            lambda: actions.end_link(invitation=one, link=row.link, why=WhyEnded.LOST, by=by, at=at),
            lambda: actions.join_same_event(invitation=one, other=other.pk, letter="x", version=1, by=by, at=at),
            lambda: actions.take_apart(invitation=one, by=by, at=at),
            lambda: actions.say_it_follows(invitation=one, earlier=None, by=by, at=at),
        ]
        for act in acts:
            with pytest.raises(NotPermitted):
                act()
    assert Client().get(link_of(row)).status_code == 200


def test_an_organiser_invites_again_from_their_old_link(cast: Cast, acting: Acting) -> None:
    row = received(hoped_for="That our sons are greeted by name", protocol="An Elder opens")
    client = Client()
    page = client.get(link_of(row, "again"))
    first = page.context["form"].initial
    again = {**typed(title="Summer table 2", day=f"{first['day']}"), "form_token": opened_before(page)}

    done = client.post(link_of(row, "again"), again)

    with acting(cast.coordinator):
        made = Invitation.objects.exclude(pk=row.pk).get()
        inviter = Inviter.objects.get(invitation=made)
    assert (done.status_code, said(done)) == (303, ["We have your invitation."])
    assert (made.door, made.follows_id, made.title, made.state) == (
        Door.COPIED, row.pk, "Summer table 2", State.RECEIVED,
    )  # fmt: skip
    assert localdate(made.starts_at) == localdate(row.starts_at) + timedelta(weeks=52) * (
        localdate(row.starts_at) <= localdate()
    )
    assert (inviter.name, inviter.email) == ("Halima Warsame", "halima@example.org")
    assert done.headers["Location"] == link_of(made)
    assert "An Elder opens" in page.content.decode()
    assert [client.get(link_of(each)).status_code for each in (row, made)] == [200, 200]


def test_a_link_copies_its_own_invitation_alone(cast: Cast, acting: Acting) -> None:
    row, other = received(), received(organisation_name="Another circle")

    with pytest.raises(Invitation.DoesNotExist):
        as_holder(
            row,
            lambda by: actions.invite_again(
                earlier=other.pk,
                asked=asked(),
                name="x",
                email="x@example.org",
                phone="",
                language="en",
                by=by,
                at=now(),
            ),
        )


def test_an_ended_link_invites_nobody_again(cast: Cast, signed_in: SignedIn) -> None:
    row = received()
    ending(cast, row, signed_in, then="end")

    assert Client().get(link_of(row, "again")).status_code == 404


def test_the_coordinator_writes_down_that_they_invite_again(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row = received()
    data = {**typed(language="en"), "title": "Again"}

    done = post(signed_in(cast.coordinator), page_of(row, "write-down-again"), **data)

    with acting(cast.coordinator):
        made = Invitation.objects.get(title="Again")
    assert (done.headers["Location"], made.follows_id, made.door) == (page_of(made), row.pk, Door.COPIED)
    page = flat(signed_in(cast.coordinator).get(page_of(made)))
    assert ("From year to year" in page, "Unlink" in page) == (True, True)


def test_two_invitations_to_one_event_are_answered_together(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    stays, row = received(), received(organisation_name="Somali Fathers")
    client = signed_in(cast.coordinator)
    assert "Answer this one together with it" in flat(client.get(page_of(row)))

    done = post(client, page_of(row, "join", str(stays.pk)), version="1", letter="We answer you together")

    joined = seen_by(cast.coordinator, row.pk)
    assert (done.headers["Location"], joined.state, joined.same_as_id) == (page_of(stays), State.JOINED, stays.pk)
    assert "Answered together with this one" in flat(client.get(page_of(stays)))
    assert "We answer you together" in flat(Client().get(link_of(row)))
    assert seen_by(cast.coordinator, stays.pk).state == State.RECEIVED
    assert row.number not in flat(client.get("/invitations/"))

    apart = post(client, page_of(row, "take-apart"))

    found = seen_by(cast.coordinator, row.pk)
    assert (apart.status_code, found.state, found.same_as_id) == (303, State.RECEIVED, None)
    with acting(cast.coordinator) as by:
        assert actions.take_apart(invitation=row.pk, by=by, at=now()).version == found.version


def test_what_is_decided_or_changed_anew_stands_for_itself(cast: Cast, acting: Acting) -> None:
    stays, row = received(), received(organisation_name="Somali Fathers")
    with acting(cast.coordinator) as by:
        actions.join_same_event(invitation=row.pk, other=stays.pk, letter="x", version=1, by=by, at=now())

    decided(row, Verdict.ACCEPT, cast.coordinator, version=2)

    found = seen_by(cast.coordinator, row.pk)
    assert (found.state, found.same_as_id) == (State.ACCEPTED, None)


def test_only_one_that_waits_is_settled_with_one_that_stands(cast: Cast, acting: Acting) -> None:
    one, two, three = (received(organisation_name=name) for name in ("One", "Two", "Three"))
    decided(three, Verdict.ACCEPT, cast.coordinator)
    with acting(cast.coordinator) as by:
        actions.join_same_event(invitation=one.pk, other=two.pk, letter="x", version=1, by=by, at=now())
        for invitation, other, version, letter, says in (
            (two, one, 1, "x", "The other one does not stand by itself."),
            (two, two, 1, "x", "The other one does not stand by itself."),
            (three, two, 2, "x", "This one is settled already."),
            (two, three, 7, "x", "This invitation was changed or decided meanwhile."),
            (two, three, 1, " ", "Whoever invited reads nothing yet."),
        ):
            with pytest.raises(Refused, match=says):
                actions.join_same_event(
                    invitation=invitation.pk, other=other.pk, letter=letter, version=version, by=by, at=now()
                )


def test_a_second_coordinator_is_told_and_keeps_the_letter(cast: Cast, signed_in: SignedIn) -> None:
    stays, row = received(), received(organisation_name="Somali Fathers")
    decided(row, Verdict.ASK, cast.coordinator)

    answer = post(signed_in(cast.coordinator), page_of(row, "join", str(stays.pk)), version="1", letter="My letter")

    page = flat(answer)
    assert (answer.status_code, "My letter" in page, 'name="version" value="2"' in page) == (422, True, True)


def test_from_year_to_year_is_linked_and_unlinked_and_never_a_ring(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    first, second, third = received(30), received(60), received(90)
    client = signed_in(cast.coordinator)

    done = [
        post(client, page_of(each, "follows", str(before.pk))) for each, before in ((second, first), (third, second))
    ]
    ring = post(client, page_of(first, "follows", str(third.pk)))

    assert [answer.status_code for answer in (*done, ring)] == [303, 303, 422]
    assert "That one is not earlier than this one." in flat(ring)
    chains = [client.get(page_of(each)).context["belongings"].chain for each in (first, second, third)]
    assert [[one.pk for one in chain] for chain in chains] == [[first.pk, second.pk, third.pk]] * 3
    assert post(client, page_of(third, "follows", str(second.pk))).status_code == 303
    assert seen_by(cast.coordinator, third.pk).follows_id is None


def test_what_does_not_exist_is_not_found(cast: Cast, signed_in: SignedIn) -> None:
    row, client, nobody = received(), signed_in(cast.coordinator), str(UUID(int=7))

    for address in (page_of(row, "join", nobody), page_of(row, "follows", nobody)):
        assert client.get(address).status_code == 404


def test_the_next_time_is_the_same_day_of_the_week_and_ahead() -> None:
    today = localdate()

    for days in (3, 0, -1, -400, -800):
        day = next_time(today + timedelta(days=days), today=today)
        assert (day > today, day.weekday()) == (True, (today + timedelta(days=days)).weekday())
    assert next_time(today + timedelta(days=3), today=today) == today + timedelta(days=3)


def test_an_invitation_page_asks_as_often_with_a_long_chain(cast: Cast, signed_in: SignedIn) -> None:
    client, rows = signed_in(cast.coordinator), [received(30 + 7 * n) for n in range(2)]

    def asked_for() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page_of(rows[1])).status_code == 200
        return len(seen)

    post(client, page_of(rows[1], "follows", str(rows[0].pk)))
    asked_for()
    before = asked_for()
    for n in range(3):
        rows.append(received(60 + 7 * n))
        post(client, page_of(rows[-1], "follows", str(rows[-2].pk)))

    assert asked_for() == before
