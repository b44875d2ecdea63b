"""Who asks by an id for what is not there, or not for them, reads one page; the privacy officer reads that they did."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offramp.audit.models import Entry, Look
from offramp.kernel.ids import new_id
from tests.casework.files import CANARY, a_goal, in_care
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.ui.reading import flat


def refused(cast: Cast, acting: Acting) -> list[tuple[str, UUID | None, UUID | None, list[str]]]:
    """Return what the privacy officer reads of refusals, oldest first."""
    with acting(cast.privacy):
        found = Entry.objects.filter(verb__startswith="access.refused", actor=cast.colleague.pk).order_by("id")
        return [(each.verb, each.subject, each.about, each.fields) for each in found]


def test_asking_for_somebody_who_is_not_theirs_is_recorded_once(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person, words=CANARY)
    officer = signed_in(cast.colleague)

    answers = [
        officer.get(reverse("casework:goals", args=[person])),
        officer.post(reverse("casework:end-goal", args=[goal.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert refused(cast, acting) == [
        ("access.refused_missing", person, person, ["casework:goals"]),
        ("access.refused_missing", goal.pk, None, ["casework:end-goal"]),
    ]
    with acting(cast.privacy):
        assert Look.objects.filter(reader=cast.colleague.pk).count() == 0


def test_neither_words_nor_work_tell_whether_there_is_such_a_person(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person, nobody = in_care(cast, acting), new_id()
    officer = signed_in(cast.constable)
    pages, costs = [], []

    for asked in (person, nobody):
        with CaptureQueriesContext(connection) as queries:
            answer = officer.get(reverse("desk:record", args=[asked]))
        pages.append((answer.status_code, flat(answer).replace(str(asked), "")))
        costs.append(len(queries))

    assert pages[0] == pages[1]
    assert costs[0] == costs[1]


def test_the_privacy_officer_s_desk_lists_who_asked(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    signed_in(cast.colleague).get(reverse("casework:goals", args=[person]))

    home = flat(signed_in(cast.privacy).get("/"))
    log = flat(signed_in(cast.privacy).get(f"/logs/changes/?what=access.refused&whom={person}"))

    assert cast.colleague.name in home
    assert "casework:goals · not there, or not for them" in home
    assert ["access.refused_missing" in log, cast.colleague.name in log] == [True, True]


@pytest.mark.parametrize("place", ["/people/nothing/goals/", "/no-such-page/", "/"])
def test_an_address_that_names_nobody_is_no_refusal(
    cast: Cast, acting: Acting, signed_in: SignedIn, place: str
) -> None:
    signed_in(cast.colleague).get(place)
    Client().get(reverse("casework:goals", args=[new_id()]))

    assert refused(cast, acting) == []
