"""Legal demands: a register with deadlines and deciders, that opens nothing of whom a demand is about."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.access.queries import readable
from offramp.casework.models import Note
from offramp.consent.actions import DemandTerms, close_demand, decide_demand, give_on_demand, record_demand
from offramp.consent.enums import DemandKind, Verdict
from offramp.consent.models import Decision, Demand, DemandClosure
from offramp.consent.queries import disclosures_of, given_on, ledger, person_of_file
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.people.models import Name, Person
from tests.consent.scene import Scene
from tests.ui.reading import flat, token_on

CANARY = "the visit of March 3 alone"


def test_a_demand_goes_its_way_and_what_is_given_stands_in_the_ledger(scene: Scene) -> None:
    demand = demanded(scene)
    with scene.acting(scene.cast.privacy) as by:
        decide_demand(demand=demand.pk, verdict=Verdict.PART, words="The rest is privileged", by=by, at=now())
        told = given(demand, by)
        close_demand(demand=demand.pk, by=by, at=now())
        register = ledger(Viewer(by))
        viewer = Viewer(by)
        assert given_on(viewer, demand) == [told]
        assert viewer.shown == {("support", scene.person): {"consent"}}

    with scene.acting(scene.cast.navigator) as by:
        [line] = disclosures_of(Viewer(by), scene.person).rows
    assert (line.pk, line.authority, line.recipient, line.by_way_of, line.words) == (
        told.pk,
        "order",
        "The King's Bench",
        demand.pk,
        CANARY,
    )
    assert [each.id for each in register] == [told.pk]


def test_a_report_about_a_child_is_given_by_statute(scene: Scene) -> None:
    demand = demanded(scene, kind=DemandKind.CHILD_REPORT)
    with scene.acting(scene.cast.privacy) as by:
        decide_demand(demand=demand.pk, verdict=Verdict.FULL, words="The act", by=by, at=now())

        assert given(demand, by).authority == "statute"


def test_a_demand_opens_nothing_of_whom_it_is_about(scene: Scene) -> None:
    demanded(scene)

    with scene.acting(scene.cast.privacy) as by:
        assert readable(by, subject=scene.person, unit=scene.cast.help.pk, at=now()) == {}
        assert [model.objects.count() for model in (Person, Name, Note)] == [0, 0, 0]


@pytest.mark.parametrize("name", ["navigator", "lead", "officer", "supervisor", "analyst", "administrator", "worker"])
def test_nobody_else_keeps_or_reads_the_register(scene: Scene, name: str) -> None:
    demand, user = demanded(scene), getattr(scene.cast, name)
    decided(scene, demand)

    with scene.acting(user) as by:
        assert [model._base_manager.count() for model in (Demand, Decision)] == [0, 0]
        assert person_of_file(file_number(scene)) is None
        for act in (
            lambda: record_demand(terms=terms(scene), by=by, at=now()),
            lambda: close_demand(demand=demand.pk, by=by, at=now()),
            lambda: given(demand, by),
        ):
            with pytest.raises(NotPermitted), transaction.atomic():
                act()


def test_a_demand_that_is_not_in_the_register_is_not_decided(scene: Scene) -> None:
    with scene.acting(scene.cast.privacy) as by, pytest.raises(NotPermitted, match="not in your register"):
        decide_demand(demand=new_id(), verdict=Verdict.FULL, words="It is owed", by=by, at=now())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sender": " "}, "Write from whom it came."),
        ({"decider": ""}, "Write who decides."),
        ({"received_on": localdate() + timedelta(days=2)}, "That day is still to come."),
        ({"due_on": localdate() - timedelta(days=9)}, "It is due before it came. Choose a later day."),
    ],
)
def test_a_demand_that_cannot_be_is_refused(scene: Scene, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said), transaction.atomic():
        demanded(scene, **changes)


def test_what_comes_too_early_or_twice_is_refused(scene: Scene) -> None:
    demand, nameless = demanded(scene), demanded(scene, person=None)
    with scene.acting(scene.cast.privacy) as by:
        refused("It is not decided yet.", lambda: close_demand(demand=demand.pk, by=by, at=now()))
        refused("Nothing is given before", lambda: given(demand, by))
        refused("Write why.", lambda: decide(demand, by, words=" "))
        decide(demand, by)
        refused("It was decided already", lambda: decide(demand, by))
        decide(nameless, by)
        refused("names nobody", lambda: given(nameless, by))
        close_demand(demand=demand.pk, by=by, at=now())
        refused("This demand was closed", lambda: close_demand(demand=demand.pk, by=by, at=now()))
        refused("This demand was closed", lambda: given(demand, by))
        assert (Decision.objects.count(), DemandClosure.objects.count()) == (2, 1)


def test_what_was_refused_gives_nothing(scene: Scene) -> None:
    demand = demanded(scene)
    with scene.acting(scene.cast.privacy) as by:
        decide(demand, by, verdict=Verdict.NOTHING)
        refused("Nothing is given before", lambda: given(demand, by))
        assert ledger(Viewer(by)) == []


def test_what_was_decided_on_one_demand_gives_nothing_on_another(scene: Scene) -> None:
    decided, waiting = demanded(scene), demanded(scene)
    with scene.acting(scene.cast.privacy) as by:
        decide(decided, by, verdict=Verdict.FULL)
        refused("Nothing is given before", lambda: given(waiting, by))
        assert ledger(Viewer(by)) == []


def test_the_register_has_what_is_late_on_top_and_the_desk_what_is_due_within_a_week(
    scene: Scene, privacy: Client
) -> None:
    today = localdate()
    for sender, days in (("Later", 8), ("Within a week", 7), ("Late", -1)):
        demanded(scene, sender=sender, due_on=today + timedelta(days=days), received_on=today - timedelta(days=3))

    page = flat(privacy.get(reverse("consent:demands")))
    desk = privacy.get("/").context["desk"]

    assert page.index("Late<") < page.index("Within a week<") < page.index("Later<")
    assert [line.title for line in desk.waiting] == ["Subpoena · Late", "Subpoena · Within a week"]
    assert desk.summary == "1 promise is late."


def test_the_pages_go_the_whole_way(scene: Scene, privacy: Client) -> None:
    where = send(
        privacy,
        reverse("consent:demand-new"),
        kind="subpoena",
        sender="The King's Bench",
        reference="24-103",
        received_on=str(localdate()),
        due_on=str(localdate() + timedelta(days=20)),
        person=file_number(scene).lower(),
        decider="Counsel R. Amari",
    )
    send(privacy, f"{where}decide/", on=where, verdict="part", words="The rest is privileged")
    given_at = f"{localdate()} 00:00"
    send(privacy, f"{where}give/", on=where, categories=["plan"], given_at=given_at, words=CANARY)
    shown = flat(privacy.get(where))
    send(privacy, f"{where}close/", on=where)

    for words in ("Counsel R. Amari", "Give a part of it", "The rest is privileged", CANARY, str(scene.person)):
        assert words in shown, words
    assert "Josephine" not in shown
    assert "King&#x27;s Bench" in flat(privacy.get(reverse("consent:demands"), {"show": "closed"}))
    assert "No demand is open" in flat(privacy.get(reverse("consent:demands")))
    assert "Closed on" in flat(privacy.get(where))


def test_a_demand_is_closed_by_its_own_form_alone(scene: Scene, privacy: Client) -> None:
    demand = demanded(scene)
    decided(scene, demand)
    where = reverse("consent:demand", args=[demand.pk])

    page = privacy.post(f"{where}close/", {"form_token": "of no form"})

    assert (page.status_code >= 400, "King&#x27;s Bench" in flat(page)) == (True, True)
    assert "Closed on" not in flat(privacy.get(where))


def test_a_file_that_is_not_there_is_named_beside_its_field(scene: Scene, privacy: Client) -> None:
    url = reverse("consent:demand-new")
    page = privacy.post(url, {"form_token": token_on(privacy.get(url)), "person": "4F-NONE", "sender": "A court"})

    assert page.status_code == 422
    assert "No file has this number." in flat(page)
    assert 'value="A court"' in flat(page)


def test_the_register_costs_the_same_for_one_demand_and_three(scene: Scene, privacy: Client) -> None:
    counted = []
    for more in (1, 2):
        for _ in range(more):
            decided(scene, demanded(scene))
        privacy.get(reverse("consent:demands"))
        with CaptureQueriesContext(connection) as queries:
            assert privacy.get(reverse("consent:demands")).status_code == 200
        counted.append(len(queries))

    assert counted[0] == counted[1]


def terms(scene: Scene, **changes: Any) -> DemandTerms:
    said: dict[str, Any] = {
        "kind": DemandKind.SUBPOENA,
        "sender": "The King's Bench",
        "person": scene.person,
        "received_on": localdate() - timedelta(days=1),
        "due_on": date(2200, 1, 1),
        "decider": "Counsel R. Amari",
    }
    return DemandTerms(**{**said, **changes})


def demanded(scene: Scene, **changes: Any) -> Demand:
    with scene.acting(scene.cast.privacy) as by:
        return record_demand(terms=terms(scene, **changes), by=by, at=now())


def decided(scene: Scene, demand: Demand) -> None:
    with scene.acting(scene.cast.privacy) as by:
        decide(demand, by)


def decide(demand: Demand, by: Any, *, verdict: Verdict = Verdict.FULL, words: str = "It is owed") -> Decision:
    return decide_demand(demand=demand.pk, verdict=verdict, words=words, by=by, at=now())


def given(demand: Demand, by: Any) -> Any:
    return give_on_demand(demand=demand.pk, categories=[Category.PLAN], words=CANARY, given_at=now(), by=by, at=now())


def refused(said: str, act: Any) -> None:
    with pytest.raises(Refused, match=said), transaction.atomic():
        act()


def file_number(scene: Scene) -> str:
    with scene.acting(scene.cast.navigator):
        return Person.objects.get(pk=scene.person).file_number


def send(client: Client, url: str, *, on: str = "", **typed: Any) -> str:
    """Send a form that stands on a page, and return where it leads."""
    page = client.get(on or url)
    action = f'action="{url}"'
    text = page.content.decode()
    part = text[text.index(action) :] if on else text
    token = part.split('name="form_token" value="')[1].split('"')[0]
    answer = client.post(url, {"form_token": token, **typed})
    assert answer.status_code == 303, flat(answer)
    return str(answer.headers["Location"])
