"""The pages of access requests: asked, answered and ended there, told on the desks of both sides and on who sees me."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Basis, Category
from offramp.accounts.models import User
from offramp.casework.models import AccessRequest
from offramp.desk.queries import who_sees
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from tests.casework.files import CANARY
from tests.casework.glass_scene import GOAL_CANARY, a_full_file
from tests.casework.pages import press
from tests.casework.test_requests import answers, asks
from tests.cast import Cast
from tests.conftest import Acting, SignedIn

WHY = "He is in hospital and asks for her"


@pytest.fixture
def person(cast: Cast, acting: Acting) -> UUID:
    return a_full_file(cast, acting)


def lines(signed_in: SignedIn, user: User) -> list[str]:
    return [line.title for line in signed_in(user).get("/").context["desk"].waiting if "more of the file" in line.title]


def test_a_request_is_asked_answered_and_ended_on_its_pages(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID
) -> None:
    officer, navigator = signed_in(cast.colleague), signed_in(cast.navigator)
    record, there = (reverse(route, args=[person]) for route in ("desk:record", "casework:ask-access"))
    assert there in officer.get(record).content.decode()
    until = str(localdate() + timedelta(days=3))
    press(officer, there, {"categories": ["plan"], "reason": WHY, "until": until})
    with acting(cast.colleague):
        asked = AccessRequest.objects.get()
    page = reverse("casework:access-request", args=[asked.pk])
    assert "Nobody has answered yet" in officer.get(page).content.decode()
    assert WHY in navigator.get(page).content.decode()

    press(navigator, page, {"answer": "allowed", "until": until, "words": "She agrees"})

    seen = officer.get(record).content.decode()
    assert (GOAL_CANARY in seen, CANARY in seen, "You asked to see this and were allowed to" in seen) == (
        True,
        False,
        True,
    )
    assert "Cst. Ilse Brandt" in navigator.get(reverse("casework:team", args=[person])).content.decode()
    press(navigator, reverse("casework:end-access", args=[asked.pk]), {})
    assert GOAL_CANARY not in officer.get(record).content.decode()
    assert "ended it on" in officer.get(page).content.decode()
    assert navigator.get(reverse("casework:end-access", args=[asked.pk])).status_code == 404


def test_it_stands_on_the_desks_of_both_sides(cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    assert lines(signed_in, cast.navigator) == ["Cst. Ilse Brandt asks to see more of the file of Josephine M."]
    assert lines(signed_in, cast.colleague) == ["You asked to see more of the file of Josephine M."]
    for user in (cast.officer, cast.supervisor, cast.other_navigator, cast.lead, cast.core_officer):
        assert lines(signed_in, user) == []

    answers(acting, cast.navigator, asked)

    assert lines(signed_in, cast.navigator) == []
    assert lines(signed_in, cast.colleague) == ["You may see more of the file of Josephine M."]


def test_the_person_reads_who_was_let_in_and_why(cast: Cast, acting: Acting, person: UUID) -> None:
    answers(acting, cast.navigator, asks(acting, cast.colleague, person))

    with acting(cast.navigator) as by:
        found = who_sees(Viewer(by), person, at=now()) or []
    [sight] = [each for each in found if each.basis is Basis.ACCESS_REQUEST]
    assert (sight.who, sight.categories) == ("Cst. Ilse Brandt", (Category.WHEREABOUTS, Category.PLAN))
    assert sight.why.startswith("Asked to see it, with a reason, and was allowed since")
    assert sight.until is not None


def test_the_pages_are_nothing_to_others(cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID) -> None:
    asked = asks(acting, cast.colleague, person)
    page, end = (reverse(f"casework:{route}", args=[asked.pk]) for route in ("access-request", "end-access"))

    for user in (cast.other_navigator, cast.core_officer, cast.lead):
        assert signed_in(user).get(page).status_code == 404
    for user in (cast.constable, cast.worker, cast.privacy, cast.administrator):
        assert signed_in(user).get(page).status_code == 403
    for user in (cast.navigator, cast.supervisor, cast.other_navigator):
        assert signed_in(user).get(end).status_code == 404
    assert signed_in(cast.officer).get(reverse("casework:ask-access", args=[person])).status_code == 200
    assert WHY not in signed_in(cast.core_officer).get("/").content.decode()
