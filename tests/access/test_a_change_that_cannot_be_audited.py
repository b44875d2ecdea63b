"""Where the audit can't be written nothing is changed, nothing typed is lost, and all goes on once it can be again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from django.test import Client
from django.urls import reverse

from offramp.audit.models import Entry
from offramp.casework.models import Note
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role
from tests import databases
from tests.access.test_a_log_that_cannot_be_written import FULL, NO_LONGER_FULL
from tests.casework.files import CANARY, in_care
from tests.casework.pages import token
from tests.cast import Cast, make_cast
from tests.conftest import SignedIn, acting_as

Breaking = Callable[[Server, str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Writing:
    """A navigator at the form of a note."""

    cast: Cast
    browser: Client
    form: str

    def send(self, form_token: str) -> tuple[int, bool]:
        """Send what was typed; return the status, and whether the page is a plain one."""
        answer = self.browser.post(self.form, self._typed(form_token))
        page = answer.content.decode()
        return answer.status_code, "That went wrong on our side" in page and CANARY not in page

    def keep(self, form_token: str) -> int:
        """Keep what was typed so far, as the page does by itself."""
        kept = self.browser.post("/ui/drafts/", self._typed(form_token), headers={"X-Autosave": "1"})
        return int(kept.status_code)

    def is_kept(self) -> bool:
        return CANARY in self.browser.get(self.form).content.decode()

    def written(self) -> tuple[int, int]:
        """Return how many notes there are, and how many lines about one."""
        with acting_as(self.cast.navigator):
            notes = Note.objects.count()
        with acting_as(self.cast.privacy):
            return notes, Entry.objects.filter(verb="casework.note_written").count()

    def _typed(self, form_token: str) -> dict[str, str]:
        return {"category": "support_notes", "text": CANARY, "form_token": form_token}


@pytest.fixture
def writing(own_database: str, signed_in: SignedIn) -> Writing:
    cast = make_cast(at=now())
    person = in_care(cast, acting_as)
    browser = signed_in(cast.navigator)
    browser.raise_request_exception = False
    return Writing(cast, browser, reverse("casework:write-note", args=[person]))


@contextmanager
def denied(server: Server, database: str) -> Iterator[None]:
    with databases.as_owner(server, database) as owner:
        owner.execute("REVOKE INSERT ON audit_entry FROM offramp_app")
        yield
        owner.execute("GRANT INSERT ON audit_entry TO offramp_app")


@contextmanager
def full(server: Server, database: str) -> Iterator[None]:
    with databases.as_owner(server, database) as owner:
        owner.execute(FULL.format(table="audit_entry").encode())
        yield
        owner.execute(NO_LONGER_FULL.format(table="audit_entry").encode())


@contextmanager
def locked(server: Server, database: str) -> Iterator[None]:
    with psycopg.connect(server.url(Role.OWNER, database)) as owner:
        owner.execute("LOCK TABLE audit_entry IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.mark.parametrize("broken", [denied, full, locked])
def test_while_the_audit_can_not_be_written_nothing_is_changed_and_nothing_typed_is_lost(
    server: Server, own_database: str, writing: Writing, broken: Breaking
) -> None:
    form_token = token(writing.browser, writing.form)
    assert writing.keep(form_token) == 204
    before = writing.written()

    with broken(server, own_database):
        assert writing.send(form_token) == (500, True)

    assert (writing.written(), writing.is_kept()) == (before, True)
    assert writing.send(form_token)[0] == 303
    assert (writing.written(), writing.is_kept()) == ((before[0] + 1, before[1] + 1), False)
