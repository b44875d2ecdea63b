"""Secret links: who may make one, what its holder is to the wall, and that it ends."""

from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test import RequestFactory

from offramp.access.actions import end_grants, new_link, set_identity
from offramp.access.enums import Basis, EngagementCategory, LinkRole, Stream
from offramp.access.models import Grant, Link
from offramp.access.queries import holder_of, secret_of
from offramp.access.web.links import come_by_link
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, ActorKind
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting


def a_link(subject: UUID | None = None) -> tuple[UUID, str]:
    return new_link(
        subject=subject or new_id(), role=LinkRole.ORGANISER, categories=[EngagementCategory.EVENTS],
        stream=Stream.ENGAGEMENT, at=now(),
    )  # fmt: skip


def told(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_of_a_secret_only_the_digest_is_kept(cast: Cast) -> None:
    link, secret = a_link()

    kept = Link.objects.get(pk=link)
    assert (kept.digest, kept.role) == (sha256(secret.encode()).hexdigest(), "organiser")
    assert (secret_of(link), len(secret)) == (secret, 32)
    assert holder_of(secret) == Actor(ActorKind.LINK, id=link, role="organiser")
    assert (holder_of(kept.digest), holder_of(""), holder_of(secret[:-1])) == (None, None, None)


def test_the_holder_is_a_party_with_the_links_role_and_its_grant(cast: Cast) -> None:
    subject = new_id()
    link, secret = a_link(subject)
    a_link()
    assert Grant.objects.count() == 0

    set_identity(None, None, link=secret)

    grant = Grant.objects.get()
    assert (grant.party, grant.subject, grant.founded_on, grant.basis) == (link, subject, link, Basis.LINK)
    assert (told("SELECT wall_parties()"), told("SELECT wall_acting_as()")) == ([link], "organiser")
    assert told("SELECT count(*) FROM wall_posting()") == 0
    assert told("SELECT wall_units('read', 'unit', 'events')") == []
    set_identity(None, None)
    assert Grant.objects.count() == 0


def test_nobody_makes_a_link_to_what_is_somebodys(cast: Cast, acting: Acting) -> None:
    subject = new_id()
    _, secret = a_link(subject)

    for held in ("", secret):
        set_identity(None, None, link=held)
        with pytest.raises(DatabaseError, match="nobody links to what is somebody"), transaction.atomic():
            a_link(subject)
    with acting(cast.coordinator):
        a_link(subject)
    assert Link.objects.count() == 2


def test_the_holder_ends_no_link_and_the_coordinator_ends_one_alone(cast: Cast, acting: Acting) -> None:
    (link, secret), (_, other) = a_link(), a_link()
    set_identity(None, None, link=secret)
    with pytest.raises(DatabaseError, match="nobody ends nothing"), transaction.atomic():
        end_grants(founded_on=link, basis=Basis.LINK, at=now())

    with acting(cast.coordinator):
        assert end_grants(founded_on=link, basis=Basis.LINK, at=now()) == 1

    ended = []
    for held in (secret, other):
        set_identity(None, None, link=held)
        ended.append(Grant.objects.get().ends_at is not None)
    assert ended == [True, False]


def test_the_runtime_writes_no_link_itself(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Link.objects.create(digest="0" * 64, role=LinkRole.ORGANISER, made_at=now())


def test_whoever_comes_by_a_link_is_its_holder_in_python_and_in_the_database_whoever_signed_in(
    cast: Cast, acting: Acting
) -> None:
    link, secret = a_link()
    request = a_request()
    with acting(cast.navigator) as by:
        request.actor, request.posting = by, by.posting
        come_by_link(request, secret)
        found = told("SELECT wall_parties()"), told("SELECT wall_acting_as()"), told("SELECT wall_user()")

    assert found == ([link], "organiser", None)
    assert (request.actor, request.viewer.actor, request.posting) == (holder_of(secret), holder_of(secret), None)


def test_nobody_comes_by_a_link_that_is_not_there(cast: Cast) -> None:
    with pytest.raises(Http404):
        come_by_link(a_request(), "a-secret-of-nobodys")


def a_request() -> Any:
    """Return a request as the middleware hands it on."""
    return RequestFactory().get("/")
