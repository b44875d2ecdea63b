"""What every test has: its database as the runtime role, the cast, and a way to act as one of them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import translation
from psycopg.conninfo import conninfo_to_dict
from pytest_django import DjangoDbBlocker

from offramp.access.actions import set_identity
from offramp.access.queries import actor_in, posting_to_act_in
from offramp.accounts.models import User
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.identity import Actor
from offramp.kernel.sealed import key_store
from tests import databases
from tests.cast import Cast, make_cast

Acting = Callable[[User], AbstractContextManager[Actor]]
SignedIn = Callable[[User], Client]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List which pages axe looked at as which role, and which the training city has nothing for; and looks compared."""
    seen: dict[str, list[set[str]]] = {}
    for report in terminalreporter.getreports("passed"):
        for role, pages, closed in [value for name, value in report.user_properties if name == "pages"]:
            both = seen.setdefault(role, [set(), set()])
            both[0].update(pages)
            both[1].update(closed)
    for role, (pages, closed) in sorted(seen.items()):
        terminalreporter.write_line(f"axe, 0 violations, as {role}: {len(pages)} pages: {', '.join(sorted(pages))}")
        if closed:
            terminalreporter.write_line(f"    nothing to open: {', '.join(sorted(closed))}")
    torn_down = [report for report in terminalreporter.getreports("") if report.when == "teardown"]
    looks = [value for report in torn_down for name, value in report.user_properties if name == "looks"]
    answers, subjects = (sum(each) for each in zip((0, 0), *looks, strict=True))
    if answers:
        terminalreporter.write_line(
            f"looks: {answers} answers to a browser, {subjects} subjects; the log says the same"
        )


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        databases.stop_server()


@pytest.fixture(scope="session")
def server() -> Server:
    """The tests' PostgreSQL server."""
    return databases.started_server()


@pytest.fixture(scope="session")
def django_db_setup(server: Server, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this worker a clone of the migrated template; tests connect to it as the runtime role."""
    name = f"test_{worker_id}"
    databases.clone(server, name, databases.template(server))
    with django_db_blocker.unblock():
        point_at(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    key_store().close()
    databases.remove(server, name)


def point_at(name: str) -> None:
    """Let Django's connection lead to another database of the tests' server."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


@pytest.fixture
def own_database(
    server: Server, worker_id: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database for this test alone, where transactions are real. The test must not use `db`."""
    name, usual = f"test_{worker_id}_own", connection.settings_dict["NAME"]
    databases.clone(server, name, databases.template(server))
    with django_db_blocker.unblock():
        point_at(name)
        yield name
        point_at(usual)
    databases.remove(server, name)


@contextmanager
def connected_as(url: str) -> Iterator[None]:
    """Let Django's connection be another role's for a while, as in that role's own process."""
    given = conninfo_to_dict(url)
    other = {"NAME": given["dbname"], "USER": given["user"], "PASSWORD": given["password"]}
    other |= {"HOST": given["host"], "PORT": str(given["port"])}
    usual = {name: connection.settings_dict[name] for name in other}
    connections.close_all()
    connection.settings_dict.update(other)
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(usual)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Take back the language that a request chose: it stays with the thread, and so with the next test."""
    yield
    translation.deactivate()


@pytest.fixture
def cast(db: None) -> Cast:
    """The people every test knows."""
    return make_cast(at=now())


@contextmanager
def acting_as(user: User, *, at: datetime | None = None, posting: UUID | None = None) -> Iterator[Actor]:
    """Act as a user, in the database's eyes too, in one transaction that ends with the block."""
    held = posting_to_act_in(user.pk, chosen=str(posting) if posting else None, at=at or now())
    assert held is not None, f"{user.username} has no posting"
    with transaction.atomic():
        set_identity(user.pk, held.pk)
        try:
            yield actor_in(held, at=at or now())
        finally:
            if not connection.needs_rollback:
                set_identity(None, None)


@pytest.fixture
def acting() -> Acting:
    """Act as a user: `with acting(cast.navigator) as by: ...`."""
    return acting_as


@pytest.fixture
def signed_in() -> SignedIn:
    """Return a browser-like client signed in as a user."""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
