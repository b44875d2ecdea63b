"""The pages of places: the coordinator's roster, a member's events, who is coming for who invites."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offramp.audit.models import LookSubject
from offramp.engagement.actions import places, swaps
from offramp.engagement.enums import Course, Place
from offramp.engagement.models import Absence, Assignment, Invitation, Member, Need, ToldOtherwise
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.engagement import places_scene as scene
from tests.engagement.scene import link_of, page_of, received
from tests.ui.reading import flat, said, token_on


@pytest.fixture
def coordinator(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def member(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.pace_member)


def at(name: str, *args: object) -> str:
    return reverse(f"engagement:{name}", args=args)


def press(client: Client, address: str, **data: str) -> Any:
    """Open the page that asks first, and send its form."""
    page = client.get(address)
    return client.post(address, {**data, "form_token": token_on(page)})


def away(cast: Cast, who: Member, event: Invitation) -> None:
    with acting_as(cast.coordinator):
        Absence.objects.create(
            unit=cast.pace, member=who, user=who.user, starts_at=event.starts_at,
            ends_at=event.starts_at + timedelta(hours=1),
        )  # fmt: skip


def test_members_are_ranked_with_why_and_why_not_and_asked_in_one_press(
    cast: Cast, acting: Acting, coordinator: Client, minh: Member, ayaan: Member
) -> None:
    event = scene.accepted(cast)
    scene.knows(cast, ayaan)
    away(cast, minh, event)

    page = coordinator.get(at("roster", event.pk))
    roster = page.context["roster"]
    address = at("fill", event.pk, "ask", ayaan.pk)
    done = coordinator.post(address, {"form_token": token_on(page)})

    assert [one.candidate.name for one in roster.can] == ["Cst. Ayaan Yusuf"]
    assert [one.candidate.name for one in roster.cannot] == ["Cst. Minh Nguyễn"]
    shown = flat(page)
    assert [word in shown for word in ("Speaks fluently: Somali.", "Is not available then.", "Ask")] == [True] * 3
    assert (done.status_code, said(done)) == (303, ["Cst. Ayaan Yusuf is asked."])
    with acting(cast.privacy):
        looked = LookSubject.objects.filter(reader=cast.coordinator.pk, subject=minh.pk)
        assert set().union(*looked.values_list("categories", flat=True)) == {"roster", "member"}


def test_who_told_otherwise_is_put_in_with_what_they_told(
    cast: Cast, acting: Acting, coordinator: Client, minh: Member
) -> None:
    event = scene.accepted(cast)
    away(cast, minh, event)
    address = at("fill", event.pk, "put-in", minh.pk)

    refused = press(coordinator, address, hours="volunteered", told="")
    done = press(coordinator, address, hours="volunteered", told="Her leave was moved")

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "If they told you otherwise" in flat(refused)
    with acting(cast.coordinator):
        row = Assignment.objects.get()
        assert (row.place, row.hours, ToldOtherwise.objects.get().text) == (
            Place.CONFIRMED, "volunteered", "Her leave was moved",
        )  # fmt: skip
    page = flat(coordinator.get(at("place", row.pk)))
    assert ("Her leave was moved" in page, "Nobody is asked about volunteered hours." in page) == (True, True)


def test_one_place_is_changed_answered_released_and_taken_off(
    cast: Cast, acting: Acting, coordinator: Client, minh: Member
) -> None:
    event = scene.accepted(cast)
    asked = scene.asked_to(cast, event, minh)
    changed = press(coordinator, at("place", asked.pk), hours="overtime", locked="on", version="1")
    late = press(coordinator, at("place-deed", asked.pk, "yes"), version="1")
    again = press(coordinator, at("place-deed", asked.pk, "yes"), version="2")
    released = press(coordinator, at("place-deed", asked.pk, "released"), version="3")
    page = flat(coordinator.get(at("roster", event.pk)))
    off = press(coordinator, at("place-deed", asked.pk, "off"), version="3")

    codes = [answer.status_code for answer in (changed, late, again, released, off)]
    assert codes == [303, 422, 303, 303, 303]
    assert "A colleague changed this meanwhile" in flat(late)
    assert [word in page for word in ("Overtime", "Locked", "Released", "Told to the coordinator")] == [True] * 4
    found = scene.place(cast, asked.pk)
    assert (found.place, found.hours, found.locked) == (Place.REMOVED, "overtime", True)
    assert "Not coming" in flat(coordinator.get(at("roster", event.pk)))


def test_an_older_change_of_a_place_or_a_need_is_told_and_can_be_sent_again(
    cast: Cast, acting: Acting, coordinator: Client, minh: Member
) -> None:
    event = scene.accepted(cast)
    asked = scene.asked_to(cast, event, minh)
    for address, data in (
        (at("place", asked.pk), {"hours": "overtime"}),
        (at("need", event.pk), {"at_least": "2", "at_most": "4", "courses": "bias"}),
    ):
        late = press(coordinator, address, version="0", **data)
        again = coordinator.post(address, {**data, "version": "1", "form_token": token_on(late)})
        assert (late.status_code, again.status_code) == (422, 303), address
        assert 'name="version" value="1"' in flat(late)

    with acting(cast.coordinator):
        need = Need.objects.get()
    assert (need.at_least, need.at_most, need.courses) == (2, 4, [Course.BIAS])
    assert "Bias awareness" in flat(coordinator.get(at("roster", event.pk)))


@pytest.mark.parametrize(("least", "most"), [("3", "2"), ("0", "2"), ("x", "2"), ("1", "41")])
def test_a_need_that_makes_no_sense_is_refused(cast: Cast, coordinator: Client, least: str, most: str) -> None:
    event = scene.accepted(cast)

    refused = press(coordinator, at("need", event.pk), at_least=least, at_most=most, version="1")

    assert refused.status_code == 422


def test_who_signed_up_is_confirmed_in_one_press_and_a_clash_is_shown(
    cast: Cast, acting: Acting, coordinator: Client, minh: Member, ayaan: Member
) -> None:
    event = scene.accepted(cast)
    scene.signed_up(minh, event)
    scene.signed_up(ayaan, event)
    scene.put_in(cast, scene.accepted(cast, organisation_name="Oromo elders"), ayaan)

    page = coordinator.get(at("roster", event.pk))
    done = coordinator.post(at("fill", event.pk, "put-in", minh.pk), {"form_token": token_on(page)})

    assert "Is at another event at that time." in flat(page)
    assert done.status_code == 303
    with acting(cast.coordinator):
        assert Assignment.objects.get(member=minh).place == Place.CONFIRMED


def test_who_left_is_still_shown_where_they_stood(
    cast: Cast, acting: Acting, coordinator: Client, minh: Member
) -> None:
    event = scene.accepted(cast)
    scene.put_in(cast, event, minh)
    with acting_as(cast.coordinator):
        Member.objects.filter(pk=minh.pk).update(left_at=now())

    assert "Has left PACE." in flat(coordinator.get(at("roster", event.pk)))


def test_what_is_not_there_is_404(cast: Cast, coordinator: Client, member: Client, minh: Member) -> None:
    event = scene.accepted(cast)
    place = scene.put_in(cast, event, minh)
    swap = cast.pace.pk

    for client, address in (
        (coordinator, at("roster", minh.pk)),
        (coordinator, at("need", minh.pk)),
        (coordinator, at("fill", event.pk, "steal", minh.pk)),
        (coordinator, at("fill", event.pk, "ask", event.pk)),
        (coordinator, at("place", event.pk)),
        (coordinator, at("place-deed", place.pk, "steal")),
        (member, at("answer-place", place.pk, "perhaps")),
        (member, at("answer-place", event.pk, "yes")),
        (member, at("sign-up", received(50).pk)),
        (member, at("swap", event.pk)),
        (member, at("answer-swap", swap, "take-over")),
    ):
        assert client.get(address).status_code == 404, address


def test_a_member_signs_up_answers_and_sees_why_not(
    cast: Cast, acting: Acting, member: Client, minh: Member, ayaan: Member
) -> None:
    mine, full, untrained = (scene.accepted(cast, 40 + n, title=f"Table {n}") for n in range(3))
    for who in (ayaan, scene.member(cast, scene.account(cast, "hodan", "Cst. Hodan Warsame"))):
        scene.put_in(cast, full, who)
    with acting(cast.coordinator) as by:
        places.change_need(
            invitation=untrained.pk, at_least=1, at_most=2, courses=[Course.BIAS], version=1, by=by, at=now()
        )

    page = member.get(at("events"))
    done = press(member, at("sign-up", mine.pk))
    late = press(member, at("sign-up", full.pk))

    assert [one.invitation for one, _token in page.context["open"]] == [mine]
    assert [one.invitation for one in page.context["closed"]] == [full, untrained]
    shown = flat(page)
    assert ["Every place is taken." in shown, "Lacks a training: Bias awareness." in shown] == [True, True]
    assert (done.status_code, late.status_code) == (303, 422)
    assert "You signed up" in flat(member.get(at("my-events")))
    assert "Table 0" not in flat(member.get(at("events")))


def test_a_member_answers_drops_out_and_offers_on_their_own_page(
    cast: Cast, signed_in: SignedIn, member: Client, minh: Member, ayaan: Member
) -> None:
    event = scene.accepted(cast)
    asked = scene.asked_to(cast, event, minh)
    assert "Asked of you" in flat(member.get(at("my-events")))

    press(member, at("answer-place", asked.pk, "yes"))
    offer = press(member, at("swap", asked.pk), to=str(ayaan.pk))
    theirs = signed_in(ayaan.user)
    page = flat(theirs.get(at("my-events")))
    with acting_as(cast.coordinator):
        swap = asked.swaps.get()
    stranger = signed_in(scene.account(cast, "hodan", "Cst. Hodan Warsame")).get(
        at("answer-swap", swap.pk, "take-over")
    )
    over = press(theirs, at("answer-swap", swap.pk, "take-over"))

    assert (offer.status_code, over.status_code, stranger.status_code) == (303, 303, 404)
    assert "Cst. Minh Nguyễn offers you their place." in page
    with acting_as(cast.coordinator):
        standing = dict(Assignment.objects.values_list("user__username", "place"))
    assert standing == {"pace_member": Place.DROPPED, "ayaan": Place.CONFIRMED}


def test_a_swap_with_nobody_free_says_so(cast: Cast, member: Client, minh: Member) -> None:
    event = scene.accepted(cast)
    asked = scene.asked_to(cast, event, minh)
    before = flat(member.get(at("swap", asked.pk)))
    scene.said(minh, asked, comes=True)

    assert "Only who is coming can offer their place." in before
    assert "No colleague who qualifies is free then." in flat(member.get(at("swap", asked.pk)))


def test_whoever_is_on_no_roster_is_told(cast: Cast, member: Client) -> None:
    event = scene.accepted(cast)

    for address in (at("events"), at("my-events")):
        assert "You are not on the roster of members" in flat(member.get(address))
    assert press(member, at("sign-up", event.pk)).status_code == 403


def test_who_invites_sees_who_is_coming_and_nobody_else(cast: Cast, minh: Member, ayaan: Member) -> None:
    event, other = scene.accepted(cast), scene.accepted(cast, 50, language="fr")
    scene.put_in(cast, event, minh)
    scene.asked_to(cast, event, ayaan)
    before = flat(Client().get(link_of(other)))

    page = flat(Client().get(link_of(event)))

    assert ["Cst. Minh Nguyễn" in page, "Ayaan" in page, "Who is coming" in before] == [True, False, False]
    with scene.behind(event.link, "organiser"):
        assert Member.objects.count() == 0
        assert set(Assignment.objects.values_list("invitation", flat=True)) == {event.pk}
        assert Assignment.objects.update(place=Place.REMOVED) == 0
    french = Client(headers={"accept-language": "fr"})
    assert "Qui viendra" in flat(french.get(link_of(event)))


def test_the_accepted_invitation_leads_to_its_roster(cast: Cast, coordinator: Client) -> None:
    accepted, waiting = scene.accepted(cast), received(50)

    pages = [at("roster", row.pk) in flat(coordinator.get(page_of(row))) for row in (accepted, waiting)]
    closed = flat(coordinator.get(at("roster", waiting.pk)))

    assert (pages, "Nobody can be asked now" in closed) == ([True, False], True)


@pytest.mark.parametrize("who", ["officer", "stranger", "pace_member", "privacy"])
def test_the_roster_is_the_coordinators(cast: Cast, signed_in: SignedIn, minh: Member, who: str) -> None:
    event = scene.accepted(cast)
    place = scene.put_in(cast, event, minh)
    client = signed_in(getattr(cast, who))

    for address in (
        at("roster", event.pk), at("need", event.pk), at("fill", event.pk, "ask", minh.pk), at("place", place.pk),
        at("place-deed", place.pk, "off"),
    ):  # fmt: skip
        answer = client.get(address)
        assert (answer.status_code, "Minh" in flat(answer) and who != "pace_member") == (403, False), address


def test_a_member_reads_only_their_own_place(cast: Cast, signed_in: SignedIn, minh: Member, ayaan: Member) -> None:
    place = scene.put_in(cast, scene.accepted(cast), ayaan)
    client = signed_in(minh.user)

    for address in (at("answer-place", place.pk, "no"), at("swap", place.pk)):
        assert client.get(address).status_code == 404
    with acting_as(minh.user) as by, pytest.raises(Assignment.DoesNotExist):
        swaps.who_could_take_over(assignment=place.pk, by=by, at=now())


def test_one_row_and_three_take_the_same_queries(
    cast: Cast, coordinator: Client, member: Client, minh: Member, ayaan: Member
) -> None:
    event = scene.accepted(cast)
    counts: dict[str, list[int]] = {}
    for wanted in (1, 2):
        for n in range(wanted):
            other = scene.accepted(cast, 50 + 3 * wanted + n)
            scene.accepted(cast, 80 + 3 * wanted + n)
            scene.asked_to(cast, other, minh)
            added = scene.member(cast, scene.account(cast, f"m{wanted}{n}", f"Cst. Member {wanted} {n}"))
            scene.knows(cast, added)
            spare = scene.member(cast, scene.account(cast, f"s{wanted}{n}", f"Cst. Spare {wanted} {n}"))
            with acting_as(cast.coordinator) as by:
                places.change_need(
                    invitation=event.pk, at_least=1, at_most=9, courses=[], version=wanted + n, by=by, at=now()
                )
            scene.put_in(cast, event, added)
            scene.signed_up(spare, event)
        for client, address in (
            (coordinator, at("roster", event.pk)), (member, at("events")), (member, at("my-events")),
            (coordinator, "/"), (member, "/"),
        ):  # fmt: skip
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            counts.setdefault(f"{client is member} {address}", []).append(len(seen))

    assert {address: found for address, found in counts.items() if found[0] != found[1]} == {}
