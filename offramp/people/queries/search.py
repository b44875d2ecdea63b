"""Search: by file number, the same name, its words turned, its beginning, its spelling, its sound; with a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor, Viewer
from offramp.people.enums import GivenName, Match, Status
from offramp.people.queries.identity import Called, called, file_numbers
from offramp.people.queries.life import status_of
from offramp.people.rules import split_year

LIKELY = 0.52
"""From this score on two names may be one person's: a slip of the hand scores 0.55 and more, another last name 0.45."""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody a search found: what to call them, why they were found, how near the match is (1 is the same name)."""

    person: UUID
    called: Called
    file_number: str
    status: Status
    how: Match
    score: float

    @property
    def name(self) -> str:
        return self.called.name


def search_people(viewer: Viewer, text: str, *, limit: int = 20) -> list[Found]:
    """Return the people of the viewer's units whom a text fits, the nearest first; a year in it is a year of birth.

    The keys are compared by a function that may read them; what is shown is then read behind the wall, by id.
    """
    require(viewer.actor, Permission.PERSON_SEARCH)
    name, year = split_year(text)
    if not name.strip("\x00 "):
        return []
    return _told(viewer, _candidates(name.replace("\x00", ""), year, limit))


def likely_the_same(viewer: Viewer, names: Sequence[GivenName], *, year: int | None, limit: int = 5) -> list[Found]:
    """Return who is in the files already under a name so near that they are likely the same person, nearest first."""
    best: dict[UUID, tuple[float, str]] = {}
    for name in names:
        for person, score, how in _candidates(name.text, year, limit):
            if score >= LIKELY and score > best.get(person, (0.0, ""))[0]:
                best[person] = (score, how)
    nearest = sorted(best.items(), key=lambda item: item[1][0], reverse=True)[:limit]
    return _told(viewer, [(person, score, how) for person, (score, how) in nearest])


def may_open_files(by: Actor) -> bool:
    """Return whether an actor may open a file for somebody who was not found."""
    try:
        require(by, Permission.PERSON_CREATE)
    except NotPermitted:
        return False
    return True


def _candidates(name: str, year: int | None, limit: int) -> list[tuple[UUID, float, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, score, how FROM people_search(%s, %s::integer, %s)", [name, year, limit])
        return list(cursor.fetchall())


def _told(viewer: Viewer, candidates: Sequence[tuple[UUID, float, str]]) -> list[Found]:
    ids = [person for person, _score, _how in candidates]
    who, numbers = called(viewer, ids), file_numbers(ids)
    how_they_are = status_of(viewer, ids)
    return [
        Found(person, who[person], numbers[person], how_they_are[person], Match(how), score)
        for person, score, how in candidates
        if person in who
    ]
