"""What the coordinator does with concerns: give them an owner, an answer, a theme, and find them in a list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from offramp.audit.models import LookSubject
from offramp.engagement.actions.concerns import (
    answer_concern,
    link_to_theme,
)
from offramp.engagement.enums import Outcome, Stand
from offramp.engagement.models import Theme
from offramp.engagement.queries import concerns as queries
from offramp.engagement.rules import concerns as rules
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.concern_scene import LONG_AGO, judged, late, stand
from tests.engagement.scene import link_of, post
from tests.engagement.visits_scene import (
    HEARD,
    accepted,
    answered,
    fresh,
    heard,
    taken_on,
)
from tests.ui.reading import flat, token_on


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"owner": "somebody"}, "owner"), ({"owner_name": " "}, "owner_name"), ({"action": ""}, "action"),
        ({"due_on": None}, "due_on"), ({"due_on": LONG_AGO}, "due_on"), ({"text": " "}, "text"),
    ],
)  # fmt: skip
def test_a_concern_is_taken_on_only_with_owner_action_and_day(cast: Cast, wrong: dict[str, object], field: str) -> None:
    concern = heard(cast)

    with pytest.raises(Refused) as refused:
        taken_on(cast, concern, **wrong)

    assert refused.value.field == field


@pytest.mark.parametrize(("wrong", "field"), [({"outcome": "maybe"}, "outcome"), ({"answer": " "}, "answer")])
def test_an_answer_needs_an_outcome_and_words(cast: Cast, wrong: dict[str, str], field: str) -> None:
    concern = heard(cast)

    with pytest.raises(Refused) as refused:
        answered(cast, concern, **wrong)

    assert refused.value.field == field


def test_a_member_takes_nothing_on_and_opens_no_concern(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    concern = heard(cast)
    with acting(cast.pace_member) as by:
        with pytest.raises(NotPermitted):
            answer_concern(concern=concern.pk, outcome=Outcome.DID, answer="x", version=1, by=by, at=now())
        with pytest.raises(NotPermitted):
            link_to_theme(concern=concern.pk, name="x", version=1, by=by, at=now())

    for who in (cast.pace_member, cast.officer, cast.analyst):
        assert signed_in(who).get(f"/concerns/{concern.pk}/").status_code == 403
    assert signed_in(cast.coordinator).get(f"/concerns/{new_id()}/").status_code == 404


def test_two_coordinators_at_once_the_second_is_told_and_keeps_the_words(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    concern, client = heard(cast), signed_in(cast.coordinator)
    address = f"/concerns/{concern.pk}/take-on/"
    token = token_on(client.get(address))
    taken_on(cast, concern)
    typed = {
        "text": HEARD, "owner": "agency", "owner_name": "River Clinic", "action_text": "Call them",
        "due_on": f"{localdate() + timedelta(days=5)}",
    }  # fmt: skip

    second = client.post(address, {"form_token": token, "version": "1", **typed})
    again = client.post(address, {"form_token": token_on(second), "version": "2", **typed})

    page = flat(second)
    assert (second.status_code, again.status_code) == (422, 303)
    assert ["This was changed meanwhile." in page, "River Clinic" in page] == [True, True]
    assert fresh(cast, concern.pk).owner_name == "River Clinic"


def test_the_coordinator_answers_on_the_page(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    concern, client = heard(cast), signed_in(cast.coordinator)
    address = f"/concerns/{concern.pk}/answer/"
    assert "It goes to halima@example.org" in flat(client.get(address))

    done = post(client, address, version="1", outcome="did", answer="We walk there")

    assert (done.status_code, stand(cast, acting, concern)) == (303, "told")
    assert "We walk there" in flat(client.get(f"/concerns/{concern.pk}/"))


def test_alike_concerns_are_suggested_and_linked_into_one_theme(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    concern = heard(cast)
    alike = heard(cast, "Our sons are stopped on the way to school", accepted(cast, -9, organisation_name="Rotary"))
    heard(cast, "Noise at night", accepted(cast, -12, organisation_name="Nepali youth"))
    client = signed_in(cast.coordinator)
    address = f"/concerns/{concern.pk}/link/"
    page = flat(client.get(address))
    assert ("on the way to school" in page, "Noise at night" in page) == (True, False)

    empty = post(client, address, version="1")
    done = post(client, address, version="1", name=" Stops of youth ", also=f"{alike.pk}")
    with acting(cast.coordinator) as by:
        same = link_to_theme(concern=concern.pk, name="stops of YOUTH", version=2, by=by, at=now())
        theme = Theme.objects.get()

    assert (empty.status_code, done.headers["Location"]) == (422, f"/themes/{theme.pk}/")
    assert (same, theme.name) == (theme, "Stops of youth")
    assert [fresh(cast, each.pk).theme_id for each in (concern, alike)] == [theme.pk, theme.pk]
    page = flat(client.get(f"/themes/{theme.pk}/"))
    assert ["2 concerns" in page, HEARD in page, "Noise at night" in page] == [True, True, False]
    assert client.get(f"/themes/{new_id()}/").status_code == 404


def test_the_list_has_the_late_first_then_the_unowned_and_is_narrowed(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    here = [heard(cast, f"Concern {n}") for n in range(5)]
    done, said_to, unowned, open_, overdue = here
    answered(cast, done)
    judged(cast, done)
    answered(cast, said_to)
    taken_on(cast, open_)
    late(cast, acting, overdue)
    heard(cast, "Elsewhere", accepted(cast, -9, place="A farm", organisation_name="Rotary"))
    with acting(cast.coordinator) as by:
        theme = link_to_theme(concern=unowned.pk, name="Lamps", version=1, by=by, at=now())
    client = signed_in(cast.coordinator)

    whole = client.get("/concerns/")
    lines = [(concern.text, str(stand)) for concern, stand in whole.context["lines"]]
    of_theme = [concern.text for concern, _ in client.get("/concerns/", {"theme": f"{theme.pk}"}).context["lines"]]
    near = client.get("/concerns/", {"neighbourhood": f"{cast.oliver.pk}"}).context["lines"]

    assert lines == [
        ("Concern 4", "overdue"), ("Concern 2", "unowned"), ("Elsewhere", "unowned"), ("Concern 3", "open"),
        ("Concern 1", "told"), ("Concern 0", "answered"),
    ]  # fmt: skip
    assert (of_theme, len(near)) == (["Concern 2"], 5)
    assert client.get("/concerns/", {"theme": "x"}).status_code == 422
    assert client.get("/concerns/", {"page": "n~x~y~z"}).status_code == 200
    with acting(cast.privacy):
        assert LookSubject.objects.filter(reader=cast.coordinator.pk, stream="engagement").exists()


def test_a_long_list_is_paged_through_every_stand_without_a_gap(
    cast: Cast, acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [heard(cast, f"Concern {n}", row) for row in [accepted(cast)] for n in range(5)]
    late(cast, acting, rows[3])
    taken_on(cast, rows[0])
    monkeypatch.setattr(queries, "PAGE", 2)

    with acting(cast.coordinator) as by:
        pages, cursor = [], ""
        for _ in range(3):
            page = queries.concerns_listed(Viewer(by), cursor=cursor, today=localdate())
            pages.append([row.text for row in page.rows])
            cursor = page.next
        back = queries.concerns_listed(Viewer(by), cursor=page.previous, today=localdate())

    assert pages == [["Concern 3", "Concern 1"], ["Concern 2", "Concern 4"], ["Concern 0"]]
    assert ([row.text for row in back.rows], cursor) == (pages[1], "")


def test_one_concern_and_three_take_the_same_queries(cast: Cast, signed_in: SignedIn) -> None:
    row, client = accepted(cast), signed_in(cast.coordinator)
    addresses = ["/concerns/", "", link_of(row)]
    counts: list[list[int]] = []
    for wanted in (1, 2):
        made = [heard(cast, f"Lamps are out in the park {wanted} {n}", row) for n in range(wanted)]
        addresses[1] = addresses[1] or f"/concerns/{made[0].pk}/"
        taken = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            taken.append(len(seen))
        counts.append(taken)

    assert counts[0] == counts[1]


def test_every_stand_has_its_place_in_the_order() -> None:
    assert set(rules.STANDS) == set(Stand)
    assert [rules.stand_of(place) for place in range(5)] == list(rules.STANDS)
