"""Whom each page of a journey shows, beside whom the read log says that it showed: the same, both ways.

Every answer that carries words passes through here on its way to the browser, under the number that it has in the logs.
Who is shown is told by what the database knows of each: id, file number, name, title. All of the Support stream.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final
from uuid import UUID

import psycopg
from playwright.sync_api import BrowserContext, Route

from offramp.kernel.roles import Role as DatabaseRole
from tests.journeys.serving import Live

WORDS: Final = ("text/html", "text/calendar", "text/csv", "application/json")
ANY_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOT_FILES: Final = re.compile(r"^(?!.*/static/)")
NAMELESS: Final = re.compile(r"^/referrals/[^/]+/call-back/$")
"""Pages that show something of somebody and name nobody: see `tests.wall.looks.NAMELESS`."""
IDS_ALONE: Final = re.compile(r"^/logs/")
"""Pages of the logs themselves: of whom their rows are, by id alone."""
Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser was answered: the number of the request, its address without the host, and its words."""

    request: UUID
    address: str
    words: str


@dataclass
class Shown:
    """The answers of a journey. (No slots: Playwright leaves something of its own on whoever listens.)"""

    answers: list[Answer] = field(default_factory=list)

    def listen_to(self, context: BrowserContext) -> None:
        """Keep what this browser is answered from now on."""
        context.route(NOT_FILES, self._pass_on)

    def _pass_on(self, route: Route) -> None:
        answer = route.fetch(max_redirects=0, max_retries=2)  # a connection kept open may have been closed by now
        number, kind = answer.headers.get("x-request-id"), answer.headers.get("content-type", "")
        if number and answer.ok and kind.startswith(WORDS):
            address = re.sub(r"^\w+://[^/]+", "", route.request.url)
            self.answers.append(Answer(UUID(number), address, unescape(answer.text())))
        route.fulfill(response=answer)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows: the words that tell of each subject, and of whom a row is."""

    told_by: dict[UUID, set[str]]
    persons: dict[UUID, UUID]
    """The person of each intake and referral, and each person themself."""
    numbers: dict[str, UUID]
    """Each file number's person."""


@dataclass(slots=True)
class Differences:
    """How many subjects of looks were compared, and where log and look differ."""

    subjects: int = 0
    wrong: list[str] = field(default_factory=list)


def differences(live: Live, answers: list[Answer]) -> Differences:
    """Compare what was answered with what the read log says, subject by subject."""
    found = Differences()
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        known, logged = _known(owner), _logged(owner, [answer.request for answer in answers])
    for answer in answers:
        subjects = logged.get(answer.request, set())
        found.subjects += len(subjects)
        found.wrong += compare(answer, subjects, known)
    return found


def compare(answer: Answer, logged: set[UUID], known: Known) -> Iterator[str]:
    """Return where an answer and what the log says of it differ, in words."""
    ids = {UUID(each) for each in ANY_ID.findall(answer.words)}
    for subject in logged - ids if not NAMELESS.match(answer.address) else ():
        if not any(word in answer.words for word in known.told_by.get(subject, ())):
            yield f"{answer.address} is logged as showing {subject}, and nothing there tells of it"
    persons = {known.persons[subject] for subject in logged if subject in known.persons}
    if IDS_ALONE.match(answer.address):
        return
    of_numbers = {person for number, person in known.numbers.items() if number in answer.words}
    for shown in (ids & known.persons.keys()) | of_numbers:
        if shown not in logged and known.persons[shown] not in persons:
            yield f"{answer.address} shows {shown}, and the log does not say so"


def _known(owner: Connection) -> Known:
    told_by, persons, numbers = defaultdict[UUID, set[str]](set), dict[UUID, UUID](), dict[str, UUID]()
    for subject, word in owner.execute(WORDS_OF_SUBJECTS).fetchall():
        told_by[subject].add(word)
    for row, person in owner.execute(ROWS_OF_PERSONS).fetchall():
        persons[row] = person
    for person, number in owner.execute("SELECT id, file_number FROM people_person").fetchall():
        persons[person], numbers[number] = person, person
        told_by[person].add(number)
    for row, person in persons.items():
        told_by[row] |= told_by[person]
    return Known(dict(told_by), persons, numbers)


# Words by which a page may tell of a subject, without its id.
WORDS_OF_SUBJECTS: Final = """
SELECT person_id, text FROM people_name
UNION SELECT id, file_number FROM people_person
UNION SELECT person_id, id::text FROM casework_breakglass
UNION SELECT subject, id::text FROM access_restriction
UNION SELECT id, title FROM triage_intake
UNION SELECT id, place FROM triage_intake
"""
# Rows that are subjects of their own, and of whom they are.
ROWS_OF_PERSONS: Final = """
SELECT intake_id, person_id FROM triage_intakeperson
UNION SELECT id, person_id FROM referrals_referral
"""
LOGGED: Final = """
SELECT l.request, s.subject FROM audit_look l JOIN audit_looksubject s ON s.look = l.id
WHERE l.request = ANY(%s) AND s.stream = 'support'
"""


def _logged(owner: Connection, requests: list[UUID]) -> dict[UUID, set[UUID]]:
    """Return whom the read log says that each request showed."""
    found = defaultdict[UUID, set[UUID]](set)
    for request, subject in owner.execute(LOGGED, [requests]).fetchall():
        found[request].add(subject)
    return dict(found)
