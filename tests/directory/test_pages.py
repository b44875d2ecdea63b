"""Find help: open to whoever helps, by kind and words, with and without a script."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from offramp.directory.models import Service
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import SignedIn
from tests.people.pages import words_of
from tests.ui.reading import flat

FIND = "/help/"


def test_everyone_who_helps_finds_help(cast: Cast, signed_in: SignedIn) -> None:
    opened = {user.username for user in cast.everyone if signed_in(user).get(FIND).status_code == 200}

    assert opened == {user.username for user in cast.everyone} - {
        "privacy",
        "administrator",
        "coordinator",
        "pace_member",
        "youth_officer",
        "other_youth_officer",
        "prevention_officer",
        "stranger",
    }


def test_the_list_tells_what_who_and_how_many_places(cast: Cast, signed_in: SignedIn) -> None:
    Service.objects.filter(pk=cast.beds.pk).update(places=3, places_told_at=now() - timedelta(hours=2))

    page = words_of(signed_in(cast.constable).get(FIND))

    for words in ("Rooms with a lock", "The Shelter Society", "3 free", "2 hours ago", "people can stay", "Detox"):
        assert words in page.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "detox"}, ["Detox"]),
        ({"words": "lock"}, ["Rooms with a lock"]),
        ({"lasting": "1"}, ["Rooms with a lock"]),
        ({"kind": "detox", "lasting": "1"}, []),
        ({"kind": "no such kind"}, ["Detox", "Rooms with a lock"]),
        ({"words": "x" * 5000}, []),
    ],
)
def test_the_list_is_narrowed(cast: Cast, signed_in: SignedIn, asked: dict[str, str], found: list[str]) -> None:
    answer = signed_in(cast.worker).get(FIND, asked)

    assert [help.service.name for help in answer.context["found"]] == found
    assert ("Nothing like this is offered today" in words_of(answer)) == (not found)


def test_the_ways_to_narrow_keep_each_other(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.officer).get(FIND, {"words": "a", "kind": "detox"})

    assert page.context["all_kinds"] == "?words=a"
    assert page.context["lasting_or_all"] == "?words=a&kind=detox&lasting=1"


@pytest.mark.parametrize(("asked", "marked"), [({}, "All"), ({"kind": "detox"}, "Detox")])
def test_the_kind_one_looks_for_is_marked(cast: Cast, signed_in: SignedIn, asked: dict[str, str], marked: str) -> None:
    page = flat(signed_in(cast.officer).get(FIND, asked))

    assert re.findall(r'<a href="\?[^"]*" aria-current="page">([^<]+)</a>', page) == [marked]


def test_as_one_types_only_the_list_comes(cast: Cast, signed_in: SignedIn) -> None:
    part = signed_in(cast.officer).get(FIND, {"words": "lock"}, headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert "Rooms with a lock" in words_of(part)


def test_an_agencys_page_tells_how_to_reach_it_and_since_when_it_is_a_partner(cast: Cast, signed_in: SignedIn) -> None:
    page = words_of(signed_in(cast.worker).get(reverse("directory:agency", args=[cast.clinic.pk])))

    for words in ("The River Clinic", "780-555-0100", "Detox", "Partner of HELP", "since"):
        assert words in page


def test_an_agency_nobody_knows_is_not_found(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.officer).get(reverse("directory:agency", args=[new_id()])).status_code == 404
