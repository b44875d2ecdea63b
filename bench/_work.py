"""What is measured: each page or sending, who asks for it, and on which people."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from bench._names import Search, searched_for
from bench._reader import Answer, Reader, ask_help
from bench._site import Stored
from offramp.config.city.moments import Dice

SEARCHES = 100

# Whoever the sign-in page offers for the role, as `one_of_each_role` has it.
EXAMPLE = """
SELECT p.user_id, p.id FROM accounts_posting p JOIN accounts_user u ON u.id = p.user_id
WHERE p.role = %s AND u.is_active AND p.starts_at <= now() AND (p.ends_at IS NULL OR p.ends_at > now())
ORDER BY p.starts_at, p.id LIMIT 1
"""
LONGEST_HISTORY = """
SELECT s.person_id FROM casework_seat s JOIN activities_activityperson a USING (person_id)
WHERE s.user_id = %s AND s.starts_at <= now() AND s.ends_at IS NULL
GROUP BY s.person_id ORDER BY count(*) DESC, s.person_id LIMIT 1
"""
SOME_PEOPLE = """
SELECT n.person_id, n.text, coalesce(extract(year FROM p.born_on)::int, p.born_about)
FROM people_name n LEFT JOIN people_particulars p USING (person_id)
WHERE n.is_main AND n.text LIKE '%% %%' AND n.unit_id = (SELECT unit_id FROM accounts_posting WHERE id = %s)
  AND n.person_id NOT IN (SELECT subject FROM access_restriction)
ORDER BY md5(n.person_id::text) LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Work:
    """One page or sending: its name, the role that asks, and how. The answer timed is the last one."""

    name: str
    role: str
    ask: Callable[[Reader, int], Answer]


@dataclass(frozen=True, slots=True)
class Targets:
    """Whom the measured pages are about."""

    person: str
    searches: list[Search]

    def dumped(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def loaded(cls, text: str) -> "Targets":
        told = json.loads(text)
        return cls(told["person"], [Search(**search) for search in told["searches"]])


def targets_in(stored: Stored) -> Targets:
    """Choose the navigator's person with the longest history, and people to search for."""
    [(navigator, _posting)] = stored.rows(EXAMPLE, "navigator")
    [(person,)] = stored.rows(LONGEST_HISTORY, navigator)
    return Targets(str(person), searches_in(stored, SEARCHES, role="navigator"))


def searches_in(stored: Stored, count: int, *, role: str) -> list[Search]:
    """Return misspelt searches for people drawn from all whom somebody in the role may find; the same each time."""
    dice = Dice("searches of the bench")
    [(_user, posting)] = stored.rows(EXAMPLE, role)
    drawn = stored.rows(SOME_PEOPLE, posting, count)
    return [searched_for(str(person), name, year, dice) for person, name, year in drawn]


def work_on(targets: Targets) -> list[Work]:
    """Return what is measured, in the order of the table."""
    return [
        Work("sign-in page", "", lambda reader, _turn: reader.get("/sign-in/")),
        Work("desk", "navigator", lambda reader, _turn: reader.get("/")),
        Work("queue, all teams", "help_officer", lambda reader, _turn: reader.get("/queue/?team=all")),
        Work("person search, misspelt", "navigator", lambda reader, turn: search(reader, search_of(targets, turn))),
        Work("opening a record", "navigator", lambda reader, _turn: reader.get(f"/people/{targets.person}/")),
        Work("saving a consult", "patrol_officer", lambda reader, turn: ask_help(reader, f"Jasper Avenue {turn}")),
    ]


def search_of(targets: Targets, turn: int) -> Search:
    """Return what is searched for in a turn."""
    return targets.searches[turn % len(targets.searches)]


def search(reader: Reader, asked: Search) -> Answer:
    """Search on the page for people."""
    return reader.get(f"/people/?{urlencode({'q': asked.text})}")
