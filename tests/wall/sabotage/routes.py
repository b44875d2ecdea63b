"""Each route turns away whoever it is not for: one test for each route, run with the others by the proof."""

import pytest
from django.test import Client

from offramp.access.enums import Role
from offramp.config.matrix import ROUTES
from tests.cast import Cast
from tests.wall.asking import Answer, Way, address, told, ways
from tests.wall.matrix import BACKEND
from tests.wall.relations import Nobody, Reader, Relation

NOT_FOR_ALL = [way for way in ways() if not ROUTES[way.name].public]


@pytest.mark.parametrize("way", NOT_FOR_ALL, ids=[way.name for way in NOT_FOR_ALL])
def test_a_route_turns_away_whoever_it_is_not_for(cast: Cast, way: Way) -> None:
    there = address(way, Reader(Nobody.STRANGER, Relation.APART), Relation.APART, {})

    answers = {"nobody": told(Client().get(there))}
    for user in cast.everyone:
        role = next((posting.role for posting in user.postings.all()), "")
        if not ROUTES[way.name].admits(role):
            client = Client()
            client.force_login(user, backend=BACKEND)
            answer = client.get(there)
            answers[role] = told(answer)
            # At the door: a view that refuses leaves its reason there.
            assert answer.context.get("refusal") is None, role

    others = {str(role) for role in (*Role, "") if not ROUTES[way.name].admits(role)}
    assert answers.pop("nobody") is Answer.SIGN_IN
    assert answers == dict.fromkeys(others, Answer.REFUSED)
