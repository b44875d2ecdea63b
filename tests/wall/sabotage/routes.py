"""Each route turns away whoever it is not for: one test for each route, run with the others by the proof."""

import pytest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client

from offramp.access.enums import Role
from offramp.access.web.middleware import RequestTransaction
from offramp.config.matrix import ROUTES
from tests.cast import Cast
from tests.wall.asking import Answer, Way, address, told, ways
from tests.wall.matrix import BACKEND
from tests.wall.relations import Nobody, Reader, Relation

NOT_FOR_ALL = [way for way in ways() if not ROUTES[way.name].public]


@pytest.mark.parametrize("way", NOT_FOR_ALL, ids=[way.name for way in NOT_FOR_ALL])
def test_a_route_turns_away_whoever_it_is_not_for(cast: Cast, way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    refused_inside: list[Exception] = []
    inside = RequestTransaction.process_exception

    def noted(door: RequestTransaction, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        refused_inside.append(exception)
        return inside(door, request, exception)

    monkeypatch.setattr(RequestTransaction, "process_exception", noted)
    there = address(way, Reader(Nobody.STRANGER, Relation.APART), Relation.APART, {})

    answers = {"nobody": told(Client().get(there))}
    for user in cast.everyone:
        role = next((posting.role for posting in user.postings.all()), "")
        if not ROUTES[way.name].admits(role):
            client = Client()
            client.force_login(user, backend=BACKEND)
            answers[role] = told(client.get(there))
            assert refused_inside == [], role  # at the door: no view was asked

    others = {str(role) for role in (*Role, "") if not ROUTES[way.name].admits(role)}
    assert answers.pop("nobody") is Answer.SIGN_IN
    assert answers == dict.fromkeys(others, Answer.REFUSED)
