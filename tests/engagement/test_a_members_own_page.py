"""A member's own page: they say what they speak, wish and when they can't come; of colleagues they read nothing."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from offramp.access.enums import Role
from offramp.accounts.models import Posting
from offramp.engagement.actions import members as actions
from offramp.engagement.enums import Level, Standing
from offramp.engagement.models import Absence, LadderStep, Member, Particulars, Tongue, Training
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.engagement.member_scene import account, at_event, fresh, member, speaks, trained
from tests.engagement.scene import in_days, post, received
from tests.ui.reading import flat, said

ME = "/me/"
PRIVATE = (Particulars, Tongue, Training, Absence)


@pytest.fixture
def client(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.pace_member)


@pytest.fixture
def other(cast: Cast, acting: Acting) -> Member:
    """A colleague with everything that could leak."""
    made = member(cast, account("other", "Cst. Ruth Kessler", cast))
    speaks(cast, made, "tir")
    trained(cast, made)
    version = fresh(cast, made).version
    with acting(cast.coordinator) as by:
        actions.say_away(member=made.pk, starts_at=in_days(3), ends_at=in_days(4), by=by, at=now())
        actions.change_wishes(
            member=made.pk, version=version + 1, wished_load=9, communities=["Eritrean"], supervisor_name="Insp. Vole",
            supervisor_email="vole@example.org", by=by, at=now(),
        )  # fmt: skip
    return made


def test_a_member_reads_their_own_and_no_colleagues_private_facts(
    cast: Cast, acting: Acting, client: Client, other: Member
) -> None:
    speaks(cast, member(cast), "som", Level.FIRST)

    page = flat(client.get(ME))

    leaks = ("Tigrinya", "Eritrean", "Vole", "Kessler", "Bias awareness")
    assert ("Somali" in page, [words for words in leaks if words in page]) == (True, [])
    with acting(cast.pace_member):
        assert [model._base_manager.count() for model in PRIVATE] == [1, 1, 0, 0]
        assert Member.objects.count() == 2
    with acting(cast.coordinator):
        assert [model._base_manager.count() for model in PRIVATE] == [2, 2, 1, 1]


@pytest.mark.parametrize("who", ["officer", "navigator", "analyst", "privacy", "administrator"])
def test_nobody_outside_pace_reads_a_member(cast: Cast, acting: Acting, other: Member, who: str) -> None:
    with acting(getattr(cast, who)):
        assert [model._base_manager.count() for model in (*PRIVATE, Member, LadderStep)] == [0] * 6


def test_a_member_says_what_they_speak_wish_and_when_they_are_away(cast: Cast, client: Client) -> None:
    row = member(cast)
    version = fresh(cast, row).version
    sent: list[tuple[str, dict[str, Any]]] = [
        ("language", {"language": "som", "level": "first"}),
        ("away", {"starts_at": f"{in_days(3):%Y-%m-%dT%H:%M}", "ends_at": f"{in_days(5):%Y-%m-%dT%H:%M}"}),
        ("weekly", {"weekday": 0, "starts": "08:00", "ends": "16:00", "first_on": "2026-01-01",
                    "last_on": "2199-01-01"}),
        ("wishes", {"version": version + 3, "wished_load": 1, "communities": "Somali",
                    "supervisor_name": "Sgt. Law", "supervisor_email": "law@example.org"}),
    ]  # fmt: skip

    statuses = [post(client, f"{ME}change/{section}/", **data).status_code for section, data in sent]
    page = flat(client.get(ME))

    assert statuses == [303] * 4
    shown = ("Somali", "First language", "Monday, 08:00", "until 1 Jan 2199", "Sgt. Law", "of 1 wished")
    assert [words for words in shown if words not in page] == []


def test_wishes_changed_meanwhile_are_shown_and_the_second_press_counts(cast: Cast, client: Client) -> None:
    row = member(cast)
    data = {"wished_load": 3, "communities": "", "supervisor_name": "", "supervisor_email": "", "version": 0}

    told = post(client, f"{ME}change/wishes/", **data)

    assert (told.status_code, told.context["form"]["version"].value()) == (422, str(fresh(cast, row).version))


def test_what_one_said_is_taken_back(cast: Cast, client: Client) -> None:
    row = speaks(cast, member(cast), "som")

    question = flat(client.get(f"{ME}take-back/language/{row.pk}/"))
    answer = post(client, f"{ME}take-back/language/{row.pk}/")

    assert ("Somali" in question, said(answer)) == (True, ["Taken back."])
    assert client.get(ME).context["told"].tongues == []


def test_a_training_and_what_is_a_colleagues_are_not_ones_own_to_take_back(
    cast: Cast, acting: Acting, client: Client, other: Member
) -> None:
    own = trained(cast, member(cast))
    with acting(cast.coordinator):
        theirs = Tongue.objects.get(member=other).pk

    for address in (f"{ME}take-back/training/{own.pk}/", f"{ME}take-back/language/{theirs}/"):
        assert client.get(address).status_code == 404
    with acting(cast.pace_member), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Tongue.objects.create(member=other, user_id=other.user_id, unit=cast.pace, language="som", level="first")


def test_a_member_says_nothing_for_a_colleague(cast: Cast, acting: Acting, other: Member) -> None:
    member(cast)

    with acting(cast.pace_member) as by, pytest.raises(NotPermitted, match="your own page alone"):
        actions.say_language(member=other.pk, language="som", level=Level.FIRST, by=by, at=now())


def test_a_member_says_nothing_of_themselves_from_another_office(other: Member) -> None:
    patrol = Posting.objects.get(user=other.user_id, role=Role.PATROL_OFFICER)

    with (
        acting_as(other.user, posting=patrol.pk) as by,
        pytest.raises(NotPermitted, match="Your role does not do this"),
    ):
        actions.say_language(member=other.pk, language="som", level=Level.FIRST, by=by, at=now())


def test_a_helper_asks_to_join_after_an_event(cast: Cast, client: Client) -> None:
    row = member(cast, standing=Standing.HELPED)
    too_early = post(client, f"{ME}join/")
    at_event(cast, row, received(40))

    before = flat(client.get(ME))
    answer = post(client, f"{ME}join/")
    after = flat(client.get(ME))

    assert (too_early.status_code, "Ask to join after your first one." in flat(too_early)) == (422, True)
    assert (answer.status_code, said(answer)) == (303, ["The coordinator knows that you want to join."])
    assert ('href="/me/join/"' in before, 'href="/me/join/"' in after) == (True, False)
    assert fresh(cast, row).standing == Standing.ASKED


def test_who_is_not_on_the_roster_is_told_whom_to_ask(client: Client) -> None:
    assert "You are not on the roster yet" in flat(client.get(ME))
    assert [client.get(f"{ME}{way}").status_code for way in ("change/wishes/", "join/", "change/post/")] == [404] * 3


def test_the_coordinators_sections_are_not_on_ones_own_page(cast: Cast, client: Client) -> None:
    member(cast)

    assert [client.get(f"{ME}change/{name}/").status_code for name in ("post", "training", "magic")] == [404] * 3


@pytest.mark.parametrize("who", ["officer", "coordinator", "stranger"])
def test_ones_own_page_is_for_members(cast: Cast, signed_in: SignedIn, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(ME).status_code == 403
