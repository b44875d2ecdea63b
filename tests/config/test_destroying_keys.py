"""A person's key is destroyed: what was typed about them and not sent goes too, and the intakes about nobody else."""

from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from offramp.casework.enums import Area
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.sealed import key_store
from offramp.triage.actions import close_intake, give_advice, link_person
from offramp.triage.enums import IntakeEnd
from offramp.triage.models import Advice, Intake
from offramp.ui.actions import forget_about
from offramp.ui.models import Draft
from offramp.ui.queries import draft_of
from tests.at_once import kept
from tests.casework.files import CANARY, a_goal, in_care
from tests.cast import Cast, make_cast
from tests.conftest import Acting, SignedIn, acting_as, connected_as
from tests.diversion.restoring import backed_up, restored
from tests.triage.scenes import an_ask

GONE = "This was disposed of."
WORDS = "She said that he waits for her at the boathouse."


def destroy(person: UUID) -> str:
    """Destroy a person's key as the administrator of the server does; return what was said."""
    said = StringIO()
    call_command("keys", "destroy", str(person), "--for-ever", stdout=said)
    return said.getvalue()


def asked_about(cast: Cast, acting: Acting, *people: UUID) -> Intake:
    """Somebody asked, was advised, and the intake turned out to be about these people."""
    asked = an_ask(cast, acting, story=CANARY)
    with acting(cast.navigator) as by:
        for person in people:
            link_person(intake=asked.pk, person=person, by=by, at=now())
        give_advice(intake=asked.pk, text=CANARY, by=by, at=now())
    return asked


def typed(client: Client, address: str) -> None:
    """Type something into a page's form, as the page keeps it by itself."""
    page = client.get(address).context
    form = page["form"] if "form" in page else page["advise"]
    done = client.post("/ui/drafts/", {"text": WORDS, "words": WORDS, "form_token": _carried(str(form.token))})
    assert done.status_code == 204


def _carried(field: str) -> str:
    return field.split('value="')[1].split('"')[0]


def drafts(cast: Cast, acting: Acting) -> list[str | None]:
    """Return what each draft of the navigator says to them, None where it does not open."""
    with acting(cast.navigator):
        rows = list(Draft.objects.order_by("form"))
        opened = [draft_of(row.author_id, row.form, row.target) for row in rows]
    return [each.fields["text"][0] if each else None for each in opened]


def told(cast: Cast, acting: Acting) -> set[str]:
    """Return what the stories of intakes and the advice say to the navigator on duty."""
    with acting(cast.navigator):
        return {row.story for row in Intake.objects.all()} | {row.text for row in Advice.objects.all()}


@pytest.mark.timeout(300)
def test_an_old_backup_opens_no_draft_and_no_intake_of_who_was_destroyed(
    server: Server, own_database: str, worker_id: str, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    cast = kept(lambda: make_cast(at=now()))
    person = kept(lambda: in_care(cast, acting_as))
    goal = kept(lambda: a_goal(cast, acting_as, person, Area.HOUSING))
    asked = kept(lambda: asked_about(cast, acting_as, person))
    client = Client()
    client.force_login(cast.navigator, backend="django.contrib.auth.backends.ModelBackend")
    pages = [
        reverse("casework:write-note", args=[person]),
        reverse("casework:promise-step", args=[goal.pk]),
        reverse("triage:intake", args=[asked.pk]),
    ]
    for page in pages:
        typed(client, page)
    assert (drafts(cast, acting_as), told(cast, acting_as)) == ([WORDS] * 3, {CANARY})
    dump = backed_up(server, own_database, tmp_path)

    said = destroy(person)

    assert said.startswith(f"The key of {person} is destroyed.")
    assert "So it is with the intakes about nobody else: 1." in said
    assert (drafts(cast, acting_as), told(cast, acting_as)) == ([], {GONE})
    with restored(server, dump, f"test_{worker_id}_old"):
        assert (drafts(cast, acting_as), told(cast, acting_as)) == ([None] * 3, {GONE})
        with connected_as(server.superuser_url(str(connection.settings_dict["NAME"]))):
            kept_rows = [bytes(row.ciphertext) for row in Draft.objects.all()]
    assert (len(kept_rows), any(WORDS.encode() in row for row in kept_rows)) == (3, False)


def test_what_is_typed_about_somebody_else_stays(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    hers, his = in_care(cast, acting), in_care(cast, acting, "Marek W.")
    client = signed_in(cast.navigator)
    for person in (hers, his):
        typed(client, reverse("casework:write-note", args=[person]))

    destroy(hers)

    assert drafts(cast, acting) == [WORDS]
    with acting(cast.navigator):
        assert Draft.objects.get().about == his


def test_nothing_more_is_kept_about_somebody_whose_key_is_gone(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person, client = in_care(cast, acting), signed_in(cast.navigator)
    page = reverse("casework:write-note", args=[person])
    typed(client, page)
    token = _carried(str(client.get(page).context["form"].token))

    destroy(person)

    assert client.post("/ui/drafts/", {"text": WORDS, "form_token": token}).status_code == 413
    assert drafts(cast, acting) == []


def test_an_intake_about_two_goes_with_the_last_of_their_keys(cast: Cast, acting: Acting) -> None:
    hers, his = in_care(cast, acting), in_care(cast, acting, "Marek W.")
    asked_about(cast, acting, hers, his)
    key_store().make([hers, his])

    first = destroy(hers)

    assert "Intakes about others too stay until the keys of those are destroyed: 1." in first
    assert told(cast, acting) == {CANARY}
    assert "So it is with the intakes about nobody else: 1." in destroy(his)
    assert told(cast, acting) == {GONE}


def test_what_was_asked_a_second_time_goes_with_the_first(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    first, again = asked_about(cast, acting, person), an_ask(cast, acting, story=CANARY)
    with acting(cast.navigator) as by:
        close_intake(intake=again.pk, end=IntakeEnd.DUPLICATE, same_as=first.pk, by=by, at=now())
    other = asked_about(cast, acting, in_care(cast, acting, "Marek W."))

    destroy(person)

    assert [key_store().key_of(each.pk) is None for each in (first, again, other)] == [True, True, False]


def test_who_is_signed_in_learns_of_no_intake_and_deletes_nobodys_draft_by_these_functions(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = in_care(cast, acting)
    asked_about(cast, acting, person)
    typed(signed_in(cast.navigator), reverse("casework:write-note", args=[person]))
    for user in cast.everyone:
        if user == cast.stranger:
            continue
        with acting(user), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM triage_intakes_about(%s)", [person])
            assert (cursor.fetchone(), forget_about([person])) == ((0,), 0)

    assert drafts(cast, acting) == [WORDS]
