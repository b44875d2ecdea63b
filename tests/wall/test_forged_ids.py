"""An id of another's, one of nothing and one that is none get the same page: none tells that there is somebody."""

import re
from collections.abc import Mapping

import pytest
from django.test import Client

from offramp.access.enums import Role
from tests.cast import Cast
from tests.wall.asking import address, ask, audience_says, ids, ways, words_in
from tests.wall.matrix import BACKEND
from tests.wall.person import a_whole_person
from tests.wall.relations import Relation, reader_in, standing

# What an answer must share with that to an id of another's, headers too. An id that is none leads to no view: nobody is
# known there yet, so that the frame of the page is a stranger's.
SAME: Mapping[Relation, str] = {Relation.GONE: "words", Relation.MALFORMED: "main"}
# What differs from one asking to the next, whatever is asked for.
FORM = r'(?<=csrfmiddlewaretoken" value=")[^"]+|(?<=name="form_token" value=")[^"]+'
ONCE = re.compile(rf"{FORM}|csrftoken=[^;]+|(?<=X-Request-Id: )[\w-]+")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("role", "least"), [(Role.NAVIGATOR, 40), (Role.AGENCY_WORKER, 4)])
def test_who_may_not_know_gets_the_same_page_whatever_id_they_ask_for(cast: Cast, role: Role, least: int) -> None:
    whole = a_whole_person(cast)
    reader, client = reader_in(role, Relation.RESTRICTED, cast, whole), Client()
    assert reader.user is not None
    client.force_login(reader.user, backend=BACKEND)
    known = ids(reader, cast, whole)
    asked, differing = 0, []

    with standing(reader, cast, whole):
        for way in ways():
            if not way.names_somebody or audience_says(way, reader):
                continue
            others = _answer(client, address(way, reader, reader.relation, known))
            if others["status"] != "404":
                continue  # a row of nobody's file: an agency, a program, an intake
            asked += 1
            for forged, same in SAME.items():
                answer = _answer(client, address(way, reader, forged, known))
                differing += [f"{way.name}, {forged}" for part in ("status", same) if answer[part] != others[part]]

    assert differing == []
    assert asked >= least


def _answer(client: Client, url: str) -> Mapping[str, str]:
    """Return what an answer says, without what is of one asking alone or repeats the address."""
    response = ask(client, "GET", url)
    words = ONCE.sub("", words_in(response)).replace(url, "")
    main = words.partition("<main")[2].partition("</main")[0]
    return {"status": str(response.status_code), "words": words, "main": main}
