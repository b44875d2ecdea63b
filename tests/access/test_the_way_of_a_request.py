"""One transaction for each request: identity, page, read log, commit, and only then the answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from offramp.access.actions import set_identity
from offramp.access.enums import Role
from offramp.access.web import middleware
from offramp.accounts.models import Posting, Unit
from offramp.audit.models import Entry, Look, LookSubject
from offramp.kernel.clock import now
from tests.access.test_the_wall_in_sql import a_person_with_a_note
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.logged import as_logged

pytestmark = pytest.mark.usefixtures("pages")


def test_a_page_that_shows_a_person_leaves_one_look_and_one_row_for_each_subject(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_person_with_a_note(cast, acting)

    answer = signed_in(cast.officer).get("/names/")

    assert answer.content.decode() == "Josephine M."
    with acting(cast.privacy):
        (look,) = Look.objects.all()
        (subject,) = LookSubject.objects.all()
    assert (look.reader, look.role, look.route) == (cast.officer.pk, "help_officer", "names")
    assert (subject.look, subject.subject, subject.categories) == (look.pk, person.pk, ["identity"])


def test_an_answer_to_whoever_is_signed_in_has_its_number_in_the_logs(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    a_person_with_a_note(cast, acting)

    told = signed_in(cast.officer).get("/names/").headers["X-Request-Id"]

    with acting(cast.privacy):
        assert [str(look.request) for look in Look.objects.all()] == [told]
    assert "X-Request-Id" not in Client().get("/count/").headers


def test_a_page_that_shows_nobody_leaves_no_look(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    assert signed_in(cast.officer).get("/names/").content == b""
    with acting(cast.privacy):
        assert Look.objects.count() == 0


def test_a_page_that_shows_a_person_is_not_kept_by_the_browser(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    a_person_with_a_note(cast, acting)
    client = signed_in(cast.navigator)

    kept = [client.get(address).get("Cache-Control", "") for address in ("/names/", "/count/")]

    assert kept == ["no-store", ""]


def test_identity_ends_with_the_request(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    a_person_with_a_note(cast, acting)

    assert signed_in(cast.officer).get("/count/").content == b"1"
    assert Client().get("/count/").content == b"0"


def test_a_page_that_breaks_leaves_nothing_half_done(cast: Cast) -> None:
    assert Client(raise_request_exception=False).get("/breaks/").status_code == 500
    assert not Unit.objects.filter(name="Half done").exists()


@pytest.mark.parametrize("how", ["in Python", "in a cause", "in the database"])
def test_an_error_that_quotes_somebody_tells_neither_the_page_nor_the_log(
    cast: Cast, acting: Acting, signed_in: SignedIn, how: str
) -> None:
    person = a_person_with_a_note(cast, acting)
    browser = signed_in(cast.officer)
    browser.raise_request_exception = False

    with as_logged() as logged:
        answer = browser.get(f"/breaks-telling/{how}/")

    told = answer.content.decode() + str(answer.headers) + logged.getvalue()
    assert (answer.status_code, "That went wrong on our side" in told, '"fault"' in told) == (500, True, True)
    assert "Josephine" not in told
    with acting(cast.privacy):
        assert not LookSubject.objects.filter(subject=person.pk).exists()


def test_a_refusal_is_recorded_and_says_what_to_do(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    answer = signed_in(cast.officer).get("/refuses/")

    assert answer.status_code == 403
    with acting(cast.privacy):
        entry = Entry.objects.get(verb="access.refused")
    assert (entry.actor, entry.role, entry.fields) == (cast.officer.pk, "help_officer", ["refuses"])


def test_a_route_for_others_is_refused_and_recorded(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    a_person_with_a_note(cast, acting)

    answer = signed_in(cast.analyst).get("/names/")

    assert answer.status_code == 403
    assert b"Josephine" not in answer.content
    with acting(cast.privacy):
        assert Entry.objects.filter(verb="access.refused", actor=cast.analyst.pk).count() == 1


def test_a_route_outside_the_matrix_opens_to_nobody(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.administrator).get("/unlisted/").status_code == 404


def test_nobody_is_led_to_sign_in_and_back(cast: Cast) -> None:
    answer = Client().get("/names/?q=1")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/names/%3Fq%3D1")


def test_an_ended_posting_opens_nothing_to_the_very_next_request(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    a_person_with_a_note(cast, acting)
    browser = signed_in(cast.officer)
    assert browser.get("/names/").content == b"Josephine M."

    Posting.objects.filter(user=cast.officer).update(ends_at=now() - timedelta(seconds=1))

    assert browser.get("/names/").status_code == 403
    assert browser.get("/count/").content == b"0"


def test_whoever_holds_two_offices_acts_in_the_one_they_chose(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    a_person_with_a_note(cast, acting)
    held = Posting.objects.get(user=cast.officer)
    other = Posting.objects.create(user=cast.officer, role=Role.ANALYST, unit=held.unit, starts_at=now())
    browser, answers = signed_in(cast.officer), {}

    for chosen in (other, held, cast.navigator.postings.get()):
        session = browser.session
        session["posting"] = str(chosen.pk)
        session.save()
        answers[chosen.role] = browser.get("/names/").status_code

    assert answers == {Role.ANALYST: 403, Role.HELP_OFFICER: 200, Role.NAVIGATOR: 200}  # the last is not theirs


def test_a_deactivated_account_is_out_at_the_very_next_request(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    a_person_with_a_note(cast, acting)
    browser = signed_in(cast.officer)

    cast.officer.is_active = False
    cast.officer.save()

    assert browser.get("/names/").status_code == 302


def test_an_answer_goes_out_where_the_database_could_not_be_told_that_it_is_over(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(user: UUID | None, posting: UUID | None, **more: Any) -> None:
        if user is None:
            raise OperationalError("the connection is closed")
        set_identity(user, posting, **more)

    client = signed_in(cast.officer)
    monkeypatch.setattr(middleware, "set_identity", gone)

    assert client.get("/names/").status_code == 200


def test_while_the_keys_are_away_nobody_is_shown_by_what_is_not_sealed_either(
    cast: Cast, acting: Acting, signed_in: SignedIn, settings: Settings
) -> None:
    a_person_with_a_note(cast, acting)
    settings.KEYSTORE_URL = "postgresql://offramp_keys@127.0.0.1:1/offramp_keys"

    away = signed_in(cast.officer).get("/names/")

    assert (away.status_code, "Not reachable for a moment" in away.content.decode()) == (503, True)
    assert "Josephine" not in away.content.decode()
