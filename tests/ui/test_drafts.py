"""Nothing typed is lost, and nobody but its author reads it."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.signing import dumps
from django.test import Client
from pytest_django import Settings

from offramp.areas.models import Branch
from offramp.kernel.clock import now
from offramp.ui.jobs import forget_old_drafts
from offramp.ui.models import Draft, SentForm
from offramp.ui.queries import draft_of
from offramp.ui.tokens import token_for
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.ui.reading import Answer, said, token_on

pytestmark = pytest.mark.usefixtures("pages")

NOTE = "She said that she sleeps behind the library since Tuesday."


def test_what_is_typed_is_kept_and_offered_when_the_form_opens_again(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.navigator)
    page = client.get("/add/")
    typed = {"name": "Harbour", "note": NOTE, "kinds": ["b"], "opens_on": "2026-02-30", "form_token": token_on(page)}

    response = client.post("/ui/drafts/", typed, headers={"X-Autosave": "1"})

    again = client.get("/add/")
    assert response.status_code == 204
    assert 'data-draft-url="/ui/drafts/"' in page.content.decode()
    assert "We kept what you wrote" not in page.content.decode()
    assert "We kept what you wrote" in again.content.decode()
    assert NOTE in again.content.decode()
    assert 'value="Harbour"' in again.content.decode()
    assert 'value="2026-02-30"' in again.content.decode()
    assert again.content.decode().count("checked") == 1


def test_a_draft_is_offered_on_its_own_form_and_subject_alone(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.navigator)
    keep(client, token_on(client.get("/add/")))

    assert NOTE not in client.get("/add/calgary/").content.decode()


def test_nobody_else_reads_a_draft(cast: Cast, signed_in: SignedIn, acting: Acting) -> None:
    client = signed_in(cast.navigator)
    keep(client, token_on(client.get("/add/")))

    assert NOTE not in signed_in(cast.officer).get("/add/").content.decode()
    with acting(cast.officer):
        assert Draft.objects.count() == 0
        assert draft_of(cast.navigator.pk, "branch.add", "edmonton") is None
    with acting(cast.navigator):
        assert NOTE.encode() not in bytes(Draft.objects.get().ciphertext)


def test_nobody_saves_a_draft_for_another(cast: Cast, signed_in: SignedIn, acting: Acting) -> None:
    of_the_navigator = token_for(cast.navigator.pk, "branch.add", "edmonton").signed()

    response = keep(signed_in(cast.officer), of_the_navigator)

    assert response.status_code == 409
    with acting(cast.navigator):
        assert Draft.objects.count() == 0


def test_a_later_draft_takes_the_place_of_an_earlier_one(cast: Cast, signed_in: SignedIn, acting: Acting) -> None:
    client = signed_in(cast.navigator)
    token = token_on(client.get("/add/"))

    keep(client, token, note="one")
    keep(client, token, note="two")

    assert kept_by(cast, acting) == "two"


def test_a_form_that_was_emptied_leaves_no_draft(cast: Cast, signed_in: SignedIn, acting: Acting) -> None:
    client = signed_in(cast.navigator)
    token = token_on(client.get("/add/"))
    keep(client, token)

    response = client.post("/ui/drafts/", {"name": "", "note": "  ", "form_token": token})

    assert response.status_code == 204
    assert kept_by(cast, acting) is None


def test_a_draft_too_long_to_keep_is_not_called_saved(cast: Cast, signed_in: SignedIn, acting: Acting) -> None:
    client = signed_in(cast.navigator)

    response = keep(client, token_on(client.get("/add/")), note="x" * 200_001)

    assert response.status_code == 413
    assert kept_by(cast, acting) is None


def test_a_sent_form_leaves_no_draft_even_when_an_autosave_comes_late(
    cast: Cast, signed_in: SignedIn, acting: Acting
) -> None:
    client = signed_in(cast.navigator)
    token = token_on(client.get("/add/"))
    keep(client, token)
    client.post("/add/", {"name": "Harbour", "form_token": token})
    assert kept_by(cast, acting) is None

    late = keep(client, token)

    assert late.status_code == 204
    assert kept_by(cast, acting) is None


def test_start_empty_forgets_the_draft_and_opens_the_form(cast: Cast, signed_in: SignedIn, acting: Acting) -> None:
    client = signed_in(cast.navigator)
    keep(client, token_on(client.get("/add/")))

    response = client.post("/ui/drafts/start-empty/", {"form_token": token_on(client.get("/add/"))})

    assert (response.status_code, response.headers["Location"]) == (303, "/add/")
    assert NOTE not in client.get("/add/").content.decode()
    assert client.post("/ui/drafts/start-empty/", {"form_token": "altered"}).status_code == 400


def test_a_session_that_ended_mid_note_loses_nothing_and_shows_it_to_its_author_alone(
    cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.navigator)
    token = token_on(client.get("/add/calgary/?from=desk"))
    client.logout()

    response = client.post("/add/calgary/", {"name": "Harbour", "note": NOTE, "form_token": token})

    assert response.status_code == 303
    assert response.headers["Location"] == "/sign-in/?next=/add/calgary/%3Ffrom%3Ddesk"
    assert said(response) == ["You were signed out. What you wrote is kept: sign in again and the form opens with it."]
    assert not Branch.objects.filter(position=9).exists()
    assert NOTE not in signed_in(cast.officer).get("/add/calgary/").content.decode()
    assert NOTE in signed_in(cast.navigator).get("/add/calgary/").content.decode()


def test_an_autosave_after_the_session_ended_is_kept_and_says_so(
    cast: Cast, signed_in: SignedIn, acting: Acting
) -> None:
    client = signed_in(cast.navigator)
    token = token_on(client.get("/add/"))
    client.logout()

    response = keep(client, token)

    assert response.status_code == 401
    assert kept_by(cast, acting) == NOTE


def test_a_post_without_session_and_token_keeps_nothing(cast: Cast, client: Client) -> None:
    response = client.post("/add/", {"name": "Harbour", "note": NOTE, "form_token": dumps(["x"], salt="other")})

    assert (response.status_code, response.headers["Location"]) == (302, "/sign-in/?next=/add/")


def test_a_page_older_than_the_sign_in_keeps_what_was_typed(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.navigator)
    token = token_on(client.get("/add/"))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    response = strict.post("/add/", {"name": "Harbour", "note": NOTE, "form_token": token})

    assert (response.status_code, response.headers["Location"]) == (303, "/add/")
    assert NOTE in client.get("/add/").content.decode()


def test_a_forged_post_keeps_nothing(cast: Cast, signed_in: SignedIn, acting: Acting) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(cast.navigator).cookies

    for token in ("", token_for(cast.officer.pk, "branch.add", "edmonton").signed()):
        response = strict.post("/add/", {"name": "Harbour", "note": NOTE, "form_token": token})
        assert response.status_code == 403
        assert "That page was open for too long" in response.content.decode()

    for user in (cast.navigator, cast.officer):
        with acting(user):
            assert Draft.objects.count() == 0


def test_secrets_are_never_kept(cast: Cast, signed_in: SignedIn, acting: Acting) -> None:
    client = signed_in(cast.navigator)

    keep(client, token_on(client.get("/add/")), password="correct horse", code="123456")

    with acting(cast.navigator):
        kept = draft_of(cast.navigator.pk, "branch.add", "edmonton")
    assert kept is not None
    assert set(kept.fields) == {"name", "note"}


def test_a_draft_sealed_under_another_key_is_not_offered(cast: Cast, signed_in: SignedIn, settings: Settings) -> None:
    client = signed_in(cast.navigator)
    keep(client, token_on(client.get("/add/")))

    settings.DRAFT_KEY = Fernet.generate_key().decode()

    assert NOTE not in client.get("/add/").content.decode()


def test_old_drafts_and_sendings_are_forgotten_whoever_wrote_them(cast: Cast, acting: Acting) -> None:
    at = now()
    for user in (cast.navigator, cast.officer):
        with acting(user):
            for form, days in (("old", 15), ("young", 13)):
                saved_at = at - timedelta(days=days)
                Draft.objects.create(author_id=user.pk, form=form, ciphertext=b"", saved_at=saved_at)
    for action, days in (("old", 22), ("young", 20)):
        token = token_for(cast.navigator.pk, action)
        SentForm.objects.create(token=token.id, action=action, sent_at=at - timedelta(days=days))

    forget_old_drafts(int(at.timestamp()))

    for user in (cast.navigator, cast.officer):
        with acting(user):
            assert list(Draft.objects.values_list("form", flat=True)) == ["young"]
    assert list(SentForm.objects.values_list("action", flat=True)) == ["young"]


def keep(client: Client, token: str, **typed: str) -> Answer:
    """Send what a page sends by itself while somebody types."""
    return client.post(
        "/ui/drafts/", {"name": "Harbour", "note": NOTE, "form_token": token, **typed}, headers={"X-Autosave": "1"}
    )


def kept_by(cast: Cast, acting: Acting) -> str | None:
    """Return the note kept for the navigator, if any."""
    with acting(cast.navigator):
        draft = draft_of(cast.navigator.pk, "branch.add", "edmonton")
    return draft.fields["note"][0] if draft else None
