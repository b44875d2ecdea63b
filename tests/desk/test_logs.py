"""The privacy officer reads who looked and what was done; nobody else does, and the reading itself is written down."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from offramp.access.enums import Category
from offramp.accounts.models import User
from offramp.audit.actions import record, record_look
from offramp.audit.models import Block, Entry, Look
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import first_id_at, new_id
from tests.audit.chains import Chain
from tests.cast import Cast, make_cast
from tests.conftest import Acting, SignedIn


@pytest.fixture
def officer_of_privacy(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.privacy)


def a_look(acting: Acting, user: User, subject: Any, *, route: str = "desk:record") -> None:
    with acting(user) as by:
        viewer = Viewer(by)
        viewer.show(subject, Category.IDENTITY, Category.SAFETY)
        record_look(viewer=viewer, route=route, at=now())


def test_a_look_is_told_with_its_reader_route_and_categories(
    cast: Cast, acting: Acting, officer_of_privacy: Client
) -> None:
    person = new_id()
    a_look(acting, cast.navigator, person)

    [line] = officer_of_privacy.get("/logs/looks/").context["lines"]

    assert (line.who, line.role, line.route) == ("Amara Okafor", "Navigator", "desk:record")
    assert [(shown.subject, shown.categories) for shown in line.shown] == [
        (person, f"{Category.IDENTITY.label}, {Category.SAFETY.label}")
    ]


def test_looks_are_found_by_reader_by_subject_by_route_and_by_day(
    cast: Cast, acting: Acting, officer_of_privacy: Client
) -> None:
    person, other = new_id(), new_id()
    a_look(acting, cast.navigator, person)
    a_look(acting, cast.officer, other, route="people:search")

    def found(query: str) -> list[str]:
        return [line.who for line in officer_of_privacy.get(f"/logs/looks/?{query}").context["lines"]]

    today, tomorrow = now().date(), (now() + timedelta(days=2)).date()
    assert found(f"who={cast.navigator.pk}") == ["Amara Okafor"]
    assert found(f"whom={other}") == ["Cst. Daniel Park"]
    assert found("what=people") == ["Cst. Daniel Park"]
    assert found(f"from_on={today - timedelta(days=2)}&to_on={tomorrow}") == ["Cst. Daniel Park", "Amara Okafor"]
    assert found(f"from_on={tomorrow}") == []


@pytest.mark.parametrize(
    ("query", "said"),
    [("who=Amara", "That is not an id"), ("from_on=2026-02-30", "There is no 2026-02-30 in the calendar")],
)
def test_a_wrong_filter_is_named_and_nothing_is_shown(
    cast: Cast, acting: Acting, officer_of_privacy: Client, query: str, said: str
) -> None:
    a_look(acting, cast.navigator, new_id())

    page = officer_of_privacy.get(f"/logs/looks/?{query}")

    assert (page.status_code, page.context["lines"]) == (422, [])
    assert said in page.content.decode()


def test_the_log_goes_page_by_page_newest_first_in_a_constant_number_of_queries(
    cast: Cast, acting: Acting, officer_of_privacy: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_look(acting, cast.navigator, new_id())
    officer_of_privacy.get("/logs/looks/")
    with CaptureQueriesContext(connection) as few:
        officer_of_privacy.get("/logs/looks/")
    for _ in range(54):
        a_look(acting, cast.navigator, new_id())

    with django_assert_num_queries(len(few)):
        first = officer_of_privacy.get("/logs/looks/")
    second = officer_of_privacy.get(f"/logs/looks/{first.context['next']}")

    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 5)
    times = [line.at for page in (first, second) for line in page.context["lines"]]
    assert times == sorted(times, reverse=True)


def test_a_sample_is_drawn_from_last_month_alone(cast: Cast, acting: Acting, officer_of_privacy: Client) -> None:
    last_month = now().replace(day=1, hour=12) - timedelta(days=2)
    with acting(cast.navigator):
        for minute in range(30):
            at = last_month - timedelta(minutes=minute)
            Look.objects.create(id=first_id_at(at), at=at, reader=cast.navigator.pk, role="navigator", route="x:y")
    a_look(acting, cast.officer, new_id())

    lines = officer_of_privacy.get("/logs/looks/sample/").context["lines"]

    assert len(lines) == 20
    assert {line.who for line in lines} == {"Amara Okafor"}


def test_what_was_done_is_told_with_its_verb_and_fields(cast: Cast, acting: Acting, officer_of_privacy: Client) -> None:
    person = new_id()
    with acting(cast.navigator) as by:
        record(verb="case.phase_moved", by=by, at=now(), about=person, fields=["phase"])

    [line] = officer_of_privacy.get(f"/logs/changes/?whom={person}").context["lines"]

    assert (line.verb, line.who, line.fields, line.about) == ("case.phase_moved", "Amara Okafor", "phase", person)


def test_what_was_done_is_found_by_who_did_it_by_its_kind_and_by_day(
    cast: Cast, acting: Acting, officer_of_privacy: Client
) -> None:
    for user, verb in ((cast.navigator, "case.phase_moved"), (cast.officer, "person.opened")):
        with acting(user) as by:
            record(verb=verb, by=by, at=now(), about=new_id())

    def found(query: str) -> list[str]:
        return [line.verb for line in officer_of_privacy.get(f"/logs/changes/?{query}").context["lines"]]

    assert found(f"who={cast.navigator.pk}") == ["case.phase_moved"]
    assert found("what=person") == ["person.opened"]
    assert found(f"what=person&who={cast.navigator.pk}") == []
    assert found(f"what=case&from_on={now().date() + timedelta(days=2)}") == []


def test_reading_a_log_is_written_down_with_the_filters_that_were_set(
    cast: Cast, officer_of_privacy: Client, acting: Acting
) -> None:
    officer_of_privacy.get(f"/logs/looks/?whom={new_id()}")

    with acting(cast.privacy):
        [entry] = Entry.objects.all()
    assert (entry.verb, entry.actor, entry.fields) == ("log.looks_read", cast.privacy.pk, ["whom"])


@pytest.mark.parametrize("path", ["/logs/looks/", "/logs/looks/sample/", "/logs/changes/"])
def test_nobody_but_the_privacy_officer_reads_the_logs(cast: Cast, signed_in: SignedIn, path: str) -> None:
    for user in (cast.administrator, cast.supervisor, cast.navigator, cast.constable, cast.analyst, cast.worker):
        assert signed_in(user).get(path).status_code == 403


def test_the_log_says_up_to_when_it_is_sealed(
    server: Server, own_database: str, tmp_path: Path, signed_in: SignedIn
) -> None:
    chain, reader = Chain(server, own_database, tmp_path), signed_in(make_cast(at=now()).privacy)
    chain.write(1)
    before = reader.get("/logs/changes/")
    chain.seal()
    after = reader.get("/logs/changes/")
    with chain.sealing():
        sealed_at = Block.objects.get().sealed_at

    assert (before.context["sealed_to"], after.context["sealed_to"]) == (None, sealed_at)
    assert "Nothing is sealed yet" in before.content.decode()
    assert "Sealed up to" in after.content.decode()
