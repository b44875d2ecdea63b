"""Nothing is served after an acknowledged withdrawal: parallel sessions over HTTP, asking before, during and after.

A worker of an agency reads a referral, an officer on the care team what a navigator was told; both by consent. While
they go on asking, a navigator takes both consents back. A request that began after the answer to that was read is late.
"""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from threading import Event
from uuid import UUID

from django.utils.timezone import localdate

from bench._reader import Reader, value_of
from bench._site import Stored, own_server, served, swelled
from offramp.access.actions import grant
from offramp.access.enums import Basis, Category, Role
from offramp.accounts.queries import one_of_each_role
from offramp.casework.actions import write_note
from offramp.consent.actions import ConsentTerms, record_consent
from offramp.consent.enums import Ability, Method, Recipient
from offramp.consent.models import Agreement
from offramp.directory.models import Service
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from offramp.kernel.ids import new_id
from offramp.kernel.roles import Role as DatabaseRole
from offramp.people.actions import open_person
from offramp.people.enums import GivenName, NameKind
from offramp.referrals.actions import Item, send_referral
from tests.conftest import acting_as

REQUESTS = 1_000
SESSIONS = 8
TOLD = "she hid the letter behind the boiler"
HOPED_FOR = "A room that faces the garden"


@dataclass(frozen=True, slots=True)
class Shared:
    """What was shared by consent, and the consents."""

    person: UUID
    referral: UUID
    consents: list[UUID]


@dataclass(slots=True)
class Asked:
    """How many requests were served and how many were not, by when they began."""

    before: list[bool] = field(default_factory=list)
    meanwhile: list[bool] = field(default_factory=list)
    after: list[bool] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"before: {sum(self.before)} of {len(self.before)} served; begun before the withdrawal was acknowledged:"
            f" {sum(self.meanwhile)} of {len(self.meanwhile)}; begun after it: {sum(self.after)} of {len(self.after)}."
        )


def share() -> None:
    """Share something of a new person with an agency and with an officer, and print what: run behind the wall."""
    at = now()
    held = {posting.role: posting for posting in one_of_each_role(at=at)}
    navigator, officer = held[Role.NAVIGATOR], held[Role.HELP_OFFICER]
    agency = held[Role.AGENCY_WORKER].agency
    assert agency is not None
    offered = Service.objects.filter(agency=agency, reveals=Category.PLAN, ends_on=None).order_by("pk")[0]
    Agreement.objects.create(unit=navigator.unit, agency_id=agency, categories=list(Category), starts_on=localdate(at))
    with acting_as(navigator.user, posting=navigator.pk) as by:
        names = [GivenName(NameKind.LEGAL, "Wilhelmina Once")]
        person = open_person(names=names, searched_for="Wilhelmina Once", by=by, at=at).pk
        for user in (navigator.user_id, officer.user_id):
            _seat(user, person)
        write_note(person=person, text=TOLD, by=by, at=at)
        officers = record_consent(person=person, terms=_terms(Category.SUPPORT_NOTES), by=by, at=at).pk
        agreed = record_consent(person=person, terms=_terms(Category.PLAN, agency=agency), by=by, at=at).pk
        referral = _sent(person, agency, offered.pk, agreed, by)
    print(json.dumps([str(key) for key in (person, referral, officers, agreed)]))


def _seat(user: UUID, person: UUID) -> None:
    grant(
        party=user,
        subject=person,
        categories=Category,
        basis=Basis.CARE_TEAM,
        founded_on=new_id(),
        starts_at=now() - timedelta(minutes=1),
    )


def _terms(*categories: Category, agency: UUID | None = None) -> ConsentTerms:
    return ConsentTerms(
        categories=categories,
        purpose="A room of her own",
        recipient=Recipient.AGENCY if agency else Recipient.OFFICERS,
        agency=agency,
        acknowledged=True,
        starts_at=now(),
        ends_at=now() + timedelta(days=30),
        told_revocable=True,
        method=Method.WRITTEN,
        ability=Ability.ABLE,
        present="Nobody else",
        capacity_finding="Says in her own words what it means.",
    )


def _sent(person: UUID, agency: UUID, service: UUID, consent: UUID, by: Actor) -> UUID:
    return send_referral(
        person=person,
        agency=agency,
        service=service,
        hoped_for=HOPED_FOR,
        consent=consent,
        items=[Item(Category.PLAN, "Goal", "A door that locks")],
        by=by,
        at=now(),
    ).pk


def prove(stored: Stored, *, requests: int) -> Asked:
    """Ask before, during and after the withdrawal of both consents; raise where a late request was served."""
    told = stored.python("from proofs.at_once import share; share()", role=DatabaseRole.APP)
    person, referral, *consents = [UUID(key) for key in json.loads(told.splitlines()[-1])]
    with served(stored, workers=2) as site:
        sessions = list(_sessions(site.port, Shared(person, referral, consents)))
        navigator = Reader(site.port)
        navigator.sign_in_as(Role.NAVIGATOR)
        asked = _ask(sessions, navigator, consents, requests)
    assert all(asked.before), f"{asked.before.count(False)} requests were not served before anything was withdrawn"
    assert not any(asked.after), f"{sum(asked.after)} requests were served after the withdrawal"
    return asked


def _sessions(port: int, shared: Shared) -> Iterator[Callable[[], bool]]:
    """Yield for each session, signed in by itself, how it asks once; it says whether it was served."""
    for _number, role in zip(range(SESSIONS), cycle([Role.AGENCY_WORKER, Role.HELP_OFFICER]), strict=False):
        reader = Reader(port)
        reader.sign_in_as(role)
        if role == Role.AGENCY_WORKER:
            yield _asking(reader, f"/referrals/{shared.referral}/", HOPED_FOR)
        else:
            yield _asking(reader, f"/people/{shared.person}/", TOLD)


def _asking(reader: Reader, path: str, words: str) -> Callable[[], bool]:
    def ask() -> bool:
        answer = reader.get(path)
        if answer.status >= 500:
            raise ConnectionError(f"{path} answered {answer.status}.")
        return words in answer.text

    return ask


def _ask(sessions: list[Callable[[], bool]], navigator: Reader, consents: list[UUID], requests: int) -> Asked:
    """Let every session ask until it had its share before and after; withdraw between."""
    asked, acknowledged = Asked(), Event()
    share_of_each = -(-requests // len(sessions))
    before = [0] * len(sessions)

    def go_on(place: int) -> None:
        after = 0
        while after < share_of_each:
            is_late = acknowledged.is_set()
            is_early = before[place] < share_of_each
            was_served = sessions[place]()
            (asked.after if is_late else asked.before if is_early else asked.meanwhile).append(was_served)
            before[place] += not is_late
            after += is_late

    with ThreadPoolExecutor(len(sessions)) as pool:
        going = [pool.submit(go_on, place) for place in range(len(sessions))]
        while min(before) < share_of_each and not any(each.done() for each in going):
            time.sleep(0.01)
        try:
            for consent in consents:
                _withdraw(navigator, consent)
        finally:
            acknowledged.set()
        for each in going:
            each.result()
    return asked


def _withdraw(navigator: Reader, consent: UUID) -> None:
    path = f"/consents/{consent}/withdraw/"
    page = navigator.get(path).text
    form = page[page.index("<h1") :]
    answer = navigator.post(path, {"form_token": value_of("form_token", form), "words": ""})
    assert answer.status == 303, f"Taking a consent back answered {answer.status}."


def run() -> None:
    """Prove it with 1,000 requests before and 1,000 after."""
    with own_server() as server, swelled(server, people=0, intakes=0) as stored:
        print(f"{SESSIONS} parallel sessions, a referral and a record shared by consent.")
        print(prove(stored, requests=REQUESTS))
