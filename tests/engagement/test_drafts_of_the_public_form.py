"""What somebody types on the public page keeps: sealed on our side, found again by a random number in a cookie."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory

from offramp.access.actions import set_identity
from offramp.engagement.web.keeping import COOKIE, SALT, author_of_number
from offramp.kernel.clock import now
from offramp.ui.actions import forget_old
from offramp.ui.models import Draft
from tests.cast import Cast
from tests.conftest import SignedIn
from tests.engagement.scene import PUBLIC_PAGE, opened_before, typed
from tests.ui.reading import flat, said, token_on

KEEP, START_EMPTY = "/invite/keep/", "/invite/start-empty/"
SECRET_WORDS = "My brother was stopped here last year"


def kept(client: Client, *, seconds: float = 60, headers: dict[str, str] | None = None, **changes: Any) -> Any:
    """Open the page, type, and press the button that keeps it; or let the script do so."""
    page = client.get(PUBLIC_PAGE)
    token = opened_before(page, seconds)
    data = {**typed(hoped_for=SECRET_WORDS), "form_token": token, **changes}
    return client.post(KEEP, data, headers=headers)


def test_what_is_kept_stands_in_the_form_when_the_page_opens_again(cast: Cast) -> None:
    client = Client()

    done = kept(client)

    page = flat(client.get(PUBLIC_PAGE))
    assert (done.status_code, done.headers["Location"], said(done)) == (
        303, PUBLIC_PAGE, ["It is kept for 14 days. Open this page again in the same browser to go on."],
    )  # fmt: skip
    assert [words in page for words in (SECRET_WORDS, "Summer table", 'value="16:00"', "We kept what you wrote")] == [
        True
    ] * 4


def test_the_browser_keeps_a_number_and_nothing_of_what_was_typed(cast: Cast) -> None:
    client = Client()

    done = kept(client)

    cookie = done.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 14 * 24 * 3600)
    assert [word for word in typed().values() if isinstance(word, str) and len(word) > 4 and word in cookie.value] == []
    assert "no-store" in client.get(PUBLIC_PAGE).headers["Cache-Control"]


def test_nobody_else_finds_it(cast: Cast, signed_in: SignedIn) -> None:
    client = Client()
    kept(client)
    forged = Client()
    forged.cookies[COOKIE] = "x" * 32
    altered = Client()
    altered.cookies[COOKIE] = "y" + client.cookies[COOKIE].value

    for other in (Client(), forged, altered, *(signed_in(user) for user in cast.everyone)):
        assert SECRET_WORDS not in flat(other.get(PUBLIC_PAGE))


def test_somebody_signed_in_with_the_cookie_has_drafts_of_their_own(cast: Cast, signed_in: SignedIn) -> None:
    first = Client()
    kept(first)
    client = signed_in(cast.coordinator)
    client.cookies[COOKIE] = first.cookies[COOKIE].value

    assert SECRET_WORDS not in flat(client.get(PUBLIC_PAGE))
    assert kept(client, title="Mine").status_code == 303
    assert ('value="Mine"' in flat(client.get(PUBLIC_PAGE)), 'value="Mine"' in flat(first.get(PUBLIC_PAGE))) == (
        True, False,
    )  # fmt: skip


def test_what_is_kept_is_sealed(cast: Cast) -> None:
    client = Client()
    kept(client)

    client.get(PUBLIC_PAGE)
    author = author_of(client)
    set_identity(author, None)
    rows = list(Draft.objects.all())
    set_identity(None, None)
    assert [SECRET_WORDS.encode() in bytes(row.ciphertext) for row in rows] == [False]
    assert Draft.objects.count() == 0


def test_sending_deletes_it_and_the_number(cast: Cast) -> None:
    client = Client()
    kept(client)
    author = author_of(client)
    page = client.get(PUBLIC_PAGE)

    done = client.post(PUBLIC_PAGE, {**typed(), "form_token": opened_before(page)})

    assert (done.status_code, done.cookies[COOKIE].value) == (303, "")
    set_identity(author, None)
    assert Draft.objects.count() == 0
    set_identity(None, None)


def test_a_late_autosave_does_not_bring_back_what_was_sent(cast: Cast) -> None:
    client = Client()
    kept(client)
    author, token = author_of(client), opened_before(client.get(PUBLIC_PAGE))
    cookie = client.cookies[COOKIE].value
    client.post(PUBLIC_PAGE, {**typed(), "form_token": token})
    client.cookies[COOKIE] = cookie

    late = client.post(KEEP, {**typed(), "form_token": token}, headers={"X-Autosave": "1"})

    assert late.status_code == 204
    set_identity(author, None)
    assert Draft.objects.count() == 0
    set_identity(None, None)


def test_it_keeps_by_itself_with_a_script(cast: Cast) -> None:
    client = Client()

    done = kept(client, headers={"X-Autosave": "1"})

    page = client.get(PUBLIC_PAGE)
    assert (done.status_code, COOKIE in done.cookies, SECRET_WORDS in flat(page)) == (204, True, True)
    assert (f'data-draft-url="{KEEP}"' in flat(page), "ui/drafts.js" in page.content.decode()) == (True, True)


def test_starting_empty_deletes_it(cast: Cast) -> None:
    client = Client()
    kept(client)

    done = client.post(START_EMPTY, {"form_token": token_on(client.get(PUBLIC_PAGE))})

    assert (done.status_code, done.cookies[COOKIE].value) == (302, "")
    assert SECRET_WORDS not in flat(client.get(PUBLIC_PAGE))
    assert Client().post(START_EMPTY).status_code == 302


def test_it_is_deleted_after_fourteen_days(cast: Cast) -> None:
    client = Client()
    kept(client)
    author = author_of(client)

    set_identity(author, None)
    Draft.objects.update(saved_at=now() - timedelta(days=15))
    forget_old(at=now())
    left = Draft.objects.count()
    set_identity(None, None)

    assert left == 0


@pytest.mark.parametrize("token", ["", "x", "other"])
def test_what_is_not_this_form_is_not_kept(cast: Cast, token: str, signed_in: SignedIn) -> None:
    if token == "other":
        token = token_on(signed_in(cast.coordinator).get("/invitations/new/"))

    answer = Client().post(KEEP, {**typed(), "form_token": token})

    assert (answer.status_code, COOKIE in answer.cookies) == (400, False)


def test_too_much_is_not_kept_and_not_lost(cast: Cast) -> None:
    client, words = Client(), "a" * 200_001

    pressed = kept(client, hoped_for=words)
    by_itself = kept(client, hoped_for=words, headers={"X-Autosave": "1"})

    assert (pressed.status_code, by_itself.status_code) == (422, 413)
    assert ("This is too long to be kept." in flat(pressed), words in flat(pressed)) == (True, True)


def test_one_connection_begins_forty_drafts_an_hour_at_most(cast: Cast) -> None:
    answers = [kept(Client(), headers={"X-Autosave": "1"}).status_code for _ in range(41)]

    assert answers == [204] * 40 + [413]
    assert kept(Client(REMOTE_ADDR="203.0.113.9")).status_code == 303


def author_of(client: Client) -> Any:
    """Return whose draft the number in a browser's cookie is."""
    asked = RequestFactory().get(PUBLIC_PAGE)
    asked.COOKIES[COOKIE] = client.cookies[COOKIE].value
    return author_of_number(str(asked.get_signed_cookie(COOKIE, salt=SALT)))
