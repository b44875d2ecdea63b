"""Each guard of a definer function is taken out of it, one at a time; whoever it kept out must be answered then.

A definer function reads with more rights than its caller, so no policy stands behind it: only its own terms do. Of each
term there is somebody who may ask, and what makes that one term untrue of them and nothing else. They are answered;
then they are not; and once the term is gone they are again, so that there was something to keep from them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from offramp.access.actions import set_identity
from offramp.access.wall.policies import APP
from offramp.accounts.models import Posting, User
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.wall.sabotage.policies import Found
from tests.wall.sabotage.scene import Scene, taken_back

OURS = """
SELECT p.proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
WHERE p.prosecdef AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1
"""
DEFINITION = "SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.proname = %(name)s"
# Whatever asks who asks, whether something is over by now, or whether a consent was taken back: a guard holds each.
ASKS: Final = re.compile(r"(wall_\w+|diversion_over|desk_may_know_who_sees|statement_timestamp)\(|withdrawal|on_moment")
# What asks who asks, or the time, and keeps nobody out: it writes it down, leaves out what is theirs already, tells
# what is late from what is due, or counts no office before its day.
WRITES_DOWN: Final = (
    "from_at, wall_user()",
    "on_at, wall_user()",
    "new_id, wall_user(), 'support'",
    "on_seat, wall_unit()",
    "THEN wall_unit() END",
    "coalesce(wall_user(), s.user_id)",
    "lifted_by_id = wall_user()",
    "settled_by_id = wall_user()",
    "g.party <> wall_user()",
    "mine.user_id = wall_user()",
    "(mine.ends_at IS NULL OR mine.ends_at > statement_timestamp())",
    "p.unit_id = in_unit AND p.starts_at <= statement_timestamp()",
    "p.due_at < statement_timestamp()",
    "p.due_at >= statement_timestamp()",
)
NOT_PERMITTED = "42501"

Named = dict[str, UUID]


@dataclass(frozen=True, slots=True)
class Guard:
    """A term of a function; the statement that makes it untrue of whoever may ask; and what is put in its stead."""

    term: str
    wrong: str
    instead: str = "true"


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to a function, asked in a role of the unit by `%(me)s`, or by nobody; and the guards it comes by.

    ready: the statements that make it right. done: how the rows tell what was done, where the answer doesn't.
    """

    function: str
    question: str
    guards: tuple[Guard, ...]
    role: str = "help_officer"
    ready: tuple[str, ...] = ()
    done: str = ""


@dataclass(slots=True)
class Outcome:
    """What was found; and what would make that worth nothing: never answered, or answered in spite of the guard."""

    found: Found = field(default_factory=Found)
    never_answered: list[str] = field(default_factory=list)
    answered_the_wrong: list[str] = field(default_factory=list)


def definers() -> list[str]:
    """Return the name of each function of ours that reads with more rights than its caller."""
    return [str(name) for (name,) in _rows(OURS, {})]


def unguarded(askings: Sequence[Asking]) -> Iterator[str]:
    """Return what functions ask of whoever asks, and of the time, that no guard of theirs holds."""
    for name in sorted({asking.function for asking in askings}):
        body = definition(name)
        held = [guard.term for asking in askings if asking.function == name for guard in asking.guards]
        for known in sorted([*held, *WRITES_DOWN], key=len, reverse=True):
            body = body.replace(known, "")
        body = body.partition("$function$")[2]
        yield from (f"{name}: {line.strip()}" for line in body.splitlines() if ASKS.search(_said(line)))


def _said(line: str) -> str:
    return line.partition("--")[0]


def definition(name: str) -> str:
    """Return the statement that makes a function."""
    [[text]] = _rows(DEFINITION, {"name": name})
    return str(text)


def take_out_each(scene: Scene, askings: Sequence[Asking]) -> Outcome:
    """Ask each question; make each of its guards untrue of whoever asks; then take that guard out."""
    outcome = Outcome()
    for asking in askings:
        with taken_back():
            named = _standing(scene, asking)
            if not _answers(asking, named):
                outcome.never_answered.append(f"{asking.function}: {asking.question}")
            for guard in asking.guards:
                with taken_back():
                    _try(asking, guard, named, outcome)
    return outcome


def _try(asking: Asking, guard: Guard, named: Named, outcome: Outcome) -> None:
    what = f"{asking.function}: {guard.term}"
    _do(guard.wrong, named)
    if _answers(asking, named):
        outcome.answered_the_wrong.append(what)
    before = definition(asking.function)
    after = before.replace(guard.term, guard.instead)
    if after != before:
        _do(after, {})
    outcome.found.note(what, found=after != before and _answers(asking, named))


def _standing(scene: Scene, asking: Asking) -> Named:
    """Let whoever may ask stand ready, in the database's eyes too."""
    me = User.objects.create(username=f"asks {new_id()}", name="Whoever Asks", joined_at=now())
    since = now() - timedelta(days=9)
    posting = Posting.objects.create(user=me, role=asking.role or "analyst", unit=scene.unit, starts_at=since)
    set_identity(*((me.pk, posting.pk) if asking.role else (None, None)))
    named = {
        "me": me.pk,
        "key": new_id(),
        "subject": scene.subject,
        "unit": scene.unit.pk,
        "elsewhere": scene.elsewhere.pk,
        "somebody": scene.somebody.pk,
    }
    for statement in asking.ready:
        _do(statement, named)
    return named


def _answers(asking: Asking, named: Named) -> bool:
    """Say whether the runtime role is told anything, or anything is done; whatever it was is taken back."""
    with taken_back():
        _do(f"SET LOCAL ROLE {APP}", {})
        try:
            with transaction.atomic():
                rows = _rows(asking.question, named)
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") != NOT_PERMITTED:
                raise
            return False
        _do("RESET ROLE", {})
        return bool(_rows(asking.done, named)) if asking.done else any(any(row) for row in rows)


def _do(sql: str, named: Named) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, named or None)


def _rows(sql: str, named: "Named | dict[str, str]") -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, named or None)
        return list(cursor.fetchall())
